"""Mails: written in two languages, posted with the act, delivered once, tried again, shown in the demo."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

import jinja2
import pytest
from aiosmtpd.controller import Controller
from jinja2 import meta
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Role, Scope
from app.audit.models import AuditEvent
from app.database import SYSTEM, Database
from app.house import House
from app.main import create_app
from app.notifications import service, texts
from app.notifications.delivery import deliver
from app.notifications.models import Mail
from app.notifications.service import post
from app.notifications.texts import FOLDER, write_mail
from app.office.queries import load_actor
from app.settings import Mode
from tests.conftest import Clock
from tests.factories import NOW, make_edition, make_grant, make_staff, make_user

SignIn = Callable[..., TestClient]
FACTS = {"name": "سارة", "link": "http://localhost:8000/app/confirm#secret"}


def put(session: Session, clock: Clock, to: str = "sara@example.org", **values: Any) -> Mail:
    mail = post(
        session,
        values.pop("template", "confirm_email"),
        to_email=to,
        language=values.pop("language", "ar"),
        facts=FACTS | {"expires_at": clock.now},
        now=clock.now,
        **values,
    )
    session.commit()
    return mail


# ---------------------------------------------------------------- texts


def test_every_template_has_both_languages() -> None:
    names = {path.name for path in FOLDER.iterdir()}
    stems = {name.split(".")[0] for name in names}
    assert names == {
        f"{stem}.{language}.{'html' if stem.startswith('_') else 'txt'}"
        for stem in stems
        for language in ("ar", "en")
    }
    for path in FOLDER.glob("*.txt"):
        lines = path.read_text().splitlines()
        assert lines[0].startswith("Subject: "), path.name
        assert lines[1] == "", path.name


def test_both_languages_name_the_same_facts() -> None:
    environment = jinja2.Environment()
    for path in FOLDER.glob("*.ar.txt"):
        facts = [
            meta.find_undeclared_variables(environment.parse(file.read_text()))
            for file in (path, path.with_name(path.name.replace(".ar.", ".en.")))
        ]
        assert facts[0] == facts[1], path.name


def test_values_are_isolated_and_escaped(clock: Clock) -> None:
    facts = {
        "name": "<b>\u202eSara",
        "link": "https://x.example/app/c#t",
        "base_url": "https://x.example",
        "expires_at": clock.now,
    }
    mail = write_mail("confirm_email", "en", facts)
    assert "Hello \u2068<b>Sara\u2069," in mail.text
    assert "Hello <bdi>&lt;b&gt;Sara</bdi>," in mail.html
    assert (
        '<a href="https://x.example/app/c#t" dir="ltr">https://x.example/app/c#t</a>' in mail.html
    )
    assert "\nhttps://x.example/app/c#t\n" in mail.text
    assert "10 March 2026 (21 Ramadan 1447 AH)" in mail.text
    assert '<html lang="en" dir="ltr">' in mail.html
    assert '<html lang="ar" dir="rtl">' in write_mail("confirm_email", "ar", facts).html


def test_a_value_cannot_add_a_header_or_a_link(clock: Clock) -> None:
    facts = FACTS | {
        "expires_at": clock.now,
        "role_name": "a\nBcc: x@example.org\n\nhttps://evil.example/",
        "scope_name": "",
        "by_name": "x\nhttps://evil.example/\n",
        "is_jury": True,
        "seats": [],
        "answer_by": clock.now,
        "base_url": "http://localhost:8000",
    }
    mail = write_mail("invitation", "en", facts)
    assert "\n" not in mail.subject
    assert mail.html.count("<a ") == 1
    assert 'href="http://localhost' in mail.html


def test_a_missing_fact_is_a_programming_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        write_mail("confirm_email", "ar", {"name": "سارة"})


# ---------------------------------------------------------------- posting


def test_nobody_is_mailed_twice(session: Session, clock: Clock) -> None:
    first = put(session, clock, dedupe_key="entry-submitted:1")
    second = put(session, clock, "other@example.org", dedupe_key="entry-submitted:1")
    assert second.id == first.id
    put(session, clock)
    put(session, clock)
    assert len(session.scalars(select(Mail)).all()) == 3


def test_a_mail_leaves_only_with_its_act(session: Session, clock: Clock) -> None:
    with session.begin_nested() as savepoint:
        post(
            session,
            "confirm_email",
            to_email="sara@example.org",
            language="ar",
            facts=FACTS | {"expires_at": clock.now},
            now=clock.now,
        )
        savepoint.rollback()
    assert session.scalars(select(Mail)).all() == []


# ---------------------------------------------------------------- delivery


class Sink:
    """An SMTP server that keeps what it gets; `answers` are given in turn before '250 OK'."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.got.append(cast("EmailMessage", message))
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    kept = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, f"smtp://127.0.0.1:{port}"
    controller.stop()


