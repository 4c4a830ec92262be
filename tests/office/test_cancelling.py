"""Cancelling an edition: with a reason, told alike on every page, and never over public results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.editions.models import CallChange, Edition
from tests.conftest import Clock
from tests.editions.support import API, acts, codes
from tests.factories import NOW, make_edition, make_staff, make_user
from tests.results.test_release import Desk

SignIn = Callable[..., TestClient]


@pytest.fixture
def edition(session: Session) -> Edition:
    return make_edition(session, phase="draft")


@pytest.fixture
def organiser(session: Session, sign_in: SignIn, edition: Edition) -> TestClient:
    return sign_in(make_staff(session, edition))


def test_an_edition_is_cancelled_in_public_with_a_reason(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    url = f"{API}/editions/{edition.id}/cancel"
    assert codes(organiser.post(url, json={"reason_ar": ""}).json()) == [
        ("text_missing", ["reason_ar"])
    ]
    edition.phase = "judging"
    session.commit()
    answer = organiser.post(url, json={"reason_ar": "ظرف طارئ"})
    assert (answer.status_code, answer.json()["phase"]) == (200, "cancelled")
    change = session.scalars(select(CallChange)).one()
    assert (change.kind, change.what_ar) == ("cancelled", "ظرف طارئ")
    again = organiser.post(url, json={"reason_ar": "ظرف طارئ"})
    assert (again.status_code, again.json()["code"]) == (409, "phase_unchanged")
    assert acts(session) == [("cancel_edition", "edition", edition.id)]


def test_a_cancelled_draft_tells_the_public_nothing(
    session: Session, edition: Edition, organiser: TestClient, client: TestClient, sign_in: SignIn
) -> None:
    url = f"{API}/editions/{edition.id}/cancel"
    assert organiser.post(url, json={"reason_ar": "لم تبدأ"}).status_code == 200
    assert session.scalars(select(CallChange)).all() == []
    somebody = sign_in(make_user(session))
    assert somebody.get(f"{API}/editions").json()["total"] == 0
    assert somebody.get(f"{API}/editions/{edition.id}/call-changes").status_code == 404
    assert client.get(f"/editions/{edition.slug}").status_code == 404


def test_an_edition_cancelled_after_its_call_stays_in_sight(
    session: Session, edition: Edition, organiser: TestClient, client: TestClient
) -> None:
    edition.phase, edition.call_opened_at = "open", NOW
    session.commit()
    url = f"{API}/editions/{edition.id}/cancel"
    assert organiser.post(url, json={"reason_ar": "ظرف طارئ"}).status_code == 200
    # Every page says the same: the edition, its programme, the home page, the calendar.
    page = client.get(f"/editions/{edition.slug}").text
    assert "أُلغيت هذه الدورة" in page
    for path in ("/", f"/programmes/{edition.programme.slug}"):
        listed = client.get(path)
        assert (listed.status_code, edition.name_ar in listed.text) == (200, True)
        assert "ملغاة" in listed.text
        assert f"/editions/{edition.slug}/winners" not in page + listed.text
    dates = client.get(f"/editions/{edition.slug}/calendar.ics").text
    assert dates.count("STATUS:CANCELLED") == dates.count("BEGIN:VEVENT") > 0


def test_results_that_are_public_or_about_to_be_are_not_cancelled_away(
    session: Session, sign_in: SignIn, client: TestClient, clock: Clock
) -> None:
    desk = Desk(session, sign_in)
    desk.approve()
    edition = desk.judged.edition
    edition.call_opened_at = NOW
    session.commit()
    assert desk.publish((NOW + timedelta(hours=1)).isoformat()).status_code == 200
    url, body = f"{API}/editions/{edition.id}/cancel", {"reason_ar": "ظرف طارئ"}
    early = desk.organiser.post(url, json=body)
    assert (early.status_code, early.json()["code"]) == (409, "publication_waits")
    clock.forward(hours=2)  # by the clock alone they are public now
    late = desk.organiser.post(url, json=body)
    assert (late.status_code, late.json()["code"]) == (409, "edition_published")
    assert late.json()["visible_from"] == "2026-03-10T10:00:00Z"
    session.refresh(edition)
    assert edition.phase == "approved"
    assert client.get(f"/editions/{edition.slug}/winners").status_code == 200
    edition.phase = "archived"
    session.commit()
    over = desk.organiser.post(url, json=body)
    assert (over.status_code, over.json()["code"]) == (409, "phase_final")
    # What an older version let through shows no winners beside 'cancelled'.
    edition.phase = "cancelled"
    session.commit()
    clock.forward(seconds=6)
    assert client.get(f"/editions/{edition.slug}/winners").status_code == 404
    assert f"/editions/{edition.slug}/winners" not in client.get("/").text
