"""The bench's own parts: values as SQL that pgbench leaves alone, verdicts, void turns."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from bench.__main__ import FIGURES, NEED_WRK, measurable
from bench.figures import GOALS, Report, Turn
from bench.pgbench import FRESH, MARK, compose, literal, script

pytestmark = pytest.mark.once
KEY = UUID("01a1ffa8-4c9f-7715-be09-41925dbc2bd9")


def test_no_value_holds_what_pgbench_takes_for_a_variable() -> None:
    assert literal(None) == "NULL"
    assert literal(True) == "TRUE"
    assert literal(3) == "3"
    assert (
        literal(datetime(2026, 3, 10, 9, 0, tzinfo=UTC)) == r"E'2026-03-10T09\x3a00\x3a00+00\x3a00'"
    )
    assert literal("it's \\ :x") == r"E'it''s \\ \x3ax'"
    assert literal(KEY) == f"E'{KEY}'"
    assert literal(KEY, KEY) == f"E'{MARK}'"


def test_many_transactions_become_one_that_picks_its_values() -> None:
    other = UUID(int=KEY.int + 1)
    one = [("SELECT $1::UUID, $2::INTEGER", (KEY, 7)), ("SAVE $1::JSON", (f'{{"r":"{KEY}"}}',))]
    two = [("SELECT $1::UUID, $2::INTEGER", (other, 7)), ("SAVE $1::JSON", (f'{{"r":"{other}"}}',))]
    odd = [("SELECT 1", ())]
    statements, count = compose([one, two, odd], [KEY, other, None])
    assert count == 2
    assert statements == [
        f"SELECT {FRESH}::UUID, 7::INTEGER",
        rf"""SAVE replace(E'{{"r"\x3a"{MARK}"}}', '{MARK}', {FRESH}::text)::JSON""",
    ]
    reads, _ = compose([one[:1], two[:1]], [None, None])
    assert reads == [f"SELECT ((ARRAY[E'{KEY}',E'{other}'])[:n])::UUID, 7::INTEGER"]


def test_a_script_draws_its_numbers_first() -> None:
    reading = "\\set n random(1, 21)\nBEGIN;\nSELECT 1;\nROLLBACK;\n"
    assert script(["SELECT 1"], 21, writes=False) == reading
    assert script(["SELECT 1"], 1, writes=True).splitlines()[1].startswith("\\set a random")


def test_each_figure_has_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.ratio("save_vs_pgbench", 0.2)
    report.ratio("start_seconds", 4)
    report.ratio("memory_mib", 100, valid=False)
    assert capsys.readouterr().out.splitlines() == [
        "ratio save_vs_pgbench 0.200 goal >= 0.15 ok",
        "ratio start_seconds 4.000 goal <= 3 short",
        "ratio memory_mib 100.000 goal <= 250 void",
    ]
    assert report.short == ["start_seconds", "memory_mib"]
    assert {sense for sense, _ in GOALS.values()} == {">=", "<="}


def test_a_void_turn_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.pairs(
        "public_vs_static",
        [Turn(60), Turn(900, "2 wrong answers"), Turn(80)],
        [Turn(100), Turn(100), Turn(100)],
    )
    out = capsys.readouterr().out.splitlines()
    assert out[-1] == "ratio public_vs_static 0.700 goal >= 0.5 ok"
    assert "a turn does not count: 2 wrong answers" in out[0]
    report.pairs("public_vs_static", [Turn(60, "busy")], [Turn(100)])
    assert capsys.readouterr().out.splitlines()[-1].endswith("void")


def test_without_wrk_only_what_needs_it_is_left_out() -> None:
    assert set(FIGURES) > NEED_WRK
    assert measurable(set(FIGURES), has_wrk=False) == set(FIGURES) - NEED_WRK
    assert measurable(set(FIGURES), has_wrk=True) == set(FIGURES)
