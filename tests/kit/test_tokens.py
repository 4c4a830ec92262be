"""Tokens: what we sign is read, and every known kind of forgery is the same 401."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

from app.kit import tokens
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.kit.keys import KeyRing, KeyRingBroken

ISSUER, AUDIENCE = "https://awards.example", "tahkeem"
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
START = int(NOW.timestamp())
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    return KeyRing.load(tmp_path_factory.mktemp("ring"))


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Forger:
    """Signs anything, with our key or another's."""

    def __init__(self, ring: KeyRing) -> None:
        self.ring = ring
        self.key = ring.active("access")
        self.private = serialization.load_pem_private_key(self.key.pem.encode(), None)
        self.header: dict[str, Any] = {"alg": "ES256", "kid": self.key.kid, "typ": "at+jwt"}
        self.claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(uuid4()),
            "sid": str(uuid4()),
            "jti": str(uuid7()),
            "iat": START,
            "nbf": START,
            "exp": START + 600,
        }

    def signature(self, signed: str, key: Any = None) -> bytes:
        der = (key or self.private).sign(signed.encode(), ec.ECDSA(hashes.SHA256()))
        r, s = utils.decode_dss_signature(der)
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def raw(self, header: bytes, payload: bytes, key: Any = None) -> str:
        signed = f"{b64(header)}.{b64(payload)}"
        return f"{signed}.{b64(self.signature(signed, key))}"

    def sign(
        self, header: dict[str, Any] | None = None, claims: dict[str, Any] | None = None
    ) -> str:
        wanted = self.header if header is None else header
        said = self.claims if claims is None else claims
        return self.raw(json.dumps(wanted).encode(), json.dumps(said).encode())

    def head(self, **changes: Any) -> str:
        return self.sign(header={k: v for k, v in (self.header | changes).items() if v is not ...})

    def say(self, **changes: Any) -> str:
        return self.sign(claims={k: v for k, v in (self.claims | changes).items() if v is not ...})

    def hmac(self, secret: bytes, alg: str = "HS256") -> str:
        signed = f"{b64(json.dumps(self.header | {'alg': alg}).encode())}.{b64(json.dumps(self.claims).encode())}"
        return f"{signed}.{b64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"

    def public(self, encoding: str, form: str = "SubjectPublicKeyInfo") -> bytes:
        return self.private.public_key().public_bytes(
            getattr(serialization.Encoding, encoding), getattr(serialization.PublicFormat, form)
        )

    def parts(self) -> list[str]:
        return self.sign().split(".")

    def malleable(self) -> str:
        head, body, signature = self.parts()
        raw = unb64(signature)
        s = N - int.from_bytes(raw[32:], "big")
        return f"{head}.{body}.{b64(raw[:32] + s.to_bytes(32, 'big'))}"

    def noncanonical(self) -> str:
        """The signature's last character carries four unused bits: set one of them."""
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        head, body, signature = self.parts()
        return f"{head}.{body}.{signature[:-1]}{alphabet[alphabet.index(signature[-1]) | 1]}"

    def loose_payload(self) -> str:
        """A signed payload segment with non-zero spare bits."""
        payload = json.dumps(self.claims).encode()
        payload += b" " * ((1 - len(payload)) % 3)  # one byte over: four spare bits
        segment = b64(payload)
        segment = segment[:-1] + chr(ord(segment[-1]) + 1)
        signed = f"{b64(json.dumps(self.header).encode())}.{segment}"
        return f"{signed}.{b64(self.signature(signed))}"

    def stranger(self) -> str:
        return self.raw(
            json.dumps(self.header).encode(),
            json.dumps(self.claims).encode(),
            ec.generate_private_key(ec.SECP256R1()),
        )

    def own_jwk(self) -> str:
        return self.head(jwk={"kty": "EC", "crv": "P-256", "x": self.key.x, "y": self.key.y})

    def twin(self, name: str, where: str) -> str:
        header, claims = json.dumps(self.header), json.dumps(self.claims)
        if where == "header":
            header = f'{header[:-1]}, "{name}": {json.dumps(self.header[name])}}}'
        else:
            claims = f'{claims[:-1]}, "{name}": {json.dumps(self.claims[name])}}}'
        return self.raw(header.encode(), claims.encode())

    def payload_text(self, old: str, new: str) -> str:
        text = json.dumps(self.claims)
        assert old in text
        return self.raw(json.dumps(self.header).encode(), text.replace(old, new, 1).encode())


