"""The jurors of a programme over its editions, and inviting one of them again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.editions.models import Edition, Programme
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Juror, JurorExpertise, SignedStatement
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_past_tie,
    make_round,
    make_staff,
    make_user,
)
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


def url(scene: Scene, rest: str = "") -> str:
    return f"/api/v1/editions/{scene.edition.id}/juror-directory{rest}"


def earlier(session: Session, scene: Scene) -> Edition:
    programme = session.get_one(Programme, scene.edition.programme_id)
    edition = make_edition(session, programme, phase="published", name_ar="الدورة الأولى")
    edition.created_at = NOW - timedelta(days=400)
    session.commit()
    return edition


def listed(client: TestClient, scene: Scene, **params: Any) -> list[dict[str, Any]]:
    answer = client.get(url(scene), params=params)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_people_are_listed_once_with_what_they_did_over_the_editions(
    session: Session, scene: Scene, organiser: TestClient, statements: list[str]
) -> None:
    first = earlier(session, scene)
    user = session.get_one(User, scene.juror.user_id)
    scene.juror.name_ar, scene.juror.folded_name = "أحمد", "احمد"
    past = make_juror(session, first, user, folded_name="احمد", origin="regional")
    # Signed long ago, and invited anew since: the statement stands all the same.
    past.signed.append(
        SignedStatement(
            id=uuid7(),
            statement="أقرّ",
            statement_hash="0" * 64,
            signed_name="أحمد",
            signed_at=NOW - timedelta(days=300),
        )
    )
    category = make_category(session, first)
    round_ = make_round(session, first, state="closed", closed_at=NOW)
    entries = [make_entry(session, category, state="eligible") for _ in range(3)]
    done = [make_evaluation(session, round_, entry, past) for entry in entries]
    done[0].submitted_id = uuid7()
    done[1].closed_at, done[1].closed_reason = NOW, "recused"
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=first.id,
            juror_id=past.id,
            entry_id=entries[1].id,
            source="juror",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    make_juror(session, first, name_ar="زيد", folded_name="زيد", state="declined")
    only = make_juror(session, first, name_ar="هند", folded_name="هند")
    elsewhere = make_juror(session, make_edition(session), name_ar="غريب")
    session.commit()
    del statements[:]
    found = listed(organiser, scene)
    assert len(statements) < 20
    assert [one["email"] for one in found] == [user.email, only.email]
    assert elsewhere.email not in {one["email"] for one in found}
    one = found[0]
    assert (one["juror_id"], one["name_ar"]) == (str(scene.juror.id), "أحمد")
    assert [served["name_ar"] for served in one["editions"]] == ["الدورة الثانية", "الدورة الأولى"]
    assert (one["assigned"], one["submitted"], one["recusals"]) == (3, 1, 1)
    assert (one["here"], found[1]["here"]) == ("accepted", None)
    assert one["signed_at"] is not None
    assert [row["email"] for row in listed(organiser, scene, here=False)] == [only.email]
    assert [row["email"] for row in listed(organiser, scene, origin="regional")] == [user.email]
    assert [row["email"] for row in listed(organiser, scene, q="أحمد")] == [user.email]
    assert listed(organiser, scene, sort="-editions")[0]["email"] == user.email
    # By the name that the reader sees.
    for one, name in ((user, "Zaid"), (only, "Adam")):
        session.execute(update(Juror).where(Juror.email == one.email).values(name_en=name))
    session.commit()
    english = organiser.get(url(scene), headers={"Accept-Language": "en"}).json()["items"]
    assert [row["email"] for row in english] == [only.email, user.email]
    assert [row["email"] for row in listed(organiser, scene)] == [user.email, only.email]
    csv = organiser.get(url(scene), params={"format": "csv"})
    assert "الدورة الأولى" in csv.content.decode("utf-8-sig")


def test_a_wall_hides_the_work_on_its_entry(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    user = make_staff(session, scene.edition)
    assert scene.entry.organisation_id is not None
    make_past_tie(session, user, Scope.organisation, scene.entry.organisation_id)
    (seen,) = listed(sign_in(user), scene)
    assert (seen["assigned"], seen["recusals"]) == (0, 0)
    admin = make_user(session)
    make_grant(session, admin, Role.admin)
    (whole,) = listed(sign_in(admin), scene)
    assert whole["assigned"] == 1


def test_somebody_is_invited_with_the_profile_they_had(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    first = earlier(session, scene)
    before = make_category(session, first, code="green")
    now = make_category(session, scene.edition, code="green", position=1)
    past = make_juror(session, first, name_ar="هند", origin="regional", biography_ar="سيرة")
    session.add(JurorExpertise(juror_id=past.id, category_id=before.id, level=3))
    session.commit()
    made = organiser.post(url(scene, f"/{past.id}/invite"))
    assert made.status_code == 200, made.json()
    body = made.json()
    assert (body["edition_id"], body["state"], body["origin"]) == (
        str(scene.edition.id),
        "invited",
        "regional",
    )
    assert body["expertise"] == [{"category_id": str(now.id), "level": 3}]
    assert body["biography_ar"] == "سيرة"
    assert session.scalars(select(Mail.to_email)).all() == [past.email]
    again = organiser.post(url(scene, f"/{past.id}/invite"))
    assert (again.status_code, again.json()["code"]) == (409, "juror_email_taken")
    stranger = make_juror(session, make_edition(session))
    assert organiser.post(url(scene, f"/{stranger.id}/invite")).status_code == 404
    make_grant(
        session,
        session.get_one(User, make_juror(session, first).user_id),
        Role.screener,
        Scope.edition,
        scene.edition.id,
    )
    staff = session.scalars(
        select(Juror).where(Juror.edition_id == first.id).order_by(Juror.id.desc())
    ).first()
    assert staff is not None
    refused = organiser.post(url(scene, f"/{staff.id}/invite"))
    assert (refused.status_code, refused.json()["code"]) == (409, "staff_cannot_judge")
