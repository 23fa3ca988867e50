"""The kinds that every app files with: references, terms, and the facts inside other records."""

from django.utils.translation import gettext_lazy as _

from perron.core.models import Fact, FactSense, Qualifier, Reference, Term
from perron.core.records.codecs import (
    Choice,
    Codec,
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

SOURCES = Links(
    key="sources",
    kind="reference",
    says="Codes of the references that say so.",
)

FACT_CODECS: tuple[Codec, ...] = (
    Word(key="of", vocabulary="fact", required=True, says="What it counts or says."),
    Choice(key="sense", choices=FactSense, default=FactSense.STATED, says="How it is meant."),
    Number(key="number"),
    Word(key="unit", vocabulary="unit"),
    Choice(key="qualifier", choices=Qualifier, says="How exactly the source says it."),
    Translated(key="text"),
    partial_date("as_of", says="The date that the source gives for it."),
    partial_date("since"),
    partial_date("until"),
    Plain(
        key="dispute",
        format="code",
        longest=80,
        says="Facts of one thing with the same word here disagree: both are shown.",
    ),
    Links(key="sources", kind="reference", required=True),
)
FACTS = Many(key="facts", model=Fact, codecs=FACT_CODECS, says="Published facts, with sources.")


def fact_findings(record: Record, records: Records) -> list[Finding]:
    """A number needs a unit, a fact needs a number or a text, a dispute needs two."""
    del records
    found: list[Finding] = []
    facts = record.get("facts", [])
    disputes = [fact.get("dispute") for fact in facts]
    for place, fact in enumerate(facts):
        where = ("facts", place)
        if "number" not in fact and "text" not in fact:
            found.append(
                Finding(where, _("This fact says nothing."), _("Give a number or a text."))
            )
        if "number" in fact and "unit" not in fact:
            found.append(Finding(where, _("This number has no unit."), _("Add “unit”.")))
        dispute = fact.get("dispute")
        if dispute and disputes.count(dispute) == 1:
            found.append(
                Finding(
                    (*where, "dispute"),
                    _("Only one fact has this disagreement."),
                    _("Give the other fact the same word, or leave it out."),
                )
            )
    return found


reference_kind = kinds.add(
    Kind(
        name="reference",
        section="references",
        label=_("reference"),
        model=Reference,
        order=20,
        chain="core",
        page="portal:reference",
        says="Where facts come from and when they were seen.",
        codecs=(
            code(),
            Translated(key="title", required=True),
            Plain(key="publisher", longest=200),
            Plain(key="url", format="uri"),
            partial_date("published"),
            partial_date("seen"),
            Translated(key="note"),
        ),
        find=lambda reference: Findable(
            title=reference.title, summary=reference.note, body=((reference.note, 1),)
        ),
        may_edit=lambda user: user.edits_strategy,
    )
)

term_kind = kinds.add(
    Kind(
        name="term",
        section="terms",
        label=_("term"),
        model=Term,
        order=10,
        chain="core",
        identity=("list", "code"),
        says="The region's own words: levels, units, kinds, roles, what facts count.",
        codecs=(
            # One less than its column: “list/code” is kept in 120 characters of the journal.
            Plain(key="list", attr="vocabulary", format="code", required=True, longest=39),
            code(),
            Translated(key="name", required=True),
            Plain(key="nature", format="code", longest=40),
        ),
        may_edit=lambda user: user.edits_strategy,
    )
)
