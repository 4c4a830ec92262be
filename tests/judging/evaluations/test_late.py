"""What arrives in the grace window: seen, decided by two people, told, and in nobody's way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.judging.evaluations.models import Evaluation, NaClaim, NaDecision, Revision
from app.judging.evaluations.queries import counted_totals
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.factories import (
    make_entry,
    make_evaluation,
    make_juror,
    make_organisation,
    make_past_tie,
    make_staff,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]
REASON = "انقطع الاتصال في الطائرة"


@pytest.fixture
def staff(session: Session, scene: Scene, sign_in: SignIn) -> dict[str, tuple[User, TestClient]]:
    """Two organisers and an approver."""
    scene.round.grace_minutes = 60
    session.commit()
    people = {
        "first": make_staff(session, scene.edition),
        "second": make_staff(session, scene.edition),
        "approver": make_staff(session, scene.edition, Role.approver),
    }
    return {name: (user, sign_in(user)) for name, user in people.items()}


def late_url(scene: Scene) -> str:
    return f"/api/v1/rounds/{scene.round.id}/late"


def rows(client: TestClient, scene: Scene, **query: str) -> list[dict[str, Any]]:
    answer = client.get(late_url(scene), params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def act(client: TestClient, scene: Scene, verb: str, **body: Any) -> Any:
    answer = client.post(f"{late_url(scene)}/{verb}", json=body)
    return answer.json() if answer.status_code == 200 else (answer.status_code, answer.json())


def propose(client: TestClient, scene: Scene, word: str, *ids: UUID | str) -> Any:
    named = [str(one) for one in ids or (scene.evaluation.id,)]
    return act(client, scene, "propose", evaluation_ids=named, word=word, reason=REASON)


def in_grace(scene: Scene, clock: Clock) -> None:
    clock.now = scene.round.closes_at + timedelta(minutes=10)


def mails(session: Session, template: str) -> list[Mail]:
    session.expire_all()
    found = select(Mail).where(Mail.template == template).order_by(Mail.id)
    return list(session.scalars(found))


def late_submission(scene: Scene, clock: Clock) -> tuple[UUID, UUID]:
    """A draft in time, and its submission ten minutes late."""
    head, late = uuid7(), uuid7()
    assert scene.put(scene.body({"a": "1"}), revision=head).status_code == 201
    in_grace(scene, clock)
    sent = scene.put(scene.body(status="submitted"), parent=head, revision=late)
    assert sent.status_code == 202
    return head, late


def test_two_people_admit_and_what_arrived_late_counts(
    scene: Scene, clock: Clock, staff: dict[str, tuple[User, TestClient]]
) -> None:
    session = scene.session
    head, late = late_submission(scene, clock)
    first, second = staff["first"][1], staff["second"][1]
    (row,) = rows(first, scene)
    assert "scores" not in row
    assert "total" not in row
    assert (row["state"], row["minutes_late"], row["may"], row["words"]) == (
        "waiting",
        10,
        ["propose"],
        [],
    )
    assert (row["made_at"], row["superseded"]) == ("2026-03-10T08:59:00Z", False)
    # The organisers are told once, not the approver; the home says that it waits.
    assert len(mails(session, "late_arrived")) == 2
    home = first.get(f"/api/v1/home/organiser/{scene.edition.id}").json()
    assert ("late_to_decide", 1) in [(one["code"], one["count"]) for one in home["attention"]]
    # The juror reads that it waits; nothing else of theirs moved.
    desk = scene.client.get(scene.url).json()
    assert desk["late"] == {"state": "waiting", "reason": "", "decided_at": None}
    # They go on from what they sent, as on the device that sent it.
    assert (desk["head"], desk["status"], desk["grace_minutes"]) == (str(late), "submitted", 60)
    queue = scene.client.get("/api/v1/juror/evaluations").json()["items"]
    assert [one["late"] for one in queue] == ["waiting"]
    # The round is not closed over it, and says of which entry.
    clock.now = scene.round.closes_at + timedelta(hours=2)
    wanted = {"accept_missing": True, "reason": "انتهى الوقت"}
    refused = first.post(f"/api/v1/rounds/{scene.round.id}/close", json=wanted)
    assert (refused.status_code, refused.json()["code"]) == (409, "late_undecided")
    assert (refused.json()["numbers"], refused.json()["count"]) == ([scene.entry.number], 1)
    # One proposes; the same person does not confirm; another declines, then it is proposed anew.
    assert propose(first, scene, "admit") == {"changed": 1, "left": []}
    (row,) = rows(first, scene)
    decision = row["decision_id"]
    assert (row["may"], row["words"][0]["state"]) == (["withdraw"], "proposed")
    # It waits on the approver's home for a second name, until somebody answers.
    approver = staff["approver"][1]

    def waiting() -> list[tuple[str, int]]:
        (one,) = approver.get("/api/v1/home/approver").json()["editions"]
        return [(late["round_id"], late["count"]) for late in one["late"]]

    assert waiting() == [(str(scene.round.id), 1)]
    own = act(first, scene, "confirm", decision_ids=[decision])
    assert [one["why"]["code"] for one in own["left"]] == ["proposed_by_you"]
    again = propose(second, scene, "refuse")
    assert [one["why"]["code"] for one in again["left"]] == ["decision_proposed"]
    assert {one.user_id for one in mails(session, "late_proposed")} == {
        staff["second"][0].id,
        staff["approver"][0].id,
    }
    done = act(second, scene, "decline", decision_ids=[decision], reason="أين الدليل؟")
    assert done == {"changed": 1, "left": []}
    assert waiting() == []
    assert "أين الدليل؟" in mails(session, "late_declined")[0].text
    over = act(second, scene, "confirm", decision_ids=[decision])
    assert [one["why"]["code"] for one in over["left"]] == ["proposal_over"]
    # Nobody is told a proposal's word before it is confirmed.
    assert propose(first, scene, "admit")["changed"] == 1
    assert scene.client.get(scene.url).json()["late"]["reason"] == ""
    assert waiting() == [(str(scene.round.id), 1)]
    (row,) = rows(approver, scene)
    assert row["may"] == ["confirm", "decline"]
    done = act(approver, scene, "confirm", decision_ids=[row["decision_id"]])
    assert done == {"changed": 1, "left": []}
    stored = scene.fresh()
    assert (stored.head_id, stored.submitted_id, stored.status) == (late, late, "submitted")
    assert stored.submitted_at == scene.round.closes_at + timedelta(minutes=10)
    assert (stored.late_head_id, stored.late_state) == (None, "admitted")
    assert [one.branch for one in scene.revisions()] == ["head", "head"]
    assert [str(one.total) for one in counted_totals(session, scene.round.id)] == ["60"]
    desk = scene.client.get(scene.url).json()
    assert (desk["late"]["state"], desk["late"]["reason"]) == ("admitted", REASON)
    (told,) = mails(session, "late_decided")
    assert told.user_id == scene.user.id
    assert REASON in told.text
    assert "60" not in told.text
    # A replay answers what became of it: it is the head now.
    sent = scene.put(scene.body(status="submitted"), parent=head, revision=late)
    assert (sent.status_code, sent.json()["head"]) == (200, str(late))
    assert session.scalars(
        select(AuditEvent.act)
        .where(AuditEvent.act.contains("late") | (AuditEvent.act == "admit_evaluation"))
        .order_by(AuditEvent.id)
    ).all() == [
        "propose_late_decision",
        "decline_late_decision",
        "propose_late_decision",
        "admit_evaluation",
    ]
    assert first.post(f"/api/v1/rounds/{scene.round.id}/close", json={}).status_code == 200
    refused = propose(first, scene, "refuse")
    assert (refused[0], refused[1]["code"]) == (409, "round_not_open")
    assert rows(first, scene)[0]["may"] == []
    assert broken(session) == {}


def test_what_is_refused_stays_on_record_and_the_round_closes(
    scene: Scene, clock: Clock, staff: dict[str, tuple[User, TestClient]]
) -> None:
    session = scene.session
    first, second = staff["first"][1], staff["second"][1]
    # Two more: one submitted late at first, one that only has a late draft.
    made = []
    for _ in range(2):
        entry = make_entry(session, scene.category, state="eligible", submitted_at=clock.now)
        made.append(make_evaluation(session, scene.round, entry, scene.juror))
    head, late = late_submission(scene, clock)
    for evaluation, status in zip(made, ("submitted", "draft"), strict=True):
        sent = scene.client.put(
            f"/api/v1/juror/evaluations/{evaluation.id}/revisions/{uuid7()}",
            json=scene.body(status=status),
            headers={"If-None-Match": "*"},
        )
        assert sent.status_code == 202
    assert [one["state"] for one in rows(first, scene)] == ["waiting", "waiting", "draft"]
    assert len(mails(session, "late_arrived")) == 2
    drafts = rows(first, scene, state="draft")
    assert [one["evaluation_id"] for one in drafts] == [str(made[1].id)]
    every = [scene.evaluation.id, *(one.id for one in made)]
    done = propose(first, scene, "refuse", *every)
    assert done["changed"] == 2
    assert [one["why"]["code"] for one in done["left"]] == ["late_not_waiting"]
    # Whoever proposed may take it back; nobody else.
    ids = [one["decision_id"] for one in rows(first, scene, state="waiting")]
    other = act(second, scene, "withdraw", decision_ids=ids)
    assert [one["why"]["code"] for one in other["left"]] == ["not_your_proposal"] * 2
    assert act(first, scene, "withdraw", decision_ids=ids[:1])["changed"] == 1
    assert act(second, scene, "confirm", decision_ids=ids)["changed"] == 1
    waiting = rows(first, scene, state="waiting")
    assert propose(second, scene, "refuse", waiting[0]["evaluation_id"])["changed"] == 1
    (row,) = rows(first, scene, state="waiting")
    assert act(first, scene, "confirm", decision_ids=[row["decision_id"]])["changed"] == 1
    stored = scene.fresh()
    assert (stored.head_id, stored.status, stored.submitted_id) == (head, "draft", None)
    assert (stored.late_head_id, stored.late_state) == (None, "refused")
    assert [one.branch for one in scene.revisions()] == ["head", "refused"]
    assert scene.client.get(scene.url).json()["head"] == str(head)
    # A replay answers as the first time; the juror's history holds it.
    sent = scene.put(scene.body(status="submitted"), parent=head, revision=late)
    assert (sent.status_code, sent.json()["head"]) == (202, str(late))
    history = scene.client.get(f"{scene.url}/revisions").json()["items"]
    assert [one["branch"] for one in history] == ["refused", "head"]
    listed = first.get(late_url(scene), params={"format": "csv"})
    assert listed.text.count(REASON) == 2
    clock.now = scene.round.closes_at + timedelta(hours=2)
    wanted = {"accept_missing": True, "reason": "انتهى الوقت"}
    closed = first.post(f"/api/v1/rounds/{scene.round.id}/close", json=wanted)
    assert closed.status_code == 200
    assert broken(session) == {}


def test_late_work_is_not_put_over_newer_work_in_time(
    scene: Scene, clock: Clock, staff: dict[str, tuple[User, TestClient]]
) -> None:
    """The round's time moved after the late work had come, and its juror went on in time."""
    head, _ = late_submission(scene, clock)
    first, second = staff["first"][1], staff["second"][1]
    assert propose(first, scene, "admit")["changed"] == 1
    scene.round.closes_at += timedelta(days=1)
    scene.session.commit()
    newer = uuid7()
    assert scene.client.get(scene.url).headers["ETag"] == f'"{head}"'
    assert scene.put(scene.body(), parent=head, revision=newer).status_code == 201
    (row,) = rows(first, scene)
    assert row["superseded"] is True
    done = act(second, scene, "confirm", decision_ids=[row["decision_id"]])
    assert [one["why"]["code"] for one in done["left"]] == ["late_superseded"]
    act(first, scene, "withdraw", decision_ids=[row["decision_id"]])
    assert propose(first, scene, "refuse")["changed"] == 1
    (row,) = rows(second, scene)
    assert act(second, scene, "confirm", decision_ids=[row["decision_id"]])["changed"] == 1
    assert scene.fresh().head_id == newer
    # In the grace of the later closing a new late branch begins at the head.
    clock.now = scene.round.closes_at + timedelta(minutes=5)
    latest = uuid7()
    sent = scene.put(scene.body(status="submitted"), parent=newer, revision=latest)
    assert sent.status_code == 202
    stored = scene.fresh()
    assert (stored.late_head_id, stored.late_state, stored.late_decision_id) == (
        latest,
        "waiting",
        None,
    )
    assert broken(scene.session) == {}


