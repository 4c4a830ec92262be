"""What must always hold of editions; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from app.editions.models import (
    Category,
    Criterion,
    Edition,
    Field,
    FormVersion,
    Level,
    Rubric,
    Section,
)
from app.editions.rules import RULEBOOK_OPEN, Phase

_OPEN: Final = [phase.value for phase in RULEBOOK_OPEN]
_UNSEEN: Final = [Phase.draft.value, Phase.cancelled.value]
_parent = aliased(Criterion)
_child = aliased(Criterion)

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "category with another edition's rubric": select(Category.id)
    .join(Rubric, Rubric.id == Category.rubric_id)
    .where(Rubric.edition_id != Category.edition_id),
    "judging or later without a frozen rulebook": select(Edition.id).where(
        Edition.phase.not_in([*_OPEN, Phase.cancelled.value]),
        Edition.rulebook_frozen_at.is_(None),
    ),
    "rulebook frozen before judging": select(Edition.id).where(
        Edition.phase.in_(_OPEN), Edition.rulebook_frozen_at.is_not(None)
    ),
    "frozen rulebook without its hash": select(Edition.id).where(
        Edition.rulebook_frozen_at.is_not(None), Edition.rulebook_hash == ""
    ),
    "public call without its dates": select(Edition.id).where(
        Edition.phase.not_in(_UNSEEN),
        or_(
            Edition.opens_at.is_(None),
            Edition.closes_at.is_(None),
            Edition.call_opened_at.is_(None),
        ),
    ),
    "call that closes before it opens": select(Edition.id).where(
        Edition.closes_at <= Edition.opens_at
    ),
    "public category without a rubric": select(Category.id)
    .join(Edition, Edition.id == Category.edition_id)
    .where(Category.rubric_id.is_(None), Edition.phase.not_in([*_UNSEEN, Phase.open.value])),
    "criterion below one of another rubric": select(Criterion.id)
    .join(_parent, _parent.id == Criterion.parent_id)
    .where(_parent.rubric_id != Criterion.rubric_id),
    "leaf without a scale": select(Criterion.id).where(
        or_(Criterion.minimum.is_(None), Criterion.maximum.is_(None)),
        ~exists().where(_child.parent_id == Criterion.id),
        ~exists().where(Level.criterion_id == Criterion.id),
    ),
    "field in another form's section": select(Field.id)
    .join(Section, Section.id == Field.section_id)
    .where(or_(Section.category_id != Field.category_id, Field.retired_at.is_not(None))),
    "version of a form beyond the current one": select(FormVersion.id)
    .join(Category, Category.id == FormVersion.category_id)
    .where(FormVersion.number > Category.form_version),
    "version of a form that was superseded and not kept": select(Category.id).where(
        Category.form_version > 1,
        ~exists().where(
            FormVersion.category_id == Category.id,
            FormVersion.number == Category.form_version - 1,
        ),
    ),
    "scale that is reversed": select(Criterion.id).where(Criterion.minimum >= Criterion.maximum),
}
