"""Planning rounds and moving their times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.editions.models import CallChange, Edition
from app.entries.reminder_queries import deadline_set_at
from app.judging.rounds.models import Round
from app.judging.rounds.rules import RoundState, check_move
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.results.rankings.rulebook_queries import build_rulebook
from tests.conftest import Clock
from tests.factories import NOW, make_edition, make_round, make_staff

SignIn = Callable[..., TestClient]
DAY = timedelta(days=1)


@pytest.fixture
def edition(session: Session) -> Edition:
    return make_edition(session, phase="screening")


@pytest.fixture
def organiser(session: Session, edition: Edition, sign_in: SignIn) -> TestClient:
    return sign_in(make_staff(session, edition))


def wanted(edition: Edition, **values: Any) -> dict[str, Any]:
    return {
        "edition_id": str(edition.id),
        "number": 1,
        "name_ar": "الجولة الأولى",
        "closes_at": "2026-04-01T00:00:00Z",
    } | values


def code(answer: Any) -> tuple[int, str | None]:
    body = answer.json()
    errors = body.get("errors")
    return answer.status_code, errors[0]["code"] if errors else body.get("code")


def test_a_round_is_planned_once_and_changed_with_its_version(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    key = uuid7()
    url = f"/api/v1/rounds/{key}"
    made = organiser.put(url, json=wanted(edition))
    assert made.status_code == 201
    assert made.headers["etag"] == '"1"'
    assert made.json() == {
        "id": str(key),
        "edition_id": str(edition.id),
        "number": 1,
        "name_ar": "الجولة الأولى",
        "name_en": "",
        "instructions_ar": "",
        "instructions_en": "",
        "state": "planned",
        "opens_at": None,
        "closes_at": "2026-04-01T00:00:00Z",
        "grace_minutes": 0,
        "bids_until": None,
        "jurors_per_entry": 3,
        "mode": "score",
        "consensus": "majority",
        "passes": 0,
        "independence": "after_close",
        "weight": 0,
        "blind": False,
        "hidden": [],
        "opened_at": None,
        "closed_at": None,
        "closing_hash": "",
        "version": 1,
    }
    again = organiser.put(url, json=wanted(edition))
    assert (again.status_code, again.json()) == (200, made.json())
    changed = wanted(edition, jurors_per_entry=5)
    assert code(organiser.put(url, json=changed)) == (428, "condition_required")
    assert code(organiser.put(url, json=changed, headers={"If-Match": '"9"'})) == (412, "stale")
    kept = organiser.put(url, json=changed, headers={"If-Match": '"1"'})
    assert (kept.status_code, kept.json()["jurors_per_entry"], kept.json()["version"]) == (
        200,
        5,
        2,
    )
    acts = session.execute(select(AuditEvent.act, AuditEvent.facts).order_by(AuditEvent.id)).all()
    assert [(act, facts["changed"]) for act, facts in acts][1] == (
        "put_round",
        ["jurors_per_entry"],
    )
    listed = organiser.get(f"/api/v1/editions/{edition.id}/rounds").json()
    assert (listed["total"], [row["id"] for row in listed["items"]]) == (1, [str(key)])
    csv = organiser.get(f"/api/v1/editions/{edition.id}/rounds?format=csv").text
    assert csv.splitlines()[1].startswith("1,الجولة الأولى,,مخطط لها,,2026-04-01")


def test_what_a_round_may_not_be(session: Session, edition: Edition, organiser: TestClient) -> None:
    make_round(session, edition, number=1, state="planned")

    def put(**values: Any) -> tuple[int, str | None]:
        url = f"/api/v1/rounds/{uuid7()}"
        return code(organiser.put(url, json=wanted(edition, number=2, **values)))

    assert code(organiser.put(f"/api/v1/rounds/{uuid7()}", json=wanted(edition))) == (
        409,
        "round_number_taken",
    )
    assert put(closes_at=NOW.isoformat()) == (422, "deadline_in_past")
    assert put(opens_at="2026-04-02T00:00:00Z") == (422, "window_reversed")
    assert put(grace_minutes=20_000) == (422, "less_than_equal")
    assert put(jurors_per_entry=0) == (422, "greater_than_equal")
    assert put(name_ar=" ") == (422, "text_missing")
    assert put(quorum=3) == (422, "extra_forbidden")
    edition.phase = "judging"
    session.commit()
    assert put() == (409, "rulebook_frozen")
    assert session.scalars(select(Round.number)).all() == [1]


def test_a_round_of_another_edition_is_not_taken_over(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    foreign = make_round(session, make_edition(session), state="planned")
    answer = organiser.put(
        f"/api/v1/rounds/{foreign.id}", json=wanted(edition), headers={"If-Match": '"1"'}
    )
    assert code(answer) == (404, "not_found")


def test_moving_the_closing_is_public(
    session: Session, edition: Edition, organiser: TestClient, client: TestClient
) -> None:
    edition.phase = "judging"
    round_ = make_round(session, edition)
    body = {
        "closes_at": "2026-05-01T00:00:00Z",
        "reason_ar": "طلب المحكّمين",
        "reason_en": "Asked for by the jury",
    }
    moved = organiser.post(f"/api/v1/rounds/{round_.id}/move", json=body)
    assert (moved.status_code, moved.json()["closes_at"]) == (200, "2026-05-01T00:00:00Z")
    assert moved.json()["opens_at"] == "2026-03-09T09:00:00Z"  # open: the opening stands
    change = session.scalars(select(CallChange)).one()
    assert (change.kind, change.about_ar) == ("round_closing", "الجولة الأولى")
    assert (change.what_ar, change.what_en) == ("طلب المحكّمين", "Asked for by the jury")
    assert (change.before, change.after) == ("2026-03-30T09:00:00Z", "2026-05-01T00:00:00Z")
    assert (
        deadline_set_at(session, edition) == edition.call_opened_at
    )  # the entrants' deadline stands
    page = client.get(f"/en/editions/{edition.slug}").text
    assert "The closing of a judging round has moved: Round one" in page
    assert "The closing of entries has moved" not in page
    assert "Asked for by the jury" in page
    earlier = {"closes_at": "2026-04-01T00:00:00Z", "reason_ar": "-"}
    answer = organiser.post(f"/api/v1/rounds/{round_.id}/move", json=earlier)
    assert code(answer) == (422, "deadline_not_later")
    session.refresh(round_)
    round_.state = "closed"
    session.commit()
    answer = organiser.post(f"/api/v1/rounds/{round_.id}/move", json=body)
    assert code(answer) == (409, "round_closed")


def test_moving_the_opening_alone_says_both_moments(
    session: Session, edition: Edition, organiser: TestClient, client: TestClient, clock: Clock
) -> None:
    round_ = make_round(session, edition, state="planned", opens_at=NOW + DAY)
    closes = round_.closes_at.isoformat()
    url = f"/api/v1/rounds/{round_.id}/move"
    body = {"opens_at": "2026-03-20T09:00:00Z", "closes_at": closes, "reason_ar": "سفر اللجنة"}
    assert organiser.post(url, json=body).status_code == 200
    change = session.scalars(select(CallChange)).one()
    assert (change.kind, change.before, change.after, change.what_en) == (
        "round_opening",
        "2026-03-11T09:00:00Z",
        "2026-03-20T09:00:00Z",
        "",
    )
    facts = session.scalars(select(AuditEvent).where(AuditEvent.act == "move_round")).one().facts
    assert (facts["opens_before"], facts["opens_after"]) == (change.before, change.after)
    assert "تغيّر موعد فتح جولة تحكيم: الجولة الأولى" in client.get(f"/editions/{edition.slug}").text
    # Without an opening of its own it opens by the organiser's act.
    assert organiser.post(url, json=body | {"opens_at": None}).status_code == 200
    clock.forward(seconds=6)  # the page is held for five
    assert "بلا موعد معلن" in client.get(f"/editions/{edition.slug}").text


@pytest.mark.parametrize(
    ("state", "opens", "closes", "wanted_code"),
    [
        ("planned", 1, 3, None),
        ("planned", None, 1, None),
        ("planned", 0, 2, "deadline_unchanged"),
        ("planned", 3, 2, "window_reversed"),
        ("planned", None, -1, "deadline_in_past"),
        ("planned", 0, 1, None),
        ("open", None, 3, None),
        ("open", 0, 3, None),
        ("open", 1, 3, "round_opened"),
        ("open", 0, 1, "deadline_not_later"),
    ],
)
def test_what_may_move(state: str, opens: int | None, closes: int, wanted_code: str | None) -> None:
    """Times in days from now; the round opens now and closes in two days."""
    said = None
    try:
        check_move(
            RoundState(state),
            NOW,
            NOW + 2 * DAY,
            None if opens is None else NOW + opens * DAY,
            NOW + closes * DAY,
            NOW,
        )
    except Refusal as refusal:
        said = refusal.code
    assert said == wanted_code


def test_when_scores_open_is_part_of_the_round(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    url = f"/api/v1/rounds/{uuid7()}"
    assert organiser.put(url, json=wanted(edition)).json()["independence"] == "after_close"
    body = wanted(edition, independence="after_own")
    changed = organiser.put(url, json=body, headers={"If-Match": '"1"'})
    assert changed.json()["independence"] == "after_own"
    # An order of a whole category tells nothing of one entry alone: it waits for the closing.
    ranks = wanted(edition, independence="after_own", mode="ranking")
    ranked = organiser.put(url, json=ranks, headers={"If-Match": '"2"'})
    assert ranked.json()["independence"] == "after_close"
    edition.phase = "judging"
    session.commit()
    late = organiser.put(url, json=body, headers={"If-Match": '"3"'})
    assert code(late) == (409, "rulebook_frozen")


def test_the_rulebook_names_it_where_it_was_chosen(session: Session, edition: Edition) -> None:
    round_ = make_round(session, edition)
    usual, digest = build_rulebook(session, edition)
    assert "independence" not in usual["rounds"][0]
    round_.independence = "after_own"
    session.commit()
    chosen, other = build_rulebook(session, edition)
    assert chosen["rounds"][0]["independence"] == "after_own"
    assert digest != other


def test_scores_are_weighed_with_scores_alone(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    def put(number: int, **values: Any) -> tuple[int, str | None]:
        row = session.scalars(select(Round).where(Round.number == number)).one_or_none()
        condition = {"If-Match": f'"{row.version}"'} if row else {}
        return code(
            organiser.put(
                f"/api/v1/rounds/{row.id if row else uuid7()}",
                json=wanted(edition, number=number, **values),
                headers=condition,
            )
        )

    assert put(1, weight=1) == (201, None)
    assert put(2, weight=3) == (201, None)
    assert put(3, mode="pass_fail", weight=1) == (422, "votes_weighed")
    assert put(3, mode="pass_fail") == (201, None)
    assert put(4, mode="ranking", weight=1) == (422, "weights_mixed")
    assert put(4, mode="ranking") == (201, None)
    assert put(2, mode="ranking", weight=3) == (422, "weights_mixed")
    assert put(2, weight=101)[0] == put(2, weight=-1)[0] == 422
    assert put(2, mode="ranking", weight=0) == (200, None)
    assert put(1, mode="ranking", weight=1) == (200, None)
    assert put(2, mode="ranking", weight=2) == (200, None)
    assert session.scalars(select(Round.weight).order_by(Round.number)).all() == [1, 2, 0, 0]
