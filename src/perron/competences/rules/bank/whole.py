"""The bank as a whole: enough for every competence and level, easy enough, nothing twice."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from perron.competences.rules.bank.differing import Triples, shared_part, triples
from perron.competences.rules.bank.findings import Finding, finding
from perron.competences.rules.bank.shape import Definition, variants_of

FAMILIES, EASY_ONES, EASY, EASY_SHARE = 6, 3, -1.5, 0.40
MIDDLE, ABOVE = (3, 4), 5
MOST_ALIKE, LEAST_TRIPLES = 0.8, 6

Found = Iterator[tuple[str, Finding]]


def coverage_findings(competence: str, families: Sequence[Definition]) -> Iterator[Finding]:
    """What a competence lacks."""
    easy = sum(float(one["difficulty"]) < EASY for one in families)
    levels = [one["level"] for one in families]
    middle = sum(level in MIDDLE for level in levels)
    above = sum(level >= ABOVE for level in levels)
    needs = (
        (len(families), FAMILIES, _("%(have)d families")),
        (easy, EASY_ONES, _("%(have)d families easier than −1.5")),
        (middle, 1, _("%(have)d families at levels 3 and 4")),
        (above, 1, _("%(have)d families at level 5 or above")),
    )
    for have, least, what in needs:
        if have < least:
            yield finding(
                (),
                _("The competence %(competence)s has %(what)s; it needs %(least)d."),
                _("Write the families that are missing, or change the level of some."),
                competence=competence,
                what=what % {"have": have},
                least=least,
            )


def share_findings(families: Collection[Definition]) -> Iterator[Finding]:
    """A bank that is too hard for beginners."""
    easy = sum(float(one["difficulty"]) < EASY for one in families)
    if families and easy < EASY_SHARE * len(families):
        yield finding(
            (),
            _("%(easy)d of %(all)d families are easier than −1.5; it should be %(share)d %%."),
            _("Write more easy ones: beginners come first."),
            easy=easy,
            all=len(families),
            share=round(EASY_SHARE * 100),
        )


def alike_findings(families: Mapping[str, Definition], language: str) -> Found:
    """Pairs of variants of two families that ask the same over the same: (family, finding)."""
    read = [
        (code, variant.at, variant.code, triples(variant, language))
        for code, definition in families.items()
        for variant in variants_of(definition)
    ]
    for first, second in _near([row[3] for row in read]):
        (code, _at, one, left), (other, at, two, right) = read[first], read[second]
        if code != other and shared_part(left, right) > MOST_ALIKE:
            yield (
                other,
                finding(
                    ("variants", at),
                    _("The variant “%(two)s” asks the same as “%(one)s” of the family %(code)s."),
                    _("Ask another thing, or over another material."),
                    one=one,
                    two=two,
                    code=code,
                ),
            )


def _near(read: Sequence[Triples]) -> list[tuple[int, int]]:
    """Pairs that share any run of words; only these can be alike."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(read):
        if len(one) >= LEAST_TRIPLES:
            for triple in one:
                holders[triple].append(number)
    pairs = {
        (first, second)
        for numbers in holders.values()
        for at, second in enumerate(numbers)
        for first in numbers[:at]
    }
    return sorted(pairs)
