"""What an entrant is told of their entry: drafted from comments without names, released once all is public."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Scope
from app.editions.rules import Phase
from app.judging.deliberation import feedback_rules
from app.judging.deliberation.feedback_rules import FeedbackState
from app.judging.evaluations.models import Evaluation, Revision
from app.kit.errors import Refusal
from app.notifications.models import Mail
from app.organisations.models import Organisation
from tests.factories import make_member, make_past_tie, make_round, make_staff
from tests.judging.deliberation.scene import Sitting
from tests.judging.deliberation.test_meetings import broken, code
from tests.results.support import API

SignIn = Callable[..., TestClient]


def comment(session: Session, sitting: Sitting, at: int, *texts: str) -> None:
    rows = session.scalars(
        select(Revision)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .where(Evaluation.entry_id == sitting.entries[at].id)
    ).all()
    for row, text in zip(rows, texts, strict=True):
        row.comment = text
        leaf = next(iter(row.scores))
        row.scores = {**row.scores, leaf: {**row.scores[leaf], "comment": f"{text} في المعيار"}}
    session.commit()


def test_from_comments_to_the_entrant(session: Session, sign_in: SignIn) -> None:
    sitting = Sitting(session, sign_in)
    edition, entry = sitting.judged.edition, sitting.entries[1]
    comment(session, sitting, 1, "أثر واضح", "ينقصها القياس")
    agency = session.get_one(Organisation, entry.organisation_id)
    entrant = sign_in(make_member(session, agency))
    mine = f"{API}/entrant/entries/{entry.id}/feedback"
    assert entrant.get(mine).json() == {"feedback": None}
    url = f"{API}/entries/{entry.id}/feedback"
    told = sitting.chair.get(url).json()
    assert (told["state"], told["version"]) == ("none", 0)
    assert sorted(one["text"] for one in told["comments"]) == [
        "أثر واضح",
        "أثر واضح في المعيار",
        "ينقصها القياس",
        "ينقصها القياس في المعيار",
    ]
    assert [one["criterion_ar"] for one in told["comments"]] == ["", "", "أ", "أ"]
    raw = sitting.chair.get(url).content
    assert not any(str(one.id).encode() in raw for one in sitting.judged.jurors)
    assert code(sitting.chair.put(url, json={"strengths": " "})) == (422, "feedback_empty")
    first = sitting.chair.put(url, json={"strengths": "أثر واضح"})
    assert (first.status_code, first.json()["state"]) == (201, "draft")
    assert sitting.chair.put(url, json={"strengths": "أثر واضح"}).status_code == 200
    whole = {"strengths": "أثر واضح", "improvements": "قيسوا الأثر", "ready": True}
    assert code(sitting.organiser.put(url, json=whole)) == (428, "condition_required")
    assert sitting.organiser.put(url, json=whole, headers={"If-Match": '"1"'}).status_code == 200
    stale = sitting.chair.put(url, json={"strengths": "x"}, headers={"If-Match": '"1"'})
    assert (code(stale), stale.json()["current"]["improvements"]) == ((412, "stale"), "قيسوا الأثر")
    # Ready, and still nobody's but the staff's.
    assert entrant.get(mine).json() == {"feedback": None}
    release = f"{API}/editions/{edition.id}/feedback/release"
    assert code(sitting.organiser.post(release, json={})) == (409, "not_published_yet")
    listed = f"{API}/editions/{edition.id}/feedback"
    rows = sitting.organiser.get(listed, params={"sort": "-state"}).json()["items"]
    assert [(one["number"], one["state"], one["comments"]) for one in rows][:2] == [
        (102, "ready", 2),
        (105, "none", 0),
    ]
    assert sitting.chair.get(listed, params={"state": "ready"}).json()["total"] == 1
    assert "جاهز" in sitting.organiser.get(listed, params={"format": "csv"}).text
    edition.phase = "published"
    session.commit()
    other = {"entry_ids": [str(sitting.entries[0].id)]}
    assert code(sitting.organiser.post(release, json=other)) == (409, "no_feedback_ready")
    assert sitting.organiser.post(release, json={}).json() == {"released": 1}
    assert entrant.get(mine).json()["feedback"]["improvements"] == "قيسوا الأثر"
    mails = session.scalars(select(Mail).where(Mail.template == "feedback_released")).all()
    assert len(mails) == 1
    late = sitting.chair.put(url, json={"strengths": "x"}, headers={"If-Match": '"3"'})
    assert code(late) == (409, "feedback_released")
    assert broken(session) == {}


def test_walls_and_who_has_no_business_here(session: Session, sign_in: SignIn) -> None:
    sitting = Sitting(session, sign_in)
    entry = sitting.entries[1]
    url = f"{API}/entries/{entry.id}/feedback"
    walled = make_staff(session, sitting.judged.edition)
    assert entry.organisation_id is not None
    make_past_tie(session, walled, Scope.organisation, entry.organisation_id)
    desk = sign_in(walled)
    # A conflict with one entry keeps from the whole category, as from its results.
    assert desk.get(f"{API}/entries/{sitting.entries[2].id}/feedback").status_code == 404
    assert desk.get(f"{API}/editions/{sitting.judged.edition.id}/feedback").json()["total"] == 0
    assert sitting.second.get(url).status_code == 403
    sitting.judged.round.state = "open"
    session.commit()
    assert sitting.organiser.get(url).json()["comments"] == []
    sealed = sitting.organiser.put(url, json={"strengths": "x"})
    assert code(sealed) == (409, "evaluations_sealed")


def test_who_judges_without_names_in_one_round_reads_none_of_another(
    session: Session, sign_in: SignIn
) -> None:
    sitting = Sitting(session, sign_in)
    edition, entry = sitting.judged.edition, sitting.entries[1]
    entry.title_ar, entry.title_en = "خدمة النوارس", "Gulls"
    blind = make_round(session, edition, number=2, state="open", blind=True, hidden=["title"])
    session.commit()
    listed, one = f"{API}/editions/{edition.id}/feedback", f"{API}/entries/{entry.id}/feedback"
    for state, hidden in (("open", ["title"]), ("planned", ["title"]), ("open", [])):
        blind.state, blind.hidden = state, hidden
        session.commit()
        table = sitting.chair.get(listed, params={"format": "csv"})
        for answer in (sitting.chair.get(listed), sitting.chair.get(one), table):
            assert answer.status_code == 200
            assert ("النوارس" in answer.text) == (not hidden)
        found = sitting.chair.get(listed, params={"q": "النوارس"}).json()["total"]
        assert not (hidden and found)
        assert "النوارس" in sitting.organiser.get(one).text
    blind.blind = False
    session.commit()
    assert "النوارس" in sitting.chair.get(one).text


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        (
            lambda: feedback_rules.check_may_write(FeedbackState.none, ("x", ""), closed=False),
            "evaluations_sealed",
        ),
        (
            lambda: feedback_rules.check_may_write(FeedbackState.released, ("x", ""), closed=True),
            "feedback_released",
        ),
        (
            lambda: feedback_rules.check_may_write(FeedbackState.draft, ("", " "), closed=True),
            "feedback_empty",
        ),
        (
            lambda: feedback_rules.check_may_release(Phase.approved, 1),
            "not_published_yet",
        ),
        (
            lambda: feedback_rules.check_may_release(Phase.published, 0),
            "no_feedback_ready",
        ),
    ],
)
def test_what_is_refused(refused: Callable[[], None], expected: str) -> None:
    with pytest.raises(Refusal) as found:
        refused()
    assert found.value.code == expected


def test_what_is_allowed() -> None:
    feedback_rules.check_may_write(FeedbackState.ready, ("", "x"), closed=True)
    feedback_rules.check_may_release(Phase.archived, 2)
