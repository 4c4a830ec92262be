"""Grants and invitations: who may give what where, what ends with a role, what a link opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, Invitation, User, UserSession
from app.actor import Role, Scope
from app.judging.panels.texts import STATEMENT
from app.kit.i18n import translate
from app.kit.ids import uuid7
from tests.accounts.support import PASSWORD, acts, mailed_token, mails, make_known
from tests.accounts.test_sign_in import sign_in as do_sign_in
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_grant,
    make_juror,
    make_organisation,
    make_programme,
    make_staff,
    make_user,
)

ACCEPTANCE = {
    "accepted": True,
    "name": "هند المثال",
    "statement": translate("ar", STATEMENT),
}
SignIn = Callable[..., TestClient]


@pytest.fixture
def admin(session: Session) -> User:
    user = make_user(session, "admin@example.org", name_ar="مدير")
    make_grant(session, user, Role.admin)
    return user


def put_grant(client: TestClient, **body: Any) -> Any:
    return client.put(f"/api/v1/grants/{uuid7()}", json=body)


def test_the_administrator_gives_and_takes_a_role(
    session: Session, sign_in: SignIn, admin: User
) -> None:
    programme = make_programme(session, name_ar="جائزة", name_en="Award")
    edition = make_edition(session, programme, name_ar="الثانية", name_en="Second")
    user = make_user(session, "sara@example.org", name_ar="سارة", name_en="Sara")
    theirs, mine = sign_in(user), sign_in(admin)
    key = uuid7()
    body = {"email": "SARA@example.org", "role": "organiser", "scope_kind": "edition"}
    body["scope_id"] = str(edition.id)
    answer = mine.put(f"/api/v1/grants/{key}", json=body)
    assert answer.status_code == 201
    assert answer.json() == {
        "id": str(key),
        "user_id": str(user.id),
        "email": "sara@example.org",
        "name_ar": "سارة",
        "name_en": "Sara",
        "is_disabled": False,
        "role": "organiser",
        "scope_kind": "edition",
        "scope_id": str(edition.id),
        "scope_name_ar": "جائزة — الثانية",
        "scope_name_en": "Award — Second",
        "granted_at": "2026-03-10T09:00:00Z",
        "granted_by": {"id": str(admin.id), "name_ar": "مدير", "name_en": "Sara Example"},
    }
    assert theirs.get("/api/v1/me").json()["code"] == "signed_out"  # a role ends the sessions
    again = mine.put(f"/api/v1/grants/{key}", json=body)
    assert (again.status_code, again.json()) == (200, answer.json())
    other = mine.put(f"/api/v1/grants/{key}", json=body | {"role": "auditor"})
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")
    theirs = sign_in(user)
    assert [g["role"] for g in theirs.get("/api/v1/me").json()["grants"]] == ["organiser"]
    assert mine.delete(f"/api/v1/grants/{key}").status_code == 204
    assert theirs.get("/api/v1/me").status_code == 401
    assert mine.delete(f"/api/v1/grants/{key}").status_code == 404
    assert session.scalars(select(Grant).where(Grant.user_id == user.id)).all() == []
    assert acts(session) == [("grant_role", admin.id), ("revoke_role", admin.id)]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (
            {"email": "nobody@example.org", "role": "admin", "scope_kind": "instance"},
            422,
            "no_such_user",
        ),
        (
            {"email": "admin@example.org", "role": "admin", "scope_kind": "edition"},
            422,
            "role_scope",
        ),
        (
            {"email": "admin@example.org", "role": "organiser", "scope_kind": "edition"},
            422,
            "scope_id",
        ),
        ({"role": "organiser", "scope_kind": "instance"}, 422, "invalid"),
        (
            {
                "email": "admin@example.org",
                "role": "organiser",
                "scope_kind": "edition",
                "scope_id": "01970000-0000-7000-8000-000000000000",
            },
            404,
            "not_found",
        ),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(
    session: Session, sign_in: SignIn, admin: User, body: dict[str, Any], status: int, code: str
) -> None:
    answer = put_grant(sign_in(admin), **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert len(session.scalars(select(Grant)).all()) == 1
    assert acts(session) == []


def test_the_last_administrator_stays(session: Session, sign_in: SignIn, admin: User) -> None:
    client = sign_in(admin)
    grant = session.scalars(select(Grant)).one()
    refused = client.delete(f"/api/v1/grants/{grant.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "last_admin")
    second = make_user(session)
    make_grant(session, second, Role.admin)
    assert client.post(f"/api/v1/users/{admin.id}/disable").json()["code"] == "not_yourself"
    stopped = client.post(f"/api/v1/users/{second.id}/disable")
    assert stopped.json()["disabled_at"] == "2026-03-10T09:00:00Z"
    # One who may not sign in does not count.
    assert client.delete(f"/api/v1/grants/{grant.id}").json()["code"] == "last_admin"
    assert client.post(f"/api/v1/users/{second.id}/enable").json()["disabled_at"] is None
    assert client.delete(f"/api/v1/grants/{grant.id}").status_code == 204
    refused = sign_in(admin).get("/api/v1/users")
    assert (refused.status_code, refused.json()["code"]) == (403, "role_required")
    assert [act for act, _ in acts(session)] == ["disable_user", "enable_user", "revoke_role"]


def test_an_organiser_gives_the_roles_of_their_staff_in_their_own(
    session: Session, sign_in: SignIn
) -> None:
    programme = make_programme(session)
    mine, sister, foreign = (
        make_edition(session, programme),
        make_edition(session, programme),
        make_edition(session),
    )
    organiser = make_staff(session, mine)
    of_programme = make_user(session)
    make_grant(session, of_programme, Role.organiser, Scope.programme, programme.id)
    colleague = make_user(session, "colleague@example.org")

    def give(user: User, role: str, kind: str, scope_id: Any) -> int:
        body = {"user_id": str(colleague.id), "role": role, "scope_kind": kind}
        scope = None if scope_id is None else str(scope_id)
        return int(put_grant(sign_in(user), **body, scope_id=scope).status_code)

    for role in ("organiser", "screener"):
        assert give(organiser, role, "edition", mine.id) == 201
    # Who answers for the organiser's work is chosen by another.
    for role in ("auditor", "approver"):
        assert give(organiser, role, "edition", mine.id) == 403
        signer = make_staff(session, mine, Role(role))
        (grant,) = session.scalars(select(Grant).where(Grant.user_id == signer.id))
        taken = sign_in(organiser).delete(f"/api/v1/grants/{grant.id}")
        asked = {"email": "second@example.org", "name_ar": "بريد ثان", "language": "ar"}
        asked |= {"role": role, "scope_kind": "edition", "scope_id": str(mine.id)}
        invited = sign_in(organiser).put(f"/api/v1/invitations/{uuid7()}", json=asked)
        for answer in (taken, invited):
            assert (answer.status_code, answer.json()["code"]) == (403, "administrator_gives")
    got = {
        (role, kind): give(organiser, role, kind, scope)
        for role, kind, scope in (
            ("admin", "instance", None),
            ("juror", "edition", mine.id),
            ("chair", "edition", mine.id),
            ("organiser", "programme", programme.id),
            ("organiser", "instance", None),
        )
    }
    assert set(got.values()) == {403}
    assert give(organiser, "screener", "edition", sister.id) == 403
    assert give(of_programme, "screener", "edition", sister.id) == 201
    assert give(of_programme, "screener", "edition", foreign.id) == 403
    assert give(of_programme, "screener", "programme", programme.id) == 201
    assert give(of_programme, "approver", "programme", programme.id) == 403
    entrant = make_organisation(session)
    assert give(organiser, "entrant", "organisation", entrant.id) == 403


def test_a_juror_does_not_become_staff_of_what_they_judge(
    session: Session, sign_in: SignIn, admin: User
) -> None:
    programme = make_programme(session)
    edition = make_edition(session, programme, phase="judging")
    juror = make_user(session, "juror@example.org")
    make_juror(session, edition, juror)
    mine = sign_in(admin)
    scopes = {"instance": None, "programme": str(programme.id), "edition": str(edition.id)}
    wanted = [
        {"role": role, "scope_kind": kind, "scope_id": scopes[kind]}
        for role, kind in (
            ("organiser", "edition"),
            ("screener", "programme"),
            ("organiser", "instance"),
            ("auditor", "edition"),
            ("approver", "programme"),
            ("admin", "instance"),
        )
    ]
    for body in wanted:
        grant = put_grant(mine, user_id=str(juror.id), **body)
        assert (grant.status_code, grant.json()["code"]) == (409, "staff_cannot_judge")
        body |= {"email": "JUROR@example.org", "name_ar": "م", "language": "ar"}
        invited = mine.put(f"/api/v1/invitations/{uuid7()}", json=body)
        assert (invited.status_code, invited.json()["code"]) == (409, "staff_cannot_judge")
    sister = str(make_edition(session, programme).id)
    body = {"role": "organiser", "scope_kind": "edition", "scope_id": sister}
    assert put_grant(mine, user_id=str(juror.id), **body).status_code == 201
    edition.phase = "published"
    session.commit()
    body["scope_id"] = str(edition.id)
    assert put_grant(mine, user_id=str(juror.id), **body).status_code == 201


def test_who_is_invited_to_staff_does_not_join_the_jury(
    session: Session, sign_in: SignIn, admin: User
) -> None:
    edition = make_edition(session)
    person = make_user(session, "person@example.org")
    juror = make_juror(session, edition, person, state="invited", invited_at=NOW)
    body = {"role": "screener", "scope_kind": "edition", "scope_id": str(edition.id)}
    body |= {"email": person.email, "name_ar": "م", "language": "ar"}
    key = uuid7()
    assert sign_in(admin).put(f"/api/v1/invitations/{key}", json=body).status_code == 201
    theirs = sign_in(person)
    refused = theirs.post(f"/api/v1/jury/{juror.id}/accept", json=ACCEPTANCE)
    assert (refused.status_code, refused.json()["code"]) == (409, "staff_cannot_judge")
    assert sign_in(admin).delete(f"/api/v1/invitations/{key}").status_code == 204
    assert theirs.post(f"/api/v1/jury/{juror.id}/accept", json=ACCEPTANCE).status_code == 200


def test_a_role_over_an_entry_is_named_without_the_title_of_a_draft(
    session: Session, sign_in: SignIn, admin: User
) -> None:
    category, user = make_category(session, make_edition(session)), make_user(session)
    draft = make_entry(session, category, title_ar="سر", title_en="Secret")
    sent = make_entry(session, category, title_ar="معلنة", title_en="Told", state="submitted")
    for entry in (draft, sent):
        make_grant(session, user, Role.entrant, Scope.entry, entry.id)
    listed = sign_in(admin).get(f"/api/v1/grants?user_id={user.id}").json()["items"]
    names = {(one["scope_name_ar"], one["scope_name_en"]) for one in listed}
    assert names == {
        (f"#{draft.number}", f"#{draft.number}"),
        (f"#{sent.number} معلنة", f"#{sent.number} Told"),
    }


def test_an_organiser_sees_and_takes_back_only_in_their_own(
    session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    edition, foreign = make_edition(session), make_edition(session)
    organiser = make_staff(session, edition)
    staff = [make_staff(session, edition, Role.screener) for _ in range(5)]
    stranger = make_staff(session, foreign)
    client = sign_in(organiser)
    del statements[:]
    answer = client.get("/api/v1/grants").json()
    assert len([s for s in statements if s.startswith("SELECT")]) <= 6
    assert {item["user_id"] for item in answer["items"]} == {
        str(user.id) for user in [organiser, *staff]
    }
    assert answer["total"] == 6
    for query, count in (
        ("role=screener", 5),
        (f"scope_kind=edition&scope_id={foreign.id}", 0),
        (f"user_id={staff[0].id}", 1),
        (f"q={staff[1].email}", 1),
    ):
        assert client.get(f"/api/v1/grants?{query}").json()["total"] == count
    theirs = session.scalars(select(Grant).where(Grant.user_id == stranger.id)).one()
    refused = client.delete(f"/api/v1/grants/{theirs.id}")
    assert (refused.status_code, refused.json()["code"]) == (403, "may_not_grant")
    own = session.scalars(select(Grant).where(Grant.user_id == staff[0].id)).one()
    assert client.delete(f"/api/v1/grants/{own.id}").status_code == 204
    csv = client.get("/api/v1/grants?format=csv")
    assert csv.headers["content-type"].startswith("text/csv")
    assert len(csv.text.strip().splitlines()) == 6


def test_inviting_looking_and_accepting(
    client: TestClient, session: Session, sign_in: SignIn, admin: User
) -> None:
    edition = make_edition(session, name_ar="الثانية", name_en="Second")
    key = uuid7()
    body = {
        "email": "Omar@example.org",
        "name_ar": "عمر",
        "language": "en",
        "role": "approver",
        "scope_kind": "edition",
        "scope_id": str(edition.id),
    }
    office = sign_in(admin)
    answer = office.put(f"/api/v1/invitations/{key}", json=body)
    assert answer.status_code == 201
    assert answer.json() | {"invited_by": None} == {
        "id": str(key),
        "email": "omar@example.org",
        "name_ar": "عمر",
        "name_en": "",
        "language": "en",
        "role": "approver",
        "scope_kind": "edition",
        "scope_id": str(edition.id),
        "scope_name_ar": "جائزة المثال — الثانية",
        "scope_name_en": "Example Award — Second",
        "state": "open",
        "created_at": "2026-03-10T09:00:00Z",
        "expires_at": "2026-03-13T09:00:00Z",
        "accepted_at": None,
        "invited_by": None,
    }
    again = office.put(f"/api/v1/invitations/{key}", json=body | {"email": "omar@example.org"})
    assert (again.status_code, again.json()) == (200, answer.json())
    (mail,) = mails(session)
    assert (mail.to_email, mail.language, mail.is_secret) == ("omar@example.org", "en", True)
    assert "Example Award — Second" in mail.text
    token = mailed_token(mail)
    looked = client.post("/api/v1/invitations/look", json={"token": token})
    assert looked.json() == {
        "email": "omar@example.org",
        "name_ar": "عمر",
        "name_en": "",
        "language": "en",
        "role": "approver",
        "scope_kind": "edition",
        "scope_name_ar": "جائزة المثال — الثانية",
        "scope_name_en": "Example Award — Second",
        "edition_id": str(edition.id),
        "expires_at": "2026-03-13T09:00:00Z",
        "needs_password": True,
    }
    accept = {"token": token, "name_ar": "عمر المثال", "name_en": "Omar"}
    missing = client.post("/api/v1/invitations/accept", json=accept)
    assert (missing.status_code, missing.json()["code"]) == (422, "password_missing")
    weak = client.post("/api/v1/invitations/accept", json=accept | {"password": "short"})
    assert (weak.status_code, weak.json()["code"]) == (422, "password_weak")
    done = client.post("/api/v1/invitations/accept", json=accept | {"password": PASSWORD})
    assert done.status_code == 200
    assert "__Host-rt=" in done.headers["set-cookie"]
    bearer = {"Authorization": f"Bearer {done.json()['access_token']}"}
    me = client.get("/api/v1/me", headers=bearer).json()
    assert (me["name_ar"], me["name_en"], me["language"]) == ("عمر المثال", "Omar", "en")
    assert [(g["role"], g["edition_id"]) for g in me["grants"]] == [("approver", str(edition.id))]
    late = client.post("/api/v1/invitations/accept", json=accept | {"password": PASSWORD})
    assert (late.status_code, late.json()["code"]) == (410, "link_invalid")
    assert do_sign_in(client, "omar@example.org").status_code == 200
    omar = session.scalars(select(User).where(User.email == "omar@example.org")).one()
    assert acts(session) == [
        ("invite", admin.id),
        ("grant_role", omar.id),
        ("sign_in", omar.id),
        ("accept_invitation", omar.id),
        ("sign_in", omar.id),
    ]
    assert office.get("/api/v1/invitations?state=accepted").json()["total"] == 1


def invited(session: Session, office: TestClient, email: str) -> str:
    """The secret of a new invitation to be an auditor of everything."""
    body = {"email": email, "role": "auditor", "scope_kind": "instance"}
    assert office.put(f"/api/v1/invitations/{uuid7()}", json=body).status_code == 201
    session.expire_all()
    return mailed_token(mails(session)[-1])


def test_one_with_a_password_accepts_and_signs_in_with_it(
    client: TestClient, session: Session, sign_in: SignIn, admin: User
) -> None:
    user = make_known(session)
    token = invited(session, sign_in(admin), user.email)
    looked = client.post("/api/v1/invitations/look", json={"token": token}).json()
    assert looked["needs_password"] is False
    done = client.post(
        "/api/v1/invitations/accept", json={"token": token, "password": "منتحل يريد الدخول"}
    )
    assert (done.status_code, done.json()["access_token"]) == (200, None)
    assert "set-cookie" not in done.headers
    assert do_sign_in(client, user.email).status_code == 200
    roles = session.scalars(select(Grant.role).where(Grant.user_id == user.id)).all()
    assert roles == ["auditor"]
    assert session.scalars(select(UserSession).where(UserSession.user_id == user.id)).one()


def test_whoever_took_the_address_first_does_not_keep_it(
    client: TestClient, session: Session, sign_in: SignIn, admin: User
) -> None:
    """An unconfirmed registration of somebody else's address dies with the invitation."""
    user = make_known(session, email_confirmed_at=None)
    token = invited(session, sign_in(admin), user.email)
    chosen = "نخلة طيبة في الدار"
    done = client.post("/api/v1/invitations/accept", json={"token": token, "password": chosen})
    assert done.status_code == 200
    assert do_sign_in(client, user.email).json()["code"] == "wrong_credentials"
    assert do_sign_in(client, user.email, chosen).status_code == 200


