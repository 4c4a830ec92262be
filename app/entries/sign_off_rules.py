"""An agency's own word before its entry is submitted: when it is needed, who gives it, what voids it. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.kit.errors import N_, Refusal, forbidden, invalid


class SignOffState(StrEnum):
    """How a request stands. `replaced`: another was made before anybody answered."""

    asked = "asked"
    approved = "approved"
    returned = "returned"
    voided = "voided"
    replaced = "replaced"


STANDING = (SignOffState.asked.value, SignOffState.approved.value)
# Once approved, whatever was changed since.
APPROVED = (SignOffState.approved.value, SignOffState.voided.value)


def content_hash(
    face: Mapping[str, str],
    answers: Mapping[UUID, Any],
    files: Iterable[tuple[UUID, str, str]],
    said: Mapping[UUID, str] | None = None,
    co_owners: Iterable[tuple[str, str, str]] = (),
) -> str:
    """SHA-256 of what an entry says: its face, its answers, its files (field, SHA-256, name).

    And what it says of its own eligibility, and the agencies that it names as co-owners (both
    names, address), not what these answer.

    An answer that was cleared counts as none, so going back and forth changes nothing.
    """
    whole: dict[str, Any] = {
        "face": dict(sorted(face.items())),
        "answers": {
            str(key): value
            for key, value in sorted(answers.items(), key=lambda pair: str(pair[0]))
            if value not in (None, "", [])
        },
        "files": sorted([str(field), sha256, name] for field, sha256, name in files),
    }
    if said:
        whole["eligibility"] = {str(key): code for key, code in said.items()}
    if named := sorted([*one] for one in co_owners):
        whole["co_owners"] = named
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_needed(*, asked_by_edition: bool, by_agency: bool) -> bool:
    """Whether an entry needs a sign-off: an individual has nobody who could give one."""
    return asked_by_edition and by_agency


def check_signed_off(
    state: SignOffState | None, approved_hash: str, current_hash: str, signers: Sequence[str]
) -> None:
    """What is submitted is what was signed off. Refusal: `sign_off_missing` (409).

    Facts: `state` (`none`, `asked`, `returned`, `voided`) and `signers`, who may sign, by name.
    """
    if state is SignOffState.approved and approved_hash == current_hash:
        return
    said = SignOffState.voided if state is SignOffState.approved else state
    raise Refusal(
        "sign_off_missing",
        N_("تنتظر هذه المشاركة موافقة الجهة قبل تقديمها. يوافق عليها: {signers}.")
        if signers
        else N_(
            "تنتظر هذه المشاركة موافقة شخص ثانٍ من الجهة، وليس فيها غيرك من يوافق. ادعُ زميلًا إليها."
        ),
        state=said.value if said else "none",
        signers=list(signers),
    )


def check_needed(*, needed: bool) -> None:
    """Nothing is asked for where nobody wants it. Refusal: `sign_off_not_needed` (409)."""
    if not needed:
        raise Refusal(
            "sign_off_not_needed", N_("لا تطلب هذه الدورة موافقة داخلية على هذه المشاركة.")
        )


def check_signer(signer: UUID, signers: Collection[UUID]) -> None:
    """The one asked is one of those who may sign. Refusal: `not_a_signer` (422)."""
    if signer not in signers:
        raise invalid(
            "not_a_signer",
            N_("اختر من الجهة شخصًا غيرك له أن يقدّم المشاركة."),
            "signer_id",
        )


def check_may_sign(actor: UUID, asked_by: UUID | None, signers: Collection[UUID]) -> None:
    """Two people: who asked does not answer. Refusals (403): `same_person`, `not_a_signer`."""
    if actor == asked_by:
        raise forbidden("same_person", N_("الموافقة لشخص غير من طلبها."))
    if actor not in signers:
        raise forbidden(
            "not_a_signer", N_("يوافق على المشاركة من الجهة من له أن يقدّمها. اطلب ذلك منه.")
        )


def check_asked(state: SignOffState | None) -> None:
    """Only an open request is answered. Refusal: `sign_off_not_asked` (409) with `state`."""
    if state is not SignOffState.asked:
        raise Refusal(
            "sign_off_not_asked",
            N_("لا طلب ينتظر جوابك على هذه المشاركة."),
            state=state.value if state else "none",
        )


def check_same_content(read: str, current: str) -> None:
    """What is approved is what was read. Refusal: `entry_changed_since` (409)."""
    if read != current:
        raise Refusal(
            "entry_changed_since",
            N_("عُدّلت المشاركة بعد أن فتحتها. اقرأها من جديد ثم وافق عليها."),
        )
