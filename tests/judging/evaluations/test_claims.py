"""'Does not apply': claimed by a juror, decided by the chair, followed by every number."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.database import SYSTEM_ACTOR
from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import NaDecision
from app.judging.evaluations.queries import counted_totals
from app.judging.panels.models import Juror, Panel, PanelMember
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.results.rankings.verify_queries import Verdict, verify_rankings
from tests.conftest import Clock
from tests.factories import NOW, make_grant, make_juror, make_staff
from tests.judging.evaluations.test_rounds_at_work import code, colleague, over
from tests.judging.scene import WORKED, Scene, broken, score
from tests.results.support import freeze

SignIn = Callable[..., TestClient]
WITHOUT_B2: dict[str, str | None] = {"a": "4", "b1": "5", "c": "2"}


class Table:
    """The scene with a chair who judges too, an organiser, and who submits what."""

    def __init__(self, scene: Scene, sign_in: SignIn) -> None:
        self.scene, self.session, self.sign_in = scene, scene.session, sign_in
        self.chair_juror: Juror = make_juror(scene.session, scene.edition)
        panel = scene.session.scalars(select(Panel)).one()
        panel.chair_id = self.chair_juror.id
        scene.session.add(PanelMember(panel_id=panel.id, juror_id=self.chair_juror.id))
        user = scene.session.get_one(User, self.chair_juror.user_id)
        make_grant(scene.session, user, Role.chair, Scope.edition, scene.edition.id)
        self.chair = sign_in(user)
        self.organiser = sign_in(make_staff(scene.session, scene.edition))

    @property
    def url(self) -> str:
        return f"/api/v1/rounds/{self.scene.round.id}/na-claims"

    def claim(self, *codes: str, comment: str | None = "خدمة داخلية بلا جمهور") -> Any:
        """The scene's juror submits the worked marks but for these, which do not apply."""
        marks = {key: mark for key, mark in WORKED.items() if key not in codes}
        said = {str(self.scene.leaves[one]): score(na=True, comment=comment) for one in codes}
        scores = self.scene.scores(dict(marks)) | said
        body = self.scene.body(scores=scores, status="submitted")
        return self.scene.put(body, parent=self.scene.fresh().head_id)

    def decide(
        self, leaf: str, body: dict[str, Any], client: TestClient | None = None, **more: Any
    ) -> Any:
        url = (
            f"/api/v1/rounds/{self.scene.round.id}/entries/{self.scene.entry.id}"
            f"/na-claims/{self.scene.leaves[leaf]}"
        )
        return (client or self.chair).put(url, json=body, **more)

    def totals(self) -> list[Fraction]:
        self.session.expire_all()
        return sorted(one.total for one in counted_totals(self.session, self.scene.round.id))

    def listed(self, client: TestClient | None = None, **params: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            (client or self.chair).get(self.url, params=params).json()["items"]
        )
        return found


@pytest.fixture
def table(scene: Scene, sign_in: SignIn) -> Table:
    return Table(scene, sign_in)


