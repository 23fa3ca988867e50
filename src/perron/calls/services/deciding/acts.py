"""The signed act: a PDF, looked at before it is taken, kept under its digest or not at all."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from perron.calls.errors.deciding import ActRefused

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
TAIL = 2048
HEADS = (b"%PDF-1.", b"%PDF-2.")
DANGERS = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile")


def keep_act(content: bytes, name: str) -> str:
    """Keep an act and answer its SHA-256; raises ``ActRefused`` for what is no plain PDF."""
    _refuse(content, name)
    digest = hashlib.sha256(content).hexdigest()
    path = act_file(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as written:
            written.write(content)
        Path(temporary).replace(path)
    return digest


def act_file(digest: str) -> Path:
    """Where an act is kept, outside everything that a web server shows."""
    return Path(settings.VAR) / "files" / "acts" / digest[:2] / digest


def _refuse(content: bytes, name: str) -> None:
    why = ""
    if not content.startswith(HEADS):
        why = _("it is no PDF, whatever its name says")
    elif len(content) > MOST_BYTES:
        why = _("it is larger than %(most)s MB") % {"most": MOST_BYTES // MEGABYTE}
    elif b"startxref" not in content[-TAIL:] or b"%%EOF" not in content[-TAIL:]:
        why = _("its end is missing, so it was cut off on its way")
    elif b"/Encrypt" in content:
        why = _("it is locked with a password")
    elif any(danger in content for danger in DANGERS):
        why = _("it holds a program or another file")
    if why:
        raise ActRefused(name=name[:100], why=why)
