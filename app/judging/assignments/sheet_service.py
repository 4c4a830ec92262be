"""Assignments out to a sheet and in from one: compared and shown first, then all or nothing.

A file says who judges the entries that it names; of others it says nothing, and they stay.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.wall_queries import not_barred
from app.judging.assignments.queries import WATCHERS
from app.judging.assignments.rules import Pairing, check_not_judged_before_move, check_pairing
from app.judging.assignments.sheet_schemas import (
    AssignedPair,
    Change,
    PairPlan,
    PairSheet,
    PairStep,
    SheetRow,
)
from app.judging.conflicts.queries import Walls, walls_of
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import judged_before_move, status_of
from app.judging.evaluations.rules import ClosedReason, EvaluationStatus
from app.judging.panels import queries as panels
from app.judging.panels.models import Juror
from app.judging.panels.panel_queries import RoundPanels, round_panels
from app.judging.panels.rules import JurorState, check_may_serve
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal
from app.kit.i18n import Pair
from app.kit.ids import uuid7
from app.organisations.import_schemas import problem
from app.organisations.models import Organisation

_CHUNK = 500
Key = tuple[UUID, UUID]


def list_pairs(session: Session, actor: Actor, round_id: UUID) -> list[AssignedPair]:
    """Every entry of a round with each of its jurors, or once without; by number and juror."""
    round_, _ = staff_round(session, actor, round_id, *WATCHERS)
    rows: Iterable[Any] = session.execute(
        select(Entry, Category, Organisation, User, Evaluation, Juror)
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(Organisation, Organisation.id == Entry.organisation_id)
        .outerjoin(User, User.id == Entry.owner_id)
        .outerjoin(
            Evaluation,
            (Evaluation.entry_id == Entry.id)
            & (Evaluation.round_id == round_id)
            & Evaluation.closed_at.is_(None),
        )
        .outerjoin(Juror, Juror.id == Evaluation.juror_id)
        .where(or_(panels.judged_in(round_), Evaluation.id.is_not(None)), not_barred(actor))
        .order_by(Entry.number, Juror.folded_name, Juror.id)
    )
    found = []
    for entry, category, organisation, user, evaluation, juror in rows:
        owner = user if organisation is None else organisation
        found.append(
            AssignedPair(
                number=entry.number,
                title=Pair(entry.title_ar, entry.title_en),
                category=Pair(category.name_ar, category.name_en),
                agency=Pair("", "") if owner is None else Pair(owner.name_ar, owner.name_en),
                email="" if juror is None else juror.email,
                juror=None if juror is None else Pair(juror.name_ar, juror.name_en),
                status=None if evaluation is None else status_of(evaluation),
            )
        )
    return found


def check_may_import(session: Session, actor: Actor, round_id: UUID) -> None:
    """Refuse before the file is read. Refusal: `round_closed` (409)."""
    round_, _ = staff_round(session, actor, round_id)
    check_editable(RoundState(round_.state))


# ---------------------------------------------------------------- what a file would do


@dataclass(frozen=True)
class _World:
    """What the rows are compared with: all that this organiser may see of a round."""

    round: Round
    entries: dict[int, Entry]
    advanced: set[UUID]
    by_email: dict[str, Juror]
    by_name: dict[str, list[Juror]]
    jurors: dict[UUID, Juror]
    rows: dict[Key, Evaluation]
    panels: RoundPanels
    walls: Walls


def _load(session: Session, actor: Actor, round_: Round, sheet: PairSheet) -> _World:
    numbers = sorted({row.entry for row in sheet.rows})
    entries: dict[int, Entry] = {}
    for start in range(0, len(numbers), _CHUNK):
        found = session.scalars(
            select(Entry).where(
                Entry.edition_id == round_.edition_id,
                Entry.state != EntryState.draft,
                Entry.number.in_(numbers[start : start + _CHUNK]),
                not_barred(actor),
            )
        )
        entries |= {entry.number: entry for entry in found}
    jurors = session.scalars(select(Juror).where(Juror.edition_id == round_.edition_id)).all()
    by_name: dict[str, list[Juror]] = defaultdict(list)
    for juror in jurors:
        for name in {fold(juror.name_ar), fold(juror.name_en)} - {""}:
            by_name[name].append(juror)
    named = {entry.id for entry in entries.values()}
    return _World(
        round=round_,
        entries=entries,
        advanced=panels.advanced_of(session, round_, named),
        by_email={juror.email: juror for juror in jurors},
        by_name=by_name,
        jurors={juror.id: juror for juror in jurors},
        rows={
            (row.entry_id, row.juror_id): row
            for row in session.scalars(select(Evaluation).where(Evaluation.round_id == round_.id))
            if row.entry_id in named
        },
        panels=round_panels(session, round_),
        walls=walls_of(session, round_.edition_id),
    )


def plan_assignments(session: Session, actor: Actor, round_id: UUID, sheet: PairSheet) -> PairPlan:
    """What this file would change now; nothing is written. Refusal: `round_closed` (409)."""
    round_, _ = staff_round(session, actor, round_id)
    return _plan(session, actor, round_, sheet)


def _plan(session: Session, actor: Actor, round_: Round, sheet: PairSheet) -> PairPlan:
    check_editable(RoundState(round_.state))
    world = _load(session, actor, round_, sheet)
    problems = list(sheet.problems)
    steps: list[PairStep] = []
    said: dict[Key, int] = {}
    first: dict[UUID, int] = {}
    for row in sheet.rows:
        found = _pair(world, row)
        if isinstance(found, Refusal):
            problems.append(found)
            continue
        entry, juror = found
        first.setdefault(entry.id, row.number)
        if juror is None:
            continue
        key = (entry.id, juror.id)
        if key in said:
            problems.append(
                problem(
                    "duplicate_row",
                    N_("تكرّر الصف {other}."),
                    row.number,
                    "juror_email",
                    other=said[key],
                )
            )
            continue
        said[key] = row.number
        before = world.rows.get(key)
        if before is not None and before.closed_at is None:
            steps.append(_step(Change.unchanged, row.number, entry, juror, before))
            continue
        refused = _refusal(world, row, entry, juror, before)
        if refused is None:
            steps.append(_step(Change.added, row.number, entry, juror, before))
        else:
            problems.append(refused)
    steps += _left_out(world, said, first)
    problems.sort(key=lambda one: one.facts["loc"][1])
    document: dict[str, Any] = {
        "file": sheet.sha256,
        "steps": sorted(
            [step.change.value, str(step.entry_id), str(step.juror_id)] for step in steps
        ),
        "problems": len(problems),
    }
    return PairPlan(sheet, hashlib.sha256(rfc8785.dumps(document)).hexdigest(), steps, problems)


def _step(
    change: Change, row: int, entry: Entry, juror: Juror, before: Evaluation | None
) -> PairStep:
    return PairStep(
        change,
        row,
        entry.id,
        entry.number,
        juror.id,
        juror.name_ar,
        juror.name_en,
        None if before is None else before.id,
    )


def _left_out(world: _World, said: dict[Key, int], first: dict[UUID, int]) -> Iterator[PairStep]:
    """Pairs that stand on entries of the file and not in it: taken away, unless their work is begun."""
    entries = {entry.id: entry for entry in world.entries.values()}
    for key, row in sorted(world.rows.items()):
        if key in said or key[0] not in first or row.closed_at is not None:
            continue
        begun = row.status != EvaluationStatus.none or row.submitted_id is not None
        yield _step(
            Change.kept if begun else Change.removed,
            first[key[0]],
            entries[key[0]],
            world.jurors[key[1]],
            row,
        )


def _pair(world: _World, row: SheetRow) -> tuple[Entry, Juror | None] | Refusal:
    entry = world.entries.get(row.entry)
    if entry is None:
        return problem(
            "entry_unknown", N_("لا مشاركة بهذا الرقم في هذه الدورة."), row.number, "number"
        )
    if row.email:
        juror = world.by_email.get(row.email)
        if juror is None:
            return problem(
                "juror_unknown",
                N_("لا محكّم بهذا البريد في هذه الدورة."),
                row.number,
                "juror_email",
            )
        return entry, juror
    if not row.name:
        return entry, None
    named = world.by_name.get(fold(row.name), [])
    if len(named) == 1:
        return entry, named[0]
    return problem(
        "juror_name_unclear" if named else "juror_unknown",
        N_("في هذه الدورة أكثر من محكّم بهذا الاسم. اكتب بريده.")
        if named
        else N_("لا محكّم بهذا الاسم في هذه الدورة."),
        row.number,
        "juror",
    )


def _refusal(
    world: _World, row: SheetRow, entry: Entry, juror: Juror, before: Evaluation | None
) -> Refusal | None:
    """Why a pair may not be, at its cell."""
    view = world.panels.judging(entry.category_id)
    try:
        check_may_serve(JurorState(juror.state))
        check_pairing(
            Pairing(
                eligible=entry.state == EntryState.eligible,
                advanced=entry.id in world.advanced,
                on_panel=world.panels.seats(juror.id),
                judges_category=view is not None,
                on_its_panel=view is not None and juror.id in {one.id for one in view.members},
                barred=world.walls.bar(juror.id, entry.id, entry.organisation_id),
                own_employer=juror.employer_id is not None
                and juror.employer_id == entry.organisation_id,
                reads=view is None or view.may_read(juror, entry.languages),
            )
        )
        check_not_judged_before_move(judged=judged_before_move(before))
    except Refusal as why:
        of_entry = why.code in {"entry_not_eligible", "entry_not_advanced", "category_not_judged"}
        return problem(why.code, why.sentence, row.number, "number" if of_entry else "juror_email")
    if before is not None and before.closed_reason == ClosedReason.given_back:
        return problem(
            "given_back",
            N_("أعاد هذا المحكّم هذه المشاركة من قبل. أسندها إليه يدويًا إن اتفقتما."),
            row.number,
            "juror_email",
        )
    return None


def import_assignments(
    session: Session,
    actor: Actor,
    round_id: UUID,
    sheet: PairSheet,
    plan_hash: str | None,
    now: datetime,
) -> PairPlan:
    """Carry out what was shown, all of it or nothing; begun work is never taken away.

    Refusals: `round_closed` (409), `import_invalid` (422) with every problem, `plan_stale` (409).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    panels.lock_jurors(
        session,
        list(session.scalars(select(Juror.id).where(Juror.edition_id == edition.id))),
    )
    # A save in flight holds its evaluation's row: wait for it, and it counts as begun.
    session.execute(
        select(Evaluation.id)
        .where(Evaluation.round_id == round_id)
        .order_by(Evaluation.id)
        .with_for_update()
    ).all()
    plan = _plan(session, actor, round_, sheet)
    if plan.problems:
        raise Refusal(
            "import_invalid",
            N_("في الملف ما يجب تصحيحه. لم يُحفظ شيء منه."),
            status=422,
            errors=plan.problems,
        )
    if plan.plan_hash != plan_hash:
        raise Refusal(
            "plan_stale",
            N_("تغيّر الملف أو البيانات بعد المعاينة. راجع المعاينة من جديد ثم نفّذ."),
            plan_hash=plan.plan_hash,
        )
    added, removed = plan.of(Change.added), plan.of(Change.removed)
    _set(
        session,
        [one.evaluation_id for one in removed if one.evaluation_id],
        closed_at=now,
        closed_reason=ClosedReason.removed.value,
    )
    _set(
        session,
        [one.evaluation_id for one in added if one.evaluation_id],
        closed_at=None,
        closed_reason="",
        closed_note="",
        assigned_by=actor.user_id,
        assigned_at=now,
    )
    new = [
        {
            "id": uuid7(),
            "round_id": round_id,
            "entry_id": one.entry_id,
            "juror_id": one.juror_id,
            "assigned_by": actor.user_id,
            "assigned_at": now,
            "source": "file",
        }
        for one in added
        if one.evaluation_id is None
    ]
    if new:
        session.execute(insert(Evaluation), new)
    audit.record(
        session,
        actor,
        "import_assignments",
        now,
        subject=("round", round_id),
        edition_id=edition.id,
        file_sha256=sheet.sha256,
        rows=sheet.count,
        added=len(added),
        removed=len(removed),
    )
    return plan


def _set(session: Session, ids: list[UUID], **values: object) -> None:
    for start in range(0, len(ids), _CHUNK):
        session.execute(
            update(Evaluation)
            .where(Evaluation.id.in_(ids[start : start + _CHUNK]))
            .values(**values)
            .execution_options(synchronize_session=False)
        )