def with_settings(house: House, connection: Connection, **values: Any) -> Database:
    settings = house.settings.model_copy(update=values)
    return Database(
        settings.database_url, replace(house, settings=settings), load_actor, bind=connection
    )


def run(database: Database) -> bool:
    return asyncio.run(deliver(database, SYSTEM))


def test_a_mail_is_sent_once(
    session: Session, clock: Clock, house: House, connection: Connection, sink: tuple[Sink, str]
) -> None:
    kept, url = sink
    database = with_settings(house, connection, smtp_url=url, mode=Mode.production)
    mail = put(session, clock, reply_to="award@example.org", is_secret=True)
    put(session, clock, send_after=clock.now + timedelta(hours=1))
    assert [run(database), run(database)] == [True, False]
    (message,) = kept.got
    assert message["To"] == "sara@example.org"
    assert message["From"] == "تحكيم <tahkeem@localhost>"
    assert message["Reply-To"] == "award@example.org"
    assert message["Message-ID"] == f"<{mail.id}@localhost>"
    assert message["Subject"] == "أكمل تسجيلك في تحكيم"
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "#secret" in plain.get_content()
    assert 'dir="rtl"' in html.get_content()
    session.expire_all()
    assert (mail.sent_at, mail.attempts, mail.error) == (clock.now, 1, "")
    assert (mail.text, mail.html) == ("", "")  # nobody finds the link in a backup
    clock.forward(hours=1)
    assert run(database)
    assert len(kept.got) == 2


def test_a_refused_mail_is_tried_again_ever_later(
    session: Session, clock: Clock, house: House, connection: Connection, sink: tuple[Sink, str]
) -> None:
    kept, url = sink
    database = with_settings(house, connection, smtp_url=url)
    mail = put(session, clock)
    kept.answers = ["451 later"] * 12
    pauses = []
    for _ in range(12):
        assert run(database)
        session.expire_all()
        pauses.append((mail.send_after - clock.now) // timedelta(minutes=1))
        clock.now = max(mail.send_after, clock.now)
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120, 120, 0]
    assert (mail.failed_at, mail.error) == (clock.now, "the server answered 451")
    assert not run(database)
    assert kept.got == []


def test_what_can_never_arrive_is_given_up_at_once(
    session: Session, clock: Clock, house: House, connection: Connection, sink: tuple[Sink, str]
) -> None:
    kept, url = sink
    database = with_settings(house, connection, smtp_url=url)
    refused, impossible = put(session, clock), put(session, clock, "سارة@example.org")
    kept.answers = ["550 no such user"]
    assert run(database)
    session.expire_all()
    assert (refused.failed_at, impossible.failed_at) == (clock.now, clock.now)
    assert refused.error == "the server answered 550"


def test_a_server_that_is_away_costs_nothing(
    session: Session, clock: Clock, house: House, connection: Connection
) -> None:
    database = with_settings(house, connection, smtp_url="smtp://127.0.0.1:1")
    mail = put(session, clock)
    assert run(database)
    session.expire_all()
    assert (mail.sent_at, mail.failed_at, mail.attempts) == (None, None, 1)
    assert mail.error.startswith("the server cannot be reached")


def test_without_a_server_mails_wait(
    session: Session, clock: Clock, house: House, connection: Connection
) -> None:
    mail = put(session, clock)
    assert not run(with_settings(house, connection, mode=Mode.production))
    session.expire_all()
    assert (mail.sent_at, mail.attempts) == (None, 0)


def test_a_worker_that_died_loses_its_mails(session: Session, clock: Clock) -> None:
    put(session, clock)
    assert len(service.claim(session, SYSTEM_ACTOR, clock.now)) == 1
    assert service.claim(session, SYSTEM_ACTOR, clock.now) == []
    assert not service.is_due(session, SYSTEM_ACTOR, clock.now)
    assert len(service.claim(session, SYSTEM_ACTOR, clock.forward(minutes=5, seconds=1))) == 1


# ---------------------------------------------------------------- the demo's mailbox


