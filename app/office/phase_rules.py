"""What must be done before an edition may enter its next phase: every guard, at once. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from app.editions.rules import Phase
from app.kit.errors import N_, Refusal


@dataclass(frozen=True)
class CategoryState:
    """A category as the guards read it, with its name in both languages; `eligible` entries are judged."""

    id: UUID
    name: str
    has_rubric: bool
    fields: int
    eligible: int = 0
    unfillable: tuple[str, ...] = ()  # required questions that are fixed before the call opens


@dataclass(frozen=True)
class RoundStanding:
    """A round as the guards read it; `jurors` are the accepted ones of its smallest panel.

    `categories` are those that its panels judge.
    """

    id: UUID
    name: str
    state: str
    closes_at: datetime
    jurors_per_entry: int
    jurors: int
    has_chair: bool
    categories: frozenset[UUID]
    weight: int = 0


@dataclass(frozen=True)
class Standing:
    """Everything that the guards of an edition read."""

    phase: Phase
    now: datetime
    opens_at: datetime | None
    closes_at: datetime | None
    tiebreaks: tuple[str, ...]
    tiebreaks_known: bool
    categories: tuple[CategoryState, ...] = ()
    rounds: tuple[RoundStanding, ...] = ()
    undecided: int = 0  # submitted or returned entries that nobody decided
    open_questions: int = 0
    last_approval: str = ""  # the last step: frozen, signed, returned
    visible_from: datetime | None = None


@dataclass(frozen=True)
class Check:
    """One thing to have done. `sentence` says what is to do; `loc` names where in the edition."""

    code: str
    done: bool
    sentence: str
    loc: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def refusal(self) -> Refusal:
        """As one error of `phase_not_ready`."""
        return Refusal(self.code, self.sentence, status=409, loc=list(self.loc), **dict(self.facts))


def _to_open(standing: Standing) -> Iterable[Check]:
    categories = standing.categories
    yield Check(
        "no_category", bool(categories), N_("أضف ما يُتنافس عليه في الدورة."), ("categories",)
    )
    yield _named(
        "category_without_rubric",
        N_("اختر نموذج تقييم لكل مما يأتي: {categories}."),
        ("categories",),
        [one.name for one in categories if not one.has_rubric],
    )
    yield _named(
        "category_without_fields",
        N_("أضف حقول النموذج لكل مما يأتي: {categories}."),
        ("categories",),
        [one.name for one in categories if not one.fields],
    )
    yield _named(
        "field_frozen_before_open",
        N_(
            "أخّر تثبيت جواب هذه الأسئلة المطلوبة أو اجعلها غير مطلوبة: {fields}. "
            "يُثبَّت قبل فتح باب المشاركة، فلا يجيب عنها أحد."
        ),
        ("categories",),
        [label for one in categories for label in one.unfillable],
        key="fields",
    )
    yield Check(
        "no_dates",
        standing.opens_at is not None and standing.closes_at is not None,
        N_("حدّد موعدي فتح باب المشاركة وإغلاقه."),
        ("dates",),
    )
    yield Check(
        "deadline_in_past",
        standing.closes_at is None or standing.closes_at > standing.now,
        N_("اجعل موعد إغلاق المشاركة بعد الآن."),
        ("dates",),
    )
    yield _tiebreaks(standing)


def _to_screening(standing: Standing) -> Iterable[Check]:
    yield Check(
        "deadline_not_passed",
        standing.closes_at is not None and standing.now > standing.closes_at,
        N_("لم ينتهِ موعد التقديم بعد: {closes_at}. عدّل الموعد علنًا أولًا إن لزم."),
        ("dates",),
        {"closes_at": standing.closes_at},
    )


def _to_judging(standing: Standing) -> Iterable[Check]:
    yield Check(
        "entries_undecided",
        not standing.undecided,
        N_("احسم أهلية المشاركات المتبقية: {count}."),
        ("entries",),
        {"count": standing.undecided},
    )
    yield Check(
        "no_eligible_entry",
        any(one.eligible for one in standing.categories),
        N_("لا توجد مشاركة مستوفية للشروط."),
        ("entries",),
    )
    yield Check(
        "open_questions",
        not standing.open_questions,
        N_("أجب عن أسئلة المشاركين المفتوحة: {count}."),
        ("questions",),
        {"count": standing.open_questions},
    )
    yield _named(
        "category_without_rubric",
        N_("اختر نموذج تقييم لكل مما يأتي: {categories}."),
        ("categories",),
        [one.name for one in standing.categories if not one.has_rubric],
    )
    yield _tiebreaks(standing)
    yield from _rounds_ready(standing)


def _rounds_ready(standing: Standing) -> Iterable[Check]:
    rounds = standing.rounds
    yield Check("no_round", bool(rounds), N_("خطّط جولة تحكيم واحدة على الأقل."), ("rounds",))
    yield _named(
        "round_over",
        N_("مضى موعد إغلاق هذه الجولات: {rounds}. عدّل مواعيدها."),
        ("rounds",),
        [one.name for one in rounds if one.closes_at <= standing.now],
        key="rounds",
    )
    yield _named(
        "panel_too_small",
        N_("لا يكفي من قبلوا التحكيم في لجان هذه الجولات: {rounds}. أضف إلى كل لجنة ما ينقصها."),
        ("panels",),
        [one.name for one in rounds if one.jurors < max(one.jurors_per_entry, 1)],
        key="rounds",
    )
    yield Check(
        "last_round_unweighed",
        not any(one.weight for one in rounds) or rounds[-1].weight > 0,
        N_(
            "لجولة سابقة وزن وليس للأخيرة وزن. أعطِ الأخيرة وزنًا، أو اجعل أوزان الجولات كلها صفرًا "
            "لتُحتسب الأخيرة وحدها."
        ),
        ("rounds",),
    )
    judged = [one for one in standing.categories if one.eligible]
    yield _named(
        "category_without_panel",
        N_("لا لجنة في الجولة الأولى لما يأتي: {categories}. أضفه إلى لجنة، أو أضف له لجنة."),
        ("panels",),
        [one.name for one in judged if rounds and one.id not in rounds[0].categories],
    )
    yield _named(
        "panel_without_chair",
        N_("كسر التعادل بقرار الرئيس يحتاج رئيسًا للجنة في هذه الجولات: {rounds}."),
        ("panels",),
        [one.name for one in rounds if "chair" in standing.tiebreaks and not one.has_chair],
        key="rounds",
    )


def _to_deliberation(standing: Standing) -> Iterable[Check]:
    yield Check(
        "no_round", bool(standing.rounds), N_("خطّط جولة تحكيم واحدة على الأقل."), ("rounds",)
    )
    yield _named(
        "round_not_closed",
        N_("أغلق هذه الجولات: {rounds}."),
        ("rounds",),
        [one.name for one in standing.rounds if one.state != "closed"],
        key="rounds",
    )


def _to_approved(standing: Standing) -> Iterable[Check]:
    yield Check(
        "results_not_signed",
        standing.last_approval == "signed",
        N_("يجمّد المنظّم النتائج ويوقّعها المعتمِد أولًا."),
        ("approvals",),
        {"last_step": standing.last_approval},
    )


def _to_published(standing: Standing) -> Iterable[Check]:
    yield Check(
        "no_publication",
        standing.visible_from is not None,
        N_("حدّد نشر النتائج أولًا."),
        ("publication",),
    )
    yield Check(
        "publication_not_visible",
        standing.visible_from is None or standing.visible_from <= standing.now,
        N_("تظهر النتائج في {visible_from}، ثم تنتقل الدورة إلى هذه المرحلة."),
        ("publication",),
        {"visible_from": standing.visible_from},
    )


def _tiebreaks(standing: Standing) -> Check:
    return Check(
        "tiebreak_criterion_unknown",
        standing.tiebreaks_known,
        N_("في قواعد كسر التعادل معيار لا يوجد في أي نموذج تقييم."),
        ("tiebreaks",),
    )


def _named(
    code: str, sentence: str, loc: tuple[str, ...], names: list[str], *, key: str = "categories"
) -> Check:
    return Check(code, not names, sentence, loc, {key: names} if names else {})


GUARDS: Final[Mapping[Phase, Callable[[Standing], Iterable[Check]]]] = {
    Phase.open: _to_open,
    Phase.screening: _to_screening,
    Phase.judging: _to_judging,
    Phase.deliberation: _to_deliberation,
    Phase.approved: _to_approved,
    Phase.published: _to_published,
}


def checks(wanted: Phase, standing: Standing) -> list[Check]:
    """Every guard of entering `wanted`, done or not; none for `archived` and `cancelled`."""
    guard = GUARDS.get(wanted)
    return [] if guard is None else list(guard(standing))


def check_ready(wanted: Phase, standing: Standing) -> None:
    """Refuse a phase that is not ready. Refusal: `phase_not_ready` (409), `errors`: what is missing."""
    missing = [check for check in checks(wanted, standing) if not check.done]
    if missing:
        raise Refusal(
            "phase_not_ready",
            N_("لا تنتقل الدورة إلى هذه المرحلة قبل استكمال ما يلي."),
            wanted=wanted.value,
            errors=[check.refusal() for check in missing],
        )


def check_may_cancel(phase: Phase, visible_from: datetime | None) -> None:
    """Results that people have read are not taken back by one person's cancelling.

    `visible_from` is the minute of publication, if it was set. Refusals (409), with it:
    `edition_published`, `publication_waits`.
    """
    if phase is Phase.published:
        raise Refusal(
            "edition_published",
            N_(
                "رأى الناس نتائج هذه الدورة منذ {visible_from}، فلا تُلغى. "
                "انقلها إلى الأرشيف حين ينتهي العمل بها؛ وتبقى نتائجها معلنة."
            ),
            visible_from=visible_from,
        )
    if visible_from is not None:
        raise Refusal(
            "publication_waits",
            N_(
                "للنتائج موعد نشر في {visible_from}. ألغِ النشر أولًا من صفحة الاعتماد والنشر، "
                "ثم ألغِ الدورة."
            ),
            visible_from=visible_from,
        )
