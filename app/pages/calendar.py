"""The dates of an edition as a calendar file (RFC 5545): UTC instants, stable ids, both calendars in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from icalendar import Alarm, Calendar, Event, vDuration

from app.editions.models import Edition
from app.kit.arabic import Digits, format_instant
from app.kit.errors import N_
from app.kit.i18n import Language, translate

DATES: Final = (
    ("opens_at", N_("يُفتح التقديم")),
    ("closes_at", N_("آخر موعد للتقديم")),
    ("judging_closes_at", N_("ينتهي التحكيم")),
    ("results_at", N_("تُعلن النتائج")),
)
BELL: Final = timedelta(days=-1)


def calendar_of(
    edition: Edition, changes: Sequence[Any], language: Language, base_url: str
) -> bytes:
    """The file. A moved date keeps its id and counts up, so that a calendar replaces it."""
    name = _pick(edition, language)
    host = base_url.partition("://")[2].partition("/")[0].partition(":")[0]
    digits: Digits = "arab" if edition.digits == "arab" else "latn"
    made = Calendar()
    made.add("prodid", "-//Tahkeem//tahkeem 1//AR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", edition.timezone)
    stamp = max((one.changed_at for one in changes), default=edition.created_at)
    for column, sentence in DATES:
        at: datetime | None = getattr(edition, column)
        if at is None:
            continue
        what = translate(language, sentence)
        event = Event()
        event.add("uid", f"{edition.id}-{column}@{host}")
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", len(changes))
        event.add("dtstart", at)
        event.add("dtend", at)
        event.add("summary", f"{what} – {name}")
        event.add(
            "description", f"{what}: {format_instant(at, edition.timezone, language, digits)}"
        )
        event.add("url", f"{base_url}{'/en' if language == 'en' else ''}/editions/{edition.slug}")
        event.add("transp", "TRANSPARENT")
        if column == "closes_at":
            bell = Alarm()
            bell.add("action", "DISPLAY")
            bell.add("description", f"{what} – {name}")
            bell["trigger"] = vDuration(BELL)
            event.add_component(bell)
        made.add_component(event)
    return bytes(made.to_ical())


def _pick(edition: Edition, language: Language) -> str:
    programme = edition.programme
    if language == "en":
        return f"{programme.name_en or programme.name_ar} – {edition.name_en or edition.name_ar}"
    return f"{programme.name_ar} – {edition.name_ar}"
