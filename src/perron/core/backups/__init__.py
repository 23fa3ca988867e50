"""Backups: everything that can't be made anew, in one file that both databases can read."""

from perron.core.backups.reading import Checked, check_backup
from perron.core.backups.restoring import restore_backup
from perron.core.backups.writing import write_backup

__all__ = ["Checked", "check_backup", "restore_backup", "write_backup"]
