"""Seals: the day's heads of all chains, signed with a key that the database does not hold.

A chain proves that no line was changed by itself; whoever holds the database can still write the
whole chain anew. A seal that was published (in the feed, on letters, on snapshots) can't be taken
back: what it says must be found again.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from perron.core.errors import KeyMissing, KeyUnreadable
from perron.core.journal.lines import digest_of
from perron.core.models import JournalHead, Seal
from perron.core.publications import next_publication, take_turn

PRINTED = 16  # hexadecimal digits of a seal on paper: enough to find any other seal out


def key_file() -> Path:
    """Where the private key is: a file that only its owner reads, outside the database."""
    return Path(settings.JOURNAL_KEY_FILE)


def make_key() -> Ed25519PrivateKey:
    """Draw a key and keep it; one that is there is never written over."""
    path, key = key_file(), Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return key


def signing_key() -> Ed25519PrivateKey:
    """The private key; the embedded site draws its own, a region's operator makes one."""
    path = key_file()
    if not path.exists():
        if settings.EMBEDDED:
            return make_key()
        raise KeyMissing(file=path)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as unreadable:
        raise KeyUnreadable(file=path) from unreadable
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnreadable(file=path)
    return key


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public key, 64 hexadecimal digits: what stands in a seal."""
    raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return key.public_key().public_bytes(*raw).hex()


def seal_digest(day: date, heads: Mapping[str, object], previous: str) -> str:
    """SHA-256 over the canonical JSON of day, heads and the digest of the seal before."""
    return digest_of({"day": day.isoformat(), "heads": dict(heads), "previous": previous})


def is_signed(digest: str, signature: str, key: str) -> bool:
    """Whether an Ed25519 signature holds; anything malformed does not."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), bytes.fromhex(digest))
    except (InvalidSignature, ValueError):
        return False
    return True


@transaction.atomic
def seal_journal(at: datetime) -> Seal:
    """Seal the heads of all chains; a day has one seal, the first.

    A seal follows from the one before it: by a clock that went back nothing is sealed, and the
    latest seal is answered.
    """
    day = timezone.localdate(at)
    take_turn(at)
    locked = JournalHead.objects.select_for_update().order_by("chain")
    heads = {head.chain: [head.seq, head.digest] for head in locked}
    before = Seal.objects.order_by("-day").first()
    if before and before.day >= day:
        return before
    key = signing_key()
    digest = seal_digest(day, heads, before.digest if before else "")
    seal = Seal.objects.create(
        day=day,
        at=at,
        heads=heads,
        previous=before.digest if before else "",
        digest=digest,
        key=public_hex(key),
        signature=key.sign(bytes.fromhex(digest)).hex(),
    )
    next_publication(at)
    return seal


def printed(seal: Seal) -> str:
    """A seal as it stands on paper: its day and the first digits of its digest."""
    return f"{seal.day.isoformat()}:{seal.digest[:PRINTED]}"


def fingerprint(key: str) -> str:
    """A short name of a public key, for people to compare."""
    return hashlib.sha256(bytes.fromhex(key)).hexdigest()[:PRINTED]
