"""What a search may be asked."""

from django.conf import settings

from perron.api.schemas.filters import kind_parameter
from perron.api.schemas.parameters import LIMIT, WORDS, Parameter, language

SEARCH = (
    Parameter(name="q", says="Words; any text is a question.", schema=WORDS),
    language(settings.REGION.languages),
    kind_parameter(),
    LIMIT,
)
