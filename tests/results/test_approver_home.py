"""The approver's home: what waits for a signature or a second name, first."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.actor import Role, Scope
from app.kit.ids import uuid7
from tests.factories import make_edition, make_grant
from tests.results.test_release import Desk, SignIn, desk

__all__ = ["desk"]  # the fixture


def test_what_waits_for_a_name_stands_first(
    desk: Desk, session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    judged = desk.judged
    other = make_edition(session, phase="open", name_ar="أخرى", name_en="Other")
    make_grant(session, judged.approver, Role.approver, Scope.edition, other.id)
    make_edition(session, phase="deliberation")  # nothing to this approver
    session.commit()
    shown = ("id", "step", "waits", "own", "organises")

    def home(client: Any = desk.approver) -> list[tuple[Any, ...]]:
        answer = client.get("/api/v1/home/approver")
        assert answer.status_code == 200, answer.text
        return [tuple(one[key] for key in shown) for one in answer.json()["editions"]]

    mine = str(judged.edition.id)
    last = (str(other.id), "none", None, False, False)
    assert sorted(home()) == sorted([(mine, "none", None, False, False), last])
    digest = desk.freeze().json()["results_hash"]
    assert home() == [(mine, "frozen", "signature", False, False), last]
    frozen = desk.approver.get("/api/v1/home/approver").json()["editions"][0]
    assert (frozen["by_ar"], frozen["since"]) != ("", None)
    statements.clear()
    home()
    few = len(statements)
    for _ in range(3):
        more = make_edition(session, phase="open")
        make_grant(session, judged.approver, Role.approver, Scope.edition, more.id)
    session.commit()
    statements.clear()
    assert len(home()) == 5
    assert len(statements) == few
    # Who froze, and who organises, are told that another signs.
    make_grant(session, judged.organiser, Role.approver, Scope.edition, judged.edition.id)
    session.commit()
    assert home(sign_in(judged.organiser)) == [(mine, "frozen", "signature", True, True)]
    assert desk.sign(digest).status_code == 200
    assert home()[0][:3] != (mine, "signed", "signature")
    assert (mine, "signed", None, False, False) in home()
    asked = desk.organiser.put(
        judged.url(f"/reopenings/{uuid7()}"), json={"to": "deliberation", "reason_ar": "خطأ"}
    )
    assert asked.status_code == 201, asked.text
    assert home()[0] == (mine, "signed", "reopening", False, False)
    assert desk.organiser.get("/api/v1/home/organiser").status_code == 404
