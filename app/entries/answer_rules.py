"""An answer as one text, for a cell of a sheet. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.editions.rules import FieldKind
from app.editions.value_rules import PERSON_PARTS

Names = Mapping[str, str]
MOST_DIGITS: Final = 15  # that a spreadsheet keeps
FIRST_YEAR: Final = 1901  # of a spreadsheet's own days without a fault


def answer_cell(
    kind: FieldKind,
    value: Any,
    *,
    choices: Names,
    columns: Names,
    rows: Names,
    services: Names,
    comma: str,
) -> str | Decimal | date:
    """An answer as a sheet takes it: a number, a day, or its words, several of them in lines.

    Codes and ids that have no name stay as they are, and so does a number that a sheet would round.

    `choices`, `columns`, `rows`: code → label in the reader's language; `services`: id → name.
    """
    match kind:
        case FieldKind.choice:
            return choices.get(value, str(value))
        case FieldKind.multi_choice:
            return comma.join(choices.get(one, one) for one in value)
        case FieldKind.service:
            return comma.join(services.get(one, one) for one in value)
        case FieldKind.links:
            return "\n".join(" – ".join(filter(None, (one["title"], one["url"]))) for one in value)
        case FieldKind.person:
            return comma.join(value[part] for part in PERSON_PARTS if value.get(part))
        case FieldKind.table:
            return "\n".join(_row(one, columns, rows, comma) for one in value)
        case FieldKind.number:
            number = Decimal(value)
            return number if len(number.as_tuple().digits) <= MOST_DIGITS else str(value)
        case FieldKind.date:
            day = date.fromisoformat(value)
            return day if day.year >= FIRST_YEAR else str(value)
        case _:
            return str(value)


def _row(row: Mapping[str, Any], columns: Names, rows: Names, comma: str) -> str:
    codes = dict.fromkeys(
        (*columns, *row["cells"])
    )  # in the form's order; what it dropped stands last
    cells = [
        f"{columns.get(code, code)}: {row['cells'][code]}" for code in codes if code in row["cells"]
    ]
    head = f"{rows.get(row['row'], row['row'])} – " if row["row"] else ""
    return head + comma.join(cells)
