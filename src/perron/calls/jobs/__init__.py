"""Jobs of calls."""

from importlib import import_module

for part in ("applying", "deciding", "editions", "judging"):
    import_module(f"perron.calls.jobs.{part}")
