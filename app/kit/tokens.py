"""Signed tokens (compact JWS, ES256) and their key rings: the only module that may import jose.

python-jose decodes too much: it takes a DER public key for an HMAC secret (CVE-2026-85394), any `typ`,
an unknown `crit`, `exp` as a string. So the form, the header and the claims are checked here, jose only
sees a token whose header names ES256 and one of our own key objects, and every failure is the same 401.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import hashlib
import json
import os
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal, NoReturn, get_args
from uuid import UUID

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk, jws, jwt
from jose.backends.base import Key as JoseKey
from pydantic import BaseModel, ConfigDict, Field

from app.kit.errors import N_, Refusal
from app.kit.ids import uuid7

Purpose = Literal["access", "checkpoint", "file"]
State = Literal["next", "active", "verify", "retired"]

ACCESS_TYPE: Final = "at+jwt"
MAX_LENGTH: Final = 4096
LEEWAY: Final = 5
MAX_LIFETIME: Final = 3600
_CACHED: Final = 4096
_SIGNATURE_CHARS: Final = 86
_SEGMENTS: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})", re.ASCII)
_BLOCK: Final = re.compile(
    r"kid: (?P<kid>[A-Za-z0-9_-]{43})\nstate: (?P<state>next|active|verify|retired)\n"
    r"(?P<pem>-----BEGIN PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+-----END PRIVATE KEY-----\n)\n?"
)
_AFTER: Final[dict[State, State]] = {
    "next": "active",
    "active": "verify",
    "verify": "retired",
    "retired": "retired",
}
_STILL_READ: Final[frozenset[State]] = frozenset({"next", "active", "verify"})


class KeyRingBroken(Exception):
    """The key folder cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One ES256 key: its RFC 7638 thumbprint, its state, and jose's prebuilt key objects."""

    kid: str
    state: State
    pem: str
    private: JoseKey
    public: JoseKey
    x: str
    y: str


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _key(pem: str, state: State) -> SigningKey:
    private = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.curve.name != "secp256r1":
        msg = "not a P-256 key"
        raise KeyRingBroken(msg)
    numbers = private.public_key().public_numbers()
    x, y = _b64(numbers.x.to_bytes(32, "big")), _b64(numbers.y.to_bytes(32, "big"))
    thumb = hashlib.sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode()).digest()
    public_pem = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return SigningKey(
        _b64(thumb), state, pem, jwk.construct(pem, "ES256"), jwk.construct(public_pem.decode(), "ES256"), x, y
    )


def _new_key(state: State) -> SigningKey:
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return _key(pem.decode(), state)


class KeyRing:
    """The keys of each purpose, kept as one file `<purpose>.pem` each: blocks of kid, state and PEM.

    One file per purpose makes a rotation one atomic replacement: a crash leaves the old ring or the new.
    """

    def __init__(self, folder: Path, keys: dict[Purpose, tuple[SigningKey, ...]]) -> None:
        self.folder = folder
        self._keys = keys
        self._by_kid = {purpose: {key.kid: key for key in ring} for purpose, ring in keys.items()}
        self._verified: dict[tuple[bytes, str, str], AccessClaims] = {}
        self._lock = threading.Lock()

    @classmethod
    def load(cls, folder: Path, *, create: bool = True) -> KeyRing:
        """Read the ring in `folder`; with `create`, make what is missing (folder 0700, files 0600).

        Raises `KeyRingBroken` when a file is missing (without `create`), damaged or readable by others.
        """
        if create:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not folder.is_dir():
            msg = f"there is no key folder at {folder}"
            raise KeyRingBroken(msg)
        if create and any(not (folder / f"{purpose}.pem").exists() for purpose in get_args(Purpose)):
            with _alone(folder):
                for purpose in get_args(Purpose):
                    if not (folder / f"{purpose}.pem").exists():
                        _write(folder / f"{purpose}.pem", (_new_key("active"), _new_key("next")))
        return cls(folder, {purpose: _read(folder / f"{purpose}.pem") for purpose in get_args(Purpose)})

    def rotate(self, purpose: Purpose) -> SigningKey:
        """Move every key one state on (next → active → verify → retired), make a new next, return the active."""
        with _alone(self.folder):
            path = self.folder / f"{purpose}.pem"
            moved = tuple(_key(key.pem, _AFTER[key.state]) for key in _read(path))
            keys = (*moved, _new_key("next"))
            _write(path, keys)
        with self._lock:
            self._keys = {**self._keys, purpose: keys}
            self._by_kid = {**self._by_kid, purpose: {key.kid: key for key in keys}}
            self._verified.clear()
        return self.active(purpose)

    def keys(self, purpose: Purpose) -> tuple[SigningKey, ...]:
        """Return every key of a purpose, retired ones included, oldest first."""
        return self._keys[purpose]

    def active(self, purpose: Purpose) -> SigningKey:
        """Return the key that signs."""
        return next(key for key in self._keys[purpose] if key.state == "active")

    def find(self, purpose: Purpose, kid: str, *, retired: bool = False) -> SigningKey | None:
        """Return the key that may still verify, or nothing; `retired` admits retired keys too."""
        key = self._by_kid[purpose].get(kid)
        return key if key is not None and (retired or key.state in _STILL_READ) else None

    def public_keys(self, purpose: Purpose) -> list[dict[str, str]]:
        """Return the public halves as `{"kid", "crv", "x", "y"}` (unpadded base64url), oldest first."""
        return [{"kid": key.kid, "crv": "P-256", "x": key.x, "y": key.y} for key in self._keys[purpose]]

    def remembered(self, name: tuple[bytes, str, str]) -> AccessClaims | None:
        """Return the claims of a token verified before; the caller checks its times again."""
        return self._verified.get(name)

    def remember(self, name: tuple[bytes, str, str], claims: AccessClaims) -> None:
        """Keep verified claims, the oldest leaving when the store is full."""
        with self._lock:
            if len(self._verified) >= _CACHED:
                del self._verified[next(iter(self._verified))]
            self._verified[name] = claims


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time create or rotate keys."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, keys: tuple[SigningKey, ...]) -> None:
    text = "\n".join(f"kid: {key.kid}\nstate: {key.state}\n{key.pem}" for key in keys)
    descriptor, name = tempfile.mkstemp(dir=path.parent)  # 0600 by definition
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> tuple[SigningKey, ...]:
    if not path.exists():
        msg = f"the key file {path} is missing"
        raise KeyRingBroken(msg)
    if path.stat().st_mode & 0o077:
        msg = f"others can read {path}: run `chmod 600 {path}`"
        raise KeyRingBroken(msg)
    text = path.read_text()
    keys: list[SigningKey] = []
    place = 0
    while place < len(text):
        block = _BLOCK.match(text, place)
        if block is None:
            msg = f"{path} is damaged at character {place}"
            raise KeyRingBroken(msg)
        state: Any = block["state"]
        key = _key(block["pem"], state)
        if key.kid != block["kid"]:
            msg = f"{path} names a key by the wrong kid: {block['kid']}"
            raise KeyRingBroken(msg)
        keys.append(key)
        place = block.end()
    if [key.state for key in keys].count("active") != 1:
        msg = f"{path} does not hold exactly one active key"
        raise KeyRingBroken(msg)
    return tuple(keys)


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


