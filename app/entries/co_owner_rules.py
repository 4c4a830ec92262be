"""Other agencies that an entry belongs to: who may be named, and until when they answer. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from app.editions.rules import Phase
from app.entries.eligibility_rules import Via
from app.entries.rules import SCREENING, EntryState
from app.kit.errors import N_, Refusal, invalid

MOST: Final = 10
ANSWERABLE: Final = frozenset({EntryState.draft, EntryState.submitted, EntryState.returned})


def check_asked_for(*, asked: bool) -> None:
    """Co-owners are named where a rule asks for their agreement. Refusal: `co_owners_not_asked` (409)."""
    if not asked:
        raise Refusal("co_owners_not_asked", N_("لا تطلب شروط هذه المشاركة تسمية جهات شريكة."))


def check_may_name(named: Collection[str], one: str) -> None:
    """Each agency or address once, and not too many. Refusals (409): `co_owner_named`, `too_many_co_owners`."""
    if one in named:
        raise Refusal("co_owner_named", N_("سُمّيت هذه الجهة أو هذا البريد في المشاركة من قبل."))
    if len(named) >= MOST:
        raise Refusal(
            "too_many_co_owners",
            N_("بلغت الجهات الشريكة حدّها ({limit})."),
            limit=MOST,
        )


def check_has_managers(managers: Collection[object]) -> None:
    """A registered agency answers through its managers. Refusal: `co_owner_unmanaged` (409)."""
    if not managers:
        raise Refusal(
            "co_owner_unmanaged",
            N_("ليس لهذه الجهة في المنصة مدير من خارج المشاركة يجيب عنها. راسلها بالبريد."),
        )


def check_unregistered(registered: Collection[object], name: str) -> None:
    """A registered agency is asked through its managers, by no address. Refusal: `co_owner_registered` (409)."""
    if registered:
        raise Refusal(
            "co_owner_registered",
            N_("الجهة «{name}» مسجّلة في المنصة. اخترها من القائمة ليُسأل مديروها."),
            name=name,
        )


def via_address(email: str, domains: Collection[str] | None) -> Via:
    """What an address says of an agency; `domains` are those it is known by, None where it is unknown."""
    if domains is None:
        return Via.unknown
    domain = email.rpartition("@")[2].lower()
    known = any(domain == one or domain.endswith(f".{one}") for one in domains if one)
    return Via.known if known else Via.outside


def check_says_why(*, agrees: bool, note: str) -> None:
    """Who declines says why. Refusal: `decline_reason_required` (422 at `note`)."""
    if not agrees and not note:
        raise invalid("decline_reason_required", N_("اكتب سبب الاعتذار لتقرأه الجهة."), "note")


def check_not_own(own: Collection[str], email: str) -> None:
    """A co-owner agrees for another agency: never one of the entry's own people.

    Refusal: `co_owner_is_own` (409).
    """
    if email.casefold() in {one.casefold() for one in own}:
        raise Refusal(
            "co_owner_is_own",
            N_("هذا البريد لأحد أهل المشاركة أو جهتها، فلا يوافق عن جهة شريكة. اكتب بريد مديرها."),
        )


def check_not_yourself(is_own: bool) -> None:
    """Nobody answers for another agency about their own entry. Refusal: `co_owning_own` (409)."""
    if is_own:
        raise Refusal(
            "co_owning_own", N_("أنت من أهل هذه المشاركة، فيجيب عن الجهة مدير آخر من مديريها.")
        )


def check_may_answer(state: EntryState, phase: Phase) -> None:
    """A co-owner answers, and changes the answer, until eligibility is decided. Refusal: `co_owning_closed` (409)."""
    if state not in ANSWERABLE or phase not in SCREENING:
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
