"""The fairness report: facts that follow from the scorecards, kept, walled, on the record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.actor import Role
from app.audit.models import AuditEvent
from app.documents import fairness_document as fairness_document_module
from app.documents.fairness_document import fairness_document
from app.documents.fairness_writer import Writer
from app.documents.render import compile_document, plain
from app.judging.conflicts.models import Conflict
from app.kit.ids import uuid7
from app.results import stats
from app.results.rankings import agreement_rules, fairness_rules, parts_rules
from app.results.rankings.basis_queries import load_basis
from app.results.rankings.fairness_queries import load_question
from app.results.rankings.fairness_rules import Question, report
from app.results.rankings.fairness_schemas import CardRef, Fairness, Guard, Line
from app.results.rankings.models import FairnessReport, Ranking
from app.results.rankings.parts_rules import with_shown
from app.results.rankings.what_if_rules import Weighed, Wish, altered, try_out
from tests.conftest import NOW
from tests.factories import make_juror, make_staff
from tests.results.support import API, Judged, give
from tests.results.test_snapshots import Jury, cut

SignIn = Callable[..., TestClient]


def asked(session: Session, judged: Judged) -> Question:
    basis = load_basis(session, judged.edition, judged.round)
    return load_question(session, judged.edition, basis)


def test_the_report_follows_from_the_scorecards_and_is_kept(
    session: Session, sign_in: SignIn
) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    answer = organiser.get(f"{API}/rankings/{ranking.id}/fairness")
    assert answer.status_code == 200
    body = answer.json()
    assert organiser.get(f"{API}/rankings/{ranking.id}/fairness").json() == body
    kept = session.scalars(select(FairnessReport)).one().report
    assert report(asked(session, jury)) == kept  # computed again: the same
    assert (body["method"], body["adjusted"]) == ("calibrated", "calibrated")
    severest = max(body["jurors"], key=lambda one: one["severity"])
    assert severest["juror_id"] == str(jury.readers[0].id)
    assert np.average(
        [one["weight"] for one in body["jurors"]], weights=[one["n"] for one in body["jurors"]]
    ) == pytest.approx(1)
    moved = [one for one in body["entries"] if one["why"]]
    assert moved
    assert all(one["rank"] != one["raw_rank"] for one in moved)
    for one in moved:
        assert sum(part["contribution"] for part in one["why"]) == pytest.approx(one["score"])
        assert one["why"][-1]["juror_id"] is None
    assert len(body["cells"]) == 36
    assert {one["entry_id"] for one in body["cells"]} == {
        one["id"] for one in body["named_entries"]
    }
    for line in body["lines"]:
        assert bool(line["tied"]) == (line["p"] < 0.75)
    jury_ = asked(session, jury).jury
    found = stats.leave_one_juror_out(jury_.cards, "calibrated", jury_.places)
    assert [(one["juror_id"], one["category_id"]) for one in body["stability"]["flips"]] == [
        (str(jury_.jurors[juror]), str(jury_.categories[kind])) for juror, kind in found.flips
    ]
    assert 0 < body["agreement"]["single"] < body["agreement"]["mean"] < 1
    assert body["agreement"]["needed"] == stats.jurors_needed(jury_.cards)
    assert len(body["correlations"]) == len(body["leaves"]) == 8
    readings = session.scalars(
        select(AuditEvent.facts).where(AuditEvent.act == "read_standings")
    ).all()
    assert [(one["what"], one["ranking_id"]) for one in readings] == [("fairness", str(ranking.id))]


def test_parts_add_up_to_the_digit_that_is_shown(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    url = f"{API}/entries/{jury.read[3].id}/result"
    body = organiser.get(url).json()
    whole = sum(one["contribution"] for one in body["parts"])
    assert f"{whole:.2f}" == body["row"]["shown"]
    assert whole == pytest.approx(float(body["row"]["score"]))
    assert sum(Decimal(one["shown"]) for one in body["parts"]) == Decimal(body["row"]["shown"])
    for one in body["parts"]:  # what stands in a row makes what stands at its end
        product = round(one["corrected"] or 0, 2) * round(one["weight"], 4)
        assert product == pytest.approx(float(one["shown"]), abs=0.021)
    jury_ = asked(session, jury).jury
    assert parts_rules.parts_in(jury_, "calibrated", jury.read[3].id) == body["parts"]
    assert {one["juror_id"] for one in body["parts"]} == {
        None,
        *(one["juror_id"] for one in body["evaluations"]),
    }
    withdrawn = organiser.get(f"{API}/entries/{jury.entries[0].id}/result").json()
    assert withdrawn["parts"] == []
    ranking.method = "raw"
    session.commit()
    assert organiser.get(url).json()["parts"] == []
    assert organiser.get(f"{API}/entries/{uuid7()}/result").status_code == 404


def test_walls_leave_their_category_out(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session, "raw")
    ranking = jury.ranked()
    auditor = make_staff(session, jury.edition, Role.auditor)
    whole = sign_in(auditor).get(f"{API}/rankings/{ranking.id}/fairness").json()
    juror = make_juror(session, jury.edition)
    juror.user_id = auditor.id
    session.add(
        Conflict(
            id=uuid7(),
            edition_id=jury.edition.id,
            juror_id=juror.id,
            entry_id=jury.read[0].id,
            source="juror",
            kind="family",
            state="suspended",
            declared_at=NOW,
        )
    )
    session.commit()
    part = sign_in(auditor).get(f"{API}/rankings/{ranking.id}/fairness").json()
    hidden = str(jury.read[0].category_id)
    assert hidden in {one["category_id"] for one in whole["entries"]}
    assert hidden not in str(part)
    assert {one["category_id"] for one in part["entries"]} == {str(jury.category.id)}
    assert len(part["cells"]) == 18
    assert str(jury.read[0].id) not in str(part)


def test_what_has_changed_since_has_no_report(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    jury.read[0].state = "withdrawn"
    session.commit()
    answer = sign_in(jury.organiser).get(f"{API}/rankings/{ranking.id}/fairness")
    assert (answer.status_code, answer.json()["code"]) == (409, "ranking_outdated")
    assert sign_in(jury.organiser).get(f"{API}/rankings/{uuid7()}/fairness").status_code == 404


def test_what_cannot_be_said_is_not_said(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    jury = Jury(session, "raw")
    cut(jury, [make_juror(session, jury.edition) for _ in range(2)])
    divided = report(asked(session, jury))
    assert (divided["method"], divided["adjusted"], divided["jurors"]) == ("raw", None, [])
    assert divided["guards"][0] == {
        "code": "disconnected",
        "ids": [str(jury.category.id)],
        "cards": [],
    }
    monkeypatch.setattr(fairness_rules, "PATIENCE", 1)
    monkeypatch.setattr(agreement_rules, "TABLES", 1)
    large = report(asked(session, jury))
    assert (large["stability"], large["cells"], large["agreement"]["alpha"]) == (None, [], None)


def test_a_jury_that_agrees_wholly_and_one_of_nobody(session: Session) -> None:
    judged = Judged(session)  # two jurors gave every entry the same
    said: dict[str, Any] = report(asked(session, judged))
    assert said["agreement"]["kendall"][0]["w"] == pytest.approx(1)
    assert said["agreement"]["single"] == pytest.approx(1)
    for one in judged.entries[:1] + judged.entries[3:]:
        one.state = "withdrawn"
    session.commit()
    both = asked(session, judged)  # two entries, the same score
    assert report(both)["lines"] == []  # and two places
    flat = report(replace(both, jury=replace(both.jury, places=np.array([1]))))
    assert (flat["agreement"]["needed"], flat["agreement"]["single"]) == (None, None)
    (line,) = flat["lines"]  # the tie-break gives the place, not the scores
    assert (line["p"], line["equal"]) == (0.5, True)
    assert sorted(line["tied"]) == sorted(str(one.id) for one in judged.entries[1:3])
    assert (flat["stability"]["stable"], flat["stability"]["redrawn"]) == ([], [])
    for one in judged.entries:
        one.state = "withdrawn"
    alone = judged.entry()
    give(session, judged.round, alone, judged.jurors[2], (1, 2, 3, 4))
    others = [judged.entry() for _ in range(2)]
    for at, one in enumerate(others):
        give(session, judged.round, one, judged.jurors[2], (at, at, at, 1))
    single = report(asked(session, judged))  # nobody to compare with: no spread, so nothing is sure
    assert single["agreement"]["single"] is None
    (line,) = single["lines"]
    assert (line["p"], line["equal"], line["tied"]) == (None, False, [])
    assert (single["stability"]["stable"], single["stability"]["redrawn"]) == ([], [])
    (guard,) = [one for one in single["guards"] if one["code"] == "single_reading"]
    assert guard["ids"] == [str(judged.category.id)]
    assert {(one["entry_id"], one["juror_id"]) for one in guard["cards"]} == {
        (str(one.id), str(judged.jurors[2].id)) for one in (alone, *others)
    }
    for one in (alone, *others):
        one.state = "withdrawn"
    session.commit()
    nobody = report(asked(session, judged))
    assert (nobody["entries"], nobody["flags"], nobody["correlations"]["r"]) == ([], [], [])


def test_of_two_that_share_the_first_place_none_is_said_to_stay_first(session: Session) -> None:
    jury = Jury(session, "raw")
    before = {one["category_id"] for one in report(asked(session, jury))["stability"]["redrawn"]}
    for entry in (jury.entry(jury.category), jury.entry(jury.category)):
        for reader in jury.readers[:3]:
            give(session, jury.round, entry, reader, (5, 5, 5, 5))
    session.commit()
    after = {one["category_id"] for one in report(asked(session, jury))["stability"]["redrawn"]}
    assert before - after == {str(jury.category.id)}


def test_who_comes_first_again_and_whom_one_juror_places(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        fairness_rules, "DECIDES", 0.4
    )  # three read each entry: an equal part is less
    jury = Jury(session, "raw")
    question = asked(session, jury)
    drawn = stats.bootstrap(question.jury.cards, "raw", fairness_rules.REDRAWS, question.seed)
    said = report(question)
    assert [one["share"] for one in said["stability"]["redrawn"]] == drawn.stable.tolist()
    assert "one_juror_decides" not in {one["code"] for one in said["guards"]}
    calibrated = replace(question, method="calibrated")
    said = report(calibrated)
    assert said["stability"]["redrawn"] == []  # 200 fits take minutes; its chances say it
    made = stats.rank(question.jury.cards, "calibrated", places=question.jury.places)
    deciding = {
        str(question.jury.categories[int(question.jury.cards.category[at])])
        for at in range(len(question.jury.entries))
        if made.rank[at] <= question.jury.places[question.jury.cards.category[at]]
        and max(
            one.weight / (1 - made.working.fit.pull[made.working.place[at]])
            for one in stats.explain(question.jury.cards, made, at)
            if one.juror >= 0
        )
        > fairness_rules.DECIDES
    }
    (guard,) = [one for one in said["guards"] if one["code"] == "one_juror_decides"]
    assert deciding
    assert set(guard["ids"]) == deciding
    weights = {
        (str(question.jury.entries[at]), str(question.jury.jurors[one.juror])): one.weight
        / (1 - made.working.fit.pull[made.working.place[at]])
        for at in range(len(question.jury.entries))
        for one in stats.explain(question.jury.cards, made, at)
        if one.juror >= 0
    }
    named = [(one["entry_id"], one["juror_id"]) for one in guard["cards"]]
    assert all(weights[one] > fairness_rules.DECIDES for one in named)


def test_who_gives_every_criterion_the_same_is_worth_a_look(session: Session) -> None:
    judged = Judged(session)
    for one in judged.entries:
        one.state = "withdrawn"
    for at in range(8):
        entry = judged.entry()
        level = at % 4
        give(session, judged.round, entry, judged.jurors[0], (level, level + 2, level, level + 2))
        give(session, judged.round, entry, judged.jurors[1], (level, level + 1, level + 2, level))
        give(session, judged.round, entry, judged.jurors[2], (level, level, level, level))
    (flag,) = report(asked(session, judged))["flags"]
    assert (flag["kind"], flag["juror_id"], flag["organisation_id"]) == (
        "halo",
        str(judged.jurors[2].id),
        None,
    )
    assert flag["effect"] < 0


def test_what_would_come_of_it_and_nothing_is_kept(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session)
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    url = f"{API}/rankings/{ranking.id}/what-if"

    def tried(**wanted: Any) -> dict[str, dict[str, Any]]:
        answer = organiser.post(url, json={"method": "calibrated"} | wanted)
        assert answer.status_code == 200, answer.text
        return {one["entry_id"]: one for one in answer.json()["rows"]}

    cards = asked(session, jury).jury
    same = tried()
    assert all(one["before"] == one["after"] for one in same.values())
    assert all(one["placed_before"] == one["placed_after"] for one in same.values())
    by_id = {str(key): at for at, key in enumerate(cards.entries)}
    for key, one in same.items():
        places = cards.places[cards.cards.category[by_id[key]]]
        assert one["placed_before"] == (1 <= one["before"] <= places)
    plain = stats.rank(cards.cards, "raw")
    by_mean = tried(method="raw")
    assert [by_mean[str(key)]["after"] for key in cards.entries] == plain.rank.tolist()
    without = tried(method="raw", without_juror=str(jury.readers[0].id))
    changed = {
        key for key, one in without.items() if one["after_score"] != by_mean[key]["after_score"]
    }
    for one in without.values():
        places = cards.places[cards.cards.category[by_id[one["entry_id"]]]]
        assert one["placed_after"] == (1 <= one["after"] <= places)
    assert any(
        one["placed_before"] != one["placed_after"]
        for reader in jury.readers
        for one in tried(without_juror=str(reader.id)).values()
    )
    seat = cards.jurors.index(jury.readers[0].id)
    assert changed == {
        str(cards.entries[at]) for at in cards.cards.entry[cards.cards.juror == seat]
    }
    leaf = cards.leaves[0]
    whole = tried(method="raw", criterion_id=str(leaf), share=1.0)
    column = cards.cards.scores[:, 0]
    for at, key in enumerate(cards.entries):
        if cards.cards.weights[at, 0] > 0:
            mean = column[cards.cards.entry == at].mean()
            assert whole[str(key)]["after_score"] == pytest.approx(mean)
    wish = Wish("raw", without=jury.readers[0].id, leaf=leaf, share=1.0)
    both = tried(method="raw", without_juror=str(wish.without), criterion_id=str(leaf), share=1.0)
    assert {
        str(one.entry): one.after_score
        for one in try_out([Weighed(cards, 1, {})], "calibrated", wish).changes
    } == {key: one["after_score"] for key, one in both.items()}
    # Whoever the report names can be left out, with evaluations of what was withdrawn alone too.
    named = organiser.get(url.replace("what-if", "fairness")).json()["named_jurors"]
    idle = {one["id"] for one in named} - {str(key) for key in cards.jurors}
    assert idle
    assert all(tried(without_juror=one) == same for one in idle)
    for unknown in ("without_juror", "criterion_id"):
        refused = organiser.post(url, json={"method": "raw", unknown: str(uuid7())})
        assert refused.status_code == 404
    for one in jury.read[1:]:
        one.state = "withdrawn"
    session.commit()
    assert organiser.post(url, json={"method": "raw"}).json()["code"] == "ranking_outdated"
    assert session.scalars(select(Ranking)).all() == [ranking]


def test_what_the_method_cannot_rank_is_tried_by_the_mean(
    session: Session, sign_in: SignIn
) -> None:
    jury = Jury(session, "raw")
    cut(jury, [make_juror(session, jury.edition) for _ in range(2)])
    ranking = jury.ranked()
    url = f"{API}/rankings/{ranking.id}/what-if"
    body = sign_in(jury.organiser).post(url, json={"method": "calibrated"}).json()
    assert body["by_mean"] == [{"category_id": str(jury.category.id), "why": "disconnected"}]
    moved = {
        one["category_id"] for one in body["rows"] if one["before_score"] != one["after_score"]
    }
    assert moved == {str(jury.other.id)}
    alone = altered(asked(session, jury).jury, Wish("raw", leaf=uuid7(), share=0.5))
    assert alone.cards.weights.sum(axis=1) == pytest.approx(1)


def test_the_report_is_a_document_too(session: Session, sign_in: SignIn) -> None:
    jury = Jury(session, "raw")
    ranking = jury.ranked()
    organiser = sign_in(jury.organiser)
    url = f"{API}/rankings/{ranking.id}/fairness-report"
    made = organiser.get(url, params={"language": "en"})
    assert (made.status_code, made.content[:5]) == (200, b"%PDF-")
    assert organiser.get(url, params={"language": "en"}).content == made.content
    kept = session.scalars(select(FairnessReport)).one().report  # computed for the document
    readings = session.scalars(
        select(AuditEvent.facts["what"].as_string()).where(AuditEvent.act == "read_standings")
    ).all()
    assert readings == ["fairness_pdf"] * 2  # each is on record
    found = Fairness.model_validate(organiser.get(f"{API}/rankings/{ranking.id}/fairness").json())
    said = fairness_document(found, "en", NOW)
    assert said["partial"] is False
    assert said["summary"][0]["said"] == [
        "Entries are ranked by “", "Mean", "”. What follows of “", "Calibration",
        "” is for comparison alone.",
    ]  # fmt: skip
    rows = [row for one in said["categories"] for row in one["rows"]]
    assert {row["number"] for row in rows} == {str(one.number) for one in jury.read}
    assert {row["mean"] for row in rows} == {f"{one['raw']:.2f}" for one in kept["entries"]}
    for one in said["categories"]:
        assert sum(cell is not None for row in one["heat"]["rows"] for cell in row["cells"]) == 18
        assert sorted(line["before"] for line in one["slope"]) == list(range(6)) or not one["slope"]
    whys = [why for one in said["categories"] for why in one["why"]]
    assert len(whys) == sum(bool(one["why"]) for one in kept["entries"]) > 0
    assert len(said["jurors"]["rows"]) == 6


def test_the_document_rounds_as_the_page_does_and_names_the_scattered(
    session: Session, sign_in: SignIn
) -> None:
    jury = Jury(session)
    found = Fairness.model_validate(
        sign_in(jury.organiser).get(f"{API}/rankings/{jury.ranked().id}/fairness").json()
    )
    write = Writer(found, "en")
    assert [write.percent(one) for one in (0.725, 0.545, 0.005, None)] == ["73%", "55%", "1%", "—"]
    assert [write.number(one, "0.0") for one in (0.25, 0.35)] == ["0.3", "0.4"]
    assert Writer(found, "ar").percent(0.725) == "73٪"
    noisy = [
        one.model_copy(update={"noise_sd": 9.0 if at == 2 else 3.0, "weight": 0.125})
        for at, one in enumerate(found.jurors)
    ]
    said = fairness_document(found.model_copy(update={"jurors": noisy}), "en", NOW)
    names = {one.id: one.name_en or one.name_ar for one in found.named_jurors}
    assert said["jurors"]["said"][-1][1::2] == [
        names[noisy[2].juror_id], "9.0", "3.0", "Calibration", "13%",
    ]  # fmt: skip
    even = [one.model_copy(update={"noise_sd": 3.0}) for one in found.jurors]
    alike = fairness_document(found.model_copy(update={"jurors": even}), "en", NOW)
    assert len(alike["jurors"]["said"]) == len(said["jurors"]["said"]) - 1


@given(st.lists(st.tuples(st.floats(-20, 130), st.floats(0, 1)), max_size=8))
def test_shown_parts_sum_to_the_shown_score(given_: list[tuple[float, float]]) -> None:
    parts = [{"contribution": value, "weight": weight} for value, weight in given_]
    shown = [Decimal(one["shown"]) for one in with_shown(parts)]
    whole = Decimal(repr(sum([value for value, _ in given_], 0.0)))
    assert sum(shown) == whole.quantize(Decimal("0.01"), ROUND_HALF_UP)
    for one, (value, _) in zip(shown, given_, strict=True):
        assert abs(one - Decimal(repr(value))) <= Decimal("0.011")


def test_a_long_report_tells_what_it_leaves_out(
    session: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    jury = Jury(session)
    found = Fairness.model_validate(
        sign_in(jury.organiser).get(f"{API}/rankings/{jury.ranked().id}/fairness").json()
    )
    jury.edition.digits = "arab"
    for name, most in (("MOST", 4), ("SLOPE", 5), ("SEATS", 2)):
        monkeypatch.setattr(fairness_document_module, name, most)
    short = found.model_copy(
        update={
            "stability": None,
            "agreement": found.agreement.model_copy(update={"mean": None}),
            "edition": found.edition.model_copy(update={"digits": "arab"}),
        }
    )
    card = CardRef(entry_id=found.entries[0].entry_id, juror_id=found.seats[0])
    first, second = (one.id for one in found.categories)
    line = Line(
        category_id=first,
        places=1,
        last_inside=card.entry_id,
        first_outside=found.entries[1].entry_id,
        p=None,
        equal=False,
        tied=[],
    )
    equal = line.model_copy(
        update={"category_id": second, "p": 0.5, "equal": True, "tied": [card.entry_id]}
    )
    short = short.model_copy(
        update={
            "lines": [line, equal],
            "guards": [
                Guard(code="single_reading", ids=[first], cards=[card] * count) for count in (1, 9)
            ],
        }
    )
    said = fairness_document(short, "ar", NOW, partial=True)
    assert [len(one["cards"][-2]) for one in said["guards"]] == [1, 8]
    assert said["guards"][1]["cards"][1] == "٩"
    told = [one["said"] for one in said["summary"]]
    names = {one.id: one.name_ar for one in found.categories}
    assert [names[first]] in next(one for one in told if "لا تكفي التقييمات" in one[0])
    (tie,) = next(one for one in said["summary"] if "تعادل إحصائي في" in one["said"][0])["under"]
    assert "الدرجة نفسها" in tie[2]
    assert said["shortened"] == [
        "يذكر هذا التقرير من كل فئة أول ",
        "٤",
        " مشاركة. وكلها في الصفحة وملفاتها.",
    ]
    assert [len(one["rows"]) for one in said["categories"]] == [4, 4]
    assert [(one["slope"], one["heat"]) for one in said["categories"]] == [([], None)] * 2
    assert compile_document("fairness", json.dumps(plain(said)))[:5] == b"%PDF-"


def test_who_wins_is_by_the_ranking_and_its_tie_breaks(session: Session, sign_in: SignIn) -> None:
    """Two share the score at the line; the criterion that broke the tie is not forgotten."""
    judged = Judged(session, ["criterion:a", "shared"])  # two places: 100, then 60 and 60
    third, extra = judged.jurors[2], judged.entry()
    give(session, judged.round, judged.entries[1], third, (5, 5, 1, 2))
    give(session, judged.round, judged.entries[2], third, (4, 5, 3, 2))
    for juror in judged.jurors[:2]:
        give(session, judged.round, extra, juror, (0, 0, 0, 1))
    organiser = sign_in(judged.organiser)
    ranking = organiser.post(judged.rankings).json()["id"]
    rows = organiser.get(judged.url("/standings")).json()["categories"][0]["rows"]
    official = {row["entry"]["id"]: row["rank"] for row in rows}
    first, second, third_ = (str(one.id) for one in judged.entries[:3])
    assert (official[first], official[second], official[third_]) == (1, 2, 3)
    tried = organiser.post(f"{API}/rankings/{ranking}/what-if", json={"method": "raw"}).json()
    assert {one["entry_id"]: one["before"] for one in tried["rows"]} == official
    assert {one["entry_id"] for one in tried["rows"] if one["placed_before"]} == {first, second}
    # Without the juror on whose marks the tie was broken they are equal still: nobody's place is lost.
    wish = {"method": "raw", "without_juror": str(third.id)}
    without = organiser.post(f"{API}/rankings/{ranking}/what-if", json=wish).json()["rows"]
    assert {one["entry_id"] for one in without if one["placed_after"]} == {first, second}
    report = organiser.get(f"{API}/rankings/{ranking}/fairness").json()
    assert str(third.id) not in {one["juror_id"] for one in report["stability"]["flips"]}
