"""Names that mean the same, domains, countries, and when an agency is decided on."""

from __future__ import annotations

from typing import Any

import pytest

from app.actor import SYSTEM_ACTOR, Actor, Right, Role, Scope
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.organisations import rules
from app.organisations.rules import RequestState, Status


def refused(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refusal) as caught:
        call(*args, **kwargs)
    return caught.value.code


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("أمانة منطقة الرياض", "امانه منطقه الرياض", True),
        ("وزارة الصحة", "وزارة التعليم", False),
        ("هيئة المدن", "هيئة المدن الذكية city authority", True),
        ("الجمارك", "هيئة الجمارك السعودية", True),
        ("ministry of health", "وزارة الصحة ministry of health", True),
        ("", "وزارة", False),
        ("البلدية", "بلدية جدة", True),
    ],
)
def test_names_are_compared_by_their_words(one: str, other: str, alike: bool) -> None:
    assert (rules.similarity(one, other) >= rules.ALIKE) is alike


def test_the_most_similar_come_first_and_at_most_five() -> None:
    names = [(n, f"هيئة المدن {n}") for n in range(8)] + [("same", "هيئة المدن"), ("no", "بنك")]
    found = rules.most_similar("هيئة المدن", names)
    assert (found[0], len(found), "no" in found) == ("same", 5, False)


def test_names_are_folded_for_search() -> None:
    assert rules.folded("أمانة الرّياض", "RIYADH") == "امانه الرياض riyadh"


def test_domains() -> None:
    assert rules.check_domain(" @MOC.gov.SA ") == "moc.gov.sa"
    assert refused(rules.check_domain, "gmail.com") == "public_domain"
    for wrong in ("sa", "https://moc.gov.sa", "a b.sa", "x." * 150 + "sa", ".sa"):
        assert refused(rules.check_domain, wrong) == "bad_domain"
    assert rules.domain_of("a@moc.gov.sa") == "moc.gov.sa"
    assert rules.domain_of("a@gmail.com") == ""
    assert rules.host_of("https://www.moc.gov.sa/ar?x=1") == "moc.gov.sa"
    assert rules.host_of("Portal.moc.gov.sa:8443") == "portal.moc.gov.sa"
    assert rules.host_of("http://gmail.com") == ""
    assert rules.host_of("") == ""


def test_countries() -> None:
    assert rules.check_country(" sa ") == "SA"
    assert rules.check_country("المملكة العربيه السعوديه") == "SA"
    assert rules.check_country("united arab emirates") == "AE"
    for wrong in ("ZZ", "SAU", "١٢", ""):
        assert refused(rules.check_country, wrong) == "bad_country"


def test_an_agency_is_decided_once_and_may_be_reconsidered() -> None:
    rules.check_approvable(Status.pending)
    rules.check_approvable(Status.refused)
    assert refused(rules.check_approvable, Status.approved) == "organisation_approved"
    rules.check_refusable(Status.pending)
    for status in (Status.approved, Status.refused):
        assert refused(rules.check_refusable, status) == "organisation_decided"
    for status in (Status.pending, Status.refused):
        rules.check_changeable(status)
        assert refused(rules.check_invites, status) == "organisation_not_approved"
    rules.check_invites(Status.approved)
    assert refused(rules.check_changeable, Status.approved) == "organisation_fixed"


def test_requests_and_members() -> None:
    rules.check_pending_request(RequestState.pending)
    assert refused(rules.check_pending_request, RequestState.refused) == "membership_decided"
    rules.check_open_requests(4)
    assert refused(rules.check_open_requests, 5) == "too_many_waiting"
    rules.check_other_members([1, 2], by_staff=False)
    rules.check_other_members([1], by_staff=True)
    assert refused(rules.check_other_members, [1], by_staff=False) == "last_member"


def test_who_reads_and_who_edits() -> None:
    def one(role: Role, kind: Scope = Scope.instance) -> Actor:
        scope = None if kind is Scope.instance else uuid7()
        return Actor(uuid7(), rights=frozenset({Right(role, kind, scope)}))

    edition_organiser = one(Role.organiser, Scope.edition)
    assert [rules.can_edit(a) for a in (edition_organiser, one(Role.admin), SYSTEM_ACTOR)] == [
        True
    ] * 3
    assert (rules.can_edit(one(Role.auditor)), rules.can_read(one(Role.auditor))) == (False, True)
    assert rules.can_read(one(Role.juror)) is False
    assert refused(rules.check_may_edit, one(Role.auditor)) == "organisers_only"
    assert refused(rules.check_may_rule_domains, edition_organiser) == "instance_only"
    rules.check_may_rule_domains(one(Role.organiser))
    rules.check_may_rule_domains(one(Role.admin))
    rules.check_may_edit(edition_organiser)
