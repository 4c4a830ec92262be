"""`create_app()`: settings → routers → job handlers → problem handlers → pages and SPA files."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime

from fastapi import APIRouter, FastAPI

from app.accounts.people_routes import router as people
from app.accounts.routes import router as accounts
from app.database import Database
from app.demo.routes import router as demo
from app.documents.routes import router as documents
from app.editions.eligibility_routes import router as eligibility_rules
from app.editions.form_routes import router as forms
from app.editions.routes import router as editions
from app.entries.answer_routes import router as answers
from app.entries.attachment_job_service import check_attachment, keep_uploads
from app.entries.attachment_routes import router as attachments
from app.entries.attachment_rules import CHECK
from app.entries.attachment_upload_routes import router as uploads
from app.entries.carry_routes import router as carrying
from app.entries.co_owner_routes import router as co_owners
from app.entries.deadline_routes import router as entry_deadlines
from app.entries.desk_routes import router as desk
from app.entries.duplicate_service import look_for_duplicates
from app.entries.eligibility_routes import router as eligibility
from app.entries.extension_routes import router as extensions
from app.entries.history_routes import router as entry_history
from app.entries.import_routes import router as entry_imports
from app.entries.member_routes import router as entry_people
from app.entries.message_routes import router as screening_messages
from app.entries.receipt_routes import router as receipts
from app.entries.reminder_service import remind
from app.entries.routes import router as entrant
from app.entries.self_score_routes import router as self_scores
from app.entries.sign_off_routes import router as sign_offs
from app.entries.staff_routes import router as entries
from app.entries.table_routes import router as entry_table
from app.house import House
from app.jobs.routes import router as jobs
from app.jobs.worker import Background, Chore, Handler
from app.judging.asking.routes import router as asking
from app.judging.assignments.bid_routes import router as bids
from app.judging.assignments.entrant_conflict_routes import router as entrant_conflicts
from app.judging.assignments.noticing_service import keep_noticing
from app.judging.assignments.plan_job_service import make_plan
from app.judging.assignments.plan_routes import router as plans
from app.judging.assignments.routes import router as assignments
from app.judging.assignments.sheet_routes import router as assignment_sheets
from app.judging.blind.copy_service import make_copies
from app.judging.blind.routes import router as blind
from app.judging.conflicts.deciding_service import keep_reminding
from app.judging.conflicts.recusal_routes import router as recusals
from app.judging.conflicts.routes import router as conflicts
from app.judging.deliberation.feedback_routes import router as feedback
from app.judging.deliberation.routes import router as deliberation
from app.judging.evaluations.claim_routes import router as na_claims
from app.judging.evaluations.colleague_routes import router as colleagues
from app.judging.evaluations.directory_routes import router as juror_directory
from app.judging.evaluations.late_routes import router as late_evaluations
from app.judging.evaluations.order_routes import router as juror_orders
from app.judging.evaluations.own_routes import router as own_work
from app.judging.evaluations.practice_routes import router as practice
from app.judging.evaluations.reminder_routes import router as round_reminders
from app.judging.evaluations.reminder_service import remind_rounds
from app.judging.evaluations.routes import router as evaluations
from app.judging.evaluations.staff_routes import router as rounds_at_work
from app.judging.panels.import_routes import router as juror_imports
from app.judging.panels.profile_routes import router as juror_profiles
from app.judging.panels.routes import router as panels
from app.judging.rounds.routes import router as rounds
from app.kit import problems
from app.kit.headers import DemoNames, SecurityHeaders
from app.kit.signals import when_told_to_end
from app.kit.spa import spa_routes
from app.kit.storage import Storage
from app.kit.switch import Switch
from app.kit.tokens import KeyRing
from app.notifications.delivery import deliver
from app.notifications.routes import router as mailbox
from app.office.agency_routes import router as agency_entries
from app.office.cloning_routes import router as cloning
from app.office.deadline_routes import router as deadlines
from app.office.deadline_service import MAIL as MAIL_DEADLINE
from app.office.deadline_service import mail_deadline
from app.office.first_run_routes import router as first_run
from app.office.form_routes import router as form_changes
from app.office.health import health_routes
from app.office.home_routes import router as homes
from app.office.housekeeping import keep_house
from app.office.log_routes import router as log
from app.office.moving_routes import router as moving
from app.office.outbox_routes import router as outbox
from app.office.people_routes import router as office_people
from app.office.phase_routes import router as phases
from app.office.queries import load_actor
from app.office.reopening_routes import router as reopenings
from app.office.tie_routes import router as past_ties
from app.organisations.member_routes import router as members
from app.organisations.registration_routes import router as registrations
from app.organisations.registry_routes import router as services
from app.organisations.routes import router as organisations
from app.pages.routes import missing_page
from app.pages.routes import router as pages
from app.results.advancement.routes import router as advancement
from app.results.approvals.routes import router as approvals
from app.results.decisions.routes import router as decisions
from app.results.publication.routes import router as publication
from app.results.publication.win_queries import past_wins
from app.results.rankings.routes import router as rankings
from app.results.rankings.snapshot_service import take_large_ranking
from app.settings import Settings

API = "/api/v1"
ROUTERS: tuple[APIRouter, ...] = (
    evaluations,
    colleagues,
    practice,
    accounts,
    people,
    entrant,
    entries,
    entry_imports,
    entry_table,
    entry_people,
    entry_history,
    sign_offs,
    desk,
    screening_messages,
    carrying,
    eligibility,
    co_owners,
    self_scores,
    attachments,
    uploads,
    receipts,
    entry_deadlines,
    answers,
    extensions,
    documents,
    organisations,
    services,
    registrations,
    members,
    editions,
    forms,
    eligibility_rules,
    rounds,
    panels,
    blind,
    juror_profiles,
    conflicts,
    recusals,
    rounds_at_work,
    late_evaluations,
    juror_orders,
    own_work,
    assignments,
    entrant_conflicts,
    assignment_sheets,
    juror_directory,
    juror_imports,
    bids,
    asking,
    na_claims,
    round_reminders,
    plans,
    deliberation,
    feedback,
    rankings,
    advancement,
    decisions,
    approvals,
    publication,
    form_changes,
    cloning,
    phases,
    reopenings,
    deadlines,
    homes,
    agency_entries,
    office_people,
    log,
    first_run,
    jobs,
    mailbox,
    outbox,
    past_ties,
    moving,
    demo,
)


def build_house(settings: Settings) -> House:
    """Keys and storage of these settings, with the machine's clock."""
    return House(
        settings=settings,
        keys=KeyRing.load(settings.keys),
        storage=Storage(
            settings.files_url,
            endpoint=settings.s3_endpoint,
            key=settings.s3_key,
            secret=settings.s3_secret,
            region=settings.s3_region,
            temporary=settings.temporary,
        ),
        past_wins=past_wins,
    )


