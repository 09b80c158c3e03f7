"""The city's single sign-on by OpenID Connect: code flow with PKCE (RFC 7636), discovery, signed identity tokens.

Speaks to the provider and to nothing else; whom it vouches for is admitted by ``services.external``.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from attrs import frozen
from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from zaizao_city.foundation.clock import SHANGHAI
from zaizao_city.identity.errors import SingleSignOnError

ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
LEEWAY_SECONDS = 60
WAIT_SECONDS = 10
SCOPE = "openid profile"


@frozen
class Attempt:
    """What is remembered between going there and coming back, in the visitor's own session."""

    state: str
    nonce: str
    verifier: str


def begin_attempt() -> Attempt:
    """Three secrets of one attempt."""
    return Attempt(*(secrets.token_urlsafe(48) for _ in range(3)))


def write_address(attempt: Attempt, *, back: str) -> str:
    """Where to send the visitor.

    Raises:
        SingleSignOnError: the provider does not say.
    """
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": back,
        "scope": SCOPE,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{read_provider(settings.OIDC_ISSUER)['authorization_endpoint']}?{urlencode(query)}"


def redeem_code(code: str, *, attempt: Attempt, back: str, now: datetime) -> Mapping[str, Any]:
    """The claims of the identity token that the provider gives for the code, all checked.

    Raises:
        SingleSignOnError: the provider refuses, or the token is not its own, not for us, not of this attempt, or old.
    """
    provider = read_provider(settings.OIDC_ISSUER)
    answer = _fetch(
        provider["token_endpoint"],
        {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": attempt.verifier},
    )
    return _check_token(str(answer.get("id_token", "")), provider=provider, nonce=attempt.nonce, now=now)


@functools.lru_cache(maxsize=4)
def read_provider(issuer: str) -> Mapping[str, Any]:
    """What the provider says about itself (OpenID Connect Discovery); kept for the life of the process.

    Raises:
        SingleSignOnError: it cannot be asked, or speaks for another issuer.
    """
    said = _fetch(f"{issuer}/.well-known/openid-configuration")
    if str(said.get("issuer", "")).rstrip("/") != issuer:
        raise SingleSignOnError(why="issuer")
    return said


def _check_token(token: str, *, provider: Mapping[str, Any], nonce: str, now: datetime) -> Mapping[str, Any]:
    """The claims, as OpenID Connect Core 3.1.3.7 wants them checked."""
    try:
        keys = KeySet.import_key_set(_fetch(provider["jwks_uri"]))
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        _make_checks(provider, nonce=nonce, now=now).validate(claims)
    except (JoseError, ValueError) as error:
        raise SingleSignOnError(why="id_token") from error
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise SingleSignOnError(why="azp")
    return claims


def _make_checks(provider: Mapping[str, Any], *, nonce: str, now: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(now.replace(tzinfo=SHANGHAI).timestamp()),
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": provider["issuer"]},
        aud={"essential": True, "value": settings.OIDC_CLIENT_ID},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )


def _fetch(address: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The JSON at an address of the provider; a form is posted with our name and secret."""
    if urlsplit(address).scheme not in {"https", urlsplit(settings.OIDC_ISSUER).scheme}:
        raise SingleSignOnError(why="scheme")
    request = Request(address, headers={"Accept": "application/json"})  # noqa: S310 - the scheme was checked above
    if form is not None:
        pair = f"{settings.OIDC_CLIENT_ID}:{settings.OIDC_CLIENT_SECRET}".encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(pair).decode()}")
        request.data = urlencode(form).encode()
    try:
        with urlopen(request, timeout=WAIT_SECONDS) as answer:  # noqa: S310
            said = json.load(answer)
    except HTTPError as error:
        error.close()
        raise SingleSignOnError(why=urlsplit(address).path) from None
    except (URLError, TimeoutError, ValueError) as error:
        raise SingleSignOnError(why=urlsplit(address).path) from error
    if not isinstance(said, dict):
        raise SingleSignOnError(why=urlsplit(address).path)
    return said
