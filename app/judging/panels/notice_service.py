"""What the organisers are written about the jury, and a juror about themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.queries import user_by_email, users_over
from app.accounts.service import in_language
from app.actor import Role
from app.editions.models import Edition
from app.editions.queries import places
from app.house import house_of
from app.judging.panels.models import Juror
from app.notifications.service import post


def tell_organisers_of(
    session: Session,
    template: str,
    edition: Edition,
    juror: Juror,
    page: str,
    now: datetime,
    **facts: Any,
) -> None:
    """Mail all who organise an edition about a juror; `page` is where they go from there."""
    for user in users_over(session, Role.organiser, *places(edition)):
        tell_user(session, template, edition, user, page, now, juror=juror, **facts)


def tell_juror(
    session: Session,
    template: str,
    edition: Edition,
    juror: Juror,
    page: str,
    now: datetime,
    **facts: Any,
) -> None:
    """Mail a juror, if they have an account."""
    user = None if juror.user_id is None else session.get(User, juror.user_id)
    if user is not None:
        tell_user(session, template, edition, user, page, now, juror=juror, **facts)


def tell_withdrawn(
    session: Session, edition: Edition, juror: Juror, page: str, reason: str, now: datetime
) -> None:
    """Mail a juror, or one who was invited, that they are withdrawn and why; without an account there is no page."""
    served = juror.answered_at is not None
    user = (
        user_by_email(session, juror.email)
        if juror.user_id is None
        else session.get(User, juror.user_id)
    )
    if user is not None:
        tell_user(session, "jury_withdrawn", edition, user, page, now, reason=reason, served=served)
        return
    language = spoken(juror)
    post(
        session,
        "jury_withdrawn",
        to_email=juror.email,
        language=language,
        facts={
            "name": in_language(language, juror.name_ar, juror.name_en),
            "edition": in_language(language, edition.name_ar, edition.name_en),
            "reason": reason,
            "served": served,
            "link": "",
        },
        now=now,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
    )


def spoken(juror: Juror) -> str:
    """In which language to write to a juror who has no account."""
    return "ar" if "ar" in juror.languages else "en"


def tell_user(
    session: Session,
    template: str,
    edition: Edition,
    user: User,
    page: str,
    now: datetime,
    *,
    dedupe_key: str | None = None,
    **facts: Any,
) -> None:
    """Mail one person about an edition, in their language; a fact that is a juror, or a pair, by its name."""
    language = user.language

    def said(value: Any) -> Any:
        if isinstance(value, Juror):
            value = (value.name_ar, value.name_en)
        return in_language(language, *value) if isinstance(value, tuple) else value

    post(
        session,
        template,
        to_email=user.email,
        language=language,
        facts={
            "name": in_language(language, user.name_ar, user.name_en),
            "edition": in_language(language, edition.name_ar, edition.name_en),
            "link": house_of(session).settings.base_url + page,
            "zone": edition.timezone,
            "digits": user.digits,
            **{key: said(value) for key, value in facts.items()},
        },
        now=now,
        user_id=user.id,
        edition_id=edition.id,
        reply_to=edition.programme.reply_to,
        dedupe_key=dedupe_key,
    )
