"""An agency's services: whom they serve, how they are reached, how long they have been offered. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.actor import Actor, Role, Scope
from app.kit.errors import N_, forbidden, invalid


class Audience(StrEnum):
    """Whom a service is for."""

    individuals = "individuals"
    business = "business"
    government = "government"
    everyone = "everyone"


class Channel(StrEnum):
    """How a service is reached."""

    portal = "portal"
    app = "app"
    phone = "phone"
    centres = "centres"
    kiosks = "kiosks"
    messages = "messages"


class ServiceState(StrEnum):
    """Whether a service is offered."""

    active = "active"
    retired = "retired"


AUDIENCE_NAMES: Final = {
    Audience.individuals: N_("الأفراد"),
    Audience.business: N_("الأعمال"),
    Audience.government: N_("الجهات الحكومية"),
    Audience.everyone: N_("الجميع"),
}
CHANNEL_NAMES: Final = {
    Channel.portal: N_("البوابة الإلكترونية"),
    Channel.app: N_("تطبيق الجوال"),
    Channel.phone: N_("الهاتف"),
    Channel.centres: N_("مراكز الخدمة"),
    Channel.kiosks: N_("أجهزة الخدمة الذاتية"),
    Channel.messages: N_("الرسائل النصية"),
}
STATE_NAMES: Final = {
    ServiceState.active: N_("قائمة"),
    ServiceState.retired: N_("متوقفة"),
}
EARLIEST: Final = date(1950, 1, 1)


def months_between(start: date, day: date) -> int:
    """Whole months from one day to another; 0 while the first has not passed."""
    months = (day.year - start.year) * 12 + day.month - start.month
    return max(0, months - (day.day < start.day))


def check_launched(launched_on: date | None, today: date) -> None:
    """A service was launched between 1950 and today. Refusal: `launch_impossible` (422)."""
    if launched_on is not None and not EARLIEST <= launched_on <= today:
        raise invalid("launch_impossible", N_("اكتب تاريخ إطلاق مضى، بعد عام 1950."), "launched_on")


def check_may_keep(actor: Actor, organisation_id: UUID) -> None:
    """An agency's people keep its registry. Refusal: `members_only` (403)."""
    if not actor.holds(Role.entrant, (Scope.organisation, organisation_id)):
        raise forbidden("members_only", N_("سجل الخدمات يحرّره منسوبو الجهة."))
