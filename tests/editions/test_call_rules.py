"""What a change touches, the dates, the tie-breaks' grammar, levels and forms: every branch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.editions import call_rules, form_rules
from app.editions.form_rules import FieldDraft
from app.editions.rules import FieldKind, Phase
from app.kit.errors import Refusal
from app.kit.ids import uuid7

NOW = datetime(2026, 3, 10, tzinfo=UTC)
EDITION = call_rules.check_edition_change
CATEGORY = call_rules.check_category_change


def code_of(call: Any, *args: Any) -> str:
    with pytest.raises(Refusal) as caught:
        call(*args)
    return caught.value.code


def errors_of(call: Any, *args: Any) -> list[tuple[str, tuple[Any, ...]]]:
    with pytest.raises(Refusal) as caught:
        call(*args)
    return [(one["code"], tuple(one["loc"])) for one in caught.value.facts["errors"]]


@pytest.mark.parametrize(
    ("phase", "changed", "note", "public"),
    [
        (Phase.draft, {"slug", "closes_at", "tiebreaks", "name_ar"}, "", False),
        (Phase.open, {"digits"}, "", False),
        (Phase.open, {"tiebreaks"}, "", False),
        (Phase.open, {"name_ar"}, "سبب", True),
        (Phase.judging, {"results_at"}, "سبب", True),
        (Phase.published, {"jury_is_public"}, "", False),
    ],
)
def test_a_change_is_public_or_not(
    phase: Phase, changed: set[str], note: str, public: bool
) -> None:
    assert EDITION(phase, changed, note) is public


def test_changes_that_are_refused() -> None:
    assert code_of(EDITION, Phase.draft, {"programme_id"}, "") == "programme_fixed"
    assert code_of(EDITION, Phase.open, {"slug"}, "سبب") == "slug_public"
    assert code_of(EDITION, Phase.open, {"closes_at"}, "سبب") == "deadline_by_act"
    assert code_of(EDITION, Phase.judging, {"quorum"}, "سبب") == "rulebook_frozen"
    assert code_of(EDITION, Phase.approved, {"name_ar"}, "سبب") == "call_frozen"
    assert code_of(EDITION, Phase.open, {"name_ar"}, "") == "change_note_required"
    assert code_of(CATEGORY, Phase.judging, {"places"}, "سبب") == "rulebook_frozen"
    assert CATEGORY(Phase.screening, {"places"}, "") is False
    assert CATEGORY(Phase.draft, {"name_ar"}, "") is False
    call_rules.check_form_free(Phase.draft)
    assert code_of(call_rules.check_form_free, Phase.open) == "form_public"
    call_rules.check_form_publishable(Phase.open)
    assert code_of(call_rules.check_form_publishable, Phase.draft) == "form_not_public"
    assert code_of(call_rules.check_form_publishable, Phase.approved) == "call_frozen"
    assert code_of(call_rules.check_category_deletable, Phase.open) == "category_public"
    call_rules.check_category_deletable(Phase.draft)
    assert code_of(call_rules.check_deadline_movable, Phase.draft) == "deadline_not_movable"
    call_rules.check_deadline_movable(Phase.open)


def test_dates_follow_one_another() -> None:
    days = [NOW + timedelta(days=n) for n in range(4)]
    call_rules.check_dates(*days)
    call_rules.check_dates(None, days[1], None, days[3])
    with pytest.raises(Refusal) as caught:
        call_rules.check_dates(days[0], None, None, days[0])
    assert (caught.value.code, caught.value.facts["loc"]) == ("dates_reversed", ["results_at"])
    assert "فتح باب المشاركة" in caught.value.sentence
    for moved in ((days[0], days[3], days[2], None), (None, days[3], None, days[3])):
        with pytest.raises(Refusal) as caught:
            call_rules.check_dates(*moved, deadline_alone=True)
        # At what was typed, and with the date that stands in its way.
        assert caught.value.facts["loc"] == ["closes_at"]
        assert caught.value.facts["later"] == (moved[2] or moved[3])
        assert "من إعدادات الدورة" in caught.value.sentence
    with pytest.raises(Refusal) as caught:
        call_rules.check_dates(days[0], days[1], days[3], days[2], deadline_alone=True)
    assert caught.value.facts["loc"] == ["results_at"]


def test_the_grammar_of_tiebreaks() -> None:
    clean = call_rules.clean_tiebreaks
    assert clean([]) == ["shared"]
    assert clean(["criterion:a-1", "median", "lot", "shared"]) == [
        "criterion:a-1",
        "median",
        "lot",
        "shared",
    ]
    assert errors_of(
        clean, ["dice", "criterion:", "criterion:a b", "lot", "lot", "median", "shared", "chair"]
    ) == [
        ("unknown_rule", ("tiebreaks", 0)),
        ("unknown_rule", ("tiebreaks", 1)),
        ("unknown_rule", ("tiebreaks", 2)),
        ("repeated_rule", ("tiebreaks", 4)),
        ("never_reached", ("tiebreaks", 5)),
        ("shared_not_last", ("tiebreaks", 7)),
    ]


def draft(kind: FieldKind = FieldKind.short_text, **values: Any) -> FieldDraft:
    key = uuid7()
    return FieldDraft(id=key, code=f"f{key.hex}", kind=kind, **values)


def test_good_forms_pass() -> None:
    form_rules.check_fields([], 10)
    form_rules.check_fields(
        [
            draft(word_limit=5),
            draft(FieldKind.number, minimum=Decimal(1), maximum=Decimal(1)),
            draft(FieldKind.number, minimum=Decimal(1)),
            draft(FieldKind.choice, choices=("a", "b")),
            draft(FieldKind.file, file_types=("application/pdf",), max_files=3, max_bytes=10),
        ],
        10,
    )


def test_what_is_wrong_with_a_form() -> None:
    assert errors_of(form_rules.check_fields, [draft() for _ in range(101)], 10) == [
        ("too_many_fields", ("fields",))
    ]
    many = tuple(f"c{n}" for n in range(201))
    assert errors_of(form_rules.check_fields, [draft(FieldKind.choice, choices=many)], 10) == [
        ("too_many_choices", ("fields", 0, "choices"))
    ]
    wrong = draft(
        FieldKind.date,
        word_limit=1,
        minimum=Decimal(2),
        maximum=Decimal(1),
        choices=("a",),
        file_types=("a/b",),
        max_files=2,
        max_bytes=99,
    )
    assert errors_of(form_rules.check_fields, [wrong], 10) == [
        *(
            ("not_for_this_kind", ("fields", 0, name))
            for name in (
                "word_limit",
                "minimum",
                "maximum",
                "choices",
                "file_types",
                "max_files",
                "max_bytes",
            )
        ),
        ("range_reversed", ("fields", 0, "maximum")),
        ("bad_media_type", ("fields", 0, "file_types", 0)),
        ("max_bytes_too_large", ("fields", 0, "max_bytes")),
    ]


def test_what_is_there_twice_in_a_form() -> None:
    one = draft(FieldKind.choice, choices=("a", "a"))
    empty = FieldDraft(id=one.id, code=one.code, kind=FieldKind.choice)
    assert errors_of(form_rules.check_fields, [one, empty], 10) == [
        ("duplicate_field", ("fields", 0, "id")),
        ("duplicate_code", ("fields", 0, "code")),
        ("duplicate_choice", ("fields", 0, "choices", 0, "code")),
        ("duplicate_choice", ("fields", 0, "choices", 1, "code")),
        ("duplicate_field", ("fields", 1, "id")),
        ("duplicate_code", ("fields", 1, "code")),
        ("choices_missing", ("fields", 1, "choices")),
    ]


def test_a_field_in_use_is_not_lost() -> None:
    kept, gone, other = uuid7(), uuid7(), uuid7()
    text, url = FieldKind.short_text, FieldKind.url
    lost = form_rules.changed_kinds(
        [(kept, text), (gone, text), (other, text)], [(kept, text), (other, url)]
    )
    assert lost == {gone, other}
    labels = {kept: "أ", gone: "ب", other: "ج"}
    form_rules.check_not_in_use(lost, [kept], labels)
    with pytest.raises(Refusal) as caught:
        form_rules.check_not_in_use(lost, [kept, gone], labels)
    assert (caught.value.code, caught.value.facts["fields"]) == ("field_in_use", ["ب"])
