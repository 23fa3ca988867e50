"""PDF: whole, without a password, and without programs that run when it is opened."""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

END_WITHIN = 2048
MOST_UNPACKED = 20 * 1024 * 1024
OBJECTS = re.compile(rb"/Type\s*/ObjStm.*?stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
PROGRAMS = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|EmbeddedFiles?)\b")
LOCKED = re.compile(rb"/Encrypt\b")
NAME_IN_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def looked_into_pdf(content: bytes) -> tuple[str, bytes, str]:
    """The kind, the bytes as they are, and what is wrong with them."""
    return "pdf", content, _fault(content)


def _fault(content: bytes) -> str:
    if b"%%EOF" not in content[-END_WITHIN:]:
        return _("it is not whole: the end is missing. Save it again and send it once more.")
    if LOCKED.search(_spelled_out(content)):
        return _("it is locked with a password. Save it without one.")
    try:
        holds_program = any(PROGRAMS.search(part) for part in _parts(content))
    except ValueError:
        return _("it unpacks to far more than its size. Save it again in another way.")
    if holds_program:
        return _("it holds a program or another file. Print it to PDF again and send that.")
    return ""


def _parts(content: bytes) -> Iterator[bytes]:
    """The file, and its packed objects; raises ValueError for more than anybody needs."""
    yield _spelled_out(content)
    unpacked = 0
    for packed in OBJECTS.finditer(content):
        opened = zlib.decompressobj()
        try:
            part = opened.decompress(packed[1], MOST_UNPACKED)
        except zlib.error:
            continue
        unpacked += len(part)
        if opened.unconsumed_tail or unpacked > MOST_UNPACKED:
            raise ValueError(unpacked)
        yield _spelled_out(part)


def _spelled_out(content: bytes) -> bytes:
    """Names may be written with digits for letters: #4aS is JS."""
    return NAME_IN_HEX.sub(lambda found: bytes([int(found[1], 16)]), content)
