"""Routes of jurors, their invitations and panels; removing a juror lives in `assignments`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.actor import Role
from app.deps import CurrentToken, Db, IfMatch, Language, Now, Paging, policy
from app.editions.models import Category
from app.judging.panels import panel_queries, panel_service, queries, service, settings_service
from app.judging.panels.import_schemas import FIXED, STANDING, CategoryColumn, JurorForm
from app.judging.panels.rules import JUROR_NAMES, ORIGIN_NAMES, JurorState, Origin
from app.judging.panels.schemas import (
    JurorIn,
    JuryDecline,
    OwnJuries,
    OwnJury,
    PanelIn,
    Signed,
    SignedStatements,
    StaffJuror,
    StaffPanel,
    StaffPanels,
)
from app.judging.panels.settings_schemas import JurySettingsIn, StaffJurySettings
from app.judging.panels.texts import STATEMENT
from app.judging.rounds.queries import READERS
from app.kit.answers import put_answer
from app.kit.i18n import translate
from app.kit.paging import Page, list_answer
from app.kit.strict import StrictRoute
from app.kit.tables import Word

router = APIRouter(tags=["panels"], route_class=StrictRoute)


def former_in_cell(juror: StaffJuror) -> str:
    """The former employers as the sheet takes them: the last day in brackets where it is known."""
    return "؛ ".join(
        f"{one.name} ({one.until})" if one.until else one.name for one in juror.former_employers
    )


# What the sheet of jurors asks, in its words: the file may be imported elsewhere.
PROFILE: dict[str, Callable[[StaffJuror], Any]] = {
    "origin": lambda j: Word(ORIGIN_NAMES[j.origin]),
    "former_employers": former_in_cell,
}
STANDING_OF: list[Callable[[StaffJuror], Any]] = [
    lambda j: Word(JUROR_NAMES[j.state]),
    lambda j: j.opened_at,
    lambda j: j.answer_by,
    lambda j: j.load_asked,
    lambda j: j.load_accepted,
]


def _columns(
    categories: Sequence[Category], language: Language
) -> list[tuple[str, Callable[[StaffJuror], Any]]]:
    """The profile under the sheet's headers, with expertise, then where the invitation stands."""
    at = 0 if language == "ar" else -1
    asked = tuple(CategoryColumn(one.id, one.code, one.name_ar, one.name_en) for one in categories)
    every = JurorForm(UUID(int=0), asked, ()).columns()
    return [
        *(
            (one.headers[at], PROFILE.get(one.name, attrgetter(one.name)))
            for one in FIXED
            if one.name != "panel"
        ),
        *(
            (one.headers[at], partial(_level, category.id))
            for one, category in zip(every[len(FIXED) :], asked, strict=True)
        ),
        *zip(STANDING, STANDING_OF, strict=True),
    ]


def _level(category_id: UUID, juror: StaffJuror) -> int | None:
    return next((one.level for one in juror.expertise if one.category_id == category_id), None)


@router.get(
    "/editions/{edition_id}/jurors",
    response_model=Page[StaffJuror],
    **policy(*queries.ROSTER_READERS),
)
async def list_jurors(
    db: Db,
    token: CurrentToken,
    language: Language,
    edition_id: UUID,
    params: Paging,
    state: JurorState | None = None,
    origin: Origin | None = None,
    late: bool | None = None,
) -> Any:
    """The jurors of an edition."""
    return await db.read(
        queries.list_jurors,
        token,
        edition_id,
        params,
        state,
        origin,
        late,
        answer=lambda found: list_answer(
            Page.of([StaffJuror.of(row) for row in found[0]], found[1], params),
            _columns(found[2], language),
            params,
            language,
            name="jurors",
        ),
    )


@router.get("/jurors/{juror_id}", response_model=StaffJuror, **policy(*queries.ROSTER_READERS))
async def show_juror(db: Db, token: CurrentToken, juror_id: UUID) -> Any:
    """One juror."""
    return await db.read(queries.show_juror, token, juror_id, answer=StaffJuror.of)


