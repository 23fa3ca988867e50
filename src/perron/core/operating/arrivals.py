"""When a request arrived: stamped at the server's door, before it waits for its turn.

The server has many threads that wait and few slots that work. A thread stamps its request the
moment that it comes, then waits for a slot. So the time that counts is arrival, however long the
queue is; and no more requests than slots hold a connection to the database, which belongs to the
slot and is lent to whichever thread has it.
"""

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

ARRIVED = "perron.arrived"
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
Lent = dict[str, BaseDatabaseWrapper]


def arrival(request: HttpRequest) -> datetime:
    """The moment at which a request reached the server; now, where nobody stamped it."""
    stamped = request.META.get(ARRIVED)
    return datetime.fromtimestamp(stamped, UTC) if stamped else timezone.now()


class Gate:
    """Stamp each request, then let so many at a time through to the site."""

    def __init__(self, site: Application, slots: int) -> None:
        self._site = site
        self._free: SimpleQueue[Lent] = SimpleQueue()
        for _slot in range(max(slots, 1)):
            self._free.put({})

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        environ[ARRIVED] = time.time()
        lent = self._free.get()
        try:
            _take(lent)
            return _whole(self._site(environ, start_response))
        finally:
            self._free.put(_give_back())


def _take(lent: Lent) -> None:
    """Let this thread use the slot's connections as its own."""
    for alias, connection in lent.items():
        connections[alias] = connection


def _give_back() -> Lent:
    """The connections that this thread has now; it keeps none of them."""
    kept: Lent = {}
    for connection in connections.all(initialized_only=True):
        if not connection.allow_thread_sharing:
            connection.inc_thread_sharing()
        kept[connection.alias] = connection
        del connections[connection.alias]
    return kept


def _whole(answer: Iterable[bytes]) -> Iterable[bytes]:
    """The answer with its body made, and its request ended, while the slot is still held.

    A stream (a file) is handed on as it is: it needs no database any more.
    """
    if isinstance(answer, HttpResponseBase) and not answer.streaming:
        body = list(answer)
        answer.close()
        return body
    return answer
