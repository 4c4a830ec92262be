"""Giving and taking assignments by hand, giving them back, telling jurors, a juror's leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, User
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember
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
    make_staff,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


@pytest.fixture
def organiser(session: Session, scene: Scene, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, scene.edition))


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json()
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def new_juror(scene: Scene, **values: Any) -> Juror:
    """Another juror of the panel."""
    juror = make_juror(scene.session, scene.edition, **values)
    panel = scene.session.scalars(select(Panel)).one()
    scene.session.add(PanelMember(panel_id=panel.id, juror_id=juror.id))
    scene.session.commit()
    return juror


def give(
    scene: Scene, organiser: TestClient, juror: Juror, entry: Entry, key: UUID | None = None
) -> Any:
    return organiser.put(
        f"/api/v1/rounds/{scene.round.id}/assignments/{key or uuid7()}",
        json={"entry_id": str(entry.id), "juror_id": str(juror.id)},
    )


# ------------------------------------------------------------------ by hand


def test_an_entry_is_given_by_hand(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn
) -> None:
    juror, key = new_juror(scene), uuid7()
    made = give(scene, organiser, juror, scene.entry, key)
    assert made.status_code == 201
    assert made.json() == {
        "evaluation_id": str(key),
        "round_id": str(scene.round.id),
        "entry_id": str(scene.entry.id),
        "number": scene.entry.number,
        "juror_id": str(juror.id),
        "juror_ar": juror.name_ar,
        "juror_en": juror.name_en,
        "source": "hand",
        "status": "none",
        "assigned_at": "2026-03-10T09:00:00Z",
        "closed_reason": None,
        "closed_note": "",
    }
    assert give(scene, organiser, juror, scene.entry, key).status_code == 200
    again = give(scene, organiser, juror, scene.entry)
    assert code(again) == (409, "already_assigned")
    assert again.json()["evaluation_id"] == str(key)
    client = sign_in(session.get_one(User, juror.user_id))
    items = client.get("/api/v1/juror/evaluations").json()["items"]
    assert [item["evaluation_id"] for item in items] == [str(key)]
    assert broken(session) == {}


def test_what_may_not_be_given(session: Session, scene: Scene, organiser: TestClient) -> None:
    juror = new_juror(scene)
    category = make_category(session, scene.edition)
    other = make_entry(session, category, state="eligible")
    draft = make_entry(session, scene.category)
    foreign = make_edition(session)
    cases = [
        (juror, draft, (409, "entry_not_eligible")),
        (make_juror(session, scene.edition), scene.entry, (409, "not_on_panel")),
        (new_juror(scene, state="invited"), scene.entry, (409, "juror_not_accepted")),
        (
            new_juror(scene, employer_id=scene.entry.organisation_id),
            scene.entry,
            (409, "own_employer"),
        ),
        (make_juror(session, foreign), scene.entry, (422, "juror_unknown")),
        (
            juror,
            make_entry(session, make_category(session, foreign), state="eligible"),
            (422, "entry_unknown"),
        ),
    ]
    for who, what, wanted in cases:
        assert code(give(scene, organiser, who, what)) == wanted
    assert give(scene, organiser, juror, other).status_code == 201  # the panel judges them all
    panel = session.scalars(select(Panel)).one()
    session.add(PanelCategory(panel_id=panel.id, category_id=category.id))
    session.commit()
    assert code(give(scene, organiser, juror, scene.entry)) == (409, "category_not_judged")
    taken = give(scene, organiser, juror, other, scene.evaluation.id)
    assert code(taken) == (409, "id_taken")
    scene.round.state = "closed"
    session.commit()
    assert code(give(scene, organiser, juror, other)) == (409, "round_closed")


@pytest.mark.parametrize("of", ["entry", "organisation"])
@pytest.mark.parametrize(
    ("state", "bars"), [("recused", True), ("suspended", True), ("dismissed", False)]
)
def test_a_conflict_bars_the_pair(
    session: Session, scene: Scene, organiser: TestClient, of: str, state: str, bars: bool
) -> None:
    juror = new_juror(scene)
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=juror.id,
            entry_id=scene.entry.id if of == "entry" else None,
            organisation_id=scene.entry.organisation_id if of == "organisation" else None,
            source="organiser",
            kind="other",
            reason="-",
            state=state,
            declared_at=NOW,
        )
    )
    session.commit()
    answer = give(scene, organiser, juror, scene.entry)
    assert code(answer) == ((409, "conflict_bars") if bars else (201, None))


def test_taking_back_keeps_the_work_and_giving_again_brings_it_back(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    head = uuid7()
    scene.put(revision=head)
    url = f"/api/v1/assignments/{scene.evaluation.id}"
    assert code(organiser.request("DELETE", url, json={"reason": " "})) == (422, "text_missing")
    taken = organiser.request("DELETE", url, json={"reason": "خطأ في التوزيع"})
    assert (taken.status_code, taken.json()["closed_reason"]) == (200, "removed")
    assert code(scene.put(scene.body({}), parent=head)) == (403, "evaluation_closed")
    assert code(organiser.request("DELETE", url, json={"reason": "-"})) == (
        409,
        "evaluation_not_live",
    )
    assert len(scene.revisions()) == 1
    back = give(scene, organiser, scene.juror, scene.entry)
    assert (back.status_code, back.json()["evaluation_id"]) == (200, str(scene.evaluation.id))
    assert scene.put(scene.body({}), parent=head).status_code == 201


def test_what_is_submitted_is_not_taken_away(scene: Scene, organiser: TestClient) -> None:
    head = uuid7()
    scene.put(scene.body(status="submitted"), revision=head)
    url = f"/api/v1/assignments/{scene.evaluation.id}"
    assert code(organiser.request("DELETE", url, json={"reason": "-"})) == (
        409,
        "evaluation_submitted",
    )
    scene.reopen(head)
    scene.put(scene.body({}), parent=head)  # a draft again, but what was submitted still counts
    assert code(organiser.request("DELETE", url, json={"reason": "-"})) == (
        409,
        "evaluation_submitted",
    )
    assert (
        organiser.request(
            "DELETE", f"/api/v1/assignments/{uuid7()}", json={"reason": "-"}
        ).status_code
        == 404
    )


# ------------------------------------------------------------------ lists


def test_the_lists_of_assignments_and_loads(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    second = new_juror(scene)
    bare = make_entry(
        session, scene.category, state="eligible", title_ar="مشروع النخيل", folded="مشروع النخيل"
    )
    lost = make_evaluation(session, scene.round, scene.entry, second)
    lost.closed_at, lost.closed_reason, lost.closed_note = NOW, "given_back", "سفر"
    session.commit()
    scene.put(scene.body(status="submitted"))
    url = f"/api/v1/rounds/{scene.round.id}/assignments"
    page = organiser.get(url).json()
    rows = {row["number"]: row for row in page["items"]}
    first = rows[scene.entry.number]
    assert (first["live"], first["submitted"], first["wanted"]) == (1, 1, 3)
    assert {(row["juror_id"], row["status"], row["closed_reason"]) for row in first["jurors"]} == {
        (str(scene.juror.id), "submitted", None),
        (str(second.id), "none", "given_back"),
    }
    assert (rows[bare.number]["live"], rows[bare.number]["jurors"]) == (0, [])

    def listed(query: str) -> list[int]:
        return [row["number"] for row in organiser.get(f"{url}?{query}").json()["items"]]

    assert listed(f"juror_id={scene.juror.id}") == [scene.entry.number]
    assert listed("short=false") == []
    assert listed("sort=live") == [bare.number, scene.entry.number]
    assert listed("q=النخيل") == listed(f"q={bare.number}") == [bare.number]
    assert listed(f"category_id={uuid7()}") == []
    assert organiser.get(f"{url}?format=csv").text.count("\r\n") == 3
    loads = organiser.get(f"/api/v1/rounds/{scene.round.id}/loads?sort=-live").json()["items"]
    assert [(row["juror_id"], row["live"], row["submitted"]) for row in loads] == [
        (str(scene.juror.id), 1, 1),
        (str(second.id), 0, 0),
    ]
    # What left the race stays on the record and is short of nothing; nobody's load counts it.
    assert (first["judged"], listed("short=true")) == (True, [scene.entry.number, bare.number])
    scene.entry.state = "disqualified"
    session.commit()
    rows = {row["number"]: row["judged"] for row in organiser.get(url).json()["items"]}
    assert rows == {scene.entry.number: False, bare.number: True}
    assert listed("short=true") == [bare.number]
    loads = organiser.get(f"/api/v1/rounds/{scene.round.id}/loads").json()["items"]
    assert {row["live"] for row in loads} == {0}


def test_the_lists_take_the_same_statements_for_many(
    session: Session, scene: Scene, organiser: TestClient, statements: list[str]
) -> None:
    counts = []
    base = f"/api/v1/rounds/{scene.round.id}"
    for _ in range(2):
        for path in (f"{base}/assignments", f"{base}/loads"):
            statements.clear()
            assert organiser.get(path).status_code == 200
            counts.append(len([one for one in statements if one.startswith("SELECT")]))
        for _ in range(4):
            make_evaluation(
                session,
                scene.round,
                make_entry(session, scene.category, state="eligible"),
                new_juror(scene),
            )
    assert counts[:2] == counts[2:]


# ------------------------------------------------------------------ giving back


def test_giving_back_tells_the_organisers(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    make_grant(
        session,
        make_staff(session, make_edition(session)),
        Role.organiser,
        Scope.programme,
        scene.edition.programme_id,
    )
    scene.put()
    url = f"{scene.url}/give-back"
    assert code(scene.client.post(url, json={"reason": ""})) == (422, "text_missing")
    given = scene.client.post(url, json={"reason": "خارج تخصصي"})
    assert (given.status_code, given.json()["closed_reason"]) == (200, "given_back")
    assert code(scene.client.post(url, json={"reason": "-"})) == (403, "evaluation_closed")
    assert scene.client.get("/api/v1/juror/evaluations").json()["items"] == []
    mails = session.scalars(select(Mail).where(Mail.template == "given_back")).all()
    assert len(mails) == 2
    assert "خارج تخصصي" in mails[0].text
    assert scene.entry.title_ar not in mails[0].text
    stored = scene.fresh()
    assert (stored.closed_reason, stored.closed_note) == ("given_back", "خارج تخصصي")
    assert len(scene.revisions()) == 1


def test_what_is_submitted_is_not_given_back(scene: Scene, sign_in: SignIn) -> None:
    head = uuid7()
    scene.put(scene.body(status="submitted"), revision=head)
    url = f"{scene.url}/give-back"
    assert code(scene.client.post(url, json={"reason": "-"})) == (409, "evaluation_submitted")
    scene.reopen(head)
    scene.put(scene.body({}), parent=head)
    assert code(scene.client.post(url, json={"reason": "-"})) == (409, "evaluation_submitted")
    stranger = sign_in(make_staff(scene.session, scene.edition, Role.juror))
    assert code(stranger.post(url, json={"reason": "-"})) == (404, "not_found")


# ------------------------------------------------------------------ telling jurors


def test_jurors_are_told_once_for_the_same_entries(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    second = new_juror(scene)
    make_evaluation(session, scene.round, scene.entry, second)
    url = f"/api/v1/rounds/{scene.round.id}/notify-jurors"
    assert organiser.post(url).json() == {"mailed": 2, "already": 0}
    assert organiser.post(url).json() == {"mailed": 0, "already": 2}
    more = make_entry(session, scene.category, state="eligible")
    make_evaluation(session, scene.round, more, second)
    assert organiser.post(url).json() == {"mailed": 1, "already": 1}
    mails = session.scalars(select(Mail).where(Mail.template == "assigned")).all()
    assert sorted(mail.to_email for mail in mails) == sorted(
        [scene.juror.email, second.email, second.email]
    )
    assert scene.entry.title_ar not in "".join(mail.text for mail in mails)


# ------------------------------------------------------------------ leaving


def test_a_juror_leaves_with_their_seats_and_roles(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    panel = session.scalars(select(Panel)).one()
    panel.chair_id = scene.juror.id
    make_grant(session, scene.user, Role.chair, Scope.edition, scene.edition.id)
    done = make_evaluation(
        session,
        scene.round,
        make_entry(session, scene.category, state="eligible", submitted_at=NOW),
        scene.juror,
    )
    done.closed_at, done.closed_reason = NOW, "given_back"
    session.commit()
    head = uuid7()
    scene.put(revision=head)
    url = f"/api/v1/jurors/{scene.juror.id}/remove"
    left = organiser.post(url, json={"reason": "طلب إعفاءه"})
    assert (left.status_code, left.json()["state"]) == (200, "withdrawn")
    assert left.json()["state_reason"] == "طلب إعفاءه"
    assert scene.fresh().closed_reason == "removed"
    assert session.get_one(Evaluation, done.id).closed_reason == "given_back"
    assert session.scalars(select(PanelMember.juror_id)).all() == []
    assert session.get_one(Panel, panel.id).chair_id is None
    grants = session.scalars(select(Grant.role).where(Grant.user_id == scene.user.id)).all()
    assert grants == []
    assert code(organiser.post(url, json={"reason": "-"})) == (409, "juror_not_serving")
    assert broken(session) == {}
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "remove_juror").order_by(AuditEvent.id)
    ).all()
    assert [act.facts["evaluations_closed"] for act in acts] == [1]


def test_a_removed_jurors_device_hears_403(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn
) -> None:
    """The work waits on the device; the evaluation is no longer theirs, though it was."""
    organiser.post(f"/api/v1/jurors/{scene.juror.id}/remove", json={"reason": "-"})
    again = sign_in(scene.user)  # their sessions ended with the role
    assert code(scene.put(client=again)) == (403, "evaluation_closed")


def test_what_a_released_juror_submitted_stands_and_is_theirs_no_more(
    session: Session, scene: Scene, organiser: TestClient, sign_in: SignIn
) -> None:
    waits = make_evaluation(
        session,
        scene.round,
        make_entry(session, scene.category, state="eligible", submitted_at=NOW),
        scene.juror,
    )
    elsewhere = make_edition(session, phase="judging")
    make_juror(session, elsewhere, scene.user)
    session.commit()
    scene.put(scene.body(status="submitted"))
    organiser.post(f"/api/v1/jurors/{scene.juror.id}/remove", json={"reason": "-"})
    assert (scene.fresh().closed_at, scene.fresh().submitted_id is None) == (None, False)
    session.refresh(waits)
    assert waits.closed_reason == "removed"
    url = f"/api/v1/rounds/{scene.round.id}/assignments?sort=number"
    board = organiser.get(url).json()["items"]
    assert [(row["live"], row["submitted"]) for row in board] == [(1, 1), (0, 0)]
    # Still a juror elsewhere, they neither read nor write what was theirs here.
    again = sign_in(scene.user)
    assert code(again.get(scene.url)) == (403, "evaluation_closed")
    assert code(scene.put(client=again)) == (403, "evaluation_closed")
    assert broken(session) == {}


def test_what_stands_in_a_closed_round_stays(
    session: Session, scene: Scene, organiser: TestClient
) -> None:
    scene.put(scene.body(status="submitted"))
    scene.round.state = "closed"
    session.commit()
    organiser.post(f"/api/v1/jurors/{scene.juror.id}/remove", json={"reason": "-"})
    assert scene.fresh().closed_at is None
