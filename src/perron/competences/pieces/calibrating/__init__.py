"""What the pages about measured questions show."""

from typing import Any

from perron.competences.services.calibrating.reporting import measured_items


def measured() -> dict[str, Any]:
    """For the paragraph that any page may include: competences/calibrating/measured.html."""
    return {"measured": measured_items()}
