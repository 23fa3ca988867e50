"""Checking every chain, line by line, and saying which line was changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.journal.lines import line_digest, private_digest
from perron.core.models import JournalHead, JournalLine

START = "0" * 64
CHUNK = 1000
MISSING = gettext_lazy("a line is missing here")
DOES_NOT_FOLLOW = gettext_lazy("it does not follow from the line before it")
CHANGED = gettext_lazy("it was changed after it was written")
PRIVATE_CHANGED = gettext_lazy("the personal values beside it were changed")
ENDS_ELSEWHERE = gettext_lazy("the chain ends elsewhere than its head says")


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a chain does not hold; line 0 is the whole of it."""

    chain: str
    seq: int
    why: str | Promise

    def __str__(self) -> str:
        place = {"chain": self.chain, "line": self.seq, "why": self.why}
        said = _("%(chain)s, line %(line)s: %(why)s") if self.seq else _("%(chain)s: %(why)s")
        return said % place


def verify_journal() -> tuple[int, tuple[Fault, ...]]:
    """Check all chains; answer the number of lines read and every fault found."""
    chains = set(JournalHead.objects.values_list("chain", flat=True))
    chains |= set(JournalLine.objects.order_by().values_list("chain", flat=True).distinct())
    faults = tuple(fault for chain in sorted(chains) for fault in verify_chain(chain))
    return JournalLine.objects.count(), faults


def verify_chain(chain: str) -> Iterator[Fault]:
    """Walk one chain from its start to its head."""
    expected, seq = START, 0
    lines = JournalLine.objects.filter(chain=chain).order_by("seq").select_related("private")
    for line in lines.iterator(chunk_size=CHUNK):
        seq += 1
        if line.seq != seq:
            yield Fault(chain, seq, MISSING)
            seq = line.seq
        elif line.previous != expected:
            yield Fault(chain, seq, DOES_NOT_FOLLOW)
        if line.digest != line_digest(line):
            yield Fault(chain, seq, CHANGED)
        if not _private_holds(line):
            yield Fault(chain, seq, PRIVATE_CHANGED)
        expected = line.digest
    head = JournalHead.objects.filter(chain=chain).first()
    if head is None or (head.seq, head.digest) != (seq, expected):
        yield Fault(chain, seq, ENDS_ELSEWHERE)


def _private_holds(line: JournalLine) -> bool:
    """Erased values are in order; present ones must match their digest in the line."""
    beside = getattr(line, "private", None)
    return beside is None or private_digest(beside.salt, beside.values) == line.private_digest
