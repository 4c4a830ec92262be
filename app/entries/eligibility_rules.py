"""A rule of eligibility beside what is known of an entry: met, not met, or not known yet. Pure.

What it stood on is given as data, so that every reader is told in their own language.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.editions.eligibility_rules import RuleKind
from app.kit.errors import N_, Refusal, invalid

TEXTS: Final = ("label_ar", "label_en", "fail_ar", "fail_en")
CO_OWNERS_MOST: Final = 20


class Outcome(StrEnum):
    """Whether an entry meets a rule; `unknown` as long as something is not said yet."""

    passes = "passes"
    fails = "fails"
    unknown = "unknown"


class CoOwnerState(StrEnum):
    """What a co-owning agency answered."""

    asked = "asked"
    agreed = "agreed"
    declined = "declined"


class Via(StrEnum):
    """Through whom a co-owning agency is asked: what its answer is worth to a screener."""

    members = "members"  # its managers on the platform
    known = "known"  # an address of a domain that the agency is known by
    outside = "outside"  # an address of another domain
    unknown = "unknown"  # an address; no agency of this name is registered


@dataclass(frozen=True)
class Rule:
    """A rule as it holds for a category; the limits have no id."""

    id: UUID | None
    kind: RuleKind
    blocks: bool
    options: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleState:
    """A rule beside one entry; `facts` are JSON-ready and say what the outcome stands on."""

    rule_id: UUID | None
    kind: RuleKind
    blocks: bool
    outcome: Outcome
    facts: Mapping[str, Any]
    texts: Mapping[str, str]

    @property
    def holds_up(self) -> bool:
        """Whether the entry cannot be submitted because of it."""
        return self.blocks and self.outcome is not Outcome.passes

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it with a submission."""
        return {
            "rule_id": self.rule_id and str(self.rule_id),
            "kind": self.kind.value,
            "blocks": self.blocks,
            "outcome": self.outcome.value,
            "facts": dict(self.facts),
            "texts": dict(self.texts),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> RuleState:
        """From what was kept."""
        return cls(
            rule_id=kept["rule_id"] and UUID(kept["rule_id"]),
            kind=RuleKind(kept["kind"]),
            blocks=kept["blocks"],
            outcome=Outcome(kept["outcome"]),
            facts=kept["facts"],
            texts=kept["texts"],
        )


@dataclass(frozen=True)
class NamedService:
    """A service that the entry is about, with the day it was launched."""

    name_ar: str
    name_en: str
    launched_on: date | None


@dataclass(frozen=True)
class Asked:
    """A question of the form that a rule reads: its label, and what is said to it."""

    label_ar: str
    label_en: str
    day: date | None = None
    files: int = 0


@dataclass(frozen=True)
class Win:
    """An earlier win of the same entrant in the same category; `ago` 1 is the edition just before."""

    entry_id: UUID
    title: str
    ago: int
    title_ar: str
    title_en: str
    edition_ar: str
    edition_en: str


@dataclass(frozen=True)
class CoOwned:
    """Another agency that owns the entry: whom it was asked through, and who answered for it when."""

    name_ar: str
    name_en: str
    state: CoOwnerState
    via: Via = Via.unknown
    email: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Known:
    """All that is known of an entry, as far as rules look at it; `final` once it is submitted."""

    final: bool = False
    # What is answered to the questions of eligibility: rule → code of the choice.
    said: Mapping[UUID, str] = field(default_factory=dict)
    # The questions of the form that are asked of this entry, by code.
    asked: Mapping[str, Asked] = field(default_factory=dict)
    # The services picked; None where the form does not ask for any.
    services: Sequence[NamedService] | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    wins: Sequence[Win] = ()
    # The folded title, and the earlier entries that it was carried forward from.
    title: str = ""
    line: Collection[UUID] = ()
    # The other agencies that own it.
    co_owners: Sequence[CoOwned] = ()
    held_in_edition: int = 0
    held_in_category: int = 0


Judged = tuple[Outcome, dict[str, Any]]


def evaluate(rule: Rule, known: Known) -> RuleState:
    """How an entry stands to a rule."""
    outcome, facts = _judge(rule, known)
    return RuleState(rule.id, rule.kind, rule.blocks, outcome, facts, rule.texts)


def _judge(rule: Rule, known: Known) -> Judged:
    match rule.kind:
        case RuleKind.question:
            return _question(rule, known)
        case RuleKind.months:
            return _months(rule.options, known)
        case RuleKind.previous_winner:
            return _previous_winner(rule.options, known)
        case RuleKind.attachments:
            return _attachments(rule.options, known)
        case RuleKind.co_owners:
            return _co_owners(known)
        case RuleKind.edition_limit:
            return _limit(rule.options, known.held_in_edition)
        case _:
            return _limit(rule.options, known.held_in_category)


def _question(rule: Rule, known: Known) -> Judged:
    code = known.said.get(rule.id) if rule.id else None
    for choice in rule.options["choices"]:
        if choice["code"] == code:
            facts = {
                "code": code,
                "answer_ar": choice["name_ar"],
                "answer_en": choice["name_en"],
            }
            return (Outcome.passes if choice["passes"] else Outcome.fails), facts
    return Outcome.unknown, {"why": "not_answered"}


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month; the calendar's last day at most."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(since: date, until: date) -> int:
    """Whole months from one day to another, 0 if there are none; never one too many."""
    count = (until.year - since.year) * 12 + until.month - since.month
    return max(0, count if months_later(since, max(0, count)) <= until else count - 1)


def _months(options: Mapping[str, Any], known: Known) -> Judged:
    needed = int(options["months"])
    by = _reference(options, known)
    facts: dict[str, Any] = {"months": needed, "by": by and by.isoformat()}
    code = options.get("field") or ""
    if code:
        asked = known.asked.get(code)
        if asked is None:
            return Outcome.passes, facts | {"why": "not_asked"}
        facts |= {"label_ar": asked.label_ar, "label_en": asked.label_en}
        since: date | None = asked.day
        why = "no_day"
    else:
        if known.services is None:
            return Outcome.passes, facts | {"why": "not_asked"}
        if not known.services:
            return Outcome.unknown, facts | {"why": "no_service"}
        service = _deciding(known.services, needed, by)
        facts |= {"service_ar": service.name_ar, "service_en": service.name_en}
        since = service.launched_on
        why = "no_launch"
    if since is None:
        return Outcome.unknown, facts | {"why": why}
    facts["since"] = since.isoformat()
    if by is None:
        return Outcome.unknown, facts | {"why": "no_reference"}
    held = since <= by and months_later(since, needed) <= by
    facts["counted"] = months_between(since, by) if since <= by else 0
    return (Outcome.passes if held else Outcome.fails), facts


def _deciding(services: Sequence[NamedService], needed: int, by: date | None) -> NamedService:
    """Every service must be old enough: the youngest decides, unless one has no day and may be it."""
    youngest = max(services, key=lambda one: one.launched_on or date.min)
    undated = [one for one in services if one.launched_on is None]
    since = youngest.launched_on
    settled = since is not None and by is not None and months_later(since, needed) > by
    return undated[0] if undated and not settled else youngest


def _reference(options: Mapping[str, Any], known: Known) -> date | None:
    match options.get("by", "closes_at"):
        case "day":
            return date.fromisoformat(options["day"])
        case "opens_at":
            return known.opens_on
        case _:
            return known.closes_on


def _previous_winner(options: Mapping[str, Any], known: Known) -> Judged:
    within = int(options["editions"])
    any_entry = options.get("whose", "entry") == "entrant"
    facts: dict[str, Any] = {"editions": within, "whose": "entrant" if any_entry else "entry"}
    for win in sorted(known.wins, key=lambda one: (one.ago, one.title)):
        same = any_entry or win.entry_id in known.line or (win.title == known.title and win.title)
        if win.ago <= within and same:
            return Outcome.fails, facts | {
                "ago": win.ago,
                "edition_ar": win.edition_ar,
                "edition_en": win.edition_en,
                "title_ar": win.title_ar,
                "title_en": win.title_en,
            }
    return Outcome.passes, facts


def _attachments(options: Mapping[str, Any], known: Known) -> Judged:
    asked = [known.asked[code] for code in options["fields"] if code in known.asked]
    lacking = [one for one in asked if not one.files]
    facts = {
        "asked": len(asked),
        "lacking": [{"label_ar": one.label_ar, "label_en": one.label_en} for one in lacking],
    }
    if not lacking:
        return Outcome.passes, facts
    return (Outcome.fails if known.final else Outcome.unknown), facts


def _co_owners(known: Known) -> Judged:
    told = [
        {
            "name_ar": one.name_ar,
            "name_en": one.name_en,
            "state": one.state.value,
            "via": one.via.value,
            "email": one.email,
            "by": one.by,
            "at": one.at.isoformat() if one.at else None,
        }
        for one in known.co_owners
    ]
    states = {one.state for one in known.co_owners}
    facts = {"co_owners": told}
    if CoOwnerState.declined in states:
        return Outcome.fails, facts
    return (Outcome.unknown if CoOwnerState.asked in states else Outcome.passes), facts


def _limit(options: Mapping[str, Any], held: int) -> Judged:
    limit = int(options["limit"])
    return (Outcome.passes if held <= limit else Outcome.fails), {"limit": limit, "held": held}


# ---------------------------------------------------------------- what follows


def failing(states: Iterable[RuleState]) -> int:
    """How many of these an entry does not meet."""
    return sum(one.outcome is Outcome.fails for one in states)


def check_eligible(states: Iterable[RuleState]) -> None:
    """Refuse to submit what a rule keeps back: `not_eligible` (422) with `items` and `count`."""
    items = [one.kept() for one in states if one.holds_up]
    if items:
        raise Refusal(
            "not_eligible",
            N_("لا تُقدَّم هذه المشاركة حتى تستوفي شروط الأهلية ({count})."),
            status=422,
            items=items,
            count=len(items),
        )


def differing(frozen: Sequence[RuleState], live: Sequence[RuleState]) -> list[int]:
    """Places in `live` of the rules whose outcome or facts are others than when it was submitted.

    Of a limit the outcome alone: how many entries an agency holds moves with every other entry.
    """
    before = {(one.rule_id, one.kind): one for one in frozen}
    changed = []
    for place, now in enumerate(live):
        then = before.get((now.rule_id, now.kind))
        if then is None or then.outcome is not now.outcome or _facts(then) != _facts(now):
            changed.append(place)
    return changed


def _facts(state: RuleState) -> dict[str, Any]:
    return {} if state.rule_id is None else dict(state.facts)


def check_said(
    questions: Mapping[UUID, Collection[str]], said: Mapping[UUID, str]
) -> dict[UUID, str]:
    """Answers to questions of eligibility that are asked of this entry.

    Refusals (422): `question_unknown`, `not_a_choice`.
    """
    for rule_id, code in said.items():
        if rule_id not in questions:
            raise invalid(
                "question_unknown",
                N_("تغيّرت شروط الأهلية. حدّث الصفحة وأجب من جديد."),
                "answers",
                str(rule_id),
            )
        if code not in questions[rule_id]:
            raise invalid("not_a_choice", N_("اختر قيمة من القائمة."), "answers", str(rule_id))
    return dict(said)
