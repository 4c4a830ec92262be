"""Screening by one or two persons, corrections, assignment: who may, in which order. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.editions.rules import Phase
from app.entries.rules import RUNNING, EntryState
from app.kit.errors import N_, Refusal, forbidden, invalid


class Decided(StrEnum):
    """What screening says of an entry."""

    eligible = "eligible"
    ineligible = "ineligible"
    returned = "returned"


class Standing(StrEnum):
    """Where a decision stands: only one that was made or confirmed moved its entry."""

    proposed = "proposed"
    made = "made"
    confirmed = "confirmed"
    declined = "declined"
    withdrawn = "withdrawn"
    overtaken = "overtaken"


# Whose entries are asked for: a person's id, one's own, nobody's.
PERSON: Final = "^(me|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"


class Flag(StrEnum):
    """What a screener looks for in the queue."""

    answered = "answered"
    overdue = "overdue"
    proposed = "proposed"
    message = "message"
    duplicate = "duplicate"
    rule = "rule"


class Handing(StrEnum):
    """How entries come to screeners."""

    take = "take"
    give = "give"
    release = "release"
    spread = "spread"


DECISION_WORDS: Final[Mapping[Decided, str]] = {
    Decided.eligible: N_("مستوفية للشروط"),
    Decided.ineligible: N_("غير مستوفية للشروط"),
    Decided.returned: N_("إعادة للاستكمال"),
}
MOST_ITEMS: Final = 40
# Parts of an entry beside its form that a return may name.
ELIGIBILITY: Final = "eligibility"
CO_OWNERS: Final = "co_owners"


def check_no_stake(*, barred: bool) -> None:
    """Who has a stake in a category decides on none of its entries. Refusal: `category_barred` (403)."""
    if barred:
        raise forbidden(
            "category_barred",
            N_("لك تعارض مصالح مع مشاركة تنافس هذه، فيقرّر فيها شخص غيرك."),
        )


def check_one_person(*, two_persons: bool) -> None:
    """Where two persons decide, nobody decides alone. Refusal: `two_persons_decide` (409)."""
    if two_persons:
        raise Refusal(
            "two_persons_decide",
            N_("يقرّر في هذه الدورة شخصان: اقترح قرارك ليثبّته زميل."),
        )


def check_decided_first(*, two_persons: bool, decided: bool) -> None:
    """Where two persons decide, one does not disqualify what nobody decided. Refusal: `two_persons_first` (409)."""
    if two_persons and not decided:
        raise Refusal(
            "two_persons_first",
            N_(
                "يقرّر في هذه الدورة شخصان، ولم يُقرَّر في هذه المشاركة بعد: اقترح أنها غير مستوفية ليثبّته زميل."
            ),
        )


def check_two_persons(*, two_persons: bool) -> None:
    """A proposal is for editions that ask for a second person. Refusal: `one_person_decides` (409)."""
    if not two_persons:
        raise Refusal(
            "one_person_decides",
            N_("لا تطلب هذه الدورة شخصًا ثانيًا: القرار يُتّخذ مباشرة."),
        )


def check_none_stands(*, stands: bool) -> None:
    """One proposal at a time. Refusal: `decision_proposed` (409)."""
    if stands:
        raise Refusal(
            "decision_proposed",
            N_("على هذه المشاركة قرار مقترح ينتظر شخصًا ثانيًا. ثبّته أو خالفه أولًا."),
        )


def check_reason(decision: Decided, reason: str) -> None:
    """What is not eligible, or returned, says why. Refusal: `text_missing` (422)."""
    if decision is not Decided.eligible and not reason:
        raise invalid("text_missing", N_("هذا النص مطلوب."), "reason")


def check_second_person(actor: UUID | None, proposed_by: UUID | None) -> None:
    """Never the same person. Refusal: `proposed_by_you` (403)."""
    if actor is None or actor == proposed_by:
        raise forbidden("proposed_by_you", N_("هذا الاقتراح باسمك، فيثبّته أو يخالفه شخص آخر."))


def check_first_person(actor: UUID | None, proposed_by: UUID | None) -> None:
    """A proposal is taken back by whoever made it. Refusal: `not_your_proposal` (403)."""
    if actor is None or actor != proposed_by:
        raise forbidden("not_your_proposal", N_("لا يسحب الاقتراح إلا صاحبه. خالفه بسبب إن لزم."))


def check_stands(state: Standing | None) -> None:
    """A proposal is answered while it stands. Refusal: `proposal_over` (409)."""
    if state is not Standing.proposed:
        raise Refusal(
            "proposal_over",
            N_("لم يعد هذا الاقتراح قائمًا. أعد تحميل الصفحة لترى ما جرى."),
            state=state.value if state else None,
        )


# ------------------------------------------------------------------ corrections


def check_parts(parts: Sequence[str], known: frozenset[str], frozen: frozenset[str]) -> None:
    """What is to be corrected are parts of this form that can still change, each once.

    Refusals (422): `part_unknown`, `part_frozen`, `part_twice`.
    """
    for at, part in enumerate(parts):
        loc = ("body", "parts", at, "part")
        if part not in known:
            raise invalid("part_unknown", N_("ليس هذا حقلًا من حقول نموذج هذه المشاركة."), *loc)
        if part in frozen:
            raise invalid("part_frozen", N_("ثُبّت هذا الحقل، فلا يُفتح للاستكمال."), *loc)
        if part in parts[:at]:
            raise invalid("part_twice", N_("ذُكر هذا الحقل مرتين."), *loc)


def opened(
    listed: Iterable[str],
    depends: Mapping[str, frozenset[str]],
    missing: Iterable[str] = (),
) -> frozenset[str]:
    """The parts that a returned entry's people may change.

    Those named, what is asked depending on them (and on that again), and what the entry lacks:
    without these it could never be submitted. `depends`: field → the fields that its condition names.
    """
    found = {*listed, *missing}
    while more := {one for one, on in depends.items() if one not in found and on & found}:
        found |= more
    return frozenset(found)


def check_part_open(part: str, opens: frozenset[str] | None) -> None:
    """Of a returned entry only what was named changes; None: all. Refusal: `part_not_returned` (403)."""
    if opens is not None and part not in opens:
        raise forbidden(
            "part_not_returned",
            N_("أُعيدت المشاركة لتصحيح ما سُمّي فيها وحده، وليس هذا منه."),
        )


def check_corrected(parts: Sequence[str], *, changed: bool, replied: bool) -> None:
    """A return is answered by a change of what was named, or by a word why not.

    Refusal: `nothing_changed` (409) with `parts`.
    """
    if not changed and not replied:
        raise Refusal(
            "nothing_changed",
            N_(
                "لم يتغير شيء مما أُعيدت المشاركة لأجله. صحّحوا ما طُلب، "
                "أو اكتبوا لفريق الفرز في الرسائل لماذا لا يلزم تغييره، ثم قدّموها."
            ),
            parts=list(parts),
        )


# ------------------------------------------------------------------ checklist, messages


def check_may_tick(state: EntryState, phase: Phase) -> None:
    """Entries are checked from their submission until the results. Refusals: `not_submitted`, `results_approved` (409)."""
    if state == EntryState.draft:
        raise Refusal("not_submitted", N_("لم تُقدَّم هذه المشاركة بعد."))
    if phase not in RUNNING:
        raise Refusal("results_approved", N_("اعتُمدت نتائج هذه الدورة، فلا تتغير مشاركاتها."))


def check_may_write(state: EntryState, phase: Phase, *, reply: bool, begun: bool) -> None:
    """The screening team writes about what was submitted; its people answer once it has written.

    Refusals (409): `not_submitted`, `edition_over`, `nothing_to_reply`.
    """
    if phase in (Phase.archived, Phase.cancelled):
        raise Refusal("edition_over", N_("انتهت هذه الدورة."))
    if state == EntryState.draft:
        raise Refusal("not_submitted", N_("لم تُقدَّم هذه المشاركة بعد."))
    if reply and not begun and state != EntryState.returned:
        raise Refusal(
            "nothing_to_reply",
            N_("لم يراسلكم فريق الفرز عن هذه المشاركة. اسألوا المنظّم من صفحة الأسئلة."),
        )


def check_rules_met(failing: int, *, despite: bool) -> None:
    """Among many, what does not meet a rule is left until somebody names it. Refusal: `rules_not_met` (409)."""
    if failing and not despite:
        raise Refusal(
            "rules_not_met",
            N_("لا تستوفي شروط الأهلية ({count}). اقرأها، ثم اخترها إن قبلتها رغم ذلك."),
            count=failing,
        )


def check_same_list(expected: str, current: str) -> None:
    """What was shown is what is done. Refusal: `list_changed` (409)."""
    if expected != current:
        raise Refusal(
            "list_changed",
            N_("تغيّرت بعض المشاركات بعد المعاينة. راجع المعاينة من جديد ثم نفّذ."),
        )


# ------------------------------------------------------------------ who screens what


def spread(
    waiting: Sequence[UUID], load: Mapping[UUID, int], seen: Mapping[UUID, Collection[UUID]]
) -> dict[UUID, UUID]:
    """Entry → screener, evenly: each to whoever has the fewest of those who see it, ties by id.

    `seen` are the entries that each person may see; one that nobody may see is left out.
    """
    held = dict(load)
    given: dict[UUID, UUID] = {}
    for entry in waiting:
        able = [one for one in held if entry in seen[one]]
        if not able:
            continue
        least = min(able, key=lambda one: (held[one], str(one)))
        given[entry] = least
        held[least] += 1
    return given


def check_screener(screener: UUID | None, screeners: Iterable[UUID]) -> None:
    """Entries are given to people who screen this edition. Refusal: `not_a_screener` (422)."""
    if screener not in set(screeners):
        raise invalid("not_a_screener", N_("اختر فارزًا أو منظّمًا من هذه الدورة."), "screener_id")


def check_seen(hidden: int) -> None:
    """Nobody is given what a conflict hides from them. Refusal: `screener_walled` (409)."""
    if hidden:
        raise Refusal(
            "screener_walled",
            N_(
                "لا يحق لهذا الشخص أن يرى كل ما اخترت، لتعارض مسجَّل (العدد: {count}). "
                "استثنِ ما لا يراه أو اختر شخصًا آخر."
            ),
            count=hidden,
        )


def is_overdue(state: EntryState, return_until: datetime | None, now: datetime) -> bool:
    """Returned, and its date has passed without an answer."""
    return state == EntryState.returned and return_until is not None and return_until < now
