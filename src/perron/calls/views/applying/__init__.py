"""Pages on which applications are written, and on which officers look after them."""
