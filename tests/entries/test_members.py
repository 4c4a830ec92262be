"""Who works on an entry: rights, invitations by e-mail, presence, leaving, and the walls they raise."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Grant, User
from app.actor import Level, Role, Scope
from app.audit.models import AuditEvent
from app.editions.models import Category, Edition, Field
from app.entries.member_models import EntryInvitation, EntryMember, Presence
from app.entries.models import Answer, Entry
from app.judging.conflicts.queries import walls_of
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.office.queries import load_actor
from app.organisations.models import Organisation
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_collaborator,
    make_edition,
    make_entry,
    make_field,
    make_juror,
    make_member,
    make_organisation,
    make_session,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]
API = "/api/v1/entrant/entries"
PASSWORD = "a long enough passphrase"


class Scene:
    """An agency with a manager, a writer and a reader; their draft; a consultant's address."""

    def __init__(self, session: Session) -> None:
        self.edition: Edition = make_edition(session)
        self.category: Category = make_category(session, self.edition)
        self.field: Field = make_field(session, self.category, code="what")
        self.agency: Organisation = make_organisation(session)
        self.manager: User = make_member(session, self.agency, name_ar="نورة")
        self.writer: User = make_member(session, self.agency, Level.edit, name_ar="عمر")
        self.reader: User = make_member(session, self.agency, Level.view, name_ar="ليلى")
        self.entry: Entry = make_entry(session, self.category, self.agency)

    def url(self, rest: str = "") -> str:
        return f"{API}/{self.entry.id}{rest}"

    def answer(self, client: TestClient, value: str, revision: int | None) -> Any:
        seen = {"If-None-Match": "*"} if revision is None else {"If-Match": f'"{revision}"'}
        url = self.url(f"/answers/{self.field.id}")
        return client.put(url, json={"value": value}, headers=seen)


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def invite(client: TestClient, scene: Scene, email: str, right: str = "edit", **rest: Any) -> Any:
    body = {"email": email, "right": right, "name_ar": "هند الخبيرة", **rest}
    return client.put(scene.url(f"/invitations/{uuid7()}"), json=body)


def link_of(session: Session, email: str) -> str:
    """The secret of the newest invitation mailed to an address."""
    mail = session.scalars(
        select(Mail)
        .where(Mail.to_email == email, Mail.template == "collaboration_invitation")
        .order_by(Mail.id.desc())
    ).first()
    assert mail is not None
    found = re.search(r"/app/collaborate(?:\?lang=en)?#(\S+)", mail.text)
    assert found is not None
    return found[1]


def accept(client: TestClient, token: str, **rest: Any) -> Any:
    return client.post("/api/v1/collaborations/accept", json={"token": token, **rest})


def rights(answer: Any) -> dict[str, str]:
    return {row["email"]: row["right"] for row in answer.json()["items"]}


def mails(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(Mail.to_email, Mail.template).order_by(Mail.id))
    return [(row[0], row[1]) for row in rows]


# ------------------------------------------------------------------ rights


def test_the_agency_gives_each_member_a_default(scene: Scene, sign_in: SignIn) -> None:
    people = sign_in(scene.reader).get(scene.url("/people")).json()
    assert {row["user_id"]: (row["level"], row["right"]) for row in people["items"]} == {
        str(scene.manager.id): ("manage", "submit"),
        str(scene.writer.id): ("edit", "edit"),
        str(scene.reader.id): ("view", "view"),
    }
    assert (people["right"], people["manages"], people["invited"]) == ("view", False, [])


def test_view_may_not_write_and_edit_may_not_submit(scene: Scene, sign_in: SignIn) -> None:
    reader, writer = sign_in(scene.reader), sign_in(scene.writer)
    refused = scene.answer(reader, "نص", None)
    assert (refused.status_code, refused.json()["code"]) == (403, "entry_right_needed")
    assert (refused.json()["needed"], refused.json()["held"]) == ("edit", "view")
    assert scene.answer(writer, "نص", None).status_code == 200
    for method, rest in (("POST", "/submit"), ("DELETE", "")):
        answer = writer.request(method, scene.url(rest))
        assert (answer.status_code, answer.json()["needed"]) == (403, "submit")
    seen = writer.get(scene.url()).json()
    assert (seen["right"], seen["may_edit"], seen["may_submit"]) == ("edit", True, False)
    assert seen["may_not"]["submit"]["code"] == "entry_right_needed"
    listed = sign_in(scene.reader).get(API).json()["items"]
    assert [(row["id"], row["right"]) for row in listed] == [(str(scene.entry.id), "view")]


