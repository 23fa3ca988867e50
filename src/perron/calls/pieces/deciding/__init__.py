"""What pages about decisions show."""
