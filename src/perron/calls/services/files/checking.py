"""What a file really is: told from its bytes, never from its name."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from perron.calls.errors.applying import FileRefused
from perron.calls.services.files.packages import looked_into_package
from perron.calls.services.files.pdfs import looked_into_pdf
from perron.calls.services.files.pictures import cleaned_jpeg, cleaned_png

MEGABYTE = 1024 * 1024
MOST_BYTES = 15 * MEGABYTE
LONGEST_NAME = 120
TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "package"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its name in one line, its type, and its bytes without metadata."""

    name: str
    kind: str
    content: bytes

    @property
    def type(self) -> str:
        """Its media type."""
        return TYPES[self.kind]


def checked(name: str, content: bytes, accept: Collection[str] = ()) -> Checked:
    """Look at a file; raises ``FileRefused`` with what is wrong. ``accept`` empty: every kind."""
    shown = plain_name(name)
    if not content:
        raise FileRefused(name=shown, why=_("it is empty."))
    if len(content) > MOST_BYTES:
        why = _("it is larger than %(most)s MB.") % {"most": MOST_BYTES // MEGABYTE}
        raise FileRefused(name=shown, why=why)
    begins = next((kind for start, kind in STARTS if content.startswith(start)), "")
    if not begins:
        raise FileRefused(name=shown, why=_unknown(content))
    kind, cleaned, fault = LOOKS[begins](content)
    if fault:
        raise FileRefused(name=shown, why=fault)
    if accept and kind not in accept:
        kinds = ", ".join(one.upper() for one in accept)
        why = _("it is a file of the kind %(kind)s; this field takes %(kinds)s.")
        raise FileRefused(name=shown, why=why % {"kind": kind.upper(), "kinds": kinds})
    return Checked(_with_ending(shown, kind), kind, cleaned)


def plain_name(name: str) -> str:
    """A name without folders, control characters or marks that turn writing around."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*')
    return plain.strip(". ")[-LONGEST_NAME:] or _("file")


def _with_ending(name: str, kind: str) -> str:
    """The name with the ending of what the file is, whatever it said."""
    endings = {"jpeg": (".jpeg", ".jpg")}.get(kind, (f".{kind}",))
    return name if name.lower().endswith(endings) else f"{name}{endings[-1]}"


def _unknown(content: bytes) -> str:
    if content.startswith(OLE):
        return _(
            "it is locked with a password, or in an old form of Word or Excel. Save it as PDF, "
            "ODT, DOCX or XLSX without a password."
        )
    return _("it is none of PDF, ODT, DOCX, XLSX, JPEG and PNG, whatever its name says.")


Look = Callable[[bytes], tuple[str, bytes, str]]  # its kind, what is kept of it, what is wrong
LOOKS: dict[str, Look] = {
    "pdf": looked_into_pdf,
    "package": looked_into_package,
    "jpeg": cleaned_jpeg,
    "png": cleaned_png,
}
