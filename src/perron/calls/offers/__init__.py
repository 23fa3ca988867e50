"""What calls register with the floors below."""

from importlib import import_module

for part in ("editions", "applying", "judging", "deciding"):
    import_module(f"perron.calls.offers.{part}")
