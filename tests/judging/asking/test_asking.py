"""What jurors ask from the desk: who reads it, who answers, who is told, and who learns nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.audit.models import AuditEvent
from app.entries.models import Attachment
from app.judging.asking.models import JurorQuestion
from app.judging.asking.rules import check_may_ask
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Juror, Panel
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.factories import (
    NOW,
    make_entry,
    make_evaluation,
    make_field,
    make_grant,
    make_juror,
    make_staff,
)
from tests.judging.scene import Scene, make_scene

SignIn = Callable[..., TestClient]
WORDS = {"body": "هل تُحتسب الفروع التي افتُتحت بعد التقديم؟"}


@pytest.fixture
def scene(session: Session, sign_in: SignIn) -> Scene:
    return make_scene(session, sign_in)


def mails(session: Session) -> list[tuple[str, str]]:
    session.expire_all()
    return [(one.template, one.to_email) for one in session.scalars(select(Mail).order_by(Mail.id))]


def chair_of(scene: Scene) -> tuple[Juror, User]:
    panel = scene.session.scalars(select(Panel).where(Panel.round_id == scene.round.id)).one()
    chair = make_juror(scene.session, scene.edition)
    from app.judging.panels.models import PanelMember

    scene.session.add(PanelMember(panel_id=panel.id, juror_id=chair.id))
    panel.chair_id = chair.id
    user = scene.session.get_one(User, chair.user_id)
    make_grant(scene.session, user, Role.chair, Scope.edition, scene.edition.id)
    scene.session.commit()
    return chair, user


def bar(scene: Scene, juror: Juror) -> None:
    scene.session.add(
        Conflict(
            id=uuid7(),
            edition_id=scene.edition.id,
            juror_id=juror.id,
            entry_id=scene.entry.id,
            source="juror",
            kind="employer",
            state="recused",
            declared_at=NOW,
        )
    )
    scene.session.commit()


def ask(scene: Scene, key: Any = None, **body: Any) -> Any:
    return scene.client.put(f"{scene.url}/questions/{key or uuid7()}", json=WORDS | body)


def test_a_question_goes_to_the_chair_and_its_answer_back(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    _, chair_user = chair_of(scene)
    organiser = make_staff(session, scene.edition)
    key = uuid7()
    asked = ask(scene, key)
    assert (asked.status_code, ask(scene, key).status_code) == (201, 200)
    assert ask(scene, key, body="غيره").json()["code"] == "id_taken"
    assert asked.json() == {
        "id": str(key),
        "kind": "question",
        "mine": True,
        "evaluation_id": str(scene.evaluation.id),
        "number": scene.entry.number,
        "attachment_id": None,
        "body": WORDS["body"],
        "asked_at": "2026-03-10T09:00:00Z",
        "answer": "",
        "answered_at": None,
    }
    assert mails(session) == [("juror_asks", chair_user.email)]
    url = f"/api/v1/rounds/{scene.round.id}/juror-questions"
    chair = sign_in(chair_user)
    listed = chair.get(url).json()
    assert [(one["id"], one["juror_ar"], one["number"]) for one in listed["items"]] == [
        (str(key), scene.juror.name_ar, scene.entry.number)
    ]
    answer = {"answer": "لا تُحتسب.", "shared": False}
    assert chair.post(f"/api/v1/juror-questions/{key}/answer", json=answer).status_code == 204
    again = sign_in(organiser).post(f"/api/v1/juror-questions/{key}/answer", json=answer)
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")
    assert mails(session)[1:] == [("juror_answered", scene.user.email)]
    mine = scene.client.get(f"{scene.url}/questions").json()["items"]
    assert [(one["answer"], one["answered_at"]) for one in mine] == [
        ("لا تُحتسب.", "2026-03-10T09:00:00Z")
    ]
    assert chair.get(f"{url}?answered=false").json()["total"] == 0
    acts = list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))
    assert acts == ["ask_from_desk", "answer_juror"]


def test_a_chair_with_a_conflict_never_learns_of_it(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    chair, user = chair_of(scene)
    organiser = make_staff(session, scene.edition)
    bar(scene, chair)
    key = uuid7()
    ask(scene, key)
    assert mails(session) == [("juror_asks", organiser.email)]
    client = sign_in(user)
    url = f"/api/v1/rounds/{scene.round.id}/juror-questions"
    assert client.get(url).json()["total"] == 0
    answer = f"/api/v1/juror-questions/{key}/answer"
    assert client.post(answer, json={"answer": "نعم."}).status_code == 404
    shared = {"answer": "نعم.", "shared": True}
    assert sign_in(organiser).post(answer, json=shared).status_code == 204
    rounds = f"/api/v1/juror/rounds/{scene.round.id}/questions"
    assert client.get(rounds).json() == {"items": []}
    assert [to for _, to in mails(session)] == [organiser.email, scene.user.email]


def test_a_shared_answer_names_nobody_and_no_entry_of_others(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    _, other = chair_of(scene)
    organiser = sign_in(make_staff(session, scene.edition))
    key = uuid7()
    ask(scene, key)
    organiser.post(f"/api/v1/juror-questions/{key}/answer", json={"answer": "لا.", "shared": True})
    read = sign_in(other).get(f"/api/v1/juror/rounds/{scene.round.id}/questions").json()["items"]
    assert [(one["mine"], one["number"], one["evaluation_id"], one["answer"]) for one in read] == [
        (False, None, None, "لا.")
    ]
    assert scene.juror.name_ar not in str(read)
    assert ("juror_answer_shared", other.email) in mails(session)
    own = make_evaluation(
        session,
        scene.round,
        scene.entry,
        session.scalars(select(Juror).where(Juror.user_id == other.id)).one(),
    )
    read = sign_in(other).get(f"/api/v1/juror/evaluations/{own.id}/questions").json()["items"]
    assert [(one["mine"], one["number"]) for one in read] == [(False, scene.entry.number)]


def test_a_file_that_cannot_be_read_is_the_organisers(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    _, chair_user = chair_of(scene)
    organiser = make_staff(session, scene.edition)
    field = make_field(session, scene.category, kind="file")
    hidden = make_field(session, scene.category, kind="file", visible_to_jurors=False)
    files = [
        Attachment(
            id=uuid7(),
            entry_id=scene.entry.id,
            field_id=one.id,
            name="broken.pdf",
            state="clean",
            added_at=NOW,
        )
        for one in (field, hidden)
    ]
    session.add_all(files)
    session.commit()
    assert ask(scene, attachment_id=str(files[1].id)).status_code == 404
    assert ask(scene, attachment_id=str(uuid7())).status_code == 404
    reported = ask(scene, attachment_id=str(files[0].id))
    assert (reported.status_code, reported.json()["kind"]) == (201, "file")
    assert mails(session) == [("juror_reports_file", organiser.email)]
    url = f"/api/v1/rounds/{scene.round.id}/juror-questions"
    assert sign_in(chair_user).get(url).json()["total"] == 0
    answer = f"/api/v1/juror-questions/{reported.json()['id']}/answer"
    assert sign_in(chair_user).post(answer, json={"answer": "نعم."}).status_code == 404
    desk = sign_in(organiser)
    listed = desk.get(f"{url}?kind=file").json()["items"]
    assert [(one["file"], one["answered_at"]) for one in listed] == [("broken.pdf", None)]
    home = desk.get(f"/api/v1/home/organiser/{scene.edition.id}").json()
    assert [one["count"] for one in home["attention"] if one["code"] == "juror_questions"] == [1]
    auditor = sign_in(make_staff(session, scene.edition, Role.auditor))
    assert auditor.post(answer, json={"answer": "نعم."}).status_code == 403
    # Of an entry that went from the juror nothing is read or asked any more.
    bar(scene, scene.juror)
    assert ask(scene).status_code == 403
    assert scene.client.get(f"/api/v1/juror/rounds/{scene.round.id}/questions").json() == {
        "items": []
    }
    assert session.scalars(select(JurorQuestion)).one().answer == ""


def test_nobody_asks_without_end(scene: Scene) -> None:
    check_may_ask(19)
    with pytest.raises(Refusal) as refused:
        check_may_ask(20)
    assert refused.value.code == "too_many_asked"
    other = make_entry(scene.session, scene.category, state="eligible")
    make_evaluation(scene.session, scene.round, other, scene.juror)
    for _ in range(20):
        assert ask(scene).status_code == 201
    assert ask(scene).json()["code"] == "too_many_asked"
