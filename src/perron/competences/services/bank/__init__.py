"""The bank: read from files, kept, written, reviewed, published and asked."""
