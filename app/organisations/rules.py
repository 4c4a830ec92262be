"""What an agency may be called, when it is decided on, and which of two names mean the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Final

from babel import Locale

from app.actor import Actor, Level, Role, Scope
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal, forbidden, invalid


class Status(StrEnum):
    """Whether an agency may submit entries."""

    pending = "pending"
    approved = "approved"
    refused = "refused"


class Kind(StrEnum):
    """What kind of agency it is."""

    government = "government"
    semi_government = "semi_government"
    private = "private"
    nonprofit = "nonprofit"


class RequestState(StrEnum):
    """What became of a request to join an agency."""

    pending = "pending"
    approved = "approved"
    refused = "refused"


KIND_NAMES: Final = {
    Kind.government: N_("حكومية"),
    Kind.semi_government: N_("شبه حكومية"),
    Kind.private: N_("خاصة"),
    Kind.nonprofit: N_("غير ربحية"),
}
STATUS_NAMES: Final = {
    Status.pending: N_("بانتظار الاعتماد"),
    Status.approved: N_("معتمدة"),
    Status.refused: N_("مرفوضة"),
}
LEVEL_NAMES: Final = {
    Level.view: N_("اطّلاع"),
    Level.edit: N_("تحرير"),
    Level.submit: N_("تحرير وتقديم"),
    Level.manage: N_("إدارة الجهة"),
}
REQUEST_NAMES: Final = {
    RequestState.pending: N_("بانتظار البتّ"),
    RequestState.approved: N_("مقبول"),
    RequestState.refused: N_("مرفوض"),
}
READERS: Final = (Role.admin, Role.organiser, Role.auditor)
EDITORS: Final = (Role.admin, Role.organiser)
MAX_OPEN: Final = 5  # organisations and requests that one person may have waiting
MAX_SIMILAR: Final = 5
ALIKE: Final = 0.6

COUNTRIES: Final = frozenset(
    str(code) for code in Locale("en").territories if re.fullmatch("(?!ZZ)[A-Z]{2}", str(code))
)
COUNTRY_NAMES: Final = {
    fold(str(name)): str(code)
    for language in ("ar", "en")
    for code, name in Locale(language).territories.items()
    if str(code) in COUNTRIES
}
COUNTRY_NAMES.update(  # as people write them
    (fold(name), code)
    for code, names in {
        "SA": ("السعودية", "KSA"),
        "AE": ("الإمارات", "UAE"),
        "US": ("أمريكا", "USA"),
        "GB": ("بريطانيا", "UK", "Britain"),
    }.items()
    for name in names
)
# Mail that anyone can have says nothing about an employer.
PUBLIC_DOMAINS: Final = frozenset(
    """
    gmail.com googlemail.com outlook.com outlook.sa hotmail.com hotmail.fr live.com msn.com windowslive.com
    yahoo.com yahoo.co.uk ymail.com rocketmail.com maktoob.com icloud.com me.com mac.com aol.com proton.me
    protonmail.com pm.me gmx.com gmx.net gmx.de mail.com zoho.com yandex.com yandex.ru mail.ru tutanota.com
    fastmail.com hey.com inbox.com qq.com 163.com example.com mailinator.com guerrillamail.com yopmail.com
    """.split()  # noqa: SIM905 -- one word after another reads better than forty quoted lines
)
# What stands before a country's two letters and belongs to nobody: gov.sa, co.uk.
_SHARED: Final = frozenset(
    [
        "ac",
        "co",
        "com",
        "edu",
        "gob",
        "gouv",
        "gov",
        "go",
        "govt",
        "mil",
        "med",
        "net",
        "or",
        "org",
        "pub",
        "sch",
    ]
)
_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?((?:[^\W_](?:[^\W_]|-)*\.)+[^\W\d_]{2,63})(?=[:/?#]|$)"
)
_DOMAIN = re.compile(r"(?:[^\W_](?:[^\W_]|-){0,62}\.)+[^\W\d_]{2,63}")


def folded(name_ar: str, name_en: str) -> str:
    """What search compares of an agency's names."""
    return fold(f"{name_ar} {name_en}")[:620]