# Handlers of long work by kind, and what is looked for again and again.
HANDLERS: Mapping[str, Handler] = {
    "make_plan": make_plan,
    "take_ranking": take_large_ranking,
    MAIL_DEADLINE: mail_deadline,
    CHECK: check_attachment,
}
CHORES = (
    Chore("outbox", deliver, every=1.0),
    Chore("conflicts", keep_noticing, every=300.0),
    Chore("decisions", keep_reminding, every=300.0),
    Chore("housekeeping", keep_house, every=3600.0),
    Chore("reminders", remind, every=30.0),
    Chore("round_reminders", remind_rounds, every=30.0),
    Chore("duplicates", look_for_duplicates, every=30.0),
    Chore("uploads", keep_uploads, every=3600.0),
    Chore("bare_copies", make_copies, every=20.0),
)


def build_background(database: Database) -> Background:
    """Jobs, mail and housekeeping: inside `serve` on SQLite, `tahkeem worker` on PostgreSQL."""
    return Background(database, HANDLERS, CHORES, apart=frozenset({CHECK}))


def create_app(
    settings: Settings | None = None,
    database: Database | None = None,
    *,
    background: bool = False,
) -> FastAPI:
    """The whole application. `database` is given by tests and by commands that share one.

    `background` also runs jobs, mail and housekeeping beside the requests.
    """
    settings = settings or Settings()
    database = database or Database(settings.database_url, build_house(settings), load_actor)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:  # noqa: ARG001 -- FastAPI passes it
        when_told_to_end(database.signals.end)
        if background:
            async with build_background(database).beside():
                yield
        else:
            yield
        await database.close()

    app = FastAPI(
        title="Tahkeem",
        version="0.1.0",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        separate_input_output_schemas=True,
    )
    app.state.database = database
    app.state.pages = OrderedDict()
    app.state.ready = []  # what /readyz found, for a moment

    def clock() -> datetime:
        return database.house.clock()

    problems.install(app, page=missing_page(settings, clock))
    for router in ROUTERS:
        app.include_router(router, prefix=API)
    app.router.routes.extend(health_routes(database))
    app.include_router(pages)
    app.router.routes.extend(spa_routes(settings.spa_folder))
    app.router.routes.insert(0, Switch(app.router.routes))
    app.add_middleware(
        SecurityHeaders,
        https=settings.base_url.startswith("https://"),
        clock=clock,
    )
    if settings.is_demo:
        app.add_middleware(DemoNames)
    return app