class _Forged(Exception):  # noqa: N818 -- never leaves this module
    """The token is not one of ours."""


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
    value = json.loads(raw.decode(), object_pairs_hook=_no_twins, parse_constant=_not_json, parse_float=_not_json)
    if not isinstance(value, dict):
        raise _Forged
    return value


def _canonical(segment: str) -> bytes:
    raw = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    if _b64(raw) != segment:
        raise _Forged
    return raw


def _open(ring: KeyRing, purpose: Purpose, typ: str, token: str, *, retired: bool) -> tuple[SigningKey, bytes]:
    """Check a token's form and header; return the key it names and its payload, **not yet verified**."""
    if not isinstance(token, str) or len(token) > MAX_LENGTH:
        raise _Forged
    parts = _SEGMENTS.fullmatch(token)
    if parts is None:
        raise _Forged
    header_bytes, payload, _ = (_canonical(part) for part in parts.groups())
    header = _strict_object(header_bytes)
    if header.keys() != {"alg", "typ", "kid"} or header["alg"] != "ES256" or header["typ"] != typ:
        raise _Forged
    key = ring.find(purpose, header["kid"], retired=retired) if isinstance(header["kid"], str) else None
    if key is None:
        raise _Forged
    return key, payload


def sign_access(  # noqa: PLR0913 -- every claim is named by the caller
    ring: KeyRing, *, issuer: str, audience: str, sub: UUID, sid: UUID, now: datetime, lifetime: int = 600
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
    return jwt.encode(claims, key.private, algorithm="ES256", headers={"typ": ACCESS_TYPE, "kid": key.kid})


def read_access(
    ring: KeyRing, token: str, *, issuer: str, audience: str, now: datetime | None = None
) -> AccessClaims:
    """Return the claims of a genuine, current access token; anything else is `token_invalid` (401)."""
    moment = time.time() if now is None else now.timestamp()
    try:
        # The digest only finds an earlier verification; nothing is identified by it (use jti or sid).
        name = (hashlib.sha256(token.encode()).digest(), issuer, audience)
        claims = ring.remembered(name)
        if claims is None:
            claims = _verify_access(ring, token, issuer, audience)
            _check_times(claims, moment)
            ring.remember(name, claims)
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
    jwt.decode(token, key.public, algorithms=["ES256"], audience=audience, issuer=issuer, options=_OPTIONS)
    claims = AccessClaims.model_validate_json(payload)
    if claims.aud != audience or claims.iss != issuer:
        raise _Forged
    if any(raw[name] != str(getattr(claims, name)) for name in ("sub", "sid", "jti")):
        raise _Forged
    return claims


def _check_times(claims: AccessClaims, moment: float) -> None:
    if not (claims.iat <= moment + LEEWAY and claims.nbf <= moment + LEEWAY and moment - LEEWAY < claims.exp):
        raise _Forged
    if not 0 < claims.exp - claims.iat <= MAX_LIFETIME:
        raise _Forged


def sign_payload(ring: KeyRing, purpose: Purpose, *, typ: str, payload: bytes) -> str:
    """Return the compact JWS of `payload` under header `{"alg","kid","typ"}`, by the purpose's active key."""
    key = ring.active(purpose)
    return jws.sign(payload, key.private, headers={"typ": typ, "kid": key.kid}, algorithm="ES256")


def read_payload(ring: KeyRing, purpose: Purpose, *, typ: str, token: str, retired: bool = False) -> bytes:
    """Return a genuine JWS's payload; else `token_invalid` (401). The caller checks what the payload says.

    `retired` also takes keys that no longer sign: old checkpoints stay verifiable.
    """
    try:
        key, payload = _open(ring, purpose, typ, token, retired=retired)
        jws.verify(token, key.public, algorithms=["ES256"])
    except Exception:  # noqa: BLE001 -- whatever a forged token raises inside jose is the same 401
        raise _refused() from None
    return payload
