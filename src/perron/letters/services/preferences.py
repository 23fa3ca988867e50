"""What an address does not want to receive."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from perron.letters.models import Preference
from perron.letters.services.kinds import Category, categories, is_refusable


def refusable_categories() -> list[Category]:
    """The categories that a person may refuse, in the order of their registration."""
    return [category for category in categories.values() if category.refusable]


def refused_by(address: str) -> set[str]:
    """The names of the categories that this address refused."""
    return set(Preference.objects.filter(address=address).values_list("category", flat=True))


def is_unwanted(address: str, category: str) -> bool:
    """Whether a letter of this category must not go to this address."""
    return is_refusable(category) and category in refused_by(address)


def refuse_category(address: str, category: str, *, at: datetime) -> None:
    """Remember that an address does not want a category; doing it twice changes nothing."""
    if is_refusable(category):
        Preference.objects.get_or_create(
            address=address, category=category, defaults={"refused_at": at}
        )


def take_back_refusal(address: str, category: str) -> None:
    """Let letters of a category go to this address again."""
    Preference.objects.filter(address=address, category=category).delete()


@transaction.atomic
def choose_categories(address: str, wanted: Collection[str], *, at: datetime) -> None:
    """Keep a whole choice: what is not wanted is refused, what is wanted comes again."""
    for category in refusable_categories():
        if category.name in wanted:
            take_back_refusal(address, category.name)
        else:
            refuse_category(address, category.name, at=at)
