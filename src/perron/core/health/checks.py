"""What the core looks at: database, clock, queue, journal, kept days, disk, backups."""

import json
import shutil
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max, Min
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.health.findings import Finding, State
from perron.core.health.looking import Check, register_check
from perron.core.health.marks import BACKUP_MARK
from perron.core.journal.sealing import key_file
from perron.core.models import JournalLine, Seal, Snapshot, Work
from perron.core.queue import queue_state

LATE = timedelta(minutes=15)
CLOCKS_APART = timedelta(seconds=30)
TWO_DAYS = timedelta(days=2)
FREE_BYTES, FREE_PART = 512 << 20, 0.1
_prepared: set[str] = set()  # a database that was prepared stays so as long as this program runs


def _database(at: datetime) -> Finding:
    del at
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    name = str(connection.settings_dict["NAME"])
    if name not in _prepared:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            words = {"count": len(waiting)}
            said = _("The database is not prepared: %(count)s steps wait. Run “perron migrate”.")
            return Finding(State.FAULT, said % words)
        _prepared.add(name)
    return Finding(State.WELL, _("It answers and is prepared."))


def _clock(at: datetime) -> Finding:
    if connection.vendor != "postgresql":
        return Finding(State.WELL, _("The database is on this machine."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    apart = abs((theirs - at).total_seconds())
    words = {"seconds": round(apart)}
    figures = {"clock_difference_seconds": apart}
    if apart > CLOCKS_APART.total_seconds():
        said = _("This machine and the database are %(seconds)s seconds apart: set the clocks.")
        return Finding(State.FAULT, said % words, figures)
    said = _("This machine and the database agree within %(seconds)s seconds.")
    return Finding(State.WELL, said % words, figures)


def _queue(at: datetime) -> Finding:
    del at
    state = queue_state()
    expired = Work.objects.open().filter(lease_until__lte=Now()).count()
    late = max(state.late, timedelta(0))
    figures = {
        "queue_waiting": state.waiting,
        "queue_running": state.running,
        "queue_failed": state.failed,
        "queue_expired_leases": expired,
        "queue_oldest_waiting_seconds": late.total_seconds(),
    }
    if late > LATE:
        words = {"minutes": round(late.total_seconds() / 60)}
        said = _("Work has waited for %(minutes)s minutes: is a worker running?")
        return Finding(State.FAULT, said % words, figures)
    if state.failed:
        said = _("Jobs given up: %(count)s (%(jobs)s). The logs of the workers say why.") % {
            "count": state.failed,
            "jobs": ", ".join(state.failed_jobs),
        }
        return Finding(State.FAULT, said, figures)
    if expired:
        said = _("A worker stopped over its job; another one takes it up.")
        return Finding(State.NOTICE, said, figures)
    return Finding(State.WELL, _("Nothing waits for long, nothing was given up."), figures)


def _journal(at: datetime) -> Finding:
    said = _key_said()
    if said:
        return Finding(State.FAULT, said)
    latest = Seal.objects.aggregate(at=Max("at"))["at"]
    since = latest or JournalLine.objects.aggregate(at=Min("at"))["at"]
    if since is not None and at - since > TWO_DAYS:
        said = _("It was not sealed for two days: does a worker run at night, with the key?")
        return Finding(State.FAULT, said)
    return Finding(State.WELL, _("It is sealed, and the key can be read."))


def _key_said() -> str:
    """What is wrong with the key; the embedded site draws one when it first seals."""
    path = key_file()
    if not path.exists():
        missing = _("There is no key at %(file)s: make one with “perron journal key --new”.")
        return "" if settings.EMBEDDED else missing % {"file": path}
    try:
        load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError):
        return _("The key at %(file)s can't be read.") % {"file": path}
    return ""


def _days(at: datetime) -> Finding:
    latest = Snapshot.objects.aggregate(at=Max("at"))["at"]
    since = latest or JournalLine.objects.aggregate(at=Min("at"))["at"]
    if since is not None and at - since > TWO_DAYS:
        return Finding(State.FAULT, _("No day was kept for two days: does a worker run at night?"))
    return Finding(State.WELL, _("The last days are kept."))


def _disk(at: datetime) -> Finding:
    del at
    usage = shutil.disk_usage(settings.VAR)
    figures = {"disk_free_bytes": usage.free, "disk_total_bytes": usage.total}
    words = {"free": round(usage.free / (1 << 20)), "part": round(100 * usage.free / usage.total)}
    said = _("%(free)s MiB are free where PERRON_VAR lies (%(part)s %%).") % words
    state = State.WELL if usage.free > FREE_PART * usage.total else State.NOTICE
    return Finding(State.FAULT if usage.free < FREE_BYTES else state, said, figures)


def _backup(at: datetime) -> Finding:
    mark, longest = settings.VAR / BACKUP_MARK, settings.BACKUP_EVERY_DAYS
    asked = State.FAULT if longest else State.NOTICE
    if not mark.exists():
        return Finding(asked, _("No backup was made from this machine: “perron backup FILE”."))
    made = datetime.fromisoformat(json.loads(mark.read_text(encoding="utf-8"))["at"])
    figures = {"backup_age_seconds": (at - made).total_seconds()}
    said = _("The last backup is %(hours)s hours old.") % {
        "hours": round((at - made).total_seconds() / 3600)
    }
    late = longest and at - made > timedelta(days=longest)
    return Finding(asked if late else State.WELL, said, figures)


register_check(Check("database", gettext_lazy("Database"), _database, serving=True))
register_check(Check("clock", gettext_lazy("Clock"), _clock))
register_check(Check("queue", gettext_lazy("Queue"), _queue))
register_check(Check("journal", gettext_lazy("Journal"), _journal))
register_check(Check("days", gettext_lazy("Kept days"), _days))
register_check(Check("disk", gettext_lazy("Disk"), _disk))
register_check(Check("backup", gettext_lazy("Backup"), _backup))
