"""Freeze, signature, return, publication: two people, one hash, one minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Role, Scope
from app.audit.models import AuditEvent
from app.editions.models import Edition
from app.judging.conflicts.models import Conflict
from app.judging.deliberation.models import Meeting
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.office.invariants import broken_invariants
from app.organisations.models import Organisation
from app.results.approvals.models import Approval
from app.results.publication.models import Publication
from app.results.publication.queries import visible_publication
from app.results.rankings.models import Ranking
from tests.conftest import NOW, Clock
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)
from tests.results.support import API, Judged, give

SignIn = Callable[..., TestClient]


class Desk:
    """Everybody at the table, with decisions made."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        self.judged = Judged(session)
        self.organiser = sign_in(self.judged.organiser)
        self.approver = sign_in(self.judged.approver)
        self.ranking = self.organiser.post(self.judged.rankings).json()["id"]
        assert self.decide(place=1).status_code == 200

    def decide(self, place: int, match: str | None = None) -> Any:
        entry = str(self.judged.entries[0].id)
        decision = {"entry_id": entry, "outcome": "winner", "place": place}
        return self.organiser.put(
            self.judged.decisions,
            json={"ranking_id": self.ranking, "decisions": [decision]},
            headers={} if match is None else {"If-Match": match},
        )

    def freeze(self) -> Any:
        return self.organiser.post(self.judged.url("/freeze"))

    def sign(self, digest: str) -> Any:
        return self.approver.post(self.judged.url("/sign"), json={"results_hash": digest})

    def approve(self) -> str:
        digest = self.freeze().json()["results_hash"]
        assert self.sign(digest).status_code == 200
        return digest

    def publish(self, moment: str | None = None, key: str | None = None) -> Any:
        headers = {} if key is None else {"Idempotency-Key": key}
        return self.organiser.post(
            self.judged.url("/publication"), json={"visible_from": moment}, headers=headers
        )


@pytest.fixture
def desk(session: Session, sign_in: SignIn) -> Desk:
    return Desk(session, sign_in)


def code(answer: Any) -> tuple[int, str]:
    body = answer.json()
    return answer.status_code, body.get("errors", [body])[0].get("code", "")


def phase(desk: Desk, session: Session) -> str:
    session.expire_all()
    return session.get_one(Edition, desk.judged.edition.id).phase


def templates(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(Mail.template, Mail.to_email).order_by(Mail.created_at, Mail.id))
    return [tuple(row) for row in rows]


def test_nothing_is_settled_while_a_panel_still_meets(desk: Desk, session: Session) -> None:
    judged = desk.judged
    meeting = Meeting(
        id=uuid7(),
        edition_id=judged.edition.id,
        round_id=judged.round.id,
        category_id=judged.category.id,
        quorum=1,
        opened_at=NOW,
    )
    session.add(meeting)
    session.commit()

    def go_on(*, open_: bool) -> None:
        meeting.state, meeting.closed_at = ("open", None) if open_ else ("closed", NOW)
        session.commit()

    refused = desk.freeze()
    named = f"{judged.category.name_ar} ({judged.round.name_ar})"
    assert (code(refused), refused.json()["meetings"]) == ((409, "meetings_open"), [named])
    assert named in refused.json()["title"]
    go_on(open_=False)
    digest = desk.freeze().json()["results_hash"]
    go_on(open_=True)  # reopened since
    assert code(desk.sign(digest)) == (409, "meetings_open")
    go_on(open_=False)
    assert desk.sign(digest).status_code == 200


