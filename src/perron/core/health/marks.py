"""Marks that commands leave in PERRON_VAR for the next look at the site's health."""

BACKUP_MARK = "backup.json"
