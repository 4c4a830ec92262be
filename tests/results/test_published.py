"""From the publishing minute on, by the clock alone: what everybody is told of phase and outcome."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import SYSTEM_ACTOR, Role, Scope
from app.editions.models import Edition
from app.entries.models import Entry
from app.office.invariants import broken_invariants
from tests.conftest import NOW, Clock
from tests.factories import make_category, make_entry, make_grant, make_user
from tests.results.support import API
from tests.results.test_release import Desk

SignIn = Callable[..., TestClient]
MINUTE = NOW + timedelta(hours=1)
NOTHING = {
    "published_at": None,
    "outcome": None,
    "place": None,
    "level_ar": "",
    "level_en": "",
    "citation_ar": "",
    "citation_en": "",
    "withheld": False,
}
AT = NOTHING | {"published_at": MINUTE.isoformat().replace("+00:00", "Z")}


class Ceremony:
    """Signed, to be published in an hour; one winner, one mention, one passed over, one withheld."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        self.session = session
        self.desk = Desk(session, sign_in)
        self.edition: Edition = self.desk.judged.edition
        barren = make_category(session, self.edition, position=9)
        self.lone = make_entry(session, barren, state="eligible", submitted_at=NOW)
        self.out = make_entry(session, barren, state="disqualified", submitted_at=NOW)
        self.desk.ranking = self.desk.organiser.post(self.desk.judged.rankings).json()["id"]
        first, second, third, self.fourth, _ = self.desk.judged.entries
        self.won, self.mentioned, self.passed = first, second, third
        self._decide(
            {
                "entry_id": str(first.id),
                "outcome": "winner",
                "place": 1,
                "level_ar": "ذهبي",
                "citation_ar": "أثر",
                "citation_en": "Effect",
            },
            {"entry_id": str(second.id), "outcome": "honourable_mention"},
            {"entry_id": str(third.id), "outcome": "none", "reason_ar": "سر اللجنة"},
        )
        put = self.desk.organiser.put(
            f"{API}/categories/{barren.id}/decisions",
            json={
                "ranking_id": self.desk.ranking,
                "decisions": [{"outcome": "withheld", "reason_ar": "لم يبلغ أحد الحد"}],
            },
        )
        assert put.status_code == 200
        self.person = make_user(session)
        for entry in (*self.desk.judged.entries, self.lone, self.out):
            assert entry.organisation_id is not None
            make_grant(
                session, self.person, Role.entrant, Scope.organisation, entry.organisation_id
            )
        self.entrant = sign_in(self.person)

    def _decide(self, *decisions: dict[str, Any]) -> None:
        judged, organiser = self.desk.judged, self.desk.organiser
        (listed, _) = organiser.get(judged.url("/decisions")).json()["categories"]
        put = organiser.put(
            judged.decisions,
            json={"ranking_id": self.desk.ranking, "decisions": list(decisions)},
            headers={"If-Match": f'"{listed["version"]}"'},
        )
        assert put.status_code == 200, put.json()

    def result(self, entry: Entry) -> dict[str, Any]:
        answer = self.entrant.get(f"{API}/entrant/entries/{entry.id}/result")
        assert answer.status_code == 200
        body: dict[str, Any] = answer.json()
        return body

    def phases(self) -> set[str]:
        """The edition's phase in every answer that tells it."""
        organiser, url = self.desk.organiser, self.desk.judged.url
        home = organiser.get(f"{API}/home/organiser/{self.edition.id}").json()
        listed = organiser.get(f"{API}/editions").json()["items"]
        return {
            organiser.get(url("")).json()["phase"],
            organiser.get(url("/readiness")).json()["phase"],
            organiser.get(url("/reopening")).json()["phase"],
            home["edition"]["phase"],
            home["next_step"]["phase"],
            *(one["phase"] for one in listed if one["id"] == str(self.edition.id)),
            self.entrant.get(f"{API}/entrant/entries/{self.won.id}").json()["edition"]["phase"],
        }


def test_an_entrant_reads_how_each_entry_came_out_from_the_minute_on(
    session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene = Ceremony(session, sign_in)
    every = (scene.won, scene.mentioned, scene.passed, scene.fourth, scene.lone, scene.out)
    page = f"{API}/entrant/entries/{scene.won.id}"
    assert [scene.result(entry) for entry in every] == [NOTHING] * 6
    scene.desk.approve()
    approved = scene.entrant.get(page).content
    assert scene.desk.publish(MINUTE.isoformat()).status_code == 200
    clock.now = MINUTE - timedelta(seconds=1)
    # Nothing differs a second before: neither between entries nor from before the publication.
    assert [scene.result(entry) for entry in every] == [NOTHING] * 6
    assert scene.entrant.get(page).content == approved
    honours = f"{API}/entrant/honours"
    assert scene.entrant.get(honours).json() == {"items": []}
    agency = f"{API}/organisations/{scene.won.organisation_id}/entries"

    def staff_read() -> set[tuple[int, str | None, int | None]]:
        rows = scene.desk.organiser.get(agency).json()["items"]
        return {(row["number"], row["outcome"], row["place"]) for row in rows}

    held = {entry.number for entry in every if entry.organisation_id == scene.won.organisation_id}
    assert staff_read() == {(number, None, None) for number in held}
    clock.now = MINUTE
    assert staff_read() >= {(scene.won.number, "winner", 1)}
    told = scene.entrant.get(honours).json()["items"]
    assert [(one["number"], one["outcome"], one["place"], one["level_ar"]) for one in told] == [
        (scene.won.number, "winner", 1, "ذهبي"),
        (scene.mentioned.number, "honourable_mention", None, ""),
    ]
    assert {one["edition_slug"] for one in told} == {scene.edition.slug}
    stranger = sign_in(make_user(session))
    assert stranger.get(honours).json() == {"items": []}
    assert [scene.result(entry) for entry in every] == [
        AT
        | {
            "outcome": "winner",
            "place": 1,
            "level_ar": "ذهبي",
            "level_en": "Gold",
            "citation_ar": "أثر",
            "citation_en": "Effect",
        },
        AT | {"outcome": "honourable_mention"},
        AT | {"outcome": "none"},
        AT | {"outcome": "none"},
        AT | {"outcome": "none", "withheld": True},
        AT | {"withheld": True},
    ]


def test_everybody_is_told_the_same_phase_at_the_minute(
    session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene = Ceremony(session, sign_in)
    desk = scene.desk
    desk.approve()
    # A minute that is called off leaves nothing behind.
    desk.publish((NOW + timedelta(minutes=1)).isoformat())
    cancel = desk.judged.url("/publication/cancel")
    assert desk.organiser.post(cancel, json={"reason": "تأجّل"}).status_code == 200
    clock.now = NOW + timedelta(minutes=2)
    assert scene.phases() == {"approved"}
    assert desk.publish(MINUTE.isoformat()).status_code == 200
    assert scene.phases() == {"approved"}
    clock.now = MINUTE
    assert scene.phases() == {"published"}
    step = desk.judged.url("/phase")
    again = desk.organiser.post(step, json={"to": "published"})
    assert (again.status_code, again.json()["code"]) == (409, "phase_unchanged")
    assert [n for n in broken_invariants(session, SYSTEM_ACTOR) if n.startswith("results")] == []
    archived = desk.organiser.post(step, json={"to": "archived"})
    assert (archived.status_code, archived.json()["phase"]) == (200, "archived")
