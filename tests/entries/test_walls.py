"""What a stake in an entry bars a person from, and that leaving its agency does not undo it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.service import remove_grant
from app.actor import SYSTEM_ACTOR, Role, Scope
from app.entries.eligibility_models import CoOwner
from app.judging.conflicts.queries import walls_of
from app.kit.ids import uuid7
from tests.factories import (
    NOW,
    make_category,
    make_collaborator,
    make_edition,
    make_entry,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_past_tie,
    make_staff,
)

SignIn = Callable[..., TestClient]
REASON = {"reason": "سبب"}


def test_nobody_decides_on_the_rivals_of_their_own_entry(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, phase="screening", closes_at=NOW - timedelta(days=1))
    own, elsewhere = make_category(session, edition), make_category(session, edition)
    agency, rivals = make_organisation(session), make_organisation(session)
    make_entry(session, own, agency, state="submitted", submitted_at=NOW)
    draft_only = make_category(session, edition)
    make_entry(session, draft_only, agency)
    organiser = make_staff(session, edition)
    make_past_tie(session, organiser, Scope.organisation, agency.id)
    client = sign_in(organiser)
    for category, walled in ((own, True), (elsewhere, False), (draft_only, False)):
        rival = make_entry(session, category, rivals, state="submitted", submitted_at=NOW)
        session.commit()
        url = f"/api/v1/entries/{rival.id}"
        seen = client.get(url).json()
        assert (seen["may"] == [], seen["barred"]) == (walled, walled)
        barred = {"eligible", "ineligible", "returned", "disqualified", "confirm"}
        may = set(client.get(f"{url}/screening").json()["may"])
        assert (not may & barred) is walled
        asked = {
            "mark-eligible": None,
            "mark-ineligible": REASON,
            "return": REASON | {"until": "2026-04-01T00:00:00Z"},
            "disqualify": REASON,
            "reinstate": REASON,
            "screening/proposal": {"decision": "eligible"},
        }
        version = {"If-Match": f'"{seen["version"]}"'}
        for verb, body in asked.items() if walled else ():
            answer = client.post(f"{url}/{verb}", json=body, headers=version)
            assert (verb, answer.status_code, answer.json().get("code")) == (
                verb,
                403,
                "category_barred",
            )
        every = {"decision": "eligible", "entry_ids": [str(rival.id)], "dry_run": True}
        bulk = client.post(f"/api/v1/editions/{edition.id}/screening/decide", json=every).json()
        assert (bulk["changed"], bulk["refused"]) == ((0, 1) if walled else (1, 0))
        if not walled:
            done = client.post(f"{url}/disqualify", json=REASON, headers=version)
            assert done.status_code == 200, done.text


def test_an_entry_is_its_co_owners_too(session: Session, sign_in: SignIn) -> None:
    """From the asking until they decline; for staff and for jurors."""
    edition = make_edition(session, phase="screening", opens_at=NOW - timedelta(days=30))
    owner, partner = make_organisation(session), make_organisation(session)
    shared = make_entry(
        session, make_category(session, edition), owner, state="eligible", submitted_at=NOW
    )
    boss = make_staff(session, edition)
    make_grant(session, boss, Role.entrant, Scope.organisation, partner.id)
    juror = make_juror(session, edition, boss)
    co_owner = CoOwner(
        id=uuid7(),
        entry_id=shared.id,
        organisation_id=partner.id,
        via="members",
        name_ar="شريكة",
        asked_at=NOW,
        mailed_at=NOW,
        state="asked",
    )
    session.add(co_owner)
    for state, status in (("asked", 404), ("agreed", 404), ("declined", 200)):
        co_owner.state = state
        session.commit()
        assert sign_in(boss).get(f"/api/v1/entries/{shared.id}").status_code == status
        barred = walls_of(session, edition.id).bar(juror.id, shared.id, owner.id)
        assert barred is (status == 404)
    co_owner.state = "agreed"
    remove_grant(session, SYSTEM_ACTOR, boss.id, Role.entrant, Scope.organisation, partner.id, NOW)
    session.commit()
    assert sign_in(boss).get(f"/api/v1/entries/{shared.id}").status_code == 404
    assert walls_of(session, edition.id).bar(juror.id, shared.id, owner.id)


def test_more_time_stops_at_a_wall(session: Session, sign_in: SignIn) -> None:
    """What was given to a walled entry is not listed, and a rival in its category is given or taken none."""
    edition = make_edition(session, phase="open")
    category, elsewhere = make_category(session, edition), make_category(session, edition)
    agency, rivals = make_organisation(session), make_organisation(session)
    theirs = make_entry(session, category, agency, state="submitted", submitted_at=NOW)
    rival = make_entry(session, category, rivals, state="submitted", submitted_at=NOW)
    other = make_entry(session, elsewhere, rivals, state="submitted", submitted_at=NOW)
    boss, colleague = make_staff(session, edition), make_staff(session, edition)
    make_past_tie(session, boss, Scope.organisation, agency.id)
    session.commit()
    url = f"/api/v1/editions/{edition.id}/extensions"

    def give(
        person: TestClient, until: str, to: str = url, **target: str
    ) -> tuple[int, str | None]:
        body = {"entry_id": None, "organisation_id": None, "until": until, "reason": "عطل"}
        answer = person.put(f"{to}/{uuid7()}", json=body | target)
        return answer.status_code, answer.json().get("code")

    free, walled = sign_in(colleague), sign_in(boss)
    assert give(free, "2026-05-01T09:00:00Z", entry_id=str(theirs.id))[0] == 201
    assert give(free, "2026-05-02T09:00:00Z", organisation_id=str(agency.id))[0] == 201
    assert give(walled, "2026-05-01T09:00:00Z", entry_id=str(theirs.id))[0] == 404
    for target in ({"entry_id": str(rival.id)}, {"organisation_id": str(rivals.id)}):
        assert give(walled, "2026-05-01T09:00:00Z", **target) == (403, "category_barred")
    # Nor is a rival's time taken, however it is named; the list offers neither.
    assert give(free, "2026-05-03T09:00:00Z", entry_id=str(rival.id))[0] == 201
    shorter = url.replace("extensions", "shortenings")
    for target in ({"entry_id": str(rival.id)}, {"organisation_id": str(rivals.id)}):
        refused = give(walled, "2026-05-01T09:00:00Z", shorter, **target)
        assert refused == (403, "category_barred")
    assert give(walled, "2026-05-01T09:00:00Z", shorter, entry_id=str(theirs.id))[0] == 404
    for person, offered in ((free, True), (walled, False)):
        rows = person.get(url).json()["items"]
        (row,) = [one for one in rows if one["entry_id"] == str(rival.id)]
        assert (row["shortened_from"] is not None) is offered
    assert give(walled, "2026-05-01T09:00:00Z", entry_id=str(other.id))[0] == 201
    assert [client.get(url).json()["total"] for client in (free, walled)] == [4, 2]
    acts = {"act": "extend_deadline", "edition_id": str(edition.id)}
    said = [client.get("/api/v1/log", params=acts).json()["total"] for client in (free, walled)]
    assert said == [4, 2]


def test_leaving_takes_no_wall_down(session: Session, sign_in: SignIn) -> None:
    """A member removed, a collaborator who left: walled off in that edition, not in a later one."""
    edition = make_edition(session, phase="screening", opens_at=NOW - timedelta(days=30))
    later = make_edition(session, phase="open", opens_at=NOW + timedelta(days=30))
    agency, other = make_organisation(session), make_organisation(session)
    theirs, helped, free, next_year = (
        make_entry(session, make_category(session, one), owner, state="eligible", submitted_at=NOW)
        for one, owner in ((edition, agency), (edition, other), (edition, other), (later, agency))
    )
    boss = make_staff(session, edition)
    for one in (edition, later):
        if one is not edition:
            make_grant(session, boss, Role.organiser, Scope.edition, one.id)
    make_grant(session, boss, Role.entrant, Scope.organisation, agency.id)
    manager = make_member(session, other)
    helper = make_collaborator(session, helped)
    make_grant(session, helper, Role.organiser, Scope.edition, edition.id)
    juror = make_juror(session, edition, boss)
    second = make_juror(session, edition, helper)
    session.commit()

    def seen(person: TestClient) -> list[bool]:
        urls = (f"/api/v1/entries/{one.id}" for one in (theirs, helped, free))
        return [person.get(url).status_code == 200 for url in urls]

    assert seen(sign_in(boss)) == [False, True, True]
    remove_grant(session, SYSTEM_ACTOR, boss.id, Role.entrant, Scope.organisation, agency.id, NOW)
    session.commit()
    left = sign_in(boss)
    assert seen(left) == [False, True, True]
    assert left.get(f"/api/v1/entries/{next_year.id}").status_code == 200
    assert seen(sign_in(helper)) == [True, False, True]
    gone = sign_in(manager).delete(f"/api/v1/entrant/entries/{helped.id}/people/{helper.id}")
    assert gone.status_code in {200, 204}, gone.text
    assert seen(sign_in(helper)) == [True, False, True]
    walls = walls_of(session, edition.id)
    assert walls.bar(juror.id, theirs.id, agency.id)
    assert walls.bar(second.id, helped.id, other.id)
    assert not walls.bar(second.id, free.id, other.id)
