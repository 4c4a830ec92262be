"""What ends an entry, or says who works on it, is for its own people: guests from outside do neither."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.entries.test_members import Scene, mails
from tests.factories import NOW, make_collaborator, make_entry

SignIn = Callable[..., TestClient]


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def test_a_guest_neither_ends_an_entry_nor_says_who_works_on_it(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    guest = sign_in(make_collaborator(session, scene.entry, "submit"))
    page = guest.get(scene.url()).json()
    assert (page["may_edit"], page["may_delete"], page["may_withdraw"]) == (True, False, False)
    assert page["may_not"]["delete"]["code"] == "own_people_only"
    assert not guest.get(scene.url("/people")).json()["manages"]
    refused = [
        guest.delete(scene.url()),
        guest.post(scene.url("/withdraw"), json={"reason": "سبب"}),
        guest.put(scene.url(f"/people/{scene.writer.id}"), json={"right": "view"}),
        guest.delete(scene.url(f"/people/{scene.writer.id}")),
        guest.put(
            scene.url(f"/invitations/{uuid7()}"), json={"email": "x@y.example", "right": "edit"}
        ),
    ]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [
        (403, "own_people_only")
    ] * 5
    manager = sign_in(scene.manager)
    assert manager.delete(scene.url()).status_code == 204
    told = {to for to, template in mails(session) if template == "draft_deleted"}
    assert scene.manager.email not in told
    assert {scene.writer.email} < told
    other = make_entry(session, scene.category, scene.agency, state="submitted", submitted_at=NOW)
    url = f"/api/v1/entrant/entries/{other.id}/withdraw"
    assert manager.post(url, json={"reason": "انتهت الخدمة"}).status_code == 200
    texts = [
        mail.text for mail in session.scalars(select(Mail)) if mail.template == "withdrawal_told"
    ]
    assert texts
    assert all("انتهت الخدمة" in text for text in texts)
