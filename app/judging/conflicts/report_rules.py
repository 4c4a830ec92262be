"""When and of whom an entrant may report a conflict; what they are told gives nobody away. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from app.editions.rules import Phase
from app.entries.rules import EntryState
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal, invalid

MOST_REPORTS: Final = 10  # by one agency in one edition: nobody clears the bench
WORDS: Final = 2  # of a name that tells a person
_STATES: Final = frozenset({EntryState.submitted, EntryState.returned, EntryState.eligible})
_PHASES: Final = frozenset({Phase.open, Phase.screening, Phase.judging})


def check_reports_now(state: EntryState, phase: Phase) -> None:
    """While the entry is in the race and is or will be judged. Refusal: `reports_closed` (409)."""
    if state not in _STATES or phase not in _PHASES:
        raise Refusal(
            "reports_closed",
            N_("يُبلَّغ عن تعارض المصالح بعد تقديم المشاركة وقبل انتهاء التحكيم."),
        )


def check_named(juror_id: UUID | None, person: str, jury: Collection[UUID]) -> None:
    """One of the jury that the entrant may read, or a person by first name and family name.

    `jury` is empty where it is not public. Refusals (422): `one_person`, `juror_unknown`,
    `name_too_short`.
    """
    if (juror_id is None) == (not person):
        raise invalid("one_person", N_("اختر محكّمًا، أو اكتب اسم الشخص."), "person")
    if juror_id is not None and juror_id not in jury:
        raise invalid("juror_unknown", N_("ليس هذا محكّمًا في هذه الدورة."), "juror_id")
    if person and len(person.split()) < WORDS:
        raise invalid("name_too_short", N_("اكتب الاسم واسم العائلة على الأقل."), "person")


def check_new(
    juror_id: UUID | None, person: str, before: Collection[tuple[UUID | None, str]]
) -> None:
    """Refuse a repeat, and one more than an agency may make; of its own words alone, never of the jury.

    Refusals (409): `report_known`, `reports_many`.
    """
    if any((juror_id, fold(person)) == (known, fold(name)) for known, name in before):
        raise Refusal("report_known", N_("أبلغتم عن هذا من قبل."))
    if len(before) >= MOST_REPORTS:
        raise Refusal(
            "reports_many",
            N_("بلغت بلاغاتكم في هذه الدورة حدّها ({limit}). راسلوا المنظّم."),
            limit=MOST_REPORTS,
        )


def is_named(person: str, name_ar: str, name_en: str) -> bool:
    """Whether a juror bears the name that was written, in either language."""
    return bool(person) and fold(person) in {fold(name_ar), fold(name_en)}
