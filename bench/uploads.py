"""Uploading 1 GiB by tus against writing as much to the same disk, and what it costs in memory."""

from __future__ import annotations

import hashlib
import os
import socket
import sqlite3
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from uuid import UUID

from app.demo.rules import email
from bench import places
from bench.client import ask, sign_in
from bench.conformance import expect
from bench.figures import Report, Turn
from bench.turns import QUICK, at_rest
from tests.harness.server import Server
from tests.kit.bad_files import film

MIB = 1024 * 1024
SIZE = (128 if QUICK else 1024) * MIB
TURNS = 2 if QUICK else 5


def measure_uploads(report: Report) -> None:
    """One connection, one part of the whole size; the file is checked, hashed and durable at the end."""
    report.heading(f"upload {SIZE // MIB:,} MiB by tus, and write as much to the same disk")
    with places.served("open") as server:
        source = server.folder / "film.mp4"
        sha256 = _film(source)
        entry, field = _draft(server)
        ours, plain, grown = [], [], []
        for turn in range(TURNS + 1):  # the first warms up
            void = at_rest()
            with _most(server) as memory:
                seconds = _upload(server, entry, field, source, sha256)
            beside = _write(source, server.folder / "plain")
            report.say(
                f"{SIZE / MIB / seconds:,.0f} MiB/s, beside it {SIZE / MIB / beside:,.0f} MiB/s; "
                f"memory {memory[-1]:+.1f} MiB"
            )
            if turn:
                ours.append(Turn(1 / seconds, void))
                plain.append(Turn(1 / beside, void))
                grown.append(memory[-1])
        report.pairs("upload_vs_disk", ours, plain)
        report.ratio("upload_memory_mib", median(grown))


def _film(path: Path) -> str:
    head = film(60)[:-107]
    filling = SIZE - len(head) - 8
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for block in (head + (filling + 8).to_bytes(4) + b"mdat", *_blocks(filling)):
            file.write(block)
            digest.update(block)
    return digest.hexdigest()


def _blocks(size: int) -> Iterator[bytes]:
    block = os.urandom(MIB)
    for start in range(0, size, MIB):
        yield block[: min(MIB, size - start)]


def _draft(server: Server) -> tuple[str, str]:
    """A draft of the demo's entrant and its file field, made wide enough."""
    with sqlite3.connect(server.folder / "tahkeem.sqlite3") as open_:
        open_.execute(
            "UPDATE fields SET max_bytes = 3000000000, max_files = 20, file_types = '[]'"
            " WHERE kind = 'file'"
        )
        row = open_.execute(
            "SELECT entries.id, fields.id FROM entries"
            " JOIN fields ON fields.category_id = entries.category_id AND fields.kind = 'file'"
            " JOIN grants ON grants.scope_id = entries.organisation_id AND grants.role = 'entrant'"
            " JOIN users ON users.id = grants.user_id"
            " WHERE entries.state = 'draft' AND users.email = ?",
            (email("entrant"),),
        ).fetchone()
    return str(UUID(row[0])), str(UUID(row[1]))


def _upload(server: Server, entry: str, field: str, source: Path, sha256: str) -> float:
    """Seconds from the first byte to the answer; the file that came is taken off again."""
    token = sign_in(server, email("entrant"))
    place = f"/api/v1/entrant/entries/{entry}"
    said = {"field_id": field, "filename": "film.mp4"}
    words = ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in said.items())
    head = f"Host: localhost:{server.port}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n"
    begun = _ask(
        server,
        f"POST {place}/uploads",
        f"{head}Upload-Length: {SIZE}\r\nUpload-Metadata: {words}\r\n",
    )
    where = next(line for line in begun.split("\r\n") if line.lower().startswith("location:"))
    began = time.perf_counter()
    answer = _ask(
        server,
        f"PATCH {where.split(' ', 1)[1]}",
        f"{head}Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n",
        source,
    )
    seconds = time.perf_counter() - began
    expect("the last part", answer.split(" ", 2)[1], "204")
    shown = ask(server, "GET", place, token=token).body
    (file,) = [one for one in shown["attachments"] if one["name"] == "film.mp4"]
    expect("its SHA-256", file["sha256"], sha256)
    _ask(server, f"DELETE {place}/attachments/{file['id']}", head)
    (server.folder / "files" / "sha256" / sha256[:2] / sha256[2:]).unlink(missing_ok=True)
    return seconds


def _ask(server: Server, what: str, head: str, body: Path | None = None) -> str:
    """One request on a connection of its own; the file goes out by sendfile, so the client costs little."""
    size = body.stat().st_size if body else 0
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(f"{what} HTTP/1.1\r\n{head}Content-Length: {size}\r\n\r\n".encode())
        if body is not None:
            with body.open("rb") as file:
                line.sendfile(file)
        return line.recv(65_536).decode("latin-1")


def _write(source: Path, target: Path) -> float:
    """Seconds to write the same bytes and sync them."""
    began = time.perf_counter()
    with source.open("rb") as file, target.open("wb") as out:
        while block := file.read(MIB):
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    seconds = time.perf_counter() - began
    target.unlink()
    return seconds


@contextmanager
def _most(server: places.Measured) -> Iterator[list[float]]:
    """By how many MiB the server's memory grew at most."""
    before, grown, done = server.memory(), [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            grown.append(max(grown[-1], server.memory() - before))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield grown
    finally:
        done.set()
        watcher.join()
