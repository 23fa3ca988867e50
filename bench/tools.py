"""What filling the bench's region needs of the site, once Django is ready."""

from django.contrib.contenttypes.models import ContentType

from perron.core.models import Fact, Reference
from perron.core.records.kinds import kinds
from perron.core.records.proposing import publish_records
from perron.core.searching.folding import order_key
from perron.core.searching.indexing import index_things
from perron.core.text import Text
from perron.directory.models import Municipality, Organisation
from perron.strategy.models import (
    Measure,
    MeasureNode,
    MeasurePartner,
    Milestone,
    Node,
    Programme,
    Strategy,
)

__all__ = [
    "ContentType",
    "Fact",
    "Measure",
    "MeasureNode",
    "MeasurePartner",
    "Milestone",
    "Municipality",
    "Node",
    "Organisation",
    "Programme",
    "Reference",
    "Strategy",
    "Text",
    "index_things",
    "kinds",
    "order_key",
    "publish_records",
]
