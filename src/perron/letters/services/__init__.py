"""Writing letters, handing them over, and what people want to receive."""
