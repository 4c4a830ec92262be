"""What a juror says of their order is read in the meeting by who may know every entry of it, and by nobody else."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.entries.models import Entry
from app.judging.conflicts.models import Conflict
from app.judging.evaluations.order_models import JurorOrder, OrderRevision
from app.kit.ids import uuid7
from tests.factories import NOW
from tests.results.support import API
from tests.results.test_orders import Orders

SignIn = Callable[..., TestClient]
FIRST, SECOND = "الأولى أوسع أثرًا", "الثالثة أثبت"


def said(client: TestClient, meeting: str, entry: Entry) -> dict[str, str]:
    """By juror: what the meeting tells of their orders beside an entry."""
    answer = client.get(f"{meeting}/entries/{entry.id}")
    assert answer.status_code == 200, answer.text
    assert "سرّ" not in answer.text
    return {one["juror_id"]: one["comment"] for one in answer.json()["marks"]}


def test_a_comment_on_an_order_is_told_whole_or_not_at_all(
    session: Session, sign_in: SignIn
) -> None:
    orders = Orders(session, sign_in)
    first, second, third = orders.jurors
    a, b, c = orders.ranked
    orders.order(first, "a", "b", "c")
    orders.order(second, "a", "b")
    for row in session.query(JurorOrder).all():
        revision = session.get_one(OrderRevision, row.submitted_id)
        revision.comment = FIRST if row.juror_id == first.id else SECOND
        revision.notes = "سرّ"
    orders.close()
    orders.edition.phase = "deliberation"
    session.commit()
    chair, member, out = (
        sign_in(session.get_one(User, one.user_id)) for one in (first, second, third)
    )
    body = {"round_id": str(orders.round.id), "category_id": str(orders.category.id)}
    meeting = f"{API}/meetings/{uuid7()}"
    assert chair.put(meeting, json=body).status_code == 201
    whole = {str(first.id): FIRST, str(second.id): SECOND}
    for reader in (chair, member, out, sign_in(orders.organiser)):
        assert said(reader, meeting, a) == whole

    def hide(entry: Entry, state: str) -> None:
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=orders.edition.id,
                juror_id=third.id,
                entry_id=entry.id,
                source="juror",
                kind="family",
                state=state,
                declared_at=NOW,
            )
        )
        session.commit()

    # Suspended from the third: the second's order never held it, the first's did.
    hide(c, "suspended")
    assert out.get(f"{meeting}/entries/{c.id}").status_code == 404
    assert said(out, meeting, a) == {str(first.id): "", str(second.id): SECOND}
    # That it left the race, so that nothing is hidden from the agenda, makes its name no less theirs to miss.
    c.state = "withdrawn"
    session.commit()
    assert out.get(meeting).json()["hidden"] == 0
    assert said(out, meeting, a) == {str(first.id): "", str(second.id): SECOND}
    hide(b, "recused")
    assert said(out, meeting, a) == {str(first.id): "", str(second.id): ""}
    assert said(chair, meeting, a) == whole
