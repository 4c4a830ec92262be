"""Two worlds that differ only in whose the entries are: a blind round's juror and chair get the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from fastapi import FastAPI
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import Database
from app.house import House
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from app.main import API
from app.results.rankings.models import FairnessReport, Ranking
from tests.access.test_matrix import api_routes
from tests.conftest import Clock
from tests.judging.blind.scene import Blind, make_blind
from tests.judging.scene import Scene
from tests.results.support import freeze

SignIn = Callable[..., TestClient]
# Searches, orders and exports that a list may be asked for.
ASKED: Final[tuple[dict[str, str], ...]] = (
    {"format": "csv"},
    {"q": "وزارة"},
    {"q": "Trials"},
    {"q": "101"},
    {"sort": "title"},
    {"sort": "-title"},
    {"sort": "state"},
)
RESULTS: Final = "standings|ranking|decisions|approval|publication|chair|evaluations|/juror/"


def reads(app: FastAPI, blind: Blind, ids: dict[str, Any], only: str) -> dict[str, Any]:
    """What the juror, who also chairs, gets from every GET of the API whose parameters are known here."""
    found: dict[str, Any] = {}

    def ask(url: str, language: str, asked: dict[str, str]) -> int:
        answer = blind.juror.get(url, params=asked, headers={"Accept-Language": language})
        told = (answer.status_code, sorted(answer.headers.items()), answer.content)
        found[f"{url} {asked} {language}"] = told
        return answer.status_code

    for path, is_list in gets(app):
        names = re.findall(r"\{(\w+)", path)
        if not set(names) <= set(ids) or not re.search(only, path):
            continue
        for at in range(max((len(ids[name]) for name in names), default=1)):
            url = path.format(**{name: ids[name][at % len(ids[name])] for name in names})
            # What is refused is refused alike, whatever more is asked of it.
            if ask(url, "ar", {}) != 200:
                continue
            ask(url, "en", {})
            for asked in ASKED if is_list else ():
                ask(url, "ar", asked)
    return found


def gets(app: FastAPI) -> list[tuple[str, bool]]:
    """Every GET of the API, and whether it answers a list."""
    return [
        (API + route.path, "Page" in str(route.response_model))
        for route in api_routes(app)
        if route.methods == {"GET"}
    ]


def swap(blind: Blind) -> None:
    """The other world: each entry is the other agency's."""
    first, second = blind.entries
    first.organisation_id, second.organisation_id = second.organisation_id, first.organisation_id
    for report in blind.session.query(FairnessReport):
        blind.session.delete(report)
    blind.session.commit()
    blind.session.expire_all()


def differences(
    app: FastAPI, blind: Blind, ids: dict[str, Any], only: str = ""
) -> tuple[list[str], int]:
    """Requests that tell the two worlds apart, and how many succeeded."""
    blind.session.expire_all()
    one = reads(app, blind, ids, only)
    swap(blind)
    other = reads(app, blind, ids, only)
    swap(blind)
    assert one.keys() == other.keys()
    worked = sum(answer[0] == 200 for answer in one.values())
    return [key for key in one if one[key] != other[key]], worked


def test_no_read_tells_whose_an_entry_is(
    app: FastAPI,
    session: Session,
    scene: Scene,
    house: House,
    database: Database,
    sign_in: SignIn,
    clock: Clock,
) -> None:
    blind = make_blind(session, scene, house, sign_in)
    round_ = scene.round
    blind.copies(database)
    for entry in blind.entries:
        assert (
            blind.organiser.put(
                f"{blind.at(entry)}/parts/{blind.text.id}", json={"mode": "withheld"}
            ).status_code
            == 200
        )
    declared = blind.juror.put(
        f"/api/v1/juror/conflicts/{uuid7()}",
        json={"evaluation_id": str(blind.evaluations[1].id), "kind": "other", "reason": "صلة"},
    )
    assert declared.status_code == 201
    ids: dict[str, Any] = {
        "evaluation_id": [one.id for one in blind.evaluations],
        "attachment_id": [one.id for one in blind.files],
        "entry_id": [one.id for one in blind.entries],
        "page": [1],
        "round_id": [round_.id],
        "edition_id": [scene.edition.id],
        "category_id": [scene.category.id],
        "juror_id": [scene.juror.id],
        "organisation_id": [one.id for one in blind.agencies],
        "user_id": [scene.user.id],
    }
    # While bids are asked for, while it is judged, and after it has closed with a ranking.
    round_.state, round_.bids_until = "planned", round_.closes_at
    session.commit()
    assert differences(app, blind, ids, "/juror/")[0] == []
    round_.state = "open"
    session.commit()
    wrong, worked = differences(app, blind, ids)
    assert (wrong, worked > 30) == ([], True), worked
    session.delete(session.query(Conflict).one())  # it would bar from the results
    blind.evaluations[1].closed_at, blind.evaluations[1].closed_reason = None, ""
    session.commit()
    sent = scene.put(scene.body(status="submitted"))
    assert sent.status_code == 201, sent.text
    clock.now = round_.closes_at + timedelta(hours=1)
    closing = {"accept_missing": True, "reason": "اكتفاء"}
    assert (
        blind.organiser.post(f"/api/v1/rounds/{round_.id}/close", json=closing).status_code == 200
    )
    freeze(session, scene.edition, clock())
    session.commit()
    taken = blind.organiser.post(f"/api/v1/rounds/{round_.id}/rankings")
    assert taken.status_code == 201, taken.text
    ids["ranking_id"] = [session.query(Ranking).one().id]
    wrong, worked = differences(app, blind, ids, RESULTS)
    assert (wrong, worked > 15) == ([], True), worked
    standings = blind.juror.get(f"/api/v1/editions/{scene.edition.id}/standings").json()
    assert [one["entry"]["entrant_ar"] for one in standings["categories"][0]["rows"]] == [""]
    # The organiser reads whose they are; so does everybody where the round shows names.
    full = blind.organiser.get(f"/api/v1/editions/{scene.edition.id}/standings").json()
    assert full["categories"][0]["rows"][0]["entry"]["entrant_ar"] == "وزارة الأمثلة"
    round_.blind = False
    session.commit()
    told = {key.split(" ")[0] for key in differences(app, blind, ids, "/juror/ev|standings")[0]}
    assert f"/api/v1/juror/evaluations/{blind.evaluations[0].id}" in told
    assert f"/api/v1/editions/{scene.edition.id}/standings" in told
