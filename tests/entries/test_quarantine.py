"""What becomes of a file in quarantine: clean, rejected with a reason, or looked at again later; never clean by default."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.database import SYSTEM, Database
from app.entries import attachment_job_service
from app.entries.attachment_job_service import keep_uploads
from app.entries.models import Attachment
from app.entries.sign_off_models import SignOff
from app.entries.submission_models import Submission
from app.house import House
from app.jobs.models import Job
from app.jobs.subprocess import ChildFailed
from app.kit.clam import ClamAway, scan
from app.kit.ids import uuid7
from app.kit.storage import content_key
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.entries.test_attachments import PDF, Scene
from tests.factories import make_member, make_staff
from tests.harness.checks import run_checks

SignIn = Callable[..., TestClient]
CUT = PDF[:200]
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def files(session: Session) -> list[Attachment]:
    session.expire_all()
    return list(session.scalars(select(Attachment).order_by(Attachment.added_at, Attachment.id)))


def send(client: TestClient, scene: Scene, data: bytes = CUT, name: str = "a.pdf") -> Any:
    answer = client.put(scene.url(uuid7(), name), content=data)
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_a_rejected_file_says_why_and_gives_its_place_back(
    scene: Scene, session: Session, sign_in: SignIn, database: Database
) -> None:
    client = sign_in(scene.sara)
    sent = send(client, scene)
    assert run_checks(database) == [{"state": "rejected", "reason": "file_damaged"}]
    shown = client.get(f"/api/v1/entrant/entries/{scene.entry.id}").json()["attachments"]
    assert [(one["state"], one["reason"]) for one in shown] == [("rejected", "file_damaged")]
    assert shown[0]["correct_until"] is None  # the entry is open: no window is needed
    url = f"/api/v1/entrant/entries/{scene.entry.id}/attachments/{sent['id']}"
    refused = client.get(f"{url}/content")
    assert (refused.status_code, refused.json()["code"]) == (409, "file_rejected")
    for number in range(2):
        send(client, scene, PDF, f"{number}.pdf")
    assert client.delete(url).status_code == 204
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts[:2] == ["attach_file", "reject_attachment"]
    assert session.scalars(select(Mail)).all() == []


@pytest.fixture
def late(
    scene: Scene, session: Session, sign_in: SignIn, database: Database, clock: Clock
) -> TestClient:
    """A file sent in time is rejected after the deadline; the entry was submitted with it."""
    client = sign_in(scene.sara)
    send(client, scene)
    url = f"/api/v1/entrant/entries/{scene.entry.id}/submit"
    submitted = client.post(url, headers={"Idempotency-Key": str(uuid7())})
    assert submitted.status_code == 200, submitted.json()
    clock.now = scene.edition.closes_at + timedelta(hours=1)
    assert run_checks(database) == [{"state": "rejected", "reason": "file_damaged"}]
    return client


def test_a_rejection_after_the_deadline_opens_its_field_alone(
    late: TestClient,
    scene: Scene,
    session: Session,
    clock: Clock,
    database: Database,
    sign_in: SignIn,
) -> None:
    (rejected,) = files(session)
    assert rejected.correct_until == clock.now + timedelta(hours=24)
    mail = session.scalars(select(Mail).where(Mail.template == "file_rejected")).one()
    assert mail.to_email == scene.sara.email
    before = session.scalars(select(Submission)).one()
    entry = f"/api/v1/entrant/entries/{scene.entry.id}"
    version = late.get(entry).json()["version"]
    changed = late.patch(entry, json={"title_ar": "آخر"}, headers={"If-Match": f'"{version}"'})
    assert changed.status_code == 409
    # What the agency signed stands: the new file counts at once, nothing is left to sign.
    scene.edition.internal_sign_off = True
    signer = make_member(session, scene.agency)
    signed = SignOff(
        id=uuid7(),
        entry_id=scene.entry.id,
        state="approved",
        signer_id=signer.id,
        asked_by=scene.sara.id,
        asked_at=clock.now,
        content_hash="0" * 64,
        decided_by=signer.id,
        decided_at=clock.now,
    )
    session.add(signed)
    session.commit()
    fresh = send(late, scene, PDF, "جديد.pdf")
    assert run_checks(database) == [{"state": "clean"}]
    session.expire_all()
    assert signed.state == "approved"
    mails = session.scalars(select(Mail).order_by(Mail.created_at, Mail.id)).all()
    assert [mail.template for mail in mails] == [
        "entry_submitted",
        "file_rejected",
        "entry_submitted",
    ]
    after = session.scalars(select(Submission).order_by(Submission.number.desc())).first()
    assert after is not None
    assert (after.number, after.content) == (before.number + 1, before.content)
    assert [line["id"] for line in after.files] == [fresh["id"]]
    assert after.code in mails[-1].text
    staff = sign_in(make_staff(session, scene.edition))
    assert staff.get(f"/api/v1/attachments/{fresh['id']}/content").status_code == 200
    closed = late.put(scene.url(uuid7()), content=PDF)
    assert (closed.status_code, closed.json()["code"]) == (409, "entry_not_editable")


def test_a_rejection_between_submission_and_deadline_is_told_and_keeps_its_window(
    scene: Scene, session: Session, sign_in: SignIn, database: Database, clock: Clock
) -> None:
    client, closes = sign_in(scene.sara), scene.edition.closes_at
    entry = f"/api/v1/entrant/entries/{scene.entry.id}"
    sent = send(client, scene)

    def submit() -> Any:
        return client.post(f"{entry}/submit", headers={"Idempotency-Key": str(uuid7())})

    assert submit().status_code == 200
    clock.now = closes - timedelta(hours=2)
    assert run_checks(database) == [{"state": "rejected", "reason": "file_damaged"}]
    (rejected,) = files(session)
    assert rejected.correct_until == clock.now + timedelta(hours=24)
    mail = session.scalars(select(Mail).where(Mail.template == "file_rejected_open")).one()
    assert mail.to_email == scene.sara.email
    assert "قدّم المشاركة من جديد" in mail.text
    assert "وإن فات الموعد" in mail.text
    page = client.get(entry).json()
    assert [one["id"] for one in page["rejected_files"]] == [sent["id"]]
    # Replaced in the working copy and not submitted: what counts still holds the refused file.
    client.delete(f"{entry}/attachments/{sent['id']}")
    page = client.get(entry).json()
    assert [one["id"] for one in page["rejected_files"]] == [sent["id"]]
    clock.now = closes + timedelta(hours=1)
    fresh = send(client, scene, PDF, "بديل.pdf")
    counted = session.scalars(select(Submission).order_by(Submission.number.desc())).first()
    assert counted is not None
    assert [line["id"] for line in counted.files] == [fresh["id"]]
    clock.now = closes + timedelta(hours=23)
    assert client.put(scene.url(uuid7()), content=PDF).status_code == 409


def test_what_was_submitted_again_leaves_no_window(
    scene: Scene, session: Session, sign_in: SignIn, database: Database, clock: Clock
) -> None:
    client, closes = sign_in(scene.sara), scene.edition.closes_at
    entry = f"/api/v1/entrant/entries/{scene.entry.id}"
    send(client, scene)
    client.post(f"{entry}/submit", headers={"Idempotency-Key": str(uuid7())})
    clock.now = closes - timedelta(hours=2)
    run_checks(database)
    send(client, scene, PDF, "بديل.pdf")
    again = client.post(f"{entry}/submit", headers={"Idempotency-Key": str(uuid7())})
    assert (again.status_code, again.json()["rejected_files"]) == (200, [])
    clock.now = closes + timedelta(hours=1)
    assert client.put(scene.url(uuid7()), content=PDF).status_code == 409


def test_the_window_closes_by_the_clock(late: TestClient, scene: Scene, clock: Clock) -> None:
    clock.forward(hours=24, seconds=1)
    assert late.put(scene.url(uuid7()), content=PDF).status_code == 409


def test_a_check_that_breaks_twice_is_a_rejection(
    scene: Scene,
    session: Session,
    sign_in: SignIn,
    database: Database,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def breaks(*_: Any, **__: Any) -> None:
        raise ChildFailed("it died")

    monkeypatch.setattr(attachment_job_service, "run_in_subprocess", breaks)
    send(sign_in(scene.sara), scene, PDF)
    assert run_checks(database) == [None]
    assert files(session)[0].state == "quarantined"
    assert run_checks(database) == []  # not yet
    clock.forward(seconds=30)
    assert run_checks(database) == [{"state": "rejected", "reason": "check_failed"}]


def test_a_lost_original_waits(
    scene: Scene, session: Session, sign_in: SignIn, database: Database, house: House, clock: Clock
) -> None:
    send(sign_in(scene.sara), scene, PDF)
    asyncio.run(house.storage.delete(content_key(files(session)[0].sha256)))
    for _ in range(5):
        assert run_checks(database) == [None]
        clock.forward(minutes=10)
    assert files(session)[0].state == "quarantined"


def test_files_that_no_job_looks_at_are_queued_again(
    scene: Scene, session: Session, sign_in: SignIn, database: Database, clock: Clock
) -> None:
    """Those of an older version, and those whose job ended without a word."""
    send(sign_in(scene.sara), scene, PDF)
    session.execute(update(Job).values(state="failed", finished_at=clock.now))
    session.commit()
    asyncio.run(keep_uploads(database, SYSTEM))
    assert run_checks(database) == []
    clock.forward(hours=2)
    for _ in range(2):
        asyncio.run(keep_uploads(database, SYSTEM))
    assert run_checks(database) == [{"state": "clean"}]


# ------------------------------------------------------------------ ClamAV


def _read(connection: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length and (more := connection.recv(length - len(data))):
        data += more
    return data


@contextmanager
def clamd(answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """A server that speaks INSTREAM."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                assert _read(connection, 10) == b"zINSTREAM\0"
                data = b""
                while length := struct.unpack(">I", _read(connection, 4))[0]:
                    data += _read(connection, length)
                connection.sendall(answer(data))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"tcp:127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def scanner(data: bytes) -> bytes:
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"


