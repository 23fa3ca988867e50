"""What machines may ask and what they are answered, as JSON Schema."""
