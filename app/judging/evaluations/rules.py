"""Who may score when: the checks of the revision API, in its fixed order. Pure.

The order of the answers is 401, 428, malformed 422, 404, 403, replay, 409 other content, 423,
invalid 422, 412, 409 submitted head, 202 or 201; the service puts the replay between the 403 of
`check_yours` and the 423 of `check_in_time`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.editions.rules import Phase
from app.entries.rules import EntryState
from app.judging.rounds.rules import Independence, RoundState, Window, window
from app.kit.errors import N_, Refusal, forbidden, invalid


class EvaluationStatus(StrEnum):
    """The status of an evaluation's head; `none` while there is no revision."""

    none = "none"
    draft = "draft"
    submitted = "submitted"


STATUS_NAMES: Final = {
    EvaluationStatus.none: N_("لم يُبدأ"),
    EvaluationStatus.draft: N_("مسودة"),
    EvaluationStatus.submitted: N_("مُرسل"),
}
BRANCH_NAMES: Final = {
    "head": N_("الأخيرة"),
    "late": N_("متأخرة"),
    "diverged": N_("متفرّعة"),
    "refused": N_("متأخرة لم تُحتسب"),
}


class ClosedReason(StrEnum):
    """Why an evaluation is no longer the juror's."""

    recused = "recused"
    suspended = "suspended"
    given_back = "given_back"
    removed = "removed"
    # Its entry went to another category: judged there anew.
    moved = "moved"


CLOSED_WORDS: Final = {
    ClosedReason.suspended: N_(
        "أُوقف عملك في هذه المشاركة حتى يُبتّ في تعارض مصالح بُلّغ عنه. عملك محفوظ ولم يُحذف."
    ),
    ClosedReason.moved: N_(
        "نُقلت هذه المشاركة من فئتها، فانتهى تقييمها فيها ولا يُحتسب. عملك محفوظ ولم يُحذف."
    ),
}


_SEALED: Final = N_("تُفتح درجات الزملاء بعد إغلاق الجولة.")


class Arrival(StrEnum):
    """In time, or in the grace window: stored, not counted, waiting for a decision."""

    in_time = "in_time"
    late = "late"


def check_yours(closed: ClosedReason | None) -> None:
    """A live evaluation is the right to score. Refusal: `evaluation_closed` (403) with `reason`."""
    if closed is not None:
        raise forbidden(
            "evaluation_closed",
            CLOSED_WORDS.get(closed, N_("لم تعد هذه المشاركة مسندة إليك. عملك محفوظ ولم يُحذف.")),
            reason=closed.value,
        )


def check_judged(entry: EntryState) -> None:
    """Only what is in the race is judged; what was written stays. Refusal: `entry_not_judged` (403)."""
    if entry != EntryState.eligible:
        raise forbidden(
            "entry_not_judged",
            N_("خرجت هذه المشاركة من التحكيم. عملك محفوظ ولم يُحذف."),
            state=entry.value,
        )


def check_judging(phase: Phase) -> None:
    """Rounds live in phase `judging`, whatever the clock says. Refusal: `edition_not_judging` (423)."""
    if phase != Phase.judging:
        raise Refusal(
            "edition_not_judging",
            N_("الدورة ليست في مرحلة التحكيم، فلا تُستقبل التقييمات."),
            status=423,
            phase=phase.value,
        )


def check_in_time(
    state: RoundState,
    opens_at: datetime | None,
    closes_at: datetime,
    now: datetime,
    *,
    grace: timedelta = timedelta(),
    made_at: datetime | None = None,
) -> Arrival:
    """Whether a revision that arrives `now` is in time; in the grace window only if made in time.

    Refusals (423): `round_not_open_yet` with `opens_at`, `round_over` with `closes_at`.
    """
    match window(state, opens_at, closes_at, now, grace):
        case Window.before:
            raise Refusal(
                "round_not_open_yet", N_("لم تُفتح هذه الجولة بعد."), status=423, opens_at=opens_at
            )
        case Window.open:
            return Arrival.in_time
        case Window.grace if made_at is not None and made_at <= closes_at:
            return Arrival.late
        case _:
            raise Refusal(
                "round_over",
                N_("انتهى موعد التقييم في هذه الجولة: {closes_at}."),
                status=423,
                closes_at=closes_at,
            )


def check_may_score(
    state: RoundState,
    opens_at: datetime | None,
    closes_at: datetime,
    closed: ClosedReason | None,
    now: datetime,
    *,
    grace: timedelta = timedelta(),
    made_at: datetime | None = None,
) -> Arrival:
    """`check_yours`, then `check_in_time`: for verbs without a replay between them."""
    check_yours(closed)
    return check_in_time(state, opens_at, closes_at, now, grace=grace, made_at=made_at)


def check_not_locked(head: EvaluationStatus, *, reopened: bool) -> None:
    """A submitted head takes no further revision until it is reopened.

    Refusal: `evaluation_submitted` (409).
    """
    if head == EvaluationStatus.submitted and not reopened:
        raise Refusal(
            "evaluation_submitted", N_("سُلّم هذا التقييم. أعد فتحه لتعدّله قبل إغلاق الجولة.")
        )


def check_not_opened(*, locked: bool) -> None:
    """Who opened colleagues' scores changes their own no more. Refusal: `evaluation_locked` (409)."""
    if locked:
        raise Refusal(
            "evaluation_locked",
            N_("اطّلعت على درجات زملائك في هذه المشاركة، فثبت تقييمك ولا يتغيّر."),
        )


