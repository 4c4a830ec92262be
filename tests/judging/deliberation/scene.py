"""A panel of three in deliberation; the third has a conflict with the entry that leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.deliberation.models import Consensus
from app.kit.ids import uuid7
from tests.factories import NOW
from tests.results.support import API, Judged


class Sitting:
    """The meeting on `Judged`'s category: 100, 60, 60, 20 and one without an evaluation."""

    def __init__(self, session: Session, sign_in: Callable[..., TestClient]) -> None:
        self.session, self.judged = session, Judged(session)
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=self.judged.edition.id,
                juror_id=self.judged.jurors[2].id,
                entry_id=self.hers.id,
                source="juror",
                kind="family",
                state="recused",
                declared_at=NOW,
            )
        )
        session.commit()
        self.id = uuid7()
        self.organiser = sign_in(self.judged.organiser)
        self.chair, self.second, self.third = (
            sign_in(session.get_one(User, one.user_id)) for one in self.judged.jurors
        )

    @property
    def entries(self) -> list[Entry]:
        return self.judged.entries

    @property
    def hers(self) -> Entry:
        """The entry of the third's family."""
        return self.judged.entries[0]

    @property
    def url(self) -> str:
        return f"{API}/meetings/{self.id}"

    def at(self, entry: Entry) -> str:
        return f"{self.url}/entries/{entry.id}"

    @property
    def body(self) -> dict[str, str]:
        return {
            "round_id": str(self.judged.round.id),
            "category_id": str(self.judged.category.id),
        }

    def open(self, by: TestClient | None = None) -> None:
        answer = (by or self.chair).put(self.url, json=self.body)
        assert answer.status_code == 201, answer.text

    def present(self, *members: int) -> None:
        for at in members:
            juror = self.judged.jurors[at]
            answer = self.chair.put(f"{self.url}/attendance/{juror.id}", json={"present": True})
            assert answer.status_code == 204, answer.text

    def take(self, entry: Entry | None, by: TestClient | None = None) -> Any:
        body = {"entry_id": None if entry is None else str(entry.id)}
        return (by or self.chair).put(f"{self.url}/current", json=body)

    def score(self, *marks: int, **values: Any) -> dict[str, Any]:
        """A consensus with these marks on a, b1, b2 and c."""
        leaf = {one.code: one.id for one in self.rubric()}
        codes = ("a", "b1", "b2", "c")
        scores = {
            str(leaf[code]): {"points": str(mark)} for code, mark in zip(codes, marks, strict=True)
        }
        return {"kind": "score", "scores": scores, "reason": "اتفقت اللجنة"} | values

    def rubric(self) -> Any:
        from app.editions.models import Rubric

        return self.session.get_one(Rubric, self.judged.category.rubric_id).criteria

    def agree(self, entry: Entry, body: dict[str, Any], by: TestClient | None = None) -> Any:
        """Recorded by one who has seen what stands."""
        body = {"replaces": self.standing(entry)} | body
        return (by or self.chair).put(f"{self.at(entry)}/consensus/{uuid7()}", json=body)

    def standing(self, entry: Entry) -> str | None:
        """The id of the agreement that stands."""
        kept = select(Consensus.id).where(Consensus.entry_id == entry.id)
        latest = kept.order_by(Consensus.decided_at.desc(), Consensus.id.desc()).limit(1)
        found = self.session.scalars(latest).one_or_none()
        return None if found is None else str(found)

    def read(self, by: TestClient | None = None) -> Any:
        answer = (by or self.chair).get(self.url)
        assert answer.status_code == 200, answer.text
        return answer.json()
