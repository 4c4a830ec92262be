"""When a ranking may be taken, and the words for what is wrong with one. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import rfc8785

from app.editions.rules import Phase
from app.judging.rounds.rules import RoundMode, RoundState
from app.kit.errors import N_, Refusal, forbidden
from app.results.rules import LeftOut

LEFT_OUT_WORDS: Final[Mapping[LeftOut, str]] = {
    LeftOut.excluded: N_("خرجت من المنافسة"),
    LeftOut.no_evaluation: N_("بلا تقييم"),
    LeftOut.below_quorum: N_("دون النصاب"),
}


class Why(StrEnum):
    """Why the mean ranks a category in the place of the rulebook's method."""

    disconnected = "disconnected"  # its entries fall into groups that no juror joins
    not_identifiable = "not_identifiable"  # each of its entries was read by one juror alone


METHOD_WORDS: Final[Mapping[str, str]] = {
    "raw": N_("المتوسط"),
    "trimmed": N_("المتوسط بلا طرفين"),
    "zscore": N_("الدرجة المعيارية"),
    "calibrated": N_("المعايرة"),
}

MEAN_WORDS: Final[Mapping[Why, str]] = {
    Why.disconnected: N_("المتوسط: من مشاركات الفئة مجموعتان لا يجمعهما محكّم"),
    Why.not_identifiable: N_("المتوسط: قيّم كل مشاركة في الفئة محكّم واحد"),
}

DELIBERATING: Final = frozenset({Phase.judging, Phase.deliberation})


def check_may_rank(states: Collection[RoundState], phase: Phase, *, frozen: bool) -> None:
    """A ranking stands on closed rounds, before the results are frozen.

    `states` are those of the round and of the rounds before it. Refusals (409): `round_not_closed`,
    `not_deliberating`, `results_frozen`.
    """
    if any(state != RoundState.closed for state in states):
        raise Refusal("round_not_closed", N_("أغلق الجولة أولًا، ثم خذ الترتيب."))
    check_deliberating(phase)
    check_not_frozen(frozen=frozen)


def check_measured(mode: RoundMode) -> None:
    """Fairness is measured on scores. Refusal: `round_ranks_entries` (409)."""
    if mode == RoundMode.ranking:
        raise Refusal(
            "round_ranks_entries",
            N_(
                "هذه الجولة بالترتيب، ولا درجات فيها تُقاس بها شدة المحكّمين أو اتفاقهم. الترتيب نفسه في صفحة النتائج."
            ),
        )


def check_deliberating(phase: Phase) -> None:
    """Ranks and decisions are made while the jury judges or deliberates. Refusal: `not_deliberating`."""
    if phase not in DELIBERATING:
        raise Refusal(
            "not_deliberating",
            N_("يُرتَّب ويُقرَّر في مرحلتي التحكيم والمداولة وحدهما."),
            phase=phase.value,
        )


def check_not_frozen(*, frozen: bool) -> None:
    """Frozen results do not change until they are returned. Refusal: `results_frozen` (409)."""
    if frozen:
        raise Refusal(
            "results_frozen",
            N_("جُمّدت النتائج بانتظار الاعتماد، فلا تتغير ما لم يُعِدها المعتمِد."),
        )


def check_not_barred(entries: Collection[UUID], barred: Collection[UUID]) -> None:
    """Whoever has a conflict in a category decides nothing in it. Refusal: `category_barred` (403)."""
    if not set(entries).isdisjoint(barred):
        raise forbidden(
            "category_barred", N_("لك تعارض مصالح مع مشاركة تنافس هنا، فلا تطّلع على النتائج.")
        )


def check_ranking_current(*, latest: bool, same_inputs: bool) -> None:
    """Decisions stand on the newest ranking of what counts now. Refusal: `ranking_outdated` (409)."""
    if not (latest and same_inputs):
        raise Refusal(
            "ranking_outdated", N_("تغيّر ما بُني عليه هذا الترتيب. خذ ترتيبًا جديدًا ثم قرّر.")
        )


