"""Going back one phase: two names, a reason, what it undoes, and what it never does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import SYSTEM_ACTOR, Role, Scope
from app.audit.models import AuditEvent
from app.editions.models import CallChange, Edition
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.office.invariants import broken_invariants
from app.office.reopening_models import Reopening
from app.results.approvals.models import Approval
from app.results.publication.models import Publication
from app.results.rankings.models import Ranking
from tests.conftest import NOW, Clock
from tests.editions.support import API
from tests.factories import (
    make_edition,
    make_entry,
    make_grant,
    make_organisation,
    make_round,
    make_staff,
    make_user,
)
from tests.results.support import Judged

SignIn = Callable[..., TestClient]


@dataclass
class Table:
    """Who sits at it: two organisers and an approver of one edition."""

    session: Session
    edition: Edition
    first: User
    second: User
    approver: User
    sign_in: SignIn

    def url(self, rest: str = "") -> str:
        return f"{API}/editions/{self.edition.id}{rest}"

    def propose(self, user: User, to: str, key: Any = None, **values: Any) -> Any:
        return self.sign_in(user).put(
            self.url(f"/reopenings/{key or uuid7()}"),
            json={"to": to, "reason_ar": "خطأ في الخطوة", "reason_en": "A wrong step"} | values,
        )

    def pending(self, user: User, to: str) -> str:
        answer = self.propose(user, to)
        assert answer.status_code == 201, answer.json()
        return str(answer.json()["pending"]["id"])

    def answer(self, user: User, reopening: str, how: str, **body: Any) -> Any:
        return self.sign_in(user).post(
            self.url(f"/reopenings/{reopening}/{how}"), json=body or None
        )

    def seen(self, user: User) -> Any:
        return self.sign_in(user).get(self.url("/reopening")).json()

    def phase(self) -> str:
        self.session.expire_all()
        return self.edition.phase


@pytest.fixture
def table(session: Session, sign_in: SignIn) -> Table:
    return lay(session, sign_in, make_edition(session, phase="screening"))


def lay(session: Session, sign_in: SignIn, edition: Edition) -> Table:
    return Table(
        session,
        edition,
        make_staff(session, edition),
        make_staff(session, edition),
        make_staff(session, edition, Role.approver),
        sign_in,
    )


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def acts(session: Session) -> list[tuple[str, Any]]:
    session.expire_all()
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [(row.act, row.actor_id) for row in rows]


def mails(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(Mail.template, Mail.to_email).order_by(Mail.template))
    return sorted((row[0], row[1]) for row in rows)


def test_one_proposes_another_confirms_and_the_call_opens_again(
    table: Table, session: Session
) -> None:
    before = table.seen(table.first)
    assert (before["to"], before["told_in_public"], before["obstacle"]) == ("open", True, None)
    assert before["may"] == ["propose"]
    assert {one["id"] for one in before["asked"]} == {
        str(table.second.id),
        str(table.approver.id),
    }
    proposal = table.pending(table.first, "open")
    assert mails(session) == sorted(
        [
            ("reopening_proposed", table.second.email),
            ("reopening_proposed", table.approver.email),
        ]
    )
    assert table.phase() == "screening"
    assert session.scalars(select(CallChange)).all() == []
    assert table.seen(table.first)["may"] == ["cancel"]
    assert table.seen(table.second)["may"] == ["confirm", "decline"]
    assert table.seen(table.approver)["may"] == ["confirm", "decline"]
    done = table.answer(table.second, proposal, "confirm")
    assert (done.status_code, done.json()["phase"]) == (200, "open")
    past = done.json()["past"]
    assert [(one["state"], one["proposed_by"]["id"], one["answered_by"]["id"]) for one in past] == [
        ("confirmed", str(table.first.id), str(table.second.id))
    ]
    assert table.phase() == "open"
    change = session.scalars(select(CallChange)).one()
    assert (change.kind, change.before, change.after) == ("reopened", "screening", "open")
    assert (change.what_ar, change.what_en) == ("خطأ في الخطوة", "A wrong step")
    assert acts(session) == [
        ("propose_reopening", table.first.id),
        ("reopen_phase", table.second.id),
    ]
    facts = session.scalars(select(AuditEvent.facts).where(AuditEvent.act == "reopen_phase")).one()
    assert facts == {
        "reopening_id": proposal,
        "before": "screening",
        "after": "open",
        "reason": "خطأ في الخطوة",
        "proposed_by": str(table.first.id),
        "confirmed_by": str(table.second.id),
    }
    assert ("reopening_confirmed", table.first.email) in mails(session)
    assert code(table.answer(table.approver, proposal, "confirm")) == (409, "reopening_answered")


def test_the_same_proposal_twice_is_one(table: Table, session: Session) -> None:
    key = uuid7()
    assert table.propose(table.first, "open", key).status_code == 201
    assert table.propose(table.first, "open", key).status_code == 200
    other = table.propose(table.first, "open", key, reason_ar="سبب آخر")
    assert code(other) == (409, "id_taken")
    assert code(table.propose(table.second, "open", key)) == (409, "id_taken")
    assert code(table.propose(table.second, "open")) == (409, "reopening_pending")
    assert acts(session) == [("propose_reopening", table.first.id)]
    assert len(mails(session)) == 2


def test_nobody_gives_both_names(table: Table, session: Session) -> None:
    make_grant(session, table.first, Role.approver, Scope.edition, table.edition.id)
    proposal = table.pending(table.first, "open")
    for how, body in (("confirm", {}), ("decline", {"reason": "سبب"})):
        assert code(table.answer(table.first, proposal, how, **body)) == (403, "own_proposal")
    assert table.phase() == "screening"
    assert acts(session) == [("propose_reopening", table.first.id)]


def test_declined_with_a_reason_or_taken_back(table: Table, session: Session) -> None:
    proposal = table.pending(table.first, "open")
    assert table.answer(table.second, proposal, "decline", reason=" ").status_code == 422
    assert code(table.answer(table.second, proposal, "cancel")) == (403, "not_your_proposal")
    declined = table.answer(table.second, proposal, "decline", reason="لا حاجة")
    assert declined.json()["past"][0]["answer_reason"] == "لا حاجة"
    assert (declined.json()["pending"], table.phase()) == (None, "screening")
    assert ("reopening_declined", table.first.email) in mails(session)
    again = table.pending(table.first, "open")
    assert table.answer(table.first, again, "cancel").status_code == 200
    assert code(table.answer(table.second, again, "confirm")) == (409, "reopening_answered")
    assert [act for act, _ in acts(session)] == [
        "propose_reopening",
        "decline_reopening",
        "propose_reopening",
        "cancel_reopening",
    ]
    stranger = make_staff(session, make_edition(session))
    assert table.answer(stranger, again, "confirm").status_code == 403
    assert table.answer(table.second, str(uuid7()), "confirm").status_code == 404


def test_without_a_second_person_nothing_is_proposed(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, phase="screening")
    alone = Table(
        session, edition, make_staff(session, edition), *[make_user(session)] * 2, sign_in
    )  # type: ignore[arg-type]
    assert alone.seen(alone.first)["obstacle"]["code"] == "nobody_answers"
    assert alone.seen(alone.first)["may"] == []
    assert code(alone.propose(alone.first, "open")) == (409, "nobody_answers")
    # Whoever holds the role over the programme or the system is somebody too, once.
    over = make_user(session)
    make_grant(session, over, Role.organiser)
    make_grant(session, over, Role.approver, Scope.programme, edition.programme_id)
    assert alone.propose(alone.first, "open").status_code == 201
    assert mails(session) == [("reopening_proposed", over.email)]


def test_a_proposal_lapses_when_the_edition_moves(
    table: Table, session: Session, clock: Clock
) -> None:
    make_round(session, table.edition, state="planned")
    table.edition.phase = "judging"
    session.commit()
    stale = table.pending(table.first, "screening")
    # The results' own acts move the phase from below: the proposal is no longer shown or answered.
    session.refresh(table.edition)
    table.edition.phase = "deliberation"
    session.commit()
    assert table.seen(table.second)["pending"] is None
    assert code(table.answer(table.second, stale, "confirm")) == (409, "reopening_lapsed")
    waiting = table.pending(table.second, "judging")
    assert session.get_one(Reopening, UUID(stale)).state == "lapsed"
    cancelled = table.sign_in(table.first).post(table.url("/cancel"), json={"reason_ar": "سبب"})
    assert cancelled.status_code == 200
    session.expire_all()
    assert session.get_one(Reopening, UUID(waiting)).state == "lapsed"


def test_the_frozen_rulebook_stays_on_record_when_it_opens_again(
    table: Table, session: Session
) -> None:
    edition = table.edition
    edition.phase, edition.rulebook, edition.rulebook_hash = "judging", {"a": 1}, "ab" * 32
    edition.rulebook_frozen_at = NOW
    round_ = make_round(session, edition, state="planned")
    session.commit()
    proposal = table.pending(table.first, "screening")
    assert table.answer(table.approver, proposal, "confirm").json()["phase"] == "screening"
    session.expire_all()
    assert (edition.rulebook, edition.rulebook_hash, edition.rulebook_frozen_at) == (None, "", None)
    kept = session.get_one(Reopening, UUID(proposal))
    assert (kept.rulebook, kept.rulebook_hash, kept.rulebook_frozen_at) == (
        {"a": 1},
        "ab" * 32,
        NOW,
    )
    facts = session.scalars(select(AuditEvent.facts).where(AuditEvent.act == "reopen_phase")).one()
    assert facts["rulebook_hash"] == "ab" * 32
    assert table.seen(table.first)["past"][0]["rulebook_hash"] == "ab" * 32
    edition.phase = "judging"
    round_.state = "open"
    session.commit()
    refused = table.propose(table.first, "screening")
    assert code(refused) == (409, "rounds_opened")
    assert refused.json()["rounds"] == ["الجولة الأولى"]


def test_a_signature_is_undone_by_one_who_signs(session: Session, sign_in: SignIn) -> None:
    judged = Judged(session)
    table = Table(
        session,
        judged.edition,
        judged.organiser,
        make_staff(session, judged.edition),
        judged.approver,
        sign_in,
    )
    organiser, approver = sign_in(judged.organiser), sign_in(judged.approver)
    ranking = organiser.post(judged.rankings).json()["id"]
    winner = {"entry_id": str(judged.entries[0].id), "outcome": "winner", "place": 1}
    organiser.put(judged.decisions, json={"ranking_id": ranking, "decisions": [winner]})
    digest = organiser.post(judged.url("/freeze")).json()["results_hash"]
    assert code(table.propose(table.first, "judging")) == (409, "results_frozen")
    assert approver.post(judged.url("/sign"), json={"results_hash": digest}).status_code == 200
    assert [one["id"] for one in table.seen(table.first)["asked"]] == [str(table.approver.id)]
    proposal = table.pending(table.first, "deliberation")
    assert table.seen(table.second)["may"] == []
    assert code(table.answer(table.second, proposal, "confirm")) == (403, "approver_needed")
    # An approver with a stake in an entry neither signs nor undoes a signature.
    organisation = make_organisation(session)
    make_entry(session, judged.category, organisation, state="eligible")
    tied = make_staff(session, judged.edition, Role.approver)
    make_grant(session, tied, Role.entrant, Scope.organisation, organisation.id)
    assert code(table.answer(tied, proposal, "confirm")) == (403, "approver_has_stake")
    # Nor does an approver who organises the edition: two organisers would undo it without one.
    make_grant(session, table.second, Role.approver, Scope.edition, judged.edition.id)
    asked = {one["id"] for one in table.seen(table.first)["asked"]}
    assert asked == {str(table.approver.id), str(tied.id)}
    assert table.seen(table.second)["may"] == []
    assert code(table.answer(table.second, proposal, "confirm")) == (403, "approver_organises")
    # A publication that waits is called off first.
    moment = (NOW + timedelta(days=1)).isoformat()
    organiser.post(judged.url("/publication"), json={"visible_from": moment})
    seen = table.seen(table.approver)
    assert (seen["obstacle"]["code"], seen["may"]) == ("publication_set", ["decline"])
    assert code(table.answer(table.approver, proposal, "confirm")) == (409, "publication_set")
    organiser.post(judged.url("/publication/cancel"), json={"reason": "تأجّل"})
    done = table.answer(table.approver, proposal, "confirm")
    assert (done.status_code, done.json()["phase"]) == (200, "deliberation")
    steps = session.scalars(select(Approval.step).order_by(Approval.at, Approval.id)).all()
    assert steps == ["frozen", "signed", "returned"]
    session.expire_all()
    assert session.scalars(select(Ranking.frozen_at)).all() == [None]
    # What the jury decided is told to nobody before publication.
    assert session.scalars(select(CallChange)).all() == []
    assert organiser.get(judged.url("/approval")).json()["may"] == ["freeze"]
    broken = broken_invariants(session, SYSTEM_ACTOR)
    assert [name for name in broken if name.startswith(("results", "office"))] == []


def publish(session: Session, edition: Edition, clock: Clock) -> None:
    ranking = Ranking(
        id=uuid7(),
        edition_id=edition.id,
        round_id=make_round(session, edition, state="closed").id,
        number=1,
        tiebreaks=["shared"],
        seed="",
        inputs_hash="",
        made_at=NOW,
    )
    session.add(ranking)
    session.flush()
    session.add(
        Publication(
            id=uuid7(),
            edition_id=edition.id,
            ranking_id=ranking.id,
            results_hash="",
            visible_from=clock.now,
            published_at=clock.now,
        )
    )
    session.commit()


@pytest.mark.parametrize(
    ("phase", "to", "wanted"),
    [
        ("draft", "open", "phase_first"),
        ("open", "open", "call_public"),
        ("approved", "deliberation", "results_public"),
        ("published", "deliberation", "results_public"),
        ("archived", "deliberation", "phase_final"),
        ("cancelled", "open", "phase_final"),
        ("deliberation", "open", "not_one_step_back"),
    ],
)
def test_what_never_goes_back(
    table: Table, session: Session, clock: Clock, phase: str, to: str, wanted: str
) -> None:
    table.edition.phase = phase
    session.commit()
    if wanted == "results_public":
        publish(session, table.edition, clock)
    assert code(table.propose(table.first, to)) == (409, wanted)
    seen = table.seen(table.first)
    if wanted != "not_one_step_back":
        assert (seen["obstacle"]["code"], seen["may"]) == (wanted, [])
    assert table.phase() == phase
    assert (acts(session), mails(session)) == ([], [])


def test_the_reader_is_told_why_in_their_language(table: Table, session: Session) -> None:
    table.edition.phase = "open"
    session.commit()
    seen = table.sign_in(table.first, "en").get(table.url("/reopening")).json()
    assert seen["obstacle"]["message"].startswith("The call is public")


def test_broken_returns_are_found(table: Table, session: Session) -> None:
    session.add(
        Reopening(
            id=uuid7(),
            edition_id=table.edition.id,
            from_phase="published",
            to_phase="screening",
            reason_ar="سبب",
            state="confirmed",
            proposed_by=table.first.id,
            proposed_at=NOW,
            answered_by=table.first.id,
            answered_at=NOW,
        )
    )
    session.add(
        Reopening(
            id=uuid7(),
            edition_id=table.edition.id,
            from_phase="screening",
            to_phase="open",
            reason_ar="سبب",
            state="declined",
            proposed_by=table.first.id,
            proposed_at=NOW,
            answered_by=table.second.id,
            answered_at=NOW,
        )
    )
    over = make_edition(session, phase="archived")
    session.add(
        Reopening(
            id=uuid7(),
            edition_id=over.id,
            from_phase="approved",
            to_phase="deliberation",
            reason_ar="سبب",
            state="proposed",
            proposed_at=NOW,
        )
    )
    session.commit()
    broken = broken_invariants(session, SYSTEM_ACTOR)
    assert sorted(name for name in broken if name.startswith("office")) == sorted(
        f"office: {promise}"
        for promise in (
            "phase reopened without two names",
            "return that is not one step back",
            "phase reopened without its act",
            "return declined without a reason",
            "rulebook opened again without what was frozen",
            "proposal that waits in an edition that is over",
        )
    )
