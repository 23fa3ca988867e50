"""How the desk names the parts of records, what they can be, and what is wrong with them."""
