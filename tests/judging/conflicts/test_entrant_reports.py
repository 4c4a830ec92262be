"""An entrant reports a juror: suspended until a person decides, and the entrant learns nothing by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Level
from app.judging.assignments.noticing_service import notice_conflicts
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_juror,
    make_member,
    make_organisation,
    make_staff,
    make_user,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


def test_an_entrant_reports_and_is_told_nothing(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    agency = make_organisation(session)
    scene.entry.organisation_id, scene.entry.owner_id = agency.id, None
    scene.edition.jury_is_public = False
    scene.juror.name_ar, scene.juror.name_en = "أحمد بن سالم", "Ahmad Salem"
    writer = make_member(session, agency, Level.submit)
    reader = make_member(session, agency, Level.view)
    boss, tied = make_staff(session, scene.edition), make_staff(session, scene.edition)
    wall = Conflict(
        id=uuid7(), edition_id=scene.edition.id, juror_id=make_juror(session, scene.edition, tied).id,
        organisation_id=agency.id, source="organiser", kind="family", state="recused",
        declared_at=NOW,
    )  # fmt: skip
    session.add(wall)
    session.commit()
    before = broken(session)  # an organiser who judges is none of the product's
    at = f"/api/v1/entrant/entries/{scene.entry.id}/reports"

    def report(user: Any = None, key: Any = None, **wanted: Any) -> Any:
        body = {"kind": "business", "reason": "شريك سابق"} | wanted
        return sign_in(user or writer).put(f"{at}/{key or uuid7()}", json=body)

    def code(answer: Any) -> Any:
        return answer.status_code, answer.json().get("code")

    def conflicts() -> list[tuple[Any, ...]]:
        session.expire_all()
        rows = session.scalars(select(Conflict).where(Conflict.source == "entrant"))
        return [(one.juror_id, one.organisation_id, one.state, one.decide_by) for one in rows]

    # Whoever is on the jury, and whoever is not: the same answer, in the words that were written.
    key = uuid7()
    here, away = report(key=key, person="احمد بن سالم"), report(person="خالد بن عمر")
    assert (here.status_code, away.status_code) == (201, 201)
    assert here.json().keys() == away.json().keys()
    assert (here.json()["juror_id"], here.json()["name_ar"]) == (None, "احمد بن سالم")
    assert report(key=key, person="احمد بن سالم").status_code == 200
    suspended = (scene.juror.id, agency.id, "suspended", NOW + timedelta(days=3))
    assert conflicts() == [suspended]
    assert (scene.fresh().closed_reason, broken(session)) == ("suspended", before)
    # Refused: what was said before, half a name, one of a jury that is not public, who only reads.
    assert code(report(person="خالد  بن عمر")) == (409, "report_known")
    assert code(report(person="خالد")) == (422, "name_too_short")
    assert code(report(juror_id=str(scene.juror.id))) == (422, "juror_unknown")
    assert code(report()) == (422, "one_person")
    assert code(report(user=reader, person="سعد بن علي")) == (403, "entry_right_needed")
    assert report(user=make_user(session), person="سعد بن علي").status_code == 404
    shown = sign_in(reader).get(at).json()
    assert (shown["may_report"], shown["jury"], len(shown["items"])) == (False, [], 2)
    # The organisers were told, but for one who may not know; who is on no jury is listed.
    mails = session.scalars(select(Mail.to_email).where(Mail.template == "juror_reported")).all()
    assert mails == [boss.email, boss.email]
    named = f"/api/v1/editions/{scene.edition.id}/named-persons"
    assert [one["person"] for one in sign_in(boss).get(named).json()["items"]] == ["خالد بن عمر"]
    assert sign_in(tied).get(named).json()["items"] == []
    home = f"/api/v1/home/organiser/{scene.edition.id}"

    def waits(user: Any) -> int:
        found = sign_in(user).get(home).json()["attention"]
        return sum(one["count"] for one in found if one["code"] == "persons_named")

    assert (waits(boss), waits(tied)) == (1, 0)
    assert "خالد بن عمر" in sign_in(boss).get(f"{named}?format=csv").text
    # Who joins under a name that was written is suspended then, once.
    late = make_juror(session, scene.edition, name_ar="خالد بن عمر")
    session.commit()
    for _ in range(2):
        notice_conflicts(session, SYSTEM_ACTOR, NOW)
        session.commit()
    assert sorted(conflicts()) == sorted([suspended, (late.id, *suspended[1:])])
    assert (sign_in(boss).get(named).json()["items"], waits(boss)) == ([], 0)
    own = sign_in(writer).get(at).json()
    assert [(one["juror_id"], one["name_ar"]) for one in own["items"]] == [
        (None, "احمد بن سالم"),
        (None, "خالد بن عمر"),
    ]
    # Of a public jury one is chosen; what stands already is not said twice.
    scene.edition.jury_is_public = True
    session.commit()
    third = make_juror(session, scene.edition)
    session.commit()
    assert {one["id"] for one in sign_in(writer).get(at).json()["jury"]} >= {str(third.id)}
    assert report(juror_id=str(third.id)).json()["juror_id"] == str(third.id)
    assert code(report(juror_id=str(third.id))) == (409, "report_known")
    assert report(juror_id=str(late.id)).status_code == 201
    assert len(conflicts()) == 3
    for number in range(6):
        assert report(person=f"شخص رقم {number}").status_code == 201
    assert code(report(person="شخص رقم سبعة")) == (409, "reports_many")
    scene.edition.phase = "deliberation"
    session.commit()
    assert code(report(person="شخص آخر")) == (409, "reports_closed")
    assert sign_in(writer).get(at).json()["may_report"] is False
