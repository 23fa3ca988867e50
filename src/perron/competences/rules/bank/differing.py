"""Variants that differ in what there is to read, so that an answer can't be passed on."""

from collections.abc import Collection, Sequence
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from perron.competences.enums import Kind
from perron.competences.rules.bank.findings import Findings, finding
from perron.competences.rules.bank.shape import (
    Definition,
    Variant,
    spoken,
    strings_in,
    variants_of,
)
from perron.competences.rules.bank.words import folded, triples_of

MOST_SHARED = 0.5
Triples = frozenset[tuple[str, ...]]


def differing_findings(definition: Definition, languages: Collection[str]) -> Findings:
    """Variants of one family that share their words, or their right answer."""
    variants = variants_of(definition)
    for one, other in combinations(variants, 2):
        shared = {
            language: shared_part(triples(one, language), triples(other, language))
            for language in languages
        }
        worst = max(shared, key=lambda code: shared[code], default="")
        if worst and shared[worst] > MOST_SHARED:
            yield finding(
                ("variants", other.at),
                _(
                    "In “%(language)s” the variants “%(one)s” and “%(other)s” share %(share)d %% "
                    "of their runs of three words."
                ),
                _("Give them another thing to read: not only other names, numbers or order."),
                language=worst,
                one=one.code,
                other=other.code,
                share=round(shared[worst] * 100),
            )
    yield from _same_answer(definition["kind"], variants, languages)


def triples(variant: Variant, language: str) -> Triples:
    """Runs of three words of all that one reads before answering."""
    parts = [variant.get(key) for key in ("material", "asks", "options", "order", "pairs", "extra")]
    read = [
        [{"text": one["text"]} for one in part] if part is variant.get("options") else part
        for part in parts
        if part is not None
    ]
    return triples_of(text for part in read for text in strings_in(part, language))


def shared_part(one: Triples, other: Triples) -> float:
    """Which part of the shorter text stands in the longer as well."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _same_answer(kind: str, variants: Sequence[Variant], languages: Collection[str]) -> Findings:
    for language in languages:
        answers = {right_words(kind, variant, language) for variant in variants}
        if len(answers) == 1 and answers != {()}:
            yield finding(
                ("variants",),
                _("In “%(language)s” the right answer is the same words in all variants."),
                _("Let one of the variants have another right answer."),
                language=language,
            )
            return


def right_words(kind: str, variant: Variant, language: str) -> tuple[str, ...]:
    """The right answer of a variant as folded words; empty where it has none."""
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        texts = sorted(
            folded(spoken(one["text"], language))
            for one in variant.get("options", ())
            if one.get("right")
        )
    elif kind == Kind.ORDER:
        texts = [folded(spoken(text, language)) for text in variant.get("order", ())]
    elif kind == Kind.MATCH:
        texts = sorted(
            folded(f"{spoken(pair['left'], language)} {spoken(pair['right'], language)}")
            for pair in variant.get("pairs", ())
        )
    elif variant.get("number") is not None:
        texts = [str(variant.get("number"))]
    else:
        texts = [folded(spoken(text, language)) for text in variant.get("accept", ())[:1]]
    return tuple(texts)
