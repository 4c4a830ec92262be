"""What an edition allows: its phases, its two freezes, its deadline and the shape of its names.

Pure: the clock is an argument, refusals carry stable codes, nothing here knows a row or a request.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.kit.errors import N_, Refusal, invalid


class ProgrammeKind(StrEnum):
    """Whether entries compete for an award or are measured."""

    award = "award"
    measurement = "measurement"


class Phase(StrEnum):
    """Where an edition stands."""

    draft = "draft"
    open = "open"
    screening = "screening"
    judging = "judging"
    deliberation = "deliberation"
    approved = "approved"
    published = "published"
    archived = "archived"
    cancelled = "cancelled"


class EntrantKind(StrEnum):
    """Who may enter a category."""

    agency = "agency"
    individual = "individual"
    any = "any"


class FieldKind(StrEnum):
    """What a form's field asks for."""

    short_text = "short_text"
    long_text = "long_text"
    number = "number"
    choice = "choice"
    multi_choice = "multi_choice"
    date = "date"
    url = "url"
    file = "file"
    table = "table"
    links = "links"
    person = "person"
    service = "service"


ORDER: Final = (
    Phase.draft,
    Phase.open,
    Phase.screening,
    Phase.judging,
    Phase.deliberation,
    Phase.approved,
    Phase.published,
    Phase.archived,
)
NEXT: Final[Mapping[Phase, Phase]] = dict(pairwise(ORDER))
# How long before it a deadline is told that moves to an earlier moment.
NOTICE: Final = timedelta(hours=24)
FINAL: Final = frozenset({Phase.archived, Phase.cancelled})
RULEBOOK_OPEN: Final = frozenset({Phase.draft, Phase.open, Phase.screening})
CALL_FROZEN: Final = frozenset({Phase.approved, Phase.published, Phase.archived, Phase.cancelled})


def phase_at(stored: Phase, results_from: datetime | None, now: datetime) -> Phase:
    """Where an edition stands by the clock: approved results are published from their minute on.

    `results_from` is the minute that the publication set, if it was set. The stored phase follows
    with the next act.
    """
    if stored == Phase.approved and results_from is not None and results_from <= now:
        return Phase.published
    return stored


def check_phase_step(current: Phase, wanted: Phase) -> None:
    """One step forward, or `cancelled` from any phase that is not final.

    Refusals (409): `phase_unchanged`, `phase_final`, `phase_backward`, `phase_skipped`.
    """
    facts: dict[str, Any] = {"current": current.value, "wanted": wanted.value}
    if wanted == current:
        raise Refusal("phase_unchanged", N_("الدورة في هذه المرحلة بالفعل."), **facts)
    if current in FINAL:
        raise Refusal("phase_final", N_("بلغت الدورة مرحلتها الأخيرة ولا مرحلة بعدها."), **facts)
    if wanted == Phase.cancelled or NEXT[current] == wanted:
        return
    if ORDER.index(wanted) < ORDER.index(current):
        raise Refusal(
            "phase_backward",
            N_("لا تعود الدورة إلى مرحلة سابقة إلا بإعادة فتحها بسبب مكتوب وموافقة شخصين."),
            **facts,
        )
    raise Refusal(
        "phase_skipped",
        N_("تنتقل الدورة مرحلةً واحدة في كل مرة، ولا يجوز تجاوز مرحلة."),
        next=NEXT[current].value,
        **facts,
    )


def check_call_over(wanted: Phase, closes_at: datetime | None, now: datetime) -> None:
    """An open call ends by its public deadline, not by a silent step to screening.

    Refusal: `deadline_not_passed` (409) with `closes_at`.
    """
    if wanted == Phase.screening and closes_at is not None and now <= closes_at:
        raise Refusal(
            "deadline_not_passed",
            N_("لم ينتهِ موعد التقديم بعد: {closes_at}. عدّل الموعد علنًا أولًا إن لزم."),
            closes_at=closes_at,
        )


def check_call_editable(phase: Phase) -> bool:
    """Whether a change to the call must be versioned and shown with its date (public since `open`).

    Refusal: `call_frozen` (409) once results are approved, or the edition is over.
    """
    if phase in CALL_FROZEN:
        raise Refusal(
            "call_frozen",
            N_("لا تُعدَّل الدعوة إلى المشاركة بعد اعتماد النتائج أو انتهاء الدورة."),
            phase=phase.value,
        )
    return phase != Phase.draft


def check_rulebook_editable(phase: Phase) -> None:
    """The rulebook is immutable from `judging` on. Refusal: `rulebook_frozen` (409)."""
    if phase not in RULEBOOK_OPEN:
        raise Refusal(
            "rulebook_frozen",
            N_("جُمّدت لائحة التحكيم عند بدء التحكيم، ولا يجوز تعديلها بعده."),
            phase=phase.value,
        )


