"""What a form may look like: every problem of its fields at once. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from app.editions.rules import FieldKind
from app.kit.errors import N_, Refusal
from app.kit.files import KINDS

MAX_FIELDS: Final = 100
MAX_CHOICES: Final = 200
MAX_WORDS: Final = 10_000
TEXTS: Final = frozenset({FieldKind.short_text, FieldKind.long_text})
CHOICES: Final = frozenset({FieldKind.choice, FieldKind.multi_choice})
MEDIA_TYPES: Final = frozenset(kind.media_type for kind in KINDS.values())

Problem = dict[str, Any]


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


def check_fields(fields: Sequence[FieldDraft], max_upload: int) -> None:
    """Refuse a form that could not be filled, naming every problem at once.

    `max_upload`: the installation's limit in bytes. Refusal: `form_invalid` (422), `errors` at
    `("fields", index, field…)` with codes `too_many_fields`, `duplicate_field`, `duplicate_code`,
    `not_for_this_kind`, `range_reversed`, `choices_missing`, `too_many_choices`,
    `duplicate_choice`, `bad_media_type`, `max_bytes_too_large`.
    """
    problems: list[Problem] = []
    if len(fields) > MAX_FIELDS:
        problems.append(
            _problem(
                "too_many_fields", N_("عدد الحقول أكثر من {limit}."), "fields", limit=MAX_FIELDS
            )
        )
    ids = Counter(field.id for field in fields)
    codes = Counter(field.code for field in fields)
    for index, field in enumerate(fields):
        at = ("fields", index)
        if ids[field.id] > 1:
            problems.append(_problem("duplicate_field", N_("تكرّر الحقل نفسه."), *at, "id"))
        if codes[field.code] > 1:
            problems.append(
                _problem("duplicate_code", N_("تكرّر الرمز {value}."), *at, "code", value=field.code)
            )
        problems += _field_problems(field, max_upload, *at)
    if problems:
        raise Refusal(
            "form_invalid", N_("في حقول النموذج ما يجب تصحيحه."), status=422, errors=problems
        )


def _problem(code: str, message: str, *loc: str | int, **facts: Any) -> Problem:
    return {"loc": list(loc), "code": code, "message": message, **facts}


def _field_problems(field: FieldDraft, max_upload: int, *at: str | int) -> Iterable[Problem]:
    foreign = {
        "word_limit": field.word_limit is not None and field.kind not in TEXTS,
        "minimum": field.minimum is not None and field.kind != FieldKind.number,
        "maximum": field.maximum is not None and field.kind != FieldKind.number,
        "choices": bool(field.choices) and field.kind not in CHOICES,
        "file_types": bool(field.file_types) and field.kind != FieldKind.file,
        "max_files": field.max_files != 1 and field.kind != FieldKind.file,
        "max_bytes": field.max_bytes is not None and field.kind != FieldKind.file,
    }
    for name, wrong in foreign.items():
        if wrong:
            yield _problem(
                "not_for_this_kind", N_("لا معنى لهذا الإعداد في هذا النوع من الحقول."), *at, name
            )
    if field.minimum is not None and field.maximum is not None and field.maximum < field.minimum:
        yield _problem("range_reversed", N_("الحد الأعلى أصغر من الأدنى."), *at, "maximum")
    if field.kind in CHOICES:
        yield from _choice_problems(field.choices, *at)
    for place, media_type in enumerate(field.file_types):
        if media_type not in MEDIA_TYPES:
            yield _problem(
                "bad_media_type",
                N_("هذا النوع من الملفات غير مقبول، ومن المقبول application/pdf."),
                *at,
                "file_types",
                place,
            )
    if field.max_bytes is not None and field.max_bytes > max_upload:
        yield _problem(
            "max_bytes_too_large",
            N_("الحد أكبر مما يقبله الخادم ({limit} بايت)."),
            *at,
            "max_bytes",
            limit=max_upload,
        )


def _choice_problems(choices: Sequence[str], *at: str | int) -> Iterable[Problem]:
    if not choices:
        yield _problem("choices_missing", N_("أضف خيارًا واحدًا على الأقل."), *at, "choices")
    if len(choices) > MAX_CHOICES:
        yield _problem(
            "too_many_choices",
            N_("عدد الخيارات أكثر من {limit}."),
            *at,
            "choices",
            limit=MAX_CHOICES,
        )
    codes = Counter(choices)
    for place, code in enumerate(choices):
        if codes[code] > 1:
            yield _problem(
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
