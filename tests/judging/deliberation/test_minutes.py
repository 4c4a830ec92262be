"""A meeting's minutes: who came, who left for what, and each entry from its scores to its decision."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.database import actor_of
from app.documents.minutes_queries import download_minutes, minutes_document
from app.documents.render import compile_document, plain
from app.judging.conflicts.models import Conflict
from app.kit.i18n import Language
from app.kit.ids import uuid7
from app.results.decisions.models import Decision
from app.results.rankings.models import Ranking
from tests.conftest import NOW, Clock
from tests.factories import make_staff
from tests.judging.deliberation.scene import Sitting

SignIn = Callable[..., TestClient]


@pytest.fixture
def met(session: Session, sign_in: SignIn, clock: Clock) -> Sitting:
    """Three came, the third left for hers; two entries were agreed on, one of them twice, after a vote."""
    made = Sitting(session, sign_in)
    made.judged.edition.meeting_votes = "open"
    session.commit()
    made.open()
    made.present(0, 1, 2)
    clock.forward(minutes=5)
    made.take(made.hers)
    vote = uuid7()
    made.chair.put(f"{made.at(made.hers)}/votes/{vote}", json={"question": "أتُعتمد الدرجة؟"})
    for who, choice in ((made.chair, "yes"), (made.second, "abstain")):
        who.put(f"{made.url}/votes/{vote}/ballot", json={"choice": choice})
    made.chair.post(f"{made.url}/votes/{vote}/close")
    assert made.agree(made.hers, made.score(5, 5, 5, 4)).status_code == 201
    clock.forward(minutes=10)
    made.take(made.entries[1])
    for reason in ("لا خلاف", "بقي الرأي"):
        body = {"kind": "kept", "reason": reason}
        assert made.agree(made.entries[1], body).status_code == 201
    clock.forward(minutes=10)
    return made


def written(
    session: Session, sitting: Sitting, user_id: Any, clock: Clock, language: Language = "ar"
) -> dict[str, Any]:
    session.expire_all()
    found = download_minutes(session, actor_of(session, user_id), sitting.id, clock.now)
    return minutes_document(found, language, clock.now)


def decide(session: Session, sitting: Sitting) -> None:
    """Hers is the winner."""
    answer = sitting.organiser.post(sitting.judged.rankings)
    assert answer.status_code == 201, answer.text
    ranking = session.query(Ranking).one()
    session.add(
        Decision(
            id=uuid7(),
            edition_id=sitting.judged.edition.id,
            ranking_id=ranking.id,
            category_id=sitting.judged.category.id,
            entry_id=sitting.hers.id,
            outcome="winner",
            place=1,
            reason_ar="أوسع أثرًا",
            decided_at=NOW,
        )
    )
    session.commit()


def test_the_minutes_tell_the_meeting(met: Sitting, session: Session, clock: Clock) -> None:
    decide(session, met)
    assert met.chair.post(f"{met.url}/close").status_code == 204
    told = written(session, met, met.judged.organiser.id, clock)
    assert (told["draft"], told["partial"], told["quorum"]) == (False, False, "2")
    assert [bool(one["came"] and one["left"]) for one in told["members"]] == [True] * 3
    third = met.judged.jurors[2].name_ar
    assert told["recusals"] == [{"name": third, "entries": ["101"]}]
    by_number = {one["number"]: one for one in told["entries"]}
    hers = by_number["101"]
    ((since, until),) = hers["taken"]
    assert (len(since), len(until), since != until) == (5, 5, True)
    assert (hers["out"], hers["mean"]) == ([third], "100.00")
    assert [one["said"] for one in hers["agreed"]] == ["درجة توافقية: 90.00"]
    assert (hers["agreed"][0]["in_room"], hers["agreed"][0]["out"]) == ("2", [third])
    assert [row[:2] for row in hers["votes"][0]["counts"]] == [
        ["نعم", "1"],
        ["لا", "0"],
        ["امتناع", "1"],
    ]
    assert len(hers["votes"][0]["counts"][0][2]) == 1
    assert hers["final"] == {"said": "فائز – المركز 1", "reason": "أوسع أثرًا"}
    kept = by_number["102"]
    assert [(one["reason"], one["stands"]) for one in kept["agreed"]] == [
        ("لا خلاف", False),
        ("بقي الرأي", True),
    ]
    assert kept["final"] == {"said": "لم تفز", "reason": ""}
    assert (by_number["105"]["taken"], by_number["105"]["mean"]) == ([], "")
    assert told["signers"][0] == {"name": met.judged.jurors[0].name_ar, "chairs": True}
    assert len(told["signers"]) == 3


def test_who_went_and_came_back_was_not_there_between(
    met: Sitting, session: Session, clock: Clock
) -> None:
    seat = f"{met.url}/attendance/{met.judged.jurors[1].id}"
    for present in (False, True, False, True):
        clock.forward(minutes=7)
        assert met.chair.put(seat, json={"present": present}).status_code == 204
    assert met.chair.post(f"{met.url}/close").status_code == 204
    told = written(session, met, met.judged.organiser.id, clock)
    (second,) = [one for one in told["members"] if one["away"]]
    times = [tuple(re.findall(r"\d\d:\d\d", one)) for one in second["away"]]
    assert [len(one) for one in times] == [2, 2]
    assert second["came"] < times[0][0] < times[0][1] < times[1][0] < times[1][1] == second["left"]
    (member,) = [one for one in met.read()["members"] if one["away"]]
    assert (member["juror_id"], len(member["away"])) == (str(met.judged.jurors[1].id), 2)


def test_nobody_was_away_while_nothing_sat(met: Sitting, session: Session, clock: Clock) -> None:
    """Closed for an hour and reopened: the minutes tell both, and of that hour nobody's absence."""
    assert met.chair.post(f"{met.url}/close").status_code == 204
    clock.forward(minutes=60)
    assert met.chair.post(f"{met.url}/reopen", json={"reason": "سهو"}).status_code == 204
    met.present(0, 1, 2)
    clock.forward(minutes=5)
    assert met.chair.post(f"{met.url}/close").status_code == 204
    told = written(session, met, met.judged.organiser.id, clock)
    assert [one["away"] for one in told["members"]] == [[], [], []]
    ((closed, reopened),) = told["reopened"]
    assert [re.findall(r"\d\d:\d\d", one)[0] for one in (closed, reopened, told["closed"])] == [
        "12:25",
        "13:25",
        "13:30",
    ]


