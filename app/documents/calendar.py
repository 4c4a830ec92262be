"""The dates of an edition, or of one entry, as a calendar file (RFC 5545): UTC instants, stable ids, both calendars in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from icalendar import Alarm, Calendar, Event, vDuration

from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.models import Entry
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
OWN: Final = N_("آخر موعد للمشاركة {number}")


def calendar_of(
    edition: Edition, changes: Sequence[Any], language: Language, base_url: str
) -> bytes:
    """The file of a whole edition. A moved date keeps its id and counts up, so that a calendar replaces it."""
    name = _pick(edition, language)
    made = _calendar(edition, name)
    page = f"{base_url}{'/en' if language == 'en' else ''}/editions/{edition.slug}"
    stamp = max((one.changed_at for one in changes), default=edition.created_at)
    for column, sentence in DATES:
        at: datetime | None = getattr(edition, column)
        if at is None:
            continue
        what = translate(language, sentence)
        uid = f"{edition.id}-{column}@{_host(base_url)}"
        event = _event(edition, name, uid, what, at, language, page)
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", len(changes))
        if edition.phase == Phase.cancelled:
            event.add("status", "CANCELLED")  # a calendar that was subscribed strikes it out
        if column == "closes_at":
            event.add_component(_bell(f"{what} – {name}"))
        made.add_component(event)
    return bytes(made.to_ical())


def entry_calendar(
    edition: Edition, entry: Entry, deadline: datetime, language: Language, base_url: str
) -> bytes:
    """The one date of one entry: the call's, or its own where it was returned or given more time."""
    name = _pick(edition, language)
    what = translate(language, OWN).format(number=entry.number)
    page = f"{base_url}/app/entrant/entries/{entry.id}"
    event = _event(
        edition, name, f"{entry.id}-deadline@{_host(base_url)}", what, deadline, language, page
    )
    event.add("dtstamp", entry.extended_at or entry.created_at)
    event.add("sequence", entry.version)
    event.add_component(_bell(f"{what} – {name}"))
    made = _calendar(edition, name)
    made.add_component(event)
    return bytes(made.to_ical())


def _host(base_url: str) -> str:
    return base_url.partition("://")[2].partition("/")[0].partition(":")[0]


def _calendar(edition: Edition, name: str) -> Calendar:
    made = Calendar()
    made.add("prodid", "-//Tahkeem//tahkeem 1//AR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", edition.timezone)
    return made


def _event(
    edition: Edition, name: str, uid: str, what: str, at: datetime, language: Language, page: str
) -> Event:
    digits: Digits = "arab" if edition.digits == "arab" else "latn"
    event = Event()
    event.add("uid", uid)
    event.add("dtstart", at)
    event.add("dtend", at)
    event.add("summary", f"{what} – {name}")
    event.add("description", f"{what}: {format_instant(at, edition.timezone, language, digits)}")
    event.add("url", page)
    event.add("transp", "TRANSPARENT")
    return event


def _bell(words: str) -> Alarm:
    bell = Alarm()
    bell.add("action", "DISPLAY")
    bell.add("description", words)
    bell["trigger"] = vDuration(BELL)
    return bell


def _pick(edition: Edition, language: Language) -> str:
    programme = edition.programme
    if language == "en":
        return f"{programme.name_en or programme.name_ar} – {edition.name_en or edition.name_ar}"
    return f"{programme.name_ar} – {edition.name_ar}"
