"""What a form may look like: every problem of its fields at once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from app.editions.option_rules import Problem, option_problems, problem
from app.editions.rules import ORDER, FieldKind, Phase
from app.editions.text_rules import plain_date, plain_number
from app.editions.visibility_rules import OPS, Condition, Op, VisibleIf
from app.kit.errors import N_, Refusal, forbidden
from app.kit.files import KINDS

MAX_SECTIONS: Final = 40
MAX_FIELDS: Final = 100
MAX_CHOICES: Final = 200
MAX_WORDS: Final = 10_000
MAX_CHARACTERS: Final = 50_000
MAX_CONDITIONS: Final = 10
TEXTS: Final = frozenset({FieldKind.short_text, FieldKind.long_text})
CHOICES: Final = frozenset({FieldKind.choice, FieldKind.multi_choice})
MEDIA_TYPES: Final = frozenset(kind.media_type for kind in KINDS.values())
# The phases after which an answer may be fixed: entries change while the call is open or screened.
FREEZE_PHASES: Final = frozenset({"", Phase.open.value, Phase.screening.value})


@dataclass(frozen=True)
class FieldDraft:
    """A field as an organiser writes it, as far as the rules read it."""

    id: UUID
    code: str
    kind: FieldKind
    word_limit: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    choices: tuple[str, ...] = ()
    file_types: tuple[str, ...] = ()
    max_files: int = 1
    max_bytes: int | None = None
    section_id: UUID | None = None
    character_limit: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    visible_if: VisibleIf | None = None


def in_order(fields: Sequence[FieldDraft], sections: Sequence[UUID]) -> list[int]:
    """The places of the fields in the order in which they are asked: section after section."""
    place = {section: index for index, section in enumerate(sections)}
    return sorted(
        range(len(fields)),
        key=lambda at: (
            -1 if (section := fields[at].section_id) is None else place.get(section, len(sections))
        ),
    )


def check_fields(
    fields: Sequence[FieldDraft], max_upload: int, sections: Sequence[UUID] = ()
) -> None:
    """Refuse a form that could not be filled, naming every problem at once.

    `max_upload`: the installation's limit in bytes. Refusal: `form_invalid` (422), `errors` at
    `("fields", index, field…)` with codes `too_many_fields`, `duplicate_field`, `duplicate_code`,
    `not_for_this_kind`, `range_reversed`, `choices_missing`, `too_many_choices`,
    `duplicate_choice`, `bad_media_type`, `max_bytes_too_large`, `unknown_section`, those of
    `option_rules`, `condition_forward`, `condition_op`, `condition_value`; and at `("sections", …)`
    `duplicate_section`.
    """
    problems: list[Problem] = []
    if len(fields) > MAX_FIELDS:
        problems.append(
            problem(
                "too_many_fields", N_("عدد الحقول أكثر من {limit}."), "fields", limit=MAX_FIELDS
            )
        )
    for index, section in enumerate(sections):
        if sections.index(section) != index:
            problems.append(
                problem("duplicate_section", N_("تكرّر القسم نفسه."), "sections", index, "id")
            )
    ids = Counter(one.id for one in fields)
    codes = Counter(one.code for one in fields)
    earlier: dict[UUID, FieldDraft] = {}
    for index in in_order(fields, sections):
        one, at = fields[index], ("fields", index)
        if ids[one.id] > 1:
            problems.append(problem("duplicate_field", N_("تكرّر الحقل نفسه."), *at, "id"))
        if codes[one.code] > 1:
            problems.append(
                problem("duplicate_code", N_("تكرّر الرمز {value}."), *at, "code", value=one.code)
            )
        if one.section_id is not None and one.section_id not in sections:
            problems.append(
                problem("unknown_section", N_("هذا القسم ليس من أقسام النموذج."), *at, "section_id")
            )
        problems += _field_problems(one, max_upload, *at)
        problems += _condition_problems(one, earlier, *at)
        earlier[one.id] = one
    if problems:
        problems.sort(
            key=lambda found: (found["loc"][0], found["loc"][1] if len(found["loc"]) > 1 else -1)
        )
        raise Refusal(
            "form_invalid", N_("في حقول النموذج ما يجب تصحيحه."), status=422, errors=problems
        )


def _field_problems(one: FieldDraft, max_upload: int, *at: str | int) -> Iterable[Problem]:
    foreign = {
        "word_limit": one.word_limit is not None and one.kind not in TEXTS,
        "character_limit": one.character_limit is not None and one.kind not in TEXTS,
        "minimum": one.minimum is not None and one.kind != FieldKind.number,
        "maximum": one.maximum is not None and one.kind != FieldKind.number,
        "choices": bool(one.choices) and one.kind not in CHOICES,
        "file_types": bool(one.file_types) and one.kind != FieldKind.file,
        "max_files": one.max_files != 1 and one.kind != FieldKind.file,
        "max_bytes": one.max_bytes is not None and one.kind != FieldKind.file,
    }
    for name, wrong in foreign.items():
        if wrong:
            yield problem(
                "not_for_this_kind", N_("لا معنى لهذا الإعداد في هذا النوع من الحقول."), *at, name
            )
    if one.minimum is not None and one.maximum is not None and one.maximum < one.minimum:
        yield problem("range_reversed", N_("الحد الأعلى أصغر من الأدنى."), *at, "maximum")
    if one.kind in CHOICES:
        yield from _choice_problems(one.choices, *at)
    for place, media_type in enumerate(one.file_types):
        if media_type not in MEDIA_TYPES:
            yield problem(
                "bad_media_type",
                N_("هذا النوع من الملفات غير مقبول، ومن المقبول application/pdf."),
                *at,
                "file_types",
                place,
            )
    if one.max_bytes is not None and one.max_bytes > max_upload:
        yield problem(
            "max_bytes_too_large",
            N_("الحد أكبر مما يقبله الخادم ({limit} بايت)."),
            *at,
            "max_bytes",
            limit=max_upload,
        )
    yield from option_problems(one.kind, one.options, *at)


def _condition_problems(
    one: FieldDraft, earlier: Mapping[UUID, FieldDraft], *at: str | int
) -> Iterable[Problem]:
    """Conditions look back only: so no circle can arise."""
    for index, condition in enumerate(one.visible_if.conditions if one.visible_if else ()):
        place = (*at, "visible_if", "conditions", index)
        on = earlier.get(condition.field_id)
        if on is None:
            yield problem(
                "condition_forward",
                N_("يعتمد الشرط على سؤال سابق فقط. انقل السؤال أو غيّر الشرط."),
                *place,
                "field_id",
            )
        elif condition.op != Op.answered and condition.op not in OPS.get(on.kind, frozenset()):
            yield problem("condition_op", N_("لا يصلح هذا الشرط لنوع السؤال السابق."), *place, "op")
        elif not _fits(condition, on):
            yield problem(
                "condition_value", N_("اختر جوابًا يمكن أن يُجاب به السؤال السابق."), *place, "value"
            )


def _fits(condition: Condition, on: FieldDraft) -> bool:
    if condition.op == Op.answered:
        return True
    if on.kind in CHOICES:
        return condition.value in on.choices
    check = plain_number if on.kind == FieldKind.number else plain_date
    try:
        return check(condition.value) == condition.value
    except Refusal:
        return False


def is_frozen(freeze_at: datetime | None, freeze_phase: str, phase: Phase, now: datetime) -> bool:
    """Whether an answer is fixed: its own moment has passed, or its phase has."""
    if freeze_at is not None and now > freeze_at:
        return True
    if not freeze_phase or phase not in ORDER:
        return False
    return ORDER.index(phase) > ORDER.index(Phase(freeze_phase))


def check_not_frozen(
    freeze_at: datetime | None, freeze_phase: str, phase: Phase, now: datetime
) -> None:
    """Refusal: `field_frozen` (403): the rest of the entry may still change."""
    if is_frozen(freeze_at, freeze_phase, phase, now):
        raise forbidden("field_frozen", N_("ثُبّت جواب هذا السؤال، فلا يتغير."))


def frozen_from_the_start(
    freeze_at: datetime | None, freeze_phase: str, phase: Phase, since: datetime, *, required: bool
) -> bool:
    """Whether an answer is asked of everybody, and fixed before anybody could give it, from `since` on."""
    passed = freeze_at is not None and freeze_at <= since
    return required and (passed or is_frozen(None, freeze_phase, phase, since))


def check_fillable(late: Iterable[tuple[int, str]]) -> None:
    """A new required question can be answered for some time.

    `late`: the places of those that cannot, with the setting that fixes them. Refusal: `form_invalid`
    (422), `errors` at `("fields", index, setting)` with `frozen_from_the_start`.
    """
    problems = [
        problem(
            "frozen_from_the_start",
            N_("يُثبَّت جواب هذا السؤال المطلوب قبل أن يجيب عنه أحد. أخّر التثبيت أو اجعله غير مطلوب."),
            "fields",
            index,
            setting,
        )
        for index, setting in late
    ]
    if problems:
        raise Refusal(
            "form_invalid", N_("في حقول النموذج ما يجب تصحيحه."), status=422, errors=problems
        )


def _choice_problems(choices: Sequence[str], *at: str | int) -> Iterable[Problem]:
    if not choices:
        yield problem("choices_missing", N_("أضف خيارًا واحدًا على الأقل."), *at, "choices")
    if len(choices) > MAX_CHOICES:
        yield problem(
            "too_many_choices",
            N_("عدد الخيارات أكثر من {limit}."),
            *at,
            "choices",
            limit=MAX_CHOICES,
        )
    codes = Counter(choices)
    for place, code in enumerate(choices):
        if codes[code] > 1:
            yield problem(
                "duplicate_choice",
                N_("تكرّر رمز الخيار {value}."),
                *at,
                "choices",
                place,
                "code",
                value=code,
            )


def changed_kinds(
    before: Iterable[tuple[UUID, FieldKind]], after: Iterable[tuple[UUID, FieldKind]]
) -> frozenset[UUID]:
    """Fields that go away or change their kind: what must hold no answers. Their (id, kind)."""
    wanted = dict(after)
    return frozenset(key for key, kind in before if wanted.get(key) != kind)


def check_not_in_use(
    removed: Iterable[UUID], in_use: Iterable[UUID], labels: dict[UUID, str]
) -> None:
    """Refuse to lose answers. Refusal: `field_in_use` (409) with `fields`, their labels."""
    kept = sorted(set(removed) & set(in_use))
    if kept:
        raise Refusal(
            "field_in_use",
            N_("أجاب مشاركون عن هذه الحقول، فلا تُحذف ولا يتغير نوعها: {fields}."),
            fields=[labels[key] for key in kept],
        )


def check_kinds_kept(
    before: Mapping[UUID, FieldKind], after: Iterable[tuple[UUID, FieldKind]]
) -> None:
    """A public question keeps its kind: another kind is another question.

    Refusal: `form_invalid` (422), `errors` at `("fields", index, "kind")` with `kind_fixed`.
    """
    problems = [
        problem(
            "kind_fixed",
            N_("لا يتغير نوع سؤال أُعلن: أضف سؤالًا جديدًا واحذف هذا، وتبقى إجاباته محفوظة."),
            "fields",
            index,
            "kind",
        )
        for index, (key, kind) in enumerate(after)
        if before.get(key, kind) != kind
    ]
    if problems:
        raise Refusal(
            "form_invalid", N_("في حقول النموذج ما يجب تصحيحه."), status=422, errors=problems
        )


def check_something_changed(changes: Sequence[Any]) -> None:
    """A version that changes nothing is none. Refusal: `nothing_changed` (409)."""
    if not changes:
        raise Refusal("nothing_changed", N_("لا فرق بين هذه النسخة والنموذج المعلن."))


def check_asks(fields: Sequence[object]) -> None:
    """A version that asks nothing is no form. Refusal: `form_without_fields` (409)."""
    if not fields:
        raise Refusal(
            "form_without_fields",
            N_("لا يسأل هذا النموذج عن شيء. أضف سؤالًا واحدًا على الأقل ثم انشره."),
        )
