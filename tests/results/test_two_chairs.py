"""Two panels of one round: the chair of one neither reads nor decides what the other judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Role, Scope
from app.documents.fairness_summary import summary
from app.documents.fairness_writer import Writer
from app.editions.models import Category
from app.judging.deliberation.models import Feedback, Meeting
from app.judging.panels.models import PanelCategory
from app.judging.rounds.advancement_models import PassDecision
from app.kit.ids import uuid7
from app.results.rankings.fairness_schemas import Fairness, StabilityFound
from app.results.rankings.models import ChairOrder
from tests.factories import make_category, make_grant, make_juror, make_panel, make_round
from tests.results.support import API, Judged, give

SignIn = Callable[..., TestClient]


class Two:
    """`Judged`'s panel judges its category; a panel of its own, with a chair, another one."""

    def __init__(self, session: Session, sign_in: SignIn) -> None:
        self.judged = Judged(session, ("chair",))
        self.category: Category = make_category(session, self.judged.edition, places=1)
        juror = make_juror(session, self.judged.edition)
        user = session.get_one(User, juror.user_id)
        panel = make_panel(session, self.judged.round, juror, chair=juror)
        make_grant(session, user, Role.chair, Scope.edition, self.judged.edition.id)
        session.add_all(
            [
                PanelCategory(panel_id=self.judged.panel.id, category_id=self.judged.category.id),
                PanelCategory(panel_id=panel.id, category_id=self.category.id),
            ]
        )
        self.theirs = [self.judged.entry(self.category) for _ in range(2)]
        for entry in self.theirs:
            give(session, self.judged.round, entry, juror, (3, 3, 3, 3))
        session.commit()
        self.chair, self.other = sign_in(self.judged.chair), sign_in(user)
        self.organiser = sign_in(self.judged.organiser)

    @property
    def round(self) -> str:
        return f"{API}/rounds/{self.judged.round.id}"


@pytest.fixture
def two(session: Session, sign_in: SignIn) -> Two:
    return Two(session, sign_in)


def numbers(answer: Any) -> set[int]:
    assert answer.status_code == 200, answer.text
    return {(one.get("entry") or one)["number"] for one in answer.json()["items"]}


def test_feedback_and_evaluations_of_their_own_panel(session: Session, two: Two) -> None:
    listed = two.judged.url("/feedback")
    mine, theirs = ({one.number for one in part} for part in (two.judged.entries, two.theirs))
    assert numbers(two.chair.get(listed)) == mine
    assert numbers(two.other.get(listed)) == theirs
    assert numbers(two.organiser.get(listed)) == mine | theirs
    sheet = two.other.get(listed, params={"format": "csv"}).text
    assert not any(str(one.number) in sheet for one in two.judged.entries)
    body = {"strengths": "أثر واضح"}
    for entry in (two.judged.entries[0], two.theirs[0]):
        own, strange = two.chair, two.other
        if entry in two.theirs:
            own, strange = strange, own
        url = f"{API}/entries/{entry.id}"
        assert strange.get(f"{url}/feedback").status_code == 404
        assert strange.put(f"{url}/feedback", json=body).status_code == 404
        assert strange.get(f"{url}/evaluations").status_code == 404
        assert session.get(Feedback, entry.id) is None
        assert own.get(f"{url}/feedback").status_code == 200
        assert own.put(f"{url}/feedback", json=body).status_code == 201
        assert own.get(f"{url}/evaluations").status_code == 200


def test_meetings_of_their_own_panel(session: Session, two: Two) -> None:
    def categories(client: TestClient) -> set[str]:
        sittings = client.get(two.judged.url("/meetings")).json()["items"]
        return {one["category_id"] for one in sittings}

    ours, theirs = str(two.judged.category.id), str(two.category.id)
    assert categories(two.organiser) == {ours, theirs}
    assert (categories(two.chair), categories(two.other)) == ({ours}, {theirs})
    body = {"round_id": str(two.judged.round.id), "category_id": theirs}
    meeting = f"{API}/meetings/{uuid7()}"
    assert two.chair.put(meeting, json=body).status_code == 403
    assert session.scalars(select(Meeting.id)).all() == []
    assert two.other.put(meeting, json=body).status_code == 201
    at = f"{meeting}/entries/{two.theirs[0].id}"
    puts = {
        f"{meeting}/agenda": {"entries": [str(one.id) for one in two.theirs]},
        f"{meeting}/current": {"entry_id": str(two.theirs[0].id)},
        f"{at}/notes": {"notes": "س"},
        f"{at}/votes/{uuid7()}": {"question": "أنوافق؟"},
        f"{at}/consensus/{uuid7()}": {"kind": "score", "reason": "أثر"},
        f"{meeting}/attendance/{two.judged.jurors[0].id}": {"present": True},
    }
    for rest in ("", "/minutes", "/statistical-ties", f"/entries/{two.theirs[0].id}"):
        assert two.chair.get(meeting + rest).status_code == 404, rest
        assert two.other.get(meeting + rest).status_code == 200, rest
    for url, sent in puts.items():
        assert two.chair.put(url, json=sent).status_code == 404, url
    assert two.chair.post(f"{meeting}/close").status_code == 404
    assert two.chair.post(f"{meeting}/reopen", json={"reason": "سهو"}).status_code == 404
    assert two.other.get(meeting).status_code == 200


