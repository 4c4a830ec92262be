"""How a panel deliberates: the agenda, who leaves the room, the quorum, votes and agreement. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

from app.editions.rules import Phase
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, Refusal, forbidden, invalid


class ConsensusKind(StrEnum):
    """A mark on each leaf, a place without marks, or the individual score stands."""

    score = "score"
    rank = "rank"
    kept = "kept"


KIND_NAMES: Final = {
    ConsensusKind.score: N_("درجة توافقية"),
    ConsensusKind.rank: N_("مركز توافقي"),
    ConsensusKind.kept: N_("تبقى الدرجة الفردية"),
}


class Choice(StrEnum):
    """How a juror votes."""

    yes = "yes"
    no = "no"
    abstain = "abstain"


class MeetingQuorum(StrEnum):
    """What share of the panel must be in the room."""

    majority = "majority"
    two_thirds = "two_thirds"
    all = "all"


class Votes(StrEnum):
    """Whether the panel votes before it records an agreement."""

    none = "none"
    open = "open"
    secret = "secret"  # noqa: S105 -- a kind of ballot


def quorum_of(rule: MeetingQuorum, members: int) -> int:
    """How many of so many members must be in the room."""
    if rule is MeetingQuorum.majority:
        return members // 2 + 1
    return members if rule is MeetingQuorum.all else -(-2 * members // 3)


def quorum_for(rule: MeetingQuorum, quorum: int, serving: int, entitled: int) -> int:
    """How many must be in the room for an entry that `entitled` of those who still serve may discuss.

    `quorum` was counted at the opening; who has left the jury since is not waited for. Of a quorum
    of all: those whom no conflict keeps out, or the entry could never be discussed.
    """
    now = entitled if rule is MeetingQuorum.all else quorum_of(rule, serving)
    return max(1, min(quorum, now))


@dataclass(frozen=True)
class Candidate:
    """An entry for the agenda: its number, its mean, and the members who may not be in the room."""

    entry: UUID
    number: int
    mean: Fraction | None
    out: frozenset[UUID]


@dataclass(frozen=True)
class Stand:
    """Where an entry stands by the jurors' own scores; `rank` None without one."""

    rank: int | None
    tied: bool
    near_line: bool


def stands(means: Mapping[UUID, Fraction | None], places: int) -> dict[UUID, Stand]:
    """Competition ranks by the exact mean; tied, or next to the line of `places` prizes."""
    scored = [mean for mean in means.values() if mean is not None]
    counts = Counter(scored)
    ranks = {mean: 1 + sum(other > mean for other in scored) for mean in counts}
    found = {}
    for entry, mean in means.items():
        rank = None if mean is None else ranks[mean]
        found[entry] = Stand(
            rank,
            mean is not None and counts[mean] > 1,
            rank is not None and places <= rank <= places + 1,
        )
    return found


def agenda(candidates: Sequence[Candidate], places: int) -> list[UUID]:
    """The order proposed: who must leave, leaves once.

    Entries with the same members out stand together. Inside a group, and between groups by their
    first: tied entries and those next to the prize line, then by rank, then by number.
    """
    where = stands({one.entry: one.mean for one in candidates}, places)

    def key(one: Candidate) -> tuple[bool, float, int]:
        at = where[one.entry]
        rank = float("inf") if at.rank is None else float(at.rank)
        return (not (at.tied or at.near_line), rank, one.number)

    return grouped([(one.entry, one.out) for one in sorted(candidates, key=key)])


def grouped(order: Sequence[tuple[UUID, frozenset[UUID]]]) -> list[UUID]:
    """The order with entries of the same members out together, each group where its first stood."""
    groups: defaultdict[frozenset[UUID], list[UUID]] = defaultdict(list)
    for entry, out in order:
        groups[out].append(entry)
    return [entry for group in groups.values() for entry in group]


def check_may_open(phase: Phase, state: RoundState, members: int) -> None:
    """A panel meets in deliberation, on a closed round.

    Refusals (409): `not_in_deliberation`, `round_not_closed`, `panel_without_members`.
    """
    check_deliberation(phase)
    if state != RoundState.closed:
        raise Refusal("round_not_closed", N_("أغلق الجولة أولًا، ثم تجتمع لجنتها."))
    if not members:
        raise Refusal("panel_without_members", N_("ليس في لجنة هذه الجولة عضو قَبِل الدعوة."))


def check_deliberation(phase: Phase) -> None:
    """Refusal: `not_in_deliberation` (409)."""
    if phase != Phase.deliberation:
        raise Refusal(
            "not_in_deliberation",
            N_("تجتمع اللجنة في مرحلة المداولة وحدها."),
            phase=phase.value,
        )


def check_runs(*, runs: bool) -> None:
    """The chair or an organiser runs the meeting. Refusal: `not_running_meeting` (403)."""
    if not runs:
        raise forbidden("not_running_meeting", N_("يدير الاجتماع رئيس اللجنة أو المنظّم."))


def check_inside(*, outside: bool) -> None:
    """Who is out of the room does not run what goes on in it. Refusal: `out_of_the_room` (403)."""
    if outside:
        raise forbidden(
            "out_of_the_room",
            N_("تتداول اللجنة في مشاركة بينك وبينها تعارض مصالح، فيدير الاجتماع غيرك حتى تنتهي."),
        )


