"""An answer as one text, for a cell of a sheet. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.editions.rules import FieldKind
from app.editions.value_rules import PERSON_PARTS

Names = Mapping[str, str]


def answer_cell(
    kind: FieldKind,
    value: Any,
    *,
    choices: Names,
    columns: Names,
    rows: Names,
    services: Names,
    comma: str,
) -> str:
    """The words of an answer; several of them in lines. Codes and ids that have no name stay as they are.

    `choices`, `columns`, `rows`: code → label in the reader's language; `services`: id → name.
    """
    match kind:
        case FieldKind.choice:
            return choices.get(value, value)
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
        case _:
            return str(value)


def _row(row: Mapping[str, Any], columns: Names, rows: Names, comma: str) -> str:
    cells: Sequence[str] = [
        f"{columns.get(code, code)}: {text}" for code, text in row["cells"].items()
    ]
    head = f"{rows.get(row['row'], row['row'])} – " if row["row"] else ""
    return head + comma.join(cells)
