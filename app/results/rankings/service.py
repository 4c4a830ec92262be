"""Reading rankings on the record, and the chair's word on ties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.wall_queries import barred_categories
from app.judging.blind.queries import folded_shown, hides_names
from app.judging.panels.panel_queries import chaired_panels, reaches_of
from app.judging.panels.reach_rules import panel_for
from app.judging.rounds.models import Round
from app.kit.errors import N_, KeptRefusal, Refusal, not_found
from app.kit.paging import InWords, PageParams, paginate
from app.kit.versions import Put
from app.results.rankings.models import ChairOrder, Ranking, RankingRow
from app.results.rankings.queries import (
    READERS,
    blind_titles,
    criterion_names,
    frozen_ranking,
    how_ranked,
    latest_ranking,
    load_standings,
    pending_groups,
    row_columns,
    standing_row,
    unread,
    waits,
)
from app.results.rankings.result_queries import RESULT_READERS, load_result
from app.results.rankings.rules import (
    check_deliberating,
    check_not_barred,
    check_not_frozen,
)
from app.results.rankings.schemas import ChairOrderIn, EntryResult, Part, StandingRow, Standings
from app.results.rules import check_chair_order

PUBLISHED = (Phase.published, Phase.archived)


def record_reading(
    session: Session, actor: Actor, edition: Edition, now: datetime, ranking: Ranking | None
) -> None:
    """Put on record that this person read these results, and whether they were public by then.

    Standings, their rows and the decisions on them are one reading, however a page asks for them.
    After publication it is one too: the public reads the winners, never a score or a rank. Where no
    ranking was taken there is nothing to read.
    """
    if ranking is None:
        return
    audit.record_reading(
        session,
        actor,
        "read_standings",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        what="published_results" if edition.phase_now in PUBLISHED else "results",
        ranking_id=str(ranking.id),
    )


def record_export(
    session: Session, actor: Actor, edition: Edition, ranking: Ranking, what: str, now: datetime
) -> None:
    """Put on record that this person took results away as a file: each time, and not once a while."""
    audit.record(
        session,
        actor,
        "read_standings",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        what=what,
        ranking_id=str(ranking.id),
    )


def show_standings(
    session: Session, actor: Actor, edition_id: UUID, round_id: UUID | None, now: datetime
) -> Standings:
    """The newest ranking, by category; the reading is recorded."""
    edition = staff_edition(session, actor, edition_id, *READERS)
    ranking = latest_ranking(session, edition.id, round_id)
    record_reading(session, actor, edition, now, ranking)
    return load_standings(session, actor, edition, ranking)


def list_ranking_rows(
    session: Session,
    actor: Actor,
    ranking_id: UUID,
    params: PageParams,
    category_id: UUID | None,
    now: datetime,
) -> tuple[list[StandingRow], int]:
    """The rows of a snapshot as a list; the reading is recorded, and each export by itself."""
    ranking = session.get(Ranking, ranking_id)
    if ranking is None:
        raise not_found()
    edition = staff_edition(session, actor, ranking.edition_id, *READERS)
    if params.format == "csv":
        record_export(session, actor, edition, ranking, "csv", now)
    else:
        record_reading(session, actor, edition, now, ranking)
    query = row_columns().where(RankingRow.ranking_id == ranking.id)
    hidden = unread(session, actor, edition)
    if hidden:
        query = query.where(RankingRow.category_id.not_in(hidden))
    if category_id is not None:
        query = query.where(RankingRow.category_id == category_id)
    round_ = session.get_one(Round, ranking.round_id)
    blind = hides_names(actor, edition, round_)
    words = folded_shown(round_) if blind else Entry.folded
    rows, total = paginate(
        session,
        query,
        params,
        sorts={
            "rank": (RankingRow.rank, Entry.number),
            "number": Entry.number,
            "title": words if blind else InWords(Entry.folded, Entry.title_en),
            "evaluations": (RankingRow.evaluations, Entry.number),
        },
        default_sort="rank",
        tiebreak=Entry.id,
        search=(words,),
    )
    names = criterion_names(session, edition.id)
    titles = blind_titles(session, actor, edition, round_, rows)
    how = how_ranked(session, ranking)
    return [standing_row(row, how, names, titles) for row in rows], total


def show_result(
    session: Session,
    actor: Actor,
    entry_id: UUID,
    round_id: UUID | None,
    parts: tuple[UUID, Sequence[Part]] | None,
    now: datetime,
) -> EntryResult:
    """How an entry's score came about, juror by juror (`parts_in`); the reading is recorded.

    Refusals: 404, 403 `barred_by_conflict` in a category in which a conflict bars the actor from
    an entry (the attempt is kept).
    """
    entry = session.get(Entry, entry_id)
    if entry is None or entry.state == EntryState.draft:
        raise not_found()
    edition = staff_edition(session, actor, entry.edition_id, *RESULT_READERS)
    barred = entry.category_id in barred_categories(session, actor, edition.id)
    (audit.record if barred else audit.record_reading)(
        session,
        actor,
        "read_standings",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        what="result",
        entry_id=str(entry.id),
        barred=barred,
    )
    if barred:
        raise KeptRefusal(
            "barred_by_conflict",
            N_("بينك وبين هذه المشاركة تعارض مصالح، فلا تُعرض عليك تقييماتها. سُجّلت المحاولة."),
            status=403,
        )
    return load_result(session, edition, entry, round_id, parts)


def decide_chair_order(
    session: Session,
    actor: Actor,
    round_id: UUID,
    order_id: UUID,
    wanted: ChairOrderIn,
    now: datetime,
) -> Put[ChairOrder]:
    """The chair orders a tied group that waits, with a reason; the next ranking follows it.

    Refusals: `not_found`, `category_barred` (403), `no_tie_waits`, `results_frozen`,
    `not_deliberating`, `id_taken` (409), `order_mismatch`, `reason_missing` (422).
    """
    round_, edition, chaired = chaired_panels(session, actor, round_id)
    session.scalars(
        select(Edition)
        .where(Edition.id == edition.id)
        .with_for_update(of=Edition)
        .execution_options(populate_existing=True)
    ).one()
    known = session.get(ChairOrder, order_id)
    if known is not None:
        same = (known.round_id, known.category_id, known.entries, known.reason) == (
            round_.id,
            wanted.category_id,
            [str(entry) for entry in wanted.entries],
            wanted.reason,
        )
        if not same:
            raise Refusal("id_taken", N_("هذا المعرّف مستعمل. أعد المحاولة من صفحة جديدة."))
        return Put(known, created=False)
    panel = panel_for(wanted.category_id, reaches_of(session, round_id))
    if panel is None or panel.id not in chaired:
        raise not_found()
    check_not_barred([wanted.category_id], barred_categories(session, actor, edition.id))
    check_deliberating(edition.phase_now)
    check_not_frozen(frozen=frozen_ranking(session, edition.id) is not None)
    check_chair_order(_tied(session, edition, round_, wanted), wanted.entries, wanted.reason)
    order = ChairOrder(
        id=order_id,
        round_id=round_.id,
        category_id=wanted.category_id,
        entries=[str(entry) for entry in wanted.entries],
        reason=wanted.reason,
        decided_by=actor.user_id,
        decided_at=now,
    )
    session.add(order)
    audit.record(
        session,
        actor,
        "decide_chair_order",
        now,
        subject=("category", wanted.category_id),
        edition_id=edition.id,
        round_id=str(round_.id),
        entries=order.entries,
        reason=wanted.reason,
    )
    return Put(order, created=True)


def _tied(
    session: Session, edition: Edition, round_: Round, wanted: ChairOrderIn
) -> Sequence[UUID]:
    """The waiting group of the newest snapshot that the order speaks of."""
    ranking = latest_ranking(session, edition.id, round_.id)
    rows = session.execute(
        select(RankingRow.entry_id, RankingRow.rank, RankingRow.trace).where(
            RankingRow.ranking_id == (ranking.id if ranking else None),
            RankingRow.category_id == wanted.category_id,
        )
    ).all()
    groups = pending_groups([(row.entry_id, row.rank, waits(row.trace)) for row in rows])
    for group in groups:
        if not set(group).isdisjoint(wanted.entries):
            return group
    raise Refusal("no_tie_waits", N_("لا تعادل هنا ينتظر قرار رئيس اللجنة."))
