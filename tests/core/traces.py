"""Looking for traces of a person: in every column, file, kept page and public address."""

import base64
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client

from perron.core.pages import LARGEST
from perron.core.records.files import dump_strategy

LANGUAGES = ("en", "fr", "de")
PAGES = (
    *("", "strategy/", "programmes/", "measures/", "measures/tablets/", "evaluations/"),
    *("indicators/", "organisations/", "organisations/school/", "places/", "territory/"),
    *("sources/", "search/?q=school", "journal/", "journal/seals/", "snapshots/", "about/"),
    *("answers/", "owed/", "owed/download.csv", "owed/download.json", "accessibility/"),
    *("privacy/", "open-data/", "about/disagreements/", "sign-in/login/"),
)
DOWNLOADS = tuple(
    f"download/{section}.{form}"
    for section, form in product(
        ("measures", "organisations", "places", "programmes"), ("csv", "xlsx", "json")
    )
)
MACHINES = (
    *("", "openapi.json", "search?q=school", "figures", "journal?limit=500", "seals"),
    *("snapshots", "catalogue.jsonld", "calendar.ics", "feeds/changes.atom", "feeds/seals.atom"),
    *("feeds/organisations/school.atom", "organisations", "organisations?format=csv"),
    *("organisations/school", "organisations/school.jsonld", "organisations/school/contacts"),
    *("measures", "measures/tablets", "strategies/plan/file"),
)


def opened(value: object) -> Iterator[str]:
    """What a value says, and what is packed inside it."""
    if isinstance(value, memoryview):
        value = bytes(value)
    if isinstance(value, bytes):
        yield _unescaped(value.decode("utf-8", "replace"))
        yield from _unpacked(value)
    elif isinstance(value, str):
        yield _unescaped(value)
        yield from _session(value)
    elif value is not None:
        yield str(value)
        yield json.dumps(value, default=str, ensure_ascii=False)


def _unescaped(words: str) -> str:
    """JSON may write any sign as four hexadecimal digits."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), words)


def _unpacked(value: bytes) -> Iterator[str]:
    if value[:2] == b"\x1f\x8b":
        yield gzip.decompress(value).decode()
    if value[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(value)) as folder:
            for name in folder.namelist():
                yield folder.read(name).decode("utf-8", "replace")


def _session(value: str) -> Iterator[str]:
    """Signed values are base64, often compressed: what a session holds."""
    head = value.split(":", maxsplit=1)[0]
    packed = head.startswith(".")
    try:
        plain = base64.urlsafe_b64decode(head.lstrip(".") + "=" * (-len(head.lstrip(".")) % 4))
        yield (zlib.decompress(plain) if packed else plain).decode("utf-8", "replace")
    except (ValueError, zlib.error):
        return


def in_tables() -> Iterator[tuple[str, object]]:
    """Every value of every column of every table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(" ".join(("SELECT * FROM", connection.ops.quote_name(table))))
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((f"{table}.{name}", one) for name, one in zip(names, row, strict=True))


def in_files(*folders: Path) -> Iterator[tuple[str, object]]:
    """Every file in these folders, its name and its bytes."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and "static" not in path.parts:
                yield path.name, path.name
                yield path.name, path.read_bytes()


def in_caches() -> Iterator[tuple[str, object]]:
    """Everything kept in memory."""
    for name in settings.CACHES:
        kept: dict[str, bytes] = vars(caches[name]).get("_cache", {})
        for key, value in kept.items():
            yield (
                f"cache {name}",
                key.encode() + value,
            )  # pickled: its words stand there as they are


def in_public() -> Iterator[tuple[str, object]]:
    """Every public page in every language, every download, and what machines are told."""
    client = Client()
    paths = [f"/{each}/{path}" for each in LANGUAGES for path in (*PAGES, *DOWNLOADS)]
    for path in (*paths, *(f"/api/v1/{path}" for path in MACHINES)):
        answer: Any = client.get(path)
        content = answer.getvalue() if answer.streaming else answer.content
        assert answer.status_code in {200, 404}, (path, answer.status_code)
        assert len(content) < LARGEST * 4, path
        yield path, content
    yield "strategy file", dump_strategy("plan")


def traces(*needles: str, folders: tuple[Path, ...] = ()) -> set[str]:
    """Where any of these words is found, whatever its case."""
    wanted = [needle.casefold() for needle in needles]
    places = (in_tables(), in_files(settings.VAR, *folders), in_public(), in_caches(), in_tables())
    return {
        place
        for source in places
        for place, value in source
        for words in opened(value)
        if any(needle in words.casefold() for needle in wanted)
    }
