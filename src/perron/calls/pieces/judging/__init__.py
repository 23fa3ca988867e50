"""What jurors and those who keep juries see."""
