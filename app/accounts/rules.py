"""How long links and sessions live, how long a guesser waits, and which role fits which scope. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal
from uuid import UUID

from app.actor import Actor, Right, Role, Scope
from app.kit.errors import N_, KeptRefusal, Refusal, forbidden, invalid

UserState = Literal["active", "unconfirmed", "disabled"]


class TicketKind(StrEnum):
    """What a secret link does."""

    reset_password = "reset_password"  # noqa: S105 -- a kind of link
    first_run = "first_run"


TICKET_LIFE: Final = {
    TicketKind.reset_password: timedelta(hours=1),
    TicketKind.first_run: timedelta(days=3650),  # until the next start or the first administrator
}
REGISTRATION_LIFE: Final = timedelta(days=7)
INVITATION_LIFE: Final = timedelta(hours=72)

IDLE: Final = timedelta(hours=8)
IDLE_IN_CHARGE: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=30)  # how long what has ended is remembered
REFRESH_GRACE: Final = timedelta(seconds=10)  # two tabs that refresh with the same cookie
IN_CHARGE: Final = frozenset({Role.admin, Role.organiser})

ROLE_NAMES: Final = {
    Role.admin: N_("مدير النظام"),
    Role.organiser: N_("منظّم"),
    Role.screener: N_("فارز"),
    Role.chair: N_("رئيس اللجنة"),
    Role.juror: N_("محكّم"),
    Role.auditor: N_("مدقّق"),
    Role.approver: N_("معتمِد"),
    Role.entrant: N_("مشارك"),
}

SCOPE_NAMES: Final = {
    Scope.instance: N_("النظام كله"),
    Scope.programme: N_("برنامج"),
    Scope.edition: N_("دورة"),
    Scope.organisation: N_("جهة"),
    Scope.panel: N_("لجنة"),
    Scope.entry: N_("مشاركة"),
}
INVITATION_NAMES: Final = {
    "open": N_("تنتظر الرد"),
    "accepted": N_("قُبلت"),
    "revoked": N_("سُحبت"),
    "expired": N_("انتهت مدتها"),
}

_STAFF_SCOPES: Final = frozenset({Scope.instance, Scope.programme, Scope.edition})
SCOPES_OF: Final = {
    Role.admin: frozenset({Scope.instance}),
    Role.organiser: _STAFF_SCOPES,
    Role.screener: _STAFF_SCOPES,
    Role.auditor: _STAFF_SCOPES,
    Role.approver: _STAFF_SCOPES,
    Role.chair: frozenset({Scope.edition, Scope.panel}),
    Role.juror: frozenset({Scope.edition, Scope.panel}),
    # At the instance: may enter in their own name.
    # Who works on one entry is a list of the entry's own (`entries.member_models`).
    Role.entrant: frozenset({Scope.instance, Scope.organisation}),
}
TEAM: Final = frozenset({Role.organiser, Role.screener, Role.auditor, Role.approver})
# Who signs or audits what organisers do is not theirs to choose.
GIVEN_BY_ORGANISERS: Final = frozenset({Role.organiser, Role.screener})


def idle_of(rights: Iterable[Right]) -> timedelta:
    """How long a session may rest: an hour for administrators and organisers, else eight."""
    return IDLE_IN_CHARGE if any(right.role in IN_CHARGE for right in rights) else IDLE


def check_scope(role: Role, scope_kind: Scope, scope_id: UUID | None) -> None:
    """Refuse a role where it means nothing (422 `role_scope`)."""
    if scope_kind not in SCOPES_OF[role]:
        raise invalid(
            "role_scope",
            N_("هذا الدور لا يُمنح على هذا النطاق."),
            "scope_kind",
            allowed=sorted(SCOPES_OF[role]),
        )
    if (scope_kind is Scope.instance) != (scope_id is None):
        raise invalid("scope_id", N_("حدّد ما يُمنح عليه الدور."), "scope_id")


def check_may_grant(actor: Actor, role: Role, *places: tuple[Scope, UUID | None]) -> None:
    """Refuse one who may not give `role` over the first of `places` (403 `may_not_grant`).

    `places` are the scope itself and all that contain it. The administrator may give every role;
    an organiser of one of them gives the roles of those who work for them, not of those who answer
    for them: 403 `administrator_gives` for the approver's and the auditor's.
    """
    if actor.is_admin:
        return
    if role in TEAM - GIVEN_BY_ORGANISERS and actor.holds(Role.organiser, *places):
        raise forbidden(
            "administrator_gives",
            N_(
                "دورا المعتمِد والمدقّق يمنحهما ويسحبهما مدير النظام وحده، فلا يختار المنظّم من يراجعه."
            ),
        )
    if role in GIVEN_BY_ORGANISERS and actor.holds(Role.organiser, *places):
        return
    raise forbidden("may_not_grant", N_("ليس لك أن تمنح هذا الدور أو تسحبه هنا."))


# Who makes the results of an edition does not approve them.
APART: Final = {Role.organiser: Role.approver, Role.approver: Role.organiser}


def organises_and_approves() -> Refusal:
    """Nobody organises an edition and approves its results (409)."""
    return Refusal(
        "organises_and_approves",
        N_(
            "من ينظّم دورة لا يعتمد نتائجها، ولهذا الشخص الدور الآخر فيها. "
            "اختر شخصًا غيره، أو اسحب منه دوره الآخر أولًا."
        ),
    )


def last_admin() -> Refusal:
    """The installation keeps at least one administrator."""
    return Refusal("last_admin", N_("هذا آخر مدير للنظام. عيّن مديرًا غيره أولًا."))


def not_yourself() -> Refusal:
    """Nobody locks themselves out."""
    return Refusal("not_yourself", N_("لا توقف حسابك أنت. اطلب ذلك من مدير آخر."))


def password_missing() -> Refusal:
    """422: who has no password yet chooses one."""
    return invalid("password_missing", N_("اختر كلمة مرور لحسابك."), "password")


def link_invalid() -> Refusal:
    """A link that never was, was used, or has expired: all the same to who holds it."""
    return Refusal(
        "link_invalid",
        N_("هذا الرابط غير صالح أو استُعمل أو انتهت مدته. اطلب رابطًا جديدًا."),
        status=410,
    )


def address_taken() -> Refusal:
    """Told only to who opened the address's mail: since then it got an account in another way."""
    return Refusal("address_taken", N_("لهذا البريد حساب بالفعل. سجّل الدخول به."))


