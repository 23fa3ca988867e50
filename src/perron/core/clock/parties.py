"""Who owes and who is owed: a kind and a code, named by the app that knows them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from perron.core.text import Text

AGENCY = "agency"
SOMEONE = "someone"


@dataclass(frozen=True, slots=True)
class Party:
    """How a party is shown: a name, and the address of its page where it has one."""

    name: str
    url: str = ""


Naming = Callable[[Iterable[str]], Mapping[str, Party]]
namings: dict[str, Naming] = {}


def parties(names: Iterable[str]) -> dict[str, Party]:
    """The parties of these names, each kind asked once; one that nobody knows is a person."""
    wanted = set(names)
    found = {
        AGENCY: Party(str(Text(settings.REGION.agency))),
        SOMEONE: Party(_("a person")),
    }
    for kind, naming in namings.items():
        codes = {name.partition(":")[2] for name in wanted if name.startswith(f"{kind}:")}
        if codes:
            found |= {f"{kind}:{code}": party for code, party in naming(codes).items()}
    return {name: found.get(name, found[SOMEONE]) for name in wanted}
