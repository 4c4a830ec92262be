"""Mails about entries: to their own people, and to the organisers. They name numbers, never titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import Grant, User
from app.accounts.queries import users_with
from app.accounts.service import in_language
from app.actor import Role, Scope
from app.editions.models import Category, Edition
from app.entries.models import Entry
from app.house import house_of
from app.notifications.service import post


def people_of(session: Session, entries: Sequence[Entry]) -> dict[UUID, list[User]]:
    """Per entry, who enters it and may sign in: its owner, or its organisation's people."""
    owners = {entry.owner_id for entry in entries if entry.owner_id}
    organisations = {entry.organisation_id for entry in entries if entry.organisation_id}
    rows = session.execute(
        select(User, Grant.scope_id)
        .outerjoin(
            Grant,
            and_(
                Grant.user_id == User.id,
                Grant.role == Role.entrant.value,
                Grant.scope_kind == Scope.organisation.value,
                Grant.scope_id.in_(organisations),
            ),
        )
        .where(
            User.disabled_at.is_(None), or_(User.id.in_(owners), Grant.scope_id.in_(organisations))
        )
        .order_by(User.id)
    ).all()
    members: defaultdict[UUID, list[User]] = defaultdict(list)
    people: dict[UUID, User] = {}
    for user, organisation_id in rows:
        people[user.id] = user
        if organisation_id is not None:
            members[organisation_id].append(user)
    return {
        entry.id: [people[entry.owner_id]]
        if entry.owner_id in people
        else members[entry.organisation_id]
        if entry.organisation_id
        else []
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
        )


def mail_organisers(
    session: Session,
    template: str,
    entry: Entry,
    category: Category,
    edition: Edition,
    now: datetime,
    **facts: Any,
) -> None:
    """Post `template` to the edition's organisers."""
    users = users_with(session, Role.organiser, Scope.edition, edition.id)
    page = f"/app/editions/{edition.id}/entries/{entry.id}"
    mail_entry(session, template, users, entry, category, edition, now, page, **facts)
