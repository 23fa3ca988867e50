"""Log lines without people in them: no address, no value of a form, no path with a code."""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType

request_id: ContextVar[str] = ContextVar("request_id", default="")

ADDRESS = re.compile(r"[^\s@<>\"'(){}\[\],;:=]+@[^\s@<>\"'(){}\[\],;:=]+")
PATHS_BEHIND = ("django.request", "django.security")  # they put paths and hosts behind a colon
FIELDS = ("view", "status", "ms", "role")
Fault = tuple[type[BaseException], BaseException, TracebackType | None]


class Unaddressed(logging.Formatter):
    """What both forms share: the sentence without people, and where a fault happened."""

    def sentence(self, record: logging.LogRecord) -> str:
        """The message; values that Django and databases quote in it are left out."""
        said = record.getMessage()
        if record.name.startswith(PATHS_BEHIND):
            said = said.partition(":")[0]
        return ADDRESS.sub("(address)", said)

    def fault(self, record: logging.LogRecord) -> list[str]:
        """Kinds and places of an exception and its causes, last first, never their words.

        The words of a database's or a form's exception quote what somebody entered.
        """
        said: list[str] = []
        info = record.exc_info
        error = info[1] if isinstance(info, tuple) else None
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            said.append(type(error).__qualname__)
            frames = traceback.extract_tb(error.__traceback__)
            said += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames)]
            error = error.__cause__ or error.__context__
        return said


class Json(Unaddressed):
    """One line of JSON for machines."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        said = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self.sentence(record),
            "request": request_id.get(),
            **{name: getattr(record, name) for name in FIELDS if hasattr(record, name)},
        }
        if fault := self.fault(record):
            said["fault"] = fault
        return json.dumps(said, ensure_ascii=False, default=str)


class Plain(Unaddressed):
    """A line for a person at a terminal, and the places of a fault below it."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).astimezone()
        fields = (f"{name}={getattr(record, name)}" for name in FIELDS if hasattr(record, name))
        line = f"{moment:%Y-%m-%d %H:%M:%S} {record.levelname} {record.name} "
        words = (self.sentence(record), *fields, request_id.get())
        return (
            line
            + " ".join(filter(None, words))
            + "".join(f"\n    {place}" for place in self.fault(record))
        )
