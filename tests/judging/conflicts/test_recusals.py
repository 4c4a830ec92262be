"""Staff step back from an entry or an agency: their own word at once, another's until it is decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role
from app.audit.models import AuditEvent
from app.entries.eligibility_models import CoOwner
from app.judging.conflicts.models import StaffRecusal
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.office.queries import load_actor
from tests.factories import NOW, make_edition, make_entry, make_organisation, make_staff, make_user
from tests.judging.scene import Scene

SignIn = Callable[..., TestClient]
OWN = {"kind": "family", "reason": "أخي من فريقها"}


@pytest.fixture
def boss(session: Session, scene: Scene) -> User:
    return make_staff(session, scene.edition)


def put(client: TestClient, scene: Scene, body: dict[str, Any], key: Any = None) -> Any:
    return client.put(f"/api/v1/editions/{scene.edition.id}/recusals/{key or uuid7()}", json=body)


def code(answer: Any) -> tuple[int, str]:
    body = answer.json()
    return answer.status_code, body.get("errors", [body])[0].get("code", "")


def mails(session: Session) -> list[tuple[str, str]]:
    found = session.execute(
        select(Mail.template, Mail.to_email)
        .where(Mail.template.like("staff_recus%"))
        .order_by(Mail.created_at, Mail.id)
    )
    return [tuple(row) for row in found]


def acts(session: Session) -> list[str]:
    wanted = select(AuditEvent.act).where(AuditEvent.subject_kind == "recusal")
    return list(session.scalars(wanted.order_by(AuditEvent.id)))


def test_ones_own_word_stands_at_once_and_another_lifts_it(
    session: Session, scene: Scene, sign_in: SignIn, boss: User
) -> None:
    other = make_staff(session, scene.edition)
    client, second = sign_in(boss), sign_in(other)
    entry = f"/api/v1/entries/{scene.entry.id}"
    assert client.get(entry).status_code == 200
    key, wanted = uuid7(), OWN | {"organisation_id": str(scene.entry.organisation_id)}
    made = put(client, scene, wanted, key)
    assert (made.status_code, made.json()["state"], made.json()["own"]) == (201, "recused", True)
    assert put(client, scene, wanted, key).status_code == 200, "a repeat is the same"
    # What the agency enters from now on, and what it owns with others, is walled off too.
    later = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    later.organisation_id = scene.entry.organisation_id
    shared = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    session.add(
        CoOwner(
            id=uuid7(),
            entry_id=shared.id,
            organisation_id=scene.entry.organisation_id,
            name_ar="جهة المثال",
            state="agreed",
            asked_at=NOW,
            mailed_at=NOW,
        )
    )
    elsewhere = make_entry(session, scene.category, state="eligible", submitted_at=NOW)
    session.commit()
    walls = load_actor(session, boss.id, None).barred_entries
    assert walls == {scene.entry.id, later.id, shared.id}
    assert client.get(entry).status_code == 404
    assert client.get(f"/api/v1/entries/{elsewhere.id}").status_code == 200
    assert mails(session) == [("staff_recused", other.email)]
    assert code(client.post(f"/api/v1/recusals/{key}/lift", json={"reason": "انتهى"})) == (
        403,
        "own_recusal",
    )
    assert code(second.post(f"/api/v1/recusals/{key}/lift", json={"reason": " "}))[0] == 422
    lifted = second.post(f"/api/v1/recusals/{key}/lift", json={"reason": "ترك أخوه الجهة"})
    assert (lifted.status_code, lifted.json()["state"]) == (200, "dismissed")
    assert load_actor(session, boss.id, None).barred_entries == frozenset()
    assert client.get(entry).status_code == 200
    assert mails(session)[1:] == [("staff_recusal_changed", boss.email)]
    assert acts(session) == ["put_recusal", "lift_recusal"]
    again = second.post(f"/api/v1/recusals/{key}/lift", json={"reason": "ثانية"})
    assert code(again) == (409, "conflict_not_standing")


def test_what_is_said_of_another_holds_until_a_third_or_who_said_it_decides(
    session: Session, scene: Scene, sign_in: SignIn, boss: User
) -> None:
    screener = make_staff(session, scene.edition, Role.screener)
    client = sign_in(boss)
    key = uuid7()
    wanted = {"user_id": str(screener.id), "entry_id": str(scene.entry.id), "kind": "advised"}
    assert code(put(client, scene, wanted, key)) == (422, "reason_missing")
    wanted["reason"] = "أعدّ المشاركة مستشارًا"
    made = put(client, scene, wanted, key).json()
    until = (NOW + timedelta(days=3)).isoformat().replace("+00:00", "Z")
    assert (made["state"], made["decide_by"]) == ("suspended", until)
    assert code(put(client, scene, wanted)) == (409, "recusal_known")
    theirs = sign_in(screener)
    assert theirs.get(f"/api/v1/entries/{scene.entry.id}").status_code == 404
    # The screener reads that it is so, and neither the entry nor what was written of them.
    page = f"/api/v1/editions/{scene.edition.id}/recusals"
    (own,) = theirs.get(page).json()["items"]
    assert (own["own"], own["entry_id"], own["title_ar"], own["reason"]) == (True, None, "", "")
    assert client.get(page).json()["items"][0]["reason"] == "أعدّ المشاركة مستشارًا"
    assert client.get(page, params={"state": "recused"}).json()["total"] == 0
    assert "advised" not in client.get(page, params={"format": "csv"}).text
    decision = {"state": "recused", "reason": "أقرّ به"}
    assert theirs.post(f"/api/v1/recusals/{key}/decide", json=decision).status_code == 403
    decided = client.post(f"/api/v1/recusals/{key}/decide", json=decision)
    assert (decided.status_code, decided.json()["state"]) == (200, "recused")
    assert code(client.post(f"/api/v1/recusals/{key}/decide", json=decision)) == (
        409,
        "conflict_decided",
    )
    assert theirs.get(f"/api/v1/entries/{scene.entry.id}").status_code == 404
    assert [to for _, to in mails(session)] == [screener.email] * 2
    assert acts(session) == ["put_recusal", "decide_recusal"]


def test_what_is_refused(session: Session, scene: Scene, sign_in: SignIn, boss: User) -> None:
    client = sign_in(boss)
    screener = make_staff(session, scene.edition, Role.screener)
    elsewhere = make_entry(session, scene.category, state="draft")
    organisation = make_organisation(session)
    stranger = make_staff(session, make_edition(session))
    session.commit()
    about = {"entry_id": str(scene.entry.id)}
    assert code(put(client, scene, OWN)) == (422, "one_object")
    both = about | {"organisation_id": str(organisation.id)}
    assert code(put(client, scene, OWN | both)) == (422, "one_object")
    assert code(put(client, scene, OWN | {"entry_id": str(elsewhere.id)})) == (422, "entry_unknown")
    unknown = {"organisation_id": str(uuid7())}
    assert code(put(client, scene, OWN | unknown)) == (422, "organisation_unknown")
    for user in (stranger, make_user(session), scene.user):
        named = OWN | about | {"user_id": str(user.id)}
        assert code(put(client, scene, named)) == (422, "person_unknown")
    named = OWN | about | {"user_id": str(boss.id)}
    assert code(put(sign_in(screener), scene, named)) == (403, "not_your_edition")
    key = uuid7()
    assert put(client, scene, OWN | about, key).status_code == 201
    other = OWN | {"organisation_id": str(organisation.id)}
    assert code(put(client, scene, other, key)) == (409, "id_taken")
    assert code(put(client, scene, OWN | about)) == (403, "walled_off")
    # Whoever is walled off from an entry reads of nobody's recusal from it.
    walled = make_staff(session, scene.edition)
    session.add(
        StaffRecusal(
            id=uuid7(),
            edition_id=scene.edition.id,
            user_id=walled.id,
            organisation_id=scene.entry.organisation_id,
            source="own",
            kind="family",
            state="recused",
            declared_at=NOW,
        )
    )
    session.commit()
    seen = sign_in(walled).get(f"/api/v1/editions/{scene.edition.id}/recusals").json()["items"]
    assert [one["own"] for one in seen] == [True]
    log = sign_in(walled).get("/api/v1/log", params={"edition_id": str(scene.edition.id)})
    assert str(key) not in log.text