def domain_of(email: str) -> str:
    """The domain of an address, empty for mail that anyone can have."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in PUBLIC_DOMAINS else domain


def host_of(website: str) -> str:
    """The host of a website without its www; empty where there is none, or it gives mail to anyone."""
    found = _HOST.match(website.strip().lower())
    host = found[1] if found else ""
    return "" if host in PUBLIC_DOMAINS else host


def owned_domain(host: str) -> str:
    """The part of a host that one body owns: moh.gov.sa of www2.moh.gov.sa; nothing of gov.sa, which many share."""
    labels = host.split(".")
    shared = len(labels) > 1 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    least = 3 if shared else 2
    return ".".join(labels[-least:]) if len(labels) >= least else ""


def check_domain(domain: str) -> str:
    """A domain of an employer, lower case. Refusals (422 at `domain`): `bad_domain`, `public_domain`."""
    domain = domain.strip().lower().removeprefix("@")
    if len(domain) > 253 or not _DOMAIN.fullmatch(domain):
        raise invalid("bad_domain", N_("اكتب نطاقًا مثل moc.gov.sa دون @ أو https."), "domain")
    if domain in PUBLIC_DOMAINS:
        raise invalid(
            "public_domain",
            N_("هذا نطاق بريد عام يملكه كل أحد، ولا يدل على جهة."),
            "domain",
            value=domain,
        )
    return domain


def check_country(country: str) -> str:
    """A country by its two letters, or by its name in Arabic or English. Refusal: `bad_country` (422)."""
    code = country.strip().upper()
    if code not in COUNTRIES:
        code = COUNTRY_NAMES.get(fold(country), "")
    if not code:
        raise invalid(
            "bad_country",
            N_("اكتب اسم الدولة كاملًا بالعربية أو الإنجليزية، أو رمزها حرفين لاتينيين مثل SA."),
            "country",
        )
    return code


def similarity(one: str, other: str) -> float:
    """How alike two folded names are, 0 to 1: the share of their words that they have in common."""
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0.0
    if words == others:
        return 1.0
    common = len(words & others)
    return max(common / len(words | others), 0.9 * common / min(len(words), len(others)))


def _words(text: str) -> frozenset[str]:
    return frozenset(
        word.removeprefix("ال") if len(word) > 4 else word for word in fold(text).split()
    )


def can_edit(actor: Actor) -> bool:
    """Whether the actor runs an edition or administers: agencies belong to no edition."""
    return actor.is_admin or actor.has(Role.organiser)


def can_read(actor: Actor) -> bool:
    """Whether the actor reads all agencies."""
    return can_edit(actor) or actor.has(Role.auditor)


def check_may_edit(actor: Actor) -> None:
    """Refuse who reads only. Refusal: `organisers_only` (403)."""
    if not can_edit(actor):
        raise forbidden("organisers_only", N_("هذا للمنظّمين ومدير النظام."))


def check_may_rule_domains(actor: Actor) -> None:
    """Domain rules reach over the whole installation. Refusal: `instance_only` (403)."""
    if not actor.is_admin and not actor.holds(Role.organiser, (Scope.instance, None)):
        raise forbidden("instance_only", N_("هذا لمدير النظام ومن ينظّم على النظام كله."))


def check_approvable(status: Status) -> None:
    """A waiting or refused agency is approved. Refusal: `organisation_approved` (409)."""
    if status is Status.approved:
        raise Refusal("organisation_approved", N_("اعتُمدت هذه الجهة من قبل."))


def check_refusable(status: Status) -> None:
    """Only a waiting agency is refused. Refusal: `organisation_decided` (409)."""
    if status is not Status.pending:
        raise Refusal("organisation_decided", N_("سبق البتّ في هذه الجهة."), status_now=status.value)


def check_changeable(status: Status) -> None:
    """Its own people change an agency until it is approved. Refusal: `organisation_fixed` (403)."""
    if status is Status.approved:
        raise forbidden("organisation_fixed", N_("اعتُمدت بيانات الجهة. اطلب تعديلها من المنظّم."))


def check_invites(status: Status) -> None:
    """An approved agency invites its colleagues. Refusal: `organisation_not_approved` (409)."""
    if status is not Status.approved:
        raise Refusal(
            "organisation_not_approved",
            N_("تُدعى عضوية الزملاء بعد اعتماد الجهة."),
            status_now=status.value,
        )


def check_open_requests(count: int) -> None:
    """Refuse one who leaves too much waiting. Refusal: `too_many_waiting` (409)."""
    if count >= MAX_OPEN:
        raise Refusal(
            "too_many_waiting",
            N_("لديك {limit} طلبات تنتظر البتّ. انتظر حتى يُبتّ فيها."),
            limit=MAX_OPEN,
        )


def check_pending_request(state: RequestState) -> None:
    """A request is decided once. Refusal: `membership_decided` (409)."""
    if state is not RequestState.pending:
        raise Refusal("membership_decided", N_("سبق البتّ في هذا الطلب."), state=state.value)


def check_other_members(members: Collection[object], *, by_staff: bool) -> None:
    """The last member goes only by staff's hand. Refusal: `last_member` (409)."""
    if not by_staff and len(members) <= 1:
        raise Refusal("last_member", N_("هذا آخر أعضاء الجهة. ادعُ زميلًا قبل أن تحذفه."))


def check_manager(level: Level) -> None:
    """An agency's people are its managers' to look after. Refusal: `managers_only` (403)."""
    if level is not Level.manage:
        raise forbidden("managers_only", N_("هذا لمدير الجهة. اطلبه منه."))


def check_another_manager(
    others: Collection[object], *, among: Collection[object], user_id: object
) -> None:
    """An agency keeps somebody who manages it. Refusal: `last_manager` (409)."""
    if user_id in among and not others:
        raise Refusal("last_manager", N_("هذا آخر مدير للجهة. اجعل أحد زملائه مديرًا قبل ذلك."))


def most_similar(name: str, candidates: Iterable[tuple[object, str]]) -> list[object]:
    """Of (thing, folded name) pairs the things whose names are most alike, at most five."""
    scored = [(similarity(name, other), thing) for thing, other in candidates]
    alike = [(score, thing) for score, thing in scored if score >= ALIKE]
    alike.sort(key=lambda pair: -pair[0])
    return [thing for _, thing in alike[:MAX_SIMILAR]]
