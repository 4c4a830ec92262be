"""A new edition takes over all that was set up, and nothing that happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

import app.main  # noqa: F401 -- every table
from app.accounts.models import Grant
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.database import Base
from app.editions.eligibility_models import EligibilityRule
from app.editions.models import Category, Criterion, Edition, Field, Level, Rubric, Section
from app.entries.models import Entry
from app.entries.screening_models import ChecklistItem, ScreeningSettings
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.office.cloning_rules import (
    CLONED,
    NOT_CLONED,
    Shift,
    is_weekend,
    moved_options,
    same_weekday,
)
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_grant,
    make_juror,
    make_level,
    make_panel,
    make_round,
    make_staff,
)

WANTED = {"slug": "third", "name_ar": "الدورة الثالثة", "name_en": "Third edition"}


def test_every_table_is_cloned_or_left_with_a_reason() -> None:
    tables = set(Base.metadata.tables)
    assert not CLONED & NOT_CLONED.keys()
    assert tables - CLONED - NOT_CLONED.keys() == set(), "say in cloning_rules what becomes of it"
    assert (CLONED | NOT_CLONED.keys()) - tables == set()
    assert all(NOT_CLONED.values())


def test_the_day_of_a_rule_moves_as_the_dates_do() -> None:
    shift = Shift(1, 3, "Asia/Riyadh")
    assert moved_options({"months": 6}, shift) == {"months": 6}
    assert moved_options({"months": 6, "day": "2026-12-30"}, shift) == {
        "months": 6,
        "day": "2028-01-02",
    }


def test_dates_move_by_the_calendar_of_the_zone() -> None:
    leap = datetime(2028, 2, 29, 20, 59, tzinfo=UTC)
    assert Shift(1, 0, "Asia/Riyadh").of(leap) == datetime(2029, 2, 28, 20, 59, tzinfo=UTC)
    assert Shift(4, 1, "Asia/Riyadh").of(leap) == datetime(2032, 3, 1, 20, 59, tzinfo=UTC)
    assert Shift(1, 0, "Asia/Riyadh").of(None) is None
    # 23:30 on Thursday in Riyadh is still Thursday there, though 20:30 in UTC.
    thursday = datetime(2026, 3, 12, 20, 30, tzinfo=UTC)
    assert not is_weekend(thursday, "Asia/Riyadh")
    assert is_weekend(thursday + timedelta(hours=1), "Asia/Riyadh")
    assert is_weekend(thursday + timedelta(days=2), "Asia/Riyadh")
    assert same_weekday(thursday, thursday + timedelta(days=7), "Asia/Riyadh")
    assert not same_weekday(thursday, thursday + timedelta(days=365), "Asia/Riyadh")


class Old:
    """An edition that has been judged."""

    def __init__(self, session: Session, sign_in: Any) -> None:
        self.session = session
        self.edition = make_edition(
            session, phase="judging", rulebook_hash="x" * 64, rulebook={"a": 1}, call_opened_at=NOW
        )
        self.category = make_category(session, self.edition, form_version=3)
        criterion = session.scalars(select(Criterion).where(Criterion.code == "a")).one()
        make_level(session, criterion, "l1", 1)
        self.section = Section(id=uuid7(), category_id=self.category.id, position=0, title_ar="قسم")
        session.add(self.section)
        session.commit()
        first = make_field(session, self.category, section_id=self.section.id, code="a")
        make_field(
            session,
            self.category,
            code="b",
            position=1,
            freeze_at=NOW,
            visible_if={
                "match": "all",
                "conditions": [{"field_id": str(first.id), "op": "is", "value": "x"}],
            },
        )
        make_field(session, self.category, code="old", position=2, retired_at=NOW)
        round_ = make_round(session, self.edition)
        juror = make_juror(session, self.edition, title_ar="د.")
        make_juror(session, self.edition, state="declined")
        panel = make_panel(session, round_, juror, chair=juror)
        session.add(PanelCategory(panel_id=panel.id, category_id=self.category.id))
        entry = make_entry(session, self.category, state="eligible", submitted_at=NOW)
        make_evaluation(session, round_, entry, juror)
        self.user = make_staff(session, self.edition)
        make_grant(session, self.user, Role.organiser, Scope.programme, self.edition.programme_id)
        make_staff(session, self.edition, Role.screener)
        self.client: TestClient = sign_in(self.user)
        self.url = f"/api/v1/editions/{self.edition.id}"

    def clone(self, key: UUID, **more: Any) -> Any:
        return self.client.put(f"{self.url}/clones/{key}", json={**WANTED, **more})


@pytest.fixture
def old(session: Session, sign_in: Any) -> Old:
    return Old(session, sign_in)


def shape(session: Session, edition_id: UUID) -> dict[str, list[Any]]:
    """What stands in an edition, without ids, dates and states."""
    rubrics = select(Rubric.id).where(Rubric.edition_id == edition_id)
    categories = select(Category.id).where(Category.edition_id == edition_id)
    rounds = select(Round.id).where(Round.edition_id == edition_id)
    panels = select(Panel.id).where(Panel.round_id.in_(rounds))
    criteria = select(Criterion.id).where(Criterion.rubric_id.in_(rubrics))
    left = {
        "id", "edition_id", "version", "form_version", "opens_at", "closes_at", "freeze_at",
        "opened_at", "closed_at", "state", "created_at", "user_id", "visible_if", "invited_at",
        "answered_at",
    }  # fmt: skip
    found: dict[str, list[Any]] = {}
    for model, condition in (
        (Rubric, Rubric.edition_id == edition_id),
        (Criterion, Criterion.rubric_id.in_(rubrics)),
        (Level, Level.criterion_id.in_(criteria)),
        (Category, Category.edition_id == edition_id),
        (Section, Section.category_id.in_(categories)),
        (Field, Field.category_id.in_(categories) & Field.retired_at.is_(None)),
        (Round, Round.edition_id == edition_id),
        (Panel, Panel.round_id.in_(rounds)),
        (Juror, (Juror.edition_id == edition_id) & (Juror.state != "declined")),
    ):
        names = [
            one.key
            for one in inspect(model).column_attrs
            if one.key not in left and not one.key.endswith("_id")
        ]
        found[model.__tablename__] = sorted(
            [str(getattr(row, name)) for name in names]
            for row in session.scalars(select(model).where(condition))
        )
    for link in (PanelCategory, PanelMember):
        found[link.__tablename__] = [
            session.scalar(select(func.count()).where(link.panel_id.in_(panels)))
        ]
    return found


def test_a_clone_has_the_same_set_up_and_no_history(old: Old, session: Session) -> None:
    key = uuid7()
    done = old.clone(key, team=True)
    assert done.status_code == 201, done.text
    session.expire_all()
    assert shape(session, key) == shape(session, old.edition.id)
    new = session.get_one(Edition, key)
    assert (new.phase, new.rulebook, new.rulebook_hash, new.call_opened_at) == (
        "draft",
        None,
        "",
        None,
    )
    assert new.closes_at == old.edition.closes_at.replace(year=old.edition.closes_at.year + 1)
    assert session.scalar(select(func.count()).where(Entry.edition_id == key)) == 0
    fields = {
        one.code: one
        for one in session.scalars(select(Field).join(Category).where(Category.edition_id == key))
    }
    assert set(fields) == {"a", "b"}
    assert fields["b"].visible_if["conditions"][0]["field_id"] == str(fields["a"].id)
    assert fields["b"].freeze_at == NOW.replace(year=NOW.year + 1)
    assert session.scalars(
        select(Category.form_version).where(Category.edition_id == key)
    ).all() == [1]
    juror = session.scalars(select(Juror).where(Juror.edition_id == key)).one()
    assert (juror.state, juror.user_id, juror.invited_at) == ("invited", None, None)
    panel = session.scalars(select(Panel).join(Round).where(Round.edition_id == key)).one()
    assert panel.chair_id == juror.id
    roles = session.scalars(select(Grant.role).where(Grant.scope_id == key)).all()
    assert sorted(roles) == ["organiser", "screener"]
    acts = session.scalars(
        select(AuditEvent).where(AuditEvent.act == "clone_edition").order_by(AuditEvent.id)
    ).all()
    assert [(one.facts["categories"], one.facts["jurors"]) for one in acts] == [(1, 1)]
    again = old.clone(key, team=True)
    assert again.status_code == 200
    assert session.scalar(select(func.count()).where(Category.edition_id == key)) == 1


def test_each_panel_keeps_its_own_members_chair_and_categories(old: Old, session: Session) -> None:
    """Two panels that share a juror; the second has its own chair, rules and category."""
    round_ = session.scalars(select(Round).where(Round.edition_id == old.edition.id)).one()
    first = session.scalars(select(Panel).where(Panel.round_id == round_.id)).one()
    shared = session.get_one(Juror, first.chair_id)
    other = make_juror(session, old.edition, title_ar="أ.")
    second = make_panel(session, round_, other, shared, chair=other)
    second.name_ar, second.name_en = "الثانية", "Second"
    category = make_category(session, old.edition)
    session.add(PanelCategory(panel_id=second.id, category_id=category.id))
    session.commit()
    before = reach(session, old.edition.id)
    assert len(before) == 2
    key = uuid7()
    assert old.clone(key).status_code == 201
    session.expire_all()
    assert reach(session, key) == before
    assert shape(session, key) == shape(session, old.edition.id)
    ids = session.scalars(select(Panel.id).join(Round).where(Round.edition_id == key)).all()
    assert not {first.id, second.id} & set(ids)


def reach(session: Session, edition_id: UUID) -> list[tuple[Any, ...]]:
    """Each panel of an edition: its name, chair, members and categories, in words."""
    found: list[tuple[Any, ...]] = []
    for panel in session.scalars(select(Panel).join(Round).where(Round.edition_id == edition_id)):
        members = select(Juror).join(PanelMember).where(PanelMember.panel_id == panel.id)
        jurors = session.scalars(members).all()
        assert all(one.edition_id == edition_id for one in jurors)
        kinds = select(Category).join(PanelCategory).where(PanelCategory.panel_id == panel.id)
        categories = session.scalars(kinds).all()
        assert all(one.edition_id == edition_id for one in categories)
        chair = session.get(Juror, panel.chair_id) if panel.chair_id else None
        found.append(
            (
                panel.name_ar,
                chair and chair.title_ar,
                sorted(one.title_ar for one in jurors),
                sorted(one.code for one in categories),
            )
        )
    return sorted(found, key=str)


def test_people_come_only_if_asked_for(old: Old, session: Session) -> None:
    key = uuid7()
    assert old.clone(key, jurors=False).json()["counts"]["jurors"] == 0
    assert session.scalars(select(Juror).where(Juror.edition_id == key)).all() == []
    panel = session.scalars(select(Panel).join(Round).where(Round.edition_id == key)).one()
    assert panel.chair_id is None
    assert session.scalars(select(Grant).where(Grant.scope_id == key)).all() == []


def test_the_preview_warns_of_weekends(old: Old) -> None:
    shown = old.client.get(f"{old.url}/clone-preview", params={"years": 1, "days": 0}).json()
    assert shown["counts"]["fields"] == 2
    decided = ("eligibility_rules", "checklist", "two_persons")
    assert [shown["counts"][one] for one in decided] == [0, 0, False]
    edition_id = old.edition.id
    old.session.add_all(
        [
            ScreeningSettings(edition_id=edition_id, two_persons=True),
            ChecklistItem(id=uuid7(), edition_id=edition_id, position=0, text_ar="بند"),
            EligibilityRule(
                id=uuid7(),
                edition_id=edition_id,
                position=0,
                kind="co_owners",
                blocks=False,
                options={},
                label_ar="شرط",
            ),
        ]
    )
    old.session.commit()
    counts = old.clone(uuid7()).json()["counts"]
    assert [counts[one] for one in decided] == [1, 1, True]
    by = {one["what"]: one for one in shown["dates"]}
    # 20 March 2026 is a Friday, 20 March 2027 a Saturday.
    assert by["closes_at"]["after"] == "2027-03-20T09:00:00Z"
    assert (by["closes_at"]["is_weekend"], by["closes_at"]["same_weekday"]) == (True, False)
    assert {"round_closes_at", "freeze_at"} <= by.keys()


def test_a_taken_name_leaves_nothing_behind(old: Old, session: Session) -> None:
    key = uuid7()
    refused = old.clone(key, slug=old.edition.slug)
    assert (refused.status_code, refused.json()["code"]) == (422, "slug_taken")
    assert session.get(Edition, key) is None
