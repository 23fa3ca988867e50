"""Families and their items, sittings and responses, calibrations and flags, panels."""

from perron.competences.models.bank import (
    BankState,
    Family,
    FamilyVersion,
    FrameworkPart,
    Item,
)
from perron.competences.models.calibrations import Calibration, Chunk, Flag
from perron.competences.models.panels import Declaration, Invitation, Panel, Picture
from perron.competences.models.sittings import Response, Sitting

__all__ = [
    "BankState",
    "Calibration",
    "Chunk",
    "Declaration",
    "Family",
    "FamilyVersion",
    "Flag",
    "FrameworkPart",
    "Invitation",
    "Item",
    "Panel",
    "Picture",
    "Response",
    "Sitting",
]
