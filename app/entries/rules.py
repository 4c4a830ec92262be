"""An entry's life: who may enter, until when it changes, what may follow each state. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.editions.field_rules import FieldSpec, check_answer, lacking
from app.editions.rules import (
    EntrantKind,
    FieldKind,
    Phase,
    check_accepts_entries,
)
from app.kit.errors import N_, Refusal, forbidden, invalid


class EntryState(StrEnum):
    """Where an entry stands."""

    draft = "draft"
    submitted = "submitted"
    returned = "returned"
    eligible = "eligible"
    ineligible = "ineligible"
    withdrawn = "withdrawn"
    disqualified = "disqualified"


STATE_WORDS: Final[Mapping[EntryState, str]] = {
    EntryState.draft: N_("مسودة"),
    EntryState.submitted: N_("مقدَّمة"),
    EntryState.returned: N_("معادة للاستكمال"),
    EntryState.eligible: N_("مستوفية للشروط"),
    EntryState.ineligible: N_("غير مستوفية للشروط"),
    EntryState.withdrawn: N_("مسحوبة"),
    EntryState.disqualified: N_("مستبعدة"),
}


class AttachmentState(StrEnum):
    """`arriving` while its bytes are on the way, `quarantined` until they were looked into."""

    arriving = "arriving"
    quarantined = "quarantined"
    clean = "clean"
    rejected = "rejected"
    removed = "removed"


# What counts as a file of the entry: one may submit while files are still being checked.
PRESENT: Final = (AttachmentState.quarantined.value, AttachmentState.clean.value)
# What the entry's own people and staff see: a rejected file with its reason, too.
SHOWN: Final = (*PRESENT, AttachmentState.rejected.value)


EDITABLE: Final = frozenset({EntryState.draft, EntryState.returned})
TAKEN_BY_THE_CALL: Final = frozenset({EntryState.draft, EntryState.submitted})
# Where an extension for one entry still holds: once judging begins nothing comes after.
EXTENDABLE: Final = frozenset({Phase.open, Phase.screening})
# What takes a place of the limits: an entry that is out of the race frees it.
OUTSIDE_LIMITS: Final = frozenset({EntryState.withdrawn, EntryState.ineligible})
SCREENING: Final = frozenset({Phase.open, Phase.screening, Phase.judging})
RUNNING: Final = SCREENING | {Phase.deliberation}
LONGEST_RETURN: Final = timedelta(days=366)

# State wanted by the organiser → states that it may follow.
MAY_FOLLOW: Final[Mapping[EntryState, frozenset[EntryState]]] = {
    EntryState.eligible: frozenset({EntryState.submitted, EntryState.ineligible}),
    EntryState.ineligible: frozenset(
        {EntryState.submitted, EntryState.returned, EntryState.eligible}
    ),
    EntryState.returned: frozenset(
        {EntryState.submitted, EntryState.returned, EntryState.eligible}
    ),
    EntryState.disqualified: frozenset(
        {EntryState.submitted, EntryState.returned, EntryState.eligible}
    ),
}


def closing(closes_at: datetime | None, extended_until: datetime | None) -> datetime | None:
    """When the call closes for one entry: its own extension, where that is later."""
    if closes_at is None or extended_until is None:
        return closes_at
    return max(closes_at, extended_until)


def deadline(
    state: EntryState,
    closes_at: datetime | None,
    return_until: datetime | None,
    extended_until: datetime | None = None,
) -> datetime | None:
    """Until when this entry changes: the call's closing (or its own extension), or its return's date."""
    if state == EntryState.returned:
        return return_until
    return closing(closes_at, extended_until)


def check_may_edit(
    state: EntryState,
    phase: Phase,
    opens_at: datetime | None,
    closes_at: datetime | None,
    return_until: datetime | None,
    now: datetime,
    extended_until: datetime | None = None,
) -> None:
    """What changes while the call accepts: a draft, and beside what was submitted its next version.

    A returned entry changes until its own date; an extension lets one entry go on after the call
    has closed, until judging begins. By the clock. Refusals: `entry_not_editable` (409) with
    `state`, also of a submitted entry once the call is over; of a draft those of
    `check_accepts_entries` (423); of a returned entry `deadline_passed` (423) with `closes_at`, `call_closed` (423).
    """
    if state in TAKEN_BY_THE_CALL:
        closes = closing(closes_at, extended_until)
        if closes != closes_at and phase in EXTENDABLE:
            phase = Phase.open
        try:
            check_accepts_entries(phase, opens_at, closes, now)
        except Refusal:
            if state == EntryState.draft:
                raise
        else:
            return
    if state not in EDITABLE:
        raise Refusal(
            "entry_not_editable",
            N_("قُدّمت هذه المشاركة، فلا تُعدَّل. اسأل المنظّم إن لزم إعادتها إليكم."),
            state=state.value,
        )
    if return_until is not None and now > return_until:
        raise Refusal(
            "deadline_passed",
            N_(
                "انتهى موعد التقديم: {closes_at}. إن احتجتم إلى تمديد فراسلوا المنظّم، وما كُتب محفوظ."
            ),
            status=423,
            closes_at=return_until,
        )
    if phase not in SCREENING:
        raise Refusal("call_closed", N_("أُغلق باب المشاركة في هذه الدورة."), status=423)


@dataclass(frozen=True)
class Holdings:
    """How many entries an entrant has that count for the limits."""

    in_edition: int = 0
    in_category: int = 0


def entering_problems(
    kind: EntrantKind,
    *,
    as_organisation: bool,
    organisation_status: str,
    edition_limit: int | None,
    category_limit: int | None,
    held: Holdings,
) -> list[Refusal]:
    """Every reason why this entrant may not start another entry in this category.

    Codes (409): `entrant_kind`, `organisation_refused`, `edition_limit`, `category_limit`.
    """
    problems = []
    fits = {
        EntrantKind.agency: as_organisation,
        EntrantKind.individual: not as_organisation,
        EntrantKind.any: True,
    }[kind]
    if not fits:
        problems.append(
            Refusal(
                "entrant_kind",
                N_("المشاركة هنا للجهات وحدها.")
                if kind == EntrantKind.agency
                else N_("المشاركة هنا للأفراد وحدهم."),
                entrant_kind=kind.value,
            )
        )
    if as_organisation and organisation_status == "refused":
        problems.append(
            Refusal("organisation_refused", N_("لم يُقبل تسجيل هذه الجهة، فلا تشارك باسمها."))
        )
    if edition_limit is not None and held.in_edition >= edition_limit:
        problems.append(
            Refusal(
                "edition_limit",
                N_(
                    "بلغتم حد المشاركات في هذه الدورة ({limit}). لتبدؤوا غيرها احذفوا مسودة أو اسحبوا مشاركة."
                ),
                limit=edition_limit,
            )
        )
    if category_limit is not None and held.in_category >= category_limit:
        problems.append(
            Refusal(
                "category_limit",
                N_(
                    "بلغتم حد المشاركات هنا ({limit}). لتبدؤوا غيرها احذفوا مسودة أو اسحبوا مشاركة."
                ),
                limit=category_limit,
            )
        )
    return problems


def check_not_staff(*, is_staff: bool) -> None:
    """Whoever works on an edition does not enter it. Refusal: `staff_may_not_enter` (403)."""
    if is_staff:
        raise forbidden("staff_may_not_enter", N_("من يعمل في دورة أو يحكّم فيها لا يشارك فيها."))


def incomplete(
    fields: Mapping[UUID, FieldSpec], answers: Mapping[UUID, Any], files: Mapping[UUID, int]
) -> dict[UUID, str]:
    """What keeps an entry from being submitted: field → code, in the form's order.

    `answer_missing` or `file_missing`; what `lacking` says of an answer that was only begun; or the
    code of `check_answer`, where the form has changed since and the answer no longer fits.
    """
    problems: dict[UUID, str] = {}
    for key, spec in fields.items():
        if spec.kind == FieldKind.file:
            if spec.required and not files.get(key, 0):
                problems[key] = "file_missing"
            continue
        value = answers.get(key)
        if not value:
            if spec.required:
                problems[key] = "answer_missing"
            continue
        try:
            check_answer(spec, value)
        except Refusal as refusal:
            problems[key] = refusal.code
            continue
        if lacks := lacking(spec, value):
            problems[key] = lacks
    return problems


def check_complete(items: Iterable[Mapping[str, Any]]) -> None:
    """Refuse a submission naming all that is missing at once: `entry_incomplete` (422), `items`."""
    items = list(items)
    if items:
        raise Refusal(
            "entry_incomplete",
            N_("أكمل ما ينقص المشاركة ثم قدّمها: {count}."),
            status=422,
            items=items,
            count=len(items),
        )


def check_organisation_approved(status: str) -> None:
    """Only an approved agency submits. Refusals (409): `organisation_pending`, `organisation_refused`."""
    if status == "refused":
        raise Refusal("organisation_refused", N_("لم يُقبل تسجيل هذه الجهة، فلا تشارك باسمها."))
    if status != "approved":
        raise Refusal(
            "organisation_pending",
            N_("تسجيل جهتكم قيد المراجعة. مسودتكم محفوظة، وتُسلَّم بعد اعتماد الجهة."),
        )


def check_may_submit(state: EntryState, *, changed: bool = False) -> None:
    """A draft or a returned entry is submitted, and again what was changed since.

    Refusals (409): `already_submitted`, `entry_closed`.
    """
    if state in EDITABLE or (changed and state == EntryState.submitted):
        return
    if state in (EntryState.submitted, EntryState.eligible):
        raise Refusal("already_submitted", N_("قُدّمت هذه المشاركة من قبل."), state=state.value)
    raise Refusal("entry_closed", N_("خرجت هذه المشاركة من المنافسة."), state=state.value)


def check_may_withdraw(state: EntryState, phase: Phase) -> None:
    """A submitted entry is withdrawn until the results are approved; a draft is deleted instead.

    Refusals (409): `draft_is_deleted`, `entry_closed`, `results_approved`.
    """
    if state == EntryState.draft:
        raise Refusal("draft_is_deleted", N_("المسودة لا تُسحب، بل تُحذف."))
    if state not in (EntryState.submitted, EntryState.returned, EntryState.eligible):
        raise Refusal("entry_closed", N_("خرجت هذه المشاركة من المنافسة."), state=state.value)
    if phase not in RUNNING:
        raise Refusal("results_approved", N_("اعتُمدت نتائج هذه الدورة، فلا تتغير مشاركاتها."))


def check_may_delete(state: EntryState, *, was_submitted: bool) -> None:
    """Only a draft that was never submitted is deleted. Refusal: `not_a_draft` (409)."""
    if state != EntryState.draft or was_submitted:
        raise Refusal("not_a_draft", N_("لا يُحذف إلا ما لم يُسلَّم بعد. اسحب المشاركة بدل حذفها."))


def check_not_deleted(*, was_deleted: bool) -> None:
    """A deleted draft does not come back under its own id. Refusal: `entry_deleted` (409)."""
    if was_deleted:
        raise Refusal("entry_deleted", N_("حُذفت هذه المسودة، فلا تعود. ابدأ مشاركة جديدة."))


def still_taken(phase: Phase, closes: datetime | None, now: datetime) -> bool:
    """Whether what was submitted may still change: `closes` is the entry's own `closing`."""
    return phase in EXTENDABLE and closes is not None and now <= closes


