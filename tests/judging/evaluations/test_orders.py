"""A round that ranks: a juror's order by the revision API, what it gives each entry, who vanishes from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role
from app.audit.models import AuditEvent
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.order_models import JurorOrder, OrderRevision
from app.judging.evaluations.order_rules import order_id
from app.judging.evaluations.queries import counted_totals
from app.judging.panels.models import Juror
from app.kit.ids import uuid7
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_entry,
    make_evaluation,
    make_juror,
    make_staff,
)
from tests.judging.scene import MADE_AT, Scene, broken

SignIn = Callable[..., TestClient]
API = "/api/v1"


class Ranks:
    """Four entries of one category, ranked by the scene's juror."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.session = scene, scene.session
        scene.round.mode = "ranking"
        self.entries = [scene.entry] + [self.entry() for _ in range(3)]
        for one in self.entries[1:]:
            make_evaluation(self.session, scene.round, one, scene.juror)
        self.session.commit()
        self.id = order_id(scene.round.id, scene.category.id, scene.juror.id)

    def entry(self) -> Entry:
        return make_entry(self.session, self.scene.category, state="eligible", submitted_at=NOW)

    def body(self, *tiers: str, **values: Any) -> dict[str, Any]:
        """`"a", "bc"`: the first entry, then the second and third together."""
        return {
            "tiers": [[str(self.entries["abcd".index(one)].id) for one in tier] for tier in tiers],
            "comment": "",
            "notes": "",
            "status": "draft",
            "made_at": MADE_AT,
        } | values

    def put(
        self,
        *tiers: str,
        parent: UUID | None = None,
        revision: UUID | None = None,
        client: TestClient | None = None,
        at: UUID | None = None,
        **values: Any,
    ) -> Any:
        return (client or self.scene.client).put(
            f"{API}/juror/rankings/{at or self.id}/revisions/{revision or uuid7()}",
            json=self.body(*tiers, **values),
            headers={"If-None-Match": "*"} if parent is None else {"If-Match": f'"{parent}"'},
        )

    def submit(self, *tiers: str, **values: Any) -> Any:
        return self.put(*tiers, status="submitted", **values)

    def shown(self) -> dict[str, Any]:
        answer = self.scene.client.get(f"{API}/juror/rankings/{self.id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def tiers(self) -> list[str]:
        names = {str(one.id): "abcd"[at] for at, one in enumerate(self.entries)}
        return ["".join(names[one] for one in tier) for tier in self.shown()["tiers"]]

    def counted(self) -> dict[str, Fraction]:
        self.session.expire_all()
        names = {one.id: "abcd"[at] for at, one in enumerate(self.entries)}
        return {
            names[one.entry_id]: one.total
            for one in counted_totals(self.session, self.scene.round.id)
            if one.juror_id == self.scene.juror.id
        }

    def states(self) -> list[str]:
        self.session.expire_all()
        rows = self.session.scalars(
            select(Evaluation).where(Evaluation.juror_id == self.scene.juror.id)
        )
        found = {row.entry_id: row.status for row in rows}
        return [found[one.id] for one in self.entries]

    def recuse(self, name: str) -> None:
        row = self.session.scalars(
            select(Evaluation).where(
                Evaluation.entry_id == self.entries["abcd".index(name)].id,
                Evaluation.juror_id == self.scene.juror.id,
            )
        ).one()
        row.closed_at, row.closed_reason = NOW, "recused"
        self.session.commit()


@pytest.fixture
def ranks(scene: Scene) -> Ranks:
    return Ranks(scene)


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_an_order_is_saved_completed_submitted_and_reopened(ranks: Ranks) -> None:
    (listed,) = ranks.scene.client.get(f"{API}/juror/rankings").json()["items"]
    assert (listed["ranking_id"], listed["status"], listed["tiers"]) == (str(ranks.id), "none", [])
    assert [one["number"] for one in listed["entries"]] == sorted(
        one.number for one in ranks.entries
    )
    first, second, third = uuid7(), uuid7(), uuid7()
    saved = ranks.put("b", "ac", revision=first, notes="لي", comment="سبب")
    assert (saved.status_code, saved.headers["etag"]) == (201, f'"{first}"')
    assert (ranks.tiers(), ranks.states()) == (["b", "ac"], ["draft", "draft", "draft", "none"])
    # A draft counts nowhere, and an order that lacks an entry is not submitted.
    assert ranks.counted() == {}
    assert code(ranks.submit("b", "ac", parent=first)) == (422, "order_incomplete")
    done = ranks.submit("b", "ac", "d", parent=first, revision=second)
    assert (done.status_code, done.json()["status"]) == (201, "submitted")
    assert ranks.counted() == {"a": 50, "b": 100, "c": 50, "d": 0}
    assert ranks.states() == ["submitted"] * 4
    # Sent again it is the same; another content under its id is refused; so is a change now.
    again = ranks.submit("b", "ac", "d", parent=first, revision=second)
    assert (again.status_code, again.json()["head"]) == (200, str(second))
    assert code(ranks.submit("b", "a", "c", "d", parent=first, revision=second)) == (
        409,
        "revision_taken",
    )
    assert code(ranks.put("b", "ac", "d", parent=second)) == (409, "evaluation_submitted")
    url = f"{API}/juror/rankings/{ranks.id}/reopen"
    stale = ranks.scene.client.post(url, headers={"If-Match": f'"{first}"'})
    assert code(stale) == (412, "stale_head")
    opened = ranks.scene.client.post(url, headers={"If-Match": f'"{second}"'})
    assert (opened.status_code, opened.headers["etag"]) == (200, f'"{second}"')
    assert ranks.shown()["reopened"]
    # What was submitted counts until it is submitted anew.
    assert ranks.put("a", "b", parent=second, revision=third).status_code == 201
    assert ranks.counted() == {"a": 50, "b": 100, "c": 50, "d": 0}
    assert ranks.states() == ["draft", "draft", "submitted", "submitted"]
    assert ranks.submit("a", "b", "c", "d", parent=third).status_code == 201
    assert ranks.counted() == {
        "a": 100,
        "b": Fraction(200, 3),
        "c": Fraction(100, 3),
        "d": 0,
    }
    acts = ranks.session.scalars(
        select(AuditEvent.act)
        .where(AuditEvent.act.like("%_ranking"))
        .order_by(AuditEvent.at, AuditEvent.id)
    ).all()
    assert sorted(acts) == [
        "reopen_ranking",
        "save_ranking",
        "save_ranking",
        "submit_ranking",
        "submit_ranking",
    ]
    assert broken(ranks.session) == {}


def test_two_devices_diverge_and_both_are_kept(ranks: Ranks) -> None:
    first, here, there = uuid7(), uuid7(), uuid7()
    assert ranks.put("a", revision=first).status_code == 201
    assert ranks.put("a", "b", parent=first, revision=there).status_code == 201
    refused = ranks.put("c", "a", parent=first, revision=here)
    assert code(refused) == (412, "diverged")
    told = refused.json()
    assert (told["head"], told["current"]["tiers"]) == (str(there), ranks.body("a", "b")["tiers"])
    ranks.session.expire_all()
    assert ranks.session.get_one(OrderRevision, here).branch == "diverged"
    assert code(ranks.put("c", "a", parent=first, revision=here)) == (412, "diverged")
    assert ranks.put("c", "a", parent=there).status_code == 201
    assert broken(ranks.session) == {}


def test_who_is_recused_from_vanishes_and_the_gap_closes(ranks: Ranks) -> None:
    head = uuid7()
    assert ranks.submit("a", "b", "c", "d", revision=head).status_code == 201
    ranks.recuse("b")
    assert (ranks.tiers(), ranks.counted()) == (["a", "c", "d"], {"a": 100, "c": 50, "d": 0})
    # A device that does not know yet sends the whole order: it is taken, without that entry.
    url = f"{API}/juror/rankings/{ranks.id}/reopen"
    assert ranks.scene.client.post(url, headers={"If-Match": f'"{head}"'}).status_code == 200
    assert ranks.submit("b", "d", "ac", parent=head).status_code == 201
    assert ranks.counted() == {"d": 100, "a": 25, "c": 25}
    # It comes back: what was said of it before the last submission orders nothing.
    row = ranks.session.scalars(
        select(Evaluation).where(Evaluation.closed_reason == "recused")
    ).one()
    row.closed_at, row.closed_reason = None, ""
    ranks.session.commit()
    assert ranks.counted() == {"d": 100, "a": 25, "c": 25}
    # Who leaves the race leaves every order.
    ranks.entries[3].state = "disqualified"
    ranks.session.commit()
    assert ranks.counted() == {"a": 50, "c": 50}
    assert broken(ranks.session) == {}


def test_only_its_juror_and_only_their_entries(
    ranks: Ranks, session: Session, sign_in: SignIn
) -> None:
    stranger = ranks.entry()
    other = make_juror(session, ranks.scene.edition)
    make_evaluation(session, ranks.scene.round, ranks.scene.entry, other)
    session.commit()
    client = sign_in(session.get_one(User, other.user_id))
    assert code(client.get(f"{API}/juror/rankings/{ranks.id}")) == (404, "not_found")
    assert code(ranks.put("a", client=client)) == (404, "not_found")
    body = ranks.body("a") | {"tiers": [[str(stranger.id)]]}
    url = f"{API}/juror/rankings/{ranks.id}/revisions/{uuid7()}"
    refused = ranks.scene.client.put(url, json=body, headers={"If-None-Match": "*"})
    assert code(refused) == (422, "order_invalid")
    # Another category's entry belongs in another order, which is theirs too.
    elsewhere = make_category(session, ranks.scene.edition)
    there = make_entry(session, elsewhere, state="eligible", submitted_at=NOW)
    make_evaluation(session, ranks.scene.round, there, ranks.scene.juror)
    session.commit()
    assert len(ranks.scene.client.get(f"{API}/juror/rankings").json()["items"]) == 2
    # Its sheet is not there to be filled in.
    assert code(ranks.scene.put()) == (409, "round_ranks")
    assert code(ranks.scene.reopen(uuid7())) == (409, "round_ranks")
    # Nothing of it is left.
    for name in "abcd":
        ranks.recuse(name)
    assert code(ranks.put("a")) == (403, "evaluation_closed")
    for header in ({}, {"If-Match": "x"}):
        wrong = ranks.scene.client.put(url, json=body, headers=header)
        assert wrong.status_code in (422, 428)


def test_the_clock_and_the_state_of_the_round(ranks: Ranks, clock: Clock) -> None:
    round_, session = ranks.scene.round, ranks.session
    round_.state = "planned"
    session.commit()
    assert ranks.scene.client.get(f"{API}/juror/rankings").json()["items"] == []
    shown = ranks.scene.client.get(f"{API}/juror/rankings/{ranks.id}")
    assert code(shown) == (423, "round_not_open_yet")
    assert code(ranks.put("a")) == (423, "round_not_open_yet")
    round_.state = "open"
    session.commit()
    clock.now = round_.closes_at + timedelta(seconds=1)
    assert code(ranks.put("a")) == (423, "round_over")
    for one in ranks.entries:
        one.state = "withdrawn"
    session.commit()
    assert code(ranks.put("a")) == (403, "entry_not_judged")


@pytest.mark.parametrize("word", ["admit", "refuse"])
def test_a_late_order_is_decided_on_whole(
    ranks: Ranks, clock: Clock, sign_in: SignIn, word: str
) -> None:
    session, scene = ranks.session, ranks.scene
    scene.round.grace_minutes = 60
    session.commit()
    first, second = (
        sign_in(make_staff(session, scene.edition)),
        sign_in(make_staff(session, scene.edition, Role.approver)),
    )
    head, draft, late = uuid7(), uuid7(), uuid7()
    assert ranks.put("a", revision=head).status_code == 201
    clock.now = scene.round.closes_at + timedelta(minutes=5)
    assert ranks.put("d", "a", parent=head, revision=draft).status_code == 202
    sent = ranks.submit("d", "c", "b", "a", parent=draft, revision=late)
    assert (sent.status_code, sent.json()["branch"]) == (202, "late")
    assert ranks.counted() == {}
    assert (ranks.tiers(), ranks.shown()["late"]["state"]) == (["d", "c", "b", "a"], "waiting")
    # One entry is named: the decision is on the whole order, here and when it is confirmed.
    url = f"{API}/rounds/{scene.round.id}/late"
    wanted = {"evaluation_ids": [str(scene.evaluation.id)], "word": word, "reason": "انقطاع"}
    assert first.post(f"{url}/propose", json=wanted).json() == {"changed": 4, "left": []}
    row = second.get(url).json()["items"][0]
    done = second.post(f"{url}/confirm", json={"decision_ids": [row["decision_id"]]})
    assert done.json() == {"changed": 4, "left": []}
    session.expire_all()
    order = session.get_one(JurorOrder, ranks.id)
    assert order.late_head_id is None
    if word == "admit":
        assert (order.head_id, order.submitted_id, order.status) == (late, late, "submitted")
        assert ranks.counted() == {
            "d": 100,
            "c": Fraction(200, 3),
            "b": Fraction(100, 3),
            "a": 0,
        }
    else:
        assert (order.head_id, order.submitted_id, order.status) == (head, None, "draft")
        assert ranks.counted() == {}
    again = ranks.submit("d", "c", "b", "a", parent=draft, revision=late)
    assert again.status_code == (200 if word == "admit" else 202)
    assert broken(session) == {}


def test_a_newer_late_order_overtakes_what_was_proposed_about_the_older(
    ranks: Ranks, clock: Clock, sign_in: SignIn
) -> None:
    session, scene = ranks.session, ranks.scene
    scene.round.grace_minutes = 60
    session.commit()
    first, second = (sign_in(make_staff(session, scene.edition)) for _ in "12")
    older, newer = uuid7(), uuid7()
    clock.now = scene.round.closes_at + timedelta(minutes=5)
    assert ranks.submit("d", "c", "b", "a", revision=older).status_code == 202
    url = f"{API}/rounds/{scene.round.id}/late"
    wanted = {"evaluation_ids": [str(scene.evaluation.id)], "word": "admit", "reason": "انقطاع"}
    assert first.post(f"{url}/propose", json=wanted).json()["changed"] == 4
    old = second.get(url).json()["items"][0]["decision_id"]
    assert ranks.submit("a", "b", "c", "d", parent=older, revision=newer).status_code == 202
    said = second.post(f"{url}/confirm", json={"decision_ids": [old]}).json()
    assert (said["changed"], {one["why"]["code"] for one in said["left"]}) == (0, {"proposal_over"})
    assert ranks.counted() == {}
    assert first.post(f"{url}/propose", json=wanted).json()["changed"] == 4
    row = second.get(url).json()["items"][0]
    assert second.post(f"{url}/confirm", json={"decision_ids": [row["decision_id"]]}).json() == {
        "changed": 4,
        "left": [],
    }
    session.expire_all()
    assert session.get_one(JurorOrder, ranks.id).submitted_id == newer
    assert ranks.counted()["a"] == 100
    assert broken(session) == {}


def test_progress_counts_entries_and_a_closed_round_is_read_by_what_counts_now(
    ranks: Ranks, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene = ranks.scene
    organiser = sign_in(make_staff(session, scene.edition))
    other = make_juror(session, scene.edition)
    for one in ranks.entries[:2]:
        make_evaluation(session, scene.round, one, other)
    session.commit()
    theirs = order_id(scene.round.id, scene.category.id, other.id)
    client = sign_in(session.get_one(User, session.get_one(Juror, other.id).user_id))
    assert ranks.submit("a", "b", "c", "d", comment="الأولى أثبت").status_code == 201
    assert ranks.submit("b", "a", client=client, at=theirs).status_code == 201
    progress = organiser.get(f"{API}/rounds/{scene.round.id}/progress").json()
    assert (progress["assigned"], progress["submitted"]) == (6, 6)
    (own,) = scene.client.get(f"{API}/juror/rounds").json()["items"]
    assert (own["mode"], own["assigned"], own["submitted"]) == ("ranking", 4, 4)
    clock.now = scene.round.closes_at + timedelta(minutes=1)
    closing = {"accept_missing": True, "reason": "النصاب"}
    closed = organiser.post(f"{API}/rounds/{scene.round.id}/close", json=closing)
    assert closed.status_code == 200, closed.text
    ranks.recuse("c")
    read = organiser.get(f"{API}/entries/{ranks.entries[1].id}/evaluations").json()["items"]
    assert {one["total_exact"] for one in read} == {"50", "100"}
    # What was said of the whole order is read with each entry of it.
    assert {one["juror_id"]: one["comment"] for one in read} == {
        str(scene.juror.id): "الأولى أثبت",
        str(other.id): "",
    }
    stored = session.scalars(
        select(Revision.total)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .where(Evaluation.juror_id == scene.juror.id, Evaluation.entry_id == ranks.entries[1].id)
    ).one()
    assert stored == "200/3"
    assert broken(session) == {}
