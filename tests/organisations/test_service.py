"""Agencies over HTTP: registering, duplicates, approval by a person or a rule, staff's work."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, User
from app.actor import Role, Scope
from app.kit.ids import uuid7
from app.organisations.models import DomainRule, MembershipRequest, Organisation
from tests.accounts.support import PASSWORD, mailed_token, mails
from tests.editions.support import API, acts, codes
from tests.factories import (
    NOW,
    make_edition,
    make_grant,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]


@pytest.fixture
def organiser(session: Session) -> User:
    return make_staff(session, make_edition(session))


def draft(**values: Any) -> dict[str, Any]:
    return {"name_ar": "أمانة المثال", "name_en": "Example Municipality"} | values


def register(client: TestClient, email: str = "new@agency.sa", **values: Any) -> Any:
    body = {"email": email, "name_ar": "نورة"} | values
    return client.post(f"{API}/registrations/agency", json=body)


def confirm(client: TestClient, session: Session, email: str) -> User:
    (mail,) = [m for m in mails(session) if m.to_email == email and m.template == "confirm_email"]
    body = {"token": mailed_token(mail), "password": PASSWORD}
    assert client.post(f"{API}/confirm-email", json=body).status_code == 200
    return session.scalars(select(User).where(User.email == email)).one()


def own(client: TestClient) -> dict[str, Any]:
    answer = client.get(f"{API}/entrant/organisations")
    assert answer.status_code == 200, answer.json()
    found: dict[str, Any] = answer.json()
    return found


def templates(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    return [(mail.template, mail.to_email) for mail in mails(session)]


# ---------------------------------------------------------------- registering


def test_an_agency_registers_and_waits_until_its_address_is_proven_and_a_person_decides(
    session: Session, client: TestClient, sign_in: SignIn, organiser: User
) -> None:
    answer = register(client, organisation=draft())
    assert (answer.status_code, answer.json()) == (202, {"email": "new@agency.sa"})
    assert session.scalars(select(Organisation)).all() == []
    assert templates(session) == [("confirm_email", "new@agency.sa")]
    (mail,) = mails(session)
    look = client.post(f"{API}/registrations/look", json={"token": mailed_token(mail)}).json()
    assert (look["organisation_ar"], look["organisation_en"], look["joins"]) == (
        "أمانة المثال",
        "Example Municipality",
        False,
    )
    user = confirm(client, session, "new@agency.sa")
    row = session.scalars(select(Organisation)).one()
    assert (row.status, row.email_domain, row.folded_name) == (
        "pending",
        "agency.sa",
        "امانه المثال example municipality",
    )
    entrant = sign_in(user)
    first = own(entrant)
    assert [(one["name_ar"], one["status"]) for one in first["items"]] == [
        ("أمانة المثال", "pending")
    ]
    assert [one["email"] for one in first["items"][0]["members"]] == ["new@agency.sa"]
    own(entrant)  # the organiser is told once
    assert templates(session)[1:] == [("organisation_pending", organiser.email)]
    staff = sign_in(organiser)
    approved = staff.post(f"{API}/organisations/{row.id}/approve")
    assert (approved.status_code, approved.json()["status"]) == (200, "approved")
    assert approved.json()["registrant_confirmed"] is True
    again = staff.post(f"{API}/organisations/{row.id}/approve")
    assert (again.status_code, again.json()["code"]) == (409, "organisation_approved")
    assert templates(session)[2:] == [("organisation_approved", "new@agency.sa")]
    assert own(entrant)["items"][0]["status"] == "approved"
    assert [act for act, kind, _ in acts(session) if kind == "organisation"] == [
        "approve_organisation",
    ]


def test_a_domain_rule_approves_once_the_address_is_proven(
    session: Session, client: TestClient, sign_in: SignIn
) -> None:
    session.add(DomainRule(id=uuid7(), domain="gov.sa", added_at=NOW))
    session.commit()
    register(client, "a@moc.gov.sa", organisation=draft())
    assert client.get(f"{API}/organisations/similar", params={"name": "أمانة المثال"}).json() == []
    entrant = sign_in(confirm(client, session, "a@moc.gov.sa"))
    row = session.scalars(select(Organisation)).one()
    assert own(entrant)["items"][0]["status"] == "approved"
    session.expire_all()
    assert (row.status, row.decided_by, row.version) == ("approved", None, 2)
    assert templates(session) == [("confirm_email", "a@moc.gov.sa")]


def test_a_known_address_changes_nothing_and_answers_alike(
    session: Session, client: TestClient
) -> None:
    make_user(session, "known@agency.sa")
    answer = register(client, "known@agency.sa", organisation=draft())
    assert (answer.status_code, answer.json()) == (202, {"email": "known@agency.sa"})
    assert session.scalars(select(Organisation)).all() == []
    assert templates(session) == [("already_registered", "known@agency.sa")]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, [("organisation_or_join", [])]),
        (
            {"organisation": draft(), "join": str(uuid7())},
            [("organisation_or_join", [])],
        ),
        ({"join": str(uuid7())}, [("organisation_unknown", ["join"])]),
        ({"organisation": draft(name_ar="")}, [("text_missing", ["organisation", "name_ar"])]),
        ({"organisation": draft(country="XX1")}, [("bad_country", ["organisation", "country"])]),
        ({"organisation": draft(website="moc")}, [("not_a_url", ["organisation", "website"])]),
        (
            {"organisation": draft(status="approved")},
            [("extra_forbidden", ["organisation", "status"])],
        ),
        ({"organisation": draft(), "password": PASSWORD}, [("extra_forbidden", ["password"])]),
        ({"organisation": draft(), "email": "no"}, [("bad_email", ["email"])]),
    ],
)
def test_a_wrong_registration_leaves_nothing(
    session: Session, client: TestClient, values: dict[str, Any], found: list[Any]
) -> None:
    answer = register(client, **values)
    assert (answer.status_code, codes(answer.json())) == (422, found)
    assert session.scalars(select(User)).all() == []
    assert session.scalars(select(Organisation)).all() == []


def test_duplicates_are_offered_by_folded_name_and_only_approved_ones(
    session: Session, client: TestClient
) -> None:
    shown = make_organisation(
        session, name_ar="أمانة منطقة الرياض", name_en="Riyadh", city="الرياض"
    )
    make_organisation(session, name_ar="امانة منطقة الرياض", name_en="", status="pending")
    make_organisation(session, name_ar="وزارة الصحة", name_en="Health")

    def similar(name: str) -> Any:
        return client.get(f"{API}/organisations/similar", params={"name": name}).json()

    assert similar("امانه منطقه الرياض") == [
        {"id": str(shown.id), "name_ar": shown.name_ar, "name_en": "Riyadh", "city": "الرياض"}
    ]
    assert similar("RIYADH") == similar("امانه منطقه الرياض")
    assert similar("بنك") == similar("  ") == similar("%%%") == []
    for number in range(9):
        make_organisation(session, name_ar=f"أمانة منطقة الرياض {number}", name_en="")
    assert len(similar("أمانة منطقة الرياض")) == 5
    assert client.get(f"{API}/organisations/similar").status_code == 422


# ---------------------------------------------------------------- joining


def test_joining_is_told_once_the_address_is_proven_and_decided_by_a_member(
    session: Session, client: TestClient, sign_in: SignIn, organiser: User
) -> None:
    organisation = make_organisation(session)
    member = make_member(session, organisation)
    stranger = make_member(session, make_organisation(session, name_ar="غيرها"))
    register(client, "join@agency.sa", join=str(organisation.id))
    look = client.post(
        f"{API}/registrations/look", json={"token": mailed_token(mails(session)[0])}
    ).json()
    assert (look["organisation_ar"], look["joins"]) == (organisation.name_ar, True)
    assert session.scalars(select(MembershipRequest)).all() == []
    user = confirm(client, session, "join@agency.sa")
    request = session.scalars(select(MembershipRequest)).one()
    url = f"{API}/membership-requests/{request.id}"
    colleague = sign_in(member)
    waiting = own(sign_in(user))
    assert (waiting["items"], [one["state"] for one in waiting["requests"]]) == ([], ["pending"])
    own(sign_in(user))
    assert sorted(templates(session)[1:]) == sorted(
        [("membership_requested", member.email), ("membership_requested", organiser.email)]
    )
    staff = sign_in(organiser)
    listed = staff.get(f"{API}/membership-requests?state=pending&q=نورة").json()
    assert [one["email"] for one in listed["items"]] == ["join@agency.sa"]
    assert [one["email"] for one in own(colleague)["items"][0]["requests"]] == ["join@agency.sa"]
    assert sign_in(stranger).post(f"{url}/approve").status_code == 404
    approved = colleague.post(f"{url}/approve")
    assert (approved.status_code, approved.json()["state"]) == (200, "approved")
    again = staff.post(f"{url}/refuse", json={"reason": "لا"})
    assert (again.status_code, again.json()["code"]) == (409, "membership_decided")
    assert ("membership_approved", "join@agency.sa") in templates(session)
    joined = own(sign_in(user))
    assert ([one["id"] for one in joined["items"]], joined["requests"]) == (
        [str(organisation.id)],
        [],
    )


def test_an_agency_that_is_gone_when_the_link_is_opened_costs_nobody_their_account(
    session: Session, client: TestClient
) -> None:
    organisation = make_organisation(session)
    register(client, "join@agency.sa", join=str(organisation.id))
    organisation.status = "refused"
    session.commit()
    user = confirm(client, session, "join@agency.sa")
    assert user.email_confirmed_at == NOW
    assert session.scalars(select(MembershipRequest)).all() == []


def test_a_signed_in_person_asks_once_and_is_refused_with_a_reason(
    session: Session, sign_in: SignIn, organiser: User
) -> None:
    organisation = make_organisation(session)
    user = make_user(session)
    client = sign_in(user)
    url = f"{API}/entrant/organisations/{organisation.id}/join"
    first, second = client.post(url), client.post(url)
    assert (first.status_code, second.json()) == (200, first.json())
    answer = sign_in(organiser).post(
        f"{API}/membership-requests/{first.json()['id']}/refuse", json={"reason": "لست من موظفيها"}
    )
    assert (answer.status_code, answer.json()["reason"]) == (200, "لست من موظفيها")
    assert [one["state"] for one in own(client)["requests"]] == ["refused"]
    assert templates(session) == [
        ("membership_requested", organiser.email),
        ("membership_refused", user.email),
    ]
    assert client.post(url).json()["state"] == "pending"


def test_who_may_not_ask(session: Session, sign_in: SignIn) -> None:
    organisation = make_organisation(session)
    member = sign_in(make_member(session, organisation))
    answer = member.post(f"{API}/entrant/organisations/{organisation.id}/join")
    assert (answer.status_code, answer.json()["code"]) == (409, "already_member")
    pending = make_organisation(session, status="pending")
    client = sign_in(make_user(session))
    unknown = client.post(f"{API}/entrant/organisations/{pending.id}/join")
    assert codes(unknown.json()) == [("organisation_unknown", ["join"])]
    for number in range(5):
        one = make_organisation(session, name_ar=f"جهة {number}")
        assert client.post(f"{API}/entrant/organisations/{one.id}/join").status_code == 200
    full = client.post(f"{API}/entrant/organisations/{organisation.id}/join")
    assert (full.status_code, full.json()["code"]) == (409, "too_many_waiting")


# ---------------------------------------------------------------- registering when signed in


def test_a_signed_in_person_registers_corrects_and_is_fixed_once_approved(
    session: Session, sign_in: SignIn, organiser: User
) -> None:
    user = make_user(session, "me@agency.sa")
    client, key = sign_in(user), uuid7()
    url = f"{API}/entrant/organisations/{key}"
    made = client.put(url, json=draft())
    assert (made.status_code, made.json()["status"], made.headers["etag"]) == (
        201,
        "pending",
        '"1"',
    )
    assert client.put(url, json=draft()).status_code == 200
    assert client.put(url, json=draft(city="جدة")).status_code == 428
    staff = sign_in(organiser)
    reason = {"reason": "اكتب الاسم الرسمي"}
    assert staff.post(f"{API}/organisations/{key}/refuse", json=reason).status_code == 200
    twice = staff.post(f"{API}/organisations/{key}/refuse", json=reason)
    assert (twice.status_code, twice.json()["code"]) == (409, "organisation_decided")
    shown = own(client)["items"][0]
    assert (shown["status"], shown["status_reason"], shown["version"]) == (
        "refused",
        "اكتب الاسم الرسمي",
        2,
    )
    stale = client.put(url, json=draft(city="جدة"), headers={"If-Match": "1"})
    assert (stale.status_code, stale.json()["current"]["status"]) == (412, "refused")
    mended = client.put(url, json=draft(city="جدة"), headers={"If-Match": "2"})
    assert (mended.status_code, mended.json()["status"], mended.json()["status_reason"]) == (
        200,
        "pending",
        "",
    )
    assert staff.post(f"{API}/organisations/{key}/approve").status_code == 200
    fixed = client.put(url, json=draft(), headers={"If-Match": "4"})
    assert (fixed.status_code, fixed.json()["code"]) == (403, "organisation_fixed")
    other = sign_in(make_user(session)).put(url, json=draft(), headers={"If-Match": "4"})
    assert other.status_code == 404
    assert templates(session) == [
        ("organisation_pending", organiser.email),
        ("organisation_refused", "me@agency.sa"),
        ("organisation_pending", organiser.email),
        ("organisation_approved", "me@agency.sa"),
    ]


def test_nobody_leaves_too_many_agencies_waiting(session: Session, sign_in: SignIn) -> None:
    client = sign_in(make_user(session))
    for number in range(5):
        url = f"{API}/entrant/organisations/{uuid7()}"
        assert client.put(url, json=draft(name_ar=f"جهة {number}")).status_code == 201
    answer = client.put(f"{API}/entrant/organisations/{uuid7()}", json=draft())
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_waiting")


# ---------------------------------------------------------------- by staff


def test_staff_create_change_and_list_agencies(
    session: Session, sign_in: SignIn, organiser: User
) -> None:
    client, key = sign_in(organiser), uuid7()
    url = f"{API}/organisations/{key}"
    body = draft(peer_group="أمانات", email_domain="@Agency.SA")
    made = client.put(url, json=body)
    assert (made.status_code, made.json()["status"], made.json()["email_domain"]) == (
        201,
        "approved",
        "agency.sa",
    )
    assert client.put(url, json=body).status_code == 200
    assert client.put(url, json=draft()).status_code == 428
    changed = client.put(url, json=draft(city="جدة"), headers={"If-Match": "1"})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    stale = client.put(url, json=draft(), headers={"If-Match": "1"})
    assert (stale.status_code, stale.json()["current"]["city"]) == (412, "جدة")
    public = client.put(url, json=draft(email_domain="gmail.com"), headers={"If-Match": "2"})
    assert codes(public.json()) == [("public_domain", ["email_domain"])]
    twin = make_organisation(session, name_ar="امانة المثال", name_en="", status="pending")
    detail = client.get(url).json()
    assert [one["id"] for one in detail["similar"]] == [str(twin.id)]
    make_member(session, twin)
    listed = client.get(f"{API}/organisations?sort=-members").json()
    assert [(one["id"], one["members"]) for one in listed["items"]] == [
        (str(twin.id), 1),
        (str(key), 0),
    ]
    pending = client.get(f"{API}/organisations?status=pending&q=أمانةُ").json()
    assert [one["id"] for one in pending["items"]] == [str(twin.id)]
    assert client.get(f"{API}/organisations?kind=private").json()["items"] == []
    csv = client.get(f"{API}/organisations?format=csv")
    assert len(csv.text.splitlines()) == 3
    assert csv.text.splitlines()[1].split(",")[2:9:6] == ["حكومية", "بانتظار الاعتماد"]
    book = client.get(f"{API}/organisations/export?q=جدة")
    assert book.headers["content-type"].startswith("application/vnd.openxmlformats")
    assert zipfile.ZipFile(io.BytesIO(book.content)).testzip() is None
    assert client.get(f"{API}/organisations/{uuid7()}").status_code == 404
    assert [act for act, *_ in acts(session)] == ["put_organisation", "put_organisation"]


def test_an_auditor_reads_and_does_not_decide(session: Session, sign_in: SignIn) -> None:
    organisation = make_organisation(session, status="pending")
    auditor = sign_in(make_staff(session, make_edition(session), Role.auditor))
    assert auditor.get(f"{API}/organisations/{organisation.id}").status_code == 200
    assert auditor.get(f"{API}/organisations/export").status_code == 200
    refused = auditor.post(f"{API}/organisations/{organisation.id}/approve")
    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")


def test_lists_cost_the_same_however_long(
    session: Session, sign_in: SignIn, organiser: User, statements: list[str]
) -> None:
    user = make_user(session)
    entrant, staff = sign_in(user), sign_in(organiser)

    def cost(client: TestClient, url: str) -> int:
        session.commit()
        statements.clear()
        assert client.get(f"{API}{url}").status_code == 200
        return len(statements)

    def grow() -> None:
        one = make_organisation(session)
        make_member(session, one)
        make_grant(session, user, Role.entrant, Scope.organisation, one.id)
        session.add(
            MembershipRequest(
                id=uuid7(),
                organisation_id=one.id,
                user_id=make_user(session).id,
                requested_at=NOW,
            )
        )

    def costs() -> list[int]:
        return [
            cost(staff, "/organisations"),
            cost(staff, "/membership-requests"),
            cost(entrant, "/entrant/organisations"),
        ]

    grow()
    first = costs()
    for _ in range(4):
        grow()
    assert costs() == first


# ---------------------------------------------------------------- members


def test_members_invite_list_and_remove_each_other(
    session: Session, sign_in: SignIn, client: TestClient
) -> None:
    organisation = make_organisation(session)
    member, other = make_member(session, organisation), make_member(session, organisation)
    me = sign_in(member)
    url = f"{API}/organisations/{organisation.id}/members"
    invited = me.post(url, json={"email": "New@agency.sa", "name_ar": "ليلى"})
    assert (invited.status_code, [one["email"] for one in invited.json()["invited"]]) == (
        200,
        ["new@agency.sa"],
    )
    known = me.post(url, json={"email": other.email})
    assert (known.status_code, known.json()["code"]) == (409, "already_member")
    emails = sorted((member.email, other.email))
    page = me.get(f"{url}?sort=-email&size=1&page=2").json()
    assert ([one["email"] for one in page["items"]], page["total"]) == (emails[:1], 2)
    assert [one["email"] for one in page["invited"]] == ["new@agency.sa"]
    assert me.get(f"{url}?q={other.email}").json()["total"] == 1
    as_csv = me.get(f"{url}?format=csv&sort=email").text.splitlines()
    assert [[email in line for email in emails] for line in as_csv[1:]] == [
        [True, False],
        [False, True],
    ]
    stranger = sign_in(make_member(session, make_organisation(session)))
    assert [
        stranger.get(url).status_code,
        stranger.post(url, json={"email": "x@agency.sa"}).status_code,
        stranger.delete(f"{url}/{member.id}").status_code,
    ] == [404, 404, 404]
    assert me.delete(f"{url}/{other.id}").status_code == 204
    assert me.delete(f"{url}/{other.id}").status_code == 404
    last = me.delete(f"{url}/{member.id}")
    assert (last.status_code, last.json()["code"]) == (409, "last_member")
    assert templates(session) == [("invitation", "new@agency.sa")]
    grants = session.scalars(select(Grant.user_id).where(Grant.scope_id == organisation.id))
    assert grants.all() == [member.id]


def test_staff_manage_members_and_a_waiting_agency_invites_nobody(
    session: Session, sign_in: SignIn, organiser: User
) -> None:
    pending = make_organisation(session, status="pending")
    member = make_member(session, pending)
    staff = sign_in(organiser)
    url = f"{API}/organisations/{pending.id}/members"
    for client in (staff, sign_in(member)):
        answer = client.post(url, json={"email": "x@agency.sa"})
        assert (answer.status_code, answer.json()["code"]) == (409, "organisation_not_approved")
    auditor = sign_in(make_staff(session, make_edition(session), Role.auditor))
    assert auditor.get(url).status_code == 200
    assert staff.delete(f"{url}/{member.id}").status_code == 204
    assert templates(session) == []


def test_who_reads_all_but_runs_nothing_does_not_manage(session: Session, sign_in: SignIn) -> None:
    organisation = make_organisation(session)
    both = make_staff(session, make_edition(session), Role.auditor)
    make_grant(session, both, Role.entrant, Scope.organisation, make_organisation(session).id)
    answer = sign_in(both).post(
        f"{API}/organisations/{organisation.id}/members", json={"email": "x@agency.sa"}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "organisers_only")


# ---------------------------------------------------------------- domain rules


def test_domain_rules_belong_to_the_whole_instance(
    session: Session, sign_in: SignIn, organiser: User
) -> None:
    admin = make_user(session)
    make_grant(session, admin, Role.admin)
    client, key = sign_in(admin), uuid7()
    url = f"{API}/domain-rules/{key}"
    made = client.put(url, json={"domain": "Gov.SA"})
    assert (made.status_code, made.json()["domain"]) == (201, "gov.sa")
    assert client.put(url, json={"domain": "gov.sa"}).status_code == 200
    for other in (url, f"{API}/domain-rules/{uuid7()}"):
        answer = client.put(other, json={"domain": "gov.sa" if other != url else "other.sa"})
        assert codes(answer.json()) == [("domain_taken", ["domain"])]
    public = client.put(f"{API}/domain-rules/{uuid7()}", json={"domain": "gmail.com"})
    assert codes(public.json()) == [("public_domain", ["domain"])]
    listed = client.get(f"{API}/domain-rules?q=gov").json()
    assert [UUID(one["id"]) for one in listed["items"]] == [key]
    for answer in (
        sign_in(organiser).get(f"{API}/domain-rules"),
        sign_in(organiser).put(url, json={"domain": "x.sa"}),
        sign_in(organiser).delete(url),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "instance_only")
    assert client.delete(url).status_code == 204
    assert client.delete(url).status_code == 404
    assert acts(session) == [
        ("put_domain_rule", "domain_rule", key),
        ("delete_domain_rule", "domain_rule", key),
    ]
