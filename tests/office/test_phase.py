"""Phases: every guard, the freeze of the rulebook, cancelling, and the organiser's home."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role
from app.editions.models import Criterion, Edition
from app.editions.rules import Phase
from app.entries.models import Question
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import PanelCategory
from app.judging.rounds.models import Round
from app.kit.ids import uuid7
from app.office.phase_rules import Standing, checks
from app.results.approvals.models import Approval
from app.results.publication.models import Publication
from app.results.rankings.models import Ranking
from tests.conftest import Clock
from tests.editions.support import API, acts, codes, rubric_body
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_juror,
    make_organisation,
    make_panel,
    make_round,
    make_staff,
)

SignIn = Callable[..., TestClient]


@pytest.fixture
def edition(session: Session) -> Edition:
    return make_edition(session, phase="draft")


@pytest.fixture
def organiser(session: Session, sign_in: SignIn, edition: Edition) -> TestClient:
    return sign_in(make_staff(session, edition))


def step(client: TestClient, edition: Edition, to: str, **values: Any) -> Any:
    return client.post(f"{API}/editions/{edition.id}/phase", json={"to": to} | values)


def missing(answer: Any) -> list[str]:
    assert (answer.status_code, answer.json()["code"]) == (409, "phase_not_ready"), answer.json()
    return [code for code, _ in codes(answer.json())]


def freeze_signed(session: Session, edition: Edition, *steps: str) -> Ranking:
    """A ranking with these steps of approval, one minute after another."""
    round_id = session.scalars(select(Round.id).where(Round.edition_id == edition.id)).first()
    ranking = Ranking(
        id=uuid7(),
        edition_id=edition.id,
        round_id=round_id or make_round(session, edition, state="closed").id,
        number=1,
        tiebreaks=["shared"],
        seed="",
        inputs_hash="",
        made_at=NOW,
    )
    session.add(ranking)
    session.flush()
    for minute, name in enumerate(steps):
        session.add(
            Approval(
                id=uuid7(),
                edition_id=edition.id,
                ranking_id=ranking.id,
                step=name,
                results_hash="",
                at=NOW + timedelta(minutes=minute),
            )
        )
    session.commit()
    return ranking


def test_an_edition_walks_through_every_phase(
    session: Session, edition: Edition, organiser: TestClient, clock: Clock
) -> None:
    category = make_category(session, edition)
    leaf = select(Criterion).where(Criterion.rubric_id == category.rubric_id, Criterion.code == "a")
    session.scalars(leaf).one().comment = "extremes"
    make_field(session, category)
    opened = step(organiser, edition, "open")
    assert (opened.status_code, opened.json()["phase"]) == (200, "open"), opened.json()
    assert opened.json()["call_opened_at"] == "2026-03-10T09:00:00Z"
    make_entry(session, category, state="eligible", submitted_at=NOW)
    round_ = make_round(session, edition, state="planned", jurors_per_entry=1)
    make_panel(session, round_, make_juror(session, edition))
    clock.forward(days=11)
    assert step(organiser, edition, "screening").json()["phase"] == "screening"
    judging = step(organiser, edition, "judging").json()
    assert (judging["phase"], judging["rulebook_frozen_at"]) == (
        "judging",
        "2026-03-21T09:00:00Z",
    )
    book = organiser.get(f"{API}/editions/{edition.id}/rulebook").json()
    assert book["rulebook_hash"] == judging["rulebook_hash"]
    assert hashlib.sha256(rfc8785.dumps(book["rulebook"])).hexdigest() == judging["rulebook_hash"]
    assert [one["share"] for one in book["rulebook"]["rubrics"][0]["criteria"]] == [
        "3/10",
        None,
        "1/10",
        "1/10",
        "1/2",
    ]
    assert [one["weight"] for one in book["rulebook"]["rounds"]] == [1]
    asked = [one.get("comment") for one in book["rulebook"]["rubrics"][0]["criteria"]]
    assert asked == ["extremes", None, None, None, None]
    round_.state = "closed"
    session.commit()
    assert step(organiser, edition, "deliberation").json()["phase"] == "deliberation"
    ranking = freeze_signed(session, edition, "frozen", "signed")
    assert step(organiser, edition, "approved").json()["phase"] == "approved"
    session.add(
        Publication(
            id=uuid7(),
            edition_id=edition.id,
            ranking_id=ranking.id,
            results_hash="",
            visible_from=clock.now,
            published_at=clock.now,
        )
    )
    session.commit()
    assert step(organiser, edition, "published").json()["phase"] == "published"
    assert step(organiser, edition, "archived").json()["phase"] == "archived"
    over = step(organiser, edition, "open")
    assert (over.status_code, over.json()["code"]) == (409, "phase_final")
    assert acts(session) == [("step_phase", "edition", edition.id)] * 7
    done = organiser.get(f"{API}/editions/{edition.id}/readiness").json()
    assert (done["next"], done["ready"], done["items"]) == (None, False, [])


def test_a_frozen_rulebook_refuses_every_later_change(
    session: Session, edition: Edition, organiser: TestClient, clock: Clock
) -> None:
    category = make_category(session, edition)
    edition.phase = "screening"
    make_entry(session, category, state="eligible", submitted_at=NOW)
    round_ = make_round(session, edition, state="planned", jurors_per_entry=1)
    make_panel(session, round_, make_juror(session, edition))
    first = step(organiser, edition, "judging").json()
    url = f"{API}/editions/{edition.id}/rubrics/{category.rubric_id}"
    refused = organiser.put(url, json=rubric_body(), headers={"If-Match": "1"})
    assert (refused.status_code, refused.json()["code"]) == (409, "rulebook_frozen")
    session.expire_all()
    assert edition.rulebook_hash == first["rulebook_hash"] != ""


def test_opening_names_everything_that_is_missing(
    session: Session, sign_in: SignIn, edition: Edition, organiser: TestClient
) -> None:
    edition.opens_at = edition.closes_at = None
    session.commit()
    assert missing(step(organiser, edition, "open")) == ["no_category", "no_dates"]
    category = make_category(
        session, edition, rubric_id=None, name_ar="الفرع السابع", name_en="Seventh branch"
    )
    edition.opens_at = NOW - timedelta(days=2)
    edition.closes_at = NOW - timedelta(days=1)
    edition.tiebreaks = ["criterion:none", "shared"]
    session.commit()
    answer = step(organiser, edition, "open")
    assert missing(answer) == [
        "category_without_rubric",
        "category_without_fields",
        "deadline_in_past",
        "tiebreak_criterion_unknown",
    ]
    assert answer.json()["errors"][0]["categories"] == ["الفرع السابع"]
    assert answer.json()["errors"][0]["loc"] == ["categories"]
    assert "الفرع السابع" in answer.json()["errors"][0]["message"]
    english = sign_in(make_staff(session, edition), "en")
    said = english.get(f"{API}/editions/{edition.id}/readiness").json()
    assert (said["phase"], said["next"], said["ready"]) == ("draft", "open", False)
    assert [(one["code"], one["done"]) for one in said["items"]] == [
        ("no_category", True),
        ("category_without_rubric", False),
        ("category_without_fields", False),
        ("field_frozen_before_open", True),
        ("no_dates", True),
        ("deadline_in_past", False),
        ("tiebreak_criterion_unknown", False),
    ]
    assert "Seventh branch" in said["items"][1]["message"]
    assert {one["message"] for one in said["items"] if one["done"]} == {""}
    session.expire_all()
    assert (edition.phase, edition.call_opened_at) == ("draft", None)
    assert acts(session) == []
    assert category.edition_id == edition.id


def test_no_call_opens_with_a_question_that_nobody_could_answer(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    category = make_category(session, edition)
    edition.opens_at = NOW + timedelta(days=1)
    late = {"freeze_at": edition.opens_at, "required": True}
    field = make_field(session, category, code="late", label_ar="متأخر", **late)
    make_field(session, category, code="free", freeze_at=NOW, required=False, position=1)
    session.commit()
    refused = step(organiser, edition, "open")
    assert missing(refused) == ["field_frozen_before_open"]
    assert refused.json()["errors"][0]["fields"] == ["متأخر"]
    field.freeze_at = edition.opens_at + timedelta(hours=1)
    session.commit()
    assert step(organiser, edition, "open").status_code == 200


def test_a_tiebreak_may_name_a_leaf_but_no_inner_criterion(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    make_field(session, make_category(session, edition))
    edition.tiebreaks = ["criterion:b", "shared"]
    session.commit()
    assert missing(step(organiser, edition, "open")) == ["tiebreak_criterion_unknown"]
    edition.tiebreaks = ["criterion:b1", "shared"]
    session.commit()
    assert step(organiser, edition, "open").status_code == 200


def test_a_call_ends_by_its_deadline(
    session: Session, edition: Edition, organiser: TestClient, clock: Clock
) -> None:
    edition.phase = "open"
    session.commit()
    clock.now = NOW + timedelta(days=10)
    assert missing(step(organiser, edition, "screening")) == ["deadline_not_passed"]
    clock.forward(seconds=1)
    assert step(organiser, edition, "screening").status_code == 200


def test_judging_waits_for_decisions_answers_rounds_and_panels(
    session: Session, edition: Edition, organiser: TestClient
) -> None:
    edition.phase = "screening"
    first = make_category(session, edition, name_ar="أ")
    other = make_category(session, edition, name_ar="ب", position=1)
    entry = make_entry(session, first, state="submitted")
    make_entry(session, first, state="returned")
    session.add(
        Question(id=uuid7(), edition_id=edition.id, entry_id=entry.id, body="؟", asked_at=NOW)
    )
    session.commit()
    answer = step(organiser, edition, "judging")
    assert missing(answer) == [
        "entries_undecided",
        "no_eligible_entry",
        "open_questions",
        "no_round",
    ]
    assert [one.get("count") for one in answer.json()["errors"]] == [2, None, 1, None]
    for row in (entry, *session.scalars(select(Question))):
        session.refresh(row)
    entry.state = "eligible"
    make_entry(session, other, state="eligible")
    session.execute(Question.__table__.update().values(answered_at=NOW))
    edition.tiebreaks = ["chair", "shared"]
    round_ = make_round(
        session, edition, state="planned", closes_at=NOW - timedelta(hours=1), name_ar="الأولى"
    )
    panel = make_panel(session, round_, make_juror(session, edition, state="invited"))
    session.add(PanelCategory(panel_id=panel.id, category_id=first.id))
    session.commit()
    answer = step(organiser, edition, "judging")
    assert missing(answer) == [
        "entries_undecided",
        "round_over",
        "panel_too_small",
        "category_without_panel",
        "panel_without_chair",
    ]
    assert answer.json()["errors"][3]["categories"] == ["ب"]
    session.refresh(edition)
    assert (edition.phase, edition.rulebook_hash) == ("screening", "")
    round_.weight = 1
    last = make_round(session, edition, number=2, state="planned")
    assert "last_round_unweighed" in missing(step(organiser, edition, "judging"))
    last.weight = 2
    session.commit()
    assert "last_round_unweighed" not in missing(step(organiser, edition, "judging"))


def test_later_phases_wait_for_their_acts(
    session: Session, edition: Edition, organiser: TestClient, clock: Clock
) -> None:
    edition.phase = "judging"
    session.commit()
    assert missing(step(organiser, edition, "deliberation")) == ["no_round"]
    make_round(session, edition, state="open", name_ar="الأولى")
    assert missing(step(organiser, edition, "deliberation")) == ["round_not_closed"]
    edition.phase = "deliberation"
    session.commit()
    assert missing(step(organiser, edition, "approved")) == ["results_not_signed"]
    ranking = freeze_signed(session, make_edition(session), "frozen", "signed")
    assert missing(step(organiser, edition, "approved")) == ["results_not_signed"]
    for number, state in ((2, "returned"), (3, "signed")):
        session.add(
            Approval(
                id=uuid7(),
                edition_id=edition.id,
                ranking_id=ranking.id,
                step=state,
                results_hash="",
                at=NOW + timedelta(minutes=number),
            )
        )
        session.commit()
        if state == "returned":
            assert missing(step(organiser, edition, "approved")) == ["results_not_signed"]
    assert step(organiser, edition, "approved").status_code == 200
    assert missing(step(organiser, edition, "published")) == ["no_publication"]
    session.add(
        Publication(
            id=uuid7(),
            edition_id=edition.id,
            ranking_id=ranking.id,
            results_hash="",
            visible_from=NOW + timedelta(minutes=1),
            published_at=NOW,
        )
    )
    session.commit()
    assert missing(step(organiser, edition, "published")) == ["publication_not_visible"]
    clock.forward(minutes=1)
    assert step(organiser, edition, "published").status_code == 200


@pytest.mark.parametrize(
    ("phase", "to", "code"),
    [
        ("draft", "draft", "phase_unchanged"),
        ("draft", "judging", "phase_skipped"),
        ("judging", "screening", "phase_backward"),
        ("cancelled", "open", "phase_final"),
    ],
)
def test_steps_out_of_order_are_refused(
    session: Session, edition: Edition, organiser: TestClient, phase: str, to: str, code: str
) -> None:
    edition.phase = phase
    session.commit()
    answer = step(organiser, edition, to)
    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_phases_that_are_none(edition: Edition, organiser: TestClient) -> None:
    for to in ("cancelled", "done", None):
        assert step(organiser, edition, to).status_code == 422  # type: ignore[arg-type]
    assert (
        checks(
            Phase.archived,
            Standing(Phase.published, NOW, None, None, (), tiebreaks_known=True),
        )
        == []
    )


# ---------------------------------------------------------------- the organiser's home


def test_the_home_counts_entries_jurors_progress_and_what_waits(
    session: Session, edition: Edition, organiser: TestClient, statements: list[str]
) -> None:
    edition.phase = "judging"
    first = make_category(session, edition, code="c1")
    make_category(session, edition, code="c2", position=1)
    entries = [make_entry(session, first, state="eligible") for _ in range(2)]
    make_entry(session, first)
    round_ = make_round(session, edition, closes_at=NOW + timedelta(days=2))
    jurors = [make_juror(session, edition, name_ar=f"محكّم {n}") for n in range(2)]
    make_juror(session, edition, state="invited")
    done = make_evaluation(session, round_, entries[0], jurors[0])
    done.status, done.submitted_id = "submitted", uuid7()
    begun = make_evaluation(session, round_, entries[1], jurors[0])
    begun.status = "draft"
    other = make_evaluation(session, round_, entries[0], jurors[1])
    # Reopened and changed: what was submitted counts until it is submitted again.
    other.status, other.submitted_id, other.reopened_at = "draft", uuid7(), NOW
    out = make_entry(session, first, state="withdrawn")
    make_evaluation(session, round_, out, jurors[1])
    closed = make_evaluation(session, round_, entries[1], jurors[1])
    closed.closed_at, closed.closed_reason = NOW, "recused"
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=edition.id,
            juror_id=jurors[0].id,
            entry_id=entries[0].id,
            source="organiser",
            kind="employer",
            state="suspended",
            declared_at=NOW,
        )
    )
    make_organisation(session, status="pending")
    session.commit()
    url = f"{API}/home/organiser/{edition.id}"
    statements.clear()
    home = organiser.get(url).json()
    cost = len(statements)
    assert [
        (one["code"], one["total"], one["states"]["eligible"]) for one in home["categories"]
    ] == [
        ("c1", 4, 2),
        ("c2", 0, 0),
    ]
    assert (home["entries"], home["states"]["draft"], home["jurors"]) == (
        4,
        1,
        {"accepted": 2, "invited": 1},
    )
    assert [
        (r["assigned"], r["begun"], r["done"], r["reopened"], r["state"]) for r in home["rounds"]
    ] == [(3, 3, 2, 1, "open")]
    assert [(j["name_ar"], j["assigned"], j["done"], j["is_late"]) for j in home["behind"]] == [
        ("محكّم 0", 2, 1, True)
    ]
    assert [(one["code"], one["count"]) for one in home["attention"]] == [
        ("seats_walled", 1),  # nobody closed it when the conflict was written
        ("conflicts_to_decide", 1),
        ("entries_short", 2),  # one of three jurors, two of three
        ("jurors_not_answered", 1),
        ("organisations_pending", 1),
    ]
    assert (home["next_step"]["next"], home["next_step"]["ready"]) == ("deliberation", False)
    assert home["edition"]["roles"] == ["organiser"]
    for number in range(4):
        category = make_category(session, edition, code=f"d{number}")
        entry = make_entry(session, category, state="eligible")
        make_evaluation(session, round_, entry, jurors[1])
    session.commit()
    statements.clear()
    assert organiser.get(url).status_code == 200
    assert len(statements) == cost


@pytest.mark.parametrize(
    ("ends", "code"),
    [(timedelta(days=2), "call_ends_soon"), (timedelta(0), "call_over"), (timedelta(days=9), None)],
)
def test_the_home_says_that_the_call_ends(
    session: Session,
    edition: Edition,
    organiser: TestClient,
    ends: timedelta,
    code: str | None,
) -> None:
    edition.phase, edition.closes_at = "open", NOW + ends
    session.commit()
    home = organiser.get(f"{API}/home/organiser/{edition.id}").json()
    assert [one["code"] for one in home["attention"]] == ([] if code is None else [code])


def test_the_home_is_for_its_own_staff(session: Session, edition: Edition, sign_in: SignIn) -> None:
    edition.phase = "open"
    session.commit()
    url = f"{API}/home/organiser/{edition.id}"
    stranger = sign_in(make_staff(session, make_edition(session))).get(url)
    assert (stranger.status_code, stranger.json()["code"]) == (403, "not_your_edition")
    juror = sign_in(make_staff(session, edition, Role.juror)).get(url)
    assert (juror.status_code, juror.json()["code"]) == (403, "role_required")
    assert sign_in(make_staff(session, edition, Role.auditor)).get(url).status_code == 200
