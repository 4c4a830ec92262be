"""Building the demo edition: one story, told through the services, up to the day of its stage."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.audit import service as audit
from app.database import SYSTEM, Database
from app.demo import (
    entrants_service,
    entries_service,
    feedback_service,
    judging_service,
    jury_service,
    meeting_service,
    practice_service,
    removal_service,
    results_service,
    screening_service,
    setup_service,
)
from app.demo.entries_rules import plan_entries
from app.demo.rules import ACCOUNTS, PASSWORD, Calendar, DemoAccount, Ids, Stage
from app.demo.script_service import Script, Story
from app.kit.passwords import hash_password
from app.notifications import service as notifications
from app.notifications.models import Mail


async def build(
    database: Database, stage: str, seed: int, *, force: bool = False
) -> list[DemoAccount]:
    """Build the demo edition anew at a stage; who can sign in.

    Everything happens in one transaction: the former demo stays if this one fails. Equal seeds give
    equal names, texts, marks and (where a client makes them) ids; dates lie around today. Refusals:
    `other_data`, `demo_in_use` (409).
    """
    others = await database.read(removal_service.has_other_data, SYSTEM)
    removal_service.check_alone(others=others, force=force)
    story = Story(
        seed=seed,
        calendar=Calendar(Stage(stage), database.house.clock()),
        ids=Ids(seed),
        password_hash=await hash_password(PASSWORD),  # one for all: hashing is slow by design
        has_admin=not others,
    )
    story.entries = plan_entries(story.chance("entries"))
    await entries_service.store_evidence(database.house.storage, story)
    useless = await database.bulk(tell, SYSTEM, story)
    needed = {key for evidence in story.files.values() for key in evidence.keys}
    for key in useless - needed:
        await database.house.storage.delete(key)
    return [one for one in ACCOUNTS if story.has_admin or one["role"] != "admin"]


def tell(session: Session, actor: Actor, story: Story) -> set[str]:
    """Take the former demo away and tell the story; keys of files that are needed no more."""
    useless = removal_service.remove(session, actor)
    setup_service.make_staff(session, story)
    setup_service.make_programme(session, story)
    setup_service.make_edition(session, story)
    jury_service.make_accounts(session, story)
    _call(session, story)
    _judging(session, story)
    _results(session, story)
    _send_mails(session, story)
    audit.record(
        session,
        SYSTEM_ACTOR,
        "load_demo",
        story.now,
        subject=("edition", story.edition_id),
        edition_id=story.edition_id,
        stage=story.calendar.stage.value,
        seed=story.seed,
        planted=story.planted,
    )
    return useless


def _call(session: Session, story: Story) -> None:
    script = Script(story)
    entries_service.hold_forms(session, story)
    entrants_service.register(script)
    jury_service.appoint(script)
    entries_service.enter(script)
    screening_service.prepare(script)
    entries_service.screen(script)
    judging_service.open_judging(script)
    practice_service.write(script)
    script.play(session)


def _judging(session: Session, story: Story) -> None:
    script = Script(story)
    known = judging_service.tasks(session, story)
    ended = judging_service.declare_conflict(script, known)
    practice_service.practise(script)
    judging_service.judge(script, [task for task in known if task.id not in ended])
    judging_service.close(script)
    script.play(session)


def _results(session: Session, story: Story) -> None:
    script = Script(story)
    meeting_service.meet(script)
    results_service.rank(script)
    results_service.decide(script)
    feedback_service.tell(script)
    results_service.publish(script)
    script.play(session)


def _send_mails(session: Session, story: Story) -> None:
    """The story's mails left in their time; their addresses are nobody's, so none leaves now."""
    session.flush()  # the mails are read back below
    for mail in session.scalars(
        select(Mail).where(
            or_(Mail.edition_id == story.edition_id, Mail.user_id.in_(story.people.values())),
            Mail.sent_at.is_(None),
            Mail.send_after <= story.now,
        )
    ).all():
        notifications.mark_sent(session, SYSTEM_ACTOR, mail.id, mail.send_after, keep_text=True)
