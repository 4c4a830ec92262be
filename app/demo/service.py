"""Building the demo edition: one story, told through the services, up to the day of its stage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.audit import service as audit
from app.database import SYSTEM, Database
from app.demo import (
    entrants_service,
    entries_service,
    judging_service,
    jury_service,
    removal_service,
    results_service,
    setup_service,
)
from app.demo.rules import ACCOUNTS, PASSWORD, Calendar, DemoAccount, Ids, Stage
from app.demo.script_service import Story
from app.kit.passwords import hash_password
from app.notifications import service as notifications
from app.notifications.models import Mail

Chapter = Callable[[Session, Actor, Story], Any]
CHAPTERS: Final[tuple[Chapter, ...]] = (
    setup_service.make_staff,
    setup_service.make_programme,
    setup_service.make_edition,
    jury_service.make_accounts,
    entrants_service.register,
    jury_service.appoint,
    entries_service.enter,
    entries_service.screen,
    judging_service.open_judging,
    judging_service.declare_conflict,
    judging_service.judge,
    judging_service.close,
    results_service.rank,
    results_service.decide,
    results_service.publish,
)


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
    entries_service.plan_entries(story)
    await entries_service.store_evidence(database.house.storage, story)
    useless = await database.bulk(tell, SYSTEM, story)
    for key in useless - {stored.key for stored in story.files.values()}:
        await database.house.storage.delete(key)
    return [one for one in ACCOUNTS if story.has_admin or one["role"] != "admin"]


def tell(session: Session, actor: Actor, story: Story) -> set[str]:
    """Take the former demo away and tell the story; keys of files that are needed no more."""
    useless = removal_service.remove(session, actor)
    for chapter in CHAPTERS:
        chapter(session, actor, story)
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
