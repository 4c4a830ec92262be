"""Registering, confirming, resetting, and one's own account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, Ticket, User
from app.notifications.models import Mail
from tests.accounts.support import (
    PASSWORD,
    acts,
    cookie_of,
    mailed_token,
    mails,
    make_known,
    sent,
)
from tests.accounts.test_sign_in import sign_in as do_sign_in
from tests.conftest import NOW, Clock
from tests.factories import make_user

NEW = "نخلة طيبة في الدار"


def register(client: TestClient, email: str = "new@example.org", **values: Any) -> Any:
    body = {"email": email, "name_ar": "نورة", "name_en": "Noura"} | values
    return client.post("/api/v1/registrations/individual", json=body)


def confirm(client: TestClient, mail: Mail, password: str = PASSWORD) -> Any:
    body = {"token": mailed_token(mail), "password": password}
    return client.post("/api/v1/confirm-email", json=body)


def test_registering_and_choosing_a_password_behind_the_mailed_link(
    client: TestClient, session: Session
) -> None:
    answer = register(client, " New@Example.org", language="en")
    assert (answer.status_code, answer.json()) == (202, {"email": "new@example.org"})
    assert session.scalars(select(User)).all() == []
    (mail,) = mails(session)
    assert (mail.template, mail.to_email, mail.language) == (
        "confirm_email",
        "new@example.org",
        "en",
    )
    assert "http://localhost:8000/app/confirm?lang=en#" in mail.text
    look = client.post("/api/v1/registrations/look", json={"token": mailed_token(mail)})
    assert (look.status_code, look.json()) == (
        200,
        {
            "email": "new@example.org",
            "name_ar": "نورة",
            "name_en": "Noura",
            "organisation_ar": "",
            "organisation_en": "",
            "joins": False,
            "expires_at": "2026-03-17T09:00:00Z",
        },
    )
    weak = confirm(client, mail, "short")
    assert (weak.status_code, weak.json()["code"]) == (422, "password_weak")
    confirmed = confirm(client, mail)
    assert confirmed.status_code == 200
    user = session.scalars(select(User)).one()
    assert (user.email, user.name_ar, user.name_en, user.language) == (
        "new@example.org",
        "نورة",
        "Noura",
        "en",
    )
    assert user.email_confirmed_at == NOW
    assert PASSWORD not in (user.password_hash or "")
    assert client.post("/api/v1/refresh", headers=sent(cookie_of(confirmed))).status_code == 200
    again = confirm(client, mail)
    assert (again.status_code, again.json()["code"]) == (410, "link_invalid")
    assert do_sign_in(client, user.email).status_code == 200
    grants = session.execute(select(Grant.user_id, Grant.role, Grant.scope_kind, Grant.scope_id))
    assert grants.all() == [(user.id, "entrant", "instance", None)]
    assert acts(session) == [
        ("register_individual", None),
        ("grant_role", user.id),
        ("sign_in", user.id),
        ("confirm_email", user.id),
        ("sign_in", user.id),
    ]


def test_a_stranger_cannot_write_into_the_mail(client: TestClient, session: Session) -> None:
    register(client, name_ar="اربح الآن evil.example", name_en="Win at evil.example")
    (mail,) = mails(session)
    assert "evil" not in mail.subject + mail.text + mail.html


def test_no_password_comes_with_a_registration(client: TestClient, session: Session) -> None:
    """Else the owner of an address, opening the mail that another's registration sent, would confirm
    a password that the other knows."""
    answer = register(client, password="كلمة يعرفها المنتحل")
    assert [(e["loc"], e["code"]) for e in answer.json()["errors"]] == [
        (["password"], "extra_forbidden")
    ]
    assert mails(session) == []


def test_a_known_address_gets_the_same_answer_for_the_same_work_and_a_mail(
    client: TestClient, session: Session, statements: list[str]
) -> None:
    known = make_known(session, name_ar="سارة")
    email = known.email
    register(client, "first@example.org")  # what is loaded once is loaded
    statements.clear()
    unknown = register(client, "new@example.org")
    for_unknown = [one.split()[0] for one in statements]
    statements.clear()
    taken = register(client, email, name_ar="منتحل")
    assert [one.split()[0] for one in statements] == for_unknown
    assert taken.status_code == unknown.status_code == 202
    assert taken.json() == {"email": known.email}
    assert set(taken.headers) == set(unknown.headers)
    # Nor does signing in tell them apart: no password was given to either.
    assert do_sign_in(client, "new@example.org", NEW).json() == (
        do_sign_in(client, known.email, NEW).json()
    )
    session.expire_all()
    assert known.name_ar == "سارة"
    assert [(m.template, m.to_email) for m in mails(session)[1:]] == [
        ("confirm_email", "new@example.org"),
        ("already_registered", known.email),
    ]
    assert do_sign_in(client, known.email).status_code == 200
    # The owner who has forgotten their password chooses another by the mail's link.
    body = {"token": mailed_token(mails(session)[-1]), "password": NEW}
    assert client.post("/api/v1/password-resets/confirm", json=body).status_code == 200


@pytest.mark.parametrize("path", ["password-resets", "confirm-email/resend"])
def test_an_unknown_address_gets_the_same_answer_and_a_mail(
    client: TestClient, session: Session, path: str
) -> None:
    known = make_known(session)
    answers = [
        client.post(f"/api/v1/{path}", json={"email": email}, headers={"Accept-Language": "en"})
        for email in (known.email, "nobody@example.org")
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    own = "reset_password" if path == "password-resets" else "already_registered"
    assert [(m.template, m.to_email, m.language) for m in mails(session)] == [
        (own, known.email, "ar"),
        ("no_account", "nobody@example.org", "en"),
    ]


def test_of_two_registrations_the_opened_link_decides(client: TestClient, session: Session) -> None:
    """Someone registers another's address first; the owner's own link gives what the owner wrote."""
    register(client, name_ar="منتحل")
    register(client)
    first, second = mails(session)
    assert (first.template, second.template) == ("confirm_email", "confirm_email")
    assert confirm(client, second, NEW).status_code == 200
    assert do_sign_in(client, "new@example.org", NEW).status_code == 200
    # The other's link, opened later, takes nothing over.
    assert confirm(client, first).json()["code"] == "link_invalid"
    assert do_sign_in(client, "new@example.org", NEW).status_code == 200
    user = session.scalars(select(User)).one()
    assert (user.email, user.name_ar) == ("new@example.org", "نورة")


def test_a_link_to_an_address_that_has_got_an_account_since(
    client: TestClient, session: Session
) -> None:
    register(client)
    known = make_known(session, "new@example.org", name_ar="سارة")
    answer = confirm(client, mails(session)[0], NEW)
    assert (answer.status_code, answer.json()["code"]) == (409, "address_taken")
    session.expire_all()
    assert known.name_ar == "سارة"
    assert do_sign_in(client, known.email).status_code == 200


@pytest.mark.parametrize(
    ("values", "loc", "code"),
    [
        ({"email": "no address"}, ["email"], "bad_email"),
        ({"name_ar": "  "}, ["name_ar"], "text_missing"),
        ({"language": "fr"}, ["language"], "literal_error"),
        ({"extra": 1}, ["extra"], "extra_forbidden"),
    ],
)
def test_a_bad_registration_leaves_nothing(
    client: TestClient, session: Session, values: dict[str, Any], loc: list[str], code: str
) -> None:
    answer = register(client, **values)
    assert answer.status_code == 422
    assert [(e["loc"], e["code"]) for e in answer.json()["errors"]] == [(loc, code)]
    assert session.scalars(select(User)).all() == []
    assert mails(session) == []


def test_a_link_expires(client: TestClient, session: Session, clock: Clock) -> None:
    register(client)
    clock.forward(days=7)
    answer = confirm(client, mails(session)[0])
    assert (answer.status_code, answer.json()["code"]) == (410, "link_invalid")
    resent = client.post("/api/v1/confirm-email/resend", json={"email": "new@example.org"})
    assert (resent.status_code, resent.json()) == (202, {"email": "new@example.org"})
    assert [mail.template for mail in mails(session)] == ["confirm_email", "confirm_email"]
    assert confirm(client, mails(session)[-1]).status_code == 200
    assert do_sign_in(client, "new@example.org").status_code == 200


def test_asking_for_a_password_before_one_was_chosen_finishes_the_registration(
    client: TestClient, session: Session
) -> None:
    register(client)
    client.post("/api/v1/password-resets", json={"email": "new@example.org"})
    assert [mail.template for mail in mails(session)] == ["confirm_email", "confirm_email"]
    assert confirm(client, mails(session)[-1]).status_code == 200


def test_an_address_is_not_flooded_by_registrations(client: TestClient, session: Session) -> None:
    make_known(session)
    for email in ("sara@example.org", "new@example.org"):
        for _ in range(6):
            assert register(client, email).status_code == 202
    to = [mail.to_email for mail in mails(session)]
    assert (to.count("sara@example.org"), to.count("new@example.org")) == (3, 3)


def test_nobody_is_flooded_with_mails(client: TestClient, session: Session, clock: Clock) -> None:
    make_known(session)
    for _ in range(10):
        ask = client.post("/api/v1/password-resets", json={"email": "sara@example.org"})
        assert ask.status_code == 202
    assert len(mails(session)) == 3
    for _ in range(10):
        client.post("/api/v1/password-resets", json={"email": "nobody@example.org"})
    slow = client.post("/api/v1/password-resets", json={"email": "nobody@example.org"})
    assert (slow.status_code, slow.json()["code"]) == (429, "slow_down")
    clock.forward(minutes=5)
    client.post("/api/v1/password-resets", json={"email": "sara@example.org"})
    assert [mail.to_email for mail in mails(session)] == (
        ["sara@example.org"] * 3 + ["nobody@example.org"] * 3 + ["sara@example.org"]
    )


def test_resetting_a_password_ends_every_session(
    client: TestClient, session: Session, clock: Clock
) -> None:
    user = make_known(session)
    opened = do_sign_in(client)
    for _ in range(2):
        client.post("/api/v1/password-resets", json={"email": user.email})
    first, second = mails(session)
    body = {"token": mailed_token(first), "password": "short"}
    weak = client.post("/api/v1/password-resets/confirm", json=body)
    assert (weak.status_code, weak.json()["code"]) == (422, "password_weak")
    done = client.post("/api/v1/password-resets/confirm", json=body | {"password": NEW})
    assert (done.status_code, done.json()) == (200, {"email": user.email})
    assert client.post("/api/v1/refresh", headers=sent(cookie_of(opened))).status_code == 401
    assert do_sign_in(client, user.email).status_code == 401
    assert do_sign_in(client, user.email, NEW).status_code == 200
    for mail in (first, second):  # the other link died with it
        late = client.post(
            "/api/v1/password-resets/confirm",
            json={"token": mailed_token(mail), "password": PASSWORD},
        )
        assert (late.status_code, late.json()["code"]) == (410, "link_invalid")
    assert mails(session)[-1].template == "password_changed"
    assert [act for act, _ in acts(session)] == [
        "sign_in",
        "request_password_reset",
        "request_password_reset",
        "reset_password",
        "fail_sign_in",
        "sign_in",
    ]


def test_a_reset_link_is_no_confirmation_link(client: TestClient, session: Session) -> None:
    user = make_known(session)
    client.post("/api/v1/password-resets", json={"email": user.email})
    assert confirm(client, mails(session)[0]).status_code == 410
    assert session.scalars(select(Ticket)).one().used_at is None


def test_a_reset_confirms_the_address_it_came_by(client: TestClient, session: Session) -> None:
    user = make_known(session, email_confirmed_at=None)
    client.post("/api/v1/password-resets", json={"email": user.email})
    body = {"token": mailed_token(mails(session)[0]), "password": NEW}
    assert client.post("/api/v1/password-resets/confirm", json=body).status_code == 200
    assert do_sign_in(client, user.email, NEW).status_code == 200


def test_changing_ones_names(sign_in: Callable[[Any], TestClient], session: Session) -> None:
    user = make_user(session, "sara@example.org", name_ar="سارة", name_en="Sara")
    client = sign_in(user)
    answer = client.patch("/api/v1/account", json={"title": " د. ", "digits": "arab"})
    assert answer.json() == {
        "user_id": str(user.id),
        "email": "sara@example.org",
        "name_ar": "سارة",
        "name_en": "Sara",
        "title": "د.",
        "language": "ar",
        "digits": "arab",
    }
    assert client.patch("/api/v1/account", json={"title": "د."}).status_code == 200
    assert acts(session) == [("change_account", user.id)]
    client.patch("/api/v1/account", json={"name_ar": "أسماء"})
    session.expire_all()
    assert user.folded_name == "اسماء sara"
    assert client.patch("/api/v1/account", json={"email": "x@example.org"}).status_code == 422
    assert client.patch("/api/v1/account", json={"name_ar": None}).status_code == 422


def test_changing_ones_password(client: TestClient, session: Session) -> None:
    user = make_known(session)
    here, there = do_sign_in(client), do_sign_in(client)
    bearer = {"Authorization": f"Bearer {here.json()['access_token']}"}
    wrong = client.post(
        "/api/v1/account/password", json={"current": "no", "new": NEW}, headers=bearer
    )
    assert (wrong.status_code, wrong.json()["code"]) == (422, "wrong_password")
    assert wrong.json()["errors"][0]["loc"] == ["current"]
    weak = client.post(
        "/api/v1/account/password", json={"current": PASSWORD, "new": "short"}, headers=bearer
    )
    assert weak.json()["code"] == "password_weak"
    done = client.post(
        "/api/v1/account/password", json={"current": PASSWORD, "new": NEW}, headers=bearer
    )
    assert done.status_code == 204
    assert client.post("/api/v1/refresh", headers=sent(cookie_of(there))).status_code == 401
    assert client.post("/api/v1/refresh", headers=sent(cookie_of(here))).status_code == 200
    assert do_sign_in(client, user.email, NEW).status_code == 200
    assert [act for act, _ in acts(session)] == [
        "sign_in",
        "sign_in",
        "fail_sign_in",
        "change_password",
        "sign_in",
    ]
    assert mails(session)[-1].template == "password_changed"


def test_guessing_at_an_open_page_is_slowed_down(client: TestClient, session: Session) -> None:
    make_known(session)
    bearer = {"Authorization": f"Bearer {do_sign_in(client).json()['access_token']}"}
    body = {"current": "no", "new": NEW}
    got = [
        client.post("/api/v1/account/password", json=body, headers=bearer).status_code
        for _ in range(6)
    ]
    assert got == [422] * 5 + [429]
