"""An answer on the wire. Rules check what arrives and build what leaves; this only describes it."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field

_TEXT: Final = {"type": "string"}


def _record(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_PERSON: Final = {
    "type": "object",
    "properties": dict.fromkeys(("name", "title", "email", "phone"), _TEXT),
    "additionalProperties": False,
}
_SHAPES: Final[list[dict[str, Any]]] = [
    {"type": "null"},
    # Text, number, choice, date, address.
    _TEXT,
    # Chosen options; ids of services.
    {"type": "array", "items": _TEXT},
    # Links.
    {"type": "array", "items": _record(url=_TEXT, title=_TEXT)},
    # Rows of a table: `row` is the code of a fixed row, `cells` hold texts by column.
    {
        "type": "array",
        "items": _record(
            row={"anyOf": [_TEXT, {"type": "null"}]},
            cells={"type": "object", "additionalProperties": _TEXT},
        ),
    },
    _PERSON,
]

AnswerJson = Annotated[Any, Field(json_schema_extra={"anyOf": _SHAPES})]