def test_what_the_chair_wants_a_mark_for_is_not_admitted_without_one(
    scene: Scene, clock: Clock, staff: dict[str, tuple[User, TestClient]]
) -> None:
    """A colleague's claim was refused before this juror's late one was decided on."""
    _, late = late_submission(scene, clock)
    leaf = scene.leaves["c"]
    scene.session.add(NaClaim(revision_id=late, criterion_id=leaf))
    decision = NaDecision(
        round_id=scene.round.id,
        entry_id=scene.entry.id,
        criterion_id=leaf,
        accepted=True,
        reason="",
        decided_at=clock.now,
    )
    scene.session.add(decision)
    scene.session.commit()
    first, second = staff["first"][1], staff["second"][1]
    assert propose(first, scene, "admit")["changed"] == 1
    (row,) = rows(first, scene)
    decision.accepted, decision.reason = False, "ينطبق"
    scene.session.commit()
    done = act(second, scene, "confirm", decision_ids=[row["decision_id"]])
    assert [one["why"]["code"] for one in done["left"]] == ["late_unmarked"]
    act(first, scene, "withdraw", decision_ids=[row["decision_id"]])
    left = propose(first, scene, "admit")["left"]
    assert [one["why"]["code"] for one in left] == ["late_unmarked"]
    assert propose(first, scene, "refuse")["changed"] == 1


