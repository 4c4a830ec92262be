"""From a closed round to the next: proposed, shown, applied at once, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.audit.models import AuditEvent
from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.models import Evaluation
from app.judging.panels.queries import judged_in
from app.judging.rounds.advancement_models import AdvancedEntry
from app.kit.ids import uuid7
from app.results.advancement.invariants import INVARIANTS
from tests.conftest import NOW
from tests.factories import make_category, make_evaluation, make_juror, make_panel, make_round
from tests.results.support import API, Judged, give

SignIn = Callable[..., TestClient]


class TwoRounds(Judged):
    """The judged edition, back in judging, with a second round and another category of nobody's."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.edition.phase = "judging"
        self.next = make_round(session, self.edition, number=2, state="planned")
        make_panel(session, self.next, *self.jurors)
        self.other = make_category(session, self.edition, position=1)
        self.unread = self.entry(self.other)
        session.commit()

    @property
    def list(self) -> str:
        return f"{API}/rounds/{self.next.id}/advancement"

    def rules(self, kind: str, amount: str = "", ties: str = "all") -> dict[str, Any]:
        return {
            "rules": [
                {
                    "category_id": str(self.category.id),
                    "kind": kind,
                    "amount": amount,
                    "ties": ties,
                },
                {"category_id": str(self.other.id), "kind": "everyone"},
            ]
        }

    def judged(self) -> set[Any]:
        return set(self.session.scalars(select(Entry.id).where(judged_in(self.next))))


@pytest.fixture
def rounds(session: Session) -> TwoRounds:
    return TwoRounds(session)


