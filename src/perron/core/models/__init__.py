"""The tables that every floor above shares."""

from perron.core.models.drafts import Draft
from perron.core.models.facts import Fact, FactSense, Qualifier, Sourced
from perron.core.models.journal import JournalHead, JournalLine, JournalPrivate
from perron.core.models.owed import Owed
from perron.core.models.publication import Due, Publication, Snapshot
from perron.core.models.references import Reference, Term
from perron.core.models.seals import Seal
from perron.core.models.search import SearchDocument, SearchPosting, SearchTrigram, SearchWord
from perron.core.models.works import Work

__all__ = [
    "Draft",
    "Due",
    "Fact",
    "FactSense",
    "JournalHead",
    "JournalLine",
    "JournalPrivate",
    "Owed",
    "Publication",
    "Qualifier",
    "Reference",
    "Seal",
    "SearchDocument",
    "SearchPosting",
    "SearchTrigram",
    "SearchWord",
    "Snapshot",
    "Sourced",
    "Term",
    "Work",
]
