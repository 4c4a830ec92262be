"""Signed tokens (compact JWS, ES256): the only module that may import jose.

python-jose decodes too much: it takes a DER public key for an HMAC secret (CVE-2026-85394), any `typ`,
an unknown `crit`, `exp` as a string. So the form, the header and the claims are checked here, jose only
sees a token whose header names ES256 and one of our own key objects, and every failure is the same 401.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NoReturn
from uuid import UUID

from jose import jwk, jws, jwt
from jose.backends.base import Key as JoseKey
from pydantic import BaseModel, ConfigDict, Field

from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7
from app.kit.keys import KeyRing, KeyRingBroken, Purpose, SigningKey, b64

__all__ = [
    "AccessClaims",
    "KeyRing",
    "KeyRingBroken",
    "read_access",
    "read_payload",
    "sign_access",
    "sign_payload",
]


ACCESS_TYPE: Final = "at+jwt"
MAX_LENGTH: Final = 4096
LEEWAY: Final = 5
MAX_LIFETIME: Final = 3600
_CACHED: Final = 4096
_SEGMENTS: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})", re.ASCII)


class AccessClaims(BaseModel):
    """What an access token says: the person (`sub`), the session (`sid`), the token (`jti`) and its times."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    iss: str
    aud: str
    sub: UUID
    sid: UUID
    jti: UUID
    iat: int = Field(ge=0, lt=2**40)
    nbf: int = Field(ge=0, lt=2**40)
    exp: int = Field(ge=0, lt=2**40)


class _Forged(Exception):
    """The token is not one of ours."""


@lru_cache(maxsize=128)
def _jose_key(pem: str) -> JoseKey:
    return jwk.construct(pem, "ES256")


def _refused() -> Refusal:
    return Refusal(
        "token_invalid",
        N_("انتهت جلستك أو لم تعد صالحة. سجّل الدخول من جديد."),
        status=401,
        headers={"WWW-Authenticate": "Bearer"},
    )


def _not_json(_: str) -> NoReturn:
    raise _Forged


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _Forged
    return dict(pairs)


def _strict_object(raw: bytes) -> dict[str, Any]:
    value = json.loads(
        raw.decode(), object_pairs_hook=_no_twins, parse_constant=_not_json, parse_float=_not_json
    )
    if not isinstance(value, dict):
        raise _Forged
    return value


def _canonical(segment: str) -> bytes:
    raw = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    if b64(raw) != segment:
        raise _Forged
    return raw


def _open(
    ring: KeyRing, purpose: Purpose, typ: str, token: str, *, retired: bool
) -> tuple[SigningKey, bytes]:
    """Check a token's form and header; return the key it names and its payload, **not yet verified**."""
    if len(token) > MAX_LENGTH:
        raise _Forged
    parts = _SEGMENTS.fullmatch(token)
    if parts is None:
        raise _Forged
    header_bytes, payload, _ = (_canonical(part) for part in parts.groups())
    header = _strict_object(header_bytes)
    if header.keys() != {"alg", "typ", "kid"} or header["alg"] != "ES256" or header["typ"] != typ:
        raise _Forged
    key = (
        ring.find(purpose, header["kid"], retired=retired)
        if isinstance(header["kid"], str)
        else None
    )
    if key is None:
        raise _Forged
    return key, payload


def sign_access(
    ring: KeyRing,
    *,
    issuer: str,
    audience: str,
    sub: UUID,
    sid: UUID,
    now: datetime,
    lifetime: int = 600,
) -> str:
    """Return an access token of `lifetime` seconds (at most an hour) for a person's session."""
    if not 0 < lifetime <= MAX_LIFETIME:
        msg = f"a lifetime of {lifetime} s is outside 1..{MAX_LIFETIME}"
        raise ValueError(msg)
    start = int(now.timestamp())
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": str(sub),
        "sid": str(sid),
        "jti": str(uuid7()),
        "iat": start,
        "nbf": start,
        "exp": start + lifetime,
    }
    key = ring.active("access")
    return str(
        jwt.encode(
            claims,
            _jose_key(key.pem),
            algorithm="ES256",
            headers={"typ": ACCESS_TYPE, "kid": key.kid},
        )
    )


def read_access(
    ring: KeyRing, token: str, *, issuer: str, audience: str, now: datetime | None = None
) -> AccessClaims:
    """Return the claims of a genuine, current access token; anything else is `token_invalid` (401)."""
    moment = time.time() if now is None else now.timestamp()
    try:
        # The digest only finds an earlier verification; nothing is identified by it (use jti or sid).
        name = (hashlib.sha256(token.encode()).digest(), issuer, audience)
        claims: AccessClaims | None = ring.verified.get(name)
        if claims is None:
            claims = _verify_access(ring, token, issuer, audience)
            _check_times(claims, moment)
            _remember(ring, name, claims)
        else:
            _check_times(claims, moment)
    except Exception:  # noqa: BLE001 -- whatever a forged token raises inside jose is the same 401
        raise _refused() from None
    return claims


# The times are checked below against the caller's clock, which jose cannot be given.
_OPTIONS: Final = {
    **{f"require_{claim}": True for claim in ("aud", "iat", "iss", "sub", "jti")},
    "verify_exp": False,
    "verify_nbf": False,
}


def _verify_access(ring: KeyRing, token: str, issuer: str, audience: str) -> AccessClaims:
    key, payload = _open(ring, "access", ACCESS_TYPE, token, retired=False)
    raw = _strict_object(payload)
    jwt.decode(
        token,
        _jose_key(key.public_pem),
        algorithms=["ES256"],
        audience=audience,
        issuer=issuer,
        options=_OPTIONS,
    )
    claims = AccessClaims.model_validate_json(payload)
    if claims.aud != audience or claims.iss != issuer:
        raise _Forged
    if any(raw[name] != str(getattr(claims, name)) for name in ("sub", "sid", "jti")):
        raise _Forged
    return claims


def _remember(ring: KeyRing, name: tuple[bytes, str, str], claims: AccessClaims) -> None:
    with ring.lock:
        if len(ring.verified) >= _CACHED:
            del ring.verified[next(iter(ring.verified))]
        ring.verified[name] = claims


def _check_times(claims: AccessClaims, moment: float) -> None:
    if not (
        claims.iat <= moment + LEEWAY
        and claims.nbf <= moment + LEEWAY
        and moment - LEEWAY < claims.exp
    ):
        raise _Forged
    if not 0 < claims.exp - claims.iat <= MAX_LIFETIME:
        raise _Forged


def sign_payload(ring: KeyRing, purpose: Purpose, *, typ: str, payload: bytes) -> str:
    """Return the compact JWS of `payload` under header `{"alg","kid","typ"}`, by the purpose's active key."""
    key = ring.active(purpose)
    return str(
        jws.sign(
            payload, _jose_key(key.pem), headers={"typ": typ, "kid": key.kid}, algorithm="ES256"
        )
    )


def read_payload(
    ring: KeyRing, purpose: Purpose, *, typ: str, token: str, retired: bool = False
) -> bytes:
    """Return a genuine JWS's payload; else `token_invalid` (401). The caller checks what the payload says.

    `retired` also takes keys that no longer sign: old checkpoints stay verifiable.
    """
    try:
        key, payload = _open(ring, purpose, typ, token, retired=retired)
        jws.verify(token, _jose_key(key.public_pem), algorithms=["ES256"])
    except Exception:  # noqa: BLE001 -- whatever a forged token raises inside jose is the same 401
        raise _refused() from None
    return payload
