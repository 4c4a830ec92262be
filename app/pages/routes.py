"""The public pages: Arabic at `/`, English at `/en/`; answered from memory while they hold."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from app.database import Caller
from app.deps import Address, Db, Now, policy, policy_of
from app.documents.calendar import calendar_of
from app.entries.receipt_rules import code_typed
from app.entries.receipt_service import check_receipt
from app.kit import problems
from app.kit.errors import Refusal
from app.kit.i18n import Language
from app.pages import queries
from app.pages.queries import Shown
from app.pages.render import STATIC, colour_sheet, render, stylesheet
from app.settings import Settings

router = APIRouter(include_in_schema=False)

# A page is read again from the database at most this often, and never held past an instant at
# which the clock changes it (an embargo, a deadline).
HOLD: Final = timedelta(seconds=5)
MOST_PAGES: Final = 2_000
PAGE_HEADERS: Final = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "public, max-age=0, must-revalidate",
}

Page = tuple[bytes, str, datetime]  # body, ETag, good until


async def _page(
    request: Request,
    db: Any,
    now: datetime,
    language: Language,
    template: str,
    path: str,
    query: Callable[..., Shown],
    *args: Any,
) -> Response:
    """Answer from memory, or read, render and keep."""
    kept: OrderedDict[tuple[str, str], Page] = request.app.state.pages
    key = (language, path)
    page = kept.get(key)
    if page is None or now >= page[2]:
        who = Caller(None, policy_of(request))

        def answer(shown: Shown) -> Page:
            body = render(
                template,
                shown.data,
                language=language,
                path=path,
                settings=db.house.settings,
                now=now,
            )
            until = min(now + HOLD, shown.changes_at or now + HOLD)
            return body, f'"{sha256(body).hexdigest()[:24]}"', until

        try:
            page = await db.read(query, who, *args, now, answer=answer)
        except Refusal as refusal:
            kept.pop(key, None)
            return _missing(refusal, language, db.house.settings, now)
        kept[key] = page
        while len(kept) > MOST_PAGES:
            kept.popitem(last=False)
    body, etag, _ = page
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"etag": etag, **PAGE_HEADERS})
    return Response(body, headers={"etag": etag, **PAGE_HEADERS})


def _missing(refusal: Refusal, language: Language, settings: Settings, now: datetime) -> Response:
    """The same page for what does not exist and for what may not be seen yet."""
    body = render("missing.html", {}, language=language, path="/", settings=settings, now=now)
    return Response(
        body, status_code=refusal.status, headers={**PAGE_HEADERS, "cache-control": "no-store"}
    )


def missing_page(settings: Settings, clock: Callable[[], datetime]) -> problems.Page:
    """What a reader of HTML sees at an address that leads nowhere; `problems.install` takes it."""

    def page(request: Request, refusal: Refusal) -> Response | None:
        if refusal.status != 404 or "text/html" not in request.headers.get("accept", ""):
            return None
        language: Language = "en" if request.url.path.startswith("/en/") else "ar"
        return _missing(refusal, language, settings, clock())

    return page


@router.get("/static/pages-{digest}.css", **policy(public=True))
async def page_stylesheet(db: Db, digest: str) -> Response:  # noqa: ARG001 -- only makes the address change
    """The one stylesheet of the public pages."""
    return Response(
        stylesheet(db.house.settings.spa_folder)[0],
        media_type="text/css",
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )


@router.get("/static/colour-{colour}.css", **policy(public=True))
async def page_colour(colour: str) -> Response:
    """A programme's colour as rules; the address holds it."""
    if re.fullmatch(r"[0-9a-f]{6}", colour) is None:
        return Response(status_code=404)
    return Response(
        colour_sheet(colour),
        media_type="text/css",
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )


@router.get("/static/fonts/{name}", **policy(public=True))
async def page_font(db: Db, name: str) -> Response:
    """A font of the built SPA."""
    file = db.house.settings.spa_folder / "pages" / name
    if re.fullmatch(r"[a-z0-9-]+\.woff2", name) is None or not file.is_file():
        return Response(status_code=404)
    return FileResponse(
        file,
        media_type="font/woff2",
        headers={"cache-control": "public, max-age=31536000, immutable"},
    )


@router.get("/static/{name}", **policy(public=True))
async def page_picture(name: str) -> Response:
    """A picture of the pages."""
    file = STATIC / name
    if re.fullmatch(r"[a-z-]+\.(svg|png)", name) is None or not file.is_file():
        return Response(status_code=404)
    return FileResponse(file)


@router.get("/editions/{slug}/rulebook.json", **policy(public=True))
async def page_rulebook(request: Request, db: Db, slug: str) -> Response:
    """The frozen rulebook, whose SHA-256 the edition's page shows."""
    body = await db.read(queries.rulebook_file, Caller(None, policy_of(request)), slug)
    return Response(
        body,
        media_type="application/json",
        headers={
            "cache-control": "public, max-age=300",
            "content-disposition": f'attachment; filename="{slug}-rulebook.json"',
        },
    )


