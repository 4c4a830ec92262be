"""The rules of eligibility as the public page lists them: plain data in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.editions.eligibility_models import EligibilityRule
from app.editions.eligibility_queries import edition_rules
from app.editions.eligibility_rules import rules_of
from app.editions.models import Category, Edition, Field
from app.kit.arabic import format_date
from app.kit.i18n import Language

Names = Mapping[tuple[UUID, str], tuple[str, str]]


@dataclass(frozen=True)
class ShownRule:
    """One rule; `names` are the answers that pass, or the questions of the form that it reads."""

    kind: str
    blocks: bool
    options: Mapping[str, Any]
    label: str = ""
    names: Sequence[str] = ()
    day: str = ""


@dataclass(frozen=True)
class WhoMayEnter:
    """The rules of an edition's categories, before a language is chosen."""

    rows: Sequence[EligibilityRule]
    labels: Names
    edition: Edition

    def of(self, category: Category, language: Language) -> list[ShownRule]:
        """What holds for one category, the limits last."""
        shown = [self._shown(row, category, language) for row in rules_of(self.rows, category.id)]
        for kind, limit in (
            ("edition_limit", self.edition.max_entries_per_entrant),
            ("category_limit", category.max_entries_per_entrant),
        ):
            if limit is not None:
                shown.append(ShownRule(kind, blocks=True, options={"limit": limit}))
        return shown

    def _shown(self, row: EligibilityRule, category: Category, language: Language) -> ShownRule:
        def pick(ar: str, en: str) -> str:
            return (ar or en) if language == "ar" else (en or ar)

        options = row.options
        passing = [one for one in options.get("choices", ()) if one["passes"]]
        codes = [*options.get("fields", ()), *filter(None, [options.get("field")])]
        known = [
            self.labels[category.id, code] for code in codes if (category.id, code) in self.labels
        ]
        return ShownRule(
            kind=row.kind,
            blocks=row.blocks,
            options=options,
            label=pick(row.label_ar, row.label_en),
            names=[pick(one["name_ar"], one["name_en"]) for one in passing]
            + [pick(*one) for one in known],
            day=format_date(date.fromisoformat(options["day"]), language)
            if "day" in options
            else "",
        )


def who_may_enter(
    session: Session, edition: Edition
) -> Callable[[Category, Language], list[ShownRule]]:
    """What a page asks of each category: its rules in words."""
    rows = edition_rules(session, edition.id)
    labels = {
        (row.category_id, row.code): (row.label_ar, row.label_en)
        for row in session.execute(
            select(Field.category_id, Field.code, Field.label_ar, Field.label_en)
            .join(Category, Category.id == Field.category_id)
            .where(Category.edition_id == edition.id, Field.retired_at.is_(None))
        )
    }
    return WhoMayEnter(rows, labels, edition).of