def test_only_who_left_when_it_was_put_is_said_to_have_left(
    met: Sitting, session: Session, clock: Clock
) -> None:
    for at, entry in ((1, met.entries[1]), (2, met.entries[4])):  # put before, and never put
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=met.judged.edition.id,
                juror_id=met.judged.jurors[at].id,
                entry_id=entry.id,
                source="juror",
                kind="family",
                state="recused",
                declared_at=clock.now,
            )
        )
    session.commit()
    told = written(session, met, met.judged.organiser.id, clock)
    assert told["recusals"] == [{"name": met.judged.jurors[2].name_ar, "entries": ["101"]}]


def test_a_vote_in_secret_names_nobody(met: Sitting, session: Session, clock: Clock) -> None:
    met.judged.edition.meeting_votes = "secret"
    session.commit()
    met.take(met.entries[2])
    vote = uuid7()
    met.chair.put(f"{met.at(met.entries[2])}/votes/{vote}", json={"question": "؟"})
    met.chair.put(f"{met.url}/votes/{vote}/ballot", json={"choice": "yes"})
    told = written(session, met, met.judged.organiser.id, clock)
    assert told["draft"] is True
    row = next(one for one in told["entries"] if one["number"] == "103")["votes"][0]
    assert (row["secret"], row["counts"]) == (True, [])  # not over: nothing is told
    met.chair.post(f"{met.url}/votes/{vote}/close")
    told = written(session, met, met.judged.organiser.id, clock)
    row = next(one for one in told["entries"] if one["number"] == "103")["votes"][0]
    assert row["counts"] == [["نعم", "1", []], ["لا", "0", []], ["امتناع", "0", []]]


def test_who_has_a_conflict_reads_neither_the_entry_nor_a_decision(
    met: Sitting, session: Session, clock: Clock, sign_in: SignIn
) -> None:
    decide(session, met)
    conflicted = make_staff(session, met.judged.edition)
    met.entries[0].owner_id, met.entries[0].organisation_id = conflicted.id, None
    session.commit()
    told = written(session, met, conflicted.id, clock)
    assert told["partial"] is True
    assert [one["number"] for one in told["entries"]] == ["102", "103", "104", "105"]
    assert {one["final"] is None for one in told["entries"]} == {True}
    assert told["recusals"] == []
    said = json.dumps(told, ensure_ascii=False)
    for secret in (str(met.hers.id), "101", "أوسع أثرًا", "90.00"):
        assert secret not in said


def test_the_minutes_are_a_document_in_both_languages_for_its_readers(
    met: Sitting, session: Session, clock: Clock
) -> None:
    for language in ("ar", "en"):
        data = written(session, met, met.judged.organiser.id, clock, language)
        made = compile_document("minutes", json.dumps(plain(data), ensure_ascii=False))
        assert made.startswith(b"%PDF-")
    answer = met.chair.get(f"{met.url}/minutes")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    for other in (met.second, met.third):
        assert other.get(f"{met.url}/minutes").status_code == 403
