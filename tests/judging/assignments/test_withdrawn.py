"""Who is withdrawn from a jury is told why, and finds what is recorded of the membership."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, Invitation, User
from app.actor import Role, Scope
from app.judging.panels.models import SignedStatement
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_edition,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_staff,
    make_user,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]
ENDED = "/api/v1/juror/ended-juries"


@pytest.mark.parametrize(
    ("language", "subject"),
    [("ar", "أُعفيت من التحكيم: "), ("en", "You were released from the jury: ")],
)
def test_who_is_withdrawn_reads_why_and_finds_what_they_did(
    session: Session, scene: Scene, sign_in: SignIn, language: str, subject: str
) -> None:
    organiser = sign_in(make_staff(session, scene.edition))
    scene.user.language = language
    make_evaluation(
        session,
        scene.round,
        make_entry(session, scene.category, state="eligible", submitted_at=NOW),
        scene.juror,
    )
    scene.juror.answered_at = NOW
    scene.juror.signed.append(
        SignedStatement(
            id=uuid7(),
            statement="أقرّ بالاستقلال",
            statement_hash="ab" * 32,
            signed_name="هند المثال",
            signed_at=NOW,
        )
    )
    other = make_juror(session, scene.edition)
    session.commit()
    scene.put(scene.body(status="submitted"))
    left = sign_in(session.get_one(User, other.user_id))
    assert left.post(f"/api/v1/jury/{other.id}/resign", json={"reason": "-"}).status_code == 200
    assert scene.client.get(ENDED).json() == {"items": []}

    url = f"/api/v1/jurors/{scene.juror.id}/remove"
    assert organiser.post(url, json={"reason": "تضارب في المواعيد"}).status_code == 200
    mail = session.scalars(select(Mail).where(Mail.user_id == scene.user.id)).one()
    assert (mail.template, mail.to_email, mail.language) == (
        "jury_withdrawn",
        scene.user.email,
        language,
    )
    assert mail.subject.startswith(subject)
    assert "تضارب في المواعيد" in mail.text
    assert "/app/jury\n" in mail.text

    # What may be acted on knows them no more; what is recorded does, theirs alone.
    again = sign_in(scene.user)
    assert again.get("/api/v1/jury").json() == {"items": []}
    assert again.get(f"/api/v1/jury/{scene.juror.id}").status_code == 404
    (found,) = again.get(ENDED).json()["items"]
    assert found.pop("left_at") is not None
    (signed,) = found.pop("signed")
    assert (signed["statement"], signed["signed_name"]) == ("أقرّ بالاستقلال", "هند المثال")
    assert found == {
        "id": str(scene.juror.id),
        "edition_ar": scene.edition.name_ar,
        "edition_en": scene.edition.name_en,
        "programme_ar": scene.edition.programme.name_ar,
        "programme_en": scene.edition.programme.name_en,
        "timezone": scene.edition.timezone,
        "state": "withdrawn",
        "reason": "تضارب في المواعيد",
        "answered_at": "2026-03-10T09:00:00Z",
        "submitted": 1,
    }
    assert organiser.get(ENDED).json() == {"items": []}
    assert broken(session) == {}


def test_an_invitation_is_withdrawn_with_its_link_and_its_role(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    organiser = sign_in(make_staff(session, scene.edition))
    fresh = make_juror(session, scene.edition, state="invited")
    fresh.user_id, fresh.email, fresh.languages = None, "fresh@jury.example", ["en"]
    member = make_user(session)
    waiting = make_juror(session, scene.edition, state="invited")
    waiting.user_id, waiting.email, waiting.invited_at = None, member.email, NOW
    make_grant(session, member, Role.juror, Scope.edition, scene.edition.id)
    elsewhere = make_edition(session)
    make_grant(session, member, Role.juror, Scope.edition, elsewhere.id)
    never = make_juror(session, scene.edition, state="invited")
    never.user_id = None
    session.commit()
    assert organiser.post(f"/api/v1/jurors/{fresh.id}/invite").status_code == 200
    for one in (fresh, waiting, never):
        gone = organiser.post(f"/api/v1/jurors/{one.id}/remove", json={"reason": "اكتمل العدد"})
        assert gone.status_code == 200

    told = {
        one.to_email: one
        for one in session.scalars(select(Mail).where(Mail.template == "jury_withdrawn"))
    }
    # Whom nobody ever wrote to is not written to now.
    assert told.keys() == {"fresh@jury.example", member.email}
    mail = told["fresh@jury.example"]
    assert (mail.language, "/app/jury" in mail.text, "submitted" in mail.text) == (
        "en",
        False,
        False,
    )
    assert mail.subject.startswith("Your invitation to the jury was withdrawn")
    assert told[member.email].subject.startswith("سُحبت دعوتك إلى التحكيم")
    assert session.scalars(select(Invitation)).one().revoked_at is not None
    kept = session.scalars(select(Grant.scope_id).where(Grant.user_id == member.id)).all()
    assert kept == [elsewhere.id]
    (found,) = sign_in(member).get(ENDED).json()["items"]
    assert (found["state"], found["submitted"], found["signed"]) == ("withdrawn", 0, [])


def test_a_reason_that_nobody_was_told_stays_with_the_staff(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    # As it was kept before those who are withdrawn were told why.
    scene.juror.state, scene.juror.left_at = "withdrawn", NOW
    scene.juror.state_reason = "اشتكت منه جهة"
    session.commit()
    organiser = sign_in(make_staff(session, scene.edition))
    assert scene.client.get(ENDED).json()["items"][0]["reason"] == ""
    staff = f"/api/v1/jurors/{scene.juror.id}"
    assert organiser.get(staff).json()["state_reason"] == "اشتكت منه جهة"
    # Withdrawn again after a new invitation, they are told, and read what they were told.
    assert organiser.post(f"{staff}/invite").status_code == 200
    assert organiser.post(f"{staff}/remove", json={"reason": "اكتمل العدد"}).status_code == 200
    assert sign_in(scene.user).get(ENDED).json()["items"][0]["reason"] == "اكتمل العدد"
