"""How the jury of an edition is invited: the statement to sign, the load, the deadlines."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.queries import staff_edition
from app.judging.panels.detection_queries import settings_of
from app.judging.panels.models import JurySettings
from app.judging.panels.queries import ROSTER_READERS
from app.judging.panels.settings_schemas import JurySettingsIn, StaffJurySettings
from app.judging.panels.texts import STATEMENT
from app.kit.i18n import Language, translate
from app.kit.versions import apply, check_version, same


def shown_settings(row: JurySettings) -> StaffJurySettings:
    """The settings with the usual statement in two languages."""
    return StaffJurySettings.of(row, translate("ar", STATEMENT), translate("en", STATEMENT))


def statement_of(row: JurySettings, language: Language) -> str:
    """What is signed in this language: the edition's own text where it has one."""
    own = row.statement_ar if language == "ar" else row.statement_en
    return own or translate(language, STATEMENT)


def show_jury_settings(session: Session, actor: Actor, edition_id: UUID) -> StaffJurySettings:
    """How the jury of this edition is invited."""
    edition = staff_edition(session, actor, edition_id, *ROSTER_READERS)
    return shown_settings(settings_of(session, edition.id))


def put_jury_settings(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    wanted: JurySettingsIn,
    condition: str | None,
    now: datetime,
) -> StaffJurySettings:
    """Change how the jury is invited; who has signed already keeps what they signed.

    Refusals: `condition_required` (428), `stale` (412).
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    row = settings_of(session, edition.id)
    values = wanted.model_dump()
    if same(row, values):
        return shown_settings(row)
    check_version(row.version, condition, lambda: shown_settings(row))
    changed = apply(row, values)
    row.version += 1
    session.add(row)
    audit.record(
        session,
        actor,
        "put_jury_settings",
        now,
        subject=("edition", edition.id),
        edition_id=edition.id,
        changed=changed,
    )
    return shown_settings(row)
