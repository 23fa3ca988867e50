"""What pages about editions show, as plain dictionaries."""
