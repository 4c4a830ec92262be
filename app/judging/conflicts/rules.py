"""Conflicts of interest: the juror's own word recuses at once, another's suspends until decided. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.kit.errors import N_, Refusal, invalid


class ConflictSource(StrEnum):
    """Who declared it."""

    juror = "juror"
    entrant = "entrant"
    organiser = "organiser"
    detected = "detected"


class ConflictState(StrEnum):
    """`recused`: barred. `suspended`: barred until a person decides. `dismissed`: not barred."""

    recused = "recused"
    suspended = "suspended"
    dismissed = "dismissed"


class ConflictKind(StrEnum):
    """What ties the juror to the entry or the organisation."""

    employer = "employer"
    former_employer = "former_employer"
    family = "family"
    business = "business"
    advised = "advised"
    other = "other"


DAY_BEFORE: Final = timedelta(days=1)

SOURCE_NAMES: Final = {
    ConflictSource.juror: N_("إفصاح المحكّم"),
    ConflictSource.entrant: N_("بلاغ مشارك"),
    ConflictSource.organiser: N_("بلاغ المنظّم"),
    ConflictSource.detected: N_("رصد النظام"),
}
CONFLICT_NAMES: Final = {
    ConflictState.recused: N_("تنحٍّ"),
    ConflictState.suspended: N_("معلّق"),
    ConflictState.dismissed: N_("مردود"),
}
KIND_NAMES: Final = {
    ConflictKind.employer: N_("جهة عمل حالية"),
    ConflictKind.former_employer: N_("جهة عمل سابقة"),
    ConflictKind.family: N_("قرابة"),
    ConflictKind.business: N_("مصلحة تجارية أو مالية"),
    ConflictKind.advised: N_("مشورة أو عمل في المشاركة"),
    ConflictKind.other: N_("سبب آخر"),
}


def first_state(source: ConflictSource) -> ConflictState:
    """Where a new conflict starts."""
    return ConflictState.recused if source == ConflictSource.juror else ConflictState.suspended


def bars(state: ConflictState) -> bool:
    """Whether the juror is walled off from the entry."""
    return state != ConflictState.dismissed


def remind_from(declared_at: datetime, decide_by: datetime) -> datetime:
    """When the organisers are reminded: a day before, or at half of a time that is short."""
    return max(decide_by - DAY_BEFORE, declared_at + (decide_by - declared_at) / 2)


def check_declaration(source: ConflictSource, kind: ConflictKind, reason: str) -> None:
    """A kind says enough from the juror; `other`, and another person's report, need words.

    Refusal: `reason_missing` (422).
    """
    if not reason.strip() and (kind == ConflictKind.other or source != ConflictSource.juror):
        raise invalid("reason_missing", N_("اكتب سبب التعارض."), "reason")


def check_decision(current: ConflictState, wanted: ConflictState, reason: str) -> None:
    """A suspended conflict is decided once, with a reason: recused or dismissed.

    Refusals: `conflict_decided` (409), `not_a_decision` (422), `reason_missing` (422).
    """
    if current != ConflictState.suspended:
        raise Refusal("conflict_decided", N_("بُتّ في هذا التعارض من قبل."), state=current.value)
    if wanted == ConflictState.suspended:
        raise invalid("not_a_decision", N_("القرار تنحٍّ أو ردّ."), "state")
    if not reason.strip():
        raise invalid("reason_missing", N_("اكتب سبب القرار."), "reason")


def check_lift(current: ConflictState, reason: str) -> None:
    """A recusal is lifted with a reason. Refusals: `conflict_not_standing` (409), `reason_missing` (422)."""
    if current != ConflictState.recused:
        raise Refusal("conflict_not_standing", N_("لا يوجد تنحٍّ قائم يُرفع."), state=current.value)
    if not reason.strip():
        raise invalid("reason_missing", N_("اكتب سبب رفع التنحّي."), "reason")
