"""Who organises an edition does not approve its results: told where a role is given."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.kit.ids import uuid7
from tests.factories import make_edition, make_grant, make_programme, make_staff, make_user


def test_one_role_keeps_the_other_away(
    session: Session, sign_in: Callable[..., TestClient]
) -> None:
    """Whichever comes first, whichever reaches further; by a grant and by an invitation."""
    admin = make_user(session, "admin@example.org")
    make_grant(session, admin, Role.admin)
    programme, other = make_programme(session), make_programme(session)
    edition, sister = make_edition(session, programme), make_edition(session, programme)
    organiser = make_staff(session, edition)
    approver = make_user(session, "approver@example.org")
    make_grant(session, approver, Role.approver, Scope.programme, programme.id)
    mine = sign_in(admin)

    def give(email: str, role: str, kind: str, scope_id: object, way: str = "grants") -> str | None:
        body = {"email": email.upper(), "role": role, "scope_kind": kind}
        body |= {"scope_id": None if scope_id is None else str(scope_id)}  # type: ignore[dict-item]
        body |= {} if way == "grants" else {"name_ar": "م", "language": "ar"}
        answer = mine.put(f"/api/v1/{way}/{uuid7()}", json=body)
        assert answer.status_code in {201, 409}, answer.text
        return answer.json().get("code")

    no = "organises_and_approves"

    def clash(user: User, role: str, kind: str, scope_id: object) -> None:
        assert give(user.email, role, kind, scope_id) == no
        assert give(user.email, role, kind, scope_id, "invitations") == no

    clash(organiser, "approver", "edition", edition.id)
    clash(organiser, "approver", "programme", programme.id)
    clash(organiser, "approver", "instance", None)
    clash(approver, "organiser", "edition", edition.id)
    clash(approver, "organiser", "instance", None)
    assert give(approver.email, "organiser", "programme", other.id) is None
    assert give(organiser.email, "approver", "edition", sister.id) is None
    # An invitation that waits counts as the role that it gives.
    fresh = "new@example.org"
    assert give(fresh, "approver", "edition", sister.id, "invitations") is None
    assert give(fresh, "organiser", "edition", sister.id, "invitations") == no
    waits = mine.get("/api/v1/invitations", params={"q": fresh}).json()["items"]
    assert mine.delete(f"/api/v1/invitations/{waits[0]['id']}").status_code == 204
    assert give(fresh, "organiser", "edition", sister.id, "invitations") is None