def check_accepts_entries(
    phase: Phase, opens_at: datetime | None, closes_at: datetime | None, now: datetime
) -> None:
    """An entry is accepted while `opens_at <= now <= closes_at` in phase `open`.

    The moment `closes_at` itself is still accepted, anything after it is not, whatever the phase.
    A missing bound does not bind. Refusals (423): `call_not_open` with `opens_at`,
    `edition_cancelled`, `deadline_passed` with `closes_at`, `call_closed`.
    """
    if phase == Phase.cancelled:
        raise Refusal("edition_cancelled", N_("أُلغيت هذه الدورة."), status=423)
    if closes_at is not None and now > closes_at and phase != Phase.draft:
        raise Refusal(
            "deadline_passed",
            N_(
                "انتهى موعد التقديم: {closes_at}. إن احتجتم إلى تمديد فراسلوا المنظّم، وما كُتب محفوظ."
            ),
            status=423,
            closes_at=closes_at,
        )
    if phase == Phase.draft:
        raise Refusal(
            "call_not_open", N_("لم يُفتح باب المشاركة بعد."), status=423, opens_at=opens_at
        )
    if opens_at is not None and now < opens_at:
        raise Refusal(
            "call_not_open", N_("يُفتح باب المشاركة في {opens_at}."), status=423, opens_at=opens_at
        )
    if phase != Phase.open:
        raise Refusal("call_closed", N_("أُغلق باب المشاركة في هذه الدورة."), status=423)


def check_deadline_move(old: datetime | None, new: datetime, now: datetime) -> None:
    """A deadline moves to another moment that is still to come; earlier only with notice.

    Refusals (422): `deadline_in_past`, `deadline_unchanged`, `deadline_too_soon` with `earliest`.
    """
    if new <= now:
        raise invalid("deadline_in_past", N_("اختر موعدًا لم يمضِ."), "closes_at", closes_at=new)
    if new == old:
        raise invalid("deadline_unchanged", N_("هذا هو الموعد الحالي نفسه."), "closes_at")
    if old is not None and new < old:
        check_notice(new, now, "closes_at")


def check_notice(new: datetime, now: datetime, at: str) -> None:
    """What comes earlier is said in advance. Refusal: `deadline_too_soon` (422) with `earliest`."""
    if new < now + NOTICE:
        raise invalid(
            "deadline_too_soon",
            N_(
                "لا يُقدَّم الموعد إلا بإشعار لا يقل عن {hours} ساعة. "
                "اختر موعدًا من {earliest} فما بعده، أو أبقِ الموعد الحالي."
            ),
            at,
            hours=NOTICE // timedelta(hours=1),
            earliest=now + NOTICE,
        )


def check_window(opens_at: datetime | None, closes_at: datetime | None) -> None:
    """A window closes after it opens. Refusal: `window_reversed` (422)."""
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise invalid(
            "window_reversed", N_("يجب أن يكون موعد الإغلاق بعد موعد الفتح."), "closes_at"
        )


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MIN_CONTRAST: Final = 4.5


def check_slug(slug: str) -> str:
    """A name in a URL: 2–60 of a–z, 0–9 and single hyphens. Refusal: `bad_slug` (422)."""
    if not 2 <= len(slug) <= 60 or not _SLUG.fullmatch(slug):
        raise invalid(
            "bad_slug",
            N_("المعرّف في الرابط حروف لاتينية صغيرة وأرقام وشُرَط، من حرفين إلى 60."),
            "slug",
        )
    return slug


def is_code(code: str) -> bool:
    """Whether `check_code` would accept it."""
    return bool(_CODE.fullmatch(code))


def check_code(code: str) -> str:
    """A short code people can say: 1–40 of letters, digits, `.`, `_`, `-`. Refusal: `bad_code`."""
    if not is_code(code):
        raise invalid(
            "bad_code", N_("الرمز حروف لاتينية وأرقام ونقاط وشُرَط، وأقصاه 40 حرفًا."), "code"
        )
    return code


def check_colour(colour: str) -> str:
    """`#rrggbb`, lower case, readable as text on white (WCAG contrast at least 4.5).

    Refusals (422): `bad_colour`, `colour_too_light` with `contrast`.
    """
    if not _COLOUR.fullmatch(colour):
        raise invalid("bad_colour", N_("اللون ستة أرقام ست عشرية بعد #، مثل #1b8354."), "colour")
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    contrast = 1.05 / (luminance + 0.05)
    if contrast < _MIN_CONTRAST:
        raise invalid(
            "colour_too_light",
            N_("هذا اللون فاتح لا يُقرأ نصًّا على الأبيض (التباين {contrast}، والأدنى 4.5)."),
            "colour",
            contrast=f"{contrast:.2f}",
        )
    return colour.lower()


def check_time_zone(zone: str) -> str:
    """An IANA time zone that this machine knows. Refusal: `bad_time_zone` (422)."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise invalid(
            "bad_time_zone", N_("المنطقة الزمنية غير معروفة، مثالها Asia/Riyadh."), "time_zone"
        ) from None
    return zone
