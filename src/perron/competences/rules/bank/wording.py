"""Plain words: short sentences, options of like length, none that gives itself away."""

import re
from collections.abc import Collection, Iterator, Mapping

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
from perron.competences.rules.bank.words import sentences_of, words_of
from perron.core.documents.problems import Path

# At most so many words in a sentence, and on average, up to this level.
PLAIN = ((2, 22, 13), (4, 28, 17), (8, 34, 21))
EASY, MOST_TO_READ = 2, 130
LIKE, LEEWAY = 1.6, 20
GIVEN_AWAY: Mapping[str, re.Pattern[str]] = {
    language: re.compile(pattern, re.IGNORECASE)
    for language, pattern in {
        "en": r"\b(?:all|none|both|neither) of (?:the above|these|them|the (?:answers|options))\b"
        r"|\b(?:isn.t|not|n.t) (?:untrue|wrong|false|incorrect)\b",
        "fr": r"\b(?:toutes?|aucune) (?:de )?(?:ces|les|des) (?:réponses|propositions|deux)\b"
        r"|\btout ce qui précède\b|\baucun(?:e)? (?:des|de ces) (?:réponses|propositions)\b"
        r"|\bles deux (?:réponses|propositions)\b"
        r"|\bn.est pas (?:faux|fausse|incorrecte?|inexacte?)\b",
        "de": r"\b(?:alle|keine|beide|nichts|alles)(?: der| von)?(?: oben)? (?:genannten?|obigen?"
        r"|antworten|davon|oben genannten?)\b"
        r"|\bnicht (?:falsch|unrichtig|unwahr|inkorrekt)\b",
    }.items()
}


def wording_findings(definition: Definition, languages: Collection[str]) -> Findings:
    """Everything about how a family is worded, in each language."""
    for variant in variants_of(definition):
        for language in languages:
            yield from _sentences(definition, variant, language)
            yield from _options(variant, language)
            yield from _given_away(variant, language)
            if definition["level"] <= EASY:
                yield from _reading(variant, language)
    for language in languages:
        yield from _always_longest(definition, language)


def _told(variant: Variant) -> Iterator[tuple[Path, object]]:
    """What is asked, offered and explained, with its place."""
    for key in ("asks", "explanation"):
        if variant.get(key):
            yield variant.path(key), variant.get(key)
    for at, text in enumerate(variant.get("order", ())):
        yield variant.path("order", at), text
    for name, keys in (("options", ("text", "because")), ("pairs", ("left", "right"))):
        for at, one in enumerate(variant.get(name, ())):
            yield from ((variant.path(name, at, key), one[key]) for key in keys if key in one)


def _sentences(definition: Definition, variant: Variant, language: str) -> Findings:
    most, average = next(row[1:] for row in PLAIN if definition["level"] <= row[0])
    lengths = []
    for path, text in _told(variant):
        for sentence in sentences_of(spoken(text, language)):
            count = len(words_of(sentence))
            lengths.append(count)
            if count > most:
                yield finding(
                    path,
                    _(
                        "In “%(language)s” a sentence has %(count)d words; at this level it may "
                        "have %(most)d: “%(begin)s …”."
                    ),
                    _("Make two sentences of it."),
                    language=language,
                    count=count,
                    most=most,
                    begin=" ".join(sentence.split()[:5]),
                )
    mean = sum(lengths) / len(lengths) if lengths else 0
    if mean > average:
        yield finding(
            variant.path("asks"),
            _(
                "In “%(language)s” the sentences of the variant “%(code)s” have %(mean)s words on "
                "average; at this level they may have %(average)d."
            ),
            _("Shorten the longest ones."),
            language=language,
            code=variant.code,
            mean=f"{mean:.1f}",
            average=average,
        )


def _options(variant: Variant, language: str) -> Findings:
    texts = [spoken(one["text"], language) for one in variant.get("options", ())]
    lengths = [len(text) for text in texts]
    if not lengths or max(lengths) <= max(min(lengths) * LIKE, min(lengths) + LEEWAY):
        return
    yield finding(
        variant.path("options"),
        _(
            "In “%(language)s” the longest option has %(most)d characters and the shortest "
            "%(least)d: the difference gives something away."
        ),
        _("Shorten the longest, or say more in the shortest."),
        language=language,
        most=max(lengths),
        least=min(lengths),
    )


def _always_longest(definition: Definition, language: str) -> Findings:
    if definition["kind"] != Kind.SINGLE:
        return
    variants = variants_of(definition)
    if variants and all(_right_is_longest(variant, language) for variant in variants):
        yield finding(
            ("variants",),
            _("In “%(language)s” the right option is the longest one in every variant."),
            _("Make another option longer, or the right one shorter, in one of them."),
            language=language,
        )


def _right_is_longest(variant: Variant, language: str) -> bool:
    lengths: dict[bool, list[int]] = {True: [0], False: [0]}
    for one in variant.get("options", ()):
        lengths[bool(one.get("right"))].append(len(spoken(one["text"], language)))
    return max(lengths[True]) > max(lengths[False])


def _given_away(variant: Variant, language: str) -> Findings:
    pattern = GIVEN_AWAY.get(language)
    asked = [(variant.path("asks"), variant.get("asks", ""))]
    offered = [
        (variant.path("options", at, "text"), one["text"])
        for at, one in enumerate(variant.get("options", ()))
    ]
    for path, text in asked + offered:
        found = pattern.search(spoken(text, language)) if pattern else None
        if found:
            yield finding(
                path,
                _("“%(words)s” makes a riddle of the question."),
                _("Ask for several choices, or say it without a double negation."),
                words=found[0],
            )


def _reading(variant: Variant, language: str) -> Findings:
    count = sum(
        len(words_of(text))
        for kind, body, _path in variant.blocks()
        if kind != "file"
        for text in strings_in(body, language)
    )
    if count > MOST_TO_READ:
        yield finding(
            variant.path("material"),
            _(
                "In “%(language)s” there are %(count)d words to read; at levels 1 and 2 it may be "
                "%(most)d."
            ),
            _("Leave out what is not needed to answer, or what only makes it longer."),
            language=language,
            count=count,
            most=MOST_TO_READ,
        )
