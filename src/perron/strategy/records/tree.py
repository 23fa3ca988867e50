"""The strategy, its versions and the tree of each."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.records.checks import dates_in_order, no_loop
from perron.core.records.codecs import (
    Choice,
    Link,
    Many,
    Translated,
    Word,
    code,
    partial_date,
)
from perron.core.records.kinds import Findable, Finding, Kind, Record, Records, kinds
from perron.core.records.shared import FACTS, SOURCES, fact_findings
from perron.strategy.enums import Became
from perron.strategy.models import Node, Strategy, Succession, Version
from perron.strategy.records.shared import CHAIN, GAP, NAME, PLACE, STATED, SUMMARY, in_strategy


def same_version(record: Record, records: Records) -> list[Finding]:
    """A node stands under a node of its own version."""
    above = records.get("node", {}).get(record.get("under", ""))
    if above is None or above["version"] == record["version"]:
        return []
    sentence = _("“%(under)s” belongs to another version.") % {"under": record["under"]}
    return [Finding(("under",), sentence, _("Name a node of the same version."))]


kinds.add(
    Kind(
        name="strategy",
        section="strategy",
        label=gettext_lazy("strategy"),
        model=Strategy,
        order=50,
        single=True,
        page="portal:strategy",
        says="The strategy itself.",
        codecs=(
            code(),
            NAME,
            Translated(key="tagline", longest=300),
            SUMMARY,
            Link(key="agency", kind="organisation"),
            FACTS,
            SOURCES,
        ),
        of_strategy=in_strategy("code")(Strategy),
        find=lambda strategy: Findable(strategy.name, strategy.tagline, ((strategy.summary, 1),)),
        checks=(fact_findings,),
        **CHAIN,
    )
)

kinds.add(
    Kind(
        name="version",
        section="versions",
        label=gettext_lazy("version"),
        model=Version,
        order=51,
        page="portal:version",
        says="The strategy as adopted at one time.",
        codecs=(
            code(),
            Link(key="strategy", kind="strategy", required=True),
            PLACE,
            NAME,
            SUMMARY,
            partial_date("adopted", always=True, required=True),
            Link(key="adopter", kind="organisation"),
            partial_date("published"),
            partial_date("start"),
            partial_date("end"),
            GAP,
            FACTS,
            SOURCES,
        ),
        of_strategy=in_strategy("strategy__code")(Version),
        find=lambda version: Findable(version.name, version.summary, ((version.summary, 2),)),
        checks=(
            fact_findings,
            dates_in_order("start", "end"),
            dates_in_order("adopted", "end"),
        ),
        **CHAIN,
    )
)

kinds.add(
    Kind(
        name="node",
        section="nodes",
        label=gettext_lazy("node of the tree"),
        model=Node,
        order=52,
        page="portal:node",
        says="Themes, objectives, lines, ambitions, priorities: the tree of each version.",
        codecs=(
            code(),
            Link(key="version", kind="version", required=True),
            Link(key="under", kind="node", later=True),
            Word(key="level", vocabulary="level", required=True),
            PLACE,
            NAME,
            Translated(key="goal"),
            GAP,
            Many(
                key="became",
                attr="successions",
                model=Succession,
                owner="node",
                says="What became of it in the next version.",
                codecs=(
                    Link(key="node", attr="later", kind="node"),
                    Choice(key="how", choices=Became, required=True),
                    STATED,
                    SOURCES,
                ),
            ),
            FACTS,
            SOURCES,
        ),
        of_strategy=in_strategy("version__strategy__code")(Node),
        find=lambda node: Findable(node.name, node.goal, ((node.goal, 3),)),
        checks=(fact_findings, no_loop("node", "under"), same_version),
        **CHAIN,
    )
)
