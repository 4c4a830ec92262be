"""A moved deadline: notice before an earlier one, and a mail to each person it concerns."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role, Scope
from app.database import SYSTEM, Database
from app.editions.models import CallChange, Edition
from app.jobs.models import Job
from app.jobs.worker import Running
from app.main import HANDLERS
from app.notifications.models import Mail
from tests.conftest import NOW, Clock
from tests.editions.support import API, acts, codes
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_grant,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]
CLOSES = NOW + timedelta(days=10)


@pytest.fixture
def edition(session: Session) -> Edition:
    return make_edition(session, closes_at=CLOSES)


@pytest.fixture
def organiser(session: Session, sign_in: SignIn, edition: Edition) -> TestClient:
    return sign_in(make_staff(session, edition))


def move(client: TestClient, edition: Edition, to: datetime, version: int = 1) -> Any:
    return client.post(
        f"{API}/editions/{edition.id}/deadline",
        json={"closes_at": to.isoformat(), "reason_ar": "طلب الجهات", "reason_en": "On request"},
        headers={"If-Match": str(version)},
    )


def run_jobs(session: Session, database: Database, times: int = 1) -> list[Any]:
    """Do every job so many times over, as a worker that died after its work would."""
    jobs = list(session.scalars(select(Job).order_by(Job.created_at, Job.id)))

    async def inside() -> list[Any]:
        return [
            await HANDLERS[job.kind](database, Running(job.id, job.payload, job.edition_id, SYSTEM))
            for job in jobs
            for _ in range(times)
        ]

    return asyncio.run(inside())


def mails(session: Session) -> dict[str, Mail]:
    session.expire_all()
    found = list(session.scalars(select(Mail)))
    assert len({mail.to_email for mail in found}) == len(found), "nobody is mailed twice"
    return {mail.to_email: mail for mail in found}


def test_people_of_drafts_and_submitted_entries_are_told_once(
    session: Session, edition: Edition, organiser: TestClient, database: Database
) -> None:
    category = make_category(session, edition)
    agency = make_organisation(session)
    one, other = make_member(session, agency), make_member(session, agency)
    other.language = "en"
    draft = make_entry(session, category, agency)
    submitted = make_entry(session, category, agency, state="submitted", submitted_at=NOW)
    alone = make_user(session)
    own = make_entry(session, category, owner_id=alone.id, state="submitted", submitted_at=NOW)
    beyond = CLOSES + timedelta(days=9)
    later = make_entry(session, category, agency, extended_until=beyond, extended_at=NOW)
    for state in ("returned", "withdrawn", "ineligible", "disqualified"):
        gone = make_organisation(session)
        make_member(session, gone)
        make_entry(session, category, gone, state=state)
    elsewhere = make_organisation(session)
    make_member(session, elsewhere)
    make_entry(session, make_category(session, make_edition(session)), elsewhere)
    stopped = make_user(session, disabled_at=NOW)
    make_grant(session, stopped, Role.entrant, Scope.organisation, agency.id)
    session.commit()
    seen = organiser.get(f"{API}/editions/{edition.id}/deadline/audience").json()
    assert seen == {
        "people": 3,
        "drafts": 2,
        "submitted": 2,
        "earliest": "2026-03-11T09:00:00Z",
    }
    moved = move(organiser, edition, CLOSES + timedelta(days=5))
    assert moved.status_code == 200, moved.json()
    assert mails(session) == {}  # by a job, once the act is committed
    assert run_jobs(session, database, times=2) == [{"mailed": 3}] * 2
    sent = mails(session)
    assert set(sent) == {one.email, other.email, alone.email}
    assert {mail.template for mail in sent.values()} == {"deadline_moved"}
    arabic, english = sent[one.email].text, sent[other.email].text
    assert (sent[one.email].language, sent[other.email].language) == ("ar", "en")
    assert "طلب الجهات" in arabic
    assert "مُدِّد" in arabic
    assert "On request" in english
    assert "extended" in english
    assert f"not submitted yet: {draft.number}." in english
    assert f"already submitted: {submitted.number}." in english
    assert f"beyond this date for the entries: {later.number}." in english
    assert str(own.number) in sent[alone.email].text
    assert str(draft.number) not in sent[alone.email].text
    assert acts(session) == [("move_deadline", "edition", edition.id)]


def test_a_move_that_another_overtook_is_told_once(
    session: Session, edition: Edition, organiser: TestClient, database: Database, clock: Clock
) -> None:
    agency = make_organisation(session)
    member = make_member(session, agency)
    make_entry(session, make_category(session, edition), agency)
    move(organiser, edition, CLOSES + timedelta(days=5))
    move(organiser, edition, CLOSES + timedelta(days=6), 2)
    assert run_jobs(session, database) == [{"mailed": 0}, {"mailed": 1}]
    assert set(mails(session)) == {member.email}
    clock.now = CLOSES + timedelta(days=7)
    assert run_jobs(session, database) == [{"mailed": 0}] * 2


def test_an_earlier_deadline_needs_a_day_of_notice(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    soon = move(organiser, edition, NOW + timedelta(hours=24) - timedelta(seconds=1))
    assert codes(soon.json()) == [("deadline_too_soon", ["closes_at"])]
    english = sign_in(make_staff(session, edition), "en")
    said = move(english, edition, NOW + timedelta(hours=1)).json()["errors"][0]
    assert said["earliest"] == "2026-03-11T09:00:00Z"
    assert "at least 24 hours' notice" in said["message"]
    assert (session.scalars(select(CallChange)).all(), session.scalars(select(Job)).all()) == (
        [],
        [],
    )
    assert acts(session) == []
    assert move(organiser, edition, NOW + timedelta(hours=24)).status_code == 200


def test_a_later_deadline_needs_none(
    session: Session, edition: Edition, organiser: TestClient, clock: Clock
) -> None:
    clock.now = CLOSES - timedelta(minutes=5)
    assert move(organiser, edition, CLOSES + timedelta(minutes=5)).status_code == 200
    public = session.scalars(select(CallChange)).one()
    assert (public.before, public.after) == ("2026-03-20T09:00:00Z", "2026-03-20T09:05:00Z")


def test_the_public_page_shows_both_moments(
    session: Session, edition: Edition, organiser: TestClient, client: TestClient
) -> None:
    edition.call_opened_at = NOW
    session.commit()
    move(organiser, edition, CLOSES + timedelta(days=5), edition.version)
    page = client.get(f"/en/editions/{edition.slug}").text
    assert "The closing of entries has moved" in page
    assert "20 March 2026" in page
    assert "25 March 2026" in page
    assert "On request" in page
