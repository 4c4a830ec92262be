"""What a person left walls them off; the administrator sees it, and ends it with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role, Scope
from app.audit.models import AuditEvent
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_grant,
    make_organisation,
    make_past_tie,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]


def test_a_wall_that_rose_by_mistake_comes_down(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, phase="screening", opens_at=NOW - timedelta(days=30))
    agency = make_organisation(session)
    entry = make_entry(
        session, make_category(session, edition), agency, state="submitted", submitted_at=NOW
    )
    boss, root = make_staff(session, edition), make_user(session)
    make_grant(session, root, Role.admin)
    for one in (boss, root):
        make_past_tie(session, one, Scope.organisation, agency.id)
    make_past_tie(session, boss, Scope.entry, entry.id, NOW - timedelta(days=1))
    admin, organiser = sign_in(root), sign_in(boss)
    shown, url = f"/api/v1/entries/{entry.id}", f"/api/v1/users/{boss.id}/past-ties"
    ties = admin.get(url).json()["items"]
    assert [(one["scope_kind"], one["name_ar"], one["ended_at"]) for one in ties] == [
        ("organisation", agency.name_ar, "2026-03-10T09:00:00Z"),
        ("entry", f"#{entry.number} {entry.title_ar}", "2026-03-09T09:00:00Z"),
    ]
    assert organiser.get(url).status_code == 403
    for tie, left, seen in ((agency, 1, 404), (entry, 0, 200)):
        assert organiser.get(shown).status_code == 404
        end = f"{url}/{tie.id}/end"
        assert admin.post(end, json={"reason": " "}).status_code == 422
        done = admin.post(end, json={"reason": "أُضيف خطأً لدقيقة"})
        assert (done.status_code, len(done.json()["items"])) == (200, left)
        assert admin.post(end, json={"reason": "مرة أخرى"}).status_code == 404
        assert organiser.get(shown).status_code == seen
    own = admin.post(f"/api/v1/users/{root.id}/past-ties/{agency.id}/end", json={"reason": "لي"})
    assert (own.status_code, own.json()["code"]) == (403, "own_tie")
    facts = session.scalars(
        select(AuditEvent.facts)
        .where(AuditEvent.act == "end_past_tie", AuditEvent.subject_id == boss.id)
        .order_by(AuditEvent.id)
    ).all()
    assert [(one["scope_kind"], one["scope_id"], one["reason"]) for one in facts] == [
        ("organisation", str(agency.id), "أُضيف خطأً لدقيقة"),
        ("entry", str(entry.id), "أُضيف خطأً لدقيقة"),
    ]