def test_a_stopped_person_cannot_accept(
    client: TestClient, session: Session, sign_in: SignIn, admin: User, clock: Clock
) -> None:
    user = make_known(session, disabled_at=clock.now)
    token = invited(session, sign_in(admin), user.email)
    answer = client.post("/api/v1/invitations/accept", json={"token": token})
    assert (answer.status_code, answer.json()["code"]) == (403, "account_disabled")
    assert session.scalars(select(Grant).where(Grant.user_id == user.id)).all() == []


def test_links_die(
    client: TestClient, session: Session, sign_in: SignIn, admin: User, clock: Clock
) -> None:
    office = sign_in(admin)

    def look(token: str) -> int:
        return int(client.post("/api/v1/invitations/look", json={"token": token}).status_code)

    first = invited(session, office, "omar@example.org")
    second = invited(session, office, "omar@example.org")  # a new one revokes the old
    assert (look(first), look(second)) == (410, 200)
    (row,) = session.scalars(select(Invitation).where(Invitation.revoked_at.is_(None)))
    resent = office.post(f"/api/v1/invitations/{row.id}/resend")
    assert (resent.status_code, resent.json()["state"]) == (200, "open")
    third = mailed_token(mails(session)[-1])
    assert (look(second), look(third)) == (410, 200)
    clock.forward(hours=72)
    assert look(third) == 410
    assert office.get("/api/v1/invitations?state=expired").json()["total"] == 1
    assert office.post(f"/api/v1/invitations/{row.id}/resend").status_code == 200
    fourth = mailed_token(mails(session)[-1])
    assert look(fourth) == 200
    assert office.delete(f"/api/v1/invitations/{row.id}").status_code == 204
    assert look(fourth) == 410
    closed = office.post(f"/api/v1/invitations/{row.id}/resend")
    assert (closed.status_code, closed.json()["code"]) == (409, "invitation_closed")
    assert look("forged") == 410
    assert [act for act, _ in acts(session)] == [
        "invite",
        "invite",
        "resend_invitation",
        "resend_invitation",
        "revoke_invitation",
    ]


