"""JSON as open data writes it: numbers as numbers, every language as it is."""

import json
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# What would end the script element of a page, or begin a comment in it.
IN_A_PAGE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class Encoder(DjangoJSONEncoder):
    """Decimals are written as numbers: the schema of a record says that they are."""

    def default(self, o: Any) -> Any:
        return float(o) if isinstance(o, Decimal) else super().default(o)


def as_json(value: object) -> bytes:
    """A document, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, cls=Encoder).encode()


def inside_a_page(value: object) -> str:
    """The same for a data block of a page: no text in it can end the block."""
    return json.dumps(value, ensure_ascii=False, cls=Encoder).translate(IN_A_PAGE)
