"""How cells are read, whose a title is, how much fits, and what a fingerprint covers."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from app.editions.field_rules import FieldSpec
from app.editions.rules import EntrantKind, FieldKind, Phase
from app.entries.import_rules import (
    Call,
    Entrant,
    Limits,
    Named,
    Tally,
    call_of,
    check_may_import,
    check_no_problems,
    check_same,
    fingerprint,
    read_cell,
    read_services,
    row_problems,
    split_names,
)
from app.entries.rules import Holdings
from app.kit.errors import Refusal

CHOICES = Named.of(
    [
        ("web", "بوابة، وموقع", ("بوابة، وموقع", "Portal")),
        ("app", "تطبيق", ("تطبيق", "App", "app")),
        ("sms", "رسائل", ("رسائل", "")),
    ]
)
A, B = uuid4(), uuid4()


def test_drafts_come_in_until_judging_begins() -> None:
    for phase in Phase:
        if phase in (Phase.draft, Phase.open, Phase.screening):
            check_may_import(phase)
        else:
            with pytest.raises(Refusal) as refused:
                check_may_import(phase)
            assert refused.value.code == "import_too_late"
    assert [call_of(one) for one in ("", "call_not_open", "deadline_passed")] == [
        Call.open,
        Call.before,
        Call.over,
    ]


@pytest.mark.parametrize(
    ("kind", "text", "answer"),
    [
        (FieldKind.short_text, "", None),
        (FieldKind.short_text, " نص  قصير ", "نص قصير"),
        (FieldKind.long_text, "سطر\nسطر", "سطر\nسطر"),
        (FieldKind.number, "١٬٢٥٠٫٥", "1250.5"),
        (FieldKind.date, "٢٠٢٦-٠١-٣١", "2026-01-31"),
        (FieldKind.url, "https://example.sa", "https://example.sa"),
        (FieldKind.choice, "app", "app"),
        (FieldKind.choice, "تَطبيق", "app"),
        (FieldKind.multi_choice, "رسائل، بوابة، وموقع", ["web", "sms"]),
        (FieldKind.multi_choice, "portal;App\nرسائل,", ["web", "app", "sms"]),
        (
            FieldKind.links,
            "دليل الخدمة – https://a.sa/x\n\nhttps://b.sa",
            [
                {"url": "https://a.sa/x", "title": "دليل الخدمة"},
                {"url": "https://b.sa", "title": ""},
            ],
        ),
    ],
)
def test_a_cell_is_read_as_a_person_writes_it(kind: FieldKind, text: str, answer: object) -> None:
    assert read_cell(FieldSpec(kind, choices=("web", "app", "sms")), text, CHOICES) == answer


@pytest.mark.parametrize(
    ("spec", "text", "code"),
    [
        (FieldSpec(FieldKind.short_text, word_limit=2), "واحد اثنان ثلاثة", "too_many_words"),
        (FieldSpec(FieldKind.long_text, character_limit=3), "أربع", "too_many_characters"),
        (FieldSpec(FieldKind.long_text), "x" * 64_001, "too_long"),
        (FieldSpec(FieldKind.number), "كثير", "not_a_number"),
        (FieldSpec(FieldKind.number, maximum=Decimal(5)), "٦", "out_of_range"),
        (FieldSpec(FieldKind.date), "31/01/2026", "not_a_date"),
        (FieldSpec(FieldKind.url), "example.sa", "not_a_url"),
        (FieldSpec(FieldKind.choice, choices=("app",)), "فاكس", "not_a_choice"),
        (FieldSpec(FieldKind.multi_choice, choices=("app",)), "تطبيق، فاكس", "not_a_choice"),
        (FieldSpec(FieldKind.links), "موقعنا", "not_a_url"),
    ],
)
def test_a_cell_that_does_not_fit_says_why(spec: FieldSpec, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_cell(spec, text, CHOICES)
    assert refused.value.code == code


def test_what_is_no_answer_is_named_with_the_answers() -> None:
    with pytest.raises(Refusal) as refused:
        split_names("تطبيق، فاكس ، رسائل", CHOICES)
    assert refused.value.facts["given"] == "فاكس"
    assert refused.value.facts["allowed"] == ["بوابة، وموقع", "تطبيق", "رسائل"]
    many = Named.of([(str(one), f"خيار {one}", (f"خيار {one}",)) for one in range(13)])
    with pytest.raises(Refusal) as refused:
        split_names("غيره", many)
    assert refused.value.facts["allowed"][-2:] == ["خيار 11", "…"]
    assert split_names(" ، ,", CHOICES) == []


def test_a_cell_full_of_commas_is_read_at_once() -> None:
    with pytest.raises(Refusal):
        split_names("," * 60_000 + "فاكس" + ",ب" * 2_000, CHOICES)


def test_services_are_the_agencys_own_by_name() -> None:
    one, two, three = (str(uuid4()) for _ in range(3))
    known = Named.of(
        [
            (one, "إصدار", ("إصدار", "Issue")),
            (two, "تجديد", ("تجديد", "Renew")),
            (three, "تجديد", ("تجديد", "")),
        ]
    )
    spec = FieldSpec(FieldKind.service, max_items=1)
    assert read_services(spec, "issue", known) == [one]
    for text, code in (("إلغاء", "not_a_service"), ("تجديد", "service_twice")):
        with pytest.raises(Refusal) as refused:
            read_services(spec, text, known)
        assert refused.value.code == code


def test_rows_count_for_limits_and_titles_as_entries_do() -> None:
    tally = Tally()

    def problems(number: int, key: UUID, title: str, limits: Limits) -> list[tuple[str, str]]:
        entrant = Entrant(key, as_organisation=True, status="approved")
        found = row_problems(number, entrant, title, limits, tally)
        return [(column, one.code) for column, one in found]

    limits = Limits(EntrantKind.agency, 3, 2, {A: Holdings(1, 1)}, {(A, "خدمه قاءمه"): 107})
    assert problems(2, A, "خدمة قائمة", limits) == [("title_ar", "title_in_edition")]
    assert problems(3, A, "خدمة أولى", limits) == []
    # The first row was no entry, so it took no place: this one is the third in the category.
    assert problems(4, A, "خدمة ثانية", limits) == [("entrant", "category_limit")]
    assert problems(5, A, "خِدمة اولى", limits) == [
        ("entrant", "category_limit"),
        ("title_ar", "title_in_sheet"),
    ]
    assert problems(6, B, "خدمة أولى", limits) == []
    whole = Limits(EntrantKind.individual, 3, None, {A: Holdings(3, 0)}, {})
    person = row_problems(7, Entrant(A, as_organisation=False), "فكرة", whole, Tally())
    assert [(column, one.code) for column, one in person] == [("contact_email", "edition_limit")]
    agency = Entrant(B, as_organisation=True, status="refused")
    refused = row_problems(8, agency, "فكرة", whole, Tally())
    assert [one.code for _, one in refused] == ["entrant_kind", "organisation_refused"]


def test_a_fingerprint_tells_what_changed() -> None:
    shown = fingerprint("a" * 64, "b" * 64, "c" * 64)
    check_same(shown, shown)
    for now, changed in (
        (fingerprint("x" * 64, "b" * 64, "x" * 64), "file"),
        (fingerprint("a" * 64, "x" * 64, "x" * 64), "form"),
        (fingerprint("a" * 64, "b" * 64, "x" * 64), "entrants"),
    ):
        with pytest.raises(Refusal) as refused:
            check_same(shown, now)
        assert refused.value.facts == {"changed": changed, "plan_hash": now}
    with pytest.raises(Refusal) as refused:
        check_same(None, shown)
    assert refused.value.facts["changed"] == "file"
    check_no_problems([])
    with pytest.raises(Refusal) as refused:
        check_no_problems(["مشكلة"])
    assert (refused.value.code, refused.value.facts) == ("import_invalid", {"errors": ["مشكلة"]})