def check_open(state: str) -> None:
    """A closed meeting takes nothing more until it is reopened. Refusal: `meeting_closed` (409)."""
    if state != "open":
        raise Refusal("meeting_closed", N_("أُغلق هذا الاجتماع."))


def check_closed(state: str, reason: str) -> None:
    """A closed meeting is reopened with a reason. Refusals: `meeting_open` (409), `reason_missing` (422)."""
    if state != "closed":
        raise Refusal("meeting_open", N_("هذا الاجتماع مفتوح."))
    if not reason.strip():
        raise invalid("reason_missing", N_("اكتب سبب إعادة فتح الاجتماع."), "reason")


def check_order(known: Collection[UUID], order: Sequence[UUID], *, walled: bool) -> None:
    """The whole agenda, each entry once, by one whom no conflict keeps from any of it.

    Refusals: `agenda_walled` (403), `agenda_mismatch` (422).
    """
    if walled:
        raise forbidden(
            "agenda_walled",
            N_("في جدول الأعمال مشاركة بينك وبينها تعارض مصالح، فيرتّبه غيرك."),
        )
    if sorted(known) != sorted(order):
        raise invalid(
            "agenda_mismatch", N_("رتّب مشاركات جدول الأعمال كلها، كل واحدة مرة واحدة."), "entries"
        )


def check_room(entry: UUID, current: UUID | None, present: int, quorum: int) -> None:
    """Something is recorded on the entry under discussion, before a quorum.

    Refusals (409): `not_under_discussion`, `below_meeting_quorum` with `present` and `quorum`.
    """
    if entry != current:
        raise Refusal("not_under_discussion", N_("افتح المشاركة للمداولة أولًا."))
    if present < quorum:
        raise Refusal(
            "below_meeting_quorum",
            N_("الحاضرون لهذه المشاركة {present}، والنصاب {quorum}: لا يُسجَّل شيء دونه."),
            present=present,
            quorum=quorum,
        )


def check_replaces(seen: UUID | None, standing: UUID | None) -> None:
    """An agreement takes the place of the one that its page showed. Refusal: `stale` (412) with `version`."""
    if seen != standing:
        raise Refusal(
            "stale",
            N_("سُجّل على هذه المشاركة توافق آخر بعد أن فتحتها. راجعه ثم سجّل ما ترونه."),
            status=412,
            version=None if standing is None else str(standing),
        )


def check_consensus(kind: ConsensusKind, place: int | None, entries: int, *, scored: bool) -> None:
    """A score has marks, a rank a place of the agenda, and what is kept neither.

    Refusals (422): `place_missing`, `place_unknown`, `marks_unwanted`.
    """
    if kind is ConsensusKind.rank:
        if place is None:
            raise invalid("place_missing", N_("اكتب المركز المتوافق عليه."), "place")
        if place > entries:
            raise invalid("place_unknown", N_("المركز بين 1 و{limit}."), "place", limit=entries)
    if kind is not ConsensusKind.score and scored:
        raise invalid("marks_unwanted", N_("الدرجات للدرجة التوافقية وحدها."), "scores")


def check_voted(
    votes: Votes, kind: ConsensusKind, *, passed: bool, undoes: bool = False, walled: bool = False
) -> None:
    """Where the rulebook asks for votes, what changes a score, or `undoes` such a change, has passed one.

    `walled`: somebody voted whom a conflict keeps from the entry since. Refusals (409):
    `vote_missing`, `vote_walled`.
    """
    changes = undoes or kind is not ConsensusKind.kept
    if votes is Votes.none or not changes:
        return
    if walled:
        raise Refusal(
            "vote_walled",
            N_("صوّت من منعه بعد ذلك تعارض مصالح، فلا يُبنى على هذا التصويت. صوّتوا من جديد."),
        )
    if not passed:
        raise Refusal(
            "vote_missing",
            N_("تشترط اللائحة تصويتًا يوافق عليه الأكثر قبل تسجيل التوافق."),
        )


def check_may_call(votes: Votes, *, waiting: bool) -> None:
    """The rulebook allows votes, one at a time. Refusals (409): `votes_not_foreseen`, `vote_open`."""
    if votes is Votes.none:
        raise Refusal("votes_not_foreseen", N_("لا تنص لائحة هذه الدورة على التصويت."))
    if waiting:
        raise Refusal("vote_open", N_("أغلق التصويت الجاري أولًا."))


def check_may_vote(*, voter: bool, voted: bool, closed: bool) -> None:
    """Those in the room vote once, while it is open.

    Refusals: `not_a_voter` (403), `vote_closed`, `already_voted` (409).
    """
    if not voter:
        raise forbidden("not_a_voter", N_("يصوّت من حضر هذه المشاركة من أعضاء اللجنة."))
    if closed:
        raise Refusal("vote_closed", N_("أُغلق هذا التصويت."))
    if voted:
        raise Refusal("already_voted", N_("سُجّل صوتك، ولا يُغيَّر."))


def passes(yes: int, no: int) -> bool:
    """More yes than no; abstentions decide nothing."""
    return yes > no
