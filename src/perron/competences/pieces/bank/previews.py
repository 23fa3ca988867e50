"""A variant as a sitting shows it, with what would be said after each answer."""

from collections.abc import Mapping
from typing import Any

from perron.competences.rules.asking import Shown, guessing, show
from perron.competences.rules.bank.shape import variants_of
from perron.competences.rules.marking import mark
from perron.competences.services.bank.frameworks import framework
from perron.core.text import Text

SEED = "preview"


def preview_of(definition: Mapping[str, Any], code: str, language: str) -> dict[str, Any]:
    """The question, its key and its explanation, in one language; raises ``KeyError``."""
    shown = show(definition, code, language=language, seed=SEED)
    told = mark(definition, code, language=language, seed=SEED, given=None)
    competence = framework().competence(definition["competence"])
    return {
        "shown": shown,
        "blocks": [
            {
                "told": block,
                "rows": [list(zip(block.head, row, strict=False)) for row in block.rows],
            }
            for block in shown.material
        ],
        "lines": _lines(shown),
        "mark": told,
        "guess": round(guessing(definition, code) * 100),
        "variants": [variant.code for variant in variants_of(definition)],
        "competence": Text(competence.title) if competence else Text(),
    }


def _lines(shown: Shown) -> list[dict[str, str]]:
    texts = shown.lefts or shown.choices
    return [{"token": one.token, "text": one.text, "number": ""} for one in texts]
