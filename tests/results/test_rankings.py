"""Rankings: exact, from what counts, read on the record, walls included."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role
from app.audit.models import AuditEvent
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from app.results.rankings.models import ChairOrder, Ranking, RankingRow
from app.results.rules import lot
from tests.conftest import NOW, Clock
from tests.factories import make_category, make_juror, make_round, make_staff
from tests.results.support import API, Judged, give, seal

SignIn = Callable[..., TestClient]


@pytest.fixture
def judged(session: Session) -> Judged:
    return Judged(session)


def ranks(body: dict[str, Any], at: int = 0) -> list[tuple[int, int, str]]:
    rows = body["categories"][at]["rows"]
    return [(row["entry"]["number"], row["rank"], row["shown"]) for row in rows]


def test_the_worked_example_ranked_with_competition_ranks(
    judged: Judged, session: Session, sign_in: SignIn
) -> None:
    organiser = sign_in(judged.organiser)
    first = organiser.post(judged.rankings)
    again = organiser.post(judged.rankings)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (first.json()["number"], first.json()["seed"], first.json()["method"]) == (
        1,
        judged.round.closing_hash,
        "raw",
    )
    body = organiser.get(judged.url("/standings")).json()
    assert ranks(body) == [
        (101, 1, "100.00"),
        (102, 2, "60.00"),
        (103, 2, "60.00"),
        (104, 4, "20.00"),
    ]
    assert body["outdated"] is False
    assert [(r["entry"]["number"], r["left_out"]) for r in body["categories"][0]["left_out"]] == [
        (105, "no_evaluation")
    ]
    assert [r["trace"] for r in body["categories"][0]["rows"]][1] == [
        {"rule": "shared", "value": "", "name_ar": "", "name_en": ""}
    ]
    acts = session.execute(
        select(AuditEvent.act, AuditEvent.actor_id).order_by(AuditEvent.id)
    ).all()
    assert [tuple(row) for row in acts] == [
        ("take_ranking", judged.organiser.id),
        ("read_standings", judged.organiser.id),
    ]


def test_exact_means_and_more_digits_where_two_would_hide(
    judged: Judged, session: Session, sign_in: SignIn
) -> None:
    category = make_category(session, judged.edition, position=1)
    near = [judged.entry(category) for _ in range(2)]
    third = judged.jurors[2]
    for entry, marks in zip(near, [(3, 0, 0, 0), (3, 0, 0, 0)], strict=True):
        for juror in judged.jurors[:2]:
            give(session, judged.round, entry, juror, marks)
    give(session, judged.round, near[0], third, (3, 1, 0, 0))
    organiser = sign_in(judged.organiser)
    organiser.post(judged.rankings)
    body = organiser.get(judged.url("/standings")).json()
    scores = {row["entry"]["id"]: row["score"] for row in body["categories"][1]["rows"]}
    assert scores[str(near[0].id)] == str(Fraction(18 + 18 + 20, 3)) == "56/3"
    assert ranks(body, 1) == [(near[0].number, 1, "18.67"), (near[1].number, 2, "18.00")]


def test_the_declared_tiebreaks_split_in_order(session: Session, sign_in: SignIn) -> None:
    judged = Judged(session, ["criterion:c", "highest_low", "lot", "shared"])
    give(session, judged.round, judged.entries[1], judged.jurors[2], (4, 5, 3, 2))
    give(session, judged.round, judged.entries[2], judged.jurors[2], (0, 0, 5, 5))
    organiser = sign_in(judged.organiser)
    organiser.post(judged.rankings)
    rows = organiser.get(judged.url("/standings")).json()["categories"][0]["rows"]
    assert [(row["entry"]["number"], row["rank"]) for row in rows] == [
        (101, 1),
        (103, 2),
        (102, 3),
        (104, 4),
    ]
    assert rows[1]["trace"] == [
        {"rule": "criterion:c", "value": "60", "name_ar": "ج", "name_en": ""}
    ]


def test_the_lot_is_drawn_from_the_seed(session: Session, sign_in: SignIn) -> None:
    judged = Judged(session, ["lot", "shared"])
    organiser = sign_in(judged.organiser)
    organiser.post(judged.rankings)
    rows = organiser.get(judged.url("/standings")).json()["categories"][0]["rows"]
    tied = sorted(
        judged.entries[1:3], key=lambda one: lot(bytes.fromhex(judged.round.closing_hash), one.id)
    )
    assert [row["entry"]["id"] for row in rows[1:3]] == [str(one.id) for one in tied]


def test_who_left_the_race_keeps_scores_out_of_every_rank(
    judged: Judged, session: Session, sign_in: SignIn
) -> None:
    organiser = sign_in(judged.organiser)
    organiser.post(judged.rankings)
    out = organiser.post(
        f"{API}/entries/{judged.entries[0].id}/disqualify",
        json={"reason": "مخالفة"},
        headers={"If-Match": f'"{judged.entries[0].version}"'},
    )
    assert out.status_code == 200
    stale = organiser.get(judged.url("/standings")).json()
    assert (stale["outdated"], ranks(stale)[0][0]) == (True, 101)
    second = organiser.post(judged.rankings)
    assert (second.status_code, second.json()["number"]) == (201, 2)
    fresh = organiser.get(judged.url("/standings")).json()
    assert ranks(fresh) == [(102, 1, "60.00"), (103, 1, "60.00"), (104, 3, "20.00")]
    left = fresh["categories"][0]["left_out"]
    assert [(r["entry"]["number"], r["left_out"], r["entry"]["state_reason"]) for r in left] == [
        (101, "excluded", "مخالفة"),
        (105, "no_evaluation", ""),
    ]
    assert len(session.scalars(select(Ranking)).all()) == 2


def test_recused_evaluations_and_quorum(judged: Judged, session: Session, sign_in: SignIn) -> None:
    judged.edition.quorum = 2
    lost = give(session, judged.round, judged.entries[4], judged.jurors[0], (5, 5, 5, 5))
    closed = give(session, judged.round, judged.entries[4], judged.jurors[1], (5, 5, 5, 5))
    closed.closed_at, closed.closed_reason = NOW, "recused"
    session.flush()
    seal(session, judged.round)
    assert lost.closed_at is None
    organiser = sign_in(judged.organiser)
    organiser.post(judged.rankings)
    left = organiser.get(judged.url("/standings")).json()["categories"][0]["left_out"]
    assert [(r["entry"]["number"], r["left_out"], r["evaluations"]) for r in left] == [
        (105, "below_quorum", 1)
    ]


def test_entries_of_the_round_before_rank_after_all(
    judged: Judged, session: Session, sign_in: SignIn
) -> None:
    final = make_round(
        session, judged.edition, number=2, state="closed", closing_hash="cd" * 32, closed_at=NOW
    )
    give(session, final, judged.entries[3], judged.jurors[0], (1, 1, 1, 1))
    organiser = sign_in(judged.organiser)
    assert organiser.post(f"{API}/rounds/{final.id}/rankings").status_code == 201
    body = organiser.get(judged.url("/standings")).json()
    assert body["round"]["number"] == 2
    assert ranks(body) == [
        (104, 1, "20.00"),
        (101, 2, "100.00"),
        (102, 3, "60.00"),
        (103, 3, "60.00"),
    ]
    assert body["categories"][0]["rows"][1]["trace"] == [
        {"rule": "round", "value": "1", "name_ar": "", "name_en": ""}
    ]


@pytest.mark.parametrize(
    ("state", "phase", "code"),
    [
        ("open", "judging", "round_not_closed"),
        ("closed", "screening", "not_deliberating"),
        ("closed", "approved", "not_deliberating"),
    ],
)
def test_when_no_ranking_is_taken(
    judged: Judged, session: Session, sign_in: SignIn, state: str, phase: str, code: str
) -> None:
    judged.round.state, judged.edition.phase = state, phase
    session.commit()
    answer = sign_in(judged.organiser).post(judged.rankings)
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert session.scalars(select(Ranking)).all() == []


def test_the_chair_orders_a_tie_that_waits(session: Session, sign_in: SignIn) -> None:
    judged = Judged(session, ["chair", "shared"])
    organiser, chair = sign_in(judged.organiser), sign_in(judged.chair)
    organiser.post(judged.rankings)
    waiting = chair.get(judged.url("/standings")).json()["categories"][0]
    tied = [str(entry.id) for entry in judged.entries[1:3]]
    assert waiting["pending"] == [sorted(tied)]
    assert [row["pending"] for row in waiting["rows"]] == [False, True, True, False]

    url = f"{API}/rounds/{judged.round.id}/chair-orders/{uuid7()}"
    body = {"category_id": str(judged.category.id), "entries": tied[::-1], "reason": "أثرها أوسع"}

    def sent(client: TestClient, **values: Any) -> tuple[int, str]:
        answer = client.put(url, json=body | values)
        said = answer.json()
        return answer.status_code, said.get("errors", [said])[0].get("code", "")

    assert sent(organiser)[0] == 403
    assert sent(sign_in(session.get_one(type(judged.chair), judged.jurors[1].user_id)))[0] == 403
    assert sent(chair, entries=[tied[0], str(judged.entries[0].id)]) == (422, "order_mismatch")
    assert sent(chair, entries=[str(judged.entries[0].id), str(judged.entries[3].id)]) == (
        409,
        "no_tie_waits",
    )
    assert sent(chair, reason=" ")[0] == 422
    assert sent(chair) == (201, "")
    assert sent(chair) == (200, "")
    assert sent(chair, reason="سبب آخر") == (409, "id_taken")
    assert len(session.scalars(select(ChairOrder)).all()) == 1
    assert organiser.get(judged.url("/standings")).json()["outdated"] is True
    organiser.post(judged.rankings)
    done = organiser.get(judged.url("/standings")).json()
    assert [row[:2] for row in ranks(done)] == [(101, 1), (103, 2), (102, 3), (104, 4)]
    assert done["categories"][0]["pending"] == []
    assert done["chair_orders"][0]["reason"] == "أثرها أوسع"


def test_a_wall_hides_the_whole_category(judged: Judged, session: Session, sign_in: SignIn) -> None:
    other = make_category(session, judged.edition, position=1)
    give(session, judged.round, judged.entry(other), judged.jurors[0], (5, 5, 5, 5))
    organiser = sign_in(judged.organiser)
    ranking = organiser.post(judged.rankings).json()
    juror = make_juror(session, judged.edition, judged.organiser)
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=judged.edition.id,
            juror_id=juror.id,
            entry_id=judged.entries[4].id,
            source="juror",
            kind="family",
            state="suspended",
            declared_at=NOW,
        )
    )
    session.commit()
    body = organiser.get(judged.url("/standings")).json()
    assert [(c["barred"], len(c["rows"]), len(c["left_out"])) for c in body["categories"]] == [
        (True, 0, 0),
        (False, 1, 0),
    ]
    rows = organiser.get(f"{API}/rankings/{ranking['id']}/rows").json()
    assert [row["entry"]["number"] for row in rows["items"]] == [106]
    walled = organiser.get(f"{API}/entries/{judged.entries[0].id}/result")
    assert (walled.status_code, walled.json()["code"]) == (403, "barred_by_conflict")
    kept = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "read_standings").order_by(AuditEvent.id)
    ).all()[-1]
    assert kept == {"what": "result", "entry_id": str(judged.entries[0].id), "barred": True}
    real = organiser.put(
        judged.decisions,
        json={
            "ranking_id": ranking["id"],
            "decisions": [{"outcome": "withheld", "reason_ar": "سبب"}],
        },
    )
    assert (real.status_code, real.json()["code"]) == (403, "category_barred")


def test_the_rows_as_a_list_and_as_csv(
    judged: Judged, session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    organiser = sign_in(judged.organiser)
    url = f"{API}/rankings/{organiser.post(judged.rankings).json()['id']}/rows"
    statements.clear()
    page = organiser.get(url, params={"size": "2"}).json()
    few = len(statements)
    statements.clear()
    organiser.get(url, params={"size": "200"})
    assert len(statements) <= few
    assert (page["total"], [row["rank"] for row in page["items"]]) == (5, [1, 2])
    text = organiser.get(url, params={"format": "csv"}).content.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("الترتيب,الرقم")
    assert len(text.splitlines()) == 6
    assert text.splitlines()[-1].endswith(",بلا تقييم")
    assert organiser.get(f"{API}/rankings/{uuid7()}/rows").status_code == 404
    reads = session.scalars(select(AuditEvent.act)).all().count("read_standings")
    assert reads == 2  # the list in its pages once, the export by itself
    organiser.get(url, params={"format": "csv"})
    assert session.scalars(select(AuditEvent.act)).all().count("read_standings") == 3


def readings(session: Session) -> list[Any]:
    session.expire_all()
    return list(
        session.scalars(
            select(AuditEvent.facts)
            .where(AuditEvent.act == "read_standings")
            .order_by(AuditEvent.id)
        )
    )


def test_one_visit_is_one_reading_and_covers_an_hour(
    judged: Judged, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    organiser, approver = sign_in(judged.organiser), sign_in(judged.approver)
    first = {"what": "results", "ranking_id": organiser.post(judged.rankings).json()["id"]}

    def visit(client: TestClient) -> None:
        for page in ("/standings", "/decisions", "/standings"):
            assert client.get(judged.url(page)).status_code == 200
        assert client.get(f"{API}/rankings/{first['ranking_id']}/rows").status_code == 200

    visit(organiser)
    assert readings(session) == [first]
    visit(approver)  # another person
    assert readings(session) == [first] * 2
    clock.forward(minutes=59)
    visit(organiser)
    assert readings(session) == [first] * 2
    clock.forward(minutes=1)
    visit(organiser)
    assert readings(session) == [first] * 3
    give(session, judged.round, judged.entries[4], judged.jurors[0], (1, 1, 1, 1))
    second = {"what": "results", "ranking_id": organiser.post(judged.rankings).json()["id"]}
    organiser.get(judged.url("/standings"))  # another snapshot
    assert readings(session) == [first] * 3 + [second]
    # Once the winners are public, the log no longer says that they were read before.
    judged.edition.phase = "published"
    session.commit()
    organiser.get(judged.url("/standings"))
    assert readings(session)[-1] == second | {"what": "published_results"}


def test_how_a_score_came_about(judged: Judged, session: Session, sign_in: SignIn) -> None:
    auditor = sign_in(make_staff(session, judged.edition, Role.auditor))
    url = f"{API}/entries/{judged.entries[1].id}/result"
    before = auditor.get(url).json()
    assert (before["row"], before["shown"]) == (None, "60.00")
    sign_in(judged.organiser).post(judged.rankings)
    body = auditor.get(url).json()
    assert (body["row"]["rank"], body["score"], body["shown"]) == (2, "60", "60.00")
    assert [one["total"] for one in body["evaluations"]] == ["60", "60"]
    marks = {mark["code"]: mark for mark in body["evaluations"][0]["marks"]}
    assert {code: (m["weight"], m["points"], m["mapped"]) for code, m in marks.items()} == {
        "a": ("3/10", "4", "80.00"),
        "b1": ("1/10", "5", "100.00"),
        "b2": ("1/10", "3", "60.00"),
        "c": ("1/2", "2", "40.00"),
    }
    assert sign_in(judged.approver).get(url).status_code == 403
    assert sign_in(judged.chair).get(url).status_code == 403
    draft = judged.entry(state="draft", submitted_at=None)
    assert auditor.get(f"{API}/entries/{draft.id}/result").status_code == 404
    whats = [
        facts["what"]
        for facts in session.scalars(
            select(AuditEvent.facts).where(AuditEvent.act == "read_standings")
        )
    ]
    assert whats == ["result"]  # twice within the hour


def test_marks_are_sealed_until_the_round_closes(
    judged: Judged, session: Session, sign_in: SignIn
) -> None:
    judged.round.state = "open"
    judged.edition.phase = "judging"
    session.commit()
    url = f"{API}/entries/{judged.entries[1].id}/result"
    for who in (judged.organiser, make_staff(session, judged.edition, Role.auditor)):
        body = sign_in(who).get(url).json()
        assert (body["score"], body["shown"], body["evaluations"]) == ("", "", [])


def test_taking_costs_the_same_for_more_entries(
    judged: Judged, session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    organiser, url = sign_in(judged.organiser), judged.rankings
    statements.clear()
    organiser.post(url)
    few = len(statements)
    for _ in range(4):
        give(session, judged.round, judged.entry(), judged.jurors[0], (1, 2, 3, 4))
    statements.clear()
    organiser.post(url)
    assert len(statements) == few
    assert len(session.scalars(select(RankingRow)).all()) == 5 + 9
