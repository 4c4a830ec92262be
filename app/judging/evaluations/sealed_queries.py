"""Whether the evaluations that count are still what their jurors sent."""

from __future__ import annotations

import hashlib
from datetime import UTC
from uuid import UUID

from sqlalchemy.orm import Session

from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.queries import counted_rows
from app.judging.evaluations.schemas import canonical


def altered_since(session: Session, round_id: UUID) -> list[tuple[UUID, UUID]]:
    """(juror, entry) of what counts in a round and is no more the content whose hash it was kept with."""
    rows = session.execute(
        counted_rows(
            round_id,
            Evaluation.juror_id,
            Evaluation.entry_id,
            Revision.scores,
            Revision.comment,
            Revision.notes,
            Revision.status,
            Revision.made_at,
            Revision.body_hash,
        )
        .order_by(Evaluation.entry_id, Evaluation.juror_id)
        .execution_options(yield_per=1000)
    )
    return [
        (juror, entry)
        for juror, entry, scores, comment, notes, status, made_at, kept in rows
        if _hash_of(
            {
                "scores": scores,
                "comment": comment,
                "notes": notes,
                "status": status,
                "made_at": made_at.astimezone(UTC).isoformat(),
            }
        )
        != kept
    ]


def _hash_of(content: dict[str, object]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()
