"""Builders of money for tests."""

from perron.funding.enums import SourceKind
from perron.funding.models import Envelope
from perron.funding.services import Deed, NewEnvelope, commit, keep_source, open_envelope
from tests.make import NOON

MILLION = 100_000_000  # cents


def an_envelope(code: str = "kit", cents: int = MILLION, **fields: bool) -> Envelope:
    """An envelope of the region's own money."""
    keep_source("region", {"en": "The region"}, SourceKind.OWN, by=None, at=NOON)
    new = NewEnvelope(code, {"en": code.title()}, "region", "edition-1", **fields)
    return open_envelope(new, cents, by=None, at=NOON)


def promised(cents: int, reference: str = "award-1", envelope: str = "kit") -> int:
    """Commit and answer what is left."""
    deed = Deed(reference, "application", reference)
    return commit(envelope, cents, deed, by=None, at=NOON).envelope.left
