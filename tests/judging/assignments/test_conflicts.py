"""Conflicts: the juror's own word, the organiser's, the decision, and the wall that follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_organisation,
    make_round,
    make_staff,
)
from tests.judging.scene import Scene, broken, make_scene

SignIn = Callable[..., TestClient]


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json()
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def declare(scene: Scene, key: UUID | None = None, **values: Any) -> Any:
    body = {"evaluation_id": str(scene.evaluation.id), "kind": "employer"} | values
    return scene.client.put(f"/api/v1/juror/conflicts/{key or uuid7()}", json=body)


def report(scene: Scene, organiser: TestClient, key: UUID | None = None, **values: Any) -> Any:
    body = {
        "juror_id": str(scene.juror.id),
        "entry_id": str(scene.entry.id),
        "kind": "family",
        "reason": "قرابة مع مدير المشروع",
    } | values
    return organiser.put(
        f"/api/v1/editions/{scene.edition.id}/conflicts/{key or uuid7()}", json=body
    )


# ------------------------------------------------------------------ the juror's own word


def test_a_declared_conflict_recuses_at_once(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    other_round = make_round(session, scene.edition, number=2)
    elsewhere = make_evaluation(session, other_round, scene.entry, scene.juror)
    scene.put()
    key = uuid7()
    said = declare(scene, key, reason="عملت معهم")
    assert said.status_code == 201
    assert said.json() == {
        "id": str(key),
        "entry_id": str(scene.entry.id),
        "entry_number": scene.entry.number,
        "title_ar": "خدمة المثال",
        "title_en": "Example service",
        "organisation_ar": "",
        "organisation_en": "",
        "source": "juror",
        "kind": "employer",
        "reason": "عملت معهم",
        "state": "recused",
        "declared_at": "2026-03-10T09:00:00Z",
        "decided_at": None,
    }
    stored = scene.fresh()
    assert (stored.closed_reason, stored.closed_at) == ("recused", NOW)
    assert session.get_one(Evaluation, elsewhere.id).closed_reason == "recused"
    # The wall: gone from the queue, 403 on the desk, and the work is kept.
    assert scene.client.get("/api/v1/juror/evaluations").json()["items"] == []
    assert code(scene.client.get(scene.url)) == (403, "evaluation_closed")
    assert len(scene.revisions()) == 1
    # A repeat is harmless, another word about the same is no longer theirs to say.
    assert declare(scene, key, reason="عملت معهم").status_code == 200
    assert code(declare(scene)) == (403, "evaluation_closed")
    assert [row["id"] for row in scene.client.get("/api/v1/juror/conflicts").json()["items"]] == [
        str(key)
    ]
    as_csv = scene.client.get("/api/v1/juror/conflicts?format=csv&sort=state").text.splitlines()
    assert (len(as_csv), f"{scene.entry.number}," in as_csv[1]) == (2, True)
    mails = session.scalars(select(Mail).where(Mail.template == "recused")).all()
    assert [scene.entry.title_ar in mail.text for mail in mails] == [False]
    assert broken(session) == {}


def test_what_may_not_be_declared(scene: Scene, sign_in: SignIn) -> None:
    assert code(declare(scene, kind="other")) == (422, "reason_missing")
    assert code(declare(scene, kind="enemy")) == (422, "enum")
    assert code(declare(scene, evaluation_id=str(uuid7()))) == (404, "not_found")
    other = make_scene(scene.session, sign_in)
    assert code(declare(scene, evaluation_id=str(other.evaluation.id))) == (404, "not_found")
    key = uuid7()
    assert declare(scene, key).status_code == 201
    assert code(declare(other, key)) == (409, "id_taken")
    assert other.fresh().closed_at is None


def test_a_closed_round_keeps_what_it_counted(session: Session, scene: Scene) -> None:
    scene.put(scene.body(status="submitted"))
    scene.round.state = "closed"
    session.commit()
    assert declare(scene).status_code == 201
    assert scene.fresh().closed_at is None
    assert code(scene.client.get(scene.url)) == (403, "evaluation_closed")  # the wall stands


# ------------------------------------------------------------------ the organiser's word


def test_a_reported_conflict_suspends_until_decided(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    head, key = uuid7(), uuid7()
    scene.put(revision=head)
    said = report(scene, organiser, key)
    assert (said.status_code, said.json()["state"]) == (201, "suspended")
    assert said.json()["decide_by"] == "2026-03-13T09:00:00Z"
    assert report(scene, organiser, key).status_code == 200
    known = report(scene, organiser)
    assert code(known) == (409, "conflict_known")
    assert scene.fresh().closed_reason == "suspended"
    held = scene.put(parent=head)
    assert code(held) == (403, "evaluation_closed")
    assert held.json()["title"].startswith("أُوقف عملك في هذه المشاركة حتى يُبتّ")
    # The juror learns that they are suspended, not what was said.
    own = scene.client.get("/api/v1/juror/conflicts").json()["items"]
    assert [(row["state"], row["reason"]) for row in own] == [("suspended", "")]
    url = f"/api/v1/conflicts/{key}/decide"
    assert code(organiser.post(url, json={"state": "dismissed", "reason": ""})) == (
        422,
        "text_missing",
    )
    assert code(organiser.post(url, json={"state": "suspended", "reason": "-"}))[0] == 422
    done = organiser.post(url, json={"state": "dismissed", "reason": "لا صلة"})
    assert (done.status_code, done.json()["state"]) == (200, "dismissed")
    told = session.scalars(select(Mail).where(Mail.template == "conflict_decided")).all()
    assert [(one.user_id, "لا تعارض" in one.text) for one in told] == [(scene.user.id, True)]
    assert code(organiser.post(url, json={"state": "recused", "reason": "-"})) == (
        409,
        "conflict_decided",
    )
    assert scene.fresh().closed_at is None
    assert scene.put(scene.body({}), parent=head).status_code == 201
    assert broken(session) == {}
    acts = session.scalars(
        select(AuditEvent.act).where(AuditEvent.subject_id == key).order_by(AuditEvent.id)
    ).all()
    assert acts == ["report_conflict", "decide_conflict"]


def test_a_conflict_with_an_organisation_reaches_all_its_entries(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    from app.organisations.models import Organisation

    owner = session.get_one(Organisation, scene.entry.organisation_id)
    second = make_entry(session, scene.category, owner, state="eligible")
    also = make_evaluation(session, scene.round, second, scene.juror)
    other = make_evaluation(
        session, scene.round, make_entry(session, scene.category, state="eligible"), scene.juror
    )
    key = uuid7()
    said = report(scene, organiser, key, entry_id=None, organisation_id=str(owner.id))
    assert (said.status_code, said.json()["organisation_ar"]) == (201, owner.name_ar)
    assert scene.fresh().closed_reason == "suspended"
    assert session.get_one(Evaluation, also.id).closed_reason == "suspended"
    assert session.get_one(Evaluation, other.id).closed_at is None
    items = scene.client.get("/api/v1/juror/evaluations").json()["items"]
    assert [item["evaluation_id"] for item in items] == [str(other.id)]
    organiser.post(f"/api/v1/conflicts/{key}/decide", json={"state": "recused", "reason": "ثبت"})
    assert scene.fresh().closed_reason == "recused"
    assert session.get_one(Evaluation, also.id).closed_reason == "recused"


def test_dismissing_one_conflict_leaves_the_other_standing(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    first, second = uuid7(), uuid7()
    report(scene, organiser, first)
    owner = str(scene.entry.organisation_id)
    report(scene, organiser, second, entry_id=None, organisation_id=owner)
    body = {"state": "dismissed", "reason": "لا صلة"}
    organiser.post(f"/api/v1/conflicts/{first}/decide", json=body)
    assert scene.fresh().closed_reason == "suspended"
    organiser.post(f"/api/v1/conflicts/{second}/decide", json=body)
    assert scene.fresh().closed_at is None


def test_a_recusal_is_lifted_with_a_reason(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    key = uuid7()
    declare(scene, key)
    url = f"/api/v1/conflicts/{key}/lift"
    lifted = organiser.post(url, json={"reason": "انتقل من الجهة قبل سنوات"})
    assert (lifted.status_code, lifted.json()["state"]) == (200, "dismissed")
    assert scene.fresh().closed_at is None
    assert code(organiser.post(url, json={"reason": "-"})) == (409, "conflict_not_standing")


def test_a_decision_after_the_close_changes_nothing_that_counted(
    session: Session, scene: Scene, organiser: TestClient, clock: Clock
) -> None:
    key = uuid7()
    report(scene, organiser, key)
    scene.round.state = "closed"
    session.commit()
    clock.forward(days=30)
    body = {"state": "dismissed", "reason": "لا صلة"}
    assert organiser.post(f"/api/v1/conflicts/{key}/decide", json=body).status_code == 200
    assert scene.fresh().closed_reason == "suspended"


def test_what_may_not_be_reported(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn
) -> None:
    owner = str(make_organisation(session).id)
    foreign = make_juror(session, make_edition(session))
    assert code(report(scene, organiser, entry_id=None)) == (422, "one_object")
    assert code(report(scene, organiser, organisation_id=owner)) == (422, "one_object")
    assert code(report(scene, organiser, entry_id=str(uuid7()))) == (422, "entry_unknown")
    assert code(report(scene, organiser, juror_id=str(foreign.id))) == (422, "juror_unknown")
    of = {"entry_id": None, "organisation_id": owner}
    assert code(report(scene, organiser, juror_id=str(foreign.id), **of)) == (422, "juror_unknown")
    of = {"entry_id": None, "organisation_id": str(uuid7())}
    assert code(report(scene, organiser, **of)) == (422, "organisation_unknown")
    assert code(report(scene, organiser, reason=" ")) == (422, "text_missing")
    key = uuid7()
    assert report(scene, organiser, key).status_code == 201
    assert code(report(scene, organiser, key, entry_id=None, organisation_id=owner)) == (
        409,
        "id_taken",
    )
    assert len(session.scalars(select(Conflict.id)).all()) == 1


def test_the_list_of_conflicts(
    session: Session, scene: Scene, organiser: TestClient, statements: list[str]
) -> None:
    key = uuid7()
    report(scene, organiser, key)
    url = f"/api/v1/editions/{scene.edition.id}/conflicts"
    row = organiser.get(f"{url}?state=suspended&juror_id={scene.juror.id}").json()["items"][0]
    assert (row["id"], row["juror_ar"], row["entry_number"], row["reason"]) == (
        str(key),
        scene.juror.name_ar,
        scene.entry.number,
        "قرابة مع مدير المشروع",
    )
    assert organiser.get(f"{url}?state=dismissed").json()["total"] == 0
    assert organiser.get(f"{url}?q=خدمة").json()["total"] == 1
    assert organiser.get(f"{url}?format=csv").text.count("\r\n") == 2
    statements.clear()
    organiser.get(url)
    few = len([one for one in statements if one.startswith("SELECT")])
    for _ in range(3):
        entry = make_entry(session, scene.category, state="eligible")
        report(scene, organiser, entry_id=str(entry.id))
    statements.clear()
    assert organiser.get(url).json()["total"] == 4
    assert len([one for one in statements if one.startswith("SELECT")]) == few


def test_a_juror_declares_an_agency_at_any_time(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    """With work of theirs or without; what was reported of it waits no longer; once."""
    later = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    session.commit()
    url = f"/api/v1/jury/{scene.juror.id}/conflicts"

    def say(about: object, key: object = None, **values: str) -> Any:
        body = {"organisation_id": str(about), "kind": "advised"} | values
        return scene.client.put(f"{url}/{key or uuid7()}", json=body)

    key = uuid7()
    assert code(say(uuid7())) == (422, "organisation_unknown")
    assert code(say(later.organisation_id, kind="other")) == (422, "reason_missing")
    said = say(later.organisation_id, key)
    assert (said.status_code, said.json()["state"]) == (201, "recused")
    assert say(later.organisation_id, key).status_code == 200
    assert code(say(scene.entry.organisation_id, key)) == (409, "id_taken")
    assert code(say(later.organisation_id)) == (409, "conflict_known")
    reported = organiser.put(
        f"/api/v1/editions/{scene.edition.id}/conflicts/{uuid7()}",
        json={
            "juror_id": str(scene.juror.id),
            "organisation_id": str(scene.entry.organisation_id),
            "kind": "business",
            "reason": "بلاغ",
        },
    )
    assert scene.fresh().closed_reason == "suspended"
    decided = say(scene.entry.organisation_id, reason="صحيح")
    assert (decided.status_code, decided.json()["id"]) == (200, reported.json()["id"])
    assert scene.fresh().closed_reason == "recused"
    told = session.scalars(select(Mail).where(Mail.template == "recused_from_agency")).all()
    assert len(told) == 2
    assert broken(session) == {}
    scene.juror.state = "withdrawn"
    session.commit()
    assert say(later.organisation_id).status_code == 404
