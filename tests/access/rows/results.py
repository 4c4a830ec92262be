"""Who gets what from the routes of results before they are published."""

from __future__ import annotations

from typing import Any

from app.kit.ids import uuid7
from app.results.approvals.models import Approval
from app.results.publication.models import Publication
from app.results.rankings.models import Ranking
from tests.access.rows import deliberation
from tests.access.world import Row, World
from tests.factories import NOW, make_round
from tests.results.support import seal

READ = {"organiser": 200, "approver": 200, "auditor": 200, "chair": 200}


def edition(w: World, rest: str) -> str:
    return f"/api/v1/editions/{w.edition.id}{rest}"


def _ranking(w: World, **values: Any) -> Ranking:
    """The world's round is closed, and its ranking taken."""
    w.round.state, w.round.closing_hash, w.edition.phase = "closed", "ab" * 32, "deliberation"
    ranking = Ranking(
        id=uuid7(),
        edition_id=w.edition.id,
        round_id=w.round.id,
        number=1,
        tiebreaks=["shared"],
        seed="ab" * 32,
        inputs_hash="0" * 64,
        made_at=NOW,
        **values,
    )
    w.session.add(ranking)
    w.session.commit()
    return ranking


def _step(w: World, step: str) -> Ranking:
    """The results are frozen or signed, by nobody here."""
    ranking = _ranking(w, frozen_at=NOW)
    w.session.add(
        Approval(
            id=uuid7(),
            edition_id=w.edition.id,
            ranking_id=ranking.id,
            step=step,
            results_hash="0" * 64,
            at=NOW,
        )
    )
    if step == "signed":
        w.edition.phase = "approved"
    w.session.commit()
    return ranking


def _return(w: World) -> str:
    _step(w, "frozen")
    return edition(w, "/return")


def _sign(w: World) -> str:
    _step(w, "frozen")
    return edition(w, "/sign")


def _publish(w: World) -> str:
    _step(w, "signed")
    return edition(w, "/publication")


def _cancel(w: World) -> str:
    ranking = _step(w, "signed")
    w.session.add(
        Publication(
            id=uuid7(),
            edition_id=w.edition.id,
            ranking_id=ranking.id,
            results_hash="0" * 64,
            visible_from=w.edition.closes_at,
            published_at=NOW,
        )
    )
    w.session.commit()
    return edition(w, "/publication/cancel")


def _take(w: World) -> str:
    w.round.state = "closed"
    seal(w.session, w.round)
    return f"/api/v1/rounds/{w.round.id}/rankings"


def _next(w: World, rest: str = "") -> str:
    """The world's round is closed and another one planned: all there is to propose for it."""
    w.round.state, w.round.closing_hash = "closed", "ab" * 32
    planned = make_round(w.session, w.edition, number=w.round.number + 1, state="planned")
    w.session.commit()
    return f"/api/v1/rounds/{planned.id}/advancement{rest}"


