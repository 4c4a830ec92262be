"""A round at work: one edition in judging, an eligible entry, a juror at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import SYSTEM_ACTOR
from app.editions.models import Category, Criterion, Edition
from app.entries.models import Entry
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.office.invariants import broken_invariants
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_juror,
    make_panel,
    make_round,
    make_user,
)

MADE_AT = "2026-03-10T08:59:00Z"
# The worked example of the rulebook: 0.3·80 + 0.1·100 + 0.1·60 + 0.5·40 = 60.
WORKED = {"a": "4", "b1": "5", "b2": "3", "c": "2"}


@dataclass
class Scene:
    """Rows and shorthands; `client` is the juror's."""

    session: Session
    edition: Edition
    category: Category
    entry: Entry
    round: Round
    juror: Juror
    user: User
    evaluation: Evaluation
    client: TestClient
    sign_in: Callable[..., TestClient]
    leaves: dict[str, UUID] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"/api/v1/juror/evaluations/{self.evaluation.id}"

    def scores(self, marks: dict[str, str | None]) -> dict[str, Any]:
        """Scores by the leaves' codes."""
        return {str(self.leaves[code]): score(points) for code, points in marks.items()}

    def body(self, marks: dict[str, str | None] | None = None, **values: Any) -> dict[str, Any]:
        return {
            "scores": self.scores(WORKED if marks is None else marks),
            "comment": "",
            "notes": "",
            "status": "draft",
            "made_at": MADE_AT,
        } | values

    def put(
        self,
        body: Any = None,
        *,
        parent: UUID | None = None,
        revision: UUID | None = None,
        client: TestClient | None = None,
        headers: dict[str, str] | None = None,
        content: bytes | None = None,
    ) -> Any:
        """Save; without `parent` as the first revision."""
        if headers is None:
            headers = {"If-None-Match": "*"} if parent is None else {"If-Match": f'"{parent}"'}
        sent = {"json": self.body() if body is None else body} if content is None else {}
        if content is not None:
            sent = {"content": content}
        return (client or self.client).put(
            f"{self.url}/revisions/{revision or uuid7()}", headers=headers, **sent
        )

    def reopen(self, head: UUID) -> Any:
        return self.client.post(f"{self.url}/reopen", headers={"If-Match": f'"{head}"'})

    def revisions(self) -> list[Revision]:
        self.session.expire_all()
        return list(
            self.session.scalars(
                select(Revision)
                .where(Revision.evaluation_id == self.evaluation.id)
                .order_by(Revision.received_at, Revision.id)
            )
        )

    def fresh(self) -> Evaluation:
        self.session.expire_all()
        return self.session.get_one(Evaluation, self.evaluation.id)


def broken(session: Session) -> dict[str, list[str]]:
    """Promises of judging that do not hold."""
    session.expire_all()
    found = broken_invariants(session, SYSTEM_ACTOR)
    return {name: ids for name, ids in found.items() if name.startswith("judging")}


def score(points: str | None = None, **values: Any) -> dict[str, Any]:
    return {"points": points, "level": None, "na": False, "comment": None, "pins": []} | values


def make_scene(
    session: Session, sign_in: Callable[..., TestClient], *, closes_at: datetime | None = None
) -> Scene:
    edition = make_edition(session, phase="judging", rulebook_frozen_at=NOW)
    category = make_category(session, edition)
    entry = make_entry(session, category, state="eligible", submitted_at=NOW)
    values = {} if closes_at is None else {"closes_at": closes_at}
    round_ = make_round(session, edition, **values)
    user = make_user(session)
    juror = make_juror(session, edition, user)
    make_panel(session, round_, juror)
    evaluation = make_evaluation(session, round_, entry, juror)
    criteria = session.scalars(
        select(Criterion).where(Criterion.rubric_id == category.rubric_id)
    ).all()
    return Scene(
        session=session,
        edition=edition,
        category=category,
        entry=entry,
        round=round_,
        juror=juror,
        user=user,
        evaluation=evaluation,
        client=sign_in(user),
        sign_in=sign_in,
        leaves={one.code: one.id for one in criteria if one.minimum is not None},
    )
