"""The kinds of rules of eligibility, what each needs said, and which hold for a category. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from app.kit.errors import N_, Refusal

MAX_RULES: Final = 200
MAX_CHOICES: Final = 20
MAX_MONTHS: Final = 600
MAX_EDITIONS: Final = 50


class RuleKind(StrEnum):
    """What a rule looks at. The two limits are settings of the edition and the category."""

    question = "question"
    months = "months"
    previous_winner = "previous_winner"
    attachments = "attachments"
    co_owners = "co_owners"
    edition_limit = "edition_limit"
    category_limit = "category_limit"


# A category's own rule of these kinds stands in place of the edition's; the others add up.
SINGLE: Final = frozenset({RuleKind.months, RuleKind.previous_winner, RuleKind.co_owners})
WRITTEN: Final = frozenset(RuleKind) - {RuleKind.edition_limit, RuleKind.category_limit}


@dataclass(frozen=True)
class RuleDraft:
    """A rule as it is written, as far as its kind reads it."""

    id: UUID
    category_id: UUID | None
    kind: RuleKind
    label_ar: str = ""
    # (code, whether this answer passes)
    choices: tuple[tuple[str, bool], ...] = ()
    months: int | None = None
    by: str = "closes_at"
    day: date | None = None
    editions: int | None = None
    fields: tuple[str, ...] = field(default=())


def check_rules(rules: Sequence[RuleDraft]) -> None:
    """Refuse rules that say too little or say it twice: `rules_invalid` (422).

    `errors` at `("items", index, name)` with codes `text_missing`, `too_few_choices`,
    `repeated_code`, `no_choice_passes`, `every_choice_passes`, `months_missing`, `day_missing`,
    `editions_missing`, `fields_missing`, `repeated_rule`.
    """
    errors: list[dict[str, Any]] = []
    seen: set[tuple[UUID | None, RuleKind]] = set()
    ids: set[UUID] = set()
    for index, rule in enumerate(rules):
        found = _problems(rule)
        if rule.id in ids or (rule.kind in SINGLE and (rule.category_id, rule.kind) in seen):
            found.append(("kind", "repeated_rule", N_("هذا الشرط مكتوب من قبل في القائمة نفسها.")))
        ids.add(rule.id)
        seen.add((rule.category_id, rule.kind))
        errors += [
            {"loc": ["items", index, name], "code": code, "message": message}
            for name, code, message in found
        ]
    if errors:
        raise Refusal(
            "rules_invalid", N_("في شروط الأهلية ما يجب تصحيحه."), status=422, errors=errors
        )


def _problems(rule: RuleDraft) -> list[tuple[str, str, str]]:
    match rule.kind:
        case RuleKind.question:
            return _question_problems(rule)
        case RuleKind.months:
            found = []
            if rule.months is None:
                found.append(("months", "months_missing", N_("اكتب عدد الأشهر.")))
            if rule.by == "day" and rule.day is None:
                found.append(("day", "day_missing", N_("حدّد التاريخ المرجعي.")))
            return found
        case RuleKind.previous_winner if rule.editions is None:
            return [("editions", "editions_missing", N_("اكتب عدد الدورات السابقة."))]
        case RuleKind.attachments if not rule.fields:
            return [("fields", "fields_missing", N_("اختر حقل مرفق واحدًا على الأقل."))]
        case _:
            return []


def _question_problems(rule: RuleDraft) -> list[tuple[str, str, str]]:
    found = []
    if not rule.label_ar:
        found.append(("label_ar", "text_missing", N_("هذا النص مطلوب.")))
    codes = [code for code, _ in rule.choices]
    passing = {passes for _, passes in rule.choices}
    if len(codes) < 2:
        found.append(("choices", "too_few_choices", N_("للسؤال جوابان على الأقل.")))
    elif len(set(codes)) < len(codes):
        found.append(("choices", "repeated_code", N_("تكرّر رمز أحد الأجوبة.")))
    elif True not in passing:
        found.append(("choices", "no_choice_passes", N_("حدّد جوابًا واحدًا مقبولًا على الأقل.")))
    elif False not in passing:
        found.append(
            ("choices", "every_choice_passes", N_("كل الأجوبة مقبولة، فلا معنى لهذا الشرط."))
        )
    return found


class _Placed(Protocol):
    @property
    def category_id(self) -> UUID | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def position(self) -> int: ...


R = TypeVar("R", bound=_Placed)


def rules_of(rules: Sequence[R], category_id: UUID) -> list[R]:
    """The rules that hold for a category: the edition's first, without those that it has anew."""
    own = sorted((one for one in rules if one.category_id == category_id), key=lambda r: r.position)
    replaced = {one.kind for one in own} & {kind.value for kind in SINGLE}
    general = sorted(
        (one for one in rules if one.category_id is None and one.kind not in replaced),
        key=lambda r: r.position,
    )
    return [*general, *own]