def test_the_whole_way(desk: Desk, session: Session, clock: Clock) -> None:
    frozen = desk.freeze()
    assert (frozen.status_code, frozen.json()["state"]) == (200, "frozen")
    assert frozen.json()["may"] == []
    digest = frozen.json()["results_hash"]
    seen = desk.approver.get(desk.judged.url("/approval")).json()
    assert (seen["may"], seen["changed"], seen["undecided"]) == (["sign", "return"], False, [])
    signed = desk.sign(digest)
    assert (signed.json()["state"], phase(desk, session)) == ("signed", "approved")
    assert [(s["step"], s["by"]["id"]) for s in signed.json()["steps"]] == [
        ("frozen", str(desk.judged.organiser.id)),
        ("signed", str(desk.judged.approver.id)),
    ]
    published = desk.publish()
    assert published.json()["publication"]["visible"] is True
    assert published.json()["publication"]["results_hash"] == digest
    assert phase(desk, session) == "published"
    assert templates(session) == [
        ("results_frozen", desk.judged.approver.email),
        ("results_signed", desk.judged.organiser.email),
    ]
    acts = session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)).all()
    assert acts == [
        "take_ranking",
        "put_decisions",
        "freeze_results",
        "sign_results",
        "step_phase",
        "publish",
        "step_phase",
    ]
    broken = broken_invariants(session, SYSTEM_ACTOR)
    assert [name for name in broken if name.startswith(("entries", "results"))] == []


def test_nobody_signs_their_own_freeze(desk: Desk, session: Session, sign_in: SignIn) -> None:
    judged = desk.judged
    make_grant(session, judged.organiser, Role.approver, Scope.edition, judged.edition.id)
    digest = desk.freeze().json()["results_hash"]
    own = desk.organiser.post(judged.url("/sign"), json={"results_hash": digest})
    assert code(own) == (403, "same_person")
    # Nor does another organiser who is approver too, whoever froze.
    second = make_staff(session, judged.edition)
    make_grant(session, second, Role.approver)
    client = sign_in(second)
    assert client.get(judged.url("/approval")).json()["may"] == ["return"]
    refused = client.post(judged.url("/sign"), json={"results_hash": digest})
    assert code(refused) == (403, "approver_organises")
    assert phase(desk, session) == "deliberation"
    assert desk.sign(digest).status_code == 200


@pytest.mark.parametrize(
    "state", ["submitted", "eligible", "ineligible", "withdrawn", "disqualified"]
)
def test_who_has_a_stake_neither_signs_nor_returns(
    desk: Desk, session: Session, sign_in: SignIn, state: str
) -> None:
    judged = desk.judged
    category = make_category(
        session, judged.edition, position=1, name_ar="فرع الصحة", name_en="Health"
    )
    organisation = make_organisation(session)
    make_entry(session, category, organisation, state="draft")
    withheld = {"outcome": "withheld", "reason_ar": "لا مشاركات"}
    put = desk.organiser.put(
        f"{API}/categories/{category.id}/decisions",
        json={"ranking_id": desk.ranking, "decisions": [withheld]},
    )
    assert put.status_code == 200
    interested = make_staff(session, judged.edition, Role.approver)
    make_grant(session, interested, Role.entrant, Scope.organisation, organisation.id)
    client = sign_in(interested, "en")
    digest = desk.freeze().json()["results_hash"]
    # A draft that nobody submitted is no stake.
    assert client.get(judged.url("/approval")).json()["may"] == ["sign", "return"]
    make_entry(session, category, organisation, state=state)
    seen = client.get(judged.url("/approval")).json()
    assert [one["id"] for one in seen["stakes"]] == [str(category.id)]
    assert seen["may"] == []
    signed = client.post(judged.url("/sign"), json={"results_hash": digest})
    assert code(signed) == (403, "approver_has_stake")
    assert "Health" in signed.json()["title"]
    returned = client.post(judged.url("/return"), json={"reason": "سبب"})
    assert code(returned) == (403, "approver_has_stake")
    shown = client.get(judged.url("/standings")).json()["categories"]
    assert [one["barred"] for one in shown] == [False, True]
    assert phase(desk, session) == "deliberation"
    assert desk.approver.get(judged.url("/approval")).json()["stakes"] == []