ROWS: dict[str, Row] = {
    "show_advancement": Row("GET", _next, organiser=200, auditor=200),
    "list_advancing": Row("GET", lambda w: _next(w, "/entries"), organiser=200, auditor=200),
    # No ranking was taken: the organiser alone gets as far as the rules.
    "put_advancement": Row("PUT", _next, body=lambda _w: {"rules": []}, organiser=409),
    "decide_advancing": Row(
        "PUT",
        lambda w: _next(w, f"/entries/{w.entry.id}"),
        body=lambda _w: {"goes_on": True, "reason": "سبب"},
        organiser=409,
    ),
    "apply_advancement": Row("POST", lambda w: _next(w, "/apply"), organiser=409),
    # The world's round asks for scores: its chair gets as far as the rules.
    "list_outcomes": Row(
        "GET",
        lambda w: f"/api/v1/rounds/{w.round.id}/outcomes",
        organiser=200,
        auditor=200,
        chair=200,
    ),
    "decide_pass": Row(
        "PUT",
        lambda w: f"/api/v1/rounds/{w.round.id}/outcomes/{w.entry.id}",
        body=lambda _w: {"passed": True, "reason": "سبب"},
        chair=409,
    ),
    "undo_advancement": Row(
        "POST", lambda w: _next(w, "/undo"), body=lambda _w: {"reason": "سبب"}, organiser=409
    ),
    "take_ranking": Row("POST", _take, organiser=201),
    "show_standings": Row("GET", lambda w: edition(w, "/standings"), **READ),
    "list_ranking_rows": Row("GET", lambda w: f"/api/v1/rankings/{_ranking(w).id}/rows", **READ),
    # The world's snapshot is of nothing that counts now: its readers get as far as the rules.
    "show_fairness": Row(
        "GET",
        lambda w: f"/api/v1/rankings/{_ranking(w).id}/fairness",
        organiser=409,
        auditor=409,
        chair=409,
    ),
    "show_meeting_ties": Row(
        "GET",
        lambda w: deliberation.at(w, "/statistical-ties"),
        other_organiser=404,
        organiser=200,
        chair=200,
        walled_organiser=200,
    ),
    "download_fairness": Row(
        "GET",
        lambda w: f"/api/v1/rankings/{_ranking(w).id}/fairness-report",
        organiser=409,
        auditor=409,
        chair=409,
    ),
    "what_if": Row(
        "POST",
        lambda w: f"/api/v1/rankings/{_ranking(w).id}/what-if",
        body=lambda w: {"method": "raw"},
        organiser=409,
        auditor=409,
        chair=409,
    ),
    # The world's rulebook does not allow it: its organiser gets as far as the rules.
    "read_agreement": Row("GET", lambda w: f"/api/v1/rounds/{w.round.id}/agreement", organiser=409),
    "show_result": Row(
        "GET", lambda w: f"/api/v1/entries/{w.entry.id}/result", organiser=200, auditor=200
    ),
    # No tie waits in the world: its chair alone gets as far as the rules.
    "decide_chair_order": Row(
        "PUT",
        lambda w: f"/api/v1/rounds/{w.round.id}/chair-orders/{uuid7()}",
        body=lambda w: {
            "category_id": str(w.category.id),
            "entries": [str(uuid7()), str(uuid7())],
            "reason": "سبب",
        },
        chair=409,
    ),
    "put_decisions": Row(
        "PUT",
        lambda w: f"/api/v1/categories/{w.category.id}/decisions",
        body=lambda w: {"ranking_id": str(_ranking(w).id), "decisions": []},
        organiser=200,
    ),
    "list_decisions": Row("GET", lambda w: edition(w, "/decisions"), **READ),
    "show_approval": Row("GET", lambda w: edition(w, "/approval"), **READ),
    # Nothing is decided in the world: its organiser alone gets as far as the rules.
    "freeze_results": Row("POST", lambda w: edition(w, "/freeze"), organiser=409),
    # What was frozen is not what the tables hold: the approver alone gets as far as the rules.
    "sign_results": Row("POST", _sign, body=lambda _w: {"results_hash": "0" * 64}, approver=409),
    "return_results": Row("POST", _return, body=lambda _w: {"reason": "سبب"}, approver=200),
    "show_publication": Row("GET", lambda w: edition(w, "/publication"), **READ),
    "show_my_result": Row(
        "GET",
        lambda w: f"/api/v1/entrant/entries/{w.entry.id}/result",
        others=404,
        entrant=200,
        viewer=200,
        editor=200,
        submitter=200,
    ),
    "list_honours": Row("GET", lambda _w: "/api/v1/entrant/honours", others=200),
    "publish": Row("POST", _publish, body=lambda _w: {"visible_from": None}, organiser=200),
    "cancel_publication": Row("POST", _cancel, body=lambda _w: {"reason": "سبب"}, organiser=200),
}
