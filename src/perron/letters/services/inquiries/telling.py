"""Letters to whoever asked; without an address nothing is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from perron.letters.enums import InquiryKind
from perron.letters.models import Inquiry
from perron.letters.services.inquiries.following import link_to
from perron.letters.services.writing import Addressee, write_letter


def tell_asker(
    kind: str, inquiry: Inquiry, context: Mapping[str, Any], *, at: datetime, once: str = ""
) -> None:
    """Write a letter about an inquiry; ``once`` tells several of the same kind apart."""
    if not inquiry.address:
        return
    facts = {
        "kind": InquiryKind(inquiry.kind).label,
        "asked": inquiry.asked_at.date(),
        "name": inquiry.name,
        "link": link_to(inquiry),
        **context,
    }
    write_letter(
        kind,
        to=Addressee(inquiry.address, inquiry.language, inquiry.person),
        reference=f"inquiry:{inquiry.key}:{kind}{once}",
        context=facts,
        at=at,
    )
