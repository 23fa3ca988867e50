"""What is wrong in a document, told so that the person who wrote it can put it right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Path = tuple[str | int, ...]

WHOLE_FILE = 0
MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in the reader's language: nothing is translated before ``str()`` is called."""

    template: str | Promise
    facts: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return str(self.template % dict(self.facts))


def say(template: str | Promise, **facts: object) -> Sentence:
    """Keep a template and its named facts (texts, numbers, other sentences) for later."""
    return Sentence(template, tuple(facts.items()))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right; lines and columns count from 1, line 0 is the file as a whole."""

    name: str
    line: int
    column: int
    path: Path
    sentence: Sentence | Promise | str
    remedy: Sentence | Promise | str

    def __str__(self) -> str:
        line = "" if self.line == WHOLE_FILE else f":{self.line}"
        path = f" {path_text(self.path)}:" if self.path else ""
        return f"{self.name}{line}:{path} {self.sentence} ({self.remedy})"


class DocumentRefused(Exception):
    """A document that cannot be taken as it is, with everything that was found wrong in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        heading = say(
            ngettext_lazy(
                "%(count)d problem was found. Nothing was changed.",
                "%(count)d problems were found. Nothing was changed.",
                "count",
            ),
            count=count,
        )
        listed = [str(problem) for problem in self.problems[:MOST_LISTED]]
        if count > MOST_LISTED:
            listed.append(str(say(_("… and %(more)d more."), more=count - MOST_LISTED)))
        return "\n".join([str(heading), *listed])


def path_text(path: Path) -> str:
    """``("themes", "skills", 0, "name")`` as ``themes.skills#1.name``: entries count from 1."""
    steps = (f"#{step + 1}" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
