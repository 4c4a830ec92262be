"""A small world laid straight into the served database: a juror at the desk, an agency with a draft."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Criterion
from app.entries.models import Answer, Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.kit.passwords import hash_password
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_round,
    make_user,
)
from tests.journeys.place import Place

PASSWORD: Final = "seven slow falcons turn"
JUROR: Final = "juror@example.org"
MEMBERS: Final = ("first@example.org", "second@example.org")


@cache
def hashed() -> str:
    """The password's hash; hashing needs a loop, and Playwright's runs in this thread."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(lambda: asyncio.run(hash_password(PASSWORD))).result()


@dataclass(frozen=True, slots=True)
class Scene:
    """Ids of what was laid, and doors to the database to see what arrived."""

    place: Place
    evaluation: UUID
    evaluations: tuple[UUID, ...]
    entry: UUID
    field: UUID
    leaves: dict[str, UUID]

    @property
    def desk(self) -> str:
        """The juror's page of the first evaluation."""
        return f"/app/juror/evaluations/{self.evaluation}"

    @property
    def form(self) -> str:
        """The agency's page of its draft."""
        return f"/app/entrant/entries/{self.entry}"

    def kept(self) -> tuple[str, dict[str, str]]:
        """The evaluation's status on the server and its points, by the leaves' codes."""
        engine = sync_engine(self.place.settings.database_url)
        try:
            with Session(engine) as session:
                row = session.get_one(Evaluation, self.evaluation)
                if row.head_id is None:
                    return row.status, {}
                scores = session.get_one(Revision, row.head_id).scores
                codes = {str(key): code for code, key in self.leaves.items()}
                points = {codes[key]: mark["points"] for key, mark in scores.items()}
                return row.status, {code: value for code, value in points.items() if value}
        finally:
            engine.dispose()

    def answer(self) -> object:
        """What the server holds of the field."""
        engine = sync_engine(self.place.settings.database_url)
        try:
            with Session(engine) as session:
                row = session.get(Answer, (self.entry, self.field))
                return None if row is None else row.value
        finally:
            engine.dispose()


def lay(place: Place) -> Scene:
    """A juror with two evaluations in an open round; an agency of two people with a draft elsewhere."""
    now = place.clock()
    engine = sync_engine(place.settings.database_url)
    with Session(engine) as session:
        edition = make_edition(session, phase="judging", rulebook_frozen_at=now)
        category = make_category(session, edition)
        round_ = make_round(
            session, edition, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=5)
        )
        juror = make_juror(session, edition, make_user(session, JUROR, password_hash=hashed()))
        make_panel(session, round_, juror)
        entries = [
            make_entry(session, category, state="eligible", submitted_at=now, title_ar=title)
            for title in ("الخدمة الأولى", "الخدمة الثانية")
        ]
        evaluations = [make_evaluation(session, round_, entry, juror) for entry in entries]
        leaves = {
            one.code: one.id
            for one in session.scalars(
                select(Criterion).where(Criterion.rubric_id == category.rubric_id)
            )
            if one.minimum is not None
        }
        call = make_edition(
            session, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=5)
        )
        asked = make_field(session, make_category(session, call), kind="long_text")
        organisation = make_organisation(session)
        for email in MEMBERS:
            member = make_member(session, organisation)
            member.email, member.password_hash = email, hashed()
        draft: Entry = make_entry(
            session, session.get_one(type(category), asked.category_id), organisation
        )
        session.commit()
        made = Scene(
            place,
            evaluations[0].id,
            tuple(one.id for one in evaluations),
            draft.id,
            asked.id,
            leaves,
        )
    engine.dispose()
    return made
