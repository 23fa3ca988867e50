"""The jobs that are killed, and what they leave behind: journal lines, and calls to the outside.

Two tables stand beside the site's own: what was asked, and how far each call went.
"""

import json
import os
import secrets
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from perron.core.journal.lines import Entry, record
from perron.core.journal.verifying import verify_journal
from perron.core.models import JournalLine, Work
from perron.core.queue import enqueue, job, jobs
from perron.core.schedule import EVERY_TICK
from perron.letters.enums import LetterState
from perron.letters.models import Letter
from perron.letters.services import handing
from perron.letters.services.writing import Addressee, write_letter

LEASE = timedelta(seconds=1)
PATIENCE = 60
OFTEN = 100  # a kill is an attempt: nothing is given up here
TABLES = (
    "CREATE TABLE kill_asked (code varchar(20) PRIMARY KEY)",
    "CREATE TABLE kill_call (code varchar(20) PRIMARY KEY, state varchar(10) NOT NULL)",
)
ASKED = ("kill.line", "kill.call", "letters.hand_over")  # the site's own jobs come round meanwhile
ON_THE_WAY = (LetterState.WAITING, LetterState.SENDING)
dice = secrets.SystemRandom()
EVERY_TICK.append("kill.tick")
for name in ("letters.hand_over", "letters.sweep"):  # as on a site, but nobody waits for minutes
    jobs[name] = replace(jobs[name], lease=LEASE, attempts=OFTEN)
handing.LEASE = 2 * LEASE


def change(statement: str, *values: str) -> int:
    """Run one statement; answer how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@job("kill.line", lease=LEASE, attempts=OFTEN)
def write_line(code: str) -> None:
    """One line of the record; nothing but the queue keeps it from being written twice."""
    time.sleep(dice.uniform(0, 0.02))
    record("kill", Entry("kill.line", "work", code), by=None, at=timezone.now())
    time.sleep(dice.uniform(0, 0.02))


@job("kill.tick", lease=LEASE, attempts=OFTEN)
def write_tick() -> None:
    """One line for each time round."""
    record("kill", Entry("kill.tick"), by=None, at=timezone.now())


@job("kill.call", atomic=False, lease=LEASE, attempts=OFTEN)
def call_outside(code: str) -> None:
    """At most one call: whoever finds one begun cannot know how it ended, and calls no more."""
    if not change("UPDATE kill_call SET state = 'begun' WHERE code = %s AND state = 'new'", code):
        return
    outside = HTTPConnection("127.0.0.1", int(os.environ["KILL_COUNTER"]), timeout=20)
    outside.request("POST", f"/{code}")
    outside.getresponse().read()
    outside.close()
    change("UPDATE kill_call SET state = 'ended' WHERE code = %s", code)


@transaction.atomic
def ask(name: str, code: str) -> None:
    """What a service does: its own row and the job in one transaction; asked again, nothing."""
    if not change("INSERT INTO kill_asked VALUES (%s) ON CONFLICT DO NOTHING", code):
        return
    if name == "kill.letter":
        to, at = Addressee(f"{code}@example.org", "en"), timezone.now()
        write_letter("test", to=to, reference=f"kill:{code}", context={}, at=at)
        return
    if name == "kill.call":
        change("INSERT INTO kill_call VALUES (%s, 'new')", code)
    enqueue(name, code)


def prepare() -> None:
    """Tables."""
    call_command("migrate", verbosity=0)
    for statement in TABLES:
        change(statement)


def report() -> None:
    """Print, as JSON, what the database says when all is over."""
    lines = JournalLine.objects.filter(chain="kill")
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, state FROM kill_call")
        calls = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM kill_asked")
        asked = cursor.fetchone()[0]
    found = {
        "asked": asked,
        "calls": calls,
        "interrupted": Work.objects.filter(attempts__gt=1).count(),
        "lines": list(lines.filter(verb="kill.line").values_list("about_code", flat=True)),
        "states": Counter(Work.objects.values_list("state", flat=True)),
        "ticks": lines.filter(verb="kill.tick").count(),
        "ticks_done": Work.objects.filter(name="kill.tick", state="done").count(),
        "letters": dict(Letter.objects.values_list("address", "state")),
        "journal_faults": len(verify_journal()[1]),
        "works": Work.objects.filter(name__in=ASKED).count(),
    }
    print(json.dumps(found))


def wait_until_done() -> None:
    """Print how many jobs that somebody asked for are left: none, or those after long patience."""
    until = time.monotonic() + PATIENCE
    asked = Work.objects.open().filter(name__in=ASKED)
    letters = Letter.objects.filter(state__in=ON_THE_WAY)
    while (left := asked.count() + letters.count()) and time.monotonic() < until:
        time.sleep(0.1)
    print(left)
