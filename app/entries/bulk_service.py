"""One word on many entries, shown before it is done; and who screens which entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit import service as audit
from app.database import actor_of
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.entries.bulk_parts_queries import parts_of_each
from app.entries.bulk_schemas import Bulk, BulkIn, BulkRow
from app.entries.decision_service import confirm, propose, tell
from app.entries.desk_schemas import Handed, HandingIn, Screener, ScreeningDecisionIn
from app.entries.eligibility_queries import states_of
from app.entries.eligibility_rules import Outcome, RuleState, failing
from app.entries.eligibility_schemas import RuleStateOut
from app.entries.mail_service import people_of
from app.entries.models import Entry
from app.entries.queries import SCREENERS, staff_sees
from app.entries.rules import EntryState
from app.entries.schemas import PersonRef, WhyNot
from app.entries.screener_queries import waiting_load
from app.entries.screening_models import ScreeningDecision
from app.entries.screening_queries import check_alone, screeners_of, two_persons
from app.entries.screening_rules import (
    Decided,
    Handing,
    Standing,
    check_may_tick,
    check_no_stake,
    check_none_stands,
    check_reason,
    check_rules_met,
    check_same_list,
    check_screener,
    check_second_person,
    check_seen,
    check_stands,
    spread,
)
from app.entries.screening_service import decide, mail_decision
from app.entries.staff_schemas import MarkEligibleIn, PartIn
from app.entries.wall_queries import barred_categories
from app.entries.zone_queries import may_decide
from app.kit.errors import Refusal, not_found
from app.kit.ids import uuid7


def _named(session: Session, actor: Actor, edition: Edition, ids: Sequence[UUID]) -> list[Entry]:
    """These entries of an edition, locked in one order; 404 if one may not be seen."""
    wanted = set(ids)
    found = session.scalars(
        select(Entry)
        .where(Entry.edition_id == edition.id, Entry.id.in_(wanted), staff_sees(actor))
        .order_by(Entry.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(found) != len(wanted):
        raise not_found()
    return sorted(found, key=lambda one: one.number)


def _proposals(session: Session, entries: Sequence[Entry]) -> dict[UUID, ScreeningDecision]:
    rows = session.scalars(
        select(ScreeningDecision).where(
            ScreeningDecision.entry_id.in_([one.id for one in entries]),
            ScreeningDecision.state == Standing.proposed.value,
        )
    )
    return {row.entry_id: row for row in rows}


def _unmet(
    session: Session,
    entries: Sequence[Entry],
    wanted: BulkIn,
    proposals: dict[UUID, ScreeningDecision],
) -> dict[UUID, list[RuleState]]:
    """The rules that entries do not meet, or not yet, of those that would be found eligible."""
    words = {
        one.id: wanted.decision
        or (Decided(proposals[one.id].decision) if one.id in proposals else None)
        for one in entries
    }
    states = states_of(session, [one for one in entries if words[one.id] is Decided.eligible])
    return {
        key: [one for one in found if one.outcome is not Outcome.passes]
        for key, found in states.items()
    }


def _fingerprint(
    wanted: BulkIn,
    entries: Sequence[Entry],
    proposals: dict[UUID, ScreeningDecision],
    unmet: dict[UUID, list[RuleState]],
) -> str:
    """What the preview stood on: another word, or an entry that moved, gives another."""
    lines = [f"{wanted.decision}|{wanted.reason}|{wanted.until}"]
    lines += [f"{one.part}|{one.note}" for one in wanted.parts or ()]
    despite = set(wanted.despite)
    for one in entries:
        stands = proposals.get(one.id)
        lines.append(f"{one.id}|{one.version}|{one.state}|{stands.id if stands else ''}")
        lines += [f"{rule.rule_id}|{rule.kind}|{rule.outcome}" for rule in unmet.get(one.id, ())]
        lines += ["despite"] if one.id in despite else []
    return sha256("\n".join(lines).encode()).hexdigest()


def decide_entries(
    session: Session, actor: Actor, edition_id: UUID, wanted: BulkIn, now: datetime
) -> Bulk:
    """One word on many entries, each with its own act; those that it does not fit are named and left.

    Where two persons decide it proposes, or (`decision` null) confirms what others proposed.
    `dry_run` shows what it would do. What does not meet a rule is found eligible only where
    `despite` names it. Refusals: 404 if an entry may not be seen, `text_missing` (422),
    those of `check_parts` (422), `list_changed` (409) if an entry has moved since it was shown.
    """
    edition = staff_edition(session, actor, edition_id, *SCREENERS)
    if wanted.decision is not None:
        check_reason(wanted.decision, wanted.reason)
    entries = _named(session, actor, edition, wanted.entry_ids)
    named = wanted.parts if wanted.decision is Decided.returned else None
    parts = parts_of_each(session, edition, entries, named, now)
    proposals = _proposals(session, entries)
    unmet = _unmet(session, entries, wanted, proposals)
    expected = _fingerprint(wanted, entries, proposals, unmet)
    if not wanted.dry_run:
        check_same_list(wanted.expected, expected)
    proposes = wanted.decision is not None and two_persons(session, edition.id)
    refused: dict[UUID, Refusal] = {}
    despite = frozenset(wanted.despite)
    barred = barred_categories(session, actor, edition.id)
    for entry in entries:
        try:
            check_no_stake(barred=entry.category_id in barred)
            _check(actor, entry, edition, wanted, proposals.get(entry.id), now)
            check_rules_met(failing(unmet.get(entry.id, ())), despite=entry.id in despite)
        except Refusal as refusal:
            refused[entry.id] = refusal
    ready = [one for one in entries if one.id not in refused]
    people = {} if proposes else people_of(session, ready)
    rows = [
        _row(
            one,
            wanted,
            proposals.get(one.id),
            people.get(one.id, []),
            unmet.get(one.id, ()),
            refused.get(one.id),
        )
        for one in entries
    ]
    if not wanted.dry_run:
        _apply(session, actor, edition, ready, wanted, proposals, parts, now, proposes=proposes)
    return Bulk(
        rows=rows,
        changed=len(ready),
        refused=len(refused),
        mailed=sum(len(one.mailed) for one in rows),
        expected=expected,
        applied=not wanted.dry_run,
    )


def _check(
    actor: Actor,
    entry: Entry,
    edition: Edition,
    wanted: BulkIn,
    proposal: ScreeningDecision | None,
    now: datetime,
) -> None:
    if wanted.decision is None:
        check_stands(Standing(proposal.state) if proposal else None)
        assert proposal is not None  # noqa: S101 -- checked in the line above
        check_second_person(actor.user_id, proposal.proposed_by)
        state, until = EntryState(proposal.decision), proposal.until
    else:
        check_none_stands(stands=proposal is not None)
        state, until = EntryState(wanted.decision.value), wanted.until
    may_decide(entry, edition, state, now, until)


def _row(
    entry: Entry,
    wanted: BulkIn,
    proposal: ScreeningDecision | None,
    people: Sequence[User],
    unmet: Sequence[RuleState],
    refusal: Refusal | None,
) -> BulkRow:
    word = proposal.decision if wanted.decision is None and proposal else wanted.decision
    shown = entry.state != EntryState.draft.value
    return BulkRow(
        id=entry.id,
        number=entry.number,
        title_ar=entry.title_ar if shown else "",
        title_en=entry.title_en if shown else "",
        before=entry.state,
        after=entry.state if refusal else str(word),
        mailed=[PersonRef.model_validate(one) for one in people],
        rules=[RuleStateOut.of(one) for one in unmet],
        refused=refusal and WhyNot.of(refusal),
    )


def _apply(
    session: Session,
    actor: Actor,
    edition: Edition,
    ready: Sequence[Entry],
    wanted: BulkIn,
    proposals: dict[UUID, ScreeningDecision],
    parts: dict[UUID, list[dict[str, Any]] | None],
    now: datetime,
    *,
    proposes: bool,
) -> None:
    """One transaction, an act per entry; then the mails."""
    if wanted.decision is None:
        for entry in ready:
            row = proposals[entry.id]
            confirm(session, actor, entry, edition, row, now)
            tell(session, entry, edition, row, now)
        return
    word = ScreeningDecisionIn(decision=wanted.decision, reason=wanted.reason, until=wanted.until)
    if proposes:
        for entry in ready:
            named = [PartIn.model_validate(one) for one in parts[entry.id] or ()]
            each = word.model_copy(update={"parts": named or None})
            propose(session, actor, entry, edition, each, now)
        return
    state = EntryState(wanted.decision.value)
    until = wanted.until if wanted.decision is Decided.returned else None
    for entry in ready:
        submission_id = entry.submission_id
        own = parts[entry.id]
        decide(
            session, actor, entry, edition, state, now,
            reason=wanted.reason, until=until, parts=own,
        )  # fmt: skip
        session.add(
            ScreeningDecision(
                id=uuid7(),
                entry_id=entry.id,
                decision=state.value,
                reason=wanted.reason,
                until=until,
                parts=own,
                state=Standing.made.value,
                proposed_by=actor.user_id,
                proposed_at=now,
                submission_id=submission_id,
            )
        )
    if ready:
        only = wanted.parts is not None and state is EntryState.returned
        mail_decision(
            session, state, list(ready), edition, now,
            reason=wanted.reason, until=until, only_parts=only,
        )  # fmt: skip


def mark_entries_eligible(
    session: Session, actor: Actor, edition_id: UUID, wanted: MarkEligibleIn, now: datetime
) -> Bulk:
    """Mark many submitted entries eligible in one act; those in another state are named and left.

    `dry_run` shows what it would do. Refusals: `two_persons_decide` (409), those of `decide_entries`.
    """
    edition = staff_edition(session, actor, edition_id, *SCREENERS)
    check_alone(session, edition.id)
    waiting = select(Entry.id).where(
        Entry.edition_id == edition.id,
        Entry.state == EntryState.submitted.value,
        staff_sees(actor),
    )
    every = session.scalars(waiting).all() if wanted.entry_ids is None else wanted.entry_ids
    done = decide_entries(
        session,
        actor,
        edition_id,
        # More entries than the desk takes at once.
        BulkIn.model_construct(
            entry_ids=list(every),
            decision=Decided.eligible,
            despite=wanted.despite,
            dry_run=wanted.dry_run,
            expected=wanted.expected,
        ),
        now,
    )
    if done.applied and done.changed:
        audit.record(
            session,
            actor,
            "mark_entries_eligible",
            now,
            subject=("edition", edition.id),
            edition_id=edition.id,
            marked=done.changed,
            skipped=done.refused,
        )
    return done


def assign_screeners(
    session: Session, actor: Actor, edition_id: UUID, wanted: HandingIn, now: datetime
) -> Handed:
    """Take entries, hand them over, give them back, or spread those that wait evenly.

    `dry_run` shows who would get how many. Refusals: `not_a_screener` (422), `not_submitted`,
    `results_approved` and `screener_walled` (409), 404 if an entry may not be seen.
    """
    edition = staff_edition(session, actor, edition_id, *SCREENERS)
    people = {user.id: user for user in screeners_of(session, edition)}
    if wanted.entry_ids is None:
        waiting = select(Entry.id).where(
            Entry.edition_id == edition.id,
            Entry.state == EntryState.submitted.value,
            Entry.screener_id.is_(None),
            staff_sees(actor),
        )
        entries = _named(session, actor, edition, session.scalars(waiting).all())
    else:
        entries = _named(session, actor, edition, wanted.entry_ids)
    for entry in entries:
        check_may_tick(EntryState(entry.state), edition.phase_now)
    given: dict[UUID, UUID | None]
    match wanted.handing:
        case Handing.spread:
            load = waiting_load(session, edition.id)
            held = {key: load.get(key, 0) for key in people}
            seen = {key: _seen(session, key, entries) for key in people}
            given = dict(spread([one.id for one in entries], held, seen))
        case Handing.release:
            given = dict.fromkeys((one.id for one in entries), None)
        case _:
            whom = actor.user_id if wanted.handing is Handing.take else wanted.screener_id
            check_screener(whom, people)
            if whom is not None:
                check_seen(len(entries) - len(_seen(session, whom, entries)))
            given = dict.fromkeys((one.id for one in entries), whom)
    changed = [one for one in entries if one.id in given and one.screener_id != given[one.id]]
    if not wanted.dry_run:
        for entry in changed:
            _hand(session, actor, entry, given[entry.id], now)
    counts: Counter[Any] = Counter(given[one.id] for one in changed)
    return Handed(
        given=[
            Screener(id=key, name_ar=user.name_ar, name_en=user.name_en, waiting=counts[key])
            for key, user in people.items()
            if counts[key]
        ],
        changed=len(changed),
        applied=not wanted.dry_run,
    )


def _seen(session: Session, person: UUID, entries: Sequence[Entry]) -> frozenset[UUID]:
    """Which of these entries this person may see."""
    ids = [one.id for one in entries]
    condition = staff_sees(actor_of(session, person))
    return frozenset(session.scalars(select(Entry.id).where(Entry.id.in_(ids), condition)))


def _hand(session: Session, actor: Actor, entry: Entry, whom: UUID | None, now: datetime) -> None:
    before, entry.screener_id = entry.screener_id, whom
    audit.record(
        session,
        actor,
        "assign_screeners",
        now,
        subject=("entry", entry.id),
        edition_id=entry.edition_id,
        number=entry.number,
        screener_id=str(whom) if whom else "",
        before=str(before) if before else "",
    )