def test_an_organiser_invites_only_into_their_own(session: Session, sign_in: SignIn) -> None:
    edition, foreign = make_edition(session), make_edition(session)
    client = sign_in(make_staff(session, edition))

    def ask(scope_id: Any, role: str = "screener") -> int:
        body = {"email": "x@example.org", "role": role, "scope_kind": "edition"}
        url = f"/api/v1/invitations/{uuid7()}"
        return int(client.put(url, json=body | {"scope_id": str(scope_id)}).status_code)

    assert (ask(edition.id), ask(foreign.id), ask(edition.id, "juror")) == (201, 403, 403)
    assert client.get("/api/v1/invitations").json()["total"] == 1
    other = sign_in(make_staff(session, foreign))
    assert other.get("/api/v1/invitations").json()["total"] == 0
    row = session.scalars(select(Invitation)).one()
    assert other.delete(f"/api/v1/invitations/{row.id}").status_code == 403
    assert other.post(f"/api/v1/invitations/{row.id}/resend").status_code == 403


def test_me(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, name_ar="الثانية", name_en="Second")
    user = make_user(session, "sara@example.org", name_ar="سارة", name_en="Sara", title="د.")
    organisation = make_organisation(session, name_ar="جهة", name_en="Agency")
    make_grant(session, user, Role.entrant, Scope.organisation, organisation.id)
    make_grant(session, user, Role.auditor)
    juror = make_juror(session, edition, state="invited")
    juror.email, juror.user_id = user.email, None
    session.commit()
    session.execute(Grant.__table__.delete().where(Grant.role == "juror"))
    session.commit()
    assert sign_in(user).get("/api/v1/me").json() == {
        "user_id": str(user.id),
        "email": "sara@example.org",
        "name_ar": "سارة",
        "name_en": "Sara",
        "title": "د.",
        "language": "ar",
        "digits": "latn",
        "is_demo_mode": True,
        "grants": [
            {
                "role": "auditor",
                "scope_kind": "instance",
                "scope_id": None,
                "scope_name_ar": "",
                "scope_name_en": "",
                "edition_id": None,
            },
            {
                "role": "entrant",
                "scope_kind": "organisation",
                "scope_id": str(organisation.id),
                "scope_name_ar": "جهة",
                "scope_name_en": "Agency",
                "edition_id": None,
            },
        ],
        "jury_invitations": [
            {
                "juror_id": str(juror.id),
                "edition_id": str(edition.id),
                "edition_name_ar": "الثانية",
                "edition_name_en": "Second",
            }
        ],
    }