FORGERIES: dict[str, Callable[[Forger], str]] = {
    # The algorithm
    "alg none, no signature": lambda f: (
        f"{b64(json.dumps(f.header | {'alg': 'none'}).encode())}.{f.parts()[1]}."
    ),
    "alg none, old signature": lambda f: f.head(alg="none"),
    "alg NONE": lambda f: f.head(alg="NONE"),
    "alg missing": lambda f: f.head(alg=...),
    "alg lower case": lambda f: f.head(alg="es256"),
    "alg ES384": lambda f: f.head(alg="ES384"),
    "alg RS256": lambda f: f.head(alg="RS256"),
    "alg a list": lambda f: f.head(alg=["ES256"]),
    "HS256 with the PEM public key": lambda f: f.hmac(f.public("PEM")),
    "HS256 with the DER public key": lambda f: f.hmac(f.public("DER")),
    "HS256 with the raw point": lambda f: f.hmac(f.public("X962", "UncompressedPoint")),
    "HS256 with an empty secret": lambda f: f.hmac(b""),
    "HS256 signature under alg ES256": lambda f: f.hmac(f.public("DER"), "ES256"),
    # The header
    "typ JWT": lambda f: f.head(typ="JWT"),
    "typ missing": lambda f: f.head(typ=...),
    "typ of a checkpoint": lambda f: f.head(typ="tahkeem-checkpoint+jws"),
    "kid missing": lambda f: f.head(kid=...),
    "kid unknown": lambda f: f.head(kid="nobody"),
    "kid a number": lambda f: f.head(kid=7),
    "kid a list": lambda f: f.head(kid=[f.key.kid]),
    "kid a path": lambda f: f.head(kid="../../etc/passwd"),
    "kid of a checkpoint key": lambda f: f.head(kid=f.ring.active("checkpoint").kid),
    "crit": lambda f: f.head(crit=["exp"]),
    "unknown crit": lambda f: f.head(crit=["b64"], b64=False),
    "jwk in the header": lambda f: f.own_jwk(),
    "jku": lambda f: f.head(jku="https://evil.example/keys"),
    "x5c": lambda f: f.head(x5c=["MII"]),
    "x5u": lambda f: f.head(x5u="https://evil.example"),
    "cty": lambda f: f.head(cty="JWT"),
    "zip": lambda f: f.head(zip="DEF"),
    "header twice the same key": lambda f: f.twin("alg", "header"),
    "header not an object": lambda f: f.raw(b'["ES256"]', json.dumps(f.claims).encode()),
    "header not JSON": lambda f: f.raw(b"ES256", json.dumps(f.claims).encode()),
    "header not UTF-8": lambda f: f.raw(b'{"alg":"\xff"}', json.dumps(f.claims).encode()),
    "header UTF-16": lambda f: f.raw(
        json.dumps(f.header).encode("utf-16"), json.dumps(f.claims).encode()
    ),
    "header in a byte-order mark": lambda f: f.raw(
        b"\xef\xbb\xbf" + json.dumps(f.header).encode(), json.dumps(f.claims).encode()
    ),
    # The signature
    "a stranger's key": lambda f: f.stranger(),
    "signature of zeros": lambda f: ".".join([*f.parts()[:2], b64(bytes(64))]),
    "signature cut": lambda f: f.sign()[:-4],
    "signature in DER": lambda f: ".".join(
        [
            *f.parts()[:2],
            b64(f.private.sign(".".join(f.parts()[:2]).encode(), ec.ECDSA(hashes.SHA256()))),
        ]
    ),
    "signature of another token": lambda f: ".".join(
        [*f.parts()[:2], f.say(exp=START + 9).split(".")[2]]
    ),
    "signature not canonical": lambda f: f.noncanonical(),
    "payload changed": lambda f: ".".join(
        [f.parts()[0], b64(json.dumps(f.claims | {"sub": str(uuid4())}).encode()), f.parts()[2]]
    ),
    # The form
    "empty": lambda _: "",
    "one segment": lambda f: f.parts()[0],
    "two segments": lambda f: ".".join(f.parts()[:2]),
    "four segments": lambda f: f.sign() + ".e30",
    "five segments, as a JWE": lambda _: ".".join(
        (b64(b'{"alg":"dir","enc":"A256GCM"}'), "", b64(bytes(12)), b64(b"x"), b64(bytes(16)))
    ),
    "JWE around a token": lambda f: (
        f"{b64(json.dumps({'alg': 'ECDH-ES', 'enc': 'A128GCM', 'cty': 'JWT'}).encode())}.{b64(f.sign().encode())}.{b64(bytes(64))}"
    ),
    "a token in a token": lambda f: f.raw(json.dumps(f.header).encode(), f.sign().encode()),
    "JSON serialisation": lambda f: json.dumps(
        dict(zip(("protected", "payload", "signature"), f.parts(), strict=True))
    ),
    "padding": lambda f: f.parts()[0] + "=." + ".".join(f.parts()[1:]),
    "padding at the end": lambda f: f.sign() + "==",
    "payload not canonical": lambda f: f.loose_payload(),
    "standard base64": lambda f: f.parts()[0] + "+/." + ".".join(f.parts()[1:]),
    "leading space": lambda f: " " + f.sign(),
    "trailing newline": lambda f: f.sign() + "\n",
    "newline inside": lambda f: f.sign().replace(".", ".\n", 1),
    "NUL at the end": lambda f: f.sign() + "\0",
    "full-width letters": lambda f: f.sign().replace("e", "ｅ", 1),
    "Arabic digits": lambda f: f.sign() + "٣",
    "lone surrogate": lambda f: f.sign() + "\ud800",
    "longer than 4 096": lambda f: f.say(iss="x" * 5000),
    "enormous": lambda _: "a" * 1_000_000 + ".b.c",
    "deeply nested": lambda f: f.raw(b"[" * 1400, b"{}"),
    # The claims
    "exp missing": lambda f: f.say(exp=...),
    "exp null": lambda f: f.say(exp=None),
    "exp a string": lambda f: f.say(exp=str(START + 600)),
    "exp a float": lambda f: f.say(exp=START + 600.0),
    "exp with an exponent": lambda f: f.payload_text(f'"exp": {START + 600}', '"exp": 9e9'),
    "exp Infinity": lambda f: f.say(exp=float("inf")),
    "exp NaN": lambda f: f.say(exp=float("nan")),
    "exp true": lambda f: f.say(exp=True),
    "exp of a thousand digits": lambda f: f.payload_text(
        f'"exp": {START + 600}', f'"exp": {"9" * 1000}'
    ),
    "exp far off": lambda f: f.say(exp=START + 10 * 365 * 86400),
    "exp before iat": lambda f: f.say(exp=START - 1, iat=START),
    "expired": lambda f: f.say(iat=START - 700, nbf=START - 700, exp=START - 100),
    "exp negative": lambda f: f.say(exp=-1),
    "nbf missing": lambda f: f.say(nbf=...),
    "nbf to come": lambda f: f.say(nbf=START + 60),
    "iat missing": lambda f: f.say(iat=...),
    "iat to come": lambda f: f.say(iat=START + 60),
    "aud missing": lambda f: f.say(aud=...),
    "aud another's": lambda f: f.say(aud="elsewhere"),
    "aud a list": lambda f: f.say(aud=[AUDIENCE]),
    "aud a list of two": lambda f: f.say(aud=[AUDIENCE, "elsewhere"]),
    "aud null": lambda f: f.say(aud=None),
    "iss missing": lambda f: f.say(iss=...),
    "iss another's": lambda f: f.say(iss="https://evil.example"),
    "iss with a slash": lambda f: f.say(iss=ISSUER + "/"),
    "iss a list": lambda f: f.say(iss=[ISSUER]),
    "sub missing": lambda f: f.say(sub=...),
    "sub no UUID": lambda f: f.say(sub="admin"),
    "sub a number": lambda f: f.say(sub=1),
    "sub in braces": lambda f: f.say(sub=f"{{{f.claims['sub']}}}"),
    "sub in capitals": lambda f: f.say(sub="A" * 8 + "-AAAA-4AAA-8AAA-" + "A" * 12),
    "sub as a URN": lambda f: f.say(sub=f"urn:uuid:{f.claims['sub']}"),
    "sid missing": lambda f: f.say(sid=...),
    "jti missing": lambda f: f.say(jti=...),
    "a claim too many": lambda f: f.say(role="admin"),
    "a claim twice": lambda f: f.twin("sub", "claims"),
    "claims not an object": lambda f: f.raw(json.dumps(f.header).encode(), b"[]"),
    "claims not JSON": lambda f: f.raw(json.dumps(f.header).encode(), b"sub"),
    "claims empty": lambda f: f.raw(json.dumps(f.header).encode(), b"{}"),
    "claims not UTF-8": lambda f: f.raw(json.dumps(f.header).encode(), b'{"sub":"\xff"}'),
}


