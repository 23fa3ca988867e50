"""Organisations, sites, places, districts and municipalities."""

from perron.directory.models.organisations import Affiliation, Contact, Merger, Organisation
from perron.directory.models.places import Place, Site
from perron.directory.models.territory import District, Municipality

__all__ = [
    "Affiliation",
    "Contact",
    "District",
    "Merger",
    "Municipality",
    "Organisation",
    "Place",
    "Site",
]