def check_inputs_held(*, same: bool) -> None:
    """A snapshot is of what counted when it was computed. Refusal: `inputs_moved` (409)."""
    if not same:
        raise Refusal(
            "inputs_moved", N_("تغيّر ما يُحتسب أثناء حساب الترتيب، فلم يُؤخذ. خذه من جديد.")
        )


DECIDING: Final = (
    "method",
    "aggregate",
    "not_applicable",
    "quorum",
    "tiebreaks",
    "rubrics",
    "meeting",
)


def deciding(rulebook: Mapping[str, Any]) -> dict[str, Any]:
    """What of a rulebook decides who wins; names and what is only shown are left out."""
    categories, rounds = rulebook["categories"], rulebook["rounds"]
    by_round = ("number", "weight", "mode", "consensus", "passes")
    return {
        **{name: rulebook.get(name) for name in DECIDING},
        "rubric": {one["id"]: one["rubric"] for one in categories},
        "places": {one["id"]: one["places"] for one in categories},
        "levels": {one["id"]: [one.get("levels_by"), one["levels"]] for one in categories},
        "rounds": {one["id"]: [one.get(name) for name in by_round] for one in rounds},
    }


def check_rulebook(
    frozen: Mapping[str, Any] | None,
    kept_hash: str,
    now: Mapping[str, Any],
    *,
    is_frozen: bool,
    recorded: str | None = None,
) -> None:
    """What decides is what the rulebook froze. Refusal: `rulebook_altered` (409), with `what`.

    `now` is the rulebook as the edition's tables tell it; `is_frozen` whether it has been frozen;
    `recorded` its hash as the audit log has it.
    """
    if frozen is None and not is_frozen and recorded is None:
        return
    what = []
    try:
        said, stands = deciding(frozen or {}), deciding(now)
        what = [name for name in said if said[name] != stands[name]]
        is_whole = hashlib.sha256(rfc8785.dumps(dict(frozen or {}))).hexdigest() == kept_hash
    except (KeyError, TypeError, AttributeError):  # it is no rulebook
        is_whole = False
    if not is_whole or recorded not in {None, kept_hash}:
        what.append("rulebook")
    if what:
        raise Refusal(
            "rulebook_altered",
            N_(
                "ما في الدورة غير ما جُمّد في لائحتها، فلا يُحسب ترتيب. لا يُغيَّر مثله من صفحات المنصة: أبلغ "
                "مدير النظام ليقارنه باللائحة المجمّدة وبسجل التدقيق ويعيده."
            ),
            what=what,
        )


def check_closing(number: int, *, same: bool) -> None:
    """What counts of a round is what it was closed with. Refusal: `scores_unusable` (409)."""
    if not same:
        raise unusable("closing_altered", round=number)


class EvaluationsAltered(Refusal):
    """409 `scores_unusable`: kept totals that are not those of their marks (`total_altered`), or marks
    that are not those that were sent (`marks_altered`); `rows` of juror and entry.
    """

    def __init__(self, reason: str, rows: Sequence[tuple[UUID, UUID]], **facts: Any) -> None:
        said = unusable(reason, **facts)
        super().__init__(said.code, said.sentence, **said.facts)
        self.reason, self.rows = reason, rows


def unusable(code: str, **facts: Any) -> Refusal:
    """409 `scores_unusable`: kept scores are not what their rubric allows; `reason` says how.

    `pairs` of juror and entry name the evaluations.
    """
    return Refusal(
        "scores_unusable",
        N_(
            "في التقييمات المحفوظة درجة خارج مقياسها أو ليست عددًا، أو مجموع ليس مجموع درجاته، أو غير ما "
            "أُغلقت به الجولة، فلا يُحسب منها ترتيب. لا يُكتب مثلها من صفحات المنصة: أبلغ مدير النظام ليقارنها بسجل التدقيق ويعيدها من نسخة احتياطية."
        ),
        reason=code,
        **facts,
    )