def read(ring: KeyRing, token: str, now: datetime = NOW) -> tokens.AccessClaims:
    return tokens.read_access(ring, token, issuer=ISSUER, audience=AUDIENCE, now=now)


def test_at_least_forty_kinds_of_forgery() -> None:
    assert len(FORGERIES) >= 40


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forgery_is_refused(ring: KeyRing, kind: str) -> None:
    token = FORGERIES[kind](Forger(ring))
    for _ in range(2):  # neither the first time nor from the cache
        with pytest.raises(Refusal) as refused:
            read(ring, token)
        assert (refused.value.code, refused.value.status, refused.value.facts) == (
            "token_invalid",
            401,
            {},
        )
        assert refused.value.__cause__ is None


def test_the_forgers_own_genuine_token_passes(ring: KeyRing) -> None:
    forger = Forger(ring)
    assert str(read(ring, forger.sign()).sub) == forger.claims["sub"]


def test_a_malleable_signature_is_the_same_token_by_its_jti(ring: KeyRing) -> None:
    # ECDSA has two signatures for one message: tokens are known by jti, never by their bytes.
    forger = Forger(ring)
    assert read(ring, forger.malleable()) == read(ring, forger.sign())


def test_what_is_signed_is_read(ring: KeyRing) -> None:
    sub, sid = uuid4(), uuid4()
    token = tokens.sign_access(ring, issuer=ISSUER, audience=AUDIENCE, sub=sub, sid=sid, now=NOW)
    claims = read(ring, token)
    assert (claims.sub, claims.sid, claims.iat, claims.exp) == (sub, sid, START, START + 600)
    assert json.loads(unb64(token.split(".")[0])) == {
        "alg": "ES256",
        "kid": ring.active("access").kid,
        "typ": "at+jwt",
    }
    with pytest.raises(ValueError, match="frozen"):
        claims.sub = sid


