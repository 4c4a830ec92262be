"""Key rings: the ES256 keys of each purpose as PEM files, with their states and their rotation."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

Purpose = Literal["access", "checkpoint", "file"]
State = Literal["next", "active", "verify", "retired"]

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
    """One ES256 key: its RFC 7638 thumbprint, its state, both halves as PEM, the public point."""

    kid: str
    state: State
    pem: str
    public_pem: str
    x: str
    y: str


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _key(pem: str, state: State) -> SigningKey:
    private = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.curve.name != "secp256r1":
        msg = "not a P-256 key"
        raise KeyRingBroken(msg)
    numbers = private.public_key().public_numbers()
    x, y = b64(numbers.x.to_bytes(32, "big")), b64(numbers.y.to_bytes(32, "big"))
    thumb = hashlib.sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode()).digest()
    public_pem = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return SigningKey(b64(thumb), state, pem, public_pem.decode(), x, y)


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
        # Tokens verified before, kept by `tokens`; a rotation forgets them.
        self.verified: dict[tuple[bytes, str, str], Any] = {}
        self.lock = threading.Lock()

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
        if create and any(
            not (folder / f"{purpose}.pem").exists() for purpose in get_args(Purpose)
        ):
            with _alone(folder):
                for purpose in get_args(Purpose):
                    if not (folder / f"{purpose}.pem").exists():
                        _write(folder / f"{purpose}.pem", (_new_key("active"), _new_key("next")))
        return cls(
            folder, {purpose: _read(folder / f"{purpose}.pem") for purpose in get_args(Purpose)}
        )

    def rotate(self, purpose: Purpose) -> SigningKey:
        """Move every key one state on (next → active → verify → retired), make a new next, return the active."""
        with _alone(self.folder):
            path = self.folder / f"{purpose}.pem"
            moved = tuple(_key(key.pem, _AFTER[key.state]) for key in _read(path))
            keys = (*moved, _new_key("next"))
            _write(path, keys)
        with self.lock:
            self._keys = {**self._keys, purpose: keys}
            self._by_kid = {**self._by_kid, purpose: {key.kid: key for key in keys}}
            self.verified.clear()
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
        return [
            {"kid": key.kid, "crv": "P-256", "x": key.x, "y": key.y} for key in self._keys[purpose]
        ]


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
