"""Which questions are asked: the table that the browser passes too, and what always holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.editions.rules import FieldKind
from app.editions.visibility_rules import Condition, Match, Op, VisibleIf, shown_fields

pytestmark = pytest.mark.once

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "visibility.json").read_text(encoding="utf-8")
)


def key(number: Any) -> UUID:
    return UUID(int=int(number))


def read(field: dict[str, Any]) -> tuple[UUID, FieldKind, VisibleIf | None]:
    condition = "match" in field and {
        "match": field["match"],
        "conditions": [
            {"field_id": str(key(one)), "op": op, "value": value}
            for one, op, value in field["conditions"]
        ],
    }
    return key(field["id"]), FieldKind(field["kind"]), VisibleIf.read(condition or None)


@pytest.mark.parametrize("vector", VECTORS, ids=[one["name"] for one in VECTORS])
def test_the_server_shows_what_the_browser_shows(vector: dict[str, Any]) -> None:
    shown = shown_fields(
        [read(field) for field in vector["fields"]],
        {key(one): value for one, value in vector["answers"].items()},
        {key(one): value for one, value in vector["files"].items()},
        by_agency=vector.get("by_agency", True),
    )
    assert shown == {key(one) for one in vector["shown"]}


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(list(Op)), st.sampled_from("ab")), max_size=10
    ),
    st.dictionaries(st.integers(0, 9), st.sampled_from(["a", "b", "", None])),
)
@settings(derandomize=True, max_examples=200, deadline=None)
def test_a_question_depends_on_nothing_after_it(
    asked: list[tuple[int, Op, str]], answers: dict[int, Any]
) -> None:
    """Any conditions at all, even forward ones and on itself: the first questions decide alone."""
    fields = [
        (key(at), FieldKind.choice, VisibleIf(Match.all, (Condition(key(on), op, value),)))
        for at, (on, op, value) in enumerate(asked)
    ]
    given_ = {key(one): value for one, value in answers.items()}
    whole = shown_fields(fields, given_, {})
    for cut in range(len(fields)):
        part = shown_fields(fields[:cut], given_, {})
        assert part == {one for one, *_ in fields[:cut]} & whole
