"""Each promise about editions and agencies is broken once, by hand, and found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.actor import Role, Scope
from app.editions import invariants as editions
from app.editions.models import FormVersion, Section
from app.kit.ids import uuid7
from app.organisations import invariants as organisations
from app.organisations.models import MembershipRequest
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_field,
    make_grant,
    make_organisation,
    make_rubric,
    make_user,
)

SOUND = {"call_opened_at": NOW}
FROZEN = {"phase": "judging", "rulebook_frozen_at": NOW, "rulebook_hash": "0" * 64} | SOUND


def broken(session: Session) -> dict[str, list[UUID]]:
    found = {}
    for promise, query in (editions.INVARIANTS | organisations.INVARIANTS).items():
        rows = session.scalars(query).all()
        if rows:
            found[promise] = list(rows)
    return found


def test_sound_rows_break_nothing(session: Session) -> None:
    make_category(session, make_edition(session, **FROZEN))
    make_category(session, make_edition(session, phase="draft"), rubric_id=None)
    make_organisation(session, decided_at=NOW)
    make_organisation(session, status="pending")
    assert broken(session) == {}


@pytest.mark.parametrize(
    ("promise", "values"),
    [
        ("judging or later without a frozen rulebook", {"phase": "judging"} | SOUND),
        ("rulebook frozen before judging", FROZEN | {"phase": "screening"}),
        ("frozen rulebook without its hash", FROZEN | {"rulebook_hash": ""}),
        ("public call without its dates", {"phase": "open"}),
        ("call that closes before it opens", SOUND | {"closes_at": NOW, "opens_at": NOW}),
    ],
)
def test_editions(session: Session, promise: str, values: dict[str, Any]) -> None:
    edition = make_edition(session, **values)
    assert broken(session) == {promise: [edition.id]}


def test_categories_and_rubrics(session: Session) -> None:
    edition = make_edition(session, **FROZEN)
    other = make_rubric(session, make_edition(session, phase="draft"))
    foreign = make_category(session, edition, rubric_id=other.id)
    bare = make_category(session, edition, rubric_id=None)
    a, _, b1, _, c = make_rubric(session, edition).criteria
    a.minimum = None
    b1.parent_id = other.criteria[1].id
    c.minimum = 5
    session.commit()
    assert broken(session) == {
        "category with another edition's rubric": [foreign.id],
        "public category without a rubric": [bare.id],
        "criterion below one of another rubric": [b1.id],
        "leaf without a scale": [a.id],
        "scale that is reversed": [c.id],
    }


def test_agencies(session: Session) -> None:
    silent = make_organisation(session, status="refused", decided_at=NOW)
    undated = make_organisation(session)
    hidden = make_organisation(session, status="pending", folded_name="")
    user = make_user(session)
    grant = make_grant(session, user, Role.entrant, Scope.organisation, uuid7())
    requests = [
        MembershipRequest(
            id=uuid7(), organisation_id=hidden.id, user_id=user.id, requested_at=NOW, **values
        )
        for values in (
            {"state": "approved"},
            {"state": "refused", "decided_at": NOW},
            {"state": "refused", "decided_at": NOW, "reason": "سبب"},
        )
    ]
    session.add_all(requests)
    session.commit()
    assert broken(session) == {
        "agency decided without its moment": [undated.id],
        "agency refused without a reason": [silent.id],
        "agency that search cannot find": [hidden.id],
        "member of an agency that is not there": [grant.id],
        "request decided without its moment": [requests[0].id],
        "request refused without a reason": [requests[1].id],
    }


def test_forms(session: Session) -> None:
    edition = make_edition(session, **FROZEN)
    category, other = (make_category(session, edition) for _ in range(2))
    section = Section(id=uuid7(), category_id=other.id, position=0, title_ar="قسم")
    session.add(section)
    session.commit()
    field = make_field(session, category, section_id=section.id)
    beyond = FormVersion(
        id=uuid7(), category_id=category.id, number=2, sections=[], fields=[], published_at=NOW
    )
    session.add(beyond)
    other.form_version = 2
    session.commit()
    assert broken(session) == {
        "field in another form's section": [field.id],
        "version of a form beyond the current one": [beyond.id],
        "version of a form that was superseded and not kept": [other.id],
    }
