"""What a form's field accepts: each kind of answer, cleaned and normalised, and what is missing.

Pure. `tests/vectors/answers.json` is the table that the browser's twin passes too.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from app.editions.rules import FieldKind
from app.editions.text_rules import (
    clean_text,
    plain_date,
    plain_decimal,
    plain_number,
    plain_url,
)
from app.editions.value_rules import (
    MAX_ITEMS,
    PERSON_PARTS,
    TableSpec,
    check_links,
    check_person,
    check_services,
    check_table,
    links_lack,
    person_lacks,
    table_lacks,
)
from app.editions.visibility_rules import VisibleIf
from app.kit.arabic import characters, words
from app.kit.errors import N_, invalid

Answer = str | list[str] | list[dict[str, Any]] | dict[str, str] | None
OF_PIECES: Final = frozenset(
    {FieldKind.table, FieldKind.links, FieldKind.person, FieldKind.service}
)

NO_TABLE: Final = TableSpec(())
WHOLE_PERSON: Final = tuple((part, part == "name") for part in PERSON_PARTS)


@dataclass(frozen=True)
class FieldSpec:
    """A form's field as the rules see it.

    `word_limit` and `character_limit` bind texts, `choices` are the option codes, `minimum` and
    `maximum` bind numbers, `max_items` links and services; `person` says of each part asked
    whether it is needed.
    """

    kind: FieldKind
    required: bool = False
    word_limit: int | None = None
    choices: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    character_limit: int | None = None
    table: TableSpec = NO_TABLE
    max_items: int = MAX_ITEMS
    person: tuple[tuple[str, bool], ...] = WHOLE_PERSON
    visible_if: VisibleIf | None = None


def check_answer(
    spec: FieldSpec,
    value: object,
    *,
    services: Collection[str] | None = None,
    in_progress: bool = False,
) -> Answer:
    """The value as it is stored: text, a canonical number or date, a list of codes; None is empty.

    `services`: the ids that a service field may name, if that is to be checked. `in_progress`: a text
    may be over its limits, which count when it is submitted. Refusals (422, at
    `value` or inside it): `not_text`, `not_a_list`, `too_long`, `too_many_words`, `too_many_characters`, `not_a_number`, `out_of_range`, `not_a_date`,
    `not_a_url`, `not_a_choice`, `answer_is_file`, and those of `value_rules`.
    """
    if spec.kind == FieldKind.file:
        raise invalid("answer_is_file", N_("هذا الحقل مرفق: ارفع ملفًا."), "value")
    if value is None:
        return None
    if spec.kind == FieldKind.multi_choice:
        return _check_choices(spec, value)
    if spec.kind in OF_PIECES:
        return _check_pieces(spec, value, services)
    text = clean_text(value, "value")
    if not text:
        return None
    match spec.kind:
        case FieldKind.short_text | FieldKind.long_text:
            if not in_progress:
                _check_limits(spec, text)
            return " ".join(text.split()) if spec.kind == FieldKind.short_text else text
        case FieldKind.number:
            return _check_number(spec, text)
        case FieldKind.choice:
            return _check_choice(spec, text)
        case FieldKind.date:
            return plain_date(text, "value")
        case _:
            return plain_url(text, "value")


def _check_pieces(spec: FieldSpec, value: object, services: Collection[str] | None) -> Answer:
    match spec.kind:
        case FieldKind.table:
            return check_table(spec.table, value)
        case FieldKind.links:
            return check_links(spec.max_items, value)
        case FieldKind.person:
            return check_person([part for part, _ in spec.person], value)
        case _:
            return check_services(spec.max_items, value, services)


def _check_limits(spec: FieldSpec, text: str) -> None:
    count = words(text)
    if spec.word_limit is not None and count > spec.word_limit:
        raise invalid(
            "too_many_words",
            N_("عدد الكلمات {count}، والحد الأعلى {limit}."),
            "value",
            count=count,
            limit=spec.word_limit,
        )
    length = characters(text)
    if spec.character_limit is not None and length > spec.character_limit:
        raise invalid(
            "too_many_characters",
            N_("عدد الحروف {count}، والحد الأعلى {limit}."),
            "value",
            count=length,
            limit=spec.character_limit,
        )


def _check_number(spec: FieldSpec, text: str) -> str:
    plain = plain_number(text, "value")
    number, low, high = Decimal(plain), spec.minimum, spec.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        if low is None:
            sentence = N_("اكتب رقمًا لا يزيد على {maximum}.")
        elif high is None:
            sentence = N_("اكتب رقمًا لا يقل عن {minimum}.")
        else:
            sentence = N_("اكتب رقمًا من {minimum} إلى {maximum}.")
        raise invalid(
            "out_of_range",
            sentence,
            "value",
            minimum=None if low is None else plain_decimal(low),
            maximum=None if high is None else plain_decimal(high),
        )
    return plain


def _check_choice(spec: FieldSpec, text: str) -> str:
    if text not in spec.choices:
        raise invalid("not_a_choice", N_("اختر قيمة من القائمة."), "value")
    return text


def _check_choices(spec: FieldSpec, value: object) -> list[str] | None:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise invalid("not_a_list", N_("القيمة المطلوبة قائمة من الخيارات."), "value")
    chosen = {_check_choice(spec, one) for one in value}
    return [code for code in spec.choices if code in chosen] or None


def lacking(spec: FieldSpec, value: Any) -> str:
    """What an answer that was begun still lacks before it can be submitted; empty: nothing.

    `rows_missing`, `cells_missing` (tables), `parts_missing` (links, persons).
    """
    match spec.kind:
        case FieldKind.table:
            return table_lacks(spec.table, value, required=spec.required)
        case FieldKind.links:
            return links_lack(value)
        case FieldKind.person:
            return person_lacks([part for part, needed in spec.person if needed], value)
        case _:
            return ""
