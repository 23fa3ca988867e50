"""Doors from the queue into competences."""

from importlib import import_module

for part in ("calibrating", "figures", "sitting"):
    import_module(f"perron.competences.jobs.{part}")
