"""Other agencies that an entry belongs to: who may be named, and until when they answer. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from app.editions.rules import Phase
from app.entries.rules import SCREENING, EntryState
from app.kit.errors import N_, Refusal

MOST: Final = 10
_ANSWERABLE: Final = frozenset({EntryState.draft, EntryState.submitted, EntryState.returned})


def check_asked_for(*, asked: bool) -> None:
    """Co-owners are named where a rule asks for their agreement. Refusal: `co_owners_not_asked` (409)."""
    if not asked:
        raise Refusal("co_owners_not_asked", N_("لا تطلب شروط هذه الفئة تسمية جهات شريكة."))


def check_may_name(emails: Collection[str], email: str) -> None:
    """Each manager once, and not too many. Refusals (409): `co_owner_named`, `too_many_co_owners`."""
    if email in emails:
        raise Refusal("co_owner_named", N_("سُمّيت جهة بهذا البريد في المشاركة من قبل."))
    if len(emails) >= MOST:
        raise Refusal(
            "too_many_co_owners",
            N_("بلغت الجهات الشريكة حدّها ({limit})."),
            limit=MOST,
        )


def check_not_own(own: Collection[str], email: str) -> None:
    """A co-owner agrees for another agency: never one of the entry's own people.

    Refusal: `co_owner_is_own` (409).
    """
    if email.casefold() in {one.casefold() for one in own}:
        raise Refusal(
            "co_owner_is_own",
            N_("هذا البريد لأحد أهل المشاركة أو جهتها، فلا يوافق عن جهة شريكة. اكتب بريد مديرها."),
        )


def check_may_answer(state: EntryState, phase: Phase) -> None:
    """A co-owner answers, and changes the answer, until eligibility is decided. Refusal: `co_owning_closed` (409)."""
    if state not in _ANSWERABLE or phase not in SCREENING:
        raise Refusal(
            "co_owning_closed", N_("بُتّ في أهلية هذه المشاركة، فلا يتغير الجواب."), state=state.value
        )


def link_gone() -> Refusal:
    """410: a link that never was, or whose agency was taken off the entry."""
    return Refusal(
        "co_owner_link_invalid",
        N_("هذا الرابط لم يعد صالحًا. اطلب رابطًا جديدًا من الجهة التي راسلتكم."),
        status=410,
    )
