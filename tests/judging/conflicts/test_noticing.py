"""What ties a juror to those who enter after they accepted: no plan, no hand, and suspended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR
from app.audit.models import AuditEvent
from app.judging.assignments.noticing_service import notice_conflicts
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.noticing_queries import walls_now
from app.judging.panels.detection_queries import possible_conflicts
from app.judging.panels.models import Juror, Panel, PanelMember
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import NOW, make_entry, make_juror, make_organisation, make_staff
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


def test_jurors_are_looked_at_again(session: Session, scene: Scene, sign_in: SignIn) -> None:
    """An agency that enters later, and an employer that is written later."""
    late = make_organisation(session, name_ar="هيئة الأمثلة", name_en="", email_domain="ex.example")
    entry = make_entry(session, scene.category, late, state="eligible", submitted_at=NOW)
    make_entry(session, scene.category, make_organisation(session, email_domain="d.example"))
    scene.juror.former_employers = [{"name": "هيئة الأمثلة", "until": None}]
    other = make_juror(session, scene.edition)
    session.add(PanelMember(panel_id=session.scalars(select(Panel.id)).one(), juror_id=other.id))
    boss = make_staff(session, scene.edition)
    session.commit()
    organiser, at = sign_in(boss), f"/api/v1/rounds/{scene.round.id}"

    def give(juror: Juror) -> Any:
        pair = {"entry_id": str(entry.id), "juror_id": str(juror.id)}
        return organiser.put(f"{at}/assignments/{uuid7()}", json=pair).json().get("code")

    def planned() -> list[tuple[str, str]]:
        made = organiser.post(f"{at}/plans", json={"kind": "spread", "jurors_per_entry": 1})
        pairs = made.json()["plan"]["pairs"]
        return [(one["entry_id"], one["juror_id"]) for one in pairs]

    # Neither a plan nor a hand waits for the conflict to be recorded.
    assert planned() == [(str(entry.id), str(other.id))]
    assert give(scene.juror) == "conflict_bars"
    assert session.scalars(select(Conflict)).all() == []
    assert give(other) is None
    # Their employer is written by now: what they hold is suspended.
    other.employer_ar = "هيئه الامثله"
    session.commit()
    for _ in range(2):  # again says nothing twice
        notice_conflicts(session, SYSTEM_ACTOR, NOW)
        session.commit()
    rows = session.scalars(select(Conflict).order_by(Conflict.declared_at, Conflict.id)).all()
    assert {(one.juror_id, one.organisation_id, one.state, *one.signals) for one in rows} == {
        (scene.juror.id, late.id, "suspended", "former_employer"),
        (other.id, late.id, "suspended", "employer"),
    }
    facts = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "notice_conflicts").order_by(AuditEvent.id)
    )
    assert sorted(one["evaluations_closed"] for one in facts) == [0, 1]
    mails = session.scalars(select(Mail.to_email).where(Mail.template == "conflicts_noticed")).all()
    assert mails == [boss.email, boss.email]
    assert broken(session) == {}
    # What a person dismissed stays dismissed, and is given again.
    for one in rows:
        answer = organiser.post(
            f"/api/v1/conflicts/{one.id}/decide", json={"state": "dismissed", "reason": "تشابه"}
        )
        assert answer.status_code == 200, answer.text
    notice_conflicts(session, SYSTEM_ACTOR, NOW)
    session.commit()
    assert {one.state for one in session.scalars(select(Conflict))} == {"dismissed"}
    assert give(other) == "already_assigned"
    assert give(scene.juror) is None


def test_a_website_and_a_name_within_another_ask_and_suspend_nobody(
    session: Session, scene: Scene
) -> None:
    """An agency that wrote its website and no mail domain, and one whose name the employer's holds."""
    web = make_organisation(session, name_ar="هيئة الشبكة", website="https://www.web.example/ar")
    part = make_organisation(session, name_ar="هيئة الأمثلة العليا", website="https://gmail.com/a")
    for one in (web, part):
        make_entry(session, scene.category, one, state="eligible", submitted_at=NOW)
    scene.juror.email, scene.juror.employer_ar = "a@mail.web.example", "هيئة الأمثلة العليا – جدة"
    session.commit()

    def found() -> dict[Any, list[str]]:
        possible = possible_conflicts(session, scene.edition.id, [scene.juror], NOW)
        return {one.organisation_id: list(one.signals) for one in possible[scene.juror.id]}

    assert found() == {web.id: ["website"], part.id: ["similar_name"]}
    notice_conflicts(session, SYSTEM_ACTOR, NOW)
    session.commit()
    assert session.scalars(select(Conflict)).all() == []
    assert walls_now(session, scene.edition.id, [scene.juror]).organisations == set()
    # The whole of the name is another thing.
    scene.juror.employer_ar = "هيئة الأمثلة العليا"
    notice_conflicts(session, SYSTEM_ACTOR, NOW)
    session.commit()
    (row,) = session.scalars(select(Conflict)).all()
    assert (row.organisation_id, row.state) == (part.id, "suspended")
    session.delete(row)
    # What many share is nobody's, whoever writes it as theirs.
    web.website, scene.juror.email = "https://www.gov.sa/services", "a@other.gov.sa"
    scene.juror.employer_ar = ""
    session.commit()
    assert found() == {}
    scene.juror.email, scene.juror.employer_ar = "a@gmail.com", "هيئة الأمثلة الأخرى"
    assert found() == {}
