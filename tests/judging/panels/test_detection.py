"""What ties a juror to those who enter; the load and the word on every possible conflict."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from app.judging.conflicts.invitation_rules import check_answered, check_load, stands
from app.judging.conflicts.rules import ConflictSource, ConflictState
from app.judging.panels.detection_rules import Entering, Signal, Who, signals_of, years_before
from app.kit.errors import Refusal
from app.organisations.rules import owned_domain

AGENCY, PERSON = uuid4(), uuid4()
SINCE = date(2023, 3, 10)
ENTERING = Entering(
    id=AGENCY,
    names=frozenset({"وزاره المثال", "ministry"}),
    domain="moe.example",
    site="service.example",
    member_ids=frozenset({PERSON}),
    people=frozenset({"هند المثال", "سيف"}),
)


def who(
    *,
    user_id: UUID | None = None,
    domain: str = "example.org",
    names: tuple[str, ...] = (),
    employer_id: UUID | None = None,
    employers: tuple[str, ...] = (),
    former: tuple[tuple[str, date | None], ...] = (),
) -> Who:
    return Who(user_id, domain, frozenset(names), employer_id, frozenset(employers), former)


@pytest.mark.parametrize(
    ("juror", "wanted"),
    [
        (who(), []),
        (who(employer_id=AGENCY), ["employer"]),
        (who(employers=("ministry",)), ["employer"]),
        (who(user_id=PERSON), ["member"]),
        (who(user_id=uuid4()), []),
        (who(domain="moe.example"), ["domain"]),
        (who(domain="it.moe.example"), ["domain"]),
        (who(domain="notmoe.example"), []),
        (who(domain="service.example"), ["website"]),
        (who(employers=("وزاره المثال – الاداره العامه",)), ["similar_name"]),
        (who(employers=("موظف في وزاره المثال",)), ["similar_name"]),
        (who(employers=("موظف بوزاره المثال",)), ["similar_name"]),
        (who(employers=("موظف بوزاره الامثال",)), []),
        (who(employers=("وزاره المثاليه",)), []),  # words, not letters
        (who(employers=("وزاره",)), []),  # one word of a name says too little
        (who(employers=("ministry of trade",)), []),
        (who(former=(("ديوان وزاره المثال", None),)), ["similar_name"]),
        (who(former=(("ديوان وزاره المثال", date(2023, 3, 9)),)), []),
        (who(former=(("ministry", None),)), ["former_employer"]),
        (who(former=(("ministry", SINCE),)), ["former_employer"]),
        (who(former=(("ministry", date(2023, 3, 9)), ("other", None))), []),
        (who(names=("هند المثال",)), ["person"]),
        (who(names=("سيف",)), []),  # one word is no name of a person
        (
            who(employer_id=AGENCY, names=("هند المثال",), domain="moe.example"),
            ["employer", "domain", "person"],
        ),
    ],
)
def test_what_ties_a_juror_to_an_agency(juror: Who, wanted: list[str]) -> None:
    assert signals_of(juror, ENTERING, SINCE) == [Signal(one) for one in wanted]


def test_an_agency_named_with_its_branch_asks_of_the_whole() -> None:
    branch = Entering(
        AGENCY, frozenset({"فرع وزاره المثال بجده"}), "", "", frozenset(), frozenset()
    )
    assert signals_of(who(employers=("وزاره المثال",)), branch, SINCE) == [Signal.similar_name]
    assert signals_of(who(employers=("المثال بجده فرع",)), branch, SINCE) == []


def test_an_agency_without_a_domain_owns_none() -> None:
    bare = Entering(AGENCY, frozenset(), "", "", frozenset(), frozenset())
    assert signals_of(who(domain=""), bare, SINCE) == []


@pytest.mark.parametrize(
    ("host", "owned"),
    [
        ("moh.gov.sa", "moh.gov.sa"),
        ("www2.moh.gov.sa", "moh.gov.sa"),
        ("gov.sa", ""),
        ("edu.sa", ""),
        ("sa", ""),
        ("", ""),
        ("ar.agency.org", "agency.org"),
        ("agency.sa", "agency.sa"),
        ("service.gov.uk", "service.gov.uk"),
    ],
)
def test_what_one_body_owns_of_a_host(host: str, owned: str) -> None:
    assert owned_domain(host) == owned


def test_years_go_back_over_the_leap_day() -> None:
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)
    assert years_before(date(2026, 3, 10), 3) == SINCE


@pytest.mark.parametrize(
    ("asked", "accepted", "reason", "wanted"),
    [
        (None, None, "", None),
        (10, 10, "", None),
        (10, 4, "سفر", None),
        (10, None, "", "load_missing"),
        (10, 11, "", "load_too_high"),
        (10, 4, " ", "load_reason_missing"),
    ],
)
def test_the_load_is_at_most_what_was_asked(
    asked: int | None, accepted: int | None, reason: str, wanted: str | None
) -> None:
    if wanted is None:
        check_load(asked, accepted, reason)
        return
    with pytest.raises(Refusal) as refused:
        check_load(asked, accepted, reason)
    assert refused.value.code == wanted


def test_every_possible_conflict_has_its_word() -> None:
    check_answered({AGENCY}, {AGENCY, PERSON})
    with pytest.raises(Refusal) as refused:
        check_answered({AGENCY}, set())
    assert refused.value.facts["missing"] == [str(AGENCY)]


def test_what_says_already_what_would_be_said() -> None:
    juror, detected = ConflictSource.juror, ConflictSource.detected
    cases = [
        (ConflictState.recused, juror, True),
        (ConflictState.recused, detected, True),
        (ConflictState.suspended, juror, False),
        (ConflictState.suspended, detected, True),
        (ConflictState.dismissed, juror, False),
        (ConflictState.dismissed, detected, True),
    ]
    for state, source, expected in cases:
        assert stands(state, ["person"], ["person"], source) is expected
    assert not stands(ConflictState.dismissed, ["person"], ["person", "employer"], detected)


def test_a_name_is_known_in_both_of_its_spellings() -> None:
    names = frozenset({"جامعه الملك عبد العزيز"})
    university = Entering(AGENCY, names, "", "", frozenset(), frozenset())
    for written in ("جامعه الملك عبدالعزيز", "كليه الطب بجامعه الملك عبدالعزيز"):
        assert signals_of(who(employers=(written,)), university, SINCE) == [Signal.similar_name]
    for other in ("جامعه الملك عبدالله", "جامعه الملك", "عبد العزيز"):
        found = signals_of(who(employers=(other,)), university, SINCE)
        assert found == ([Signal.similar_name] if other == "جامعه الملك" else []), other


@pytest.mark.parametrize(
    ("juror", "person", "same"),
    [
        ("عبد العزيز السالم", "عبدالعزيز السالم", True),
        ("سالم عبدالله", "سالم عبد الله", True),
        ("عبد العزيز", "عبدالعزيز", False),  # one name in two words is no name of a person
        ("عبد ربه السالم", "عبدربه السالم", False),
        ("عبد العزيز السالم", "عبدالعزيز سالم", False),
    ],
)
def test_a_person_is_known_in_both_spellings(juror: str, person: str, *, same: bool) -> None:
    one = Entering(AGENCY, frozenset(), "", "", frozenset(), frozenset({person}))
    found = signals_of(who(names=(juror,)), one, SINCE)
    assert found == ([Signal.person] if same else [])
