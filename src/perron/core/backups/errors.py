"""Why a backup is not written or not restored."""

from django.utils.translation import gettext_lazy as _

from perron.core.errors import Refusal


class FileTaken(Refusal):
    """A backup is never written over another file."""

    sentence = _("There is a file %(file)s already. It was left as it is; choose another name.")


class BackupDamaged(Refusal):
    """The file does not hold what was written."""

    sentence = _(
        "%(file)s is not whole (%(why)s). Nothing was restored; take another copy of this backup."
    )


class BackupTooNew(Refusal):
    """A later program than this one wrote the backup or filled the database."""

    sentence = _(
        "%(what)s was made by a newer version of Perron (%(version)s): this one does not know "
        "%(unknown)s. Install that version or a later one; nothing was changed."
    )


class OtherRegion(Refusal):
    """Languages and words of one region do not fit another."""

    sentence = _(
        "This is a backup of the region “%(theirs)s”, and this site serves “%(ours)s”. Nothing "
        "was restored; set PERRON_REGION=%(theirs)s and try again."
    )


class DatabaseNotEmpty(Refusal):
    """Restoring never writes over anything."""

    sentence = _(
        "The database %(database)s is not empty: it has %(tables)s tables. Nothing was restored. "
        "Restore into a new one: create an empty database (or move the file away) and name it in "
        "DATABASE_URL."
    )


class NotRestoredAlike(Refusal):
    """What was read back from the new database differs from the backup."""

    sentence = _(
        "The table %(table)s read back from the new database is not what the backup holds "
        "(%(why)s). Nothing was kept of this attempt."
    )


class DatabaseUnprepared(Refusal):
    """There is nothing to back up."""

    sentence = _("The database %(database)s holds no site yet. No backup was written.")
