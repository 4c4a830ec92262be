"""Mails about entries: to their own people, and to the organisers. They name numbers, never titles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import users_over
from app.accounts.service import in_language
from app.actor import Actor, Role
from app.editions.models import Category, Edition
from app.editions.queries import places
from app.entries.member_queries import people_on
from app.entries.member_rules import EntryRight
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.house import house_of
from app.notifications.service import post


def people_of(session: Session, entries: Sequence[Entry]) -> dict[UUID, list[User]]:
    """Per entry, who works on it and may sign in: all of its people but those who only read it."""
    found = people_on(session, entries)
    return {
        entry.id: sorted(
            (
                one.user
                for one in found[entry.id]
                if one.right is not EntryRight.view and one.user.disabled_at is None
            ),
            key=lambda user: user.id,
        )
        for entry in entries
    }


def mail_entry(
    session: Session,
    template: str,
    users: Sequence[User],
    entry: Entry,
    category: Category,
    edition: Edition,
    now: datetime,
    page: str = "",
    dedupe_key: str | None = None,
    **facts: Any,
) -> None:
    """Post `template` to these users about an entry, by its number and category.

    `page` is where the mail's link leads, by default the entrant's page of the entry.
    """
    base_url = house_of(session).settings.base_url
    for user in users:
        language = user.language
        post(
            session,
            template,
            to_email=user.email,
            language=language,
            facts={
                "name": in_language(language, user.name_ar, user.name_en),
                "number": entry.number,
                "category": in_language(language, category.name_ar, category.name_en),
                "edition": in_language(language, edition.name_ar, edition.name_en),
                "programme": in_language(
                    language, edition.programme.name_ar, edition.programme.name_en
                ),
                "link": f"{base_url}{page or f'/app/entrant/entries/{entry.id}'}",
                "zone": edition.timezone,
                "digits": edition.digits,
                **facts,
            },
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=edition.programme.reply_to,
            dedupe_key=dedupe_key,
        )


def tell_others(
    session: Session, actor: Actor, template: str, entry: Entry, now: datetime, **facts: Any
) -> None:
    """Tell the others who work on an entry what one of them did with the whole of it."""
    category = session.get_one(Category, entry.category_id)
    edition = session.get_one(Edition, entry.edition_id)
    by = session.get_one(User, actor.id)
    for user in people_of(session, [entry])[entry.id]:
        if user.id != by.id:
            facts["by_name"] = in_language(user.language, by.name_ar, by.name_en)
            mail_entry(session, template, [user], entry, category, edition, now, **facts)


def mail_begun(
    session: Session,
    template: str,
    category: Category,
    now: datetime,
    *,
    note_ar: str,
    note_en: str,
) -> None:
    """Post `template` to the people of each entry of a category that was begun and never submitted."""
    entries = session.scalars(
        select(Entry)
        .where(
            Entry.category_id == category.id,
            Entry.submitted_at.is_(None),
            Entry.state == EntryState.draft.value,
        )
        .order_by(Entry.number)
    ).all()
    edition = session.get_one(Edition, category.edition_id)
    people = people_of(session, entries)
    for entry in entries:
        for user in people[entry.id]:
            note = in_language(user.language, note_ar, note_en)
            mail_entry(session, template, [user], entry, category, edition, now, note=note)


def mail_organisers(
    session: Session,
    template: str,
    entry: Entry,
    category: Category,
    edition: Edition,
    now: datetime,
    **facts: Any,
) -> None:
    """Post `template` to all who organise the edition, wherever their role stands."""
    users = users_over(session, Role.organiser, *places(edition))
    page = f"/app/editions/{edition.id}/entries/{entry.id}"
    mail_entry(session, template, users, entry, category, edition, now, page, **facts)
