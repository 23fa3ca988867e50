"""The kinds of letters and their categories, registered by the apps that write them."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Category:
    """What a person refuses or accepts as a whole.

    ``why`` is the sentence that tells in each letter why the person gets it.
    """

    name: str
    label: str | Promise
    why: str | Promise
    refusable: bool = True


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One sort of letter, written from ``templates/letters/<name>.txt``.

    ``secret`` letters forget their words once handed over. ``lasts`` says for how long the letter
    is of any use: after that it is not handed over any more. A ``forgotten`` one is emptied of its
    address too once it has left: its reader is nobody's any more.
    """

    name: str
    category: str
    label: str | Promise
    secret: bool = False
    lasts: timedelta | None = None
    forgotten: bool = False

    @property
    def template(self) -> str:
        return f"letters/{self.name}.txt"


categories: dict[str, Category] = {}
kinds: dict[str, LetterKind] = {}


def register_category(category: Category) -> Category:
    """Add a category; raises ``ValueError`` where the name is taken."""
    if category.name in categories:
        raise ValueError(category.name)
    categories[category.name] = category
    return category


def register_kind(kind: LetterKind) -> LetterKind:
    """Add a kind; raises ``ValueError`` for a name that is taken, ``KeyError`` for no category."""
    if kind.name in kinds:
        raise ValueError(kind.name)
    if kind.category not in categories:
        raise KeyError(kind.category)
    kinds[kind.name] = kind
    return kind


def is_refusable(category: str) -> bool:
    """Whether people may refuse this category; one that nobody knows any more may be refused."""
    return category not in categories or categories[category].refusable


SIGN_IN = register_category(
    Category(
        "sign-in",
        _("Signing in"),
        _("You get this letter because somebody, most likely you, signs in with this address."),
        refusable=False,
    )
)
DECISIONS = register_category(
    Category(
        "decisions",
        _("Decisions about you or your organisation"),
        _("You get this letter because a decision concerns you or an organisation you speak for."),
        refusable=False,
    )
)
OWN_DATA = register_category(
    Category(
        "own-data",
        _("Your own data"),
        _("You get this letter because it is about the data that this site keeps about you."),
        refusable=False,
    )
)
ANSWERS = register_category(
    Category(
        "answers",
        _("Answers to what you asked"),
        _("You get this letter because you asked the agency something with this address."),
        refusable=False,
    )
)
SERVICE = register_category(
    Category(
        "service",
        _("The working of this site"),
        _("You get this letter because you look after this site."),
        refusable=False,
    )
)
REMINDERS = register_category(
    Category(
        "reminders",
        _("Reminders of what is due"),
        _("You get such letters because something is due from you or from your organisation."),
    )
)
NEWS = register_category(
    Category(
        "news",
        _("What changed in what you follow"),
        _("You get such letters because you follow something on this site."),
    )
)
