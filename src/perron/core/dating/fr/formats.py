"""French dates; the two forms that begin with FIRST are for the first day of a month."""

DATETIME_FORMAT = "j F Y à H:i"
FIRST_DATE_FORMAT = r"j\e\r F Y"
FIRST_DATETIME_FORMAT = r"j\e\r F Y à H:i"
