"""Checking what an OpenID provider says of a person: OpenID Connect Core 1.0, 3.1.3.7."""

import base64
import hmac
from typing import Any

import jwt
from jwt.algorithms import get_default_algorithms

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
LEEWAY_SECONDS = 30
MUST_HAVE = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LONGEST_SUBJECT = 255


class TokenRefused(Exception):
    """The identity token is not what it must be; the reason is for the log, not for the page."""


def verified_claims(
    token: str, keys: Any, *, issuer: str, client: str, nonce: str, access_token: str
) -> dict[str, Any]:
    """The claims of an identity token once everything about them is checked.

    ``keys`` is the provider's JWK set as JSON. Checked are: signature (asymmetric algorithms
    only, by a key of the provider's), issuer, audience, authorised party, expiry, time of issue,
    nonce, and the digest of the access token where there is one. Raises ``TokenRefused``.
    """
    claims = _signed_claims(token, keys, issuer=issuer, client=client)
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client:
        raise TokenRefused("several audiences, and another party is authorised")
    if claims.get("azp", client) != client:
        raise TokenRefused("another party is authorised")
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise TokenRefused("not the answer to this question (nonce)")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise TokenRefused("no usable subject")
    _check_access_token(token, claims, access_token)
    return claims


def _signed_claims(token: str, keys: Any, *, issuer: str, client: str) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        found = jwt.PyJWKSet.from_dict(keys).keys
        named = [key for key in found if header.get("kid") in {None, key.key_id}]
        claims: dict[str, Any] = jwt.decode(
            token,
            key=named[0],
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=client,
            leeway=LEEWAY_SECONDS,
            options={"require": MUST_HAVE},
        )
    except (jwt.PyJWTError, TypeError, ValueError, AttributeError, LookupError) as fault:
        raise TokenRefused(str(fault)) from fault
    return claims


def _check_access_token(token: str, claims: dict[str, Any], access_token: str) -> None:
    if "at_hash" not in claims:
        return
    algorithm = get_default_algorithms()[jwt.get_unverified_header(token)["alg"]]
    digest = algorithm.compute_hash_digest(access_token.encode())
    half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).decode().rstrip("=")
    if not hmac.compare_digest(str(claims["at_hash"]).encode(), half.encode()):
        raise TokenRefused("the access token belongs to another answer (at_hash)")
