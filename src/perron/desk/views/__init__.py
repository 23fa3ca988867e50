"""Pages of the desk: each reads what its person may see, and asks one service to write."""
