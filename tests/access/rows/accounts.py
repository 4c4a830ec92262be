"""Who may call the routes of accounts, and of grants and invitations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.accounts.models import Grant, Invitation
from app.kit.ids import uuid7
from tests.access.world import Row, World
from tests.factories import NOW, make_session, make_user

NEW_ID = str(uuid7())
EVERYBODY = {"anonymous": 202, "others": 202}
NO_LINK = {"anonymous": 410, "others": 410}
PASSWORD = "long enough here"


def _staff_grant(world: World) -> Grant:
    """A grant that the edition's organiser may take back."""
    return world.session.scalars(
        select(Grant).where(Grant.user_id == world.people["screener"].id)
    ).one()


def _invitation(world: World) -> Invitation:
    """An open invitation into the edition."""
    row = Invitation(
        id=uuid7(),
        email="new@example.org",
        role="screener",
        scope_kind="edition",
        scope_id=world.edition.id,
        edition_id=world.edition.id,
        token_hash=uuid7().hex,
        created_at=NOW,
        expires_at=NOW.replace(year=2027),
    )
    world.session.add(row)
    world.session.commit()
    return row


def _into_the_edition(world: World, **values: Any) -> dict[str, Any]:
    return {
        "role": "screener",
        "scope_kind": "edition",
        "scope_id": str(world.edition.id),
        **values,
    }


ROWS = {
    "sign_in": Row(
        "POST",
        lambda w: "/api/v1/sign-in",
        body=lambda w: {"email": "nobody@example.org", "password": "wrong"},
        anonymous=401,
        others=401,
    ),
    "refresh": Row("POST", lambda w: "/api/v1/refresh", anonymous=401, others=401),
    "sign_out": Row("POST", lambda w: "/api/v1/sign-out", anonymous=204, others=204),
    "register_individual": Row(
        "POST",
        lambda w: "/api/v1/registrations/individual",
        body=lambda w: {"email": "new@example.org", "name_ar": "نورة"},
        **EVERYBODY,
    ),
    "confirm_email": Row(
        "POST",
        lambda w: "/api/v1/confirm-email",
        body=lambda w: {"token": "no", "password": PASSWORD},
        **NO_LINK,
    ),
    "look_at_registration": Row(
        "POST", lambda w: "/api/v1/registrations/look", body=lambda w: {"token": "no"}, **NO_LINK
    ),
    "resend_confirmation": Row(
        "POST",
        lambda w: "/api/v1/confirm-email/resend",
        body=lambda w: {"email": "new@example.org"},
        **EVERYBODY,
    ),
    "request_password_reset": Row(
        "POST",
        lambda w: "/api/v1/password-resets",
        body=lambda w: {"email": "new@example.org"},
        **EVERYBODY,
    ),
    "reset_password": Row(
        "POST",
        lambda w: "/api/v1/password-resets/confirm",
        body=lambda w: {"token": "no", "password": PASSWORD},
        **NO_LINK,
    ),
    "change_account": Row(
        "PATCH", lambda w: "/api/v1/account", body=lambda w: {"title": "د."}, others=200
    ),
    "change_password": Row(
        "POST",
        lambda w: "/api/v1/account/password",
        body=lambda w: {"current": "wrong", "new": PASSWORD},
        others=422,
    ),
    "list_own_sessions": Row("GET", lambda w: "/api/v1/account/sessions", others=200),
    "end_session": Row(
        "DELETE",
        lambda w: f"/api/v1/account/sessions/{make_session(w.session, make_user(w.session)).id}",
        others=404,
    ),
    "look_at_invitation": Row(
        "POST", lambda w: "/api/v1/invitations/look", body=lambda w: {"token": "no"}, **NO_LINK
    ),
    "accept_invitation": Row(
        "POST", lambda w: "/api/v1/invitations/accept", body=lambda w: {"token": "no"}, **NO_LINK
    ),
    "list_users": Row("GET", lambda w: "/api/v1/users", admin=200),
    "list_past_ties": Row(
        "GET", lambda w: f"/api/v1/users/{w.people['nobody'].id}/past-ties", admin=200
    ),
    "end_past_tie": Row(
        "POST",
        lambda w: f"/api/v1/users/{w.people['nobody'].id}/past-ties/{NEW_ID}/end",
        body=lambda w: {"reason": "أضيف خطأ"},
        admin=404,
    ),
    "disable_user": Row(
        "POST", lambda w: f"/api/v1/users/{w.people['nobody'].id}/disable", admin=200
    ),
    "enable_user": Row(
        "POST", lambda w: f"/api/v1/users/{w.people['nobody'].id}/enable", admin=200
    ),
    "show_me": Row("GET", lambda w: "/api/v1/me", others=200),
    "list_grants": Row(
        "GET", lambda w: "/api/v1/grants", organiser=200, other_organiser=200, admin=200
    ),
    "grant_role": Row(
        "PUT",
        lambda w: f"/api/v1/grants/{NEW_ID}",
        body=lambda w: _into_the_edition(w, user_id=str(w.people["nobody"].id)),
        organiser=201,
        admin=201,
    ),
    "revoke_role": Row(
        "DELETE",
        lambda w: f"/api/v1/grants/{_staff_grant(w).id}",
        organiser=204,
        admin=204,
    ),
    "list_invitations": Row(
        "GET", lambda w: "/api/v1/invitations", organiser=200, other_organiser=200, admin=200
    ),
    "invite": Row(
        "PUT",
        lambda w: f"/api/v1/invitations/{NEW_ID}",
        body=lambda w: _into_the_edition(w, email="new@example.org"),
        organiser=201,
        admin=201,
    ),
    "resend_invitation": Row(
        "POST",
        lambda w: f"/api/v1/invitations/{_invitation(w).id}/resend",
        organiser=200,
        admin=200,
    ),
    "revoke_invitation": Row(
        "DELETE",
        lambda w: f"/api/v1/invitations/{_invitation(w).id}",
        organiser=204,
        admin=204,
    ),
}
