"""Letters to people, what people want to receive, and what they ask."""

from perron.letters.models.inquiries import Inquiry
from perron.letters.models.outgoing import Letter, Preference

__all__ = ["Inquiry", "Letter", "Preference"]
