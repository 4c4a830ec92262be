"""What a route may ask for. Knows no domain."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request

from app.actor import Policy, Role
from app.database import Caller, Database
from app.house import AUDIENCE as AUDIENCE  # noqa: PLC0414 -- re-exported
from app.house import file_audience
from app.kit import i18n
from app.kit.errors import N_, Refusal
from app.kit.paging import PageParams
from app.kit.tokens import read_access


def policy(*roles: Role, public: bool = False, recorded_read: bool = False) -> dict[str, Any]:
    """The route's one policy, as keyword arguments of the route decorator."""
    value = {"roles": sorted(roles), "public": public, "recorded_read": recorded_read}
    return {"openapi_extra": {"x-policy": value}}


def policy_of(request: Request) -> Policy:
    """The policy of the route that answers this request."""
    route = request.scope["route"]
    said = route.openapi_extra["x-policy"]
    return Policy(
        frozenset(said["roles"]), public=said["public"], recorded_read=said["recorded_read"]
    )


def lifetime(token: Caller, now: datetime) -> float:
    """Seconds until the access token of this caller ends; 0 without one."""
    return 0 if token.claims is None else max(0.0, token.claims.exp - now.timestamp())


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _now(request: Request) -> datetime:
    """The arrival instant, taken once."""
    database: Database = request.app.state.database
    return database.house.clock()


async def _language(accept_language: Annotated[str | None, Header()] = None) -> i18n.Language:
    return i18n.language_of(accept_language)


async def _token(
    request: Request,
    language: Annotated[i18n.Language, Depends(_language)],
    authorization: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Caller:
    asked = policy_of(request)
    if authorization is None:
        return Caller(None, asked, language)
    scheme, _, value = authorization.partition(" ")
    if scheme != "Bearer":
        raise Refusal("token_invalid", N_("سجّل الدخول من جديد."), status=401)
    house = request.app.state.database.house
    claims = read_access(
        house.keys, value, issuer=house.settings.base_url, audience=AUDIENCE, now=house.clock()
    )
    return Caller(claims, asked, language)


async def _file_token(
    request: Request,
    language: Annotated[i18n.Language, Depends(_language)],
    authorization: Annotated[str | None, Header(include_in_schema=False)] = None,
    file_token: Annotated[str | None, Query(max_length=4096)] = None,
) -> Caller:
    """For players, which send no header: a token in the address says who asks; the rest is as ever."""
    if authorization is not None or file_token is None:
        return await _token(request, language, authorization)
    house = request.app.state.database.house
    claims = read_access(
        house.keys,
        file_token,
        issuer=house.settings.base_url,
        audience=file_audience(request.url.path),
        now=house.clock(),
    )
    return Caller(claims, policy_of(request), language)


async def _if_match(if_match: Annotated[str | None, Header()] = None) -> str | None:
    return None if if_match is None else if_match.strip().strip('"')


async def _address(request: Request) -> str:
    """The client's address; behind a proxy only if that proxy is configured."""
    peer = request.client.host if request.client else ""
    settings = request.app.state.database.house.settings
    forwarded = request.headers.get("x-forwarded-for")
    if forwarded and peer in settings.trusted_proxies:
        return forwarded.rsplit(",", 1)[-1].strip()
    return peer


Db = Annotated[Database, Depends(_database)]
Now = Annotated[datetime, Depends(_now)]
CurrentToken = Annotated[Caller, Depends(_token)]
FileToken = Annotated[Caller, Depends(_file_token)]
Language = Annotated[i18n.Language, Depends(_language)]
IfMatch = Annotated[str | None, Depends(_if_match)]
Address = Annotated[str, Depends(_address)]
Paging = Annotated[PageParams, Query()]
