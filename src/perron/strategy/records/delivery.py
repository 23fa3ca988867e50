"""Programmes and measures."""

from django.utils.translation import gettext_lazy

from perron.core.records.checks import dates_in_order, once, parts_in_order
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
from perron.core.records.kinds import Findable, Kind, kinds
from perron.core.records.shared import FACTS, SOURCES, fact_findings
from perron.strategy.enums import MeasureState
from perron.strategy.models import (
    Measure,
    MeasureNode,
    MeasurePartner,
    Milestone,
    Programme,
    ProgrammeNode,
    ProgrammePartner,
    ReferenceNumber,
)
from perron.strategy.records.shared import (
    CHAIN,
    GAP,
    SORTED_NAME,
    SUMMARY,
    attachments,
    in_strategy,
    partners,
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
