"""What the public pages show: plain data, read by slug, nothing before its minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import rfc8785
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.service import count_users
from app.actor import Actor
from app.editions.models import CallChange, Category, Edition, Programme
from app.editions.queries import announced
from app.editions.rules import Phase
from app.entries.extension_queries import extended_alone
from app.judging.panels.models import Juror
from app.kit.errors import not_found
from app.pages.eligibility import who_may_enter
from app.pages.rulebook import public_rulebook
from app.results.decision_rules import Outcome
from app.results.decisions.models import Decision
from app.results.publication.models import Publication
from app.results.publication.queries import visible_publication
from app.results.rankings.models import Ranking


@dataclass(frozen=True)
class Shown:
    """The data of a page and the instant from which it may be different, if that is known."""

    data: dict[str, Any]
    changes_at: datetime | None = None


@dataclass(frozen=True)
class Named:
    """A name as it was signed."""

    name_ar: str
    name_en: str


@dataclass(frozen=True)
class Winner:
    """One decided entry, as the public may know it: never a score, never a rank list."""

    number: int
    outcome: str
    place: int | None
    level_ar: str
    level_en: str
    citation_ar: str
    citation_en: str
    title_ar: str
    title_en: str
    summary_ar: str
    summary_en: str
    owner_ar: str
    owner_en: str


def home(session: Session, _actor: Actor, now: datetime) -> Shown:
    """Programmes with their public editions, newest first."""
    programmes = session.scalars(select(Programme).order_by(Programme.created_at)).all()
    editions = _public_editions(session)
    by_programme: dict[UUID, list[Edition]] = defaultdict(list)
    for edition in editions:
        by_programme[edition.programme_id].append(edition)
    published, upcoming = _publications(session, [e.id for e in editions], now)
    return Shown(
        {
            "programmes": [(p, by_programme[p.id]) for p in programmes if by_programme[p.id]],
            "open": [e for e in editions if _is_open(e, now)],
            "published": published,
            # Nobody reads an empty installation but whoever sets it up.
            "is_new": not programmes and count_users(session) == 0,
        },
        changes_at=_next(upcoming, editions, now),
    )


def programme(session: Session, _actor: Actor, slug: str, now: datetime) -> Shown:
    """One programme and its editions."""
    found = session.scalars(select(Programme).where(Programme.slug == slug)).one_or_none()
    if found is None:
        raise not_found()
    editions = _public_editions(session, found.id)
    if not editions:
        raise not_found()
    published, upcoming = _publications(session, [e.id for e in editions], now)
    return Shown(
        {"programme": found, "editions": editions, "published": published},
        changes_at=_next(upcoming, editions, now),
    )


def edition(session: Session, _actor: Actor, slug: str, now: datetime) -> Shown:
    """An edition's call: dates, rules, categories, jury, changes since it opened, more time given."""
    found = _edition(session, slug)
    published, upcoming = _publications(session, [found.id], now)
    jury = (
        session.scalars(
            select(Juror)
            .where(Juror.edition_id == found.id, Juror.state == "accepted")
            .order_by(Juror.origin, Juror.name_ar)
        ).all()
        if found.jury_is_public
        else []
    )
    return Shown(
        {
            "edition": found,
            "programme": found.programme,
            "categories": _categories(session, found.id),
            "who_may_enter": who_may_enter(session, found),
            "rulebook": public_rulebook(session, found),
            "jury": jury,
            "changes": session.scalars(
                select(CallChange)
                .where(CallChange.edition_id == found.id)
                .order_by(CallChange.changed_at.desc())
            ).all(),
            "extended": extended_alone(session, found),
            "published": bool(published),
            "is_open": _is_open(found, now),
        },
        changes_at=_next(upcoming, [found], now),
    )


def winners(session: Session, _actor: Actor, slug: str, now: datetime) -> Shown:
    """The winners per category; 404 before the minute of publication."""
    found = _edition(session, slug)
    publication = _visible(session, found.id, now)
    by_category: dict[UUID, list[Winner]] = defaultdict(list)
    names = _signed_names(session, publication)
    withheld: dict[UUID, Decision] = {}
    for decision in _decided(session, publication):
        if decision.entry_id is None:
            withheld[decision.category_id] = decision
        else:
            by_category[decision.category_id].append(_winner(decision, names))
    for one in by_category.values():
        one.sort(key=lambda winner: (winner.outcome != "winner", winner.place or 0, winner.number))
    return Shown(
        {
            "edition": found,
            "programme": found.programme,
            "named": _headings(names),
            "categories": [
                (c, _named(names["categories"][str(c.id)]), by_category[c.id], withheld.get(c.id))
                for c in _categories(session, found.id)
                if by_category[c.id] or c.id in withheld
            ],
            "publication": publication,
        }
    )


def winner(session: Session, _actor: Actor, slug: str, number: int, now: datetime) -> Shown:
    """One winner's page; 404 before the minute, and for every entry that won nothing."""
    found = _edition(session, slug)
    publication = _visible(session, found.id, now)
    names = _signed_names(session, publication)
    for decision in _decided(session, publication):
        if decision.entry_id is not None and _number(decision, names) == number:
            return Shown(
                {
                    "edition": found,
                    "programme": found.programme,
                    "named": _headings(names),
                    "category": _named(names["categories"][str(decision.category_id)]),
                    "winner": _winner(decision, names),
                    "publication": publication,
                }
            )
    raise not_found()


