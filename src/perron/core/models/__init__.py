"""The tables that every floor above shares."""

from perron.core.models.drafts import Draft
from perron.core.models.facts import Fact, FactSense, Qualifier, Sourced
from perron.core.models.journal import JournalHead, JournalLine, JournalPrivate
from perron.core.models.publication import Due, Publication, Snapshot
from perron.core.models.references import Reference, Term
from perron.core.models.search import SearchDocument, SearchPosting, SearchTrigram, SearchWord

__all__ = [
    "Draft",
    "Due",
    "Fact",
    "FactSense",
    "JournalHead",
    "JournalLine",
    "JournalPrivate",
    "Publication",
    "Qualifier",
    "Reference",
    "SearchDocument",
    "SearchPosting",
    "SearchTrigram",
    "SearchWord",
    "Snapshot",
    "Sourced",
    "Term",
]