def check_may_open_colleagues(
    independence: Independence,
    state: RoundState,
    head: EvaluationStatus,
    *,
    reopened: bool,
    late: bool,
    unsettled: bool,
) -> None:
    """Colleagues' scores open after one's own is final, where the round allows it.

    Refusals (409): `colleagues_sealed`, `round_not_open`, `not_submitted`, `late_undecided`,
    `claim_open`.
    """
    if independence != Independence.after_own:
        raise Refusal("colleagues_sealed", _SEALED)
    if state != RoundState.open:
        raise Refusal("round_not_open", N_("ليست هذه الجولة مفتوحة."))
    if head != EvaluationStatus.submitted or reopened:
        raise Refusal("not_submitted", N_("أرسل تقييمك أولًا، ثم اعرض درجات الزملاء."))
    if late:
        raise Refusal(
            "late_undecided", N_("وصل تعديل لك في المهلة ولم يُبتّ فيه بعد. تُعرض الدرجات بعد البتّ.")
        )
    if unsettled:
        raise Refusal(
            "claim_open", N_("قلت إن معيارًا لا ينطبق، ولم يُبتّ في قولك. تُعرض الدرجات بعد البتّ.")
        )


def check_reads_colleagues(state: RoundState, *, locked: bool) -> None:
    """Colleagues' scores are read after opening them, or after the round is closed.

    Refusal: `colleagues_sealed` (409).
    """
    if not locked and state != RoundState.closed:
        raise Refusal("colleagues_sealed", _SEALED)


def check_may_refuse_claim(*, locked: bool) -> None:
    """What a juror claims does not apply is refused only while they may mark it.

    Refusal: `claimant_locked` (409).
    """
    if locked:
        raise Refusal(
            "claimant_locked",
            N_("اطّلع محكّم لم يضع درجة لهذا المعيار على درجات زملائه، فلا يعود تقييمه إليه."),
        )


def check_may_reopen(
    state: RoundState,
    opens_at: datetime | None,
    closes_at: datetime,
    closed: ClosedReason | None,
    head: EvaluationStatus,
    now: datetime,
) -> None:
    """A juror reopens what they submitted while the round still accepts; it counts until then.

    Reopening twice is harmless. Refusals: those of `check_may_score` (no grace), then
    `not_submitted` (409).
    """
    check_may_score(state, opens_at, closes_at, closed, now)
    if head != EvaluationStatus.submitted:
        raise Refusal("not_submitted", N_("لم يُسلَّم هذا التقييم بعد، فهو مفتوح للتعديل."))


def check_may_remind(at: Window) -> None:
    """Jurors are reminded of what a round still takes. Refusal: `round_not_accepting` (409)."""
    if at is not Window.open:
        raise Refusal(
            "round_not_accepting", N_("لا تستقبل هذه الجولة التقييمات الآن، فلا تذكير بها.")
        )


def check_close_reach(*, walled: bool) -> None:
    """Who has a conflict with an entry that lacks something closes no round over it.

    Refusal: `close_walled` (403).
    """
    if walled:
        raise forbidden(
            "close_walled",
            N_(
                "في هذه الجولة نقص في مشاركة بينك وبينها تعارض مصالح، فيغلقها منظّم غيرك أو تُغلق بعد اكتمالها."
            ),
        )


def check_may_give_back(closed: ClosedReason | None, head: EvaluationStatus, reason: str) -> None:
    """A juror gives an assignment back, with a reason, before submitting it.

    Refusals: `evaluation_closed` (403), `evaluation_submitted` (409), `reason_missing` (422).
    """
    check_yours(closed)
    check_not_locked(head, reopened=False)
    if not reason.strip():
        raise invalid("reason_missing", N_("اكتب سبب إعادة المشاركة."), "reason")


def completion_stands(
    signed_at: datetime | None,
    last_submitted_at: datetime | None,
    *,
    waiting: int,
) -> datetime | None:
    """When a juror said that their evaluations of a round are complete, while that is still so.

    `waiting`: how many are not submitted, or are open again. What was submitted after they said
    so, reopened or assigned since, asks for their word anew.
    """
    if signed_at is None or waiting:
        return None
    if last_submitted_at is not None and last_submitted_at > signed_at:
        return None
    return signed_at


def check_may_complete(state: RoundState, waiting: int) -> None:
    """All is submitted, or out of the juror's hands. Refusals (409): `round_not_open`,
    `not_all_submitted` with `count`.
    """
    if state != RoundState.open:
        raise Refusal("round_not_open", N_("ليست هذه الجولة مفتوحة."))
    if waiting:
        raise Refusal(
            "not_all_submitted",
            N_("بقي لك في هذه الجولة ما لم يُرسل: {count}."),
            count=waiting,
        )


def came_late(closes_at: datetime | None, received_at: datetime) -> bool:
    """Whether what was received then came when the round accepted no more, in its grace window."""
    return closes_at is not None and received_at >= closes_at


class Unreadable(Refusal):
    """409: the kept marks of an evaluation are not those of its rubric; pages write no such."""

    def __init__(self, code: str, entry: UUID, juror: UUID) -> None:
        super().__init__(code, N_("في التقييمات المحفوظة درجة ليست من مقياسها."))
        self.entry, self.juror = entry, juror
