"""Check the translations: every sentence of the source is there, translated and beyond doubt.

The catalogues are extracted anew in a copy of the tree, so that the check changes nothing.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("src", "locale")
SHOWN = 20  # sentences of one kind named for a language; the rest is counted
EXTRACT = ("--no-location", "--no-obsolete", "--verbosity=0", "--extension=html,txt,py,svg")


def read(folder: Path, language: str) -> Catalog:
    """Read one language's catalogue; one that is missing is an empty one."""
    path = folder / "locale" / language / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as lines:
        return read_po(lines, locale=language)


def extract(languages: list[str], folder: Path) -> None:
    """Bring the catalogues under a folder into line with its sources; needs gettext."""
    words = [word for language in languages for word in ("--locale", language)]
    for language in languages:
        (folder / "locale" / language).mkdir(parents=True, exist_ok=True)
    outside = {"DJANGO_SETTINGS_MODULE", "PYTHONPATH"}
    surroundings = {name: value for name, value in os.environ.items() if name not in outside}
    command = [sys.executable, "-m", "django", "makemessages", *words, *EXTRACT]
    subprocess.run(command, cwd=folder, env=surroundings, check=True)


def sentences(catalogue: Catalog) -> dict[tuple[str | None, str], Message]:
    """Give a catalogue's messages by context and text, the header left out."""
    found = {}
    for message in catalogue:
        text = message.id if isinstance(message.id, str) else message.id[0]
        if text:
            found[message.context, text] = message
    return found


def is_translated(message: Message) -> bool:
    """Say whether every form of a message has words."""
    forms = [message.string] if isinstance(message.string, str) else message.string
    return all(forms or [""])


def problems(kept: Catalog, fresh: Catalog) -> dict[str, list[str]]:
    """Find what is wrong with a catalogue, given the same one extracted anew."""
    have, need = sentences(kept), sentences(fresh)
    return {
        "not in the catalogue (make messages)": [text for _, text in need.keys() - have.keys()],
        "no longer in the source (make messages)": [text for _, text in have.keys() - need.keys()],
        "not translated": [key[1] for key, it in have.items() if not is_translated(it)],
        "fuzzy": [key[1] for key, it in have.items() if it.fuzzy],
        "broken": [f"{message.id}: {faults[0]}" for message, faults in kept.check()],
    }


@contextmanager
def extracted(languages: list[str]) -> Iterator[Path]:
    """A copy of what holds sentences, with catalogues that were extracted anew."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for part in SOURCES:
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, copy / part)
        extract(languages, copy)
        yield copy


def write(languages: list[str]) -> None:
    """Bring the catalogues themselves into line with the sources."""
    with extracted(languages) as copy:
        shutil.copytree(copy / "locale", ROOT / "locale", dirs_exist_ok=True)


def check(languages: list[str]) -> int:
    """Tell what is wrong in every language and return how many sentences that are."""
    with extracted(languages) as copy:
        count = 0
        for language in languages:
            for kind, found in problems(read(ROOT, language), read(copy, language)).items():
                count += len(found)
                if found:
                    print(f"{language}: {len(found)} {kind}")
                for text in sorted(found)[:SHOWN]:
                    print(f"    {text}")
    return count


def main() -> int:
    """Check, or with --write bring the catalogues themselves into line with the sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="+", help="languages that must be complete")
    parser.add_argument("--write", action="store_true", help="extract into locale/, no check")
    asked = parser.parse_args()
    if asked.write:
        write(asked.languages)
        return 0
    return 1 if check(asked.languages) else 0


if __name__ == "__main__":
    sys.exit(main())
