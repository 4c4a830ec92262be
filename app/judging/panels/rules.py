"""Jurors and panels: where a juror comes from, where an invitation stands, who chairs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.kit.errors import N_, Refusal, forbidden, invalid


class Origin(StrEnum):
    """Where a juror comes from, for the composition of panels."""

    international = "international"
    regional = "regional"
    local = "local"


class JurorState(StrEnum):
    """Where a juror's invitation stands."""

    invited = "invited"
    accepted = "accepted"
    declined = "declined"
    withdrawn = "withdrawn"
    resigned = "resigned"


ORIGIN_NAMES: Final = {
    Origin.international: N_("دولي"),
    Origin.regional: N_("إقليمي"),
    Origin.local: N_("محلي"),
}
JUROR_NAMES: Final = {
    JurorState.invited: N_("بانتظار الجواب"),
    JurorState.accepted: N_("قبول"),
    JurorState.declined: N_("اعتذار"),
    JurorState.withdrawn: N_("إعفاء"),
    JurorState.resigned: N_("استقالة"),
}
# Who answered no, or was on the jury and is no more.
GONE: Final = (JurorState.declined, JurorState.withdrawn, JurorState.resigned)


def check_answer_invitation(current: JurorState, wanted: JurorState) -> None:
    """An invited juror accepts or declines, once.

    Refusals: `not_an_answer` (422), `invitation_answered` (409).
    """
    if wanted not in (JurorState.accepted, JurorState.declined):
        raise invalid("not_an_answer", N_("الجواب قبول أو اعتذار."), "state")
    if current != JurorState.invited:
        raise Refusal("invitation_answered", N_("أُجيب عن هذه الدعوة من قبل."), state=current.value)


def check_may_invite(current: JurorState) -> None:
    """Whoever has not accepted may be invited, and invited again. Refusal: `invitation_answered`."""
    if current == JurorState.accepted:
        raise Refusal("invitation_answered", N_("أُجيب عن هذه الدعوة من قبل."), state=current.value)


def check_panel_reach(barred: Collection[UUID], panels: Iterable[Collection[UUID]]) -> None:
    """Who has a conflict with an entry does not say who judges it. Refusal: `panel_walled` (403).

    `barred` are the categories of such entries, `panels` the categories of each panel (none: all).
    The panels' categories alone decide, so that a refusal tells nothing of who judges what.
    """
    if barred and any(not one or set(barred) & set(one) for one in panels):
        raise forbidden(
            "panel_walled",
            N_("بينك وبين مشاركة مما تحكّمه اللجنة تعارض مصالح، فيعدّل اللجنة ومن فيها منظّم غيرك."),
        )


def staff_cannot_judge() -> Refusal:
    """Who sets up, screens, audits, approves or administers an edition does not judge in it (409)."""
    return Refusal(
        "staff_cannot_judge",
        N_("من ينظّم هذه الدورة أو يفرزها أو يدقّقها أو يعتمد نتائجها أو يدير النظام لا يحكّم فيها."),
    )


def entrant_cannot_judge() -> Refusal:
    """Who works on an entry of an edition does not judge in it (409)."""
    return Refusal(
        "entrant_cannot_judge",
        N_("لصاحب هذا البريد مشاركة في هذه الدورة أو يعمل في جهة تشارك فيها، فلا يحكّم فيها."),
    )


def panel_missing() -> Refusal:
    """A round is for somebody (409)."""
    return Refusal("panel_missing", N_("ليس في لجنة هذه الجولة من قبل الدعوة. أضف المحكّمين أولًا."))


def check_on_jury(current: JurorState) -> None:
    """A juror who is invited or has accepted may be withdrawn. Refusal: `juror_not_serving` (409)."""
    if current not in (JurorState.invited, JurorState.accepted):
        raise Refusal("juror_not_serving", N_("ليس هذا المحكّم في اللجنة."), state=current.value)


def check_may_resign(current: JurorState, *, over: bool) -> None:
    """Who accepted may leave until there is nothing left to judge.

    Refusals (409): `juror_not_serving`, `jury_over`.
    """
    if current != JurorState.accepted:
        raise Refusal("juror_not_serving", N_("لست عضوًا في لجنة هذه الدورة."), state=current.value)
    if over:
        raise Refusal("jury_over", N_("انتهت هذه الدورة، فلا لجنة تستقيل منها."))


def check_may_serve(current: JurorState) -> None:
    """Only a juror who has accepted is given entries. Refusal: `juror_not_accepted` (409)."""
    if current != JurorState.accepted:
        raise Refusal(
            "juror_not_accepted",
            N_("لم يقبل هذا المحكّم الدعوة، فلا تُسند إليه مشاركات."),
            state=current.value,
        )


def check_panel(chair: UUID | None, members: Collection[UUID]) -> None:
    """A panel has members, and its chair is one of them.

    Refusals (422): `panel_empty`, `chair_not_member`.
    """
    if not members:
        raise invalid("panel_empty", N_("أضف محكّمًا واحدًا على الأقل."), "members")
    if chair is not None and chair not in members:
        raise invalid("chair_not_member", N_("رئيس اللجنة أحد أعضائها."), "chair_id")
