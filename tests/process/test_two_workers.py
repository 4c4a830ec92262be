"""Two workers on one PostgreSQL: each mail leaves once, also when a worker is killed or the server was away."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.harness.migrated import migrate
from tests.harness.postgres import postgres
from tests.harness.server import ROOT, Server
from tests.harness.smtp import mailbox

pytestmark = [pytest.mark.process, pytest.mark.once]

MAILS = 120
LONGEST = 60  # seconds


def put(session: Session, count: int) -> None:
    now = datetime.now(UTC)
    session.add_all(
        Mail(
            id=uuid7(),
            to_email=f"p{number}@example.org",
            template="password_changed",
            language="ar",
            subject=f"رسالة {number}",
            text="نص",
            html="<p>نص</p>",
            created_at=now,
            send_after=now,
        )
        for number in range(count)
    )
    session.commit()


def wait_until_sent(session: Session, count: int) -> None:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        sent = session.scalar(select(func.count()).where(Mail.sent_at.is_not(None)))
        session.rollback()
        if sent == count:
            return
        time.sleep(0.1)
    pytest.fail(f"not all mails left in {LONGEST} s")


@contextmanager
def workers(server: Server, count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    with server.log.open("ab") as log:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "app.cli", "worker"],
                cwd=ROOT,
                env=server.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            for _ in range(count)
        ]
        try:
            yield started
        finally:
            for one in started:
                one.terminate()
            for one in started:
                one.wait(timeout=20)


def test_two_workers_send_each_mail_once_and_wait_for_a_server_that_is_away(tmp_path: Path) -> None:
    with postgres() as url, mailbox() as mails:
        migrate(url)
        engine = sync_engine(url)
        server = Server(tmp_path, url, {"TAHKEEM_SMTP_URL": mails.url})
        with Session(engine) as session:
            put(session, MAILS)
            with workers(server, 2):
                wait_until_sent(session, MAILS)
            assert Counter(str(one["To"]) for one in mails.messages) == Counter(
                f"p{number}@example.org" for number in range(MAILS)
            )
            assert len({str(one["Message-ID"]) for one in mails.messages}) == MAILS
            assert session.scalars(select(Mail.attempts).distinct()).all() == [1]

            # The mail server refuses: the mails wait, a minute and longer, and say why.
            mails.refuse = True
            put(session, 2)
            with workers(server, 2):
                until = time.monotonic() + LONGEST
                waiting: list[Mail] = []
                while len(waiting) < 2 and time.monotonic() < until:
                    session.rollback()
                    waiting = list(session.scalars(select(Mail).where(Mail.error != "")))
                    time.sleep(0.1)
                assert [(one.attempts, one.error) for one in waiting] == [
                    (1, "the server answered 451")
                ] * 2
                assert all(
                    (one.send_after - one.created_at).total_seconds() > 55 for one in waiting
                )
                assert [one.failed_at for one in waiting] == [None, None]
        engine.dispose()
