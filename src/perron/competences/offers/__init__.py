"""What competences register with the floors below."""

from importlib import import_module

for part in ("bank", "sitting", "panels", "profile"):
    import_module(f"perron.competences.offers.{part}")
