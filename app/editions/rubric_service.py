"""The verbs of rubrics: always the whole tree at once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit import service as audit
from app.editions.models import Category, Criterion, Level, Rubric
from app.editions.queries import rubric_of, staff_edition
from app.editions.rubric_rules import check_rubric
from app.editions.rubric_schemas import Node, RubricIn, StaffRubric, nodes
from app.editions.rules import check_rulebook_editable
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal
from app.kit.i18n import Pair
from app.kit.versions import Put, check_version

TEXTS = ("name_ar", "name_en", "note_ar", "note_en", "public")


def put_rubric(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    rubric_id: UUID,
    wanted: RubricIn,
    condition: str | None,
    now: datetime,
) -> Put[Rubric]:
    """Create a rubric or make it this tree; criteria and levels keep the client's ids.

    Refusal: `rubric_invalid` (422) with everything that is wrong, each at its place in the tree.
    """
    edition = staff_edition(session, actor, edition_id, lock=True)
    written = list(nodes(wanted.criteria))
    _check_tree(written)
    known = session.scalar(select(exists().where(Rubric.id == rubric_id)))
    texts = {name: getattr(wanted, name) for name in TEXTS}
    if not known:
        check_rulebook_editable(edition.phase_now)
        rubric = Rubric(id=rubric_id, edition_id=edition.id, **texts, folded=_folded(wanted))
        session.add(rubric)
        session.flush()  # its criteria are inserted below
        _store(session, rubric_id, written)
    else:
        rubric = rubric_of(session, edition.id, rubric_id)
        if {name: getattr(rubric, name) for name in TEXTS} == texts and _stored(rubric) == _rows(
            rubric_id, written
        ):
            return Put(rubric, created=False)
        check_version(rubric.version, condition, lambda: StaffRubric.of(rubric))
        check_rulebook_editable(edition.phase_now)
        for name, text in texts.items():
            setattr(rubric, name, text)
        rubric.folded = _folded(wanted)
        rubric.version += 1
        for criterion in rubric.criteria:
            session.expunge(criterion)  # with its levels
        session.expire(rubric, ["criteria"])
        session.execute(delete(Criterion).where(Criterion.rubric_id == rubric_id))
        _store(session, rubric_id, written)
    audit.record(
        session,
        actor,
        "put_rubric",
        now,
        subject=("rubric", rubric_id),
        edition_id=edition.id,
        criteria=len(written),
    )
    session.flush()  # the tree is read anew
    return Put(rubric_of(session, edition.id, rubric_id), created=not known)


def _folded(wanted: RubricIn) -> str:
    return fold(f"{wanted.name_ar} {wanted.name_en}")[:420]


def _check_tree(written: list[Node]) -> None:
    """The rules' refusal, with each problem at its place in the nested tree."""
    try:
        check_rubric([node.spec() for node in written])
    except Refusal as refusal:
        for problem in refusal.facts["errors"]:
            loc = problem["loc"]
            if len(loc) > 1:
                problem["loc"] = [*written[loc[1]].path, *loc[2:]]
        raise


Rows = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def _rows(rubric_id: UUID, written: list[Node]) -> Rows:
    """The criteria and the levels as rows, in reading order."""
    criteria = [
        {"rubric_id": rubric_id, "position": position, **node.values()}
        for position, node in enumerate(written)
    ]
    levels = [
        {
            **level.model_dump(),
            "points": Decimal(level.points),
            "criterion_id": node.criterion.id,
            "position": position,
        }
        for node in written
        for position, level in enumerate(node.criterion.levels)
    ]
    return criteria, levels


def _stored(rubric: Rubric) -> Rows:
    criteria = sorted(rubric.criteria, key=lambda criterion: criterion.position)
    return (
        [_columns(criterion) for criterion in criteria],
        [
            _columns(level)
            for criterion in criteria
            for level in sorted(criterion.levels, key=lambda level: level.position)
        ],
    )


def _columns(row: Criterion | Level) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _store(session: Session, rubric_id: UUID, written: list[Node]) -> None:
    criteria, levels = _rows(rubric_id, written)
    _check_ids_free(session, criteria, levels)
    session.execute(insert(Criterion), criteria)
    if levels:
        session.execute(insert(Level), levels)


def _check_ids_free(
    session: Session, criteria: list[dict[str, Any]], levels: list[dict[str, Any]]
) -> None:
    """Ids are the client's: one that stands in another rubric, or twice, is refused."""
    level_ids = [level["id"] for level in levels]
    twice = len(set(level_ids)) != len(level_ids)
    if (
        twice
        or session.scalar(select(exists().where(Criterion.id.in_([row["id"] for row in criteria]))))
        or (level_ids and session.scalar(select(exists().where(Level.id.in_(level_ids)))))
    ):
        raise Refusal(
            "criterion_id_taken",
            N_("أحد المعرّفات مستعمل في نموذج آخر. أنشئ معرّفًا جديدًا."),
            status=422,
        )


def delete_rubric(
    session: Session, actor: Actor, edition_id: UUID, rubric_id: UUID, now: datetime
) -> None:
    """Delete a rubric that no category uses. Refusal: `rubric_in_use` (409) with `categories`."""
    edition = staff_edition(session, actor, edition_id, lock=True)
    rubric = rubric_of(session, edition.id, rubric_id)
    check_rulebook_editable(edition.phase_now)
    users = session.execute(
        select(Category.name_ar, Category.name_en)
        .where(Category.rubric_id == rubric.id)
        .order_by(Category.position)
    ).all()
    if users:
        raise Refusal(
            "rubric_in_use",
            N_("تستعمل هذه الفئات النموذج: {categories}. اختر لها نموذجًا آخر أولًا."),
            categories=[Pair(ar, en) for ar, en in users],
        )
    session.execute(delete(Rubric).where(Rubric.id == rubric.id))
    audit.record(
        session,
        actor,
        "delete_rubric",
        now,
        subject=("rubric", rubric_id),
        edition_id=edition.id,
        name=rubric.name_ar,
    )
