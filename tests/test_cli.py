"""The `tahkeem` command: its sentences, its lock, its first run, its end."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from app.actor import SYSTEM_ACTOR, Role, Scope
from app.cli import cli
from app.database import SYSTEM, Database, sync_engine
from app.house import House
from app.main import build_background, create_app
from app.notifications.models import Mail
from app.office.health import migration_head
from app.office.housekeeping import keep_house
from app.office.invariants import all_invariants, broken_invariants
from app.settings import Mode, Settings
from tests.accounts.support import PASSWORD, acts, make_known
from tests.conftest import Clock
from tests.factories import NOW, make_grant, make_organisation, make_session, make_user
from tests.harness.server import serve
from tests.notifications.test_outbox import put as put_mail

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run a command on a database of its own."""
    for name, value in {
        "TAHKEEM_MODE": "demo",
        "TAHKEEM_DATABASE_URL": f"sqlite:///{tmp_path / 'tahkeem.sqlite3'}",
        "TAHKEEM_FILES_URL": f"file://{tmp_path / 'files'}",
        "TAHKEEM_KEYS": str(tmp_path / "keys"),
    }.items():
        monkeypatch.setenv(name, value)

    def make(*arguments: str) -> Result:
        return CliRunner().invoke(cli, arguments)

    before = list(logging.getLogger().handlers)
    yield make
    structlog.reset_defaults()
    logging.getLogger().handlers[:] = before


@pytest.mark.once
def test_commands_say_what_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # An empty database is filled by `migrate` and `serve` alone; one of an older version, or whose
    # tables are somebody else's, `serve` refuses too.
    for commands, table in (
        (("editions", "invariants", "demo"), ""),
        (("serve", "editions"), "CREATE TABLE theirs (id INTEGER)"),
        (("serve", "editions"), "CREATE TABLE alembic_version AS SELECT '0' AS version_num"),
    ):
        if table:
            engine = sync_engine(f"sqlite:///{tmp_path / 'tahkeem.sqlite3'}")
            with engine.begin() as connection:
                connection.execute(text(table))
            engine.dispose()
        for command in commands:
            refused = run(command)
            assert refused.exit_code == 1, refused.output
            assert "Run: tahkeem migrate" in refused.stderr
    monkeypatch.setenv("TAHKEEM_MODE", "production")
    refused = run("migrate")
    assert refused.exit_code == 1
    assert refused.stderr.startswith("TAHKEEM_PUBLIC_URL is required in production")
    monkeypatch.setenv("TAHKEEM_MODE", "holiday")
    assert run("migrate").stderr.startswith("TAHKEEM_MODE: ")
    monkeypatch.setenv("TAHKEEM_MODE", "demo")
    monkeypatch.setenv("TAHKEEM_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/none")
    refused = run("editions")
    assert refused.stderr == (
        "The database at 127.0.0.1:1/none cannot be reached: ConnectionRefusedError\n"
    )


@pytest.mark.once
def test_an_empty_database(run: Run) -> None:
    assert run("migrate").exit_code == 0
    assert run("migrate").exit_code == 0
    assert run("editions").stdout == ""
    assert run("verify-ranking", "none").stderr == "There is no edition none.\n"
    count = len(all_invariants())
    assert run("invariants").stdout == f"{count} of {count} invariants hold.\n"
    assert "serve" in run("worker").stdout
    assert run("serve", "--workers", "2").exit_code == 1
    assert run("demo", "--stage", "party").exit_code == 1


@pytest.mark.once
def test_a_broken_promise_is_named(run: Run, tmp_path: Path) -> None:
    run("migrate")
    engine = sync_engine(f"sqlite:///{tmp_path / 'tahkeem.sqlite3'}")
    with Session(engine) as session:
        user = make_user(session, disabled_at=NOW)
        kept = make_session(session, user).id
    engine.dispose()
    broken = run("invariants")
    assert broken.exit_code == 1
    assert f"BROKEN accounts: open session of a stopped person: {kept}" in broken.stdout


@pytest.mark.once
def test_the_description_is_the_same_each_time(run: Run, tmp_path: Path) -> None:
    first, second = run("openapi"), run("openapi")
    assert first.exit_code == 0
    assert first.stdout == second.stdout
    described = json.loads(first.stdout)
    assert described["paths"]["/api/v1/sign-in"]["post"]["operationId"] == "sign_in"
    assert list(tmp_path.iterdir()) == []  # it needs neither database nor keys


@pytest.mark.once
def test_rotating_keys(run: Run, tmp_path: Path) -> None:
    assert run("rotate-keys", "cookies").exit_code == 1
    first, second = run("rotate-keys").stdout, run("rotate-keys", "access").stdout
    assert first.startswith("access: ")
    assert first != second
    (tmp_path / "keys" / "access.pem").write_text("damaged")
    assert run("rotate-keys").exit_code == 1


