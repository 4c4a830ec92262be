"""One word on many entries, and on one: shown first, never before the deadline, never over a colleague."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.kit.ids import uuid7
from tests.conftest import NOW, Clock
from tests.entries.test_screening_desk import API, Scene, acts, codes, mails, nothing_broken
from tests.factories import make_category, make_field, make_organisation, make_staff

SignIn = Callable[..., TestClient]


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def test_many_at_once(scene: Scene, session: Session, sign_in: SignIn) -> None:
    first = sign_in(scene.first)
    url = scene.queue("/decide")
    word = {"entry_ids": [str(scene.entry.id), str(scene.other.id)], "decision": "eligible"}
    scene.other.state = "eligible"
    session.commit()
    shown = first.post(url, json=word | {"dry_run": True}).json()
    assert (shown["changed"], shown["refused"], shown["mailed"]) == (1, 1, 1)
    assert [(row["before"], row["after"]) for row in shown["rows"]] == [
        ("submitted", "eligible"),
        ("eligible", "eligible"),
    ]
    assert shown["rows"][1]["refused"]["code"] == "state_unchanged"
    assert shown["rows"][0]["mailed"][0]["id"] == str(scene.sara.id)
    assert acts(session) == []
    assert codes(first.post(url, json=word)) == (409, "list_changed")
    scene.entry.version += 1
    session.commit()
    stale = first.post(url, json=word | {"expected": shown["expected"]})
    assert codes(stale) == (409, "list_changed"), "somebody was there meanwhile"
    shown = first.post(url, json=word | {"dry_run": True}).json()
    done = first.post(url, json=word | {"expected": shown["expected"]}).json()
    assert (done["applied"], done["changed"]) == (True, 1)
    assert acts(session) == ["mark_eligible"]
    assert mails(session) == [("entry_eligible", scene.sara.email)]
    away = word | {"decision": "ineligible", "reason": ""}
    assert codes(first.post(url, json=away)) == (422, "text_missing")
    assert first.post(url, json=word | {"entry_ids": [str(uuid7())]}).status_code == 404
    back = word | {"decision": "returned", "reason": "ناقصة"}
    shown = first.post(url, json=back | {"dry_run": True}).json()
    assert {row["refused"]["code"] for row in shown["rows"]} == {"until_missing"}
    nothing_broken(session)


def test_many_go_back_for_the_questions_that_they_share(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    first = sign_in(scene.first)
    other = make_category(session, scene.edition, code="other", position=5)
    mine, theirs = (
        make_field(session, category, code="shared", label_ar="المشترك")
        for category in (scene.category, other)
    )
    make_field(session, scene.category, code="lone")
    make_field(session, other, code="fixed", freeze_at=NOW - timedelta(days=1))
    make_field(session, scene.category, code="fixed")
    make_field(session, scene.category, code="kind", kind="number")
    make_field(session, other, code="kind", kind="date")
    scene.other.category_id = other.id
    session.commit()
    ids = [str(scene.entry.id), str(scene.other.id)]
    common = first.post(scene.queue("/parts"), json={"entry_ids": ids}).json()
    assert [one["part"] for one in common["fields"]] == ["field:shared"]
    word = {
        "entry_ids": ids,
        "decision": "returned",
        "reason": "ناقصة",
        "until": (NOW + timedelta(days=3)).isoformat(),
        "parts": [{"part": "field:shared", "note": "أكملوه"}, {"part": "title_ar"}],
    }
    url = scene.queue("/decide")
    alien = first.post(url, json=word | {"parts": [{"part": "field:lone"}], "dry_run": True})
    assert codes(alien) == (422, "part_unknown")
    shown = first.post(url, json=word | {"dry_run": True}).json()
    assert shown["changed"] == 2, shown
    narrower = word | {"parts": word["parts"][:1], "expected": shown["expected"]}
    assert codes(first.post(url, json=narrower)) == (409, "list_changed")
    assert first.post(url, json=word | {"expected": shown["expected"]}).json()["applied"]
    session.expire_all()
    for entry, field in ((scene.entry, mine), (scene.other, theirs)):
        assert entry.return_parts == [
            {"part": str(field.id), "note": "أكملوه"},
            {"part": "title_ar", "note": ""},
        ]
    stranger = {"entry_ids": [str(uuid7())]}
    assert first.post(scene.queue("/parts"), json=stranger).status_code == 404
    nothing_broken(session)


def test_many_proposed_and_confirmed(scene: Scene, session: Session, sign_in: SignIn) -> None:
    scene.two_persons()
    first, second, url = sign_in(scene.first), sign_in(scene.second), scene.queue("/decide")
    ids = {"entry_ids": [str(scene.entry.id), str(scene.other.id)]}

    def act(client: TestClient, word: dict[str, Any]) -> Any:
        shown = client.post(url, json=ids | word | {"dry_run": True}).json()
        return client.post(url, json=ids | word | {"expected": shown["expected"]}).json()

    until = (NOW + timedelta(days=5)).isoformat()
    put = act(first, {"decision": "returned", "reason": "ناقصة", "until": until})
    assert (put["changed"], put["mailed"]) == (2, 0)
    assert mails(session) == [], "a proposal is told to nobody outside"
    assert [
        row["proposed"] for row in first.get(scene.queue("?flag=proposed")).json()["items"]
    ] == [
        "returned",
        "returned",
    ]
    own = act(first, {})
    assert {row["refused"]["code"] for row in own["rows"]} == {"proposed_by_you"}
    done = act(second, {})
    assert (done["changed"], done["mailed"]) == (2, 2)
    session.expire_all()
    assert {scene.entry.state, scene.other.state} == {"returned"}
    assert acts(session).count("confirm_decision") == acts(session).count("return_entry") == 2
    none = act(second, {})
    assert {row["refused"]["code"] for row in none["rows"]} == {"proposal_over"}
    nothing_broken(session)


def test_nothing_is_decided_before_an_entrys_own_deadline(
    scene: Scene, session: Session, sign_in: SignIn, clock: Clock
) -> None:
    scene.edition.phase, scene.edition.closes_at = "open", NOW + timedelta(days=6)
    scene.other.extended_until = NOW + timedelta(days=8)
    session.commit()
    first, until = sign_in(scene.first), (NOW + timedelta(days=1)).isoformat()
    bodies: dict[str, Any] = {
        "mark-eligible": None,
        "mark-ineligible": {"reason": "سبب"},
        "return": {"reason": "سبب", "until": until},
    }
    for act, body in bodies.items():
        url = f"{API}/entries/{scene.entry.id}/{act}"
        early = first.post(url, json=body, headers=scene.seen())
        assert codes(early) == (409, "before_deadline")
        assert early.json()["until"] == "2026-03-16T09:00:00Z"
    both = [str(scene.entry.id), str(scene.other.id)]
    for url, word in (
        (scene.queue("/decide"), {"decision": "ineligible", "reason": "سبب"}),
        (f"{API}/editions/{scene.edition.id}/entries/mark-eligible", {}),
    ):
        shown = first.post(url, json={"entry_ids": both, "dry_run": True} | word).json()
        assert [row["refused"]["code"] for row in shown["rows"]] == ["before_deadline"] * 2
    desk = first.get(scene.desk()).json()
    assert (desk["may"], desk["changes_until"]) == (
        ["tick", "assign", "write", "note"],
        "2026-03-16T09:00:00Z",
    )
    assert first.get(f"{API}/entries/{scene.entry.id}").json()["may"] == []
    message = first.put(f"{API}/entries/{scene.entry.id}/messages/{uuid7()}", json={"body": "سؤال"})
    assert message.status_code == 201
    # After the call's deadline the one is decided, the other has more time.
    scene.edition.phase = "screening"
    session.commit()
    clock.forward(days=6, seconds=1)
    one = first.post(f"{API}/entries/{scene.entry.id}/mark-eligible", headers=scene.seen())
    assert codes(one) == (200, "")
    other = first.post(
        f"{API}/entries/{scene.other.id}/mark-eligible", headers=scene.seen(scene.other)
    )
    assert codes(other) == (409, "before_deadline")
    scene.two_persons()
    propose = {"decision": "eligible"}
    proposed = first.post(
        scene.desk("/proposal", scene.other), json=propose, headers=scene.seen(scene.other)
    )
    assert codes(proposed) == (409, "before_deadline")


def test_a_stale_tab_overturns_nobody(scene: Scene, session: Session, sign_in: SignIn) -> None:
    first, second = sign_in(scene.first), sign_in(scene.second)
    url, read = f"{API}/entries/{scene.entry.id}", scene.seen()
    assert codes(first.post(f"{url}/mark-eligible")) == (428, "condition_required")
    assert codes(first.post(f"{url}/mark-eligible", headers=read)) == (200, "")
    late = second.post(f"{url}/mark-ineligible", json={"reason": "سبب"}, headers=read)
    assert codes(late) == (412, "stale")
    assert late.json()["current"]["state"] == "eligible"
    organiser = sign_in(make_staff(session, scene.edition))
    for act in ("disqualify", "reinstate"):
        old = organiser.post(f"{url}/{act}", json={"reason": "سبب"}, headers=read)
        assert codes(old) == (412, "stale")
    scene.two_persons()
    at = scene.desk("/proposal")
    old = second.post(at, json={"decision": "ineligible", "reason": "سبب"}, headers=read)
    assert (codes(old), old.json()["current"]["entry_id"]) == ((412, "stale"), str(scene.entry.id))
    assert acts(session) == ["mark_eligible"]
    nothing_broken(session)


def test_what_does_not_meet_a_rule_is_left_until_it_is_named(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    scene.edition.max_entries_per_entrant = 1
    alone = scene.enter("وحدها")
    alone.organisation_id = make_organisation(session).id
    session.commit()
    first, url = sign_in(scene.first), f"{API}/editions/{scene.edition.id}/entries/mark-eligible"
    shown = first.post(url, json={"dry_run": True}).json()
    assert (shown["changed"], shown["refused"]) == (1, 2)
    rows = {row["id"]: row for row in shown["rows"]}
    held = rows[str(scene.entry.id)]
    assert (held["refused"]["code"], held["title_ar"]) == ("rules_not_met", "بوابة البلدية")
    assert [(one["kind"], one["outcome"]) for one in held["rules"]] == [("edition_limit", "fails")]
    assert (rows[str(alone.id)]["refused"], rows[str(alone.id)]["rules"]) == (None, [])
    named = {"despite": [str(scene.entry.id)]}
    other = first.post(url, json=named | {"expected": shown["expected"]})
    assert codes(other) == (409, "list_changed"), "another choice is shown first"
    shown = first.post(url, json=named | {"dry_run": True}).json()
    done = first.post(url, json=named | {"expected": shown["expected"]}).json()
    assert (done["changed"], done["refused"], done["applied"]) == (2, 1, True)
    session.expire_all()
    assert [one.state for one in (scene.entry, scene.other, alone)] == [
        "eligible",
        "submitted",
        "eligible",
    ]
    # The desk's own bulk does the same, also of what others proposed.
    word = {"entry_ids": [str(scene.other.id)], "decision": "eligible", "dry_run": True}
    found = first.post(scene.queue("/decide"), json=word).json()["rows"]
    assert [row["refused"]["code"] for row in found] == ["rules_not_met"]
    away = word | {"decision": "ineligible", "reason": "سبب"}
    found = first.post(scene.queue("/decide"), json=away).json()["rows"]
    assert [(row["refused"], row["rules"]) for row in found] == [(None, [])]
