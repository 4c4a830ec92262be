"""Publishing signed results, at once or at a set minute, and calling that off before it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.audit import service as audit
from app.audit.idempotency_service import is_replay
from app.editions.models import Edition
from app.editions.queries import staff_edition
from app.editions.rules import Phase
from app.entries.mail_service import people_of
from app.entries.models import Entry
from app.entries.queries import judgeable
from app.entries.zone_queries import told_in_zone
from app.house import house_of
from app.kit.errors import not_found
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.notifications.service import post
from app.results.approvals.queries import last_approval
from app.results.approvals.service import mail_facts, move_phase
from app.results.publication.models import Publication
from app.results.publication.queries import is_signed, publication_of, publication_state
from app.results.publication.rules import check_may_cancel, check_may_publish
from app.results.publication.schemas import PublicationState


def publish(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    visible_from: datetime | None,
    key: str | None,
    now: datetime,
) -> PublicationState:
    """Publish signed results: visible from a minute on, by the clock alone.

    Published at once, the edition steps to `published` in the same act; at a later minute it is
    told as `published` from that minute on (`Edition.phase_now`). Refusals: `already_published`, `not_signed` (409),
    `moment_past` (422), those of the idempotency key (422).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    body = {
        "edition_id": str(edition.id),
        "visible_from": None if visible_from is None else visible_from.isoformat(),
    }
    if is_replay(session, actor, key, "publish", body, now):
        return publication_state(session, actor, edition, now)
    moment = check_may_publish(
        edition.phase_now,
        signed=is_signed(session, edition.id),
        published=publication_of(session, edition.id) is not None,
        visible_from=visible_from,
        now=now,
    )
    signed = last_approval(session, edition.id)
    assert signed is not None  # noqa: S101 -- `is_signed` in the check above
    publication = Publication(
        id=uuid7(),
        edition_id=edition.id,
        ranking_id=signed.ranking_id,
        results_hash=signed.results_hash,
        visible_from=moment,
        published_by=actor.user_id,
        published_at=now,
    )
    session.add(publication)
    edition.results_from = moment
    session.flush()  # the answer is read back from the table
    audit.record(
        session,
        actor,
        "publish",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        results_hash=publication.results_hash,
        visible_from=moment.isoformat(),
    )
    if moment <= now:
        move_phase(session, actor, edition, Phase.published, now)
    _mail_entrants(session, edition, publication, now)
    return publication_state(session, actor, edition, now)


def cancel_publication(
    session: Session, actor: Actor, edition_id: UUID, reason: str, now: datetime
) -> PublicationState:
    """Call a publication off before its minute; the mails that wait for it are not sent.

    Refusals: `not_found`, `already_visible` (409).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    publication = publication_of(session, edition.id)
    if publication is None:
        raise not_found()
    with told_in_zone(edition):
        check_may_cancel(publication.visible_from, now)
    session.execute(
        delete(Mail).where(
            Mail.dedupe_key.startswith(_key(publication), autoescape=True),
            Mail.sent_at.is_(None),
        )
    )
    audit.record(
        session,
        actor,
        "cancel_publication",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        visible_from=publication.visible_from.isoformat(),
        reason=reason,
    )
    session.delete(publication)
    edition.results_from = None
    session.flush()  # the answer is read back from the table
    return publication_state(session, actor, edition, now)


def _key(publication: Publication) -> str:
    return f"published:{publication.id}:"


def _mail_entrants(
    session: Session, edition: Edition, publication: Publication, now: datetime
) -> None:
    """Tell everybody who was judged, at the minute itself; the mail says where, not who won."""
    entries: list[Entry] = list(session.scalars(judgeable(edition.id)))
    people: dict[UUID, User] = {
        user.id: user for users in people_of(session, entries).values() for user in users
    }
    base_url = house_of(session).settings.base_url
    for user in people.values():
        prefix = "/en" if user.language == "en" else ""
        link = f"{base_url}{prefix}/editions/{edition.slug}/winners"
        post(
            session,
            "results_published",
            to_email=user.email,
            language=user.language,
            facts=mail_facts(user, edition, link=link),
            now=now,
            user_id=user.id,
            edition_id=edition.id,
            reply_to=edition.programme.reply_to,
            dedupe_key=f"{_key(publication)}{user.id}",
            send_after=publication.visible_from,
        )
