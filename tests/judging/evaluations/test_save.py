"""The fixed revision API: every code, in its fixed order, and what each leaves behind."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import rfc8785
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.editions.models import Criterion
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.schemas import canonical
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.factories import NOW, make_evaluation, make_juror, make_level
from tests.judging.scene import WORKED, Scene, make_scene, score

SignIn = Callable[..., TestClient]


def acts(session: Session) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


def code(answer: Any) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


# ------------------------------------------------------------------ 201, 200, 202


def test_the_first_save_makes_the_head(scene: Scene) -> None:
    revision = uuid7()
    answer = scene.put(revision=revision)
    assert answer.status_code == 201
    assert answer.headers["etag"] == f'"{revision}"'
    assert answer.json() == {
        "evaluation_id": str(scene.evaluation.id),
        "revision_id": str(revision),
        "head": str(revision),
        "branch": "head",
        "status": "draft",
        "total": None,
        "received_at": "2026-03-10T09:00:00Z",
    }
    stored = scene.fresh()
    assert (stored.head_id, stored.status, stored.submitted_id) == (revision, "draft", None)
    assert stored.saved_at == NOW
    assert acts(scene.session) == ["save_evaluation"]


def test_a_chain_of_saves_moves_the_head_each_time(scene: Scene) -> None:
    first, second, third = uuid7(), uuid7(), uuid7()
    assert scene.put(revision=first).status_code == 201
    assert scene.put(scene.body({"a": "1"}), parent=first, revision=second).status_code == 201
    assert scene.put(scene.body({}), parent=second, revision=third).status_code == 201
    assert scene.fresh().head_id == third
    assert [(row.id, row.parent_id, row.branch) for row in scene.revisions()] == [
        (first, None, "head"),
        (second, first, "head"),
        (third, second, "head"),
    ]


def test_submitting_counts_the_exact_total_of_the_worked_example(scene: Scene) -> None:
    revision = uuid7()
    answer = scene.put(scene.body(status="submitted"), revision=revision)
    assert answer.status_code == 201
    assert answer.json()["total"] == "60.00"
    assert [row.total for row in scene.revisions()] == ["60/1"]
    stored = scene.fresh()
    assert (stored.status, stored.submitted_id, stored.submitted_at) == (
        "submitted",
        revision,
        NOW,
    )
    assert acts(scene.session) == ["submit_evaluation"]


def test_totals_are_exact_fractions(scene: Scene) -> None:
    """Marks of 1, 2, 3, 4 out of 5: 0.3·20 + 0.1·40 + 0.1·60 + 0.5·80."""
    marks = {"a": "1", "b1": "2", "b2": "3", "c": "4"}
    assert scene.put(scene.body(marks, status="submitted")).json()["total"] == "56.00"
    assert [row.total for row in scene.revisions()] == ["56/1"]


def test_a_replay_doubles_nothing(scene: Scene) -> None:
    revision = uuid7()
    body = scene.body(status="submitted")
    assert scene.put(body, revision=revision).status_code == 201
    again = scene.put(body, revision=revision)
    assert again.status_code == 200
    assert again.headers["etag"] == f'"{revision}"'
    assert again.json()["total"] == "60.00"
    assert len(scene.revisions()) == 1
    assert acts(scene.session) == ["submit_evaluation"]


def test_a_replay_of_an_older_revision_is_still_a_replay(scene: Scene) -> None:
    first, second = uuid7(), uuid7()
    scene.put(revision=first)
    scene.put(scene.body({}), parent=first, revision=second)
    again = scene.put(revision=first)
    assert (again.status_code, again.json()["head"]) == (200, str(second))
    assert scene.fresh().head_id == second


def test_a_replay_after_the_round_is_over_is_still_a_replay(scene: Scene, clock: Clock) -> None:
    revision = uuid7()
    scene.put(revision=revision)
    clock.forward(days=30)
    assert scene.put(revision=revision).status_code == 200


def test_in_the_grace_window_a_save_waits_on_a_late_branch(scene: Scene, clock: Clock) -> None:
    scene.round.grace_minutes = 30
    scene.session.commit()
    head, late, later = uuid7(), uuid7(), uuid7()
    scene.put(revision=head)
    clock.now = scene.round.closes_at + timedelta(minutes=10)
    answer = scene.put(scene.body(status="submitted"), parent=head, revision=late)
    assert answer.status_code == 202
    assert answer.headers["etag"] == f'"{late}"'
    assert (answer.json()["branch"], answer.json()["head"]) == ("late", str(late))
    stored = scene.fresh()
    assert (stored.head_id, stored.late_head_id, stored.status) == (head, late, "draft")
    assert stored.submitted_id is None
    # A replay repeats 202; a submitted late head is locked; its parents are checked against it.
    assert scene.put(scene.body(status="submitted"), revision=late, parent=head).status_code == 202
    assert code(scene.put(scene.body({}), parent=late)) == (409, "evaluation_submitted")
    diverged = scene.put(scene.body({}), parent=head, revision=later)
    assert code(diverged) == (412, "diverged")
    assert diverged.json()["head"] == str(late)
    assert [row.branch for row in scene.revisions()] == ["head", "late", "diverged"]


def test_late_drafts_chain_on_the_late_branch(scene: Scene, clock: Clock) -> None:
    scene.round.grace_minutes = 30
    scene.session.commit()
    clock.now = scene.round.closes_at + timedelta(minutes=1)
    first, second = uuid7(), uuid7()
    assert scene.put(revision=first).status_code == 202
    assert scene.put(scene.body({}), parent=first, revision=second).status_code == 202
    stored = scene.fresh()
    assert (stored.head_id, stored.late_head_id, stored.status) == (None, second, "none")


def test_in_the_grace_window_only_what_was_made_in_time(scene: Scene, clock: Clock) -> None:
    scene.round.grace_minutes = 30
    scene.session.commit()
    clock.now = scene.round.closes_at + timedelta(minutes=10)
    made = (scene.round.closes_at + timedelta(seconds=1)).isoformat()
    assert code(scene.put(scene.body(made_at=made))) == (423, "round_over")
    assert scene.revisions() == []


# ------------------------------------------------------------------ refusals, one by one


def test_401_without_signing_in(scene: Scene, client: TestClient) -> None:
    assert code(scene.put(client=client)) == (401, "signed_out")


def test_428_without_a_condition(scene: Scene) -> None:
    assert code(scene.put(headers={})) == (428, "condition_required")
    answer = scene.client.post(f"{scene.url}/reopen")
    assert code(answer) == (428, "condition_required")


@pytest.mark.parametrize(
    "headers",
    [
        {"If-Match": "*"},
        {"If-Match": '"7"'},
        {"If-Match": f'"{uuid7()}", "{uuid7()}"'},
        {"If-None-Match": f'"{uuid7()}"'},
        {"If-Match": f'"{uuid7()}"', "If-None-Match": "*"},
    ],
)
def test_a_condition_that_says_nothing_clear(scene: Scene, headers: dict[str, str]) -> None:
    answer = scene.put(headers=headers)
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["condition_invalid"]


def malformed(scene: Scene) -> dict[str, bytes]:
    """Bodies that are refused before anything is looked up."""
    good = json.dumps(scene.body())
    key = str(scene.leaves["a"])
    return {
        "no JSON": b"{",
        "no body": b"",
        "not an object": b"[]",
        "not UTF-8": b'{"comment": "\xff"}',
        "unknown key": json.dumps(scene.body() | {"mark": 1}).encode(),
        "unknown key of a score": json.dumps(
            scene.body({}, scores={key: score("4", weight=3)})
        ).encode(),
        "duplicate key": good.replace('"notes": ""', '"notes": "", "notes": ""').encode(),
        "duplicate criterion": good.replace(
            f'"{key}":', f'"{key}": {json.dumps(score("1"))}, "{key}":'
        ).encode(),
        "criterion spelt twice": json.dumps(
            scene.body({}, scores={key: score("4"), key.upper(): score("5")})
        ).encode(),
        "points as a number": json.dumps(scene.body({}, scores={key: score(4)})).encode(),  # type: ignore[arg-type]
        "na as a number": json.dumps(scene.body({}, scores={key: score("4", na=0)})).encode(),
        "pins": json.dumps(scene.body({}, scores={key: score("4", pins=[1])})).encode(),
        "no status": json.dumps({k: v for k, v in scene.body().items() if k != "status"}).encode(),
        "strange status": json.dumps(scene.body(status="none")).encode(),
        "an instant without a zone": json.dumps(scene.body(made_at="2026-03-10T09:00:00")).encode(),
        "an instant before time": json.dumps(
            scene.body(made_at="0001-01-01T00:00:00+10:00")
        ).encode(),
        "a NUL": json.dumps(scene.body(comment="a\0b")).encode(),
        "a lone surrogate": good.replace('"notes": ""', '"notes": "\\ud800"').encode(),
        "an endless comment": json.dumps(scene.body(comment="ا" * 20_001)).encode(),
        "a bottomless nest": b'{"scores":' + b"[" * 5000 + b"]" * 5000 + b"}",
        "not a criterion": json.dumps(scene.body({}, scores={"a": score("4")})).encode(),
    }


def test_422_malformed_leaves_nothing_behind(scene: Scene) -> None:
    wrong = {
        name: answer.status_code
        for name, raw in malformed(scene).items()
        if (answer := scene.put(content=raw)).status_code != 422
        or answer.json()["code"] not in ("malformed", "invalid")
    }
    assert wrong == {}
    assert scene.revisions() == []
    assert acts(scene.session) == []


def test_413_for_a_body_longer_than_any_evaluation(scene: Scene) -> None:
    raw = json.dumps(scene.body(comment="x" * 1_100_000)).encode()
    assert code(scene.put(content=raw)) == (413, "too_large")


def test_404_for_what_was_never_yours(scene: Scene, sign_in: SignIn) -> None:
    other = make_juror(scene.session, scene.edition)
    stranger = sign_in(scene.session.get_one(type(scene.user), other.user_id))
    assert code(scene.put(client=stranger)) == (404, "not_found")
    assert stranger.get(scene.url).status_code == 404
    answer = scene.client.put(
        f"/api/v1/juror/evaluations/{uuid7()}/revisions/{uuid7()}",
        json=scene.body(),
        headers={"If-None-Match": "*"},
    )
    assert code(answer) == (404, "not_found")


@pytest.mark.parametrize("reason", ["recused", "suspended", "given_back", "removed"])
def test_403_for_what_is_no_longer_yours(scene: Scene, reason: str) -> None:
    revision = uuid7()
    scene.put(revision=revision)
    scene.evaluation.closed_at, scene.evaluation.closed_reason = NOW, reason
    scene.session.commit()
    answer = scene.put(scene.body({}), parent=revision)
    assert code(answer) == (403, "evaluation_closed")
    assert answer.json()["reason"] == reason
    # Also a replay, reading and reopening.
    assert code(scene.put(revision=revision)) == (403, "evaluation_closed")
    assert code(scene.reopen(revision)) == (403, "evaluation_closed")
    for path in ("", "/revisions", f"/revisions/{revision}", f"/attachments/{uuid7()}/content"):
        assert code(scene.client.get(scene.url + path)) == (403, "evaluation_closed")
    assert [row.id for row in scene.revisions()] == [revision]


@pytest.mark.parametrize("of", ["entry", "organisation"])
def test_403_behind_a_wall_even_if_the_evaluation_was_left_open(scene: Scene, of: str) -> None:
    scene.session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=scene.juror.id,
            entry_id=scene.entry.id if of == "entry" else None,
            organisation_id=scene.entry.organisation_id if of == "organisation" else None,
            source="organiser",
            kind="other",
            reason="-",
            state="suspended",
            declared_at=NOW,
        )
    )
    scene.session.commit()
    assert code(scene.put()) == (403, "evaluation_closed")
    assert code(scene.client.get(scene.url)) == (403, "evaluation_closed")
    assert scene.client.get("/api/v1/juror/evaluations").json() == {"items": [], "next": None}


@pytest.mark.parametrize("state", ["withdrawn", "disqualified", "ineligible", "returned"])
def test_403_for_an_entry_that_left_the_race(scene: Scene, state: str) -> None:
    scene.put()
    scene.entry.state = state
    scene.session.commit()
    answer = scene.put(scene.body({}), parent=scene.fresh().head_id)
    assert code(answer) == (403, "entry_not_judged")
    assert code(scene.client.get(scene.url)) == (403, "entry_not_judged")
    assert len(scene.revisions()) == 1


def test_409_for_an_id_with_other_content(scene: Scene) -> None:
    revision = uuid7()
    scene.put(revision=revision)
    assert code(scene.put(scene.body({}), revision=revision)) == (409, "revision_taken")
    assert scene.revisions()[0].scores == scene.body()["scores"]


def test_409_for_an_id_of_another_evaluation(scene: Scene, sign_in: SignIn) -> None:
    revision = uuid7()
    scene.put(revision=revision)
    other = make_scene(scene.session, sign_in)
    assert code(other.put(scene.body(), revision=revision)) == (409, "revision_taken")
    assert other.fresh().head_id is None


def test_423_by_the_clock_and_by_the_act(scene: Scene, clock: Clock) -> None:
    scene.round.opens_at = NOW + timedelta(seconds=1)
    scene.session.commit()
    assert code(scene.put()) == (423, "round_not_open_yet")
    clock.forward(seconds=1)
    scene.round.state = "planned"
    scene.session.commit()
    assert code(scene.put()) == (423, "round_not_open_yet")
    scene.round.state = "open"
    scene.session.commit()
    clock.now = scene.round.closes_at
    assert scene.put().status_code == 201
    clock.forward(seconds=1)
    answer = scene.put(scene.body({}), parent=scene.fresh().head_id)
    assert code(answer) == (423, "round_over")
    assert answer.json()["closes_at"] == "2026-03-30T09:00:00Z"
    scene.round.state = "closed"
    scene.session.commit()
    clock.now = NOW + timedelta(hours=1)
    assert code(scene.put(scene.body({}), parent=scene.fresh().head_id)) == (423, "round_over")


@pytest.mark.parametrize("phase", ["screening", "deliberation", "cancelled", "archived"])
def test_423_outside_the_phase_of_judging(scene: Scene, phase: str) -> None:
    scene.edition.phase = phase
    scene.session.commit()
    assert code(scene.put()) == (423, "edition_not_judging")


def errors_of(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["loc"][1], error["code"]) for error in answer.json()["errors"]]


def test_422_for_marks_that_the_rubric_does_not_take(scene: Scene) -> None:
    leaf = {name: str(key) for name, key in scene.leaves.items()}
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({leaf["a"]: score("6")}, leaf["a"], "out_of_range"),
        ({leaf["a"]: score("-1")}, leaf["a"], "out_of_range"),
        ({leaf["a"]: score("4.5")}, leaf["a"], "off_step"),
        ({leaf["a"]: score("4.0001")}, leaf["a"], "too_many_decimals"),
        ({leaf["a"]: score("four")}, leaf["a"], "not_a_number"),
        ({leaf["a"]: score("")}, leaf["a"], "not_a_number"),
        ({leaf["a"]: score("1e1")}, leaf["a"], "not_a_number"),
        ({leaf["a"]: score(None, level="x")}, leaf["a"], "unknown_level"),
        ({leaf["a"]: score("4", level="x")}, leaf["a"], "points_and_level"),
    ]
    for scores, at, wanted in cases:
        assert errors_of(scene.put(scene.body({}, scores=scores))) == [(at, wanted)]
    foreign = str(uuid7())
    assert errors_of(scene.put(scene.body({}, scores={foreign: score("4")}))) == [
        (foreign, "unknown_criterion")
    ]
    scene.edition.na_policy = "refused"
    scene.session.commit()
    claim = scene.put(scene.body({}, scores={leaf["a"]: score(None, na=True, comment="لا")}))
    assert code(claim) == (422, "na_not_allowed")
    assert scene.revisions() == []


def test_422_submitting_with_a_counted_leaf_without_a_mark(scene: Scene) -> None:
    marks: dict[str, str | None] = {"a": "4", "b1": None, "c": "0"}
    answer = scene.put(scene.body(marks, status="submitted"))
    missing = sorted((str(scene.leaves[name]), "mark_missing") for name in ("b1", "b2"))
    assert sorted(errors_of(answer)) == missing
    assert scene.put(scene.body(marks)).status_code == 201  # a draft may


def test_a_level_is_worth_its_points(scene: Scene) -> None:
    leaf = scene.session.get_one(Criterion, scene.leaves["a"])
    make_level(scene.session, leaf, "good", 4)
    scores = scene.scores(dict(WORKED)) | {str(leaf.id): score(None, level="good")}
    answer = scene.put(scene.body({}, scores=scores, status="submitted"))
    assert (answer.status_code, answer.json().get("total")) == (201, "60.00")


def test_412_keeps_the_work_of_the_second_tab(scene: Scene, sign_in: SignIn) -> None:
    """Two tabs from one head: the first moves it, the second is stored beside it."""
    tab = sign_in(scene.user)
    head, mine, theirs = uuid7(), uuid7(), uuid7()
    scene.put(revision=head)
    assert scene.put(scene.body({"a": "1"}), parent=head, revision=mine).status_code == 201
    answer = scene.put(
        scene.body({"a": "2"}, comment="رأيي"), parent=head, revision=theirs, client=tab
    )
    assert code(answer) == (412, "diverged")
    assert answer.headers["etag"] == f'"{mine}"'
    said = answer.json()
    assert (said["head"], said["revision_id"]) == (str(mine), str(theirs))
    assert said["current"] == {
        "head": str(mine),
        "scores": scene.scores({"a": "1"}),
        "comment": "",
        "notes": "",
        "status": "draft",
        "made_at": "2026-03-10T08:59:00Z",
        "received_at": "2026-03-10T09:00:00Z",
    }
    # Kept after the 412, and its replay is the same answer.
    kept = {row.id: row for row in scene.revisions()}[theirs]
    assert (kept.branch, kept.comment, kept.parent_id) == ("diverged", "رأيي", head)
    assert scene.fresh().head_id == mine
    again = scene.put(
        scene.body({"a": "2"}, comment="رأيي"), parent=head, revision=theirs, client=tab
    )
    assert (again.status_code, again.json()) == (412, said)
    assert acts(scene.session) == ["save_evaluation", "save_evaluation", "diverge_evaluation"]
    # The resolution is a new revision on the server's head.
    assert scene.put(scene.body({"a": "2"}), parent=mine, client=tab).status_code == 201


def test_412_for_a_second_first_revision(scene: Scene) -> None:
    head = uuid7()
    scene.put(revision=head)
    answer = scene.put(scene.body({}))
    assert (code(answer), answer.json()["head"]) == ((412, "diverged"), str(head))


def test_412_for_a_parent_that_is_not_there(scene: Scene) -> None:
    answer = scene.put(parent=uuid7())
    assert code(answer) == (412, "diverged")
    assert (answer.json()["head"], answer.json()["current"]) == (None, None)
    assert "etag" not in answer.headers
    assert [row.branch for row in scene.revisions()] == ["diverged"]


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_409_on_a_submitted_head(scene: Scene, status: str) -> None:
    head = uuid7()
    scene.put(scene.body(status="submitted"), revision=head)
    answer = scene.put(scene.body(status=status), parent=head)
    assert code(answer) == (409, "evaluation_submitted")
    assert [row.id for row in scene.revisions()] == [head]


# ------------------------------------------------------------------ the order of the checks


def test_the_checks_come_in_their_fixed_order(
    scene: Scene, clock: Clock, client: TestClient, sign_in: SignIn
) -> None:
    """Everything is wrong at once; each thing that is put right uncovers the next answer."""
    taken, head = uuid7(), uuid7()
    submitted = scene.body(status="submitted")
    assert scene.put(submitted, revision=head).status_code == 201
    assert code(scene.put(scene.body(), parent=uuid7(), revision=taken)) == (412, "diverged")
    scene.evaluation.closed_at, scene.evaluation.closed_reason = NOW, "removed"
    scene.session.commit()
    clock.now = scene.round.closes_at + timedelta(days=1)
    other = make_juror(scene.session, scene.edition)
    stranger = sign_in(scene.session.get_one(type(scene.user), other.user_id))
    out_of_scale = scene.body({"a": "99"})
    stale = {"If-Match": f'"{uuid7()}"'}
    seen = [
        code(scene.put(client=client, headers={}, content=b"{", revision=taken)),
        code(scene.put(client=stranger, headers={}, content=b"{", revision=taken)),
        code(scene.put(client=stranger, headers=stale, content=b"{", revision=taken)),
        code(scene.put(out_of_scale, client=stranger, headers=stale, revision=taken)),
        code(scene.put(scene.body(), headers=stale, revision=taken)),
    ]
    scene.evaluation.closed_at, scene.evaluation.closed_reason = None, ""
    scene.session.commit()
    seen += [
        code(scene.put(scene.body(), headers=stale, revision=taken)),
        code(scene.put(out_of_scale, headers=stale, revision=taken)),
        code(scene.put(out_of_scale, headers=stale)),
    ]
    clock.now = NOW
    seen += [
        code(scene.put(out_of_scale, headers=stale)),
        code(scene.put(scene.body({}), headers=stale)),
        code(scene.put(scene.body({}), parent=head)),
    ]
    assert scene.reopen(head).status_code == 200
    seen.append(code(scene.put(scene.body({}), parent=head)))
    assert seen == [
        (401, "signed_out"),
        (428, "condition_required"),
        (422, "malformed"),
        (404, "not_found"),
        (403, "evaluation_closed"),
        (412, "diverged"),  # a replay of what was stored beside the head
        (409, "revision_taken"),
        (423, "round_over"),
        (422, "scores_invalid"),
        (412, "diverged"),
        (409, "evaluation_submitted"),
        (201, None),
    ]


# ------------------------------------------------------------------ reopening


def test_reopening_allows_drafts_while_the_submitted_counts(scene: Scene) -> None:
    head, draft, again = uuid7(), uuid7(), uuid7()
    scene.put(scene.body(status="submitted"), revision=head)
    answer = scene.reopen(head)
    assert answer.status_code == 200
    assert answer.headers["etag"] == f'"{head}"'
    assert (answer.json()["head"], answer.json()["status"]) == (str(head), "submitted")
    assert scene.reopen(head).status_code == 200  # twice is harmless
    assert scene.client.get(scene.url).json()["reopened"] is True
    assert scene.put(scene.body({"a": "1"}), parent=head, revision=draft).status_code == 201
    stored = scene.fresh()
    assert (stored.status, stored.head_id, stored.submitted_id) == ("draft", draft, head)
    marks = {"a": "5", "b1": "5", "b2": "5", "c": "5"}
    answer = scene.put(scene.body(marks, status="submitted"), parent=draft, revision=again)
    assert answer.json()["total"] == "100.00"
    stored = scene.fresh()
    assert (stored.status, stored.submitted_id, stored.reopened_at) == ("submitted", again, None)
    assert code(scene.put(scene.body({}), parent=again)) == (409, "evaluation_submitted")
    assert acts(scene.session) == [
        "submit_evaluation",
        "reopen_evaluation",
        "save_evaluation",
        "submit_evaluation",
    ]


def test_reopening_is_refused_for_its_reasons(scene: Scene, clock: Clock) -> None:
    draft, submitted = uuid7(), uuid7()
    scene.put(revision=draft)
    assert code(scene.reopen(draft)) == (409, "not_submitted")
    scene.put(scene.body(status="submitted"), parent=draft, revision=submitted)
    stale = scene.reopen(draft)
    assert code(stale) == (412, "stale_head")
    assert stale.json()["head"] == str(submitted)
    scene.round.grace_minutes = 30
    scene.session.commit()
    clock.now = scene.round.closes_at + timedelta(minutes=1)
    assert code(scene.reopen(submitted)) == (423, "round_over")
    assert scene.fresh().reopened_at is None


# ------------------------------------------------------------------ what it costs, what is kept


def test_a_save_takes_few_statements(scene: Scene, statements: list[str]) -> None:
    head = uuid7()
    scene.put(revision=head)
    statements.clear()
    assert scene.put(scene.body({"a": "2"}), parent=head).status_code == 201
    work = [one for one in statements if not one.startswith(("SAVEPOINT", "RELEASE", "PRAGMA"))]
    assert len(work) <= 6, "\n\n".join(work)


def test_the_texts_are_kept_clean_and_private(scene: Scene, sign_in: SignIn) -> None:
    body = scene.body(comment="  رأي\u202e واضح ", notes="لي وحدي")
    scene.put(body)
    row = scene.revisions()[0]
    assert (row.comment, row.notes) == ("رأي واضح", "لي وحدي")
    facts = scene.session.scalars(select(AuditEvent.facts).order_by(AuditEvent.id)).all()
    assert facts == [{"revision": str(row.id), "round_id": str(scene.round.id), "branch": "head"}]


def test_the_hash_is_of_the_canonical_content(scene: Scene) -> None:
    scene.put()
    row = scene.revisions()[0]
    content = {
        "scores": row.scores,
        "comment": row.comment,
        "notes": row.notes,
        "status": row.status,
        "made_at": row.made_at.isoformat(),
    }
    assert row.body_hash == hashlib.sha256(rfc8785.dumps(content)).hexdigest()


_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.uuids().map(str),
        st.fixed_dictionaries(
            {
                "points": st.none() | _text,
                "level": st.none() | _text,
                "na": st.booleans(),
                "comment": st.none() | _text,
                "pins": st.just([]),
            }
        ),
        max_size=4,
    ),
    _text,
)
def test_the_fast_canonical_form_is_rfc_8785(scores: dict[str, Any], comment: str) -> None:
    content = {"scores": scores, "comment": comment, "notes": "", "status": "draft"}
    assert canonical(content) == rfc8785.dumps(content)


def test_jurors_never_meet_a_colleagues_evaluation(scene: Scene, sign_in: SignIn) -> None:
    other = make_juror(scene.session, scene.edition)
    theirs = make_evaluation(scene.session, scene.round, scene.entry, other)
    colleague = sign_in(scene.session.get_one(type(scene.user), other.user_id))
    scene.put(scene.body(comment="سرّ", status="submitted"))
    for path in ("", "/revisions", f"/revisions/{scene.fresh().head_id}"):
        assert colleague.get(scene.url + path).status_code == 404
    before = colleague.get(f"/api/v1/juror/evaluations/{theirs.id}").content
    marks = {"a": "0", "b1": "0", "b2": "0", "c": "0"}
    assert scene.reopen(scene.fresh().head_id).status_code == 200
    scene.put(scene.body(marks, status="submitted"), parent=scene.fresh().head_id)
    assert colleague.get(f"/api/v1/juror/evaluations/{theirs.id}").content == before
    queue = colleague.get("/api/v1/juror/evaluations").json()["items"]
    assert [item["evaluation_id"] for item in queue] == [str(theirs.id)]
    revision = scene.revisions()[0].id
    stolen = colleague.get(f"/api/v1/juror/evaluations/{theirs.id}/revisions/{revision}")
    assert stolen.status_code == 404


def test_any_uuid_will_do_as_the_clients_id(scene: Scene) -> None:
    revision = uuid4()
    assert scene.put(revision=revision).status_code == 201
    assert scene.fresh().head_id == revision


def test_a_mark_without_its_why_is_not_submitted(scene: Scene) -> None:
    """The rubric asks: by name of the criterion; a draft may wait, and the desk knows the rule."""
    scene.session.get_one(Criterion, scene.leaves["a"]).comment = "required"
    scene.session.flush()
    desk = scene.client.get(f"/api/v1/juror/evaluations/{scene.evaluation.id}").json()
    assert [one["comment"] for one in desk["rubric"]] == ["required"] + ["optional"] * 3
    assert scene.put().status_code == 201
    head = scene.fresh().head_id
    refused = scene.put(scene.body(status="submitted"), parent=head)
    assert code(refused) == (422, "scores_invalid")
    assert [(one["loc"], one["code"]) for one in refused.json()["errors"]] == [
        (["scores", str(scene.leaves["a"]), "comment"], "comment_missing")
    ]
    said = scene.scores(dict(WORKED))
    said[str(scene.leaves["a"])]["comment"] = "أثر مقيس في ثلاث مناطق"
    taken = scene.put(scene.body(scores=said, status="submitted"), parent=head)
    assert taken.status_code == 201
