"""The outbox, for the administrator and organisers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query

from app.actor import Role
from app.deps import CurrentToken, Db, Now, Paging, policy
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.tables import Word
from app.notifications.rules import MAIL_NAMES, MailState
from app.office import outbox_queries, outbox_service
from app.office.outbox_schemas import StaffMail

router = APIRouter(tags=["outbox"])

_COLUMNS = (
    (N_("إلى"), lambda mail: mail.to_email),
    (N_("العنوان"), lambda mail: mail.subject),
    (N_("الحالة"), lambda mail: Word(MAIL_NAMES[mail.state])),
    (N_("المحاولات"), lambda mail: mail.attempts),
    (N_("الخطأ"), lambda mail: mail.error),
    (N_("أُنشئ"), lambda mail: mail.created_at),
    (N_("أُرسلت في"), lambda mail: mail.sent_at),
)


@router.get("/outbox", response_model=Page[StaffMail], **policy(Role.admin, Role.organiser))
async def list_outbox(
    db: Db,
    token: CurrentToken,
    params: Paging,
    state: Annotated[MailState | None, Query()] = None,
    edition_id: Annotated[UUID | None, Query()] = None,
) -> Any:
    return await db.read(
        outbox_queries.list_outbox,
        token,
        params,
        state=state,
        edition_id=edition_id,
        answer=lambda found: list_answer(
            Page.of([StaffMail.of(mail) for mail in found[0]], found[1], params),
            _COLUMNS,
            params,
            token.language,
            name="outbox",
        ),
    )


@router.post(
    "/outbox/{mail_id}/retry", response_model=StaffMail, **policy(Role.admin, Role.organiser)
)
async def retry_mail(db: Db, token: CurrentToken, now: Now, mail_id: UUID) -> Any:
    return await db.work(outbox_service.retry_mail, token, mail_id, now, answer=StaffMail.of)