def when(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def test_proposed_shown_applied_and_taken_back(
    rounds: TwoRounds, session: Session, sign_in: SignIn
) -> None:
    organiser = sign_in(rounds.organiser)
    body = rounds.rules("top", "2", "none")
    refused = organiser.put(rounds.list, json=body, headers=when(0))
    assert (refused.status_code, refused.json()["code"]) == (409, "ranking_missing")
    assert organiser.post(rounds.rankings).status_code == 201
    assert organiser.put(rounds.list, json=body).status_code == 428
    empty = organiser.get(rounds.list).json()
    assert (empty["version"], empty["from_round"]["number"]) == (0, 1)

    def waits_on_the_home() -> bool:
        home = organiser.get(f"{API}/home/organiser/{rounds.edition.id}").json()
        return "round_without_list" in [one["code"] for one in home["attention"]]

    assert waits_on_the_home()
    shown = organiser.put(rounds.list, json=body, headers=when(0)).json()
    assert waits_on_the_home()  # proposed is not applied
    first, second = shown["categories"]
    # Two share rank 2 where one has room: none of them goes on, and both are named.
    numbers = ("candidates", "ranked", "going", "tied", "added", "dropped")
    assert [first[name] for name in numbers] == [5, 4, 1, 2, 1, 0]
    assert (first["line"], sum(first["spread"])) == ("100.00", 4)
    assert [second[name] for name in numbers] == [1, 0, 1, 0, 1, 0]
    assert organiser.put(rounds.list, json=body, headers=when(0)).status_code == 412
    shown = organiser.put(rounds.list, json=rounds.rules("top", "2"), headers=when(1)).json()
    assert shown["categories"][0]["going"] == 3

    # By hand, with a reason: the unread one goes on, one of the two does not.
    _one, two, _three, four, unread = rounds.entries
    for entry, goes_on in ((unread, True), (two, False), (four, True), (four, None)):
        answer = organiser.put(
            f"{rounds.list}/entries/{entry.id}",
            json={"goes_on": goes_on, "reason": "قرار اللجنة"},
            headers=when(shown["version"]),
        )
        assert answer.status_code == 200
        shown = answer.json()
    assert [shown["categories"][0][name] for name in ("going", "by_hand")] == [3, 2]
    rows = organiser.get(f"{rounds.list}/entries?tied=true").json()["items"]
    assert [(row["goes_on"], row["by_hand"], row["reason"]) for row in rows] == [
        (False, True, "قرار اللجنة"),
        (True, False, ""),
    ]
    for asked, total in (("goes_on=true", 4), ("by_hand=true", 2), ("changed=true", 4)):
        assert organiser.get(f"{rounds.list}/entries?{asked}&sort=goes_on").json()["total"] == total
    csv = organiser.get(f"{rounds.list}/entries?format=csv&category_id={rounds.category.id}")
    assert csv.text.count("قرار اللجنة") == 2

    # An assignment of one that does not go on is taken back with it, another stays.
    gone = make_evaluation(session, rounds.next, two, rounds.jurors[0])
    kept = make_evaluation(session, rounds.next, unread, rounds.jurors[0])
    session.commit()
    assert organiser.get(rounds.list).json()["taken_back"] == 1
    assert rounds.judged() == {one.id for one in (*rounds.entries, rounds.unread)}
    applied = organiser.post(f"{rounds.list}/apply", headers=when(shown["version"])).json()
    assert not waits_on_the_home()
    assert (applied["entries"], applied["taken_back"]) == (4, 0)
    assert applied["applied_by_ar"] == rounds.organiser.name_ar
    assert [one["added"] + one["dropped"] for one in applied["categories"]] == [0, 0]
    going = {rounds.entries[0].id, rounds.entries[2].id, unread.id, rounds.unread.id}
    assert rounds.judged() == going
    session.expire_all()
    assert (gone.closed_reason, kept.closed_at) == ("removed", None)
    # Another list is shown against the applied one, and nothing of it counts before it is applied.
    later = organiser.put(
        rounds.list, json=rounds.rules("hand"), headers=when(applied["version"])
    ).json()
    assert [later["categories"][0][name] for name in ("added", "dropped")] == [0, 2]
    assert rounds.judged() == going
    refused = organiser.put(
        f"{API}/rounds/{rounds.next.id}/assignments/{gone.id}",
        json={"entry_id": str(two.id), "juror_id": str(rounds.jurors[0].id)},
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "entry_not_advanced")
    assert [name for name, rows in INVARIANTS.items() if session.execute(rows).all()] == []
    act = session.scalars(select(AuditEvent).where(AuditEvent.act == "apply_advancement")).one()
    assert (act.facts["entries"], act.facts["taken_back"]) == (4, 1)
    assert len(act.facts["entries_hash"]) == 64
    undone = organiser.post(f"{rounds.list}/undo", json={"reason": "خطأ في القاعدة"}).json()
    assert (undone["applied_at"], undone["entries"]) == (None, 0)
    assert session.scalars(select(AdvancedEntry)).all() == []
    again = organiser.post(f"{rounds.list}/undo", json={"reason": "خطأ في القاعدة"})
    assert again.json()["code"] == "advancement_not_applied"


def test_what_stands_in_the_way(rounds: TwoRounds, session: Session, sign_in: SignIn) -> None:
    organiser = sign_in(rounds.organiser)
    organiser.post(rounds.rankings)
    nobody = organiser.put(
        rounds.list, json={"rules": rounds.rules("threshold", "100")["rules"][:0]}, headers=when(0)
    ).json()
    assert [one["going"] for one in nobody["categories"]] == [0, 0]
    refused = organiser.post(f"{rounds.list}/apply", headers=when(1))
    assert refused.json()["code"] == "nobody_advances"
    wrong = organiser.put(rounds.list, json=rounds.rules("top", "0.5"), headers=when(1))
    assert wrong.json()["errors"][0]["loc"] == ["rules", 0, "amount"]
    shown = organiser.put(rounds.list, json=rounds.rules("threshold", "100"), headers=when(1))
    assert [one["going"] for one in shown.json()["categories"]] == [1, 1]
    # What counts moved since: nothing is applied that was not shown.
    rounds.entries[3].state = "withdrawn"
    session.commit()
    refused = organiser.post(f"{rounds.list}/apply", headers=when(2))
    assert refused.json()["code"] == "advancement_outdated"
    assert organiser.post(rounds.rankings).status_code == 201
    assert organiser.get(rounds.list).json()["outdated"] is True
    refused = organiser.post(f"{rounds.list}/apply", headers=when(2))
    assert refused.json()["code"] == "advancement_outdated"
    again = organiser.put(rounds.list, json=rounds.rules("top", "1"), headers=when(2)).json()
    assert (again["outdated"], again["categories"][0]["candidates"]) == (False, 4)
    assert organiser.post(f"{rounds.list}/apply", headers=when(3)).status_code == 200
    rounds.next.state = "open"
    session.commit()
    for answer in (
        organiser.post(f"{rounds.list}/undo", json={"reason": "سبب"}),
        organiser.put(rounds.list, json=rounds.rules("everyone"), headers=when(4)),
    ):
        assert answer.json()["code"] == "next_round_opened"
    # Ranks after the next round: who did not go on comes after all who did.
    rounds.next.state, rounds.next.closing_hash = "closed", "cd" * 32
    for juror in rounds.jurors[:2]:
        give(session, rounds.next, rounds.entries[0], juror, (0, 0, 0, 1))
    session.commit()
    organiser.post(f"{API}/rounds/{rounds.next.id}/rankings")
    standing = organiser.get(rounds.url("/standings")).json()["categories"][0]
    assert standing["rows"][0]["entry"]["id"] == str(rounds.entries[0].id)
    first = organiser.get(f"{API}/rounds/{rounds.round.id}/advancement").json()
    assert (first["from_round"], first["ranking"]) == (None, None)
    assert (
        organiser.get(f"{API}/rounds/{rounds.round.id}/advancement/entries").json()["items"] == []
    )


def test_who_has_a_stake_decides_nothing(
    rounds: TwoRounds, session: Session, sign_in: SignIn
) -> None:
    organiser = sign_in(rounds.organiser)
    organiser.post(rounds.rankings)
    organiser.put(rounds.list, json=rounds.rules("top", "1"), headers=when(0))
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=rounds.edition.id,
            juror_id=make_juror(session, rounds.edition, rounds.organiser).id,
            entry_id=rounds.unread.id,
            kind="family",
            source="juror",
            state="suspended",
            declared_at=NOW,
        )
    )
    session.commit()
    shown = organiser.get(rounds.list).json()["categories"][1]
    assert (shown["barred"], shown["rule"], shown["candidates"], shown["going"]) == (
        True,
        None,
        0,
        0,
    )
    items = organiser.get(f"{rounds.list}/entries").json()["items"]
    assert str(rounds.other.id) not in {row["category_id"] for row in items}
    refused = organiser.post(f"{rounds.list}/apply", headers=when(1))
    assert (refused.status_code, refused.json()["code"]) == (403, "category_barred")


