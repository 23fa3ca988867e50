"""A provider that answers as a test wants: honest, lying, garbled, slow."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "perron", "between us"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FALSE_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """What each address answers; a test changes what it wants to be wrong."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.key: Any = KEY
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {"email": "chantal@example.org", "email_verified": True}
        self.config: dict[str, Any] = {}
        self.instead: dict[str, bytes] = {}
        self.waits: dict[str, float] = {}
        self.status: dict[str, int] = {}
        self.nonce = ""
        self.asked: list[dict[str, list[str]]] = []

    def answer(self, path: str, sent: dict[str, list[str]]) -> bytes:
        """The bytes for one address."""
        if path in self.instead:
            return self.instead[path]
        if path == "/token":
            self.asked.append(sent)
            tokens = {"access_token": "opaque", "token_type": "Bearer", "id_token": self.token()}
            return json.dumps(tokens).encode()
        if path == "/keys":
            public = RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return json.dumps({"keys": [{**public, "kid": "one", "use": "sig"}]}).encode()
        return json.dumps(self.configuration()).encode()

    def configuration(self) -> dict[str, Any]:
        """The discovery document."""
        given = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
        return {**given, **self.config}

    def token(self) -> str:
        """The identity token."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "subject-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self.key, algorithm=self.algorithm, headers={"kid": "one"})


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Serve a provider on loopback while a test runs."""

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer({})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self.answer(parse_qs(self.rfile.read(length).decode()))

        def answer(self, sent: dict[str, list[str]]) -> None:
            path = urlsplit(self.path).path
            time.sleep(provider.waits.get(path, 0))
            self.send_response(provider.status.get(path, 200))
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(provider.answer(path, sent))

        def log_message(self, *_: object) -> None:
            """Keep still."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def gone_to(browser: Client, provider: Provider, **fields: str) -> dict[str, str]:
    """Press the provider's button; the question as the provider gets it."""
    answer = browser.post("/en/sign-in/provider/", fields)
    assert answer.status_code == 200, answer.content
    sent = parse_qs(urlsplit(answer.context["address"]).query)
    question = {name: values[0] for name, values in sent.items()}
    provider.nonce = question["nonce"]
    return question


def come_back(browser: Client, question: dict[str, str], **more: str) -> Any:
    """Come back from the provider with a code."""
    fields = {"code": "c0de", "state": question["state"], **more}
    return browser.get("/sign-in/provider/answer/", fields, headers={"accept-language": "en"})
