"""JPEG and PNG: whole, of a bounded size, and without what the camera wrote beside the picture.

What is taken out: EXIF with its place, maker and owner, XMP, IPTC, comments and texts. What is
kept beside the picture: its colours' profile and the way up.
"""

import struct
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_DROPPED = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
MOST_PIXELS = 120_000_000
SOI, EOI = b"\xff\xd8", b"\xff\xd9"
SOS, APP0, APP1, APP2, APP14, APP15, COM = 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
KEPT_APPS = {APP0, APP2, APP14}
EXIF = b"Exif\x00\x00"
ORIENTATION = 0x0112
UPRIGHT, WAYS = 1, range(1, 9)
MARK, LENGTH = 0xFF, 2  # what every segment begins with; how many bytes say its length
Parts = Iterator[tuple[int, bytes]]


def cleaned_png(content: bytes) -> tuple[str, bytes, str]:
    """The kind, the picture without texts, and what is wrong with it."""
    try:
        chunks = list(_chunks(content))
    except (ValueError, struct.error):
        return "png", content, _damaged()
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        return "png", content, _damaged()
    width, height = struct.unpack(">II", chunks[0][1][:8])
    if width * height > MOST_PIXELS:
        return "png", content, _too_large()
    kept = b"".join(_chunk(name, body) for name, body in chunks if name not in PNG_DROPPED)
    return "png", PNG_START + kept, ""


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk; raises ValueError where a checksum does not fit."""
    place = len(PNG_START)
    while place < len(content):
        (size,) = struct.unpack(">I", content[place : place + 4])
        name, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        (told,) = struct.unpack(">I", content[place + 8 + size : place + 12 + size])
        if zlib.crc32(name + body) != told:
            raise ValueError(name)
        yield name, body
        if name == b"IEND":
            return
        place += 12 + size


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def cleaned_jpeg(content: bytes) -> tuple[str, bytes, str]:
    """The kind, the picture without metadata, and what is wrong with it."""
    try:
        parts = list(_segments(content))
    except (ValueError, struct.error, IndexError):
        return "jpeg", content, _damaged()
    frames = [body for marker, body in parts if marker in FRAMES]
    if not frames or EOI not in content[-4096:]:
        return "jpeg", content, _damaged()
    height, width = struct.unpack(">HH", frames[0][1:5])
    if width * height > MOST_PIXELS:
        return "jpeg", content, _too_large()
    way_up = next((_way_up(body) for marker, body in parts if marker == APP1), UPRIGHT)
    kept = b"".join(
        body if marker == SOS else _segment(marker, body)
        for marker, body in parts
        if (not APP0 <= marker <= APP15 and marker != COM) or marker in KEPT_APPS
    )
    turned = _segment(APP1, _exif(way_up)) if way_up != UPRIGHT else b""
    return "jpeg", SOI + turned + kept, ""


def _segments(content: bytes) -> Parts:
    """Marker and body of each segment; the last is all from the first scan on, as it stands."""
    place = len(SOI)
    while True:
        if content[place] != MARK:
            raise ValueError(place)
        marker = content[place + 1]
        if marker == MARK:  # filling
            place += 1
            continue
        if marker == SOS:
            end = content.rindex(EOI) + len(EOI)
            yield SOS, content[place:end]
            return
        (size,) = struct.unpack(">H", content[place + 2 : place + 4])
        if size < LENGTH or place + 2 + size > len(content):
            raise ValueError(size)
        yield marker, content[place + 4 : place + 2 + size]
        place += 2 + size


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", MARK, marker, len(body) + 2) + body


def _way_up(body: bytes) -> int:
    """How the camera was held (1 to 8), from an EXIF segment; 1 where it does not say."""
    if not body.startswith(EXIF):
        return UPRIGHT
    tiff = body[len(EXIF) :]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    try:
        (first,) = struct.unpack(f"{order}I", tiff[4:8])
        (count,) = struct.unpack(f"{order}H", tiff[first : first + 2])
        for number in range(min(count, 200)):
            entry = tiff[first + 2 + 12 * number : first + 14 + 12 * number]
            tag, _kind, _count, value = struct.unpack(f"{order}HHIH", entry[:10])
            if tag == ORIENTATION and value in WAYS:
                return int(value)
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def _exif(way_up: int) -> bytes:
    """An EXIF segment that says nothing but which way is up."""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, way_up, 0)
    return EXIF + b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)


def _damaged() -> str:
    return _("it is damaged. Save it again and send it once more.")


def _too_large() -> str:
    return _("the picture has too many points. Save it smaller.")