def test_walls_and_the_lack_of_a_second_person(
    scene: Scene, clock: Clock, session: Session, sign_in: SignIn
) -> None:
    scene.round.grace_minutes = 60
    alone = make_staff(session, scene.edition)
    agency = make_organisation(session)
    rival = make_entry(session, scene.category, agency, state="eligible", submitted_at=clock.now)
    juror = make_juror(session, scene.edition)
    theirs = make_evaluation(session, scene.round, rival, juror)
    late_submission(scene, clock)
    client = sign_in(session.get_one(User, juror.user_id))
    sent = client.put(
        f"/api/v1/juror/evaluations/{theirs.id}/revisions/{uuid7()}",
        json=scene.body(status="submitted"),
        headers={"If-None-Match": "*"},
    )
    assert sent.status_code == 202
    organiser = sign_in(alone)
    refused = propose(organiser, scene, "admit")
    assert (refused[0], refused[1]["code"]) == (409, "nobody_confirms")
    walled = make_staff(session, scene.edition)
    make_past_tie(session, walled, Scope.organisation, agency.id)
    behind = sign_in(walled)
    # What they are walled off from is not listed, and of its rivals they decide nothing.
    (row,) = rows(behind, scene)
    assert (row["number"], row["may"]) == (scene.entry.number, [])
    assert propose(behind, scene, "admit", theirs.id)[0] == 404
    left = propose(behind, scene, "admit", scene.evaluation.id)
    assert [one["why"]["code"] for one in left["left"]] == ["category_barred"]
    clock.now = scene.round.closes_at + timedelta(hours=2)
    closing = f"/api/v1/rounds/{scene.round.id}/close"
    wanted = {"accept_missing": True, "reason": "انتهى الوقت"}
    assert behind.post(closing, json=wanted).json()["code"] == "close_walled"
    assert organiser.post(closing, json=wanted).json()["count"] == 2
    # Who is no longer the juror's has nothing to wait for.
    session.expire_all()
    row = session.get_one(Evaluation, theirs.id)
    row.closed_at, row.closed_reason = clock.now, "removed"
    session.commit()
    assert organiser.post(closing, json=wanted).json()["count"] == 1
    left = propose(organiser, scene, "refuse", theirs.id)
    assert [one["why"]["code"] for one in left["left"]] == ["evaluation_closed"]
    assert session.scalars(select(Revision.branch).where(Revision.branch == "refused")).all() == []