def test_who_has_a_stake_does_not_freeze(desk: Desk, session: Session) -> None:
    judged = desk.judged
    agency = judged.entries[0].organisation_id
    assert agency is not None
    grant = make_grant(session, judged.organiser, Role.entrant, Scope.organisation, agency)
    state = desk.organiser.get(judged.url("/approval")).json()
    assert ([one["id"] for one in state["stakes"]], state["may"]) == ([str(judged.category.id)], [])
    refused = desk.freeze()
    assert code(refused) == (403, "organiser_has_stake")
    assert refused.json()["categories"] == [judged.category.name_ar]
    assert session.scalars(select(Approval)).all() == []
    session.delete(grant)
    session.commit()
    assert desk.freeze().status_code == 200


def test_a_conflict_of_an_approver_who_judged_keeps_them_from_signing(
    desk: Desk, session: Session, sign_in: SignIn
) -> None:
    judged = desk.judged
    user = make_staff(session, judged.edition, Role.approver)
    juror = make_juror(session, judged.edition, user, state="withdrawn")
    conflict = Conflict(
        id=uuid7(),
        edition_id=judged.edition.id,
        juror_id=juror.id,
        entry_id=judged.entries[0].id,
        source="juror",
        kind="family",
        state="recused",
        declared_at=NOW,
    )
    session.add(conflict)
    session.commit()
    client = sign_in(user)
    digest = desk.freeze().json()["results_hash"]
    refused = client.post(judged.url("/sign"), json={"results_hash": digest})
    assert code(refused) == (403, "approver_has_stake")
    conflict.state = "dismissed"
    session.commit()
    assert client.post(judged.url("/sign"), json={"results_hash": digest}).status_code == 200


def test_everyone_who_may_sign_is_asked_once(desk: Desk, session: Session) -> None:
    judged = desk.judged
    places = [
        (Scope.programme, judged.edition.programme_id),
        (Scope.instance, None),
        (Scope.edition, make_edition(session).id),
    ]
    users = []
    for scope, scope_id in places:
        users.append(make_user(session))
        make_grant(session, users[-1], Role.approver, scope, scope_id)
    make_grant(session, judged.approver, Role.approver, Scope.programme, places[0][1])
    gone = make_user(session, disabled_at=NOW)
    make_grant(session, gone, Role.approver)
    desk.freeze()
    asked = {judged.approver.email, users[0].email, users[1].email}
    assert sorted(templates(session)) == sorted(("results_frozen", email) for email in asked)


def test_frozen_results_stand_still_until_returned(desk: Desk, session: Session) -> None:
    judged = desk.judged
    digest = desk.freeze().json()["results_hash"]
    version = desk.organiser.get(judged.url("/decisions")).json()["categories"][0]["version"]
    assert code(desk.freeze()) == (409, "results_frozen")
    assert code(desk.decide(2, version)) == (409, "results_frozen")
    assert code(desk.organiser.post(judged.rankings)) == (409, "results_frozen")
    assert code(desk.sign("0" * 64)) == (409, "results_changed")
    assert code(desk.publish()) == (409, "not_signed")
    empty = desk.approver.post(judged.url("/return"), json={"reason": " "})
    assert empty.status_code == 422
    back = desk.approver.post(judged.url("/return"), json={"reason": "راجع الاستشهاد"})
    assert (back.json()["state"], back.json()["results_hash"]) == ("returned", "")
    assert code(desk.sign(digest)) == (409, "not_frozen")
    assert code(desk.approver.post(judged.url("/return"), json={"reason": "x"})) == (
        409,
        "not_frozen",
    )
    assert desk.decide(2, version).status_code == 200
    again = desk.freeze().json()
    assert (again["state"], again["results_hash"] != digest) == ("frozen", True)
    assert [s["reason"] for s in again["steps"]] == ["", "راجع الاستشهاد", ""]
    assert templates(session)[1] == ("results_returned", judged.organiser.email)
    assert session.scalars(select(Approval.step).order_by(Approval.at, Approval.id)).all() == [
        "frozen",
        "returned",
        "frozen",
    ]


