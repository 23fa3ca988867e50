"""What letters and inquiries hold about a person: given out, erased, forgotten in time."""

import re
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from perron.core.models import JournalPrivate
from perron.core.personal import Rows, Subject
from perron.letters.enums import InquiryState, LetterState
from perron.letters.models import Inquiry, Letter, Preference
from perron.letters.services.forgetting import forget_letters, forget_words
from perron.letters.services.inquiries.following import withdraw
from perron.letters.services.kinds import kinds
from perron.letters.services.retention import UNDER_WAY, erase_old_letters

SHORTEST_NAME = 3
PERSONAL = ("name", "address", "person", "words", "page")


def letters_to(subject: Subject) -> QuerySet[Letter]:
    """Every letter to an address of theirs, or to their account."""
    mine = Q(address__in=subject.addresses)
    if subject.key:
        mine |= Q(party__contains=subject.party)
    return Letter.objects.filter(mine)


def export_letters(subject: Subject) -> Rows:
    """The letters with their words, as far as they are still kept."""
    return [
        {
            "kind": str(kinds[letter.kind].label) if letter.kind in kinds else letter.kind,
            "written_at": letter.written_at,
            "handed_at": letter.handed_at,
            "state": letter.get_state_display(),
            "address": letter.address,
            "language": letter.language,
            "subject": letter.subject,
            "text": letter.text,
        }
        for letter in letters_to(subject)
    ]


def erase_letters(subject: Subject, at: datetime) -> int:
    """Forget all letters to a person, and the words of those to others that name them.

    A letter that waits is not sent any more. One that is being handed over leaves; its row is
    emptied all the same.
    """
    del at
    mine = letters_to(subject)
    mine.filter(state=LetterState.WAITING).update(state=LetterState.DROPPED)
    erased = forget_letters(mine)
    naming = [letter for letter in _letters_naming(subject) if letter.text]
    waiting = [letter.pk for letter in naming if letter.state == LetterState.WAITING]
    Letter.objects.filter(pk__in=waiting).update(state=LetterState.DROPPED)
    return erased + forget_words(naming)


def _letters_naming(subject: Subject) -> list[Letter]:
    """Letters to others that say one of the person's names or addresses."""
    names = [name for name in subject.names if len(_longest_word(name)) >= SHORTEST_NAME]
    patterns = [_wrapped(name) for name in names]
    said = Q(pk__in=[])
    for part in (*map(_longest_word, names), *(one.partition("@")[0] for one in subject.addresses)):
        said |= Q(text__contains=part) | Q(subject__contains=part)
    return [
        letter
        for letter in Letter.objects.filter(said)
        if subject.is_named_in([letter.subject, letter.text])
        or any(each.search(f"{letter.subject}\n{letter.text}") for each in patterns)
    ]


def _longest_word(name: str) -> str:
    return max(re.findall(r"\w+", name), key=len, default="")


def _wrapped(name: str) -> re.Pattern[str]:
    """Finds a name as a whole, also where the end of a line parts it."""
    signs = (re.escape(sign) for sign in " ".join(name.split()))
    parted = {r"\ ": r"\s+", r"\-": r"\-\s*"}
    return re.compile(rf"(?<!\w){''.join(parted.get(sign, sign) for sign in signs)}(?!\w)")


def purge_letters(before: datetime, at: datetime) -> int:
    """Forget letters that ended before, and at once those that tell of an erasure."""
    passing = [kind.name for kind in kinds.values() if kind.forgotten]
    ended = Letter.objects.filter(kind__in=passing).exclude(address="")
    ended = ended.exclude(state__in=UNDER_WAY)
    del at
    return forget_letters(ended) + erase_old_letters(before)


def export_preferences(subject: Subject) -> Rows:
    """What the person does not want to receive."""
    return [
        {"category": row.category, "address": row.address, "refused_at": row.refused_at}
        for row in Preference.objects.filter(address__in=subject.addresses)
    ]


def erase_preferences(subject: Subject, at: datetime) -> int:
    """Forget it: letters of these categories may come again where somebody gives the address."""
    del at
    return Preference.objects.filter(address__in=subject.addresses).delete()[0]


def inquiries_of(subject: Subject) -> QuerySet[Inquiry]:
    """What a person asked, by address or by account."""
    mine = Q(address__in=subject.addresses)
    if subject.key:
        mine |= Q(person__in=(subject.key, subject.party))
    return Inquiry.objects.filter(mine)


def export_inquiries(subject: Subject) -> Rows:
    """Questions and corrections with their answers."""
    return [
        {
            "kind": inquiry.get_kind_display(),
            "channel": inquiry.get_channel_display(),
            "asked_at": inquiry.asked_at,
            "name": inquiry.name,
            "address": inquiry.address,
            "about": f"{inquiry.about_kind} {inquiry.about_code}".strip(),
            "words": inquiry.words,
            "may_publish": inquiry.may_publish,
            "state": inquiry.get_state_display(),
            "title": inquiry.title,
            "answer": inquiry.answer,
            "answered_at": inquiry.answered_at,
        }
        for inquiry in inquiries_of(subject)
    ]


def erase_inquiries(subject: Subject, at: datetime) -> int:
    """Erase who asked and in which words; the neutral title and the answer stay.

    What is not answered yet counts as withdrawn: there is nobody left to answer.
    """
    found = list(inquiries_of(subject))
    _forget_askers(found, at)
    return len(found)


def purge_inquiries(before: datetime, at: datetime) -> int:
    """The same for what ended before."""
    ended = Inquiry.objects.filter(erased_at=None).exclude(state=InquiryState.OPEN)
    answered = Q(answered_at__lt=before) | Q(answered_at=None, asked_at__lt=before)
    found = list(ended.filter(answered))
    _forget_askers(found, at)
    return len(found)


def _forget_askers(inquiries: list[Inquiry], at: datetime) -> None:
    for inquiry in inquiries:
        if inquiry.state == InquiryState.OPEN:
            withdraw(inquiry, by=None, at=at)
    keys = [str(inquiry.key) for inquiry in inquiries]
    beside = JournalPrivate.objects.filter(line__about_kind="inquiry", line__about_code__in=keys)
    beside.delete()
    forgotten: dict[str, Any] = {**dict.fromkeys(PERSONAL, ""), "erased_at": at}
    Inquiry.objects.filter(pk__in=[inquiry.pk for inquiry in inquiries]).update(**forgotten)
