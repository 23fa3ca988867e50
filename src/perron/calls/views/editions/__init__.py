"""Pages of editions: those that everybody reads, and those on which officers keep them."""