def check_decision(
    current: EntryState,
    wanted: EntryState,
    phase: Phase,
    *,
    closes: datetime | None,
    now: datetime,
    until: datetime | None = None,
    judged_by: datetime | None = None,
) -> None:
    """The organiser's word on an entry: eligible, ineligible, returned (until a date), disqualified.

    Eligibility is decided while entries are screened or judged, and never before `closes`, the
    entry's own deadline: until then its people may change it. An eligible entry that is being
    judged is disqualified rather than found ineligible or returned. Disqualifying is possible
    until the results are approved. Refusals: `state_unchanged`, `state_step` (409) with `current`
    and `wanted`; `results_approved`, `not_screening`, `already_judged` (409), `before_deadline`
    (409) with `until`; `deadline_in_past`, `until_missing`, `until_too_late` (422): a return ends before
    the judging does (`judged_by`), or within a year where its end is not known or over.
    """
    if current == wanted and wanted != EntryState.returned:
        raise Refusal("state_unchanged", N_("المشاركة في هذه الحالة بالفعل."), state=current.value)
    if current not in MAY_FOLLOW[wanted]:
        raise Refusal(
            "state_step",
            N_("لا تنتقل المشاركة من حالتها الحالية إلى هذه الحالة."),
            current=current.value,
            wanted=wanted.value,
        )
    _check_phase(phase, RUNNING if wanted == EntryState.disqualified else SCREENING)
    judged = current == EntryState.eligible and phase == Phase.judging
    if judged and wanted in (EntryState.ineligible, EntryState.returned):
        raise Refusal("already_judged", N_("هذه المشاركة قيد التحكيم، فلا تُردّ بل تُستبعد."))
    if wanted != EntryState.disqualified and still_taken(phase, closes, now):
        raise Refusal(
            "before_deadline",
            N_(
                "يستطيع أهل المشاركة تعديلها حتى {until}، فلا قرار عليها قبل ذلك. "
                "راسلهم إن لزم، أو انتظر الموعد."
            ),
            until=closes,
        )
    if wanted == EntryState.returned:
        if until is None:
            raise invalid("until_missing", N_("حدّد موعدًا تُعاد المشاركة قبله."), "until")
        if until <= now:
            raise invalid("deadline_in_past", N_("اختر موعدًا لم يمضِ."), "until", closes_at=until)
        _check_not_too_late(until, judged_by, now)


