"""What lists of lines, of numbered things and of days may be asked."""

from perron.api.schemas.filters import kind_parameter
from perron.api.schemas.parameters import CHANGED_SINCE, LIMIT, Parameter

NUMBERED = (
    LIMIT,
    Parameter(
        name="cursor",
        says="Where the page begins: take it from the address of the next page.",
        schema={"type": "integer", "minimum": 0, "maximum": 2**53 - 1},
    ),
)
LINES = (
    *NUMBERED,
    CHANGED_SINCE,
    kind_parameter(),
    Parameter(
        name="code",
        says="Only lines about the thing with this code.",
        schema={"type": "string", "pattern": "^[a-z0-9-]{1,80}(/[a-z0-9-]{1,80})?$"},
    ),
)
DAYS = (
    LIMIT,
    Parameter(
        name="cursor",
        says="Where the page begins: take it from the address of the next page.",
        schema={"type": "string", "format": "date"},
    ),
)
