"""The last chapter: the ranking, the decisions, the freeze, the signature, the publication."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from fractions import Fraction
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.demo.content import BRANCHES
from app.demo.rules import THRESHOLD, WITHHELD_BRANCH, Day
from app.demo.script_service import Script, Story
from app.editions.models import Category, Edition
from app.results.approvals import service as approvals
from app.results.approvals.queries import approval_state
from app.results.decision_rules import Outcome
from app.results.decisions import service as decisions
from app.results.decisions.schemas import DecisionIn, DecisionsIn
from app.results.publication import service as publication
from app.results.rankings import snapshot_service as snapshots
from app.results.rankings.models import RankingRow
from app.results.rankings.queries import latest_ranking

MENTIONS: Final = 3  # branches, the largest, with one honourable mention each

CITATIONS: Final = (
    (
        "لأثر مثبت بالأرقام قبل الخدمة وبعدها، وإجراء صار أقصر على المستفيد والموظف معًا.",
        "For an effect shown in figures before and after, and a process shorter for users and officers alike.",
    ),
    (
        "لتكامل حقيقي بين الأنظمة أعفى المستفيد من تقديم ما هو معلوم سلفًا.",
        "For systems so well connected that users need not supply what is already known.",
    ),
    (
        "لإصغاء منظّم إلى آراء المستفيدين غيّر الخدمة في أكثر من موضع.",
        "For listening to users in a way that changed the service in more than one place.",
    ),
    (
        "لخدمة تصل إلى الجميع عبر قنوات متعددة ودعم حاضر.",
        "For a service that reaches everyone through many channels, with support at hand.",
    ),
)
WITHHELD_AR: Final = (
    f"لم تبلغ أي مشاركة في هذا الفرع الحد المعلن في قواعد الدورة ({THRESHOLD} من 100)، "
    "وتوصي اللجنة بإعادة طرحه في الدورة القادمة."
)
WITHHELD_EN: Final = (
    f"No entry in this branch reached the minimum declared in the rules ({THRESHOLD} of 100); "
    "the jury recommends offering the branch again in the next edition."
)


def rank(script: Script) -> None:
    """Take the ranking of the closed round."""
    story = script.story
    script.add(
        story.calendar.at(Day.ranked, 10), "organiser", snapshots.take_ranking, story.round_id
    )
    _plant_withheld(story)


def decide(script: Script) -> None:
    """Record who wins what: branch by branch; one branch is withheld."""
    story = script.story
    for number, (code, _, _, _, _) in enumerate(BRANCHES):
        script.add(
            story.calendar.at(Day.decided, 10, 8 * number),
            "organiser",
            _decide_branch,
            story,
            number,
            code,
        )


def _decide_branch(
    session: Session, actor: Actor, story: Story, number: int, code: str, now: datetime
) -> None:
    ranking = latest_ranking(session, story.edition_id, story.round_id)
    if ranking is None:
        return
    category = session.get_one(Category, story.ids.of("category", number))
    random = story.chance(f"citations/{code}")
    if code == WITHHELD_BRANCH:
        made = [DecisionIn(outcome=Outcome.withheld, reason_ar=WITHHELD_AR, reason_en=WITHHELD_EN)]
    else:
        made = _winners(session, ranking.id, category, random, mention=number < MENTIONS)
    wanted = DecisionsIn(ranking_id=ranking.id, decisions=made)
    decisions.put_decisions(session, actor, category.id, wanted, None, now)


def _winners(
    session: Session, ranking_id: UUID, category: Category, random: Random, *, mention: bool
) -> list[DecisionIn]:
    rows = session.execute(
        select(RankingRow.entry_id, RankingRow.rank, RankingRow.score)
        .where(RankingRow.ranking_id == ranking_id, RankingRow.category_id == category.id)
        .where(RankingRow.left_out == "")
        .order_by(RankingRow.rank, RankingRow.entry_id)
    ).all()
    by_rank: dict[int, list[UUID]] = defaultdict(list)
    for entry_id, rank_, score in rows:
        if rank_ is not None and Fraction(score) >= THRESHOLD:
            by_rank[rank_].append(entry_id)
    levels = {level["from_rank"]: level["name_ar"] for level in category.levels}
    made = []
    for rank_ in sorted(by_rank):
        if rank_ > category.places:
            if mention:
                made.append(
                    DecisionIn(entry_id=by_rank[rank_][0], outcome=Outcome.honourable_mention)
                )
            break
        for entry_id in by_rank[rank_]:
            ar, en = random.choice(CITATIONS)
            made.append(
                DecisionIn(
                    entry_id=entry_id,
                    outcome=Outcome.winner,
                    place=rank_,
                    level_ar=levels.get(rank_, ""),
                    citation_ar=ar,
                    citation_en=en,
                )
            )
    return made


def publish(script: Script) -> None:
    """Freeze, sign by the other person, publish at the ceremony's minute."""
    story = script.story
    day = story.calendar
    script.add(day.at(Day.frozen, 11), "organiser", approvals.freeze_results, story.edition_id)
    script.add(day.at(Day.signed, 12), "approver", _sign, story)
    script.add(
        day.at(Day.published, 18),
        "organiser",
        publication.publish,
        story.edition_id,
        None,
        None,
    )


def _sign(session: Session, actor: Actor, story: Story, now: datetime) -> None:
    """The approver signs the hash that the page shows them."""
    state = approval_state(session, actor, session.get_one(Edition, story.edition_id))
    approvals.sign_results(session, actor, story.edition_id, state.results_hash, now)


def _plant_withheld(story: Story) -> None:
    branch = [code for code, *_ in BRANCHES].index(WITHHELD_BRANCH)
    story.planted["withheld"] = {"category": str(story.ids.of("category", branch))}