def _check_not_too_late(until: datetime, judged_by: datetime | None, now: datetime) -> None:
    if judged_by is not None and judged_by > now:
        if until > judged_by:
            raise invalid(
                "until_too_late",
                N_("اختر موعدًا لا يتجاوز انتهاء التحكيم: {latest}."),
                "until",
                latest=judged_by,
            )
    elif until > now + LONGEST_RETURN:
        raise invalid("until_too_late", N_("اختر موعدًا في خلال سنة من الآن."), "until")


def check_may_reinstate(current: EntryState, phase: Phase) -> None:
    """A disqualified entry comes back until the results are approved.

    Refusals (409): `not_disqualified`, `results_approved`.
    """
    if current != EntryState.disqualified:
        raise Refusal("not_disqualified", N_("هذه المشاركة غير مستبعدة."), state=current.value)
    _check_phase(phase, RUNNING)


def _check_phase(phase: Phase, allowed: frozenset[Phase]) -> None:
    if phase in allowed:
        return
    if phase in (Phase.draft, Phase.deliberation):
        raise Refusal("not_screening", N_("لا يُفرز في هذه المرحلة من الدورة."), phase=phase.value)
    raise Refusal(
        "results_approved", N_("اعتُمدت نتائج هذه الدورة، فلا تتغير مشاركاتها."), phase=phase.value
    )