def test_the_demo_delivers_into_its_mailbox(
    client: TestClient, session: Session, clock: Clock, database: Database
) -> None:
    put(session, clock, is_secret=True)
    clock.forward(seconds=1)
    mail = put(session, clock, "omar@example.org", language="en")
    put(session, clock, "later@example.org", send_after=clock.now + timedelta(hours=1))
    assert run(database)
    listed = client.get("/api/v1/mailbox").json()
    assert [(m["to_email"], m["template"]) for m in listed["items"]] == [
        ("omar@example.org", "confirm_email"),
        ("sara@example.org", "confirm_email"),
    ]
    assert client.get("/api/v1/mailbox?to_email=OMAR@example.org").json()["total"] == 1
    assert client.get("/api/v1/mailbox?size=1&page=2").json()["total"] == 2
    shown = client.get(f"/api/v1/mailbox/{mail.id}").json()
    assert shown == listed["items"][0] | {"text": mail.text, "html": mail.html}
    other = client.get(f"/api/v1/mailbox/{listed['items'][1]['id']}").json()
    assert "#secret" in other["text"]
    assert client.get(f"/api/v1/mailbox/{make_user(session).id}").status_code == 404


def test_production_has_no_mailbox(
    session: Session, clock: Clock, house: House, connection: Connection
) -> None:
    database = with_settings(house, connection, mode=Mode.production)
    client = TestClient(create_app(database.house.settings, database))
    mail = put(session, clock)
    for url in ("/api/v1/mailbox", f"/api/v1/mailbox/{mail.id}"):
        answer = client.get(url)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


# ---------------------------------------------------------------- the outbox


def test_staff_see_what_did_not_leave(session: Session, clock: Clock, sign_in: SignIn) -> None:
    edition, foreign = make_edition(session), make_edition(session)
    organiser, of_programme, admin = (
        make_staff(session, edition),
        make_user(session),
        make_user(session),
    )
    make_grant(session, of_programme, Role.organiser, Scope.programme, edition.programme_id)
    make_grant(session, admin, Role.admin)
    mail = put(session, clock, edition_id=edition.id)
    put(session, clock, edition_id=foreign.id)
    put(session, clock, is_secret=True)
    service.mark_failed(session, SYSTEM_ACTOR, mail.id, "550", clock.now, permanent=True)
    session.commit()
    for user, total in ((organiser, 1), (of_programme, 1), (admin, 3)):
        assert sign_in(user).get("/api/v1/outbox").json()["total"] == total
    client = sign_in(organiser)
    (item,) = client.get("/api/v1/outbox?state=failed").json()["items"]
    assert item == {
        "id": str(mail.id),
        "to_email": "sara@example.org",
        "subject": mail.subject,
        "template": "confirm_email",
        "language": "ar",
        "edition_id": str(edition.id),
        "state": "failed",
        "attempts": 0,
        "error": "550",
        "created_at": "2026-03-10T09:00:00Z",
        "send_after": "2026-03-10T09:00:00Z",
        "sent_at": None,
        "failed_at": "2026-03-10T09:00:00Z",
    }
    assert "#secret" not in sign_in(admin).get("/api/v1/outbox").text
    again = client.post(f"/api/v1/outbox/{mail.id}/retry")
    assert (again.status_code, again.json()["state"]) == (200, "waiting")
    service.mark_sent(session, SYSTEM_ACTOR, mail.id, clock.now, keep_text=True)
    session.commit()
    late = client.post(f"/api/v1/outbox/{mail.id}/retry")
    assert (late.status_code, late.json()["code"]) == (409, "mail_sent")
    stranger = sign_in(make_staff(session, foreign))
    assert stranger.post(f"/api/v1/outbox/{mail.id}/retry").status_code == 404
    assert session.execute(
        select(AuditEvent.act, AuditEvent.subject_id).order_by(AuditEvent.id)
    ).all() == [("retry_mail", mail.id)]


def test_each_kind_of_value_is_written_in_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = jinja2.Environment(
        loader=jinja2.DictLoader(
            {
                "x.ar.txt": "Subject: {{ n }}\n\n{{ day }} {{ names }} {{ nothing }}.",
                "bad.ar.txt": "No subject\n\nText",
                "_layout.ar.html": "{{ body }}",
            }
        ),
        finalize=texts._written,
    )
    monkeypatch.setattr(texts, "_environment", lambda: environment)
    facts = {"n": 12, "day": NOW.date(), "names": ["سارة", "هدى"], "nothing": None}
    mail = write_mail("x", "ar", facts | {"digits": "arab"})
    assert mail.subject == "١٢"
    assert mail.text == (
        "\u2068١٠ مارس ٢٠٢٦م (٢١ رمضان ١٤٤٧هـ)\u2069 \u2068سارة\u2069، \u2068هدى\u2069 .\n"
    )
    with pytest.raises(ValueError, match="does not begin"):
        write_mail("bad", "ar", {})
