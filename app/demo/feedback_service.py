"""What entrants of the demo are told: written by the chair after the decisions, sent after the publication."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.demo.content import BRANCHES, CRITERIA
from app.demo.feedback_texts import IMPROVEMENTS, STRENGTHS
from app.demo.marks_rules import LEVELS, TOP
from app.demo.rules import Day
from app.demo.script_service import Script, Story
from app.demo.texts import both
from app.judging.deliberation import feedback_service as feedback
from app.judging.deliberation.feedback_schemas import FeedbackIn
from app.judging.evaluations.models import Evaluation, Revision
from app.results.rankings.models import RankingRow
from app.results.rankings.queries import latest_ranking

READY = 3  # of each branch, from the top; the next one stays a draft


def tell(script: Script) -> None:
    """Branch by branch on the afternoon of the decisions; what is ready is sent after the ceremony."""
    story = script.story
    day = story.calendar
    for number in range(len(BRANCHES)):
        script.add(day.at(Day.decided, 14, 8 * number), "chair", _write, story, number)
    script.add(
        day.at(Day.published + 2, 10),
        "organiser",
        feedback.release_feedback,
        story.edition_id,
        None,
    )


def _write(session: Session, actor: Actor, story: Story, number: int, now: datetime) -> None:
    """Of a branch's first entries, and of those that the demo's entrant entered."""
    ranking = latest_ranking(session, story.edition_id, story.round_id)
    if ranking is None:
        return
    ranked = session.scalars(
        select(RankingRow.entry_id)
        .where(
            RankingRow.ranking_id == ranking.id,
            RankingRow.category_id == story.ids.of("category", number),
            RankingRow.left_out == "",
        )
        .order_by(RankingRow.rank, RankingRow.entry_id)
    ).all()
    own = {story.ids.of("entry", one.number) for one in story.entries if one.agency == 0}
    for place, entry_id in enumerate(ranked):
        if place <= READY or entry_id in own:
            best, worst = _ends(session, story, entry_id)
            wanted = FeedbackIn(
                strengths=both(STRENGTHS[best]),
                improvements=both(IMPROVEMENTS[worst]),
                ready=place < READY or entry_id in own,
            )
            feedback.put_feedback(session, actor, entry_id, wanted, None, now)


def _ends(session: Session, story: Story, entry_id: UUID) -> tuple[str, str]:
    """The criteria that the jurors marked highest and lowest, as shares of their scales."""
    codes = {str(story.ids.of("criterion", at)): code for at, (code, *_) in enumerate(CRITERIA)}
    shares: dict[str, Fraction] = defaultdict(Fraction)
    for scores in session.scalars(
        select(Revision.scores)
        .join(Evaluation, Evaluation.submitted_id == Revision.id)
        .where(Evaluation.entry_id == entry_id, Evaluation.closed_at.is_(None))
    ):
        for key, mark in scores.items():
            code = codes[key]
            if mark["level"]:
                shares[code] += Fraction(LEVELS.index(mark["level"]), len(LEVELS) - 1)
            else:
                shares[code] += Fraction(mark["points"]) / TOP
    order = sorted(shares, key=lambda code: (shares[code], code))
    return order[-1], order[0]
