"""Past editions: published totals, and beside them invented applications to walk through."""

from perron.calls.services.past.loading import Loaded, load_edition

__all__ = ["Loaded", "load_edition"]