def test_what_changed_after_the_freeze_is_not_signed(desk: Desk, session: Session) -> None:
    judged = desk.judged
    digest = desk.freeze().json()["results_hash"]
    out = desk.organiser.post(
        f"{API}/entries/{judged.entries[0].id}/disqualify",
        json={"reason": "سبب"},
        headers={"If-Match": f'"{judged.entries[0].version}"'},
    )
    assert out.status_code == 200
    assert desk.approver.get(judged.url("/approval")).json()["changed"] is True
    assert code(desk.sign(digest)) == (409, "results_changed")
    assert phase(desk, session) == "deliberation"
    desk.approver.post(judged.url("/return"), json={"reason": "استُبعد الفائز"})
    assert code(desk.freeze()) == (409, "ranking_outdated")
    desk.organiser.post(judged.rankings)
    refused = desk.freeze()
    assert (refused.status_code, refused.json()["code"]) == (409, "decisions_outdated")
    assert refused.json()["categories"] == [judged.category.name_ar], "it says where to look"
    assert session.scalars(select(Ranking).where(Ranking.frozen_at.is_not(None))).all() == []


def test_a_newer_ranking_keeps_decisions_that_still_hold(desk: Desk, session: Session) -> None:
    judged = desk.judged
    give(session, judged.round, judged.entries[4], judged.jurors[0], (1, 1, 1, 1))
    desk.organiser.post(judged.rankings)
    assert desk.freeze().json()["state"] == "frozen"
    latest = session.scalars(select(Ranking.id).order_by(Ranking.number.desc())).first()
    listed = desk.organiser.get(judged.url("/decisions")).json()
    assert listed["categories"][0]["ranking_id"] == str(latest)


def test_every_category_is_decided_or_withheld(desk: Desk, session: Session) -> None:
    bare = make_category(session, desk.judged.edition, position=1, name_ar="فرع بلا قرار")
    answer = desk.freeze()
    assert code(answer) == (409, "categories_undecided")
    assert answer.json()["categories"] == ["فرع بلا قرار"]
    state = desk.organiser.get(desk.judged.url("/approval")).json()
    assert [one["id"] for one in state["undecided"]] == [str(bare.id)]
    assert state["may"] == ["freeze"]
    withheld = {"outcome": "withheld", "reason_ar": "لا مشاركات"}
    # The category entered the edition after the ranking was taken: it has no row there.
    put = desk.organiser.put(
        f"{API}/categories/{bare.id}/decisions",
        json={"ranking_id": desk.ranking, "decisions": [withheld]},
    )
    assert put.status_code == 200
    assert desk.freeze().status_code == 200


def test_freezing_belongs_to_deliberation(desk: Desk, session: Session) -> None:
    desk.judged.edition.phase = "judging"
    session.commit()
    assert code(desk.freeze()) == (409, "not_in_deliberation")


@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
def test_the_minute_is_decided_by_the_clock(
    desk: Desk, session: Session, clock: Clock, seconds: int, seen: bool
) -> None:
    desk.approve()
    moment = NOW + timedelta(hours=6)
    answer = desk.publish(moment.isoformat(), key="k1")
    assert (answer.status_code, answer.json()["publication"]["visible"]) == (200, False)
    assert phase(desk, session) == "approved"
    clock.now = moment + timedelta(seconds=seconds)
    found = visible_publication(session, desk.judged.edition.id, clock.now)
    assert (found is not None) is seen
    shown = desk.organiser.get(desk.judged.url("/publication")).json()
    assert (shown["publication"]["visible"], shown["may"]) == (seen, [] if seen else ["cancel"])
    cancelled = desk.organiser.post(
        desk.judged.url("/publication/cancel"), json={"reason": "تأجّل الحفل"}
    )
    assert code(cancelled) == ((409, "already_visible") if seen else (200, ""))


