"""Who may do what with an entry: view, edit, submit; whose word counts; who must remain. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from app.actor import Level
from app.kit.errors import N_, Refusal, forbidden


class EntryRight(StrEnum):
    """What a person does with one entry; each includes those before it.

    `view` reads it, `edit` writes in it, `submit` also submits; of its own people (`check_own`)
    it also withdraws, deletes, invites and says who may do what.
    """

    view = "view"
    edit = "edit"
    submit = "submit"


RIGHT_WORDS: Final[Mapping[EntryRight, str]] = {
    EntryRight.view: N_("يطّلع"),
    EntryRight.edit: N_("يحرّر"),
    EntryRight.submit: N_("يحرّر ويقدّم"),
}
_ORDER: Final = tuple(EntryRight)
_BY_LEVEL: Final[Mapping[Level, EntryRight]] = {
    Level.view: EntryRight.view,
    Level.edit: EntryRight.edit,
    Level.submit: EntryRight.submit,
    Level.manage: EntryRight.submit,
}
INVITATION_LIFE: Final = timedelta(days=7)
MAX_PEOPLE: Final = 50
PRESENCE_LIFE: Final = timedelta(seconds=45)


def right_on(
    *,
    is_owner: bool,
    level: Level | None,
    row: EntryRight | None,
    outside: bool = False,
) -> EntryRight | None:
    """What a person may do with an entry, None for a stranger.

    Its owner and a manager of its agency do everything. For another member of the agency the
    entry's own word (`row`) goes before their default, up or down. A collaborator (`outside`) has
    the row's right wherever they work, so one who later joins the agency keeps the higher of both.
    """
    if is_owner or level is Level.manage:
        return EntryRight.submit
    default = None if level is None else _BY_LEVEL[level]
    if row is None:
        return default
    if outside:
        return row if default is None else max(row, default, key=_ORDER.index)
    return None if default is None else row


def includes(held: EntryRight | None, needed: EntryRight) -> bool:
    """Whether the right held is at least the one needed."""
    return held is not None and _ORDER.index(held) >= _ORDER.index(needed)


def check_right(held: EntryRight, needed: EntryRight) -> None:
    """Refuse who may see the entry and not do this. Refusal: `entry_right_needed` (403)."""
    if includes(held, needed):
        return
    raise forbidden(
        "entry_right_needed",
        N_("لك أن تطّلع على هذه المشاركة، لا أن تكتب فيها. اطلب ذلك ممن يديرها.")
        if needed is EntryRight.edit
        else N_("لك أن تعمل في هذه المشاركة، لا أن تقدّمها أو تدير أصحابها. اطلب ذلك ممن يديرها."),
        needed=needed.value,
        held=held.value,
    )


def check_own(*, is_own: bool) -> None:
    """What ends an entry, or says who works on it, is not for guests. Refusal: `own_people_only` (403).

    Its own people: the members of its agency, or the person who enters alone.
    """
    if not is_own:
        raise forbidden(
            "own_people_only",
            N_("هذا لأعضاء الجهة صاحبة المشاركة، أو لصاحبها إن شارك وحده. اطلبه منهم."),
        )


def check_someone_submits(others: Collection[UUID]) -> None:
    """An entry never stays without somebody who submits it. Refusal: `last_submitter` (409)."""
    if not others:
        raise Refusal(
            "last_submitter",
            N_("هذا آخر من يستطيع تقديم المشاركة. أعطِ غيره هذه الصلاحية أولًا."),
        )


def check_not_everybody(count: int) -> None:
    """Refuse more people than work on one entry. Refusal: `too_many_people` (409)."""
    if count >= MAX_PEOPLE:
        raise Refusal(
            "too_many_people",
            N_("بلغ أصحاب هذه المشاركة والمدعوون إليها حدّهم ({limit})."),
            limit=MAX_PEOPLE,
        )


def already_works_here() -> Refusal:
    """409: this address belongs to one of the entry's people."""
    return Refusal("already_works_here", N_("يعمل صاحب هذا البريد في المشاركة بالفعل."))


def owner_stays() -> Refusal:
    """409: the person whose entry it is, and who manages its agency, cannot be taken off it."""
    return Refusal(
        "owner_stays",
        N_("هذا صاحب المشاركة أو مدير الجهة، وصلاحيته فيها كاملة دائمًا."),
    )


def member_of_agency() -> Refusal:
    """409: who belongs to the agency leaves its entries by leaving the agency."""
    return Refusal(
        "member_of_agency",
        N_("هذا من أعضاء الجهة. غيّر صلاحيته هنا، أو احذفه من صفحة الجهة."),
    )


def invitation_closed() -> Refusal:
    """409: accepted or revoked already."""
    return Refusal("invitation_closed", N_("قُبلت هذه الدعوة أو سُحبت."))


def invitation_gone() -> Refusal:
    """410: a link that never was, was used, revoked, or has expired: all the same to its holder."""
    return Refusal(
        "collaboration_link_invalid",
        N_("هذه الدعوة استُعملت أو سُحبت أو انتهت مدتها. اطلب دعوة جديدة ممن دعاك."),
        status=410,
    )


def check_same_address(signed_in: str | None, invited: str) -> None:
    """A link serves the address it was mailed to. Refusal: `other_address` (403).

    Told with the invited address only to who holds its link.
    """
    if signed_in is not None and signed_in != invited:
        raise forbidden(
            "other_address",
            N_("هذه الدعوة مرسلة إلى {email}. سجّل الخروج ثم افتح الرابط من جديد."),
            email=invited,
        )


def is_present(seen_at: datetime, now: datetime) -> bool:
    """Whether somebody seen then still counts as being here."""
    return now - seen_at < PRESENCE_LIFE


def check_may_start(level: Level | None) -> None:
    """Who only reads an agency's entries starts none. Refusal: `level_needed` (403)."""
    if level is None or level is Level.view:
        raise forbidden(
            "level_needed", N_("صلاحيتك في الجهة الاطلاع وحده. اطلب من مديرها أن يوسّعها.")
        )
