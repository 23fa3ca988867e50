"""German dates: the hour is set off from the day."""

DATETIME_FORMAT = r"j. F Y, H:i \U\h\r"
