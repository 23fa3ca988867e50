"""Inquiries: asked without an account, answered on time, refused with a reason, withdrawn."""

from perron.letters.services.inquiries.answering import (
    answer_inquiry,
    give_more_time,
    mark_spam,
    refuse_inquiry,
    word_title,
)
from perron.letters.services.inquiries.asking import NewInquiry, ask, enter_inquiry
from perron.letters.services.inquiries.following import (
    find_inquiry,
    owed_for,
    stop_publishing,
    token_of,
    withdraw,
)

__all__ = [
    "NewInquiry",
    "answer_inquiry",
    "ask",
    "enter_inquiry",
    "find_inquiry",
    "give_more_time",
    "mark_spam",
    "owed_for",
    "refuse_inquiry",
    "stop_publishing",
    "token_of",
    "withdraw",
    "word_title",
]
