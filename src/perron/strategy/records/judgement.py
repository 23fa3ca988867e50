"""Evaluation rounds, cards, and recommendations with what became of them."""

from typing import Any

from django.utils.translation import gettext_lazy

from perron.core.records.checks import once
from perron.core.records.codecs import (
    Choice,
    Link,
    Many,
    Plain,
    Translated,
    code,
    partial_date,
)
from perron.core.records.kinds import Findable, Kind, kinds
from perron.core.records.shared import FACTS, SOURCES, fact_findings
from perron.strategy.enums import Colour, FollowUpState
from perron.strategy.models import Card, DeclaredTotal, EvaluationRound, FollowUp, Recommendation
from perron.strategy.records.shared import GAP, NAME, SUMMARY, in_strategy
from perron.strategy.rules import edits_evaluations

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
        unique=(("round", "measure"),),
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
