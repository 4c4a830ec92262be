"""Jurors, their invitations, the panel of a round and its chair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, Invitation, User
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.editions.models import Edition
from app.judging.panels.models import Juror, PanelMember
from app.judging.panels.texts import STATEMENT
from app.judging.rounds.models import Round
from app.kit.i18n import translate
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.organisations.models import Organisation
from tests.factories import (
    NOW,
    make_category,
    make_collaborator,
    make_edition,
    make_entry,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_round,
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
def edition(session: Session) -> Edition:
    return make_edition(session, phase="judging")


@pytest.fixture
def organiser(session: Session, edition: Edition, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, edition))


def profile(edition: Edition, **values: Any) -> dict[str, Any]:
    return {
        "edition_id": str(edition.id),
        "email": "Juror@Example.org",
        "name_ar": "هند المثال",
        "name_en": "Hind Example",
        "origin": "regional",
        "country": "JO",
        "languages": ["ar", "en"],
    } | values


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json()
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def roles(session: Session, user: User) -> list[tuple[str, UUID | None]]:
    session.expire_all()
    rows = session.execute(
        select(Grant.role, Grant.scope_id).where(Grant.user_id == user.id).order_by(Grant.role)
    )
    return [(row[0], row[1]) for row in rows]


# ------------------------------------------------------------------ the profile


def test_a_juror_is_added_and_changed(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    key, employer = uuid7(), make_organisation(session)
    url = f"/api/v1/jurors/{key}"
    made = organiser.put(url, json=profile(edition))
    assert (made.status_code, made.json()["email"]) == (201, "juror@example.org")
    assert (made.json()["state"], made.json()["user_id"]) == ("invited", None)
    assert organiser.put(url, json=profile(edition)).status_code == 200
    changed = profile(edition, employer_id=str(employer.id))
    assert code(organiser.put(url, json=changed)) == (428, "condition_required")
    kept = organiser.put(url, json=changed, headers={"If-Match": '"1"'})
    assert (kept.status_code, kept.json()["employer_id"]) == (200, str(employer.id))
    assert organiser.get(url).json() == kept.json()
    listed = organiser.get(f"/api/v1/editions/{edition.id}/jurors?q=هند&origin=regional").json()
    assert [row["id"] for row in listed["items"]] == [str(key)]
    assert (
        organiser.get(f"/api/v1/editions/{edition.id}/jurors?state=accepted").json()["total"] == 0
    )
    csv = organiser.get(f"/api/v1/editions/{edition.id}/jurors?format=csv").text
    assert "juror@example.org,هند المثال,Hind Example," in csv


def test_what_a_juror_may_not_be(session: Session, edition: Edition, organiser: TestClient) -> None:
    def put(**values: Any) -> tuple[int, str | None]:
        return code(organiser.put(f"/api/v1/jurors/{uuid7()}", json=profile(edition, **values)))

    here = make_juror(session, edition)
    assert put(email=here.email) == (409, "juror_email_taken")
    assert put(employer_id=str(uuid7())) == (422, "organisation_unknown")
    assert put(origin="national") == (422, "enum")
    assert put(country="ZZ") == (422, "bad_country")
    assert put(languages=[]) == (422, "too_short")
    assert put(email="juror") == (422, "bad_email")
    # The address of one who accepted stays.
    answer = organiser.put(
        f"/api/v1/jurors/{here.id}", json=profile(edition), headers={"If-Match": '"1"'}
    )
    assert code(answer) == (409, "juror_email_fixed")
    foreign = make_juror(session, make_edition(session))
    answer = organiser.put(
        f"/api/v1/jurors/{foreign.id}", json=profile(edition), headers={"If-Match": '"1"'}
    )
    assert code(answer) == (404, "not_found")
    assert session.scalars(select(Juror.id).where(Juror.edition_id == edition.id)).all() == [
        here.id
    ]


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.organiser, Scope.edition),
        (Role.organiser, Scope.programme),
        (Role.organiser, Scope.instance),
        (Role.screener, Scope.edition),
        (Role.auditor, Scope.edition),
        (Role.approver, Scope.programme),
        (Role.admin, Scope.instance),
    ],
)
def test_staff_cannot_judge(
    session: Session,
    edition: Edition,
    organiser: TestClient,
    sign_in: SignIn,
    role: Role,
    kind: Scope,
) -> None:
    over = {
        Scope.edition: edition.id,
        Scope.programme: edition.programme_id,
        Scope.instance: None,
    }[kind]
    user = make_user(session)
    juror = Juror(
        id=uuid7(),
        edition_id=edition.id,
        email=user.email,
        name_ar="س",
        origin="local",
        created_at=NOW,
        invited_at=NOW,
    )
    session.add(juror)
    session.commit()
    make_grant(session, user, role, kind, over)
    answer = organiser.put(
        f"/api/v1/jurors/{uuid7()}", json=profile(edition, email="x@example.org")
    )
    assert answer.status_code == 201
    changed = profile(edition, email=user.email, name_ar="ص")
    answer = organiser.put(f"/api/v1/jurors/{juror.id}", json=changed, headers={"If-Match": '"1"'})
    assert code(answer) == (409, "staff_cannot_judge")
    assert code(organiser.post(f"/api/v1/jurors/{juror.id}/invite")) == (409, "staff_cannot_judge")
    answer = sign_in(user).post(f"/api/v1/jury/{juror.id}/accept", json=ACCEPTANCE)
    assert code(answer) == (409, "staff_cannot_judge")
    session.refresh(juror)
    assert juror.state == "invited"


@pytest.mark.parametrize("how", ["member", "collaborator", "owner"])
def test_who_enters_does_not_judge(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn, how: str
) -> None:
    category = make_category(session, edition, entrant_kind="any")
    if how == "owner":
        user = make_user(session)
        entry = make_entry(session, category, owner_id=user.id)
    else:
        entry = make_entry(session, category)
        agency = session.get_one(Organisation, entry.organisation_id)
        made = make_member(session, agency) if how == "member" else None
        user = made or make_collaborator(session, entry, "view")
    session.commit()
    url, wanted = f"/api/v1/jurors/{uuid7()}", profile(edition, email=user.email)
    assert code(organiser.put(url, json=wanted)) == (409, "entrant_cannot_judge")
    entry.state = "withdrawn"
    session.commit()
    juror = organiser.put(url, json=wanted).json()["id"]
    entry.state = "draft"
    session.commit()
    answer = organiser.post(f"/api/v1/jurors/{juror}/invite")
    assert code(answer) == (409, "entrant_cannot_judge")
    entry.state = "withdrawn"
    session.commit()
    assert organiser.post(f"/api/v1/jurors/{juror}/invite").status_code == 200
    entry.state = "draft"
    session.commit()
    answer = sign_in(user).post(f"/api/v1/jury/{juror}/accept", json=ACCEPTANCE)
    assert code(answer) == (409, "entrant_cannot_judge")
    assert session.get_one(Juror, UUID(juror)).state == "invited"


# ------------------------------------------------------------------ the invitation


def test_a_new_person_is_invited_to_an_account(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    key = uuid7()
    organiser.put(f"/api/v1/jurors/{key}", json=profile(edition))
    answer = organiser.post(f"/api/v1/jurors/{key}/invite")
    assert (answer.status_code, answer.json()["invited_at"]) == (200, "2026-03-10T09:00:00Z")
    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.email, invitation.role, invitation.scope_id) == (
        "juror@example.org",
        "juror",
        edition.id,
    )
    # The link lives as long as an answer is awaited, and the mail says what the answer rests on.
    assert invitation.expires_at == session.get_one(Juror, key).answer_by
    mail = session.scalars(select(Mail)).one()
    assert mail.template == "invitation"
    # It asks for an answer about this edition; the account is only the way there.
    assert mail.subject == f"دعوة إلى لجنة التحكيم: \u2068{edition.name_ar}\u2069"
    assert "لقبول الدعوة" not in mail.text
    assert "تعارض مصالح" in mail.text


def test_a_known_person_gets_a_link_and_joins(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    user = make_user(session, "juror@example.org")
    key = uuid7()
    organiser.put(f"/api/v1/jurors/{key}", json=profile(edition))
    person = sign_in(user)
    assert person.get("/api/v1/jury").json() == {"items": []}  # not yet invited
    assert person.get(f"/api/v1/jury/{key}").status_code == 404
    organiser.post(f"/api/v1/jurors/{key}/invite")
    mail = session.scalars(select(Mail)).one()
    assert mail.template == "jury_invitation"
    assert f"/app/jury/{key}" in mail.text
    own = person.get("/api/v1/jury").json()["items"]
    assert [(row["id"], row["state"]) for row in own] == [(str(key), "invited")]
    assert own[0]["statement"].startswith("أقرّ")
    url = f"/api/v1/jury/{key}"
    assert code(person.post(f"{url}/accept", json={"accepted": False})) == (422, "literal_error")
    accepted = person.post(f"{url}/accept", json=ACCEPTANCE, headers={"Accept-Language": "en"})
    assert (accepted.status_code, accepted.json()["state"]) == (200, "accepted")
    juror = session.get_one(Juror, key)
    assert (juror.user_id, juror.answered_at) == (user.id, NOW)
    assert juror.statement == accepted.json()["statement"]
    assert roles(session, user) == [("juror", edition.id)]
    # Accepting twice is harmless, declining afterwards is not possible, nor inviting again.
    assert person.post(f"{url}/accept", json=ACCEPTANCE).status_code == 200
    assert code(person.post(f"{url}/decline", json={"reason": "سفر"})) == (
        409,
        "invitation_answered",
    )
    assert code(organiser.post(f"/api/v1/jurors/{key}/invite")) == (409, "invitation_answered")


def test_an_unconfirmed_address_opens_nothing(
    session: Session, edition: Edition, sign_in: SignIn
) -> None:
    user = make_user(session, "juror@example.org", email_confirmed_at=None)
    juror = make_juror(session, edition, make_user(session), state="invited")
    juror.email, juror.user_id, juror.invited_at = user.email, None, NOW
    session.commit()
    person = sign_in(user)
    assert person.get("/api/v1/jury").json() == {"items": []}
    answer = person.post(f"/api/v1/jury/{juror.id}/accept", json=ACCEPTANCE)
    assert answer.status_code == 404


def test_declining_gives_the_role_back_and_inviting_again_is_possible(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    user = make_user(session)
    juror = make_juror(session, edition, user, state="invited", invited_at=NOW)
    juror.user_id = None
    session.commit()
    person = sign_in(user)
    url = f"/api/v1/jury/{juror.id}"
    assert person.post(f"{url}/decline", json={"reason": " "}).status_code == 422
    declined = person.post(f"{url}/decline", json={"reason": "سفر"})
    assert (declined.status_code, declined.json()["state"]) == (200, "declined")
    assert roles(session, user) == []
    session.refresh(juror)
    assert (juror.state, juror.state_reason) == ("declined", "سفر")
    # The organisers are told why.
    told = session.scalars(select(Mail).where(Mail.template == "jury_declined")).all()
    assert ["سفر" in one.text for one in told] == [True]
    again = organiser.post(f"/api/v1/jurors/{juror.id}/invite")
    assert (again.json()["state"], again.json()["state_reason"]) == ("invited", "")
    # Taking the role away ended the person's sessions.
    assert person.get(url).status_code == 401
    assert sign_in(user).post(f"{url}/accept", json=ACCEPTANCE).status_code == 200


# ------------------------------------------------------------------ the panel


def panel_in(*jurors: Juror, **values: Any) -> dict[str, Any]:
    return {"name_ar": "اللجنة", "juror_ids": [str(one.id) for one in jurors]} | values


def test_the_panel_and_its_chair(session: Session, edition: Edition, organiser: TestClient) -> None:
    round_ = make_round(session, edition, state="planned")
    category = make_category(session, edition)
    first, second = make_juror(session, edition), make_juror(session, edition)
    users = [session.get_one(User, one.user_id) for one in (first, second)]
    every = f"/api/v1/rounds/{round_.id}/panels"
    url = f"{every}/{uuid7()}"
    assert organiser.get(every).json() == {"items": [], "uncovered": [str(category.id)]}
    body = panel_in(first, second, chair_id=str(first.id), category_ids=[str(category.id)])
    made = organiser.put(url, json=body)
    assert (made.status_code, made.json()["version"]) == (201, 1)
    assert {row["juror_id"] for row in made.json()["members"]} == {str(first.id), str(second.id)}
    assert made.json()["category_ids"] == [str(category.id)]
    assert organiser.put(url, json=body).status_code == 200
    assert roles(session, users[0]) == [("chair", edition.id), ("juror", edition.id)]
    body["chair_id"] = str(second.id)
    assert code(organiser.put(url, json=body)) == (428, "condition_required")
    stale = organiser.put(url, json=body, headers={"If-Match": '"7"'})
    assert (code(stale), stale.json()["current"]["version"]) == ((412, "stale"), 1)
    assert organiser.put(url, json=body, headers={"If-Match": '"1"'}).json()["version"] == 2
    assert roles(session, users[0]) == [("juror", edition.id)]
    assert roles(session, users[1]) == [("chair", edition.id), ("juror", edition.id)]
    found = organiser.get(every).json()
    assert ([one["chair_id"] for one in found["items"]], found["uncovered"]) == (
        [str(second.id)],
        [],
    )
    # Nobody judges yet: it is dissolved, and with it its chair's role.
    assert organiser.delete(url).status_code == 204
    assert organiser.delete(url).status_code == 404
    assert organiser.get(every).json()["items"] == []
    assert roles(session, users[1]) == [("juror", edition.id)]


def test_the_rules_on_who_judges_each_entry(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    round_ = make_round(session, edition, state="planned")
    juror = make_juror(session, edition)
    url = f"/api/v1/rounds/{round_.id}/panels/{uuid7()}"
    nothing = {
        "international": 0,
        "regional": 0,
        "local": 0,
        "language": "ar",
        "readers": 0,
        "only_readers": False,
        "per_employer": None,
    }
    assert organiser.put(url, json=panel_in(juror)).json()["composition"] == nothing
    rules = nothing | {"international": 1, "readers": 2, "per_employer": 1}
    kept = organiser.put(
        url, json=panel_in(juror, composition=rules), headers={"If-Match": '"1"'}
    ).json()
    assert (kept["composition"], kept["version"]) == (rules, 2)
    again = organiser.put(url, json=panel_in(juror, composition=rules))
    assert (again.status_code, again.json()["version"]) == (200, 2)
    facts = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "put_panel").order_by(AuditEvent.id)
    ).all()
    said = {"international": 1, "readers": 2, "per_employer": 1}
    assert [one["composition"] for one in facts] == [{}, said]
    for odd in ({"local": 51}, {"per_employer": 0}, {"language": "Arabic"}, {"women": 1}):
        answer = organiser.put(url, json=panel_in(juror, composition=odd))
        assert answer.status_code == 422
    (found,) = organiser.get(url.rpartition("/")[0]).json()["items"]
    assert found["composition"] == rules


def test_a_chair_who_accepts_later_gets_the_role_then(
    session: Session, edition: Edition, organiser: TestClient, sign_in: SignIn
) -> None:
    round_ = make_round(session, edition, state="planned")
    user = make_user(session)
    juror = make_juror(session, edition, user, state="invited", invited_at=NOW)
    juror.user_id = None
    session.commit()
    body = panel_in(juror, chair_id=str(juror.id))
    assert (
        organiser.put(f"/api/v1/rounds/{round_.id}/panels/{uuid7()}", json=body).status_code == 201
    )
    assert roles(session, user) == [("juror", edition.id)]
    sign_in(user).post(f"/api/v1/jury/{juror.id}/accept", json=ACCEPTANCE)
    assert roles(session, user) == [("chair", edition.id), ("juror", edition.id)]


def test_what_a_panel_may_not_be(session: Session, edition: Edition, organiser: TestClient) -> None:
    round_ = make_round(session, edition, state="planned")
    here, gone = make_juror(session, edition), make_juror(session, edition, state="withdrawn")
    foreign = make_juror(session, make_edition(session))

    def put(body: dict[str, Any]) -> tuple[int, str | None]:
        return code(organiser.put(f"/api/v1/rounds/{round_.id}/panels/{uuid7()}", json=body))

    assert put(panel_in()) == (422, "panel_empty")
    assert put(panel_in(here, chair_id=str(gone.id))) == (422, "chair_not_member")
    assert put(panel_in(here, gone)) == (422, "panel_juror_unknown")
    assert put(panel_in(here, foreign)) == (422, "panel_juror_unknown")
    assert put(panel_in(here, category_ids=[str(uuid7())])) == (422, "panel_category_unknown")
    round_.state = "closed"
    session.commit()
    assert put(panel_in(here)) == (409, "round_closed")
    assert session.scalars(select(PanelMember.juror_id)).all() == []


# ------------------------------------------------------------------ opening the round


def test_a_round_opens_to_its_panel(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    round_ = make_round(session, edition, state="planned")
    url = f"/api/v1/rounds/{round_.id}/open"
    assert code(organiser.post(url)) == (409, "panel_missing")
    make_panel(session, round_, make_juror(session, edition, state="invited"))
    assert code(organiser.post(url)) == (409, "panel_missing")
    session.add(
        PanelMember(
            panel_id=session.scalars(select(PanelMember.panel_id)).one(),
            juror_id=make_juror(session, edition).id,
        )
    )
    edition.phase = "screening"
    session.commit()
    assert code(organiser.post(url)) == (409, "not_judging")
    edition.phase = "judging"
    session.commit()
    opened = organiser.post(url)
    assert (opened.status_code, opened.json()["state"]) == (200, "open")
    assert opened.json()["opened_at"] == "2026-03-10T09:00:00Z"
    assert code(organiser.post(url)) == (409, "round_not_planned")
    session.expire_all()
    assert session.get_one(Round, round_.id).state == "open"
