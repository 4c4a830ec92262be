"""Tables of agencies. A member is a user with an `entrant` grant over the organisation."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class Organisation(Base):
    """An agency that enters; it must be approved before it can submit."""

    __tablename__ = "organisations"
    __table_args__ = (
        CheckConstraint("status IN ('pending', 'approved', 'refused')", name="status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name_ar: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")
    folded_name: Mapped[str] = mapped_column(String(620), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="government")
    peer_group: Mapped[str] = mapped_column(String(100), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    country: Mapped[str] = mapped_column(String(2), default="SA")
    website: Mapped[str] = mapped_column(String(300), default="")
    email_domain: Mapped[str] = mapped_column(String(253), default="", index=True)
    status: Mapped[str] = mapped_column(String(10), default="pending", index=True)
    status_reason: Mapped[str] = mapped_column(Text, default="")
    registered_by: Mapped[UUID | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Service(Base):
    """A service that an agency offers: what entries and, later, measurements are about."""

    __tablename__ = "services"
    __table_args__ = (CheckConstraint("state IN ('active', 'retired')", name="state"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    name_ar: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300), default="")
    folded_name: Mapped[str] = mapped_column(String(620))
    audience: Mapped[str] = mapped_column(String(20), default="everyone")
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    url: Mapped[str] = mapped_column(String(300), default="")
    # Months in operation are counted from it.
    launched_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10), default="active")
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    # Taken off the registry; answers that name it still do.
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class DomainRule(Base):
    """Registrations from this e-mail domain are approved without a person's decision."""

    __tablename__ = "domain_rules"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    domain: Mapped[str] = mapped_column(String(253), unique=True)
    added_by: Mapped[UUID | None]
    added_at: Mapped[datetime]


class MembershipRequest(Base):
    """A person asks to enter for an organisation that exists already."""

    __tablename__ = "membership_requests"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'approved', 'refused')", name="state"),
        Index(
            "uq_membership_requests_pending",
            "organisation_id",
            "user_id",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(
        ForeignKey("organisations.id", ondelete="CASCADE"), index=True
    )
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="pending")
    reason: Mapped[str] = mapped_column(Text, default="")
    requested_at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
