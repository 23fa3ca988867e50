"""Whether the site is well: apps register what they look at, one place asks them all."""

from perron.core.health.findings import Finding, State
from perron.core.health.looking import Check, is_serving, look_around, register_check

__all__ = ["Check", "Finding", "State", "is_serving", "look_around", "register_check"]
