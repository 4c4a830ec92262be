"""More time for one entrant: when it may be given, and when taken back. Pure."""

from __future__ import annotations

from datetime import datetime

from app.editions.rules import NOTICE, Phase, check_notice
from app.entries.rules import EXTENDABLE
from app.kit.errors import N_, Refusal, invalid


def check_extension(
    phase: Phase, closes_at: datetime | None, until: datetime, now: datetime
) -> None:
    """More time for one entrant: after the call's deadline, to come, and before judging begins.

    Refusals: `extension_too_late` (409) with `phase`; `deadline_in_past`, `extension_not_later` (422).
    """
    if phase not in EXTENDABLE:
        raise Refusal(
            "extension_too_late",
            N_("يُمدَّد لمشارك واحد ما دام الباب مفتوحًا أو الفرز جاريًا، لا قبل ذلك ولا بعده."),
            phase=phase.value,
        )
    if until <= now:
        raise invalid("deadline_in_past", N_("اختر موعدًا لم يمضِ."), "until", closes_at=until)
    if closes_at is None or until <= closes_at:
        raise invalid(
            "extension_not_later",
            N_("اختر موعدًا بعد موعد الجميع: {closes_at}."),
            "until",
            closes_at=closes_at,
        )


def check_still_later(until: datetime, standing: datetime | None) -> None:
    """An extension never takes time away. Refusal: `extension_shorter` (422) with `closes_at`."""
    if standing is not None and until <= standing:
        raise invalid(
            "extension_shorter",
            N_(
                "مُدّد لها من قبل حتى {closes_at}، والتمديد لا يُنقص. "
                "اختر موعدًا بعده، أو قدّم موعدها بقرار مستقل بإشعار."
            ),
            "until",
            closes_at=standing,
        )


def may_shorten(
    phase: Phase, closes_at: datetime | None, standing: datetime, now: datetime
) -> bool:
    """Whether there is a moment to which what ends at `standing` may be brought forward."""
    return phase in EXTENDABLE and max(now + NOTICE, closes_at or now) < standing


def check_shortening(
    phase: Phase,
    closes_at: datetime | None,
    standing: datetime | None,
    until: datetime,
    now: datetime,
) -> None:
    """An extension ends earlier only with notice, and never before the call itself.

    Refusals: `extension_too_late`, `nothing_to_shorten` (409); `deadline_too_soon` with `earliest`,
    `shortening_before_call` (422) with `closes_at`.
    """
    if phase not in EXTENDABLE:
        raise Refusal(
            "extension_too_late",
            N_("يُمدَّد لمشارك واحد ما دام الباب مفتوحًا أو الفرز جاريًا، لا قبل ذلك ولا بعده."),
            phase=phase.value,
        )
    if standing is None or standing <= until:
        raise Refusal("nothing_to_shorten", N_("لا تمديد هنا ينتهي بعد هذا الموعد، فلا شيء يُقدَّم."))
    check_notice(until, now, "until")
    if closes_at is not None and until < closes_at:
        raise invalid(
            "shortening_before_call",
            N_("لا يسبق موعدها موعد الجميع: {closes_at}."),
            "until",
            closes_at=closes_at,
        )