@pytest.mark.once
@pytest.mark.process
def test_serving_from_first_run_to_the_end(tmp_path: Path) -> None:
    with serve(tmp_path) as server:  # on a database without tables
        assert "The database is empty: making its tables." in server.logs()
        code = re.search(r"type this code:\s+([0-9A-Z-]{19})", server.logs())
        assert code is not None, server.logs()
        busy = server.run("migrate", check=False)
        assert busy.returncode == 1
        assert "is in use by `tahkeem serve`" in busy.stderr
        assert server.run("editions").stdout == ""  # reading goes on
        ready = json.load(urllib.request.urlopen(f"{server.url}/readyz"))
        assert ready["ok"] is True
        assert ready["migration"] == migration_head()
        body = {"code": code[1], "email": "a@example.org", "password": PASSWORD, "name_ar": "م"}
        request = urllib.request.Request(
            f"{server.url}/api/v1/first-run",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200
        process = server.process
        assert process is not None
        server.stop()
        assert process.returncode == 0
        assert "rror" not in server.logs()
        server.start()
        assert server.logs().count("type this code") == 1  # somebody is there now
        assert server.run("invariants", check=False).returncode == 0


# ---------------------------------------------------------------- what the commands stand on


def test_readiness(client: TestClient, connection: Connection) -> None:
    assert client.get("/livez").text == "ok"
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert (answer.json()["ok"], answer.json()["migration"]) == (True, migration_head())
    assert answer.json()["storage"] == "ok"
    connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    assert client.get("/readyz").status_code == 200  # held for two seconds


def test_readiness_of_an_older_database(app: Any, client: Any, connection: Connection) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ok"] is False
    connection.execute(text("DROP TABLE alembic_version"))
    app.state.ready.clear()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ok"]) == (503, False)


def test_the_background_delivers_beside_the_requests(
    house: House, database: Database, session: Session, clock: Clock
) -> None:
    mail = put_mail(session, clock)
    app = create_app(house.settings, database, background=True)

    async def main() -> None:
        async with asyncio.timeout(10), app.router.lifespan_context(app):
            while mail.sent_at is None:
                await asyncio.sleep(0.02)
                session.expire_all()

    asyncio.run(main())
    assert session.get_one(Mail, mail.id).sent_at == clock.now
    assert build_background(database).stop.is_set() is False


def test_housekeeping_forgets_what_is_long_past(
    client: TestClient, database: Database, session: Session, clock: Clock
) -> None:
    user = make_known(session)
    for password in ("not this one", PASSWORD):
        client.post("/api/v1/sign-in", json={"email": user.email, "password": password})
    client.post("/api/v1/password-resets", json={"email": user.email})
    tables = ("sessions", "refresh_tokens", "tickets", "throttles")

    def counts() -> dict[str, int]:
        return {t: session.scalar(text(f"SELECT count(*) FROM {t}")) or 0 for t in tables}

    clock.forward(hours=1)
    assert asyncio.run(keep_house(database, SYSTEM)) is False
    assert counts() == {"sessions": 1, "refresh_tokens": 1, "tickets": 1, "throttles": 3}
    clock.forward(days=31)
    asyncio.run(keep_house(database, SYSTEM))
    assert set(counts().values()) == {0}
    assert [act for act, _ in acts(session)] == [
        "fail_sign_in",
        "sign_in",
        "request_password_reset",
    ]


def test_invariants_notice(session: Session, clock: Clock) -> None:
    assert broken_invariants(session, SYSTEM_ACTOR) == {}
    user, organisation = make_user(session), make_organisation(session, decided_at=NOW)
    grant = make_grant(session, user, Role.juror, Scope.organisation, organisation.id)
    assert broken_invariants(session, SYSTEM_ACTOR) == {
        "accounts: role over a scope that it does not fit": [str(grant.id)]
    }
    assert clock.now == NOW


@pytest.mark.once
@pytest.mark.process
def test_links_follow_the_port_unless_an_address_is_given(tmp_path: Path) -> None:
    with serve(tmp_path, environ={"TAHKEEM_PUBLIC_URL": ""}) as server:
        assert server.port != 8000
        assert f"Open http://localhost:{server.port}/app/first-run" in server.logs()


@pytest.mark.once
def test_an_empty_variable_is_as_if_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compose file passes what nobody set as empty; no server called '' is to be mailed through."""
    for name in ("SMTP_URL", "S3_ENDPOINT", "FILES_URL", "TRUSTED_PROXIES"):
        monkeypatch.setenv(f"TAHKEEM_{name}", "")
    found = Settings(mode=Mode.demo)
    assert (found.smtp_url, found.s3_endpoint, found.files_url) == (None, None, "file://var/files")
    assert found.trusted_proxies == frozenset()
