"""A place on which the panel agreed: beside the rank for who decides, with its reason, and never instead of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Scope
from tests.factories import make_past_tie, make_staff
from tests.judging.deliberation.scene import Sitting

SignIn = Callable[..., TestClient]
WHY = "أوسع أثرًا"


def agreed(by: TestClient, sitting: Sitting) -> list[tuple[int, int, Any]]:
    """Number, rank and what the panel said of each ranked entry."""
    (category,) = by.get(sitting.judged.url("/standings")).json()["categories"]
    return [(row["entry"]["number"], row["rank"], row["agreed"]) for row in category["rows"]]


def test_the_place_that_stands_is_shown_beside_the_rank(session: Session, sign_in: SignIn) -> None:
    sitting = Sitting(session, sign_in)
    second, third, last = sitting.entries[1:4]
    sitting.open()
    sitting.present(0, 1)
    for entry, body in (
        (last, {"kind": "rank", "place": 3, "reason": "رأي أول"}),
        (last, {"kind": "rank", "place": 1, "reason": WHY}),
        (second, {"kind": "rank", "place": 2, "reason": "قيل ثم عُدل عنه"}),
        (second, {"kind": "kept", "reason": "تبقى"}),
        (third, sitting.score(4, 5, 3, 2)),
    ):
        sitting.take(entry)
        assert sitting.agree(entry, body).status_code == 201
    assert sitting.organiser.post(sitting.judged.rankings).status_code == 201
    # The newest word stands; what was kept, or given marks, has no place.
    told = [
        (101, 1, None),
        (102, 2, None),
        (103, 2, None),
        (104, 4, {"place": 1, "reason": WHY}),
    ]
    for reader in (sitting.organiser, sitting.chair, sign_in(sitting.judged.approver)):
        assert agreed(reader, sitting) == told
    walled = make_staff(session, sitting.judged.edition)
    assert last.organisation_id is not None
    make_past_tie(session, walled, Scope.organisation, last.organisation_id)
    answer = sign_in(walled).get(sitting.judged.url("/standings"))
    assert answer.json()["categories"][0]["rows"] == []
    assert WHY not in answer.text


def test_what_is_proposed_from_it_is_accepted_as_a_decision(
    session: Session, sign_in: SignIn
) -> None:
    """The page's proposal: who was moved, up or down, carries the panel's reason."""
    sitting = Sitting(session, sign_in)
    first, second, third, last = sitting.entries[:4]
    ranking = sitting.organiser.post(sitting.judged.rankings).json()["id"]
    gold = sitting.judged.category.levels[0]["name_ar"]

    def line(entry: Any, outcome: str, place: int | None, level: str = "") -> dict[str, Any]:
        return {
            "entry_id": str(entry.id),
            "outcome": outcome,
            "place": place,
            "level_ar": level,
            "reason_ar": WHY,
        }

    proposed = [
        line(first, "winner", 2),
        line(second, "none", None),
        line(third, "none", None),
        line(last, "winner", 1, gold),
    ]
    body = {"ranking_id": ranking, "decisions": proposed}
    bare = [one | {"reason_ar": ""} for one in proposed]
    refused = sitting.organiser.put(sitting.judged.decisions, json=body | {"decisions": bare})
    assert refused.status_code == 422
    assert sitting.organiser.put(sitting.judged.decisions, json=body).status_code == 200