@router.get(
    "/jurors/{juror_id}/statements",
    response_model=SignedStatements,
    **policy(*queries.ROSTER_READERS),
)
async def list_statements(db: Db, token: CurrentToken, juror_id: UUID) -> Any:
    """What a juror signed, under every invitation. Whole, not paged: there are one or two."""
    return await db.read(
        queries.list_statements,
        token,
        juror_id,
        answer=lambda rows: SignedStatements(items=[Signed.model_validate(row) for row in rows]),
    )


@router.put(
    "/jurors/{juror_id}",
    response_model=StaffJuror,
    responses={201: {"model": StaffJuror}},
    **policy(Role.organiser),
)
async def put_juror(
    db: Db, token: CurrentToken, now: Now, juror_id: UUID, wanted: JurorIn, condition: IfMatch
) -> Any:
    """Add a juror, or change their profile."""
    return await db.work(
        service.put_juror,
        token,
        juror_id,
        wanted,
        condition,
        now,
        answer=put_answer(StaffJuror.of),
    )


@router.post("/jurors/{juror_id}/invite", response_model=StaffJuror, **policy(Role.organiser))
async def invite_juror(db: Db, token: CurrentToken, now: Now, juror_id: UUID) -> Any:
    """Mail the invitation to the jury, or mail it again."""
    return await db.work(service.invite_juror, token, juror_id, now, answer=StaffJuror.of)


@router.get(
    "/editions/{edition_id}/jury-settings",
    response_model=StaffJurySettings,
    **policy(*queries.ROSTER_READERS),
)
async def show_jury_settings(db: Db, token: CurrentToken, edition_id: UUID) -> Any:
    """How the jury of an edition is invited."""
    return await db.read(settings_service.show_jury_settings, token, edition_id)


@router.put(
    "/editions/{edition_id}/jury-settings",
    response_model=StaffJurySettings,
    **policy(Role.organiser),
)
async def put_jury_settings(
    db: Db,
    token: CurrentToken,
    now: Now,
    edition_id: UUID,
    wanted: JurySettingsIn,
    condition: IfMatch,
) -> Any:
    """Change how the jury is invited."""
    return await db.work(
        settings_service.put_jury_settings, token, edition_id, wanted, condition, now
    )


@router.get("/jury", response_model=OwnJuries, **policy())
async def own_juries(db: Db, token: CurrentToken, language: Language) -> Any:
    """The juries that the signed-in person is invited to or serves on. Whole, not paged: each is
    answered on the page by its own statement, and a person has a few.
    """
    statement = translate(language, STATEMENT)
    return await db.read(
        queries.own_juries,
        token,
        answer=lambda rows: OwnJuries(
            items=[OwnJury.of(row[0], row[1], statement) for row in rows]
        ),
    )


@router.post("/jury/{juror_id}/decline", response_model=OwnJury, **policy())
async def decline_jury(
    db: Db, token: CurrentToken, now: Now, juror_id: UUID, wanted: JuryDecline
) -> Any:
    """Decline the invitation."""
    return await db.work(
        service.decline_jury,
        token,
        juror_id,
        wanted.reason,
        now,
        answer=lambda row: OwnJury.of(row[0], row[1], ""),
    )


def _panel(view: panel_queries.PanelView) -> StaffPanel:
    return StaffPanel.of(view.panel, view.members, view.category_ids)


@router.get("/rounds/{round_id}/panels", response_model=StaffPanels, **policy(*READERS))
async def list_panels(db: Db, token: CurrentToken, round_id: UUID) -> Any:
    """The panels of a round. Whole, not paged: one page edits them beside each other."""
    return await db.read(
        panel_queries.list_panels,
        token,
        round_id,
        answer=lambda found: StaffPanels(
            items=[_panel(one) for one in found.views], uncovered=found.uncovered
        ),
    )


@router.put(
    "/rounds/{round_id}/panels/{panel_id}",
    response_model=StaffPanel,
    responses={201: {"model": StaffPanel}},
    **policy(Role.organiser),
)
async def put_panel(
    db: Db,
    token: CurrentToken,
    now: Now,
    round_id: UUID,
    panel_id: UUID,
    wanted: PanelIn,
    condition: IfMatch,
) -> Any:
    """Say who judges what in a round; the chair's role follows."""
    return await db.work(
        panel_service.put_panel,
        token,
        round_id,
        panel_id,
        wanted,
        condition,
        now,
        answer=put_answer(_panel),
    )
