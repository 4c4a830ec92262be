"""Every snapshot of an edition computed again from what counts, and compared bit for bit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.judging.panels.models import Juror
from app.judging.rounds.models import Round
from app.kit.errors import Refusal
from app.results.rankings.basis_queries import Basis, load_basis
from app.results.rankings.cards_queries import load_task
from app.results.rankings.figures_rules import ENTRY_FLOATS, JUROR_FLOATS, compute, libraries
from app.results.rankings.models import Ranking, RankingFigure, RankingJuror, RankingRow
from app.results.rankings.row_queries import rows_of
from app.results.rankings.rules import EvaluationsAltered

ROW: Final = (
    "category_id",
    "rank",
    "left_out",
    "score",
    "raw",
    "shown",
    "evaluations",
    "trace",
    "rounds",
)
FIGURE: Final = (*ENTRY_FLOATS, "rank", "rank_low", "rank_high")
JUROR: Final = (*JUROR_FLOATS, "n")
SHOWN: Final = 20  # differences that are named
# Of a score of 0…100; another kernel of linear algebra differs in the twelfth digit (decision 0026).
NEAR: Final = 1e-9


# Where results stand on a frozen ranking.
OUT: Final = (Phase.approved, Phase.published, Phase.archived)


class Verdict(StrEnum):
    """What came of computing a snapshot again."""

    equal = "equal"
    near = "equal to 9 digits on another machine"  # floats alone, less than `NEAR` apart
    superseded = "superseded"  # what counts has changed since, and nothing is frozen on it
    differs = "differs"


@dataclass(frozen=True)
class Difference:
    """What is stored otherwise than it came out; `near`: two floats that another machine explains."""

    text: str
    near: bool = False


@dataclass(frozen=True)
class Verified:
    """One snapshot (0: the edition itself): `differences` name the row, the column, what is stored and what came out.

    `elsewhere`: libraries or a platform other than those it was taken with, as (name, then, now).
    """

    number: int
    round_number: int
    method: str
    verdict: Verdict
    differences: tuple[str, ...]
    elsewhere: tuple[tuple[str, str, str], ...]

    @property
    def fails(self) -> bool:
        """Whether the snapshot is not what its evaluations make."""
        return self.verdict == Verdict.differs

    def lines(self) -> list[str]:
        """For people at a terminal."""
        head = f"round {self.round_number}, ranking {self.number} ({self.method}): {self.verdict}"
        if not self.number:
            head = f"edition: {self.verdict}"
        return [
            head,
            *(
                f"  taken with {name} {then}, computed with {now}"
                for name, then, now in self.elsewhere
            ),
            *(f"  {one}" for one in self.differences),
        ]


def verify_rankings(session: Session, _actor: Actor, slug: str) -> list[Verified] | None:
    """All snapshots of the edition, oldest first; None where there is no such edition."""
    edition = session.scalars(select(Edition).where(Edition.slug == slug)).one_or_none()
    if edition is None:
        return None
    found = session.execute(
        select(Ranking, Round)
        .join(Round, Round.id == Ranking.round_id)
        .where(Ranking.edition_id == edition.id)
        .order_by(Round.number, Ranking.number)
    )
    rows = found.all()
    verified = [_verified(session, edition, *row) for row in rows]
    if edition.phase_now in OUT and not any(ranking.frozen_at for ranking, _ in rows):
        said = ("the results are signed, and no ranking is frozen",)
        verified.append(Verified(0, 0, "", Verdict.differs, said, ()))
    return verified


def _verified(session: Session, edition: Edition, ranking: Ranking, round_: Round) -> Verified:
    told = ranking.computation
    before = told["libraries"] if told else {}
    elsewhere = tuple(
        (name, before.get(name, "unknown"), now)  # of what was not recorded then, too
        for name, now in libraries().items()
        if before and before.get(name) != now
    )
    differences: list[Difference] = []
    try:
        basis = load_basis(session, edition, round_)
        task = load_task(session, basis)
    except Refusal as refused:  # what is kept was written by another hand
        return Verified(
            ranking.number,
            round_.number,
            ranking.method,
            Verdict.differs,
            tuple(_said(session, refused)),
            elsewhere,
        )
    if basis.inputs_hash != ranking.inputs_hash:
        verdict = Verdict.superseded if ranking.frozen_at is None else Verdict.differs
        differences = [Difference("inputs")]
    else:
        computed = compute(task)
        differences += _columns(ranking, basis)
        differences += _compare(session, ranking, RankingRow, rows_of(basis, computed), ROW)
        differences += _compare(session, ranking, RankingFigure, computed.figures, FIGURE)
        differences += _compare(session, ranking, RankingJuror, computed.jurors, JUROR)
        fresh = {key: one for key, one in computed.told.items() if key != "libraries"}
        kept = {key: one for key, one in (told or {}).items() if key != "libraries"}
        differences += [] if fresh == kept else [Difference("computation")]
        verdict = Verdict.differs if differences else Verdict.equal
        if differences and elsewhere and all(one.near for one in differences):
            verdict = Verdict.near
    return Verified(
        ranking.number,
        round_.number,
        ranking.method,
        verdict,
        tuple(one.text for one in differences[:SHOWN]),
        elsewhere,
    )


def _columns(ranking: Ranking, basis: Basis) -> list[Difference]:
    """What the snapshot says that it was made by, against what decides now."""
    said = {
        "method": (ranking.method, basis.method),
        "tiebreaks": (list(ranking.tiebreaks), list(basis.tiebreaks)),
        "seed": (ranking.seed, basis.rounds[0].round.closing_hash),
    }
    return [
        Difference(f"rankings {column}: {then} is stored, {now} came out")
        for column, (then, now) in said.items()
        if then != now
    ]


def _said(session: Session, refused: Refusal) -> list[str]:
    """The refusal, with each evaluation that another hand wrote, or the round."""
    if "round" in refused.facts:
        number = refused.facts["round"]
        return [f"what counts in round {number} is not what it was closed with"]
    if "what" in refused.facts:
        return [f"not what the rulebook froze: {', '.join(refused.facts['what'])}"]
    said = [f"{refused.code}: {refused.facts.get('reason', '')}"]
    if not isinstance(refused, EvaluationsAltered):
        return said
    wrong = {
        "total_altered": "the total of entry {} by {} is not that of its marks",
        "marks_altered": "the marks of entry {} by {} are not those that were sent",
    }.get(refused.reason, "the marks of entry {} by {} are not of its rubric")
    return said + [
        wrong.format(session.get_one(Entry, entry).number, session.get_one(Juror, juror).name_ar)
        for juror, entry in refused.rows
    ]


def _compare(
    session: Session,
    ranking: Ranking,
    model: type[Any],
    computed: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
) -> list[Difference]:
    """What differs between the stored rows and the computed ones; floats by their every bit."""
    keys = [one.name for one in model.__table__.primary_key if one.name != "ranking_id"]
    stored = {
        tuple(str(getattr(row, key)) for key in keys): row
        for row in session.scalars(select(model).where(model.ranking_id == ranking.id))
    }
    made = {tuple(str(one[key]) for key in keys): one for one in computed}
    differences = [
        Difference(f"{model.__tablename__} {' '.join(key)}") for key in stored.keys() ^ made.keys()
    ]
    for key in sorted(stored.keys() & made.keys()):
        for column in columns:
            then, now = _bits(getattr(stored[key], column)), _bits(made[key][column])
            if then != now:
                where = f"{model.__tablename__} {' '.join(key)} {column}"
                differences.append(
                    Difference(
                        f"{where}: {then} is stored, {now} came out",
                        near=_near(column, then, now),
                    )
                )
    return differences


def _near(column: str, then: str, now: str) -> bool:
    """Whether two texts are floats, less than `NEAR` apart; a fraction is exact, and never is."""
    if column not in {*ENTRY_FLOATS, *JUROR_FLOATS} or "/" in then + now:
        return False
    return then != "" != now and abs(float(then) - float(now)) < NEAR


def _bits(value: Any) -> str:
    """A value so that equal texts are equal bits; nothing where nothing is known."""
    if isinstance(value, float):
        return "" if value != value else repr(value)  # noqa: PLR0124 -- NaN
    return "" if value is None else str(value)
