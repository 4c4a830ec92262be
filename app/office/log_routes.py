"""The log of acts, for the administrator and for an edition's organisers and auditors."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.actor import Role
from app.audit.schemas import Acts, LogParams
from app.audit.texts import ACT_WORDS, SUBJECT_WORDS
from app.deps import CurrentToken, Db, policy
from app.kit.errors import N_
from app.kit.paging import Page, list_answer
from app.kit.tables import Word
from app.office import log_queries
from app.office.log_schemas import LogEvent

router = APIRouter(tags=["log"])

_COLUMNS = (
    (N_("الوقت"), lambda event: event.at),
    (N_("الفعل"), lambda event: Word(ACT_WORDS.get(event.act, event.act))),
    (N_("رمز الفعل"), lambda event: event.act),
    (N_("الفاعل"), lambda event: event.actor.name_ar if event.actor else ""),
    (N_("الفاعل بالإنجليزية"), lambda event: event.actor.name_en if event.actor else ""),
    (N_("البريد الإلكتروني"), lambda event: event.actor.email if event.actor else ""),
    (
        N_("نوع الموضوع"),
        lambda event: Word(SUBJECT_WORDS.get(event.subject_kind, event.subject_kind)),
    ),
    (N_("الموضوع"), lambda event: event.subject.name_ar if event.subject else ""),
    (N_("الموضوع بالإنجليزية"), lambda event: event.subject.name_en if event.subject else ""),
    (N_("المعرّف"), lambda event: event.subject_id),
    (
        N_("الوقائع"),
        lambda event: json.dumps(event.facts, ensure_ascii=False, sort_keys=True),
    ),
)


@router.get(
    "/log",
    response_model=Page[LogEvent],
    **policy(Role.admin, Role.organiser, Role.auditor),
)
async def list_log(db: Db, token: CurrentToken, params: Annotated[LogParams, Query()]) -> Any:
    return await db.read(
        log_queries.list_log,
        token,
        params,
        answer=lambda found: list_answer(
            Page.of([LogEvent.of(row) for row in found[0]], found[1], params),
            _COLUMNS,
            params,
            token.language,
            name="log",
        ),
    )


@router.get("/log/acts", response_model=Acts, **policy(Role.admin, Role.organiser, Role.auditor))
async def list_acts(db: Db, token: CurrentToken) -> Any:
    return await db.read(log_queries.list_acts, token)