def test_votes_are_read_and_decided_by_their_own_chair(session: Session, two: Two) -> None:
    two.judged.round.mode = "pass_fail"
    session.commit()
    listed = f"{two.round}/outcomes"
    assert numbers(two.chair.get(listed)) == {one.number for one in two.judged.entries}
    assert numbers(two.other.get(listed)) == {one.number for one in two.theirs}
    sheet = two.chair.get(listed, params={"format": "csv"}).text
    assert not any(str(one.number) in sheet for one in two.theirs)
    url = f"{listed}/{two.theirs[0].id}"
    refused = two.chair.put(url, json={"passed": True, "reason": "س"})
    assert refused.status_code == 404, refused.text
    assert session.scalars(select(PassDecision.entry_id)).all() == []


def test_a_tie_is_ordered_by_the_chair_of_that_round(session: Session, two: Two) -> None:
    assert two.organiser.post(f"{two.round}/rankings").status_code == 201
    standings = two.chair.get(two.judged.url("/standings")).json()["categories"]
    assert [one["category"]["id"] for one in standings] == [str(two.judged.category.id)]
    # Who chairs their category in another round reads it, and decides nothing in this one.
    later = make_round(session, two.judged.edition, number=2, state="planned")
    make_panel(session, later, *two.judged.jurors, chair=two.judged.jurors[0])
    session.commit()
    order = {
        "category_id": str(two.category.id),
        "entries": [str(one.id) for one in two.theirs],
        "reason": "أوسع أثرًا",
    }
    url = f"{two.round}/chair-orders/{uuid7()}"
    assert two.chair.put(url, json=order).status_code == 404
    assert session.scalars(select(ChairOrder.id)).all() == []
    assert two.other.put(url, json=order).status_code == 201


def test_the_fairness_report_tells_a_chair_of_their_own_jurors(two: Two) -> None:
    taken = two.organiser.post(f"{two.round}/rankings").json()
    url = f"{API}/rankings/{taken['id']}/fairness"
    whole, ours, theirs = (one.get(url).json() for one in (two.organiser, two.chair, two.other))
    mine = {str(one.id) for one in two.judged.jurors}

    def jurors(body: Any) -> set[str]:
        told = {one["juror_id"] for part in ("jurors", "flags") for one in body[part]}
        cards = {one["juror_id"] for guard in body["guards"] for one in guard["cards"]}
        return told | cards | {one["id"] for one in body["named_jurors"]}

    assert jurors(ours) <= mine
    assert not jurors(theirs) & mine
    assert jurors(whole) >= jurors(ours) | jurors(theirs)
    for body in (ours, theirs):
        about = {key for guard in body["guards"] for key in guard["ids"]}
        assert about <= jurors(body) | {one["id"] for one in body["categories"]}


def test_a_part_of_the_report_speaks_of_no_category_that_it_leaves_out(two: Two) -> None:
    taken = two.organiser.post(f"{two.round}/rankings").json()
    url = f"{API}/rankings/{taken['id']}/fairness"
    for reader, partial in ((two.organiser, False), (two.chair, True), (two.other, True)):
        told = Fairness.model_validate(reader.get(url).json())
        assert told.partial is partial
        told.lines, told.stability = (
            [],
            StabilityFound(stable=[told.categories[0].id], flips=[], redrawn=[]),
        )
        said = ["".join(one["said"]) for one in summary(Writer(told, "ar"))]
        assert any("في أي فئة" in one for one in said) is not partial
        assert sum("في الفئات المعروضة هنا" in one for one in said) == (2 if partial else 0)


def test_claims_questions_and_progress_of_their_own_panel(two: Two) -> None:
    for path, of in (("chair-progress", "entries"),):
        counts = [one.get(f"{two.round}/{path}").json()[of] for one in (two.chair, two.other)]
        assert counts == [len(two.judged.entries), len(two.theirs)]
    jurors = two.other.get(f"{two.round}/chair-progress/jurors").json()
    assert jurors["total"] == 1
    leaf = uuid7()
    url = f"{two.round}/entries/{two.theirs[0].id}/na-claims/{leaf}"
    assert two.chair.put(url, json={"accepted": True}).status_code == 404
