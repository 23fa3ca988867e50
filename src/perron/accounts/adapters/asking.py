"""Asking an identity provider with patience that ends: little time, few bytes, no detours."""

import io
import time
from typing import Any

import requests
from django.conf import settings

MOST_BYTES = 256 * 1024
PIECE = 16 * 1024


class ProviderSilent(requests.RequestException):
    """The provider was too slow, or sent more than any honest answer holds."""


class PatientSession(requests.Session):
    """A session that gives up after ``SOCIALACCOUNT_REQUESTS_TIMEOUT`` seconds in all.

    A time limit of ``requests`` starts again with every byte: a provider that sends one byte a
    second would hold a process for hours. Redirects are not followed: a provider's own addresses
    are in its configuration.
    """

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        seconds = settings.SOCIALACCOUNT_REQUESTS_TIMEOUT
        ends = time.monotonic() + seconds
        options |= {"timeout": seconds, "stream": True, "allow_redirects": False}
        response = super().send(request, **options)
        wire = response.raw
        try:
            response.raw = io.BytesIO(self._read(response, ends))
        finally:
            wire.close()
        return response

    @staticmethod
    def _read(response: requests.Response, ends: float) -> bytes:
        content = b""
        while piece := response.raw.read1(PIECE, decode_content=True):
            content += piece
            if len(content) > MOST_BYTES or time.monotonic() > ends:
                raise ProviderSilent(response=response)
        return content
