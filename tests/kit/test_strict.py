"""JSON that two readers could understand differently is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kit.errors import Refusal
from app.kit.strict import MAX_DEPTH, strict_json


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"{'a':1}",
        b'{"a":1}x',
        b'{"a":1,"a":1}',
        b'[{"b":{"a":1,"a":2}}]',
        b'{"a":1,"\\u0061":2}',
        b"NaN",
        b"[Infinity]",
        b'{"a":-Infinity}',
        b"1e999",
        b"9" * 5000,
        b'"\xff"',
        b"\xef\xbb\xbf{}",
        '{"a":1}'.encode("utf-16"),
        b'"\\ud800"',
        b'{"\\udfff":1}',
        b'"\\u0000"',
        b'"\x00"',
        b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
        b"[" * 200_000,
        b'{"a":' * 50 + b"1" + b"}" * 50,
    ],
)
def test_malformed(raw: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        strict_json(raw)
    assert (refused.value.code, refused.value.status, refused.value.facts) == ("malformed", 422, {})


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=20,
)


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_everything_else_is_read_as_json_reads_it(value: Any) -> None:
    assert strict_json(json.dumps(value).encode()) == value


def test_depth_to_the_limit_passes() -> None:
    assert strict_json(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
