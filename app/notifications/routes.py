"""The local mailbox of the demonstration: what would have been mailed, for anybody who tries it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from app.deps import CurrentToken, Db, Now, Paging, policy
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.texts import Email
from app.notifications import queries
from app.notifications.schemas import LocalMail, LocalMailLine

router = APIRouter(tags=["mailbox"])

_COLUMNS = (
    (N_("إلى"), lambda mail: mail.to_email),
    (N_("العنوان"), lambda mail: mail.subject),
    (N_("الوقت"), lambda mail: mail.created_at),
)


@router.get("/mailbox", response_model=Page[LocalMailLine], **policy(public=True))
async def list_mailbox(
    db: Db,
    token: CurrentToken,
    now: Now,
    params: Paging,
    to_email: Annotated[Email | None, Query()] = None,
) -> Any:
    return await db.read(
        queries.list_mailbox,
        None,
        now,
        params,
        to_email,
        answer=lambda found: list_answer(
            Page.of([LocalMailLine.of(mail) for mail in found[0]], found[1], params),
            _COLUMNS,
            params,
            token.language,
            name="mailbox",
        ),
    )


@router.get("/mailbox/{mail_id}", response_model=LocalMail, **policy(public=True))
async def show_mailbox_mail(db: Db, mail_id: UUID) -> Any:
    return await db.read(queries.show_mailbox_mail, None, mail_id, answer=LocalMail.of)