def test_the_administrator_finds_people(session: Session, sign_in: SignIn, admin: User) -> None:
    make_user(session, "huda@example.org", name_ar="هدى الأحمدي", name_en="Huda")
    client = sign_in(admin)
    found = client.get("/api/v1/users?q=الاحمدى").json()
    assert [user["email"] for user in found["items"]] == ["huda@example.org"]
    assert client.get("/api/v1/users?sort=-email").json()["items"][0]["email"] == (
        "huda@example.org"
    )
    assert client.get("/api/v1/users?sort=password").json()["code"] == "sort_unknown"


def test_lists_narrow_to_staff_and_to_a_state(
    session: Session, sign_in: SignIn, admin: User
) -> None:
    edition = make_edition(session)
    make_staff(session, edition)
    make_grant(session, make_user(session), Role.juror, Scope.edition, edition.id)
    client = sign_in(admin)
    over = f"scope_kind=edition&scope_id={edition.id}"
    roles = [one["role"] for one in client.get(f"/api/v1/grants?{over}").json()["items"]]
    assert sorted(roles) == ["juror", "organiser"]
    staff = client.get(f"/api/v1/grants?{over}&staff=true").json()["items"]
    assert [one["role"] for one in staff] == ["organiser"]
    assert client.get(f"/api/v1/invitations?{over}&staff=true").json()["total"] == 0
    stopped = make_user(session, "stopped@example.org")
    assert client.post(f"/api/v1/users/{stopped.id}/disable").status_code == 200
    found = client.get("/api/v1/users?state=disabled").json()["items"]
    assert [one["email"] for one in found] == ["stopped@example.org"]
    assert client.get("/api/v1/users?state=active").json()["total"] >= 1
