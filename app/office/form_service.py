"""Changing a category's form without losing an answer: what the forms' own domain cannot know."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from app.actor import Actor
from app.editions import form_service
from app.editions.field_schemas import FormIn, PublishIn, form_fields, form_sections
from app.editions.form_queries import fields_of, sections_of
from app.editions.models import Category, Field
from app.editions.queries import READERS, category_of, get_category, staff_edition
from app.editions.version_schemas import FormDraftOut
from app.entries.mail_service import mail_begun
from app.entries.models import Answer, Attachment, Entry


def put_fields(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: FormIn,
    condition: str | None,
    now: datetime,
) -> Category:
    """Make the category's form this one; a field that holds answers or files stays."""
    # The lock comes first: two who change the form, or a phase step, take turns.
    staff_edition(session, actor, get_category(session, category_id).edition_id, lock=True)
    own = select(Field.id).where(Field.category_id == category_id)
    in_use = session.scalars(
        union(
            select(Answer.field_id).where(Answer.field_id.in_(own)),
            select(Attachment.field_id).where(Attachment.field_id.in_(own)),
        )
    ).all()
    return form_service.put_fields(
        session, actor, category_id, wanted, condition, now, in_use=in_use
    )


def show_form_draft(session: Session, actor: Actor, category_id: UUID) -> FormDraftOut:
    """The version that is being prepared, what it changes, and how many entries it meets."""
    found = get_category(session, category_id)
    edition = staff_edition(session, actor, found.edition_id, *READERS)
    category = category_of(session, edition.id, category_id)
    draft, (sections, fields), changes = form_service.draft_form(session, category)
    begun = session.execute(
        select(
            func.count().filter(Entry.submitted_at.is_(None)),
            func.count().filter(Entry.submitted_at.is_not(None)),
        ).where(Entry.category_id == category_id)
    ).one()
    return FormDraftOut(
        category_id=category.id,
        form_version=category.form_version,
        sections=form_sections(sections_of(sections, category.id)),
        fields=form_fields(fields_of(fields, category.id)),
        changes=changes,
        drafts=begun[0],
        submitted=begun[1],
        edited_at=draft.edited_at if draft else None,
        version=draft.version if draft else 0,
    )


def put_form_draft(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: FormIn,
    condition: str | None,
    now: datetime,
) -> FormDraftOut:
    """Keep the next version of a public form, and show what it would change."""
    form_service.put_form_draft(
        session,
        actor,
        category_id,
        wanted,
        condition,
        now,
        current=lambda: show_form_draft(session, actor, category_id),
    )
    session.flush()  # the draft is read anew
    return show_form_draft(session, actor, category_id)


def publish_form(
    session: Session,
    actor: Actor,
    category_id: UUID,
    wanted: PublishIn,
    condition: str | None,
    now: datetime,
) -> Category:
    """Publish the prepared version and mail those who have begun an entry."""
    category = form_service.publish_form(session, actor, category_id, wanted, condition, now)
    mail_begun(
        session, "form_changed", category, now, note_ar=wanted.note_ar, note_en=wanted.note_en
    )
    return category
