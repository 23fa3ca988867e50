"""How an edition stands among the other public things: in search, in snapshots, in open data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from perron.calls.enums import EditionState
from perron.calls.models import Edition
from perron.core.records.codecs import Choice, Codec, JsonSchema, Plain, Translated, code
from perron.core.records.kinds import Findable, Kind, kinds
from perron.core.text import Text

TITLE = 4


@dataclass(frozen=True, kw_only=True)
class Moment(Codec):
    """A moment in ISO 8601."""

    def shape(self) -> JsonSchema:
        return {"type": "string"}

    def read(self, thing: Any) -> Any:
        moment: datetime | None = getattr(thing, self.name)
        return moment.isoformat() if moment else None


def _find(edition: Edition) -> Findable:
    criteria = edition.definition.get("grid", {}).get("criteria", ())
    return Findable(
        title=edition.name,
        summary=edition.summary,
        body=tuple((Text(one["name"]), TITLE) for one in criteria),
    )


edition_kind = kinds.add(
    Kind(
        name="edition",
        section="calls",
        label=_("call"),
        model=Edition,
        order=60,
        chain="calls",
        filed=False,
        page="calls:edition",
        codecs=(
            code(),
            Translated(key="name", required=True, sorts=True),
            Translated(key="summary"),
            Plain(key="call", format="code", longest=80),
            Plain(key="measure", attr="measure_code", format="code", longest=80),
            Choice(key="state", choices=EditionState),
            Moment(key="opens", attr="opens_at"),
            Moment(key="closes", attr="closes_at"),
            Plain(key="digest", longest=64),
        ),
        find=_find,
    )
)
