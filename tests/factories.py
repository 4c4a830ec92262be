"""Typed factories: one row each, with defaults that hold the constraints. They flush, never commit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import Grant, PastTie, User, UserSession
from app.actor import Level as MemberLevel
from app.actor import Role, Scope
from app.editions.models import Category, Criterion, Edition, Field, Level, Programme, Rubric
from app.entries.member_models import EntryMember
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation
from app.judging.panels.models import Juror, Panel, PanelMember
from app.judging.rounds.models import Round
from app.kit.arabic import fold
from app.kit.ids import uuid7
from app.organisations.models import Organisation

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def _add(session: Session, row: Any) -> Any:
    session.add(row)
    session.commit()  # inside the test's outer transaction: a savepoint, rolled back at its end
    return row


def make_user(session: Session, email: str | None = None, **values: Any) -> User:
    key = uuid7()
    values.setdefault("name_ar", "سارة المثال")
    values.setdefault("name_en", "Sara Example")
    values.setdefault("email_confirmed_at", NOW)
    values.setdefault("folded_name", fold(f"{values['name_ar']} {values['name_en']}"))
    return _add(
        session,
        User(id=key, email=email or f"u{key.hex}@example.org", created_at=NOW, **values),
    )


def make_session(session: Session, user: User, now: datetime = NOW) -> UserSession:
    return _add(
        session,
        UserSession(id=uuid7(), user_id=user.id, created_at=now, last_used_at=now),
    )


def make_grant(
    session: Session,
    user: User,
    role: Role,
    kind: Scope = Scope.instance,
    scope_id: Any = None,
    level: MemberLevel = MemberLevel.manage,
) -> Grant:
    return _add(
        session,
        Grant(
            id=uuid7(),
            user_id=user.id,
            role=role.value,
            scope_kind=kind.value,
            scope_id=scope_id,
            level=level.value if (role, kind) == (Role.entrant, Scope.organisation) else "",
            granted_at=NOW,
        ),
    )


def make_staff(session: Session, edition: Edition, role: Role = Role.organiser) -> User:
    """A user who holds `role` over the edition."""
    user = make_user(session)
    make_grant(session, user, role, Scope.edition, edition.id)
    return user


def make_organisation(session: Session, **values: Any) -> Organisation:
    values.setdefault("name_ar", "جهة تجريبية ٠١")
    values.setdefault("name_en", "Demo agency 01")
    values.setdefault("status", "approved")
    values.setdefault("folded_name", fold(f"{values['name_ar']} {values['name_en']}"))
    return _add(session, Organisation(id=uuid7(), created_at=NOW, **values))


def make_member(
    session: Session,
    organisation: Organisation,
    level: MemberLevel = MemberLevel.manage,
    **values: Any,
) -> User:
    """A user who enters for the organisation."""
    user = make_user(session, **values)
    make_grant(session, user, Role.entrant, Scope.organisation, organisation.id, level)
    return user


def make_past_tie(
    session: Session, user: User, kind: Scope, scope_id: UUID, ended_at: datetime = NOW
) -> PastTie:
    """They were of the agency, or worked on the entry, until then."""
    tie = PastTie(user_id=user.id, scope_kind=kind.value, scope_id=scope_id, ended_at=ended_at)
    return _add(session, tie)


def make_collaborator(
    session: Session, entry: Entry, right: str = "edit", *, outside: bool = True, **values: Any
) -> User:
    """A user from outside the agency who works on the entry."""
    user = make_user(session, **values)
    _add(
        session,
        EntryMember(entry_id=entry.id, user_id=user.id, right=right, outside=outside, added_at=NOW),
    )
    return user


def make_programme(session: Session, **values: Any) -> Programme:
    key = uuid7()
    values.setdefault("slug", f"p-{key.hex[-12:]}")
    values.setdefault("kind", "award")
    values.setdefault("name_ar", "جائزة المثال")
    values.setdefault("name_en", "Example Award")
    return _add(session, Programme(id=key, created_at=NOW, **values))


def make_edition(session: Session, programme: Programme | None = None, **values: Any) -> Edition:
    key = uuid7()
    programme = programme or make_programme(session)
    values.setdefault("slug", f"e-{key.hex[-12:]}")
    values.setdefault("name_ar", "الدورة الثانية")
    values.setdefault("name_en", "Second edition")
    values.setdefault("phase", "open")
    values.setdefault("opens_at", NOW - timedelta(days=10))
    values.setdefault("closes_at", NOW + timedelta(days=10))
    return _add(session, Edition(id=key, programme_id=programme.id, created_at=NOW, **values))


def make_rubric(session: Session, edition: Edition) -> Rubric:
    """The worked example of product.md: A 3, B 2 (B1 1, B2 1), C 5; scale 0–5."""
    rubric = Rubric(id=uuid7(), edition_id=edition.id, name_ar="نموذج", name_en="Rubric")
    parent = uuid7()
    scale = {"minimum": 0, "maximum": 5, "step": 1}
    rubric.criteria = [
        Criterion(id=uuid7(), position=0, code="a", name_ar="أ", weight=3, **scale),
        Criterion(id=parent, position=1, code="b", name_ar="ب", weight=2),
        Criterion(
            id=uuid7(), position=2, code="b1", name_ar="ب١", parent_id=parent, weight=1, **scale
        ),
        Criterion(
            id=uuid7(), position=3, code="b2", name_ar="ب٢", parent_id=parent, weight=1, **scale
        ),
        Criterion(id=uuid7(), position=4, code="c", name_ar="ج", weight=5, **scale),
    ]
    return _add(session, rubric)


def make_level(session: Session, criterion: Criterion, code: str, points: int) -> Level:
    return _add(
        session,
        Level(
            id=uuid7(),
            criterion_id=criterion.id,
            position=points,
            code=code,
            name_ar=code,
            points=points,
        ),
    )


def make_category(session: Session, edition: Edition, **values: Any) -> Category:
    key = uuid7()
    values.setdefault("code", f"c{key.hex[-8:]}")
    values.setdefault("position", 0)
    values.setdefault("name_ar", "تقديم خدمة أفضل لأفراد المجتمع")
    values.setdefault("name_en", "Serving People Better")
    if "rubric_id" not in values:
        values["rubric_id"] = make_rubric(session, edition).id
    return _add(session, Category(id=key, edition_id=edition.id, **values))


def make_field(session: Session, category: Category, **values: Any) -> Field:
    key = uuid7()
    values.setdefault("code", f"f{key.hex[-8:]}")
    values.setdefault("position", 0)
    values.setdefault("kind", "short_text")
    values.setdefault("label_ar", "الوصف")
    values.setdefault("label_en", "Description")
    return _add(session, Field(id=key, category_id=category.id, **values))


def make_entry(
    session: Session, category: Category, organisation: Organisation | None = None, **values: Any
) -> Entry:
    edition = session.get_one(Edition, category.edition_id)
    number = edition.next_entry_number
    edition.next_entry_number += 1
    if "owner_id" not in values:
        organisation = organisation or make_organisation(session)
        values["organisation_id"] = organisation.id
    values.setdefault("title_ar", "خدمة المثال")
    values.setdefault("title_en", "Example service")
    values.setdefault("folded", fold(f"{values['title_ar']} {values['title_en']}"))
    return _add(
        session,
        Entry(
            id=uuid7(),
            edition_id=edition.id,
            category_id=category.id,
            number=number,
            created_at=NOW,
            **values,
        ),
    )


def make_round(session: Session, edition: Edition, **values: Any) -> Round:
    values.setdefault("number", 1)
    values.setdefault("name_ar", "الجولة الأولى")
    values.setdefault("name_en", "Round one")
    values.setdefault("state", "open")
    values.setdefault("opens_at", NOW - timedelta(days=1))
    values.setdefault("closes_at", NOW + timedelta(days=20))
    return _add(session, Round(id=uuid7(), edition_id=edition.id, **values))


def make_juror(
    session: Session, edition: Edition, user: User | None = None, **values: Any
) -> Juror:
    user = user or make_user(session)
    values.setdefault("origin", "local")
    values.setdefault("name_ar", "محكّم المثال")
    values.setdefault("name_en", "Example Juror")
    values.setdefault("state", "accepted")
    juror = _add(
        session,
        Juror(
            id=uuid7(),
            edition_id=edition.id,
            user_id=user.id,
            email=user.email,
            created_at=NOW,
            **values,
        ),
    )
    make_grant(session, user, Role.juror, Scope.edition, edition.id)
    return juror


def make_panel(
    session: Session, round_: Round, *jurors: Juror, chair: Juror | None = None
) -> Panel:
    panel = _add(
        session,
        Panel(
            id=uuid7(), round_id=round_.id, name_ar="اللجنة", chair_id=chair.id if chair else None
        ),
    )
    for juror in jurors:
        _add(session, PanelMember(panel_id=panel.id, juror_id=juror.id))
    return panel


def make_evaluation(session: Session, round_: Round, entry: Entry, juror: Juror) -> Evaluation:
    return _add(
        session,
        Evaluation(
            id=uuid7(),
            round_id=round_.id,
            entry_id=entry.id,
            juror_id=juror.id,
            assigned_at=NOW,
        ),
    )
