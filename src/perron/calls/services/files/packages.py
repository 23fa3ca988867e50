"""ODT, DOCX and XLSX: packages that are what they say, unpack to a bounded size, hold no macros."""

import zipfile
import zlib
from io import BytesIO

from django.utils.translation import gettext as _

MOST_PARTS = 3000
MOST_UNPACKED = 150 * 1024 * 1024
MOST_TIMES = 200  # how much larger unpacked than packed a part may be
SMALL = 1024 * 1024  # below this, no ratio is a danger
LOCKED = 0x1
CHUNK = 1024 * 1024
ODT = b"application/vnd.oasis.opendocument.text"
MACROS = ("vbaproject.bin", "basic/", "scripts/", "macros/", "activex/")
OBJECTS = (".exe", ".dll", ".js", ".vbs", ".bat", ".scr", ".jar")


def looked_into_package(content: bytes) -> tuple[str, bytes, str]:
    """The kind, the bytes as they are, and what is wrong with them."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            fault = _fault(package)
            return ("", content, fault) if fault else (*_kind(package, content),)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return "", content, _("it is damaged. Save it again and send it once more.")


def _kind(package: zipfile.ZipFile, content: bytes) -> tuple[str, bytes, str]:
    names = set(package.namelist())
    if "mimetype" in names and package.read("mimetype").strip() == ODT and "content.xml" in names:
        return "odt", content, ""
    if "[Content_Types].xml" in names:
        if b"macroEnabled" in package.read("[Content_Types].xml"):
            return "", content, _macro()
        if "word/document.xml" in names:
            return "docx", content, ""
        if "xl/workbook.xml" in names:
            return "xlsx", content, ""
    return "", content, _("it is a package, but no ODT, DOCX or XLSX.")


def _fault(package: zipfile.ZipFile) -> str:
    parts = package.infolist()
    if any(part.flag_bits & LOCKED for part in parts):
        return _("it is locked with a password. Save it without one.")
    if len(parts) > MOST_PARTS or _is_bomb(package, parts):
        return _("it unpacks to far more than its size. Save it again in another way.")
    names = [part.filename.lower() for part in parts]
    if any(macro in name for name in names for macro in MACROS) or any(
        name.endswith(OBJECTS) for name in names
    ):
        return _macro()
    return ""


def _macro() -> str:
    return _("it holds macros or programs. Save it without them, or as PDF.")


def _is_bomb(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    """Whether it unpacks to too much, by what it says and by what it really holds."""
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return True
    unpacked = 0
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_TIMES * max(part.compress_size, 1):
            return True
        with package.open(part) as opened:
            while chunk := opened.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED:
                    return True
    return False