def test_the_list_takes_a_fixed_number_of_statements(
    scene: Scene,
    clock: Clock,
    staff: dict[str, tuple[User, TestClient]],
    statements: list[str],
) -> None:
    late_submission(scene, clock)
    client, url = staff["first"][1], late_url(scene)

    def count() -> int:
        statements.clear()
        assert client.get(url, params={"q": "", "sort": "juror"}).json()["total"]
        return len(statements)

    one = count()
    for _ in range(3):
        entry = make_entry(scene.session, scene.category, state="eligible", submitted_at=clock.now)
        evaluation = make_evaluation(scene.session, scene.round, entry, scene.juror)
        scene.client.put(
            f"/api/v1/juror/evaluations/{evaluation.id}/revisions/{uuid7()}",
            json=scene.body(status="submitted"),
            headers={"If-None-Match": "*"},
        )
    assert count() == one


def test_of_two_late_submissions_the_one_that_was_chosen_waits(scene: Scene, clock: Clock) -> None:
    """Two devices submitted without a network; in the grace window the juror decides between them."""
    scene.round.grace_minutes = 60
    scene.session.commit()
    _, first = late_submission(scene, clock)
    other = scene.put(scene.body(status="submitted"), parent=uuid7(), revision=uuid7())
    assert other.status_code == 412, other.text
    assert (other.json()["current"]["head"], other.json()["late"]) == (str(first), True)
    draft = scene.put(scene.body(), parent=first, revision=uuid7())
    assert (draft.status_code, draft.json()["code"]) == (409, "evaluation_submitted")
    chosen = uuid7()
    sent = scene.put(scene.body(status="submitted"), parent=first, revision=chosen)
    assert sent.status_code == 202
    stored = scene.fresh()
    assert (stored.late_head_id, stored.late_state) == (chosen, "waiting")
    assert broken(scene.session) == {}
