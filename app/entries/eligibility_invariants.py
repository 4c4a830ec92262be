"""What must always hold of eligibility; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, null, or_, select

from app.editions.eligibility_models import EligibilityRule
from app.editions.eligibility_rules import RuleKind
from app.editions.models import Category
from app.entries.eligibility_models import CoOwner, EligibilityAnswer
from app.entries.eligibility_rules import CoOwnerState, Via
from app.entries.models import Entry
from app.entries.submission_models import Submission

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "rule of eligibility on another edition's category": select(EligibilityRule.id)
    .join(Category, Category.id == EligibilityRule.category_id)
    .where(Category.edition_id != EligibilityRule.edition_id),
    "answer to what is no question of the entry's edition": select(
        EligibilityAnswer.entry_id, EligibilityAnswer.rule_id
    )
    .join(EligibilityRule, EligibilityRule.id == EligibilityAnswer.rule_id)
    .join(Entry, Entry.id == EligibilityAnswer.entry_id)
    .where(
        or_(
            EligibilityRule.edition_id != Entry.edition_id,
            EligibilityRule.kind != RuleKind.question.value,
        )
    ),
    "co-owner's answer without its day or its manager": select(CoOwner.id).where(
        CoOwner.state != CoOwnerState.asked.value,
        or_(
            CoOwner.answered_at.is_(None),
            CoOwner.manager_name == "",
            (CoOwner.via == Via.members.value) & CoOwner.answered_by.is_(None),
        ),
    ),
    "co-owner asked through members without its agency, or through an address without a link": select(
        CoOwner.id
    ).where(
        or_(
            (CoOwner.via == Via.members.value) != CoOwner.organisation_id.is_not(None),
            (CoOwner.via == Via.members.value) != CoOwner.token_hash.is_(None),
        )
    ),
    "rules counted without what they stood on": select(Submission.id).where(
        Submission.failing.is_not(None), Submission.eligibility.is_(null())
    ),
}
