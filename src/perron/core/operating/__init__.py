"""What the people who run the site need of each request: a log line, a count, two doors."""
