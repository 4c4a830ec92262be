"""Reminding jurors of what they have not submitted, before their round closes and never twice in a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.service import in_language
from app.actor import Actor, Role
from app.audit import service as audit
from app.database import Database, Who
from app.editions.models import Edition
from app.editions.queries import places
from app.entries.models import Entry
from app.entries.reminder_rules import check_steps, due_step
from app.entries.reminder_schemas import ReminderStep
from app.entries.wall_queries import not_barred
from app.house import house_of
from app.judging.evaluations.models import Evaluation
from app.judging.evaluations.queries import is_walled_in, submitted
from app.judging.evaluations.reminder_schemas import Reminded, ReminderMail, RoundReminders
from app.judging.evaluations.rules import check_may_remind
from app.judging.panels.models import Juror
from app.judging.panels.queries import judged_in
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.queries import staff_round
from app.judging.rounds.rules import RoundState, check_editable
from app.judging.rounds.schemas import window_of
from app.kit.i18n import LANGUAGES, Language
from app.notifications.models import Mail
from app.notifications.service import post
from app.notifications.texts import write_mail

TEMPLATE: Final = "juror_reminder"
QUEUE_PAGE: Final = "/app/juror"
APART: Final = timedelta(hours=24)
WATCHERS: Final = (Role.organiser, Role.auditor)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A juror with something to submit: how much of how much, and since when it is theirs."""

    juror: Juror
    user: User
    left: int
    assigned: int
    since: datetime


def _waiting(session: Session, round_: Round, actor: Actor | None = None) -> dict[UUID, _Waiting]:
    """The jurors of whom a round still awaits something; of `actor`, by the entries they may see."""
    left = ~submitted()
    rows: Any = session.execute(
        select(
            Juror,
            User,
            func.count().filter(left),
            func.count(),
            func.min(Evaluation.assigned_at).filter(left),
        )
        .join(Evaluation, Evaluation.juror_id == Juror.id)
        .join(Entry, Entry.id == Evaluation.entry_id)
        .join(User, User.id == Juror.user_id)
        .where(
            Evaluation.round_id == round_.id,
            Evaluation.closed_at.is_(None),
            Juror.state == JurorState.accepted,
            User.disabled_at.is_(None),
            judged_in(round_),
            *([] if actor is None else [not_barred(actor)]),
        )
        .group_by(Juror.id, User.id)
        .having(func.count().filter(left) > 0)
        .order_by(Juror.folded_name, Juror.id)
    )
    return {row[0].id: _Waiting(*row) for row in rows}


def _prefix(round_id: UUID) -> str:
    return f"{TEMPLATE}:{round_id}:"


def _last(session: Session, round_: Round) -> dict[str, datetime]:
    """When each juror was last reminded in this round, by the text of their id."""
    rows = session.execute(
        select(Mail.dedupe_key, Mail.created_at).where(
            Mail.edition_id == round_.edition_id,
            Mail.template == TEMPLATE,
            Mail.dedupe_key.startswith(_prefix(round_.id)),
        )
    )
    found: dict[str, datetime] = {}
    for key, at in rows:
        juror = str(key).split(":")[2]
        found[juror] = max(at, found.get(juror, at))
    return found


def show_round_reminders(
    session: Session, actor: Actor, round_id: UUID, now: datetime
) -> RoundReminders:
    """The plan with its moments, how many each has sent, and the mail in both languages."""
    round_, edition = staff_round(session, actor, round_id, *WATCHERS)
    waiting = _waiting(session, round_, actor)
    walled = is_walled_in(session, actor, round_)
    steps = [timedelta(hours=hours) for hours in round_.reminder_hours]
    return RoundReminders(
        round_id=round_.id,
        hours=round_.reminder_hours,
        closes_at=round_.closes_at,
        jurors=len(waiting),
        items=[
            ReminderStep(
                hours=int(step / timedelta(hours=1)),
                at=round_.closes_at - step,
                is_past=round_.closes_at - step <= now,
                sent=None if walled else _sent(session, round_, int(step / timedelta(hours=1))),
            )
            for step in steps
        ],
        mails=[_preview(session, round_, edition, language, now) for language in LANGUAGES],
        may_change=actor.holds(Role.organiser, *places(edition))
        and round_.state != RoundState.closed,
    )


def _sent(session: Session, round_: Round, hours: int) -> int:
    return (
        session.scalar(
            select(func.count()).where(
                Mail.edition_id == round_.edition_id,
                Mail.template == TEMPLATE,
                Mail.dedupe_key.like(f"{_prefix(round_.id)}%:{hours}:%"),
            )
        )
        or 0
    )


def _preview(
    session: Session, round_: Round, edition: Edition, language: Language, now: datetime
) -> ReminderMail:
    facts = _facts(session, round_, edition, language, now, left=12, assigned=24)
    base_url = house_of(session).settings.base_url
    mail = write_mail(TEMPLATE, language, {"base_url": base_url, "name": "…"} | facts)
    return ReminderMail(language=language, subject=mail.subject, text=mail.text)


