"""Answers of every kind: the table that the browser passes too, and shapes that no form sends."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.editions.field_rules import check_answer, lacking
from app.editions.form_queries import field_spec
from app.editions.models import Field
from app.kit.errors import Refusal
from app.kit.ids import uuid7

pytestmark = pytest.mark.once

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "answers.json").read_text(encoding="utf-8")
)


def spec_of(vector: dict[str, Any]) -> Any:
    return field_spec(
        Field(
            kind=vector["kind"],
            required=vector.get("required", False),
            word_limit=vector.get("word_limit"),
            character_limit=vector.get("character_limit"),
            minimum=None,
            maximum=Decimal(vector["maximum"]) if "maximum" in vector else None,
            choices=[{"code": code} for code in vector.get("choices", [])],
            options=vector.get("options", {}),
            visible_if=None,
        )
    )


@pytest.mark.parametrize(
    "vector", VECTORS, ids=[f"{n} {one['kind']}" for n, one in enumerate(VECTORS)]
)
def test_the_server_keeps_what_the_browser_sends(vector: dict[str, Any]) -> None:
    spec = spec_of(vector)
    if "code" in vector:
        with pytest.raises(Refusal) as caught:
            check_answer(spec, vector["value"])
        assert (caught.value.code, caught.value.status) == (vector["code"], 422)
        return
    kept = check_answer(spec, vector["value"])
    assert kept == vector["kept"]
    assert check_answer(spec, kept) == kept
    assert (lacking(spec, kept) if kept else "") == vector.get("lacks", "")


TABLE = {"kind": "table", "options": {"columns": [{"code": "a", "kind": "number"}]}}
FIXED = {"kind": "table", "options": TABLE["options"] | {"rows": [{"code": "r"}]}}


@pytest.mark.parametrize(
    ("vector", "value", "code", "loc"),
    [
        (TABLE, "نص", "not_rows", ["value"]),
        (TABLE, [1], "not_rows", ["value"]),
        (TABLE, [{"row": 1, "cells": {}}], "not_rows", ["value"]),
        (TABLE, [{"row": None, "cells": []}], "not_rows", ["value"]),
        (TABLE, [{"row": None, "cells": {}, "x": 1}], "not_rows", ["value"]),
        (TABLE, [{"row": "r", "cells": {"a": "1"}}], "unknown_row", ["value", 0]),
        (FIXED, [{"row": None, "cells": {"a": "1"}}], "unknown_row", ["value", 0]),
        (FIXED, [{"row": "s", "cells": {"a": "1"}}], "unknown_row", ["value", 0]),
        (TABLE, [{"row": None, "cells": {"b": "1"}}], "unknown_column", ["value", 0, "b"]),
        (TABLE, [{"row": None, "cells": {"a": 1}}], "not_text", ["value", 0, "a"]),
        (TABLE, [{"row": None, "cells": {"a": 0}}], "not_text", ["value", 0, "a"]),
        (TABLE, [{"row": None, "cells": {"a": False}}], "not_text", ["value", 0, "a"]),
        (TABLE, [{"row": None, "cells": {"a": "1" * 501}}], "too_long", ["value", 0, "a"]),
        ({"kind": "links"}, "x", "not_links", ["value"]),
        ({"kind": "links"}, [{"url": "https://a.example", "rel": ""}], "not_links", ["value"]),
        ({"kind": "links"}, [{"url": "x"}], "not_a_url", ["value", 0, "url"]),
        ({"kind": "person"}, ["x"], "not_person", ["value"]),
        ({"kind": "person"}, {"name": "س", "age": "5"}, "not_person", ["value"]),
        ({"kind": "person"}, {"name": 5}, "not_text", ["value", "name"]),
        ({"kind": "person"}, {"phone": "+966+50000000"}, "bad_phone", ["value", "phone"]),
        ({"kind": "service"}, "x", "not_services", ["value"]),
        ({"kind": "service"}, ["not an id"], "not_a_service", ["value"]),
    ],
)
def test_what_is_refused_and_where(
    vector: dict[str, Any], value: object, code: str, loc: list[Any]
) -> None:
    with pytest.raises(Refusal) as caught:
        check_answer(spec_of(vector), value)
    assert (caught.value.code, caught.value.facts["loc"]) == (code, loc)


def test_a_service_is_one_of_the_agencys() -> None:
    spec, own, other = spec_of({"kind": "service"}), str(uuid7()), str(uuid7())
    assert check_answer(spec, [own], services={own}) == [own]
    assert check_answer(spec, [other]) == [other]
    with pytest.raises(Refusal) as caught:
        check_answer(spec, [other], services={own})
    assert caught.value.code == "not_a_service"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["row", "cells", "url", "title", "name", "email", "a"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(st.sampled_from(["table", "links", "person", "service", "multi_choice"]), json_values)
@settings(derandomize=True, max_examples=400, deadline=None)
def test_any_json_is_kept_or_refused_in_words(kind: str, value: object) -> None:
    spec = spec_of(TABLE | {"kind": kind} if kind == "table" else {"kind": kind, "choices": ["a"]})
    try:
        kept = check_answer(spec, value)
    except Refusal as refusal:
        kept, status = None, refusal.status
    else:
        status = 422
    assert (check_answer(spec, kept), status) == (kept, 422)