def test_the_worked_example_with_b2_not_applicable(
    table: Table, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene = table.scene
    colleague(scene, sign_in, a="4", b1="5", b2="3", c="2")
    assert table.claim("b2").json()["total"] == "64.00"
    # What waits does not count, and the round waits for it.
    assert table.totals() == [60]
    (row,) = table.listed()
    shown = {
        key: row[key] for key in ("number", "claimed", "comments", "state", "may_decide", "version")
    }
    assert shown == {
        "number": scene.entry.number,
        "claimed": 1,
        "comments": ["خدمة داخلية بلا جمهور"],
        "state": "waiting",
        "may_decide": True,
        "version": None,
    }
    board = table.organiser.get(f"/api/v1/rounds/{scene.round.id}/progress").json()
    assert board["claims_open"] == 1
    accepted = table.decide("b2", {"accepted": True})
    assert (accepted.status_code, accepted.json()["version"]) == (201, 1)
    assert table.decide("b2", {"accepted": True}).status_code == 200  # the same again is harmless
    assert table.totals() == [64, 64]  # the mark given there is ignored
    desk = scene.client.get(scene.url).json()
    assert {one["code"]: one["weight"] for one in desk["rubric"]} == {
        "a": "3/10",
        "b1": "1/5",
        "b2": "0",
        "c": "1/2",
    }
    assert desk["na_decided"] == [
        {"criterion_id": str(scene.leaves["b2"]), "accepted": True, "reason": ""}
    ]
    fact = session.scalars(select(AuditEvent).where(AuditEvent.act == "decide_na")).one()
    assert (fact.subject_id, fact.facts["criterion"], fact.facts["accepted"]) == (
        scene.entry.id,
        "b2",
        True,
    )
    # The ranking, the entry's page and the check of the ranking say the same.
    assert table.organiser.post(over(scene, clock), json={}).status_code == 200
    freeze(session, scene.edition, NOW)
    session.commit()
    taken = table.organiser.post(f"/api/v1/rounds/{scene.round.id}/rankings")
    assert taken.status_code == 201
    standings = table.organiser.get(f"/api/v1/editions/{scene.edition.id}/standings").json()
    assert [one["score"] for one in standings["categories"][0]["rows"]] == ["64"]
    result = table.organiser.get(f"/api/v1/entries/{scene.entry.id}/result").json()
    assert [
        {mark["code"]: mark["weight"] for mark in one["marks"]} for one in result["evaluations"]
    ] == [{"a": "3/10", "b1": "1/5", "b2": "0", "c": "1/2"}] * 2
    assert (result["score"], [one["total"] for one in result["evaluations"]]) == (
        "64",
        ["64", "64"],
    )
    session.expire_all()
    (found,) = verify_rankings(session, SYSTEM_ACTOR, scene.edition.slug) or []
    assert found.verdict == Verdict.equal
    before = found
    session.execute(NaDecision.__table__.delete())  # type: ignore[attr-defined]
    session.commit()
    session.expire_all()
    (found,) = verify_rankings(session, SYSTEM_ACTOR, scene.edition.slug) or []
    # Another hand took the decision away: the kept totals are not those of their marks any more.
    assert (before.verdict, found.verdict) == (Verdict.equal, Verdict.differs)
    assert found.differences[0] == "scores_unusable: total_altered"


def test_refused_the_evaluation_counts_again_once_it_has_a_mark(
    table: Table, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene = table.scene
    colleague(scene, sign_in, a="4", b1="5", b2="3", c="2")
    sent = UUID(table.claim("b2").json()["head"])
    assert code(table.decide("b2", {"accepted": False, "reason": " "})) == (422, "reason_missing")
    refused = table.decide("b2", {"accepted": False, "reason": "للخدمة جمهور"})
    assert refused.status_code == 201
    evaluation = scene.fresh()
    assert (evaluation.status, evaluation.submitted_id) == ("draft", None)
    assert evaluation.head_id != sent
    assert table.totals() == [60]
    assert broken(session) == {}
    assert [row["state"] for row in table.listed()] == ["refused"]
    assert table.listed(state="waiting") == []
    mail = session.scalars(select(Mail).where(Mail.template == "na_refused")).one()
    assert (mail.user_id, "للخدمة جمهور" in mail.text) == (scene.user.id, True)
    desk = scene.client.get(scene.url).json()
    assert (desk["status"], desk["na_decided"][0]["reason"]) == ("draft", "للخدمة جمهور")
    # The claim is not taken a second time, the mark is.
    assert code(table.claim("b2")) == (422, "na_refused")
    again = scene.put(scene.body(status="submitted"), parent=scene.fresh().head_id)
    assert again.json()["total"] == "60.00"
    assert table.totals() == [60, 60]
    assert table.organiser.post(over(scene, clock), json={}).status_code == 200


def test_a_round_does_not_close_with_an_open_claim_and_nothing_is_decided_after(
    table: Table, session: Session, clock: Clock
) -> None:
    scene = table.scene
    table.claim("b2")
    closing = table.organiser.post(over(scene, clock), json={"accept_missing": True, "reason": "س"})
    assert (code(closing), closing.json()["count"]) == ((409, "claims_open"), 1)
    assert table.decide("b2", {"accepted": True}).status_code == 201
    assert table.organiser.post(over(scene, clock), json={}).status_code == 200
    late = table.decide("b2", {"accepted": False, "reason": "س"}, headers={"If-Match": '"1"'})
    assert code(late) == (409, "claims_settled")


def test_the_chairs_word_can_change_while_the_round_is_open(table: Table, session: Session) -> None:
    table.claim("b2")
    table.decide("b2", {"accepted": True})
    changed = {"accepted": False, "reason": "للخدمة جمهور"}
    assert code(table.decide("b2", changed)) == (428, "condition_required")
    stale = table.decide("b2", changed, headers={"If-Match": '"7"'})
    assert (code(stale), stale.json()["current"]["accepted"]) == ((412, "stale"), True)
    back = table.decide("b2", changed, headers={"If-Match": '"1"'})
    assert (back.status_code, back.json()["version"], table.totals()) == (200, 2, [])
    # Whoever left it out because it was accepted marks it now, as the claimant does.
    again = table.decide("b2", {"accepted": True}, headers={"If-Match": '"2"'})
    assert again.json()["accepted"]
    body = table.scene.body(dict(WITHOUT_B2), status="submitted")
    sent = table.scene.put(body, parent=table.scene.fresh().head_id)
    assert (sent.status_code, sent.json()["total"]) == (201, "64.00")
    refused = table.decide("b2", changed, headers={"If-Match": '"3"'})
    assert (refused.status_code, table.scene.fresh().status) == (200, "draft")
    assert broken(session) == {}


def test_something_always_applies(table: Table, session: Session, sign_in: SignIn) -> None:
    everything = table.claim("a", "b1", "b2", "c")
    assert code(everything) == (422, "nothing_applicable")
    table.claim("a", "b1", "b2")
    _, _, other = colleague(table.scene, sign_in)
    evaluation = other.get("/api/v1/juror/evaluations").json()["items"][0]["evaluation_id"]
    scores = table.scene.scores({"a": "1", "b1": "1", "b2": "1"}) | {
        str(table.scene.leaves["c"]): score(na=True, comment="لا")
    }
    body = table.scene.body(scores=scores, status="submitted")
    url = f"/api/v1/juror/evaluations/{evaluation}/revisions/{uuid7()}"
    assert other.put(url, json=body, headers={"If-None-Match": "*"}).status_code == 201
    for leaf in ("a", "b1", "b2"):
        assert table.decide(leaf, {"accepted": True}).status_code == 201
    assert code(table.decide("c", {"accepted": True})) == (422, "nothing_applicable")
    assert table.decide("c", {"accepted": False, "reason": "ينطبق"}).status_code == 201
    assert table.totals() == [40]
    assert broken(session) == {}


def test_a_claim_needs_a_comment_and_no_mark(table: Table) -> None:
    assert code(table.claim("b2", comment=" ")) == (422, "na_needs_comment")
    both = {str(table.scene.leaves["b2"]): score("3", na=True, comment="لا")}
    scores = table.scene.scores(dict(WITHOUT_B2)) | both
    assert code(table.scene.put(table.scene.body(scores=scores))) == (422, "na_and_mark")
    # A draft may say it before it says why.
    draft = table.scene.scores(dict(WITHOUT_B2)) | {str(table.scene.leaves["b2"]): score(na=True)}
    assert table.scene.put(table.scene.body(scores=draft)).status_code == 201
    assert table.listed() == []


def test_who_decides(table: Table, session: Session, sign_in: SignIn) -> None:
    scene = table.scene
    table.claim("b2")
    wanted = {"accepted": True}
    assert code(table.decide("a", wanted)) == (404, "not_found")  # nobody claims it
    assert [row["may_decide"] for row in table.listed(table.organiser)] == [False]
    assert code(table.decide("b2", wanted, table.organiser)) == (403, "claim_of_the_chair")
    # A conflict bars the chair from the entry: they see nothing of it, and the organiser decides.
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=table.chair_juror.id,
            entry_id=scene.entry.id,
            source="juror",
            kind="employer",
            state="recused",
            declared_at=NOW,
        )
    )
    session.commit()
    assert table.listed() == []
    assert code(table.decide("b2", wanted)) == (404, "not_found")
    assert [row["may_decide"] for row in table.listed(table.organiser)] == [True]
    assert table.decide("b2", wanted, table.organiser).status_code == 201
    auditor = sign_in(make_staff(session, scene.edition, Role.auditor))
    assert [row["state"] for row in table.listed(auditor)] == ["accepted"]
    sheet = auditor.get(table.url, params={"format": "csv"}).text
    assert ("مقبولة" in sheet, "خدمة داخلية" in sheet) == (True, True)
    assert auditor.get(f"/api/v1/rounds/{uuid7()}/na-claims").status_code == 404