def juror_photo(session: Session, _actor: Actor, slug: str, juror_id: UUID) -> tuple[bytes, str]:
    """The photo of a juror of a public jury who agreed that it is shown; or 404."""
    found = _edition(session, slug)
    juror = session.get(Juror, juror_id)
    if (
        juror is None
        or (juror.edition_id, juror.state) != (found.id, "accepted")
        or not (found.jury_is_public and juror.photo_is_public)
        or juror.photo is None
    ):
        raise not_found()
    return juror.photo, juror.photo_type


def logo(session: Session, _actor: Actor, slug: str) -> tuple[bytes, str]:
    """The bytes and media type of a programme's logo."""
    row = session.execute(
        select(Programme.logo, Programme.logo_type).where(Programme.slug == slug)
    ).one_or_none()
    if row is None or row.logo is None:
        raise not_found()
    return row.logo, row.logo_type


def rulebook_file(session: Session, _actor: Actor, slug: str) -> bytes:
    """The rulebook byte for byte as it was hashed (RFC 8785); 404 before it is frozen."""
    found = _edition(session, slug)
    if found.rulebook is None:
        raise not_found()
    return rfc8785.dumps(found.rulebook)


def _public_editions(session: Session, programme_id: UUID | None = None) -> list[Edition]:
    wanted = (
        select(Edition)
        .where(announced())
        .order_by(Edition.opens_at.desc().nulls_last(), Edition.created_at.desc())
    )
    if programme_id is not None:
        wanted = wanted.where(Edition.programme_id == programme_id)
    return list(session.scalars(wanted).unique())


def _edition(session: Session, slug: str) -> Edition:
    found = session.scalars(
        select(Edition)
        .where(Edition.slug == slug, announced())
        .options(joinedload(Edition.programme))
    ).one_or_none()
    if found is None:
        raise not_found()
    return found


def _categories(session: Session, edition_id: UUID) -> list[Category]:
    return list(
        session.scalars(
            select(Category).where(Category.edition_id == edition_id).order_by(Category.position)
        )
    )


def _is_open(edition: Edition, now: datetime) -> bool:
    return (
        edition.phase == Phase.open.value
        and (edition.opens_at is None or edition.opens_at <= now)
        and (edition.closes_at is None or now <= edition.closes_at)
    )


def _publications(
    session: Session, edition_ids: list[UUID], now: datetime
) -> tuple[set[UUID], list[datetime]]:
    """Editions whose result is visible now, and the minutes that are still to come."""
    rows = session.execute(
        select(Publication.edition_id, Publication.visible_from)
        .join(Edition, Edition.id == Publication.edition_id)
        .where(
            Publication.edition_id.in_(edition_ids),
            # Nothing is published of what was called off.
            Edition.phase != Phase.cancelled.value,
        )
    ).all()
    return (
        {edition_id for edition_id, at in rows if at <= now},
        [at for _, at in rows if at > now],
    )


def _visible(session: Session, edition_id: UUID, now: datetime) -> Publication:
    found = visible_publication(session, edition_id, now)
    if found is None:
        raise not_found()
    return found


def _decided(session: Session, publication: Publication) -> Sequence[Decision]:
    return session.scalars(
        select(Decision).where(
            Decision.edition_id == publication.edition_id,
            # Why an entry was passed over is the jury's own business.
            Decision.outcome != Outcome.none.value,
        )
    ).all()


def _signed_names(session: Session, publication: Publication) -> dict[str, Any]:
    """The names that were frozen and signed with these results; nobody's later name stands here."""
    names = session.get_one(Ranking, publication.ranking_id).names
    if names is None:  # the migration and an invariant see to it
        raise not_found()
    return names


def _named(name: Mapping[str, str]) -> Named:
    return Named(name["name_ar"], name["name_en"])


def _headings(names: Mapping[str, Any]) -> dict[str, Named]:
    return {"programme": _named(names["programme"]), "edition": _named(names["edition"])}


def _number(decision: Decision, names: Mapping[str, Any]) -> int:
    number: int = names["entries"][str(decision.entry_id)]["number"]
    return number


def _winner(decision: Decision, names: Mapping[str, Any]) -> Winner:
    entry = names["entries"][str(decision.entry_id)]
    return Winner(
        number=_number(decision, names),
        outcome=decision.outcome,
        place=decision.place,
        level_ar=decision.level_ar,
        level_en=decision.level_en,
        citation_ar=decision.citation_ar,
        citation_en=decision.citation_en,
        title_ar=entry["title_ar"],
        title_en=entry["title_en"],
        summary_ar=entry["summary_ar"],
        summary_en=entry["summary_en"],
        owner_ar=entry["entrant_ar"],
        owner_en=entry["entrant_en"],
    )


def _next(upcoming: list[datetime], editions: list[Edition], now: datetime) -> datetime | None:
    """The next instant at which the clock alone changes a page."""
    moments = list(upcoming)
    for one in editions:
        moments += [at for at in (one.opens_at, one.closes_at) if at is not None and at > now]
    return min(moments, default=None)
