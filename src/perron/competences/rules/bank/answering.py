"""Right answers: each kind of question has what its kind needs, and a key that can be right."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from perron.competences.enums import Kind
from perron.competences.rules.bank.findings import Finding, Findings, finding
from perron.competences.rules.bank.shape import Definition, Variant, variants_of
from perron.competences.rules.bank.words import folded

OF_KIND: Mapping[str, frozenset[str]] = {
    Kind.SINGLE: frozenset({"options", "fixed"}),
    Kind.MULTIPLE: frozenset({"options", "fixed"}),
    Kind.SHORT: frozenset({"accept", "slips", "number", "within", "unit"}),
    Kind.FILE: frozenset({"accept", "slips", "number", "within", "unit"}),
    Kind.ORDER: frozenset({"order"}),
    Kind.MATCH: frozenset({"pairs", "extra"}),
}
OF_ANY_KIND = frozenset({"variant", "material", "asks", "explanation"})
SHEETS, ARCHIVE, SEVERAL = "xlsx", "zip", 2


def answer_findings(definition: Definition) -> Findings:
    """Variants without a right answer, or with parts that belong to another kind."""
    kind = definition["kind"]
    for variant in variants_of(definition):
        for key in ("asks", "explanation"):
            if not variant.get(key):
                yield _missing(variant, key)
        for key in sorted(set(variant.parts) - OF_ANY_KIND - OF_KIND[kind]):
            yield finding(
                variant.path(key),
                _("“%(key)s” has no meaning in a family of kind “%(kind)s”."),
                _("Remove it, or change the kind."),
                key=key,
                kind=kind,
            )
        yield from CHECKS[kind](variant)
        yield from _file(variant, kind)


def _missing(variant: Variant, key: str) -> Finding:
    return finding(
        variant.path(key),
        _("The variant “%(code)s” has no “%(key)s”."),
        _("Write it in the variant, or in the family where it is the same for all."),
        code=variant.code,
        key=key,
    )


def _single(variant: Variant) -> Findings:
    yield from _options(variant, least=1, most=1)


def _multiple(variant: Variant) -> Findings:
    yield from _options(variant, least=SEVERAL, most=len(variant.get("options", ())) - 1)


def _options(variant: Variant, *, least: int, most: int) -> Findings:
    options = variant.get("options")
    if not options:
        yield _missing(variant, "options")
        return
    right = sum(bool(one.get("right")) for one in options)
    if not least <= right <= most:
        yield finding(
            variant.path("options"),
            _("%(right)d options are marked as right."),
            _("Mark one for “single”; for “multiple” two or more, but not all."),
            right=right,
        )
    yield from _twins(variant, "options", [one["text"] for one in options])


def _twins(variant: Variant, key: str, texts: list[object]) -> Findings:
    """Texts that stand twice where one has to choose between them."""
    languages = {code for text in texts if isinstance(text, Mapping) for code in text} or {""}
    for language in sorted(languages):
        seen = [
            folded(str(text.get(language, "") if isinstance(text, Mapping) else text))
            for text in texts
        ]
        for at, one in enumerate(seen):
            if one and one in seen[:at]:
                yield finding(
                    variant.path(key, at),
                    _("The same words stand twice in “%(key)s”: “%(text)s”."),
                    _("Give each its own words."),
                    key=key,
                    text=one,
                )


def _short(variant: Variant) -> Findings:
    accepted, number = variant.get("accept"), variant.get("number")
    if accepted is None and number is None:
        yield _missing(variant, "accept")
    if accepted is not None and number is not None:
        yield finding(
            variant.path("number"),
            _("“accept” and “number” exclude each other."),
            _("Keep “number” where a number is asked for, else “accept”."),
        )
    for key, needs in (("slips", "accept"), ("within", "number")):
        if variant.get(key) is not None and variant.get(needs) is None:
            yield finding(
                variant.path(key),
                _("“%(key)s” says something about “%(needs)s”, which is not there."),
                _("Remove it, or write “%(needs)s”."),
                key=key,
                needs=needs,
            )


def _order(variant: Variant) -> Findings:
    if not variant.get("order"):
        yield _missing(variant, "order")
        return
    yield from _twins(variant, "order", list(variant.get("order")))


def _match(variant: Variant) -> Findings:
    pairs = variant.get("pairs")
    if not pairs:
        yield _missing(variant, "pairs")
        return
    yield from _twins(variant, "pairs", [pair["left"] for pair in pairs])
    if variant.get("extra"):
        yield from _spare(variant, [pair["right"] for pair in pairs])


def _spare(variant: Variant, rights: list[object]) -> Findings:
    """Right sides that are said to belong to nothing, and do."""
    for at, text in enumerate(variant.get("extra")):
        if text in rights:
            yield finding(
                variant.path("extra", at),
                _("This right side belongs to a pair, so it isn't an extra one."),
                _("Give it other words, or remove it."),
            )


def _file(variant: Variant, kind: str) -> Findings:
    files = [(body, path) for block, body, path in variant.blocks() if block == "file"]
    if kind == Kind.FILE and len(files) != 1:
        yield finding(
            variant.path("material"),
            _("A variant of kind “file” has one file to open, but there are %(count)d."),
            _("Add a block “file”, or change the kind."),
            count=len(files),
        )
    for body, path in files:
        if kind != Kind.FILE:
            yield finding(
                path,
                _("Only families of kind “file” have a file to open."),
                _("Show it as a text or a table, or change the kind."),
            )
        asked = {SHEETS: "sheets", ARCHIVE: "files"}.get(body["type"], "content")
        if asked not in body or len({"sheets", "files", "content"} & set(body)) > 1:
            yield finding(
                path,
                _("A file of type “%(type)s” has “%(asked)s”, and nothing else in it."),
                _("Write what is in the file under “%(asked)s”."),
                type=body["type"],
                asked=asked,
            )


CHECKS: Mapping[str, Callable[[Variant], Findings]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.SHORT: _short,
    Kind.FILE: _short,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
}