def test_a_blind_round_names_no_title(table: Table, session: Session) -> None:
    scene = table.scene
    entry = session.get_one(Entry, scene.entry.id)
    entry.title_ar = "منصة الرخص البلدية"
    scene.round.blind, scene.round.hidden = True, ["title"]
    session.commit()
    table.claim("b2")
    assert "الرخص" not in table.chair.get(table.url).text
    assert "الرخص" in table.organiser.get(table.url).text
    table.decide("b2", {"accepted": False, "reason": "ينطبق"})
    mail = session.scalars(select(Mail).where(Mail.template == "na_refused")).one()
    assert ("الرخص" in mail.text, "الرخص" in mail.subject) == (False, False)


def test_a_draft_that_stands_on_a_refused_submission_stays_as_it_is(
    table: Table, session: Session
) -> None:
    """Reopened by its juror, and changed since: only what counted is taken back."""
    table.claim("b2")
    head = table.scene.fresh().head_id
    assert head is not None
    table.scene.reopen(head)
    body = table.scene.body({"a": "1"})
    draft = table.scene.put(body, parent=head).json()["head"]
    assert table.decide("b2", {"accepted": False, "reason": "ينطبق"}).status_code == 201
    evaluation = table.scene.fresh()
    assert (str(evaluation.head_id), evaluation.status) == (draft, "draft")
    assert (evaluation.submitted_id, evaluation.reopened_at) == (None, None)
    assert broken(session) == {}


def test_statements_do_not_grow_with_the_list(
    table: Table, statements: list[str], session: Session
) -> None:
    table.claim("b2")
    table.listed()
    table.session.expire_all()
    statements.clear()
    table.listed()
    few = len(statements)
    head = table.scene.fresh().head_id
    assert head is not None
    table.scene.reopen(head)
    table.claim("b2", "c")
    table.session.expire_all()
    statements.clear()
    assert len(table.listed()) == 2
    assert len(statements) == few
