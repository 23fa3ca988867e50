"""Recent decisions for people at the desk: who, what, when, with the person's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.accounts.models import User
from perron.core.journal.lines import COMMAND_LINE
from perron.core.models import JournalLine
from perron.core.records.kinds import kinds
from perron.desk.records.choices import names_of

CHAINS = ("core", "directory", "strategy", "indicators")


VERBS = {
    "added": gettext_lazy("%(kind)s added"),
    "changed": gettext_lazy("%(kind)s changed"),
    "removed": gettext_lazy("%(kind)s removed"),
    "merged": gettext_lazy("%(kind)s merged"),
    "loaded": gettext_lazy("%(kind)s loaded from a file"),
    "imported": gettext_lazy("%(kind)s: a spreadsheet was loaded"),
    "confirmed": gettext_lazy("%(kind)s confirmed"),
    "claimed": gettext_lazy("%(kind)s: somebody asked to speak for it"),
    "approved": gettext_lazy("%(kind)s: a claim was approved"),
    "refused": gettext_lazy("%(kind)s: a claim was refused"),
    "ended": gettext_lazy("%(kind)s: somebody no longer speaks for it"),
    "taken": gettext_lazy("%(kind)s taken"),
    "officer.taken": gettext_lazy("%(kind)s: somebody looks after it"),
    "officer.left": gettext_lazy("%(kind)s: somebody no longer looks after it"),
    "update.asked": gettext_lazy("%(kind)s: its holder was asked"),
    "update.unchanged": gettext_lazy("%(kind)s: nothing has changed, says its holder"),
    "update.proposed": gettext_lazy("%(kind)s: its holder proposes a change"),
    "update.declined": gettext_lazy("%(kind)s: its holder says that another should be asked"),
    "update.published": gettext_lazy("%(kind)s: what its holder proposed was published"),
    "update.refused": gettext_lazy("%(kind)s: what its holder proposed was not published"),
    "update.withdrawn": gettext_lazy("%(kind)s: its holder is no longer asked"),
    "update.superseded": gettext_lazy("%(kind)s: its holder was asked anew"),
}
PERSON, HOLDER = "person:", "organisation:"


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the journal in words."""

    at: datetime
    who: str
    what: str
    code: str
    name: str
    url: str


def recent_deeds(most: int) -> list[Deed]:
    """The newest decisions; names take one query for each kind among them."""
    return deeds_of(JournalLine.objects.filter(chain__in=CHAINS).order_by("-at", "-pk")[:most])


def deeds_of(found: Iterable[JournalLine]) -> list[Deed]:
    """Lines in words, with the names of people and things."""
    lines = list(found)
    people, things = people_named({line.actor for line in lines}), _things(lines)
    return [
        _deed(
            line,
            who=people.get(line.actor, ""),
            name=things.get((line.about_kind, line.about_code), ""),
        )
        for line in lines
    ]


def _things(lines: Iterable[JournalLine]) -> dict[tuple[str, str], str]:
    """What the things are called that lines are about, as far as they are still there."""
    wanted: dict[str, set[str]] = {}
    for line in lines:
        if line.about_code and line.about_kind in kinds:
            wanted.setdefault(line.about_kind, set()).add(line.about_code)
    return {
        (kind, code): name
        for kind, codes in wanted.items()
        for code, name in names_of(kinds[kind], codes).items()
    }


def people_named(actors: Iterable[str]) -> dict[str, str]:
    """Names of those who still have an account; under a mandate, the name of who acted."""
    keys = {actor: actor.removeprefix(PERSON).partition(" ")[0] for actor in actors}
    wanted = {key for actor, key in keys.items() if actor.startswith(PERSON)}
    known = {str(one.key): one.name for one in User.objects.filter(key__in=wanted)}
    return {actor: known[key] for actor, key in keys.items() if key in known}


def _deed(line: JournalLine, *, who: str, name: str) -> Deed:
    unnamed = _("its holder") if line.actor.startswith(HOLDER) else _("a former colleague")
    operator = _("command line") if line.actor == COMMAND_LINE else unnamed
    known = line.about_kind in kinds
    verb = line.verb.rpartition(".")[2]
    gone = verb in {"removed", "merged"}
    return Deed(
        at=line.at,
        who=who or operator,
        what=str(VERBS.get(line.verb) or VERBS.get(verb) or "%(kind)s")
        % {"kind": kinds[line.about_kind].label if known else line.about_kind},
        code=line.about_code,
        name=name or line.about_code,
        url=_address(line) if known and not gone else "",
    )


def _address(line: JournalLine) -> str:
    """The public page of what a line is about."""
    return kinds[line.about_kind].address(line.about_code) if line.about_code else ""