def _facts(
    session: Session,
    round_: Round,
    edition: Edition,
    language: str,
    now: datetime,
    *,
    left: int,
    assigned: int,
) -> dict[str, Any]:
    remaining = round_.closes_at - now
    return {
        "edition": in_language(language, edition.name_ar, edition.name_en),
        "round": in_language(language, round_.name_ar, round_.name_en),
        "left": left,
        "assigned": assigned,
        "closes_at": round_.closes_at,
        "hours_left": max(1, round(remaining / timedelta(hours=1))),
        "days_left": (remaining + timedelta(hours=1)).days,
        "link": f"{house_of(session).settings.base_url}{QUEUE_PAGE}",
        "zone": edition.timezone,
        "digits": edition.digits,
    }


def put_round_reminders(
    session: Session, actor: Actor, round_id: UUID, hours: Sequence[int], now: datetime
) -> RoundReminders:
    """Say when jurors are reminded; empty: never; the same again changes nothing.

    Refusals: `round_closed` (409), `reminders_invalid` (422).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    check_editable(RoundState(round_.state))
    steps = check_steps(hours)
    if steps != round_.reminder_hours:
        before, round_.reminder_hours = round_.reminder_hours, steps
        round_.version += 1
        audit.record(
            session,
            actor,
            "put_round_reminders",
            now,
            subject=("round", round_.id),
            edition_id=edition.id,
            before=before,
            after=steps,
        )
    return show_round_reminders(session, actor, round_id, now)


def remind_jurors(
    session: Session, actor: Actor, round_id: UUID, juror_ids: Sequence[UUID], now: datetime
) -> Reminded:
    """Remind these jurors now; nobody who was reminded within a day.

    Refusal: `round_not_accepting` (409).
    """
    round_, edition = staff_round(session, actor, round_id, lock=True)
    check_may_remind(window_of(round_, now))
    wanted = set(juror_ids)
    # Chosen by what this organiser may see, told of all that is theirs.
    seen = wanted.intersection(_waiting(session, round_, actor))
    waiting = {key: one for key, one in _waiting(session, round_).items() if key in seen}
    last = _last(session, round_)
    due = [one for key, one in waiting.items() if _rested(last.get(str(key)), now)]
    for one in due:
        _mail(session, round_, edition, one, f"hand:{now:%Y%m%dT%H%M%S.%fZ}", now)
    audit.record(
        session,
        actor,
        "remind_jurors",
        now,
        subject=("round", round_.id),
        edition_id=edition.id,
        mailed=len(due),
        already=len(waiting) - len(due),
    )
    return Reminded(
        mailed=len(due),
        recently=len(waiting) - len(due),
        nothing_left=len(wanted) - len(waiting),
    )


def _rested(last: datetime | None, now: datetime) -> bool:
    return last is None or last + APART <= now


def _mail(
    session: Session, round_: Round, edition: Edition, one: _Waiting, why: str, now: datetime
) -> None:
    language = one.user.language
    facts = _facts(session, round_, edition, language, now, left=one.left, assigned=one.assigned)
    post(
        session,
        TEMPLATE,
        to_email=one.user.email,
        language=language,
        facts=facts
        | {
            "name": in_language(language, one.juror.name_ar, one.juror.name_en),
            "digits": one.user.digits,
        },
        now=now,
        user_id=one.user.id,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
        dedupe_key=f"{_prefix(round_.id)}{one.juror.id}:{why}",
    )


def rounds_to_remind(session: Session, _actor: Actor, now: datetime) -> list[UUID]:
    """Open rounds with a plan that still accept."""
    rows = session.execute(
        select(Round.id, Round.reminder_hours).where(
            Round.state == RoundState.open, Round.closes_at > now
        )
    )
    return [row.id for row in rows if row.reminder_hours]


def remind_round(session: Session, _actor: Actor, round_id: UUID, now: datetime) -> int:
    """Post the reminders that are due in one round; how many were posted.

    A reminder by hand stands for a step that follows it within a day. The round is held, so that
    two workers, or a worker and an organiser, write once.
    """
    round_ = session.get_one(Round, round_id, with_for_update={"key_share": True})
    edition = session.get_one(Edition, round_.edition_id)
    moments = [round_.closes_at - timedelta(hours=one) for one in round_.reminder_hours]
    if all(moment > now for moment in moments):
        return 0
    last = _last(session, round_)
    mailed = 0
    for key, one in _waiting(session, round_).items():
        before = last.get(str(key))
        known = [one.since, round_.opened_at, before and before + APART]
        step = due_step(round_.reminder_hours, round_.closes_at, now, known)
        if step is not None:
            mailed += 1
            _mail(session, round_, edition, one, f"{step}:{round_.closes_at:%Y%m%dT%H%M%SZ}", now)
    return mailed


async def remind_rounds(database: Database, who: Who) -> bool:
    """The chore of the background: look through the rounds whose closing is near."""
    now = database.house.clock()
    for round_id in await database.read(rounds_to_remind, who, now):
        await database.work(remind_round, who, round_id, now)
    return False