def test_it_costs_as_much_for_many(
    rounds: TwoRounds, session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    organiser = sign_in(rounds.organiser)

    def cost(version: int) -> list[int]:
        counts = []
        for call in (
            lambda: organiser.put(
                rounds.list, json=rounds.rules("top", "3"), headers=when(version)
            ),
            lambda: organiser.get(f"{rounds.list}/entries?size=100"),
            lambda: organiser.post(f"{rounds.list}/apply", headers=when(version + 1)),
        ):
            statements.clear()
            assert call().status_code == 200
            counts.append(len(statements))
        return counts

    organiser.post(rounds.rankings)
    cost(0)
    few = cost(2)
    for _ in range(20):
        entry = rounds.entry()
        give(session, rounds.round, entry, rounds.jurors[0], (1, 2, 3, 4))
        make_evaluation(session, rounds.next, entry, rounds.jurors[0])
    # Assigned before its list was applied again, as when a list is taken back.
    session.execute(AdvancedEntry.__table__.delete())
    session.commit()
    organiser.post(rounds.rankings)
    # What the session no longer remembers is read again; nothing is read for each entry.
    assert all(now <= before + 5 for now, before in zip(cost(4), few, strict=True))
    live = session.scalars(select(Evaluation).where(Evaluation.round_id == rounds.next.id)).all()
    assert sum(one.closed_at is None for one in live) == 0
