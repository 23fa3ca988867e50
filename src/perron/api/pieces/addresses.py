"""Addresses as they stand in documents that leave the site: whole ones."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from perron.api.rules import path_of
from perron.core.records.kinds import Kind, kinds

FOUNDED = 2026  # the year in which these names were first given: a part of each tag: address


def absolute(path: str) -> str:
    """A whole address; citations carry the same one."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def list_address(kind: Kind, asked: Mapping[str, Any] | None = None) -> str:
    """The list of a kind, with what it is asked."""
    return with_query(absolute(reverse("api:records", args=[path_of(kind)])), asked or {})


def with_query(address: str, asked: Mapping[str, Any]) -> str:
    """An address and what it is asked; several values stand one after the other."""
    return f"{address}?{urlencode(asked, doseq=True)}" if asked else address


def item_address(kind: Kind, key: str, form: str = "") -> str:
    """One record; ``form`` is the ending of another form of it, such as ``.jsonld``."""
    return absolute(reverse("api:record", args=[path_of(kind), key])) + form


def feed_address(kind: Kind, key: str) -> str:
    """What changed about one thing."""
    return absolute(reverse("api:feed_of_thing", args=[path_of(kind), key]))


def pages_of(kind: Kind, key: str) -> dict[str, str]:
    """The page of a record in every language of the site; empty for kinds without pages."""
    if not kind.page:
        return {}
    return {code: absolute(path) for code, path in in_each_language(kind.page, [key]).items()}


def page_in(language: str, kind: str, key: str) -> str:
    """The page of a record in one language, or its list in the interface where it has none."""
    with translation.override(language):
        path = kinds[kind].address(key)
    return absolute(path) if path else item_address(kinds[kind], key)


def in_each_language(name: str, args: Iterable[str] = ()) -> dict[str, str]:
    """The path of a page in every language of the site."""
    paths: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths[code] = reverse(name, args=list(args))
    return paths


def usual_page(name: str, args: Iterable[str] = ()) -> str:
    """A page of the site in its first language, where no reader says another."""
    return absolute(in_each_language(name, args)[settings.LANGUAGE_CODE])


@lru_cache(maxsize=8)
def _authority(address: str) -> str:
    return urlsplit(address).hostname or "localhost"


def tag_of(*parts: object) -> str:
    """A name for ever (RFC 4151), whatever becomes of the address."""
    return f"tag:{_authority(settings.SITE_ADDRESS)},{FOUNDED}:{':'.join(map(str, parts))}"


def site_host() -> str:
    """The host of this site, as identifiers of events carry it."""
    return _authority(settings.SITE_ADDRESS)
