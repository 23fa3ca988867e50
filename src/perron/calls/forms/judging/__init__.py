"""What jurors and those who keep juries are asked."""
