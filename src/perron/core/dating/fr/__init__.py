"""French: the first day of a month is an ordinal."""
