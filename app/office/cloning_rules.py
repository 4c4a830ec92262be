"""What a new edition takes over from an old one, and how its dates move. Pure.

Every table of the system stands in one of the two lists; a test fails on a table that is in neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

CLONED: Final = frozenset(
    {
        "editions",
        "rubrics",
        "criteria",
        "levels",
        "categories",
        "sections",
        "fields",
        "eligibility_rules",
        "rounds",
        "panels",
        "panel_categories",
        "screening_settings",
        "checklist_items",
        # As proposals that nobody has invited, and only if asked for.
        "jurors",
        "juror_expertise",
        "jury_settings",
        "panel_members",
        # Of the staff alone, and only if asked for.
        "grants",
    }
)
_ENTRY = "belongs to an entry of the old edition"
_JUDGED = "belongs to the judging of the old edition"
_RESULT = "belongs to the results of the old edition"
_PERSON = "belongs to a person or an agency, not to an edition"
_MACHINE = "belongs to the machinery"
NOT_CLONED: Final = {
    "programmes": "the new edition stays in the same programme",
    "organisations": _PERSON,
    "services": _PERSON,
    "past_ties": _PERSON,
    "users": _PERSON,
    "domain_rules": _PERSON,
    "membership_requests": _PERSON,
    "registrations": _PERSON,
    "invitations": "who was invited once is invited anew by a person",
    "sessions": _PERSON,
    "refresh_tokens": _PERSON,
    "tickets": _PERSON,
    "throttles": _MACHINE,
    "idempotency_keys": _MACHINE,
    "jobs": _MACHINE,
    "outbox": _MACHINE,
    "audit_events": "the log of an edition is its own",
    "call_changes": "tells what changed in the old call",
    "reopenings": "tells what happened to the old edition",
    "form_versions": "the current version becomes version 1",
    "form_drafts": "the current version becomes version 1",
    "extensions": "was given for the old deadline",
    "extended_entries": _ENTRY,
    "entries": "entrants begin anew, or carry their entry over themselves",
    "answers": _ENTRY,
    "attachments": _ENTRY,
    "submissions": _ENTRY,
    "saved_versions": _ENTRY,
    "sign_offs": _ENTRY,
    "eligibility_answers": _ENTRY,
    "co_owners": _ENTRY,
    "self_marks": _ENTRY,
    "entry_members": _ENTRY,
    "entry_invitations": _ENTRY,
    "presences": _ENTRY,
    "screening_decisions": _ENTRY,
    "checklist_ticks": _ENTRY,
    "screening_messages": _ENTRY,
    "screening_notes": _ENTRY,
    "duplicate_pairs": _ENTRY,
    "duplicate_scans": "tells when the old entries were compared",
    "questions": _ENTRY,
    "redactions": _ENTRY,
    "bare_files": _ENTRY,
    "conflicts": _JUDGED,
    "staff_recusals": _JUDGED,
    "assignment_plans": _JUDGED,
    "entrant_reports": _JUDGED,
    "bids": _JUDGED,
    "evaluations": _JUDGED,
    "late_decisions": _JUDGED,
    "revisions": _JUDGED,
    "juror_orders": _JUDGED,
    "juror_order_revisions": _JUDGED,
    "advancements": _RESULT,
    "advancement_rules": _RESULT,
    "advancement_hands": _RESULT,
    "advanced_entries": _RESULT,
    "meetings": _JUDGED,
    "meeting_attendance": _JUDGED,
    "agenda_items": _JUDGED,
    "consensuses": _JUDGED,
    "meeting_votes": _JUDGED,
    "ballots": _JUDGED,
    "feedbacks": _ENTRY,
    "juror_questions": _JUDGED,
    "na_claims": _JUDGED,
    "na_decisions": _JUDGED,
    "pass_decisions": _RESULT,
    "completions": _JUDGED,
    "signed_statements": "each edition's jurors sign anew",
    "practices": "is written anew for the jurors of the new round",
    "practice_works": _JUDGED,
    "rankings": _RESULT,
    "ranking_rows": _RESULT,
    "ranking_figures": _RESULT,
    "ranking_jurors": _RESULT,
    "fairness_reports": _RESULT,
    "chair_orders": _RESULT,
    "decisions": _RESULT,
    "approvals": _RESULT,
    "publications": _RESULT,
}
FRIDAY: Final = 4
NOON: Final = time(12)
WEEKEND: Final = frozenset({FRIDAY, FRIDAY + 1})


@dataclass(frozen=True)
class Shift:
    """How far the dates move: whole years, then days; the time of day in the zone stays."""

    years: int
    days: int
    zone: str

    def of(self, at: datetime | None) -> datetime | None:
        """The moved moment; 29 February becomes the 28th where the year has none."""
        return None if at is None else self.moved(at)

    def moved(self, at: datetime) -> datetime:
        """`of` a moment that is there."""
        local = at.astimezone(ZoneInfo(self.zone))
        year = local.year + self.years
        try:
            moved = local.replace(year=year)
        except ValueError:
            moved = local.replace(year=year, day=28)
        return (moved + timedelta(days=self.days)).astimezone(at.tzinfo)


def moved_options(options: Mapping[str, Any], shift: Shift) -> dict[str, Any]:
    """The options of a rule of eligibility: a day that it counts by moves as the dates do."""
    if "day" not in options:
        return dict(options)
    zone = ZoneInfo(shift.zone)
    noon = datetime.combine(date.fromisoformat(options["day"]), NOON, zone)
    return {**options, "day": shift.moved(noon).date().isoformat()}


def is_weekend(at: datetime, zone: str) -> bool:
    """Whether a moment falls on a Friday or a Saturday in its zone."""
    return at.astimezone(ZoneInfo(zone)).weekday() in WEEKEND


def same_weekday(before: datetime, after: datetime, zone: str) -> bool:
    """Whether two moments fall on the same day of the week."""
    where = ZoneInfo(zone)
    return before.astimezone(where).weekday() == after.astimezone(where).weekday()
