"""What a form's field accepts: each kind of answer, cleaned and normalised, and what is missing.

Pure. Texts keep their author's words: only controls that reorder neighbours are taken out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from app.editions.rules import FieldKind
from app.kit.arabic import latin_digits, parse_number, strip_bidi, words
from app.kit.errors import N_, invalid

MAX_ANSWER: Final = 64_000
MAX_URL: Final = 2_000
Answer = str | list[str] | None


@dataclass(frozen=True)
class FieldSpec:
    """A form's field as the rules see it.

    `word_limit` binds texts, `choices` are the option codes, `minimum` and `maximum` bind numbers.
    """

    kind: FieldKind
    required: bool = False
    word_limit: int | None = None
    choices: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None


def check_answer(spec: FieldSpec, value: object) -> Answer:
    """The value as it is stored: text, a canonical number or date, a list of codes; None is empty.

    Refusals (422, at `value`): `not_text`, `not_a_list`, `too_long`, `control_character`,
    `too_many_words`, `not_a_number`, `out_of_range`, `not_a_date`, `not_a_url`, `not_a_choice`,
    `answer_is_file`.
    """
    if spec.kind == FieldKind.file:
        raise invalid("answer_is_file", N_("هذا الحقل مرفق: ارفع ملفًا."), "value")
    if spec.kind == FieldKind.multi_choice:
        return _check_choices(spec, value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise invalid("not_text", N_("القيمة المطلوبة نص."), "value")
    text = _clean(value)
    if not text:
        return None
    match spec.kind:
        case FieldKind.short_text | FieldKind.long_text:
            return _check_text(spec, text)
        case FieldKind.number:
            return _check_number(spec, text)
        case FieldKind.choice:
            return _check_choice(spec, text)
        case FieldKind.date:
            return _check_date(text)
        case _:
            return _check_url(text)


def _clean(value: str) -> str:
    if len(value) > MAX_ANSWER:
        raise invalid(
            "too_long",
            N_("النص أطول من الحد المسموح ({limit} حرف)."),
            "value",
            limit=MAX_ANSWER,
            length=len(value),
        )
    text = strip_bidi(value).replace("\r\n", "\n").replace("\r", "\n")
    if any(_refused(c) for c in text):
        raise invalid("control_character", N_("في النص رموز غير مرئية لا تُقبل."), "value")
    return unicodedata.normalize("NFC", text).strip()


def _refused(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"


def _check_text(spec: FieldSpec, text: str) -> str:
    count = words(text)
    if spec.word_limit is not None and count > spec.word_limit:
        raise invalid(
            "too_many_words",
            N_("عدد الكلمات {count}، والحد الأعلى {limit}."),
            "value",
            count=count,
            limit=spec.word_limit,
        )
    return " ".join(text.split()) if spec.kind == FieldKind.short_text else text


def _check_number(spec: FieldSpec, text: str) -> str:
    try:
        number = parse_number(text)
    except ValueError:
        raise invalid("not_a_number", N_("اكتب رقمًا، مثل 1250 أو 12.5."), "value") from None
    low, high = spec.minimum, spec.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise invalid(
            "out_of_range",
            N_("الرقم خارج المدى المسموح."),
            "value",
            minimum=None if low is None else f"{low:f}",
            maximum=None if high is None else f"{high:f}",
        )
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain == "-0" else plain


def _check_choice(spec: FieldSpec, text: str) -> str:
    if text not in spec.choices:
        raise invalid("not_a_choice", N_("اختر قيمة من القائمة."), "value")
    return text


def _check_choices(spec: FieldSpec, value: object) -> Answer:
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise invalid("not_a_list", N_("القيمة المطلوبة قائمة من الخيارات."), "value")
    chosen = {_check_choice(spec, one) for one in value}
    return [code for code in spec.choices if code in chosen] or None


def _check_date(text: str) -> str:
    latin = latin_digits(text)
    try:
        day = date.fromisoformat(latin)
    except ValueError:
        day = None
    if day is None or day.isoformat() != latin:
        raise invalid("not_a_date", N_("اكتب التاريخ بهيئة سنة-شهر-يوم، مثل 2026-01-31."), "value")
    return latin


def _check_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        good = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        )
        _ = parts.port
    except ValueError:
        good = False
    if not good or len(text) > MAX_URL or len(text.split()) != 1:
        raise invalid("not_a_url", N_("اكتب رابطًا كاملًا يبدأ بـ https:// أو http://."), "value")
    return text


def missing_fields(
    fields: Mapping[UUID, FieldSpec], answers: Mapping[UUID, Answer], files: Mapping[UUID, int]
) -> Sequence[UUID]:
    """Required fields without an answer, or without a file, in the form's order.

    `files` counts a field's usable attachments.
    """
    return [
        key
        for key, spec in fields.items()
        if spec.required
        and not (files.get(key, 0) if spec.kind == FieldKind.file else answers.get(key))
    ]