def test_a_remembered_token_still_expires(ring: KeyRing) -> None:
    token = tokens.sign_access(
        ring, issuer=ISSUER, audience=AUDIENCE, sub=uuid4(), sid=uuid4(), now=NOW
    )
    assert read(ring, token) is read(ring, token)
    assert read(ring, token, NOW + timedelta(seconds=604))
    for moment in (NOW + timedelta(seconds=605), NOW - timedelta(seconds=6)):
        with pytest.raises(Refusal):
            read(ring, token, moment)
    with pytest.raises(Refusal):
        tokens.read_access(ring, token, issuer=ISSUER, audience="elsewhere", now=NOW)


def test_without_a_clock_the_machines_counts(ring: KeyRing) -> None:
    now = datetime.now(UTC)
    token = tokens.sign_access(
        ring, issuer=ISSUER, audience=AUDIENCE, sub=uuid4(), sid=uuid4(), now=now
    )
    assert tokens.read_access(ring, token, issuer=ISSUER, audience=AUDIENCE)


def test_the_cache_is_bounded(ring: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_CACHED", 3)
    ring.verified.clear()
    forger = Forger(ring)
    for _ in range(5):
        read(ring, forger.say(jti=str(uuid7())))
    assert len(ring.verified) == 3


@pytest.mark.parametrize("lifetime", [0, -1, 3601])
def test_a_strange_lifetime_is_a_programming_error(ring: KeyRing, lifetime: int) -> None:
    with pytest.raises(ValueError, match="lifetime"):
        tokens.sign_access(
            ring,
            issuer=ISSUER,
            audience=AUDIENCE,
            sub=uuid4(),
            sid=uuid4(),
            now=NOW,
            lifetime=lifetime,
        )


def test_payloads_are_signed_byte_for_byte(ring: KeyRing) -> None:
    payload = b'{"log":"a","root":"b","size":1}'
    token = tokens.sign_payload(ring, "checkpoint", typ="tahkeem-checkpoint+jws", payload=payload)
    assert (
        tokens.read_payload(ring, "checkpoint", typ="tahkeem-checkpoint+jws", token=token)
        == payload
    )
    for purpose, typ in (("file", "tahkeem-checkpoint+jws"), ("checkpoint", "receipt+jws")):
        with pytest.raises(Refusal) as refused:
            tokens.read_payload(ring, purpose, typ=typ, token=token)  # type: ignore[arg-type]
        assert refused.value.code == "token_invalid"


def test_a_ring_is_made_private_and_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "keys"
    ring = KeyRing.load(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    names = sorted(path.name for path in folder.glob("*.pem"))
    assert names == ["access.pem", "checkpoint.pem", "file.pem"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    again = KeyRing.load(folder, create=False)
    assert again.keys("access") == ring.keys("access")
    kids = {key.kid for purpose in ("access", "checkpoint", "file") for key in ring.keys(purpose)}
    assert len(kids) == 6


def test_rotation_keeps_old_tokens_until_the_key_retires(tmp_path: Path) -> None:
    ring = KeyRing.load(tmp_path / "keys")
    other = KeyRing.load(tmp_path / "keys")
    coming = next(key.kid for key in ring.keys("access") if key.state == "next")
    old = tokens.sign_access(
        ring, issuer=ISSUER, audience=AUDIENCE, sub=uuid4(), sid=uuid4(), now=NOW
    )
    checkpoint = tokens.sign_payload(ring, "checkpoint", typ="c", payload=b"{}")
    assert ring.rotate("access").kid == coming
    new = tokens.sign_access(
        ring, issuer=ISSUER, audience=AUDIENCE, sub=uuid4(), sid=uuid4(), now=NOW
    )
    assert read(ring, old)
    assert read(ring, new)
    assert read(other, new), "a process with the ring of before takes the next key already"
    ring.rotate("access")
    with pytest.raises(Refusal):
        read(ring, old)
    assert read(ring, new)
    assert [key.state for key in KeyRing.load(tmp_path / "keys").keys("access")] == [
        "retired",
        "verify",
        "active",
        "next",
    ]
    ring.rotate("checkpoint")
    ring.rotate("checkpoint")
    with pytest.raises(Refusal):
        tokens.read_payload(ring, "checkpoint", typ="c", token=checkpoint)
    assert tokens.read_payload(ring, "checkpoint", typ="c", token=checkpoint, retired=True) == b"{}"
    assert [set(key) for key in ring.public_keys("checkpoint")] == [{"kid", "crv", "x", "y"}] * 4


def test_a_broken_ring_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyRingBroken, match="no key folder"):
        KeyRing.load(tmp_path / "none", create=False)
    folder = tmp_path / "keys"
    KeyRing.load(folder)
    path = folder / "access.pem"
    good = path.read_text()
    path.chmod(0o644)
    with pytest.raises(KeyRingBroken, match="chmod 600"):
        KeyRing.load(folder)
    path.chmod(0o600)
    kids = [line for line in good.splitlines() if line.startswith("kid")]
    for bad, reason in (
        (good + "x", "damaged"),
        (good.replace("state: next", "state: active"), "exactly one active"),
        (good.replace(kids[0], "kid: " + "A" * 43), "wrong kid"),
    ):
        path.write_text(bad)
        with pytest.raises(KeyRingBroken, match=reason):
            KeyRing.load(folder)
    path.unlink()
    with pytest.raises(KeyRingBroken, match="missing"):
        KeyRing.load(folder, create=False)


def test_a_key_of_another_curve_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    KeyRing.load(folder)
    path = folder / "file.pem"
    pem = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_text(f"kid: {'A' * 43}\nstate: active\n{pem.decode()}")
    with pytest.raises(KeyRingBroken, match="P-256"):
        KeyRing.load(folder)


def test_a_failed_write_leaves_the_ring_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "keys"
    ring = KeyRing.load(folder)
    before = (folder / "access.pem").read_text()

    def full(_: int) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space"):
            ring.rotate("access")
    assert (folder / "access.pem").read_text() == before
    assert sorted(path.name for path in folder.iterdir()) == [
        ".lock",
        "access.pem",
        "checkpoint.pem",
        "file.pem",
    ]


def test_jose_is_imported_in_one_module_only() -> None:
    root = Path(tokens.__file__).parents[2]
    importers = {
        path.relative_to(root).as_posix()
        for path in (root / "app").rglob("*.py")
        if any(
            line.startswith(("import jose", "from jose")) for line in path.read_text().splitlines()
        )
    }
    assert importers == {"app/kit/tokens.py"}


def test_a_remembered_token_costs_little(ring: KeyRing) -> None:
    token = Forger(ring).sign()
    read(ring, token)
    began = time.perf_counter()
    for _ in range(1000):
        read(ring, token)
    assert time.perf_counter() - began < 1
