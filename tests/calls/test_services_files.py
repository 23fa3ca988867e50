"""Files are what their bytes say; what is dangerous is refused with a sentence."""

import os
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from perron.calls.errors.applying import FileRefused
from perron.calls.services.files import checked, keep_file, path_of, sweep_files

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
ODT = "application/vnd.oasis.opendocument.text"
GPS = b"Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x02"
GPS += struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack(">HHII", 0x8825, 4, 1, 60)
GPS += b"\x00\x00\x00\x00" + b"50.46N 4.86E"


def a_package(**parts: str) -> bytes:
    """A zip; a double underscore in a name is a slash, the last one a full stop."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(".".join(name.replace("__", "/").rsplit("_", 1)), text)
    return written.getvalue()


def a_jpeg(*segments: tuple[int, bytes]) -> bytes:
    frame = struct.pack(">BHHB", 8, 10, 10, 1) + b"\x01\x11\x00"
    parts = [*segments, (0xC0, frame)]
    body = b"".join(struct.pack(">BBH", 0xFF, mark, len(part) + 2) + part for mark, part in parts)
    return b"\xff\xd8" + body + b"\xff\xda\x00\x03\x01 picture \xff\xd9"


def a_png(*chunks: tuple[bytes, bytes]) -> bytes:
    whole = [(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 0, 0, 0, 0)), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in whole
    )


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", PDF),
        ("odt", a_package(mimetype=ODT, content_xml="<office/>")),
        ("docx", a_package(**{"[Content_Types]_xml": "<T/>", "word__document_xml": "<w/>"})),
        ("xlsx", a_package(**{"[Content_Types]_xml": "<T/>", "xl__workbook_xml": "<w/>"})),
        ("jpeg", a_jpeg()),
        ("png", a_png()),
    ],
)
def test_a_file_is_known_by_its_content(kind: str, content: bytes) -> None:
    found = checked("whatever.exe", content)

    assert found.kind == kind
    assert found.name.startswith("whatever.exe.")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"MZ\x90 a program", "whatever its name says"),
        (b"<html><script>", "whatever its name says"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "locked with a password"),
        (PDF[:40], "not whole"),
        (PDF.replace(b"<</Root", b"<</Encrypt 5 0 R/Root"), "locked with a password"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(x)>>"), "program"),
        (PDF.replace(b"/Catalog", b"/Catalog/#4aavaScript"), "program"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (a_package(readme_txt="hello"), "no ODT, DOCX or XLSX"),
        (
            a_package(**{"[Content_Types]_xml": "macroEnabled", "word__document_xml": "<w/>"}),
            "macros",
        ),
        (
            a_package(
                **{"[Content_Types]_xml": "", "xl__vbaProject_bin": "", "xl__workbook_xml": ""}
            ),
            "macros",
        ),
        (a_package(mimetype=ODT, content_xml="0" * 5_000_000), "far more than its size"),
        (a_jpeg()[:20], "damaged"),
        (a_png()[:-6], "damaged"),
        (a_png().replace(b"\x00\x00\x00\x0a", b"\x00\x00\x00\x0b", 1), "damaged"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        checked("plan.pdf", content)


def test_scripts_in_packed_objects_of_a_pdf_are_found() -> None:
    packed = zlib.compress(b"<</S/JavaScript/JS(app.alert(1))>>")
    hidden = b"5 0 obj<</Type/ObjStm>>stream\n" + packed + b"\nendstream endobj\n"

    with pytest.raises(FileRefused, match="program"):
        checked("plan.pdf", PDF.replace(b"trailer", hidden + b"trailer"))


def test_a_picture_loses_its_place_and_keeps_which_way_is_up() -> None:
    kept = checked("school.jpg", a_jpeg((0xE1, GPS), (0xFE, b"by Dora"))).content

    assert b"50.46N" not in kept
    assert b"Dora" not in kept
    assert struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) in kept
    assert kept.endswith(b" picture \xff\xd9")


def test_a_png_loses_its_texts() -> None:
    kept = checked("school.png", a_png((b"tEXt", b"Author\x00Dora"), (b"IDAT", b"pixels"))).content

    assert b"Dora" not in kept
    assert b"pixels" in kept


def test_another_kind_than_the_field_takes_is_refused() -> None:
    with pytest.raises(FileRefused, match="of the kind PNG; this field takes PDF, ODT"):
        checked("plan.pdf", a_png(), ["pdf", "odt"])


def test_a_name_cannot_lead_anywhere() -> None:
    assert checked("../../etc/pass\u202ewd.pdf", PDF).name == "passwd.pdf"


@pytest.mark.django_db
def test_the_same_content_is_kept_once_and_swept_when_nobody_needs_it() -> None:
    first, second = keep_file(PDF), keep_file(PDF)
    path = path_of(first)
    assert first == second
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o077 == 0

    part = Path(f"{path}.part")
    part.write_bytes(b"half")
    for one in (path, part):
        os.utime(one, (0, 0))
    assert sweep_files() == 2
    assert not path.exists()