# ---------------------------------------------------------------- throttling

# Failures that cost nothing, the first wait, the longest wait, after which the count starts anew.
FREE_FAILURES: Final = {"email": 5, "address": 20, "mail": 3, "mail-address": 20, "receipt": 20}
LONGEST_WAIT: Final = {
    "email": timedelta(minutes=5),
    "address": timedelta(minutes=1),
    "mail": timedelta(minutes=30),
    "mail-address": timedelta(minutes=5),
    "receipt": timedelta(minutes=1),
}
FIRST_WAIT: Final = timedelta(seconds=1)
FORGOTTEN_AFTER: Final = timedelta(hours=1)


def wait_after(kind: str, failures: int) -> timedelta:
    """How long the next attempt of a key of `kind` waits after so many failures; doubles each time."""
    beyond = failures - FREE_FAILURES[kind]
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(beyond, 30)), LONGEST_WAIT[kind])


def slow_down(wait_until: datetime, now: datetime) -> Refusal:
    """429: the same key failed too often; `wait_until` says when to try again."""
    seconds = max(1, -int((now - wait_until) // timedelta(seconds=1)))
    return Refusal(
        "slow_down",
        N_("محاولات كثيرة متتابعة. انتظر ثم أعد المحاولة. المهلة بالثواني: {seconds}."),
        status=429,
        headers={"Retry-After": str(seconds)},
        wait_until=wait_until,
        seconds=seconds,
    )


# ---------------------------------------------------------------- signing in


def wrong_credentials() -> KeptRefusal:
    """401, the same for an unknown address and a wrong password; what it recorded is kept."""
    return KeptRefusal(
        "wrong_credentials", N_("البريد الإلكتروني أو كلمة المرور غير صحيحة."), status=401
    )


def session_ended() -> Refusal:
    """401: no session goes on; sign in."""
    return Refusal("session_ended", N_("انتهت جلستك. سجّل الدخول من جديد."), status=401)


def wrong_password() -> KeptRefusal:
    """422 at `current`: the present password is not this one; what it recorded is kept."""
    return KeptRefusal(
        "wrong_password", N_("كلمة المرور الحالية غير صحيحة."), status=422, loc=["current"]
    )


def refresh_reused() -> KeptRefusal:
    """401: a refresh token came back after it had been exchanged; the session has ended."""
    return KeptRefusal(
        "refresh_reused",
        N_("أُنهيت هذه الجلسة لحماية حسابك لأنها استُعملت من مكانين. سجّل الدخول من جديد."),
        status=401,
    )


def other_site() -> Refusal:
    """403: a page of another origin used the reader's cookie."""
    return forbidden("other_site", N_("جاء هذا الطلب من موقع آخر. افتح تحكيم من عنوانه."))


def check_real_account(*, is_demo: bool, in_demo: bool) -> None:
    """A demo's account, whose password everybody knows, is good in a demo alone. Refusal: `demo_account` (403)."""
    if is_demo and not in_demo:
        raise forbidden(
            "demo_account",
            N_("هذا الحساب من بيانات العرض التجريبي، ولا يُدخل به إلى نظام حقيقي."),
        )


def account_disabled() -> Refusal:
    """403, told only to who knows the password."""
    return forbidden("account_disabled", N_("هذا الحساب موقوف. راجع مدير النظام."))
