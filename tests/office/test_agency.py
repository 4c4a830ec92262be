"""An agency's entries over editions, for staff: whose editions, what of a draft, and which walls hold."""

from __future__ import annotations

from collections.abc import Callable
from csv import DictReader
from datetime import timedelta
from io import StringIO

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role, Scope
from app.entries.eligibility_models import CoOwner
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from tests.editions.support import API
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_grant,
    make_juror,
    make_organisation,
    make_past_tie,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]


def test_staff_read_what_an_agency_entered_in_their_editions(
    session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    agency = make_organisation(session)
    old, new = (make_edition(session) for _ in range(2))
    old.created_at = NOW - timedelta(days=365)
    sent_in = make_category(session, old)
    sent = make_entry(session, sent_in, agency, state="eligible", submitted_at=NOW)
    category = make_category(session, new)
    draft = make_entry(session, category, agency, title_ar="سر المسودة")
    make_entry(session, category)  # another's
    auditor = make_user(session)
    make_grant(session, auditor, Role.auditor)
    url = f"{API}/organisations/{agency.id}/entries"
    client = sign_in(auditor)
    statements.clear()
    shown = client.get(url).json()
    cost = len(statements)
    assert [(row["id"], row["state"], row["title_ar"]) for row in shown["items"]] == [
        (str(draft.id), "draft", ""),
        (str(sent.id), "eligible", sent.title_ar),
    ]
    assert shown["items"][1]["edition_id"] == str(old.id)
    assert [row["outcome"] for row in shown["items"]] == [None, None]
    found = client.get(url, params={"q": "سر"}).json()
    assert found["total"] == 0  # a draft's title is its people's own
    assert client.get(url, params={"state": "draft"}).json()["total"] == 1
    csv = client.get(url, params={"format": "csv"})
    assert (csv.headers["X-Total-Count"], "سر المسودة" in csv.text) == ("2", False)
    english = client.get(url, params={"format": "csv"}, headers={"Accept-Language": "en"})
    row = list(DictReader(StringIO(english.text.removeprefix("\ufeff"))))[1]
    assert (row["Edition"], row["Category"]) == (old.name_en, sent_in.name_en)
    assert (row["Outcome"], row["Place"], row["Level"]) == ("", "", "")
    assert client.get(f"{API}/organisations/{uuid7()}/entries").status_code == 404

    organiser = make_staff(session, old)
    theirs = sign_in(organiser).get(url).json()["items"]
    assert [row["id"] for row in theirs] == [str(sent.id)]
    # Who left the agency, or a co-owner of the entry, during the edition reads it as little.
    partner = make_organisation(session)
    owning = CoOwner(
        id=uuid7(), entry_id=sent.id, organisation_id=partner.id, via="members",
        name_ar="شريكة", state="agreed", asked_at=NOW, mailed_at=NOW,
    )  # fmt: skip
    session.add(owning)
    for walled in (agency, partner):
        left = make_staff(session, old)
        make_past_tie(session, left, Scope.organisation, walled.id)
        assert sign_in(left).get(url).json()["total"] == 0
        member = make_staff(session, old)
        make_grant(session, member, Role.entrant, Scope.organisation, walled.id)
        assert sign_in(member).get(url).json()["total"] == 0
    session.delete(owning)
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=old.id,
            juror_id=make_juror(session, old, organiser).id,
            organisation_id=agency.id,
            source="juror",
            kind="employer",
            state="recused",
            declared_at=NOW,
        )
    )
    for _ in range(3):
        make_entry(session, category, agency)
    session.commit()
    assert sign_in(organiser).get(url).json()["total"] == 0
    statements.clear()
    assert client.get(url).json()["total"] == 5
    assert len(statements) == cost
