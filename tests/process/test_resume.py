"""A real server, killed in the middle of an upload: what it acknowledged is there, and the upload goes on."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import sqlite3
import time
from base64 import b64encode
from pathlib import Path
from uuid import UUID

import pytest

from tests.harness.server import Server
from tests.kit.bad_files import film

pytestmark = [pytest.mark.once, pytest.mark.process, pytest.mark.slow]

MIB = 1024 * 1024
SIZE = int(os.environ.get("UPLOAD_MIB", "2048")) * MIB
PART = 16 * MIB
TUS = {"Tus-Resumable": "1.0.0"}


class Sender:
    """A tus client by hand that survives the server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.token = ""
        self.sign_in()

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            own = {"Host": f"localhost:{self.server.port}"}
            if self.token:
                own["Authorization"] = f"Bearer {self.token}"
            connection.request(method, path, body, {**own, **TUS, **named})
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read()
        finally:
            connection.close()

    def sign_in(self) -> None:
        self.token = ""
        who = {"email": "entrant@demo.tahkeem.example", "password": "tahkeem-demo"}
        _, _, body = self.ask(
            "POST", "/api/v1/sign-in", json.dumps(who).encode(), Content_Type="application/json"
        )
        self.token = json.loads(body)["access_token"]

    def offset(self, place: str) -> int:
        return int(self.ask("HEAD", place)[1]["upload-offset"])

    def patch(self, place: str, at: int, data: bytes) -> int:
        status, headers, body = self.ask(
            "PATCH", place, data,
            Upload_Offset=str(at), Content_Type="application/offset+octet-stream",
        )  # fmt: skip
        assert status == 204, body
        return int(headers["upload-offset"])


def whole_film(path: Path) -> str:
    """A film of `SIZE` bytes; its SHA-256."""
    head = film(60)[:-107]
    filling = SIZE - len(head) - 8
    with path.open("wb") as file:
        file.write(head + (filling + 8).to_bytes(4) + b"mdat")
        block = os.urandom(MIB)
        while filling:
            file.write(block[: min(filling, MIB)])
            filling -= min(filling, MIB)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def resident(server: Server) -> int:
    """The server's memory now, in bytes."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def begun(sender: Sender, database: Path) -> tuple[str, str]:
    """An upload in a draft of the demo's entrant: the entry and the upload's place."""
    with sqlite3.connect(database) as open_:
        open_.execute(
            "UPDATE fields SET max_bytes = 3000000000, max_files = 6, file_types = '[]'"
            " WHERE kind = 'file'"
        )
        row = open_.execute(
            "SELECT entries.id, fields.id FROM entries"
            " JOIN fields ON fields.category_id = entries.category_id AND fields.kind = 'file'"
            " JOIN grants ON grants.scope_id = entries.organisation_id AND grants.role = 'entrant'"
            " JOIN users ON users.id = grants.user_id"
            " WHERE entries.state = 'draft' AND users.email = 'entrant@demo.tahkeem.example'"
        ).fetchone()
    entry, field = (str(UUID(one)) for one in row)
    said = {"field_id": field, "filename": "film.mp4"}
    words = ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in said.items())
    status, headers, body = sender.ask(
        "POST", f"/api/v1/entrant/entries/{entry}/uploads",
        Upload_Length=str(SIZE), Upload_Metadata=words,
    )  # fmt: skip
    assert status == 201, body
    return entry, headers["location"]


def test_an_upload_survives_the_servers_death(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    sha256 = whole_film(path)
    server = Server(tmp_path / "data")
    server.run("migrate")
    server.run("demo", "--stage", "open")
    server.start()
    try:
        sender = Sender(server)
        entry, place = begun(sender, tmp_path / "data" / "tahkeem.sqlite3")
        before = resident(server)
        most, at, deaths = before, 0, 0
        with path.open("rb") as file:
            while at < SIZE:
                file.seek(at)
                at = sender.patch(place, at, file.read(PART))
                most = max(most, resident(server))
                if deaths < 3 and at > SIZE * (deaths + 1) // 4:
                    server.kill()
                    deaths += 1
                    server.start()
                    # What was acknowledged is there; a new sign-in, the same upload.
                    sender.sign_in()
                    assert sender.offset(place) == at
                    most = before
        assert deaths == 3
        assert most - before < 64 * MIB  # parts of 16 MiB come whole from this client
        until = time.monotonic() + 120
        while True:
            _, _, body = sender.ask("GET", f"/api/v1/entrant/entries/{entry}")
            (one,) = [f for f in json.loads(body)["attachments"] if f["name"] == "film.mp4"]
            assert (one["sha256"], one["size"]) == (sha256, SIZE)
            if one["state"] != "quarantined":
                break
            assert time.monotonic() < until
            time.sleep(1)
        assert (one["state"], one["seconds"], one["clean_size"]) == ("clean", 60, SIZE)
    finally:
        server.stop()
    assert list((tmp_path / "data" / "files" / "incoming").iterdir()) == []