def test_publishing_twice_has_one_effect(desk: Desk, session: Session) -> None:
    desk.approve()
    member = make_member(session, _organisation(session, desk))
    moment = (NOW + timedelta(hours=6)).isoformat()
    first = desk.publish(moment, key="k1")
    replay = desk.publish(moment, key="k1")
    other_body = desk.publish(None, key="k1")
    other_key = desk.publish(moment, key="k2")
    assert first.json() == replay.json()
    assert code(other_body) == (422, "idempotency_key_reused")
    assert code(other_key) == (409, "already_published")
    assert len(session.scalars(select(Publication)).all()) == 1
    mails = session.scalars(select(Mail).where(Mail.template == "results_published")).all()
    assert [(m.to_email, m.send_after) for m in mails] == [(member.email, NOW + timedelta(hours=6))]
    text = mails[0].text + mails[0].html + mails[0].subject
    assert "خدمة المثال" not in text
    assert "101" not in text
    assert desk.organiser.post(
        desk.judged.url("/publication/cancel"), json={"reason": "تأجّل الحفل"}
    ).json() == {"publication": None, "may": ["publish"]}
    assert session.scalars(select(Mail).where(Mail.template == "results_published")).all() == []
    gone = desk.organiser.post(desk.judged.url("/publication/cancel"), json={"reason": "x"})
    assert gone.status_code == 404
    assert desk.publish(moment, key="k3").status_code == 200


def _organisation(session: Session, desk: Desk) -> Organisation:
    return session.get_one(Organisation, desk.judged.entries[0].organisation_id)


def test_what_is_not_published(desk: Desk, session: Session) -> None:
    past = (NOW - timedelta(seconds=1)).isoformat()
    assert code(desk.publish()) == (409, "not_signed")
    desk.approve()
    assert code(desk.publish(past)) == (422, "moment_past")
    assert code(desk.publish("غدًا"))[0] == 422
    approver = desk.approver.post(desk.judged.url("/publication"), json={"visible_from": None})
    assert approver.status_code == 403
    assert session.scalars(select(Publication)).all() == []
    assert desk.publish(NOW.isoformat()).json()["publication"]["visible"] is True


def test_before_the_minute_two_worlds_look_alike_to_the_public(
    session: Session, sign_in: SignIn, client: TestClient, clock: Clock
) -> None:
    """Equal inputs, other scores: every public path answers the same bytes."""
    first, second = Desk(session, sign_in), Desk(session, sign_in)
    extra = second.judged
    for juror, marks in zip(extra.jurors, [(5, 5, 5, 4)] * 3, strict=True):
        give(session, extra.round, extra.entries[4], juror, marks)
    second.ranking = second.organiser.post(extra.rankings).json()["id"]
    for desk in (first, second):
        desk.approve()
        moment = NOW + timedelta(hours=1)
        assert desk.publish(moment.isoformat()).status_code == 200
    paths = (
        "/editions/{slug}/winners",
        "/en/editions/{slug}/winners",
        "/editions/{slug}/winners/101",
    )

    def seen(desk: Desk) -> list[tuple[int, bytes]]:
        slug = desk.judged.edition.slug
        answers = [client.get(path.format(slug=slug)) for path in paths]
        return [(a.status_code, a.content.replace(slug.encode(), b"slug")) for a in answers]

    clock.now = NOW + timedelta(hours=1) - timedelta(seconds=1)
    assert seen(first) == seen(second)
    assert {status for status, _ in seen(first)} == {404}
    clock.now = NOW + timedelta(hours=1)
    assert [status for status, _ in seen(first)] == [200, 200, 200]


def test_the_staff_of_another_edition_read_nothing(
    desk: Desk, session: Session, sign_in: SignIn
) -> None:
    stranger = sign_in(make_staff(session, make_edition(session)))
    paths = ("/standings", "/decisions", "/approval", "/publication")
    assert {stranger.get(desk.judged.url(path)).status_code for path in paths} == {403}
    assert stranger.get(f"{API}/rankings/{desk.ranking}/rows").status_code == 403
