"""What indicators file: definitions with their values, targets and breaks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.models import Qualifier
from perron.core.records.checks import no_loop, parts_in_order
from perron.core.records.codecs import (
    Choice,
    Link,
    Links,
    Many,
    Number,
    Plain,
    Translated,
    Word,
    code,
    partial_date,
)
from perron.core.records.kinds import Findable, Finding, Kind, Record, Records, kinds
from perron.core.records.shared import FACTS, SOURCES, fact_findings
from perron.indicators.enums import Periodicity
from perron.indicators.models import Indicator, SeriesBreak, Target, Value
from perron.strategy.rules import edits_strategy

CITED = Links(key="sources", kind="reference", required=True)


def one_value_a_period(record: Record, records: Records) -> list[Finding]:
    """Two values for one period and part stand only as a disagreement."""
    del records
    seen: dict[tuple[str, str], int] = {}
    found: list[Finding] = []
    for place, value in enumerate(record.get("values", [])):
        if value.get("dispute"):
            continue
        where = (value["period"], value.get("part", ""))
        if where in seen:
            sentence = _("There are two values for %(period)s.") % {"period": value["period"]}
            remedy = _("Keep one, or mark both with the same “dispute”.")
            found.append(Finding(("values", place, "period"), sentence, remedy))
        seen[where] = place
    return found


kinds.add(
    Kind(
        name="indicator",
        section="indicators",
        label=gettext_lazy("indicator"),
        model=Indicator,
        order=70,
        chain="indicators",
        page="portal:indicator",
        says="Definitions of what is measured, with dated values.",
        codecs=(
            code(),
            Link(key="strategy", kind="strategy", required=True),
            Translated(key="name", required=True, longest=300, sorts=True),
            Translated(key="definition"),
            Translated(key="population"),
            Translated(key="method"),
            Word(key="unit", vocabulary="unit", required=True),
            Choice(key="periodicity", choices=Periodicity, default=Periodicity.IRREGULAR),
            Plain(key="definition_version", longest=40),
            Link(key="follows", kind="indicator", later=True),
            Plain(key="comparable", type="boolean"),
            Plain(key="higher_is_better", type="boolean"),
            Link(key="body", kind="organisation"),
            Translated(key="gap"),
            Links(key="nodes", kind="node"),
            Links(key="programmes", kind="programme"),
            Links(key="measures", kind="measure"),
            Many(
                key="values",
                model=Value,
                owner="indicator",
                codecs=(
                    partial_date("period", required=True),
                    Number(key="number", required=True),
                    Choice(key="qualifier", choices=Qualifier),
                    Word(key="part", vocabulary="part"),
                    Plain(key="sample", type="integer"),
                    partial_date("fieldwork_from"),
                    partial_date("fieldwork_to"),
                    Plain(key="dispute", format="code", longest=80),
                    Translated(key="note"),
                    CITED,
                ),
            ),
            Many(
                key="targets",
                model=Target,
                owner="indicator",
                codecs=(
                    partial_date("period", required=True),
                    Number(key="number", required=True),
                    Choice(key="qualifier", choices=Qualifier),
                    Translated(key="note"),
                    CITED,
                ),
            ),
            Many(
                key="breaks",
                model=SeriesBreak,
                owner="indicator",
                codecs=(
                    partial_date("period", required=True),
                    Translated(key="reason", required=True),
                    SOURCES,
                ),
            ),
            FACTS,
            SOURCES,
        ),
        of_strategy=lambda strategy: Indicator.objects.filter(strategy__code=strategy),
        find=lambda indicator: Findable(
            indicator.name, indicator.definition, ((indicator.definition, 2),)
        ),
        may_edit=edits_strategy,
        checks=(
            fact_findings,
            one_value_a_period,
            no_loop("indicator", "follows"),
            parts_in_order("values", "fieldwork_from", "fieldwork_to"),
        ),
    )
)
