"""Awards: which applications are funded from which money, and why, so that anyone can check it."""
