"""Telling people of entries that were brought in for them: by their numbers, never by their titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.service import in_language
from app.editions.models import Category, Edition
from app.entries.import_queries import users_by_id
from app.entries.import_rules import Call
from app.entries.import_schemas import Step
from app.house import house_of
from app.notifications.service import post


def mail_imported(
    session: Session,
    category: Category,
    edition: Edition,
    steps: Sequence[Step],
    call: Call,
    now: datetime,
) -> None:
    """One mail to each manager and contact of an agency and to each individual, with their numbers."""
    numbers: defaultdict[UUID, list[str]] = defaultdict(list)
    for step in steps:
        for key in step.told:
            numbers[key].append(str(step.number))
    link = f"{house_of(session).settings.base_url}/app/entrant"
    programme = edition.programme
    for user in users_by_id(session, numbers):
        language = user.language
        post(
            session,
            "entries_imported",
            to_email=user.email,
            language=language,
            facts={
                "name": in_language(language, user.name_ar, user.name_en),
                "numbers": numbers[user.id],
                "count": len(numbers[user.id]),
                "category": in_language(language, category.name_ar, category.name_en),
                "edition": in_language(language, edition.name_ar, edition.name_en),
                "programme": in_language(language, programme.name_ar, programme.name_en),
                "call": call.value,
                "opens_at": edition.opens_at,
                "closes_at": edition.closes_at,
                "link": link,
                "zone": edition.timezone,
                "digits": edition.digits,
            },
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=programme.reply_to,
        )
