"""What machines are answered, before it is written down as JSON, tables, feeds or calendars."""
