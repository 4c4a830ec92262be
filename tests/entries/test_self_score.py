"""An agency scores its own entry by the public rubric, and nobody else ever reads a trace of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import Level, Role
from app.audit.models import AuditEvent
from app.editions.models import Rubric
from app.editions.rubric_rules import CriterionSpec, total
from app.editions.rubric_schemas import spec_of
from app.entries.self_score_models import SelfMark
from app.entries.self_score_rules import on_scale, self_total
from tests.entries.test_eligibility import Scene
from tests.factories import (
    make_collaborator,
    make_evaluation,
    make_juror,
    make_level,
    make_member,
    make_round,
    make_staff,
    make_user,
)

SignIn = Callable[..., TestClient]


def leaf(weight: int, code: str) -> CriterionSpec:
    return CriterionSpec(
        id=uuid4(),
        code=code,
        parent=None,
        weight=weight,
        counted=True,
        minimum=Fraction(0),
        maximum=Fraction(5),
        step=Fraction(1),
    )


def test_the_sum_is_the_jurors_once_it_is_whole_and_hints_name_what_loses_most() -> None:
    heavy, light, full, middle = leaf(5, "a"), leaf(1, "b"), leaf(2, "c"), leaf(2, "d")
    specs = [heavy, light, full, middle]
    points = {heavy.id: Fraction(2), light.id: Fraction(0), full.id: Fraction(5)}
    part = self_total(specs, points)
    assert (part.total, part.covered) == (Fraction(40), Fraction(8, 10))
    assert part.lowest == (heavy.id, light.id)  # of the whole, not of their own scale
    assert part.highest == (full.id,)
    points[middle.id] = Fraction(4)
    whole = self_total(specs, points)
    assert (whole.total, whole.covered) == (total(specs, points), Fraction(1))
    assert whole.lowest == (heavy.id, light.id, middle.id)
    assert self_total(specs, {}).lowest == ()
    # Marks of criteria that are gone, or off a scale that has changed since, are left out.
    assert on_scale(
        specs, {heavy.id: Fraction(9), uuid4(): Fraction(1), light.id: Fraction(1)}
    ) == {light.id: Fraction(1)}


def test_colleagues_share_the_marks_and_only_of_a_public_rubric(
    session: Session, sign_in: SignIn
) -> None:
    scene = Scene(session)
    url = f"{scene.mine}/self-score"
    manager = sign_in(scene.manager)
    of = session.get_one(Rubric, scene.category.rubric_id)
    leaves = {one.code: one for one in of.criteria if one.code != "b"}
    mark = {"marks": {str(leaves["a"].id): {"points": "4"}}}
    hidden = manager.get(url).json()
    assert (hidden["available"], hidden["criteria"], hidden["may_edit"]) == (False, [], False)
    assert manager.put(url, json=mark).json()["code"] == "rubric_not_public"
    of.public = True
    make_level(session, leaves["b1"], "good", 4)
    session.commit()
    seen = manager.put(
        url, json={"marks": {**mark["marks"], str(leaves["b1"].id): {"level": "good"}}}
    ).json()
    assert (seen["total"], seen["covered"], seen["complete"]) == ("32.00", "40", False)
    assert seen["marks"] == {str(leaves["a"].id): "4", str(leaves["b1"].id): "4"}
    colleague = sign_in(make_member(session, scene.agency, Level.edit))
    assert colleague.get(url).json() == seen
    wrong = colleague.put(url, json={"marks": {str(leaves["c"].id): {"points": "7"}}})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "scores_invalid")
    rest = {"marks": {str(leaves["b2"].id): {"points": "3"}, str(leaves["c"].id): {"points": "2"}}}
    done = colleague.put(url, json=rest).json()
    specs = [spec_of(one) for one in of.criteria]
    points = {one.criterion_id: Fraction(one.points) for one in session.scalars(select(SelfMark))}
    assert (done["complete"], Fraction(done["total"])) == (True, total(specs, points))
    assert done["lowest"][0] == str(leaves["c"].id)
    cleared = colleague.put(url, json={"marks": {str(leaves["c"].id): {}}}).json()
    assert (cleared["complete"], str(leaves["c"].id) in cleared["marks"]) == (False, False)
    reader = sign_in(make_member(session, scene.agency, Level.view))
    assert reader.get(url).json()["may_edit"] is False
    assert reader.put(url, json=mark).json()["code"] == "entry_right_needed"
    outsider = sign_in(make_collaborator(session, scene.entry, "submit"))
    assert outsider.get(url).json() == hidden
    assert outsider.put(url, json=mark).json()["code"] == "self_score_private"
    # What an individual enters is theirs alone.
    scene.entry.organisation_id, scene.entry.owner_id = None, make_user(session).id
    session.commit()
    assert manager.get(url).status_code == 404


def test_no_staff_or_juror_reads_a_trace_of_it(session: Session, sign_in: SignIn) -> None:
    scene = Scene(session)
    of = session.get_one(Rubric, scene.category.rubric_id)
    of.public = True
    scene.category.max_entries_per_entrant = 2
    session.commit()
    manager = sign_in(scene.manager)
    one = next(criterion for criterion in of.criteria if criterion.code == "a")
    url = f"{scene.mine}/self-score"
    assert manager.put(url, json={"marks": {str(one.id): {"points": "4"}}}).status_code == 200
    assert manager.post(f"{scene.mine}/submit").status_code == 200
    assert session.scalars(select(AuditEvent.act).where(AuditEvent.act.like("%self%"))).all() == []
    session.expire_all()
    scene.entry.state, scene.edition.phase = "eligible", "judging"
    round_ = make_round(session, scene.edition)
    juror = make_juror(session, scene.edition)
    evaluation = make_evaluation(session, round_, scene.entry, juror)
    people = [make_staff(session, scene.edition, Role(name)) for name in (
        "organiser", "screener", "auditor", "approver", "chair",
    )]  # fmt: skip
    people.append(session.get_one(User, juror.user_id))
    entry, edition = f"/api/v1/entries/{scene.entry.id}", f"/api/v1/editions/{scene.edition.id}"
    read = 0
    for person in people:
        client = sign_in(person)
        assert client.get(url).status_code == 404
        for path in (
            entry,
            f"{entry}/eligibility",
            f"{entry}/receipts",
            f"{edition}/entries",
            f"{edition}/log",
            f"/api/v1/juror/evaluations/{evaluation.id}",
            "/api/v1/juror/evaluations",
        ):
            answer = client.get(path)
            read += answer.status_code == 200
            told = json.dumps(answer.json())
            assert "self_score" not in told
            assert "self_mark" not in told
            assert '"marks"' not in told
    assert read > 15
