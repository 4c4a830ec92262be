"""A judged edition: one closed round, three jurors, entries with chosen marks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Role, Scope
from app.editions.models import Category, Edition, Rubric
from app.editions.rubric_rules import total
from app.editions.rubric_schemas import spec_of
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.queries import closing_hash
from app.judging.evaluations.schemas import canonical
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.results.rankings.rulebook_queries import build_rulebook
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_panel,
    make_round,
    make_staff,
)

API = "/api/v1"
LEAVES = ("a", "b1", "b2", "c")


def seal(session: Session, *rounds: Round) -> None:
    """Rounds closed with what counts in them now."""
    for round_ in rounds:
        round_.closing_hash = closing_hash(session, round_.id)[0]
    session.commit()


def freeze(session: Session, edition: Edition, at: datetime) -> None:
    """The rulebook frozen as it stands."""
    session.flush()
    edition.rulebook, edition.rulebook_hash = build_rulebook(session, edition)
    edition.rulebook_frozen_at = at


def sign(revision: Revision) -> None:
    """The hash of what it holds, as of one that was sent."""
    content = {
        "scores": revision.scores,
        "comment": revision.comment,
        "notes": revision.notes,
        "status": revision.status,
        "made_at": revision.made_at.isoformat(),
    }
    revision.body_hash = hashlib.sha256(canonical(content)).hexdigest()


def give(
    session: Session, round_: Round, entry: Entry, juror: Juror, marks: Sequence[int]
) -> Evaluation:
    """A submitted evaluation with these marks on a, b1, b2 and c (0–5 each)."""
    category = session.get_one(Category, entry.category_id)
    rubric = session.get_one(Rubric, category.rubric_id)
    leaf = {row.code: row for row in rubric.criteria}
    points = {leaf[code].id: Fraction(mark) for code, mark in zip(LEAVES, marks, strict=True)}
    evaluation = make_evaluation(session, round_, entry, juror)
    revision = Revision(
        id=uuid7(),
        evaluation_id=evaluation.id,
        branch="head",
        status="submitted",
        scores={
            str(key): {
                "points": str(mark),
                "level": None,
                "na": False,
                "comment": None,
                "pins": [],
            }
            for key, mark in points.items()
        },
        total=str(total([spec_of(row) for row in rubric.criteria], points)),
        comment="",
        notes="",
        made_at=NOW,
        received_at=NOW,
        made_by=juror.user_id,
    )
    sign(revision)
    session.add(revision)
    evaluation.status = "submitted"
    evaluation.head_id = evaluation.submitted_id = revision.id
    evaluation.saved_at = evaluation.submitted_at = NOW
    session.flush()
    if round_.state == "closed":
        seal(session, round_)
    session.commit()
    return evaluation


class Judged:
    """An edition in deliberation; `entries` score 100, 60, 60 and 20, the last has no evaluation."""

    def __init__(self, session: Session, tiebreaks: Sequence[str] = ("shared",)) -> None:
        self.session = session
        self.edition: Edition = make_edition(
            session, phase="deliberation", tiebreaks=list(tiebreaks), rulebook_hash="r" * 64
        )
        self.category: Category = make_category(
            session,
            self.edition,
            places=2,
            levels=[{"name_ar": "ذهبي", "name_en": "Gold", "from_rank": 1, "to_rank": 1}],
        )
        self.round: Round = make_round(
            session,
            self.edition,
            state="closed",
            closes_at=NOW - timedelta(hours=1),
            closing_hash="ab" * 32,
            closed_at=NOW,
        )
        self.jurors: list[Juror] = [make_juror(session, self.edition) for _ in range(3)]
        self.panel = make_panel(session, self.round, *self.jurors, chair=self.jurors[0])
        self.chair: User = session.get_one(User, self.jurors[0].user_id)
        make_grant(session, self.chair, Role.chair, Scope.edition, self.edition.id)
        self.organiser: User = make_staff(session, self.edition)
        self.approver: User = make_staff(session, self.edition, Role.approver)
        self.entries: list[Entry] = [self.entry() for _ in range(5)]
        for entry, marks in zip(
            self.entries, [(5, 5, 5, 5), (4, 5, 3, 2), (4, 5, 3, 2), (1, 1, 1, 1)], strict=False
        ):
            for juror in self.jurors[:2]:
                give(session, self.round, entry, juror, marks)

    def entry(self, category: Category | None = None, **values: Any) -> Entry:
        values = {"state": "eligible", "submitted_at": NOW} | values
        return make_entry(self.session, category or self.category, **values)

    def url(self, rest: str) -> str:
        return f"{API}/editions/{self.edition.id}{rest}"

    @property
    def rankings(self) -> str:
        return f"{API}/rounds/{self.round.id}/rankings"

    @property
    def decisions(self) -> str:
        return f"{API}/categories/{self.category.id}/decisions"
