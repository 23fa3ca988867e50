"""What a profile leads to: next steps, places of help, files to take away."""
