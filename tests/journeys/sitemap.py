"""Every page there is, and who looks at it. A route that nobody visits fails `test_pages`."""

from __future__ import annotations

import re
from typing import Final

from tests.journeys.words import SOURCES

PARENTS: Final = {
    "public": "", "signedIn": "", "edition": "/editions/$editionId", "entrant": "/entrant",
    "juror": "/juror", "approver": "/approver", "auditor": "/auditor", "admin": "/admin",
}  # fmt: skip
_ROUTE: Final = re.compile(r"getParentRoute: \(\) => (\w+)Route,\s*path: '([^']+)'", re.MULTILINE)

EDITION: Final = "/editions/$editionId"
# By the local part of the demo account; the empty name is somebody who is not signed in.
VISITS: Final[dict[str, tuple[str, ...]]] = {
    "": (
        "/sign-in", "/register", "/reset-password", "/confirm", "/invitation", "/first-run",
        "/mailbox", "/collaborate", "/co-owner",
    ),
    "admin": (
        "/", "/account", "/admin", "/admin/users", "/admin/grants", "/admin/log", "/admin/outbox",
        "/organisations/import", "/organisations/domains", "/programmes/new",
    ),
    "organiser": (
        "/", "/programmes", "/programmes/$programmeId", "/programmes/$programmeId/edit",
        "/programmes/$programmeId/editions/new", "/organisations", "/organisations/new",
        "/organisations/requests", "/organisations/$organisationId",
        "/organisations/$organisationId/edit", "/organisations/$organisationId/services", EDITION, f"{EDITION}/settings",
        f"{EDITION}/changes", f"{EDITION}/eligibility", f"{EDITION}/rulebook", f"{EDITION}/rubrics", f"{EDITION}/rubrics/new",
        f"{EDITION}/rubrics/$rubricId", f"{EDITION}/team", f"{EDITION}/outbox", f"{EDITION}/log",
        f"{EDITION}/deadlines", f"{EDITION}/clone", f"{EDITION}/entries/import",
    ),
    "organiser2": (
        f"{EDITION}/categories", f"{EDITION}/categories/new",
        f"{EDITION}/categories/$categoryId", f"{EDITION}/categories/$categoryId/form",
        f"{EDITION}/entries", f"{EDITION}/entries/$entryId", f"{EDITION}/questions",
        f"{EDITION}/rounds", f"{EDITION}/rounds/new", f"{EDITION}/rounds/$roundId",
        f"{EDITION}/rounds/$roundId/edit", f"{EDITION}/rounds/$roundId/blind",
        f"{EDITION}/rounds/$roundId/advancement", f"{EDITION}/rounds/$roundId/outcomes",
        f"{EDITION}/rounds/$roundId/late", f"{EDITION}/rounds/$roundId/not-applicable",
        f"{EDITION}/rounds/$roundId/practice",
        f"{EDITION}/rounds/$roundId/blind/$entryId", f"{EDITION}/jurors", f"{EDITION}/jurors/new",
        f"{EDITION}/jurors/directory", f"{EDITION}/jurors/import",
        f"{EDITION}/jurors/$jurorId", f"{EDITION}/jury-settings", f"{EDITION}/panels", f"{EDITION}/conflicts",
        f"{EDITION}/recusals",
        f"{EDITION}/progress", f"{EDITION}/evaluations/$entryId", f"{EDITION}/assignments",
        f"{EDITION}/assignments/plans/new", f"{EDITION}/assignments/plans/$planId",
        f"{EDITION}/assignments/import",
        f"{EDITION}/results", f"{EDITION}/results/entries/$entryId", f"{EDITION}/approval",
    ),
    "screener": (
        EDITION, f"{EDITION}/entries", f"{EDITION}/entries/$entryId", f"{EDITION}/screening",
        f"{EDITION}/screening/settings", f"{EDITION}/screening/$entryId", f"{EDITION}/duplicates",
    ),
    "entrant": (
        "/entrant", "/entrant/entries", "/entrant/entries/$entryId",
        "/entrant/entries/$entryId/submitted", "/entrant/entries/$entryId/print",
        "/entrant/calls", "/entrant/calls/$editionId", "/entrant/organisations",
        "/entrant/organisations/new", "/entrant/organisations/$organisationId",
        "/entrant/organisations/$organisationId/edit",
        "/entrant/organisations/$organisationId/services",
        "/entrant/organisations/$organisationId/services/import",
    ),
    "individual01": ("/entrant", "/entrant/entries/$entryId"),
    "juror": (
        "/juror", "/juror/evaluations/$evaluationId", "/juror/conflicts", "/jury", "/jury/$jurorId",
        "/jury/$jurorId/profile", "/juror/rounds/$roundId/bids",
    ),
    "chair": ("/juror/meetings", "/juror/meetings/$meetingId", "/juror/chair", "/juror/chair/$roundId",
        "/juror/chair/$roundId/not-applicable", "/juror/outcomes/$roundId", "/juror/ties/$editionId"),
    "auditor": (
        "/auditor", "/auditor/log", "/auditor/editions/$auditedId", f"{EDITION}/results",
        f"{EDITION}/approval", f"{EDITION}/progress", f"{EDITION}/results/fairness",
        f"{EDITION}/meetings", f"{EDITION}/meetings/$meetingId",
        f"{EDITION}/feedback", f"{EDITION}/feedback/$entryId",
    ),
    "approver": ("/approver", f"{EDITION}/approval"),
}  # fmt: skip
# `test_ranking_mode` and `test_practice` look at them, with axe: no round of the demo ranks, and practice has two faces.
IN_JOURNEYS: Final = {"/juror/rankings/$rankingId", "/juror/rounds/$roundId/practice"}
PUBLIC: Final = (
    "/", "/programmes/$programme", "/editions/$edition", "/editions/$edition/winners",
    "/editions/$edition/winners/$winner", "/nowhere",
)  # fmt: skip


def account(visitor: str) -> str:
    """The demo account of a visitor; a number only splits a long tour."""
    return visitor.removesuffix("2")


def routes() -> set[str]:
    """The SPA's addresses, from the features' `routes.ts`."""
    found = set()
    for path in SOURCES.glob("features/*/routes.ts"):
        if path.parent.name == "gallery":
            continue
        for parent, own in _ROUTE.findall(path.read_text(encoding="utf-8")):
            found.add(f"{PARENTS[parent]}{own}".rstrip("/") or "/")
    return found


def fill(address: str, holes: dict[str, str]) -> str:
    """An address with its ids."""
    return re.sub(r"\$(\w+)", lambda hole: holes[hole[1]], address)
