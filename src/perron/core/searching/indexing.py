"""Writing the search index when something is published."""

from collections.abc import Sequence

from perron.core.models import SearchDocument
from perron.core.records.kinds import Kind


def index_things(kind: Kind, pks: Sequence[int]) -> None:
    """Index these rows anew."""
    del kind, pks


def forget(kind: str, code: str) -> None:
    """Take a thing out of the index."""
    SearchDocument.objects.filter(kind=kind, code=code).delete()
