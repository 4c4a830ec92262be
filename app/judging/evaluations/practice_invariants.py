"""What must always hold of practice; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, select

from app.editions.models import Category
from app.judging.evaluations.practice_models import Practice, PracticeWork
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "practice in a round without scores, or by another edition's rubric": select(Practice.round_id)
    .join(Round, Round.id == Practice.round_id)
    .join(Category, Category.id == Practice.category_id)
    .where((Round.mode != "score") | (Category.edition_id != Round.edition_id)),
    "practice of another edition's juror": select(PracticeWork.round_id, PracticeWork.juror_id)
    .join(Round, Round.id == PracticeWork.round_id)
    .join(Juror, Juror.id == PracticeWork.juror_id)
    .where(Juror.edition_id != Round.edition_id),
}
