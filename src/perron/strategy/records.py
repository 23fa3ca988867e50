"""What the strategy files: itself, versions, nodes, programmes, measures, rounds and cards."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perron.core.records.checks import dates_in_order, no_loop, once, parts_in_order
from perron.core.records.codecs import (
    Choice,
    Codec,
    Link,
    Links,
    Many,
    Plain,
    Translated,
    Word,
    Words,
    code,
    partial_date,
)
from perron.core.records.kinds import Findable, Finding, Kind, Record, Records, kinds
from perron.core.records.shared import FACTS, SOURCES, fact_findings
from perron.strategy.enums import Basis, Became, Colour, FollowUpState, MeasureState
from perron.strategy.models import (
    Card,
    DeclaredTotal,
    EvaluationRound,
    FollowUp,
    Measure,
    MeasureNode,
    MeasurePartner,
    Milestone,
    Node,
    Programme,
    ProgrammeNode,
    ProgrammePartner,
    Recommendation,
    ReferenceNumber,
    Strategy,
    Succession,
    Version,
)
from perron.strategy.rules import edits_evaluations, edits_strategy

NAME = Translated(key="name", required=True, longest=300)
SORTED_NAME = Translated(key="name", required=True, longest=300, sorts=True)
SUMMARY = Translated(key="summary")
GAP = Translated(key="gap", says="What the public record does not say; shown as such.")
STATED = Choice(key="basis", choices=Basis, default=Basis.STATED)


class Place(Plain):
    """A place in a list: nothing means the first."""

    def read(self, thing: Any) -> Any:
        return super().read(thing) or None

    @property
    def empty(self) -> Any:
        return 0


PLACE = Place(key="place", type="integer", says="Place among its siblings, from 1.")


def attachments(model: type[Any], owner: str) -> Many:
    """Where a thing stands in the trees of the versions."""
    return Many(
        key="nodes",
        attr="attachments",
        model=model,
        owner=owner,
        says="Where it stands in the tree of each version, and whether a source says so.",
        codecs=(Link(key="node", kind="node", required=True), STATED, SOURCES),
    )


def partners(model: type[Any], owner: str) -> Many:
    """Who does what."""
    return Many(
        key="partners",
        model=model,
        owner=owner,
        codecs=(
            Link(key="organisation", kind="organisation", required=True),
            Word(key="role", vocabulary="role", required=True),
            Translated(key="contribution"),
            SOURCES,
        ),
    )


def same_version(record: Record, records: Records) -> list[Finding]:
    """A node stands under a node of its own version."""
    above = records.get("node", {}).get(record.get("under", ""))
    if above is None or above["version"] == record["version"]:
        return []
    sentence = _("“%(under)s” belongs to another version.") % {"under": record["under"]}
    return [Finding(("under",), sentence, _("Name a node of the same version."))]


def in_strategy(path: str) -> Any:
    """The rows of one strategy."""

    def rows(model: Any) -> Any:
        return lambda strategy: model.objects.filter(**{path: strategy})

    return rows


CHAIN: dict[str, Any] = {"chain": "strategy", "may_edit": edits_strategy}

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

kinds.add(
    Kind(
        name="programme",
        section="programmes",
        label=gettext_lazy("programme"),
        model=Programme,
        order=53,
        page="portal:programme",
        says="Lasting lines of work that survive versions.",
        codecs=(
            code(),
            Link(key="strategy", kind="strategy", required=True),
            SORTED_NAME,
            SUMMARY,
            partial_date("start"),
            partial_date("end"),
            GAP,
            attachments(ProgrammeNode, "programme"),
            partners(ProgrammePartner, "programme"),
            FACTS,
            SOURCES,
        ),
        of_strategy=in_strategy("strategy__code")(Programme),
        find=lambda programme: Findable(
            programme.name, programme.summary, ((programme.summary, 2),)
        ),
        checks=(fact_findings, dates_in_order("start", "end"), once("nodes", "node")),
        **CHAIN,
    )
)

MEASURE_CODECS: tuple[Codec, ...] = (
    code(),
    Link(key="strategy", kind="strategy", required=True),
    Link(key="programme", kind="programme"),
    SORTED_NAME,
    SUMMARY,
    Word(key="type", vocabulary="measure-type"),
    Choice(key="state", choices=MeasureState, default=MeasureState.UNKNOWN),
    partial_date("start"),
    partial_date("end"),
    Words(key="audience", vocabulary="audience"),
    GAP,
    attachments(MeasureNode, "measure"),
    partners(MeasurePartner, "measure"),
    Links(key="districts", kind="district"),
    Links(key="municipalities", kind="municipality"),
    Many(
        key="numbers",
        model=ReferenceNumber,
        owner="measure",
        says="Numbers under which other registers know it.",
        codecs=(
            Word(key="register", vocabulary="register", required=True),
            Plain(key="number", required=True, longest=80),
        ),
    ),
    Many(
        key="milestones",
        model=Milestone,
        owner="measure",
        says="Qualitative steps with the date they are due or were reached.",
        codecs=(
            Translated(key="name", required=True, longest=300),
            partial_date("due"),
            partial_date("reached"),
            SOURCES,
        ),
    ),
    FACTS,
    SOURCES,
)

kinds.add(
    Kind(
        name="measure",
        section="measures",
        label=gettext_lazy("measure"),
        model=Measure,
        order=54,
        page="portal:measure",
        says="The units of delivery.",
        codecs=MEASURE_CODECS,
        of_strategy=in_strategy("strategy__code")(Measure),
        find=lambda measure: Findable(measure.name, measure.summary, ((measure.summary, 2),)),
        checks=(
            fact_findings,
            dates_in_order("start", "end"),
            once("nodes", "node"),
            parts_in_order("facts", "since", "until"),
        ),
        **CHAIN,
    )
)

JUDGED: dict[str, Any] = {"chain": "strategy", "may_edit": edits_evaluations}

kinds.add(
    Kind(
        name="round",
        section="rounds",
        label=gettext_lazy("evaluation round"),
        model=EvaluationRound,
        order=60,
        page="portal:round",
        says="Independent judgements of a version's measures.",
        codecs=(
            code(),
            Link(key="version", kind="version", required=True),
            Link(key="body", kind="organisation", required=True),
            NAME,
            SUMMARY,
            partial_date("date", required=True),
            GAP,
            Many(
                key="declared",
                attr="declared_totals",
                model=DeclaredTotal,
                owner="round",
                says="Cards by colour as declared, where the cards are not known.",
                codecs=(
                    Choice(key="colour", choices=Colour, required=True),
                    Plain(key="count", type="integer", required=True),
                    Translated(key="meaning"),
                ),
            ),
            FACTS,
            SOURCES,
        ),
        of_strategy=in_strategy("version__strategy__code")(EvaluationRound),
        find=lambda round_: Findable(round_.name, round_.summary, ((round_.summary, 2),)),
        checks=(fact_findings, once("declared", "colour")),
        **JUDGED,
    )
)

kinds.add(
    Kind(
        name="card",
        section="cards",
        label=gettext_lazy("evaluation card"),
        model=Card,
        order=61,
        says="One measure's judgement in one round.",
        codecs=(
            code(),
            Link(key="round", kind="round", required=True),
            Link(key="measure", kind="measure", required=True),
            Choice(key="colour", choices=Colour, required=True),
            Translated(key="findings"),
            Translated(key="comments"),
            SOURCES,
        ),
        of_strategy=in_strategy("round__version__strategy__code")(Card),
        **JUDGED,
    )
)

kinds.add(
    Kind(
        name="recommendation",
        section="recommendations",
        label=gettext_lazy("recommendation"),
        model=Recommendation,
        order=62,
        says="What evaluators ask for, and what became of it.",
        codecs=(
            code(),
            Link(key="card", kind="card", required=True),
            Translated(key="text", required=True),
            Link(key="owner", kind="organisation"),
            partial_date("due"),
            Many(
                key="follow_ups",
                model=FollowUp,
                owner="recommendation",
                codecs=(
                    partial_date("date", required=True),
                    Choice(key="state", choices=FollowUpState, required=True),
                    Translated(key="text"),
                    SOURCES,
                ),
            ),
        ),
        of_strategy=in_strategy("card__round__version__strategy__code")(Recommendation),
        **JUDGED,
    )
)