def test_who_only_reads_starts_no_entry(scene: Scene, sign_in: SignIn) -> None:
    body = {
        "category_id": str(scene.category.id),
        "organisation_id": str(scene.agency.id),
        "title_ar": "خدمة",
    }
    answer = sign_in(scene.reader).put(f"{API}/{uuid7()}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (403, "level_needed")
    options = sign_in(scene.reader).get(f"/api/v1/entrant/categories?edition_id={scene.edition.id}")
    agency = options.json()["items"][0]["entrants"][0]
    assert [why["code"] for why in agency["reasons"]] == ["level_needed"]
    assert sign_in(scene.writer).put(f"{API}/{uuid7()}", json=body).status_code == 201


def test_an_entry_lifts_or_lowers_one_member(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    manager = sign_in(scene.manager)
    url = scene.url(f"/people/{scene.reader.id}")
    lifted = manager.put(url, json={"right": "submit"})
    assert rights(lifted)[scene.reader.email] == "submit"
    assert manager.put(url, json={"right": None}).status_code == 200
    assert session.scalars(select(EntryMember)).all() == []
    lowered = manager.put(scene.url(f"/people/{scene.writer.id}"), json={"right": "view"})
    assert rights(lowered)[scene.writer.email] == "view"
    assert scene.answer(sign_in(scene.writer), "نص", None).status_code == 403
    fixed = sign_in(scene.manager).put(
        scene.url(f"/people/{scene.manager.id}"), json={"right": "view"}
    )
    assert (fixed.status_code, fixed.json()["code"]) == (409, "owner_stays")


def test_a_member_who_leaves_the_agency_sees_nothing_and_keeps_their_name(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    manager, writer = sign_in(scene.manager), sign_in(scene.writer)
    assert scene.answer(writer, "كتبه عمر", None).status_code == 200
    # An exception for a member is none for a stranger.
    manager.put(scene.url(f"/people/{scene.writer.id}"), json={"right": "submit"})
    gone = manager.delete(f"/api/v1/organisations/{scene.agency.id}/members/{scene.writer.id}")
    assert gone.status_code == 204
    assert sign_in(scene.writer).get(scene.url()).status_code == 404
    kept = session.get_one(Answer, (scene.entry.id, scene.field.id))
    assert (kept.value, kept.saved_by) == ("كتبه عمر", scene.writer.id)


# ------------------------------------------------------------------ invitations


def test_a_consultant_is_invited_and_joins_with_a_new_account(
    scene: Scene, session: Session, sign_in: SignIn, client: TestClient
) -> None:
    asked = invite(sign_in(scene.manager), scene, "Hind@Consult.example", "edit")
    assert asked.status_code == 201
    assert [(row["email"], row["right"], row["expired"]) for row in asked.json()["invited"]] == [
        ("hind@consult.example", "edit", False)
    ]
    token = link_of(session, "hind@consult.example")
    looked = client.post("/api/v1/collaborations/look", json={"token": token}).json()
    assert (looked["email"], looked["needs_password"]) == ("hind@consult.example", True)
    assert (looked["number"], looked["entrant_ar"]) == (scene.entry.number, scene.agency.name_ar)
    without = accept(client, token)
    assert (without.status_code, without.json()["code"]) == (422, "password_missing")
    joined = accept(client, token, password=PASSWORD)
    assert joined.status_code == 200
    assert joined.json()["entry_id"] == str(scene.entry.id)
    bearer = {"Authorization": f"Bearer {joined.json()['access_token']}"}
    assert client.get(scene.url(), headers=bearer).json()["right"] == "edit"
    again = accept(client, token, password=PASSWORD)
    assert (again.status_code, again.json()["code"]) == (410, "collaboration_link_invalid")
    hind = session.scalars(select(User).where(User.email == "hind@consult.example")).one()
    assert hind.name_ar == "هند الخبيرة"
    assert hind.email_confirmed_at is not None
    assert session.scalars(select(Grant).where(Grant.user_id == hind.id)).all() == []


def test_an_invitation_never_serves_another_address(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    invite(sign_in(scene.manager), scene, "hind@consult.example")
    token = link_of(session, "hind@consult.example")
    stranger = make_user(session)
    answer = accept(sign_in(stranger), token, password=PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (403, "other_address")
    assert answer.json()["email"] == "hind@consult.example"
    assert session.scalars(select(EntryMember)).all() == []


def test_an_unconfirmed_registration_does_not_keep_its_password(
    scene: Scene, session: Session, sign_in: SignIn, client: TestClient
) -> None:
    squatter = make_user(
        session,
        email="hind@consult.example",
        password_hash="somebody else's",
        email_confirmed_at=None,
    )
    invite(sign_in(scene.manager), scene, "hind@consult.example")
    assert sign_in(squatter).get(scene.url()).status_code == 404
    token = link_of(session, "hind@consult.example")
    assert accept(client, token).json()["code"] == "password_missing"
    assert accept(client, token, password=PASSWORD).status_code == 200
    session.refresh(squatter)
    assert squatter.password_hash != "somebody else's"
    assert squatter.email_confirmed_at is not None


def test_whoever_works_on_the_edition_is_refused_and_only_they_learn_it(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    juror = make_user(session, email="juror@example.org")
    make_juror(session, scene.edition, juror)
    asked = invite(sign_in(scene.manager), scene, "juror@example.org")
    assert asked.status_code == 201
    answer = accept(sign_in(juror), link_of(session, "juror@example.org"))
    assert (answer.status_code, answer.json()["code"]) == (403, "staff_may_not_enter")
    left = session.scalars(select(EntryInvitation)).one()
    assert (left.accepted_at, session.scalars(select(EntryMember)).all()) == (None, [])


def test_an_invitation_expires_is_sent_again_and_revoked(
    scene: Scene, session: Session, sign_in: SignIn, client: TestClient, clock: Clock
) -> None:
    manager = sign_in(scene.manager)
    asked = invite(manager, scene, "hind@consult.example").json()["invited"][0]
    first = link_of(session, "hind@consult.example")
    clock.forward(days=8)
    assert accept(client, first, password=PASSWORD).status_code == 410
    assert manager.get(scene.url("/people")).json()["invited"][0]["expired"] is True
    one = scene.url(f"/invitations/{asked['id']}")
    assert manager.post(f"{one}/resend").json()["invited"][0]["expired"] is False
    second = link_of(session, "hind@consult.example")
    assert second != first
    assert manager.delete(one).json()["invited"] == []
    assert accept(client, second, password=PASSWORD).status_code == 410
    closed = manager.post(f"{one}/resend")
    assert (closed.status_code, closed.json()["code"]) == (409, "invitation_closed")


def test_inviting_again_replaces_and_the_same_request_repeats(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    manager = sign_in(scene.manager)
    key, body = uuid7(), {"email": "hind@consult.example", "right": "view"}
    url = scene.url(f"/invitations/{key}")
    assert [manager.put(url, json=body).status_code for _ in range(2)] == [201, 200]
    assert manager.put(url, json={**body, "right": "edit"}).json()["code"] == "id_taken"
    second = invite(manager, scene, "hind@consult.example", "edit")
    assert [row["right"] for row in second.json()["invited"]] == ["edit"]
    known = invite(manager, scene, scene.writer.email)
    assert (known.status_code, known.json()["code"]) == (409, "already_works_here")
    assert len(mails(session)) == 2


def test_one_who_has_an_account_joins_by_signing_in(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    partner = make_user(session, email="partner@agency.example", password_hash="x")
    invite(sign_in(scene.manager), scene, partner.email, "submit", language="en")
    token = link_of(session, partner.email)
    joined = accept(sign_in(partner), token)
    assert (joined.status_code, joined.json()["access_token"]) == (200, None)
    seen = sign_in(partner).get(scene.url()).json()
    assert (seen["right"], seen["may_withdraw"]) == ("submit", False)
    invited = invite(sign_in(partner), scene, "another@example.org")
    assert invited.json()["code"] == "own_people_only"  # a guest brings no others


def test_individuals_have_collaborators_too(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    owner, friend = make_user(session), make_user(session, email="friend@example.org")
    scene.entry = make_entry(session, scene.category, owner_id=owner.id)
    assert invite(sign_in(owner), scene, friend.email, "edit").status_code == 201
    assert accept(sign_in(friend), link_of(session, friend.email)).status_code == 422
    friend.password_hash = "x"
    session.commit()
    assert accept(sign_in(friend), link_of(session, friend.email)).status_code == 200
    assert scene.answer(sign_in(friend), "معًا", None).status_code == 200
    stays = sign_in(owner).delete(scene.url(f"/people/{owner.id}"))
    assert (stays.status_code, stays.json()["code"]) == (409, "owner_stays")


# ------------------------------------------------------------------ leaving


def test_a_collaborator_is_taken_off_or_leaves_and_what_they_wrote_stays(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    hind = make_collaborator(session, scene.entry, "edit")
    assert scene.answer(sign_in(hind), "كتبته هند", None).status_code == 200
    # Away while writing: the next save is refused, the last one stays.
    off = sign_in(scene.manager).delete(scene.url(f"/people/{hind.id}"))
    assert str(hind.id) not in {row["user_id"] for row in off.json()["items"]}
    assert scene.answer(sign_in(hind), "متأخر", 1).status_code == 404
    kept = session.get_one(Answer, (scene.entry.id, scene.field.id))
    assert (kept.value, kept.saved_by) == ("كتبته هند", hind.id)
    assert mails(session) == [(hind.email, "collaboration_ended")]
    guest = make_collaborator(session, scene.entry, "view")
    assert sign_in(guest).delete(scene.url(f"/people/{guest.id}")).status_code == 204
    assert sign_in(guest).get(scene.url()).status_code == 404
    member = sign_in(scene.manager).delete(scene.url(f"/people/{scene.writer.id}"))
    assert member.json()["code"] == "member_of_agency"
    acts = session.scalars(
        select(AuditEvent.act).where(AuditEvent.act == "remove_collaborator")
    ).all()
    assert len(acts) == 2


def test_somebody_who_submits_always_remains(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    partner = make_collaborator(session, scene.entry, "submit")
    sara = make_member(session, scene.agency, Level.submit)
    scene.manager.disabled_at = NOW
    session.commit()
    # A guest cannot manage the entry, and so is none to leave it to.
    own = sign_in(sara).put(scene.url(f"/people/{sara.id}"), json={"right": "view"})
    sara.disabled_at = NOW
    session.commit()
    left = sign_in(partner).delete(scene.url(f"/people/{partner.id}"))
    for answer in (own, left):
        assert (answer.status_code, answer.json()["code"]) == (409, "last_submitter")


# ------------------------------------------------------------------ presence


def test_presence_says_who_is_where_for_45_seconds_and_keeps_one_row(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    manager, writer = sign_in(scene.manager), sign_in(scene.writer)
    here = scene.url("/presence")
    assert manager.post(here, json={"place": "title_ar"}).json()["items"] == []
    for _ in range(3):
        seen = writer.post(here, json={"place": str(scene.field.id)}).json()["items"]
    assert [(row["name_ar"], row["place"]) for row in seen] == [("نورة", "title_ar")]
    rows = session.execute(select(Presence.user_id)).all()
    assert sorted(row[0] for row in rows) == sorted([scene.manager.id, scene.writer.id])
    clock.forward(seconds=46)
    assert writer.post(here, json={}).json()["items"] == []
    assert session.scalars(select(Presence.user_id)).all() == [scene.writer.id]
    assert writer.post(here, json={"leaves": True}).status_code == 200
    assert session.scalars(select(Presence)).all() == []
    # No act: it changes nothing.
    assert session.scalars(select(AuditEvent)).all() == []


def test_presence_tells_that_something_was_saved(scene: Scene, sign_in: SignIn) -> None:
    manager, writer = sign_in(scene.manager), sign_in(scene.writer)
    here = scene.url("/presence")
    before = manager.post(here, json={}).json()["stamp"]
    assert manager.post(here, json={}).json()["stamp"] == before
    scene.answer(writer, "نص", None)
    assert manager.post(here, json={}).json()["stamp"] != before


# ------------------------------------------------------------------ walls


def test_a_collaborator_is_walled_off_the_entry_as_staff_and_as_juror(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    scene.entry.state, scene.entry.submitted_at = "submitted", NOW
    other = make_entry(session, scene.category, state="submitted", submitted_at=NOW)
    screener = make_staff(session, scene.edition, Role.screener)
    session.add(
        EntryMember(
            entry_id=scene.entry.id,
            user_id=screener.id,
            right="view",
            outside=True,
            added_at=NOW,
        )
    )
    session.commit()
    client = sign_in(screener)
    listed = client.get(f"/api/v1/editions/{scene.edition.id}/entries").json()
    assert [row["id"] for row in listed["items"]] == [str(other.id)]
    assert client.get(f"/api/v1/entries/{scene.entry.id}").status_code == 404
    consultant = make_collaborator(session, scene.entry, "edit")
    juror = make_juror(session, scene.edition, consultant)
    member = make_juror(session, scene.edition, scene.writer)
    walls = walls_of(session, scene.edition.id)
    assert walls.bar(juror.id, scene.entry.id, scene.agency.id)
    assert walls.bar(member.id, scene.entry.id, scene.agency.id)
    assert not walls.bar(juror.id, other.id, other.organisation_id)
    actor = load_actor(session, consultant.id, make_session(session, consultant).id)
    assert actor.barred_entries == {scene.entry.id}


# ------------------------------------------------------------------ the agency's own people


def test_managers_look_after_the_agency_and_one_always_remains(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    of = f"/api/v1/organisations/{scene.agency.id}/members"
    refused = sign_in(scene.writer).post(of, json={"email": "new@example.org"})
    assert (refused.status_code, refused.json()["code"]) == (403, "managers_only")
    manager = sign_in(scene.manager)
    alone = manager.put(f"{of}/{scene.manager.id}", json={"level": "edit"})
    assert (alone.status_code, alone.json()["code"]) == (409, "last_manager")
    assert manager.delete(f"{of}/{scene.manager.id}").json()["code"] == "last_manager"
    lifted = manager.put(f"{of}/{scene.writer.id}", json={"level": "manage"})
    assert {row["user_id"]: row["level"] for row in lifted.json()["items"]} == {
        str(scene.manager.id): "manage",
        str(scene.writer.id): "manage",
        str(scene.reader.id): "view",
    }
    assert manager.delete(f"{of}/{scene.manager.id}").status_code == 204  # one may leave
    assert sign_in(scene.reader).delete(f"{of}/{scene.reader.id}").status_code == 204


def test_the_first_to_enter_for_an_agency_manages_it(session: Session, sign_in: SignIn) -> None:
    agency = make_organisation(session)
    organiser = make_staff(session, make_edition(session))
    of = f"/api/v1/organisations/{agency.id}/members"
    assert sign_in(organiser).post(of, json={"email": "first@agency.sa"}).status_code == 200
    levels = {}
    for email in ("first@agency.sa", "second@agency.sa"):
        if email != "first@agency.sa":
            sign_in(organiser).post(of, json={"email": email, "level": "submit"})
        mail = session.scalars(select(Mail).where(Mail.to_email == email)).one()
        token = re.search(r"#(\S+)", mail.text)
        assert token is not None
        answer = sign_in(organiser).post(
            "/api/v1/invitations/accept", json={"token": token[1], "password": PASSWORD}
        )
        assert answer.status_code == 200
        user = session.scalars(select(User).where(User.email == email)).one()
        levels[email] = session.scalars(
            select(Grant.level).where(
                Grant.user_id == user.id, Grant.scope_kind == Scope.organisation.value
            )
        ).one()
    assert levels == {"first@agency.sa": "manage", "second@agency.sa": "submit"}


def test_a_manager_sees_who_works_on_which_entry(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    hind = make_collaborator(session, scene.entry, "edit", name_ar="هند")
    make_collaborator(session, scene.entry, "submit", outside=False)  # of no agency: nobody
    session.add(
        EntryMember(
            entry_id=scene.entry.id,
            user_id=scene.writer.id,
            right="submit",
            outside=False,
            added_at=NOW,
        )
    )
    session.commit()
    url = f"/api/v1/entrant/organisations/{scene.agency.id}/people"
    seen = sign_in(scene.manager).get(url).json()["items"]
    assert [
        (row["name_ar"], row["outside"], [one["right"] for one in row["entries"]]) for row in seen
    ] == [("عمر", False, ["submit"]), ("هند", True, ["edit"])]
    assert seen[1]["user_id"] == str(hind.id)
    refused = sign_in(scene.writer).get(url)
    assert (refused.status_code, refused.json()["code"]) == (403, "managers_only")
    assert sign_in(hind).get(url).status_code == 404


def test_the_people_of_many_entries_cost_two_statements(
    scene: Scene, session: Session, statements: list[str]
) -> None:
    from app.entries.member_queries import people_on

    entries = [scene.entry, *(make_entry(session, scene.category) for _ in range(5))]
    for entry in entries:
        make_collaborator(session, entry)
    ids: list[UUID] = [entry.id for entry in entries]
    session.commit()
    loaded = session.scalars(select(Entry).where(Entry.id.in_(ids))).all()
    statements.clear()
    found = people_on(session, loaded)
    assert {key: len(people) for key, people in found.items()} == {
        key: 4 if key == scene.entry.id else 1 for key in ids
    }
    assert len(statements) == 2
