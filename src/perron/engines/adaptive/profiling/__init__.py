"""A whole sitting over correlated competences as a pure function of its answers."""

from perron.engines.adaptive.profiling.asking import lot, next_item
from perron.engines.adaptive.profiling.designing import (
    KIND_PROFILE,
    Conduct,
    Frame,
    ProfileBank,
    ProfileDesign,
    Seeds,
    Start,
    profile_bank,
    profile_design,
)
from perron.engines.adaptive.profiling.looking import (
    ProfileView,
    Score,
    ability_weights,
    look,
)

__all__ = [
    "KIND_PROFILE",
    "Conduct",
    "Frame",
    "ProfileBank",
    "ProfileDesign",
    "ProfileView",
    "Score",
    "Seeds",
    "Start",
    "ability_weights",
    "look",
    "lot",
    "next_item",
    "profile_bank",
    "profile_design",
]
