"""Lines of the journal in words that everyone understands."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from perron.core.journal.lines import COMMAND_LINE
from perron.core.models import JournalLine
from perron.core.records.kinds import Kind, kinds

SENTENCES = {
    "added": gettext_lazy("Added: %(kind)s"),
    "changed": gettext_lazy("Changed: %(kind)s"),
    "removed": gettext_lazy("Removed: %(kind)s"),
    "merged": gettext_lazy("Merged: %(kind)s"),
    "loaded": gettext_lazy("Loaded from a file: %(kind)s"),
    "imported": gettext_lazy("Loaded from a spreadsheet: %(kind)s"),
    "confirmed": gettext_lazy("Confirmed: %(kind)s"),
    "claimed": gettext_lazy("Somebody asks to speak for it: %(kind)s"),
    "approved": gettext_lazy("Somebody may speak for it: %(kind)s"),
    "refused": gettext_lazy("Somebody may not speak for it: %(kind)s"),
    "ended": gettext_lazy("Somebody no longer speaks for it: %(kind)s"),
    "taken": gettext_lazy("Taken: %(kind)s"),
    "contact.added": gettext_lazy("Contact added: %(kind)s"),
    "contact.changed": gettext_lazy("Contact changed: %(kind)s"),
    "contact.removed": gettext_lazy("Contact removed: %(kind)s"),
}
SHOWN = 12


def change_of(line: JournalLine) -> dict[str, Any]:
    """A line as the journal page shows it."""
    kind = kinds.get(line.about_kind)
    there = kind is not None and line.verb != f"{line.about_kind}.removed"
    whole = line.verb == f"{line.about_kind}.changed"  # a record, not something beside one
    return {
        "at": line.at,
        "line": f"{line.chain} {line.seq}",
        "digest": line.digest,
        "what": deed_of(line, kind),
        "code": line.about_code,
        "url": kind.address(line.about_code) if kind and there else "",
        "by": by_whom(line),
        "differences": differences_of(line) if whole else [],
    }


def by_whom(line: JournalLine) -> str:
    """Who decided, as everybody may know it."""
    if line.actor.startswith("organisation:"):
        return _("by its holder")
    return _("by the operator") if line.actor == COMMAND_LINE else _("at the desk")


def deed_of(line: JournalLine, kind: Kind | None) -> str:
    """What was done, in a few words."""
    label = str(kind.label) if kind else line.about_kind
    label = pgettext("thing", "snapshot") if line.about_kind == "snapshot" else label
    sentence = SENTENCES.get(line.verb) or SENTENCES.get(line.verb.rpartition(".")[2])
    return str(sentence or _("Decided: %(kind)s")) % {"kind": label}


def differences_of(line: JournalLine) -> list[dict[str, Any]]:
    """Per key, what it was and what it became, in short."""
    return [
        {"key": key, "before": _short(before), "after": _short(after)}
        for key, (before, after) in sorted(line.change.items())
    ][:SHOWN]


def _short(value: Any) -> str:
    if isinstance(value, list):
        return _("%(count)s entries") % {"count": len(value)}
    if isinstance(value, dict):
        return " / ".join(f"{code}: {words}" for code, words in value.items())[:200]
    return "–" if value is None else str(value)[:200]


def changes_of(lines: Iterable[JournalLine]) -> list[dict[str, Any]]:
    """Several lines."""
    return [change_of(line) for line in lines]