@router.get("/programmes/{slug}/logo", **policy(public=True))
async def page_logo(request: Request, db: Db, slug: str) -> Response:
    """A programme's logo."""
    content, kind = await db.read(queries.logo, Caller(None, policy_of(request)), slug)
    return Response(content, media_type=kind, headers={"cache-control": "public, max-age=300"})


@router.get("/editions/{slug}/jury/{juror_id}/photo", **policy(public=True))
async def page_photo(request: Request, db: Db, slug: str, juror_id: UUID) -> Response:
    """The photo of a juror who agreed to it."""
    content, kind = await db.read(
        queries.juror_photo, Caller(None, policy_of(request)), slug, juror_id
    )
    return Response(content, media_type=kind, headers={"cache-control": "public, max-age=300"})


@router.get("/en", **policy(public=True))
async def page_english() -> Response:
    """The English home without its slash."""
    return RedirectResponse("/en/", status_code=308)


def pages_in(language: Language, prefix: str) -> APIRouter:
    """The pages of one language, at its prefix."""
    pages = APIRouter(include_in_schema=False)

    def get(path: str, name: str) -> Callable[..., Any]:
        return pages.api_route(
            prefix + path,
            methods=["GET", "HEAD"],
            name=f"{name}_{language}",
            **policy(public=True),
        )

    @get("/", "page_home")
    async def page_home(request: Request, db: Db, now: Now) -> Response:
        return await _page(request, db, now, language, "home.html", "/", queries.home)

    @get("/programmes/{slug}", "page_programme")
    async def page_programme(request: Request, db: Db, now: Now, slug: str) -> Response:
        path = f"/programmes/{slug}"
        return await _page(
            request, db, now, language, "programme.html", path, queries.programme, slug
        )

    @get("/editions/{slug}", "page_edition")
    async def page_edition(request: Request, db: Db, now: Now, slug: str) -> Response:
        path = f"/editions/{slug}"
        return await _page(request, db, now, language, "edition.html", path, queries.edition, slug)

    @get("/editions/{slug}/calendar.ics", "page_calendar")
    async def page_calendar(request: Request, db: Db, now: Now, slug: str) -> Response:
        who = Caller(None, policy_of(request))

        def answer(shown: Shown) -> bytes:
            data = shown.data
            base_url = db.house.settings.base_url
            return calendar_of(data["edition"], data["changes"], language, base_url)

        body = await db.read(queries.edition, who, slug, now, answer=answer)
        return Response(
            body,
            media_type="text/calendar; charset=utf-8",
            headers={
                "cache-control": "public, max-age=300",
                "content-disposition": f'attachment; filename="{slug}.ics"',
            },
        )

    @get("/editions/{slug}/winners", "page_winners")
    async def page_winners(request: Request, db: Db, now: Now, slug: str) -> Response:
        path = f"/editions/{slug}/winners"
        return await _page(request, db, now, language, "winners.html", path, queries.winners, slug)

    @get("/editions/{slug}/winners/{number}", "page_winner")
    async def page_winner(request: Request, db: Db, now: Now, slug: str, number: str) -> Response:
        path = f"/editions/{slug}/winners/{number}"
        digits = number if re.fullmatch(r"[1-9][0-9]{0,8}", number) else "0"
        return await _page(
            request, db, now, language, "winner.html", path, queries.winner, slug, int(digits)
        )

    @get("/receipt", "page_receipt_form")
    async def page_receipt_form(
        request: Request, db: Db, now: Now, address: Address, code: str = ""
    ) -> Response:
        if code_typed(code):
            to = f"/receipt/{code_typed(code)}"
            return RedirectResponse(("/en" if language == "en" else "") + to, status_code=303)
        return await _receipt(request, db, now, language, address, code)

    @get("/receipt/{code}", "page_receipt")
    async def page_receipt(
        request: Request, db: Db, now: Now, address: Address, code: str
    ) -> Response:
        return await _receipt(request, db, now, language, address, code)

    return pages


async def _receipt(
    request: Request, db: Any, now: datetime, language: Language, address: str, code: str
) -> Response:
    """The page on which a receipt is checked; never kept, because guessing is counted."""
    found, waiting = None, False
    try:
        if code:
            who = Caller(None, policy_of(request))
            found = await db.work(check_receipt, who, code, address, now)
    except Refusal as refusal:
        if refusal.code != "slow_down":
            raise
        waiting = True
    body = render(
        "receipt.html",
        {"receipt": found, "typed": code[:60], "waiting": waiting},
        language=language,
        path=f"/receipt/{found.code}" if found else "/receipt",
        settings=db.house.settings,
        now=now,
    )
    status = 429 if waiting else 404 if code and found is None else 200
    headers = {**PAGE_HEADERS, "cache-control": "no-store", "x-robots-tag": "noindex"}
    return Response(body, status_code=status, headers=headers)


router.include_router(pages_in("ar", ""))
router.include_router(pages_in("en", "/en"))