def use(database: Database, address: str) -> None:
    settings = database.house.settings.model_copy(update={"clamav": address})
    database.house = replace(database.house, settings=settings)


def test_a_virus_is_named(
    scene: Scene, session: Session, sign_in: SignIn, database: Database
) -> None:
    client = sign_in(scene.sara)
    send(client, scene, PDF + b"\n%" + EICAR)
    send(client, scene, PDF)
    with clamd(scanner) as address:
        use(database, address)
        assert run_checks(database) == [
            {"state": "rejected", "reason": "virus_found"},
            {"state": "clean"},
        ]
    named = [file.facts.get("name") for file in files(session)]
    assert sorted(named, key=str) == ["Eicar-Test-Signature", None]


@pytest.mark.parametrize(
    "answer", [b"", b"stream: \0", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0"]
)
def test_no_answer_is_no_verdict(
    scene: Scene, session: Session, sign_in: SignIn, database: Database, answer: bytes
) -> None:
    send(sign_in(scene.sara), scene, PDF)
    with clamd(lambda _: answer) as address:
        use(database, address)
        assert run_checks(database) == [None]
    assert files(session)[0].state == "quarantined"


def test_an_unreachable_scanner_fails_closed(
    scene: Scene, session: Session, sign_in: SignIn, database: Database, clock: Clock
) -> None:
    send(sign_in(scene.sara), scene, PDF)
    use(database, "unix:/nowhere/clamd.ctl")
    for _ in range(8):
        assert run_checks(database) == [None]
        clock.forward(minutes=11)
    assert files(session)[0].state == "quarantined"
    with clamd(scanner) as address:
        use(database, address)
        assert run_checks(database) == [{"state": "clean"}]


@pytest.mark.parametrize("address", ["unix:", "tcp:", "tcp:host", "http://x", "tcp:127.0.0.1:x"])
def test_a_wrong_address_is_away(address: str) -> None:
    async def nothing() -> Any:
        yield b""

    with pytest.raises(ClamAway):
        asyncio.run(scan(address, nothing()))
