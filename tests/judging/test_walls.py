"""What a walled person may count: the same whether the entry they may not see is judged or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.entries.eligibility_models import CoOwner
from app.entries.models import Entry
from app.entries.wall_queries import barred_categories
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.panels.detection_queries import entering_agencies, possible_conflicts
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.office.queries import load_actor
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_entry,
    make_evaluation,
    make_grant,
    make_juror,
    make_organisation,
    make_past_tie,
    make_staff,
)
from tests.judging.scene import Scene, broken

SignIn = Callable[..., TestClient]


def _conflict(session: Session, juror: Juror, state: str, **about: Any) -> None:
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=juror.edition_id,
            juror_id=juror.id,
            source="organiser",
            kind="family",
            state=state,
            declared_at=NOW,
            **about,
        )
    )


def _judge(session: Session, scene: Scene, entry: Entry, jurors: list[Juror]) -> None:
    """One evaluation submitted, one begun, one given back, one suspended, one recused."""
    row = session.get_one(Evaluation, scene.evaluation.id)
    made = [make_evaluation(session, scene.round, entry, one) for one in jurors]
    made[0].status, made[0].submitted_id = "submitted", row.submitted_id
    made[0].submitted_at = made[0].saved_at = NOW - timedelta(days=2)
    made[1].status, made[1].saved_at = "draft", NOW
    for one, reason in zip(made[2:], ("given_back", "suspended", "recused"), strict=True):
        one.closed_at, one.closed_reason = NOW, reason
    _conflict(session, jurors[3], "suspended", organisation_id=entry.organisation_id)
    _conflict(session, jurors[4], "recused", entry_id=entry.id)
    session.commit()


def test_no_count_tells_who_judges_a_walled_entry(
    session: Session, scene: Scene, sign_in: SignIn, clock: Clock
) -> None:
    """An organiser and a chair with a conflict, before and after the entry is judged."""
    other = make_category(session, scene.edition)
    hidden = make_entry(session, other, state="eligible", submitted_at=NOW)
    panel = session.scalars(select(Panel)).one()
    jurors = [make_juror(session, scene.edition) for _ in range(5)]
    strangers = [make_juror(session, scene.edition) for _ in range(5)]  # on no panel
    for one in jurors:
        session.add(PanelMember(panel_id=panel.id, juror_id=one.id))
    panel.chair_id = scene.juror.id
    make_grant(session, scene.user, Role.chair, Scope.edition, scene.edition.id)
    boss, colleague = make_staff(session, scene.edition), make_staff(session, scene.edition)
    make_past_tie(session, boss, Scope.organisation, hidden.organisation_id)
    _conflict(session, scene.juror, "recused", entry_id=hidden.id)
    session.commit()
    assert scene.put().status_code == 201
    free, walled = sign_in(colleague), sign_in(boss)
    at = f"/api/v1/rounds/{scene.round.id}"
    edition = f"/api/v1/editions/{scene.edition.id}"

    def plan(who: TestClient, category_id: Any = None) -> Any:
        wanted = {"kind": "spread", "jurors_per_entry": 1, "category_id": category_id}
        made = who.post(f"{at}/plans", json=wanted)
        return made.json()["plan"] if made.status_code == 201 else made.json()["code"]

    def seen() -> dict[str, Any]:
        found: dict[str, Any] = {}
        urls = [f"{at}/{one}" for one in ("loads", "progress", "progress/jurors", "reminders")]
        urls.append(f"{at}/assignments")
        for url in (*urls, f"/api/v1/home/organiser/{scene.edition.id}", f"{edition}/conflicts"):
            found[url] = walled.get(url).json()
        for url in (f"{at}/loads", f"{at}/progress/jurors"):
            found[f"{url} csv"] = walled.get(url, params={"format": "csv"}).text
        for url in (f"{at}/chair-progress", f"{at}/chair-progress/jurors"):
            found[url] = scene.client.get(url).json()
        shown = walled.get(f"/api/v1/plans/{plan(free)['id']}").json()
        found["loads of another's plan"] = shown["loads"]
        found["loads of an own plan"] = plan(walled, str(scene.category.id))["loads"]
        return found

    assert plan(walled) == "plan_walled"
    before, whole = seen(), free.get(f"{at}/loads").json()
    assert all(url.endswith("csv") or answer for url, answer in before.items())
    _judge(session, scene, hidden, jurors)
    _judge(session, scene, hidden, strangers)
    after = seen()
    # The plan covers the entry by now, and says so to those who may see it.
    assert [url for url in before if before[url] != after[url]] == []
    assert free.get(f"{at}/loads").json() != whole
    board = free.get(f"{at}/progress").json()
    assert (board["assigned"], board["recused"], board["conflicts_undecided"]) == (5, 4, 2)
    # Nor the log, nor the outbox, nor a mail of what became of a seat.
    for one in (jurors[0], strangers[1]):
        gone = free.post(f"/api/v1/jurors/{one.id}/remove", json={"reason": "سفر"})
        assert gone.status_code == 200, gone.text
    assert walled.post(f"{at}/notify-jurors").json() == {"mailed": None, "already": None}
    assert free.post(f"{at}/notify-jurors").json() == {"mailed": 0, "already": 3}
    sent = [
        {step["sent"] for step in who.get(f"{at}/reminders").json()["items"]}
        for who in (walled, free)
    ]
    assert sent == [{None}, {0}]

    def log(who: TestClient) -> list[Any]:
        page = who.get("/api/v1/log", params={"act": "remove_juror"}).json()
        return [row["facts"].get("evaluations_closed") for row in page["items"]]

    assert (log(free), log(walled)) == ([1, 1], [None, None])
    told = [
        Counter(one["template"] for one in who.get("/api/v1/outbox").json()["items"])
        for who in (free, walled)
    ]
    left = Counter({"jury_withdrawn": 2})  # why they left says nothing of what they judged
    assert (told[0].total(), told[1]) == (5, left)
    held = session.scalars(select(Evaluation.id).where(Evaluation.juror_id == jurors[1].id)).one()
    back = sign_in(session.get_one(User, jurors[1].user_id)).post(
        f"/api/v1/juror/evaluations/{held}/give-back", json={"reason": "سفر"}
    )
    assert back.status_code == 200, back.text
    mails = session.execute(select(Mail.to_email).where(Mail.template == "given_back"))
    assert mails.scalars().all() == [colleague.email]
    # Nobody closes a round over what their own entry lacks.
    clock.now = scene.round.closes_at + timedelta(hours=1)
    session.expire_all()
    ending = {"accept_missing": True, "reason": "اكتفاء"}
    refused = walled.post(f"{at}/close", json=ending)
    assert (refused.status_code, refused.json()["code"]) == (403, "close_walled")
    assert free.post(f"{at}/close", json=ending).json()["code"] == "conflicts_undecided"


def test_who_judges_a_walled_entry_is_said_by_another(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    """No panel that reaches it is changed, no juror removed while one may judge it; all else is."""
    other = make_category(session, scene.edition)
    hidden = make_entry(session, other, state="eligible", submitted_at=NOW)
    boss, colleague = make_staff(session, scene.edition), make_staff(session, scene.edition)
    make_past_tie(session, boss, Scope.organisation, hidden.organisation_id)
    seated, judging = make_juror(session, scene.edition), make_juror(session, scene.edition)
    panel = session.scalars(select(Panel)).one()
    session.add_all(PanelMember(panel_id=panel.id, juror_id=one.id) for one in (seated, judging))
    session.add(PanelCategory(panel_id=panel.id, category_id=other.id))
    make_evaluation(session, scene.round, hidden, judging)
    session.commit()
    walled, free = sign_in(boss), sign_in(colleague)
    at = f"/api/v1/rounds/{scene.round.id}/panels"

    def put(who: TestClient, *categories: Any) -> tuple[int, str | None]:
        (now,) = free.get(at).json()["items"]
        members = [one["juror_id"] for one in now["members"]]
        body = {"name_ar": "لجنة", "name_en": "", "chair_id": None, "juror_ids": members}
        answer = who.put(
            f"{at}/{panel.id}",
            json=body | {"category_ids": [str(one.id) for one in categories]},
            headers={"If-Match": f'"{now["version"]}"'},
        )
        return answer.status_code, answer.json().get("code")

    def remove(who: TestClient, juror: Juror) -> tuple[int, str | None]:
        answer = who.post(f"/api/v1/jurors/{juror.id}/remove", json={"reason": "سفر"})
        return answer.status_code, answer.json().get("code")

    no = (403, "panel_walled")
    assert [put(walled, other), put(walled, scene.category), put(walled)] == [no] * 3
    # Whether the juror judges the entry makes no difference.
    assert [remove(walled, one) for one in (seated, judging)] == [no] * 2
    assert put(free) == (200, None)
    assert [remove(walled, seated), put(walled, scene.category)] == [no] * 2
    assert put(free, scene.category) == (200, None)
    assert put(walled, scene.category) == (200, None)
    assert put(walled) == no
    assert remove(walled, seated) == (200, None)
    assert remove(free, judging) == (200, None)


def test_a_conflict_with_an_agency_reaches_what_it_owns_with_others(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    """For the desk, the assignment by hand, the plan and what is noticed; until the agency declines."""
    partner, employer = make_organisation(session), make_organisation(session)
    owners = [
        CoOwner(
            id=uuid7(),
            entry_id=scene.entry.id,
            organisation_id=one.id,
            via="members",
            name_ar="شريكة",
            asked_at=NOW,
            mailed_at=NOW,
            state="agreed",
        )
        for one in (partner, employer)
    ]
    session.add_all(owners)
    employed = make_juror(session, scene.edition, employer_id=employer.id)
    free = make_juror(session, scene.edition)
    panel = session.scalars(select(Panel.id)).one()
    session.add_all(PanelMember(panel_id=panel, juror_id=one.id) for one in (employed, free))
    session.commit()
    organiser = sign_in(make_staff(session, scene.edition))
    edition, at = f"/api/v1/editions/{scene.edition.id}", f"/api/v1/rounds/{scene.round.id}"

    def give(juror: Juror) -> str | None:
        pair = {"entry_id": str(scene.entry.id), "juror_id": str(juror.id)}
        return organiser.put(f"{at}/assignments/{uuid7()}", json=pair).json().get("code")

    noticed = possible_conflicts(session, scene.edition.id, [employed, free], NOW)
    assert {key: [one.organisation_id for one in found] for key, found in noticed.items()} == {
        employed.id: [employer.id],
        free.id: [],
    }
    assert {one.id for one in entering_agencies(session, scene.edition.id)} == {
        partner.id,
        employer.id,
        scene.entry.organisation_id,
    }
    key = uuid7()
    about = {"organisation_id": str(partner.id), "entry_id": None, "juror_id": str(scene.juror.id)}
    said = about | {"kind": "family", "reason": "قرابة"}
    assert scene.client.get(scene.url).status_code == 200
    assert organiser.put(f"{edition}/conflicts/{key}", json=said).status_code == 201
    assert scene.client.get(scene.url).status_code == 403
    assert [give(scene.juror), give(employed)] == ["conflict_bars", "conflict_bars"]
    plan = organiser.post(f"{at}/plans", json={"kind": "spread", "jurors_per_entry": 1})
    assert [one["juror_id"] for one in plan.json()["plan"]["pairs"]] == [str(free.id)]
    assert broken(session) == {}
    owners[0].state = "declined"
    session.commit()
    assert scene.client.get(scene.url).status_code == 403  # the suspension waits for a person
    decided = organiser.post(
        f"/api/v1/conflicts/{key}/decide", json={"state": "dismissed", "reason": "لا صلة"}
    )
    assert decided.status_code == 200, decided.text
    owners[0].state, owners[1].state = "agreed", "declined"
    session.commit()
    assert give(employed) is None


def test_a_naming_that_waits_hides_its_entry_alone(
    session: Session, scene: Scene, sign_in: SignIn
) -> None:
    """Nobody rids themselves of a juror or an organiser by naming their agency; seats are told of."""
    partner = make_organisation(session)
    boss, approver = make_staff(session, scene.edition), make_staff(session, scene.edition)
    make_grant(session, boss, Role.entrant, Scope.organisation, partner.id)
    make_past_tie(session, approver, Scope.organisation, partner.id)
    make_grant(session, scene.user, Role.entrant, Scope.organisation, partner.id)
    free = sign_in(make_staff(session, scene.edition))
    home, list_ = (
        f"/api/v1/home/organiser/{scene.edition.id}",
        f"/api/v1/rounds/{scene.round.id}/assignments",
    )

    def told() -> tuple[int, list[bool]]:
        waits = {one["code"]: one["count"] for one in free.get(home).json()["attention"]}
        rows = free.get(list_, params={"walled": "true"}).json()["items"]
        return waits.get("seats_walled", 0), [
            one["walled"] for row in rows for one in row["jurors"]
        ]

    assert told() == (0, [])
    named = CoOwner(
        id=uuid7(),
        entry_id=scene.entry.id,
        organisation_id=partner.id,
        via="members",
        name_ar="شريكة",
        asked_at=NOW,
        mailed_at=NOW,
        state="asked",
    )
    session.add(named)
    for state, category in (("asked", False), ("agreed", True), ("declined", False)):
        named.state = state
        session.commit()
        for user in (boss, approver):
            actor = load_actor(session, user.id, None)
            barred = barred_categories(session, actor, scene.edition.id)
            assert (state, bool(barred)) == (state, category)
            assert sign_in(user).get(f"/api/v1/entries/{scene.entry.id}").status_code == (
                200 if state == "declined" else 404
            )
        assert told() == ((0, []) if state == "declined" else (1, [True]))
