"""An invitation to a jury: its possible conflicts, the statement that is signed, the load, lateness."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid5

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import Invitation
from app.actor import Role, Scope
from app.judging.conflicts.models import Conflict
from app.judging.panels.models import Juror, PanelCategory, SignedStatement
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_grant,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_round,
    make_staff,
    make_user,
)
from tests.judging.scene import broken

SignIn = Callable[..., TestClient]


def plain(line: str) -> str:
    """A line of a mail without the isolates around its values."""
    return line.translate({0x2068: None, 0x2069: None})


def test_detected_conflicts_are_answered_before_the_jury_is_joined(
    session: Session, sign_in: SignIn, statements: list[str]
) -> None:
    edition = make_edition(session, phase="judging")
    category = make_category(session, edition, entrant_kind="any")
    works = make_organisation(session, name_ar="وزارة الأمثلة", email_domain="moe.example")
    left = make_organisation(session, name_ar="هيئة الأمثلة")
    other, idle = (make_organisation(session, name_ar=f"جهة {n}") for n in "أب")
    make_member(session, other)
    for one in (works, left, other):
        make_entry(session, category, one, state="submitted", submitted_at=NOW)
    make_entry(session, category, left, state="withdrawn")
    make_entry(session, category, idle, state="withdrawn")
    namesake = make_user(session, name_ar="هند بنت المثال")
    own = make_entry(session, category, owner_id=namesake.id, submitted_at=NOW, state="submitted")
    organiser = sign_in(make_staff(session, edition))
    user = make_user(session, "hind@it.moe.example")
    round_ = make_round(session, edition)
    juror = make_juror(
        session,
        edition,
        user,
        state="invited",
        name_ar="هند بنت المثال",
        employer_ar="وزاره الامثله",
        former_employers=[
            {"name": "هيئة الأمثلة", "until": "2024-01-31"},
            {"name": "جهة أ", "until": "2020-01-31"},
        ],
    )
    juror.user_id = None
    session.commit()

    # The organiser says what is signed, how much is asked and how long an answer may take.
    settings = f"/api/v1/editions/{edition.id}/jury-settings"
    usual = organiser.get(settings).json()
    assert (usual["version"], usual["answer_days"], usual["load_asked"]) == (0, 7, None)
    assert usual["usual_ar"].startswith("أقرّ")
    wanted = {"statement_ar": "أتعهد بالسرية.", "load_asked": 12, "answer_days": 5}
    assert organiser.put(settings, json=wanted).status_code == 428
    kept = organiser.put(settings, json=wanted, headers={"If-Match": '"0"'}).json()
    assert (kept["version"], kept["load_asked"]) == (1, 12)
    assert organiser.put(settings, json=wanted).json() == kept
    late = f"/api/v1/editions/{edition.id}/jurors?late=true"
    assert organiser.post(f"/api/v1/jurors/{juror.id}/invite").json()["load_asked"] == 12

    person, url = sign_in(user), f"/api/v1/jury/{juror.id}"
    assert person.get(url).json()["statement"] == "أتعهد بالسرية."
    session.expire_all()
    statements.clear()
    opened = person.post(f"{url}/open").json()
    assert sum("FROM organisations" in one for one in statements) <= 2
    assert opened["answer_by"] == "2026-03-15T09:00:00Z"
    assert [one["id"] for one in opened["rounds"]] == [str(round_.id)]
    assert [one["id"] for one in opened["categories"]] == [str(category.id)]
    assert {one["object_id"]: (one["signals"], one["kind"]) for one in opened["possible"]} == {
        str(works.id): (["employer", "domain"], "employer"),
        str(left.id): (["former_employer"], "former_employer"),
        str(uuid5(namesake.id, str(own.id))): (["person"], "other"),
    }
    assert {one["id"] for one in opened["agencies"]} == {
        str(one.id) for one in (works, left, other)
    }
    assert organiser.get(f"/api/v1/jurors/{juror.id}").json()["opened_at"] == "2026-03-10T09:00:00Z"

    answers: list[dict[str, Any]] = [
        {"object_id": str(works.id), "confirmed": True, "kind": "employer"},
        {"object_id": str(left.id), "confirmed": True, "kind": "former_employer"},
        {
            "object_id": str(uuid5(namesake.id, str(own.id))),
            "confirmed": False,
            "kind": "other",
            "note": "تشابه أسماء",
        },
    ]
    body = {
        "accepted": True,
        "name": "هند بنت المثال",
        "statement": "أتعهد بالسرية.",
        "load_asked": 12,
        "load": 8,
        "load_reason": "سفر",
        "answers": answers,
        "own": [{"organisation_id": str(other.id), "kind": "family"}],
    }

    def refused(**values: Any) -> str:
        said = person.post(f"{url}/accept", json=body | values).json()
        return said["errors"][0]["code"] if said.get("errors") else said["code"]

    # Another text, or another load, than the page showed as it was signed.
    assert refused(statement="أتعهد.") == "invitation_changed"
    assert refused(load_asked=None) == "invitation_changed"
    assert refused(answers=answers[1:]) == "conflicts_unanswered"
    assert refused(load=13) == "load_too_high"
    assert refused(load_reason="") == "load_reason_missing"
    unsaid = [{**answers[0], "kind": "other"}, *answers[1:]]
    assert refused(answers=unsaid) == "reason_missing"
    elsewhere = [{"organisation_id": str(idle.id), "kind": "family"}]
    assert refused(own=elsewhere) == "organisation_unknown"
    assert session.scalars(select(Conflict.id)).all() == []

    joined = person.post(f"{url}/accept", json=body).json()
    assert (joined["state"], joined["possible"]) == ("accepted", [])
    # Who entered stays in sight: a conflict may be declared at any time.
    assert str(other.id) in [one["id"] for one in joined["agencies"]]
    assert person.post(f"{url}/accept", json=body).status_code == 200
    session.expire_all()
    row = session.get_one(Juror, juror.id)
    assert (row.statement, row.signed_name) == ("أتعهد بالسرية.", "هند بنت المثال")
    assert row.statement_hash == hashlib.sha256("أتعهد بالسرية.".encode()).hexdigest()
    assert (row.load_accepted, row.load_reason) == (8, "سفر")
    rows = session.execute(
        select(
            Conflict.organisation_id, Conflict.entry_id, Conflict.source, Conflict.state,
            Conflict.kind, Conflict.decide_by,
        )
    ).all()  # fmt: skip
    assert set(map(tuple, rows)) == {
        (works.id, None, "juror", "recused", "employer", None),
        (left.id, None, "juror", "recused", "former_employer", None),
        (None, own.id, "detected", "suspended", "other", NOW + timedelta(days=3)),
        (other.id, None, "juror", "recused", "family", None),
    }
    assert organiser.get(late).json()["total"] == 0
    # What was denied waits for a person: the organisers are told of it.
    told = session.scalars(select(Mail).where(Mail.template == "conflicts_wait")).one()
    assert "عددها: 1" in told.text


def test_who_does_not_answer_in_time_is_late(
    session: Session, sign_in: SignIn, clock: Clock
) -> None:
    edition = make_edition(session, phase="judging")
    staff = make_staff(session, edition)
    user = make_user(session)
    juror = make_juror(session, edition, user, state="invited")
    make_juror(session, edition)
    make_juror(session, edition, state="invited")  # a proposal that nobody invited
    url = f"/api/v1/editions/{edition.id}/jurors"
    sign_in(staff).post(f"/api/v1/jurors/{juror.id}/invite")
    clock.now = NOW + timedelta(days=8)
    organiser = sign_in(staff)
    assert [one["id"] for one in organiser.get(f"{url}?late=true").json()["items"]] == [
        str(juror.id)
    ]
    assert organiser.get(f"{url}?late=false").json()["total"] == 2
    # Inviting again begins anew.
    organiser.post(f"/api/v1/jurors/{juror.id}/invite")
    assert organiser.get(f"{url}?late=true").json()["total"] == 0


def test_what_is_known_already_is_answered_and_not_told_twice(
    session: Session, sign_in: SignIn
) -> None:
    """Reported while invited: the juror's word decides it. Dismissed: not noticed by the same again."""
    edition = make_edition(session, phase="judging")
    category = make_category(session, edition)
    reported, dismissed, recused, denied, other = (
        make_organisation(session, name_ar=f"جهة {n}") for n in "أبجده"
    )
    for one in (reported, dismissed, recused, denied, other):
        make_entry(session, category, one, state="submitted", submitted_at=NOW)
    names = ("أ", "ب", "ج", "د")
    user = make_user(session)
    juror = make_juror(
        session,
        edition,
        user,
        state="invited",
        invited_at=NOW,
        former_employers=[{"name": f"جهة {n}", "until": None} for n in names],
    )
    juror.user_id = None

    def known(about: Any, source: str, state: str, *signals: str) -> None:
        session.add(
            Conflict(
                id=uuid7(),
                edition_id=edition.id,
                juror_id=juror.id,
                organisation_id=about.id,
                source=source,
                kind="business",
                reason="-",
                state=state,
                signals=list(signals),
                declared_at=NOW,
            )
        )

    known(reported, "organiser", "suspended")
    known(dismissed, "detected", "dismissed", "former_employer")
    known(recused, "organiser", "recused")
    known(denied, "organiser", "suspended")
    known(other, "organiser", "suspended")
    session.commit()
    person, url = sign_in(user), f"/api/v1/jury/{juror.id}"
    found = [one["object_id"] for one in person.get(url).json()["possible"]]
    assert sorted(found) == sorted(str(one.id) for one in (reported, dismissed, recused, denied))
    yes = {str(reported.id), str(recused.id)}
    answers = [
        {"object_id": key, "confirmed": key in yes, "kind": "former_employer", "note": "سابقًا"}
        for key in found
    ]
    own = [{"organisation_id": str(other.id), "kind": "family"}]
    statement = person.get(url).json()["statement"]
    body = {
        "accepted": True,
        "name": "هند",
        "statement": statement,
        "answers": answers,
        "own": own,
    }
    assert person.post(f"{url}/accept", json=body).status_code == 200
    session.expire_all()
    rows = session.execute(
        select(Conflict.organisation_id, Conflict.state, Conflict.decision_reason)
    ).all()
    assert sorted(map(tuple, rows)) == sorted(
        [
            (reported.id, "recused", "سابقًا"),
            (dismissed.id, "dismissed", ""),
            (recused.id, "recused", ""),
            (denied.id, "suspended", ""),
            (other.id, "recused", ""),
        ]
    )


def test_the_invitation_and_its_mail_name_the_panel_and_what_it_judges(
    session: Session, sign_in: SignIn
) -> None:
    edition = make_edition(session, phase="judging")
    names = ("الصحة", "التعليم", "البيئة")
    health, school, green = (
        make_category(session, edition, code=f"c{at}", name_ar=name, name_en="", position=at)
        for at, name in enumerate(names)
    )
    user = make_user(session)
    known, new = (
        make_juror(session, edition, user if at else None, state="invited") for at in (1, 0)
    )
    known.user_id, known.email = None, user.email
    new.user_id, new.email, new.languages = None, "new@example.org", ["en"]
    round_ = make_round(session, edition)
    first = make_panel(session, round_, known, chair=known)
    rest = make_panel(session, round_, known, new)
    first.name_ar, rest.name_ar, rest.name_en = "لجنة الصحة", "لجنة الباقي", "The others"
    session.add(PanelCategory(panel_id=first.id, category_id=health.id))
    session.commit()
    organiser = sign_in(make_staff(session, edition))
    for one in (known, new):
        assert organiser.post(f"/api/v1/jurors/{one.id}/invite").status_code == 200
    told = {one.to_email: one.text for one in session.scalars(select(Mail))}
    lines = [plain(one) for one in told[user.email].splitlines()]
    assert "- رئاسة لجنة الصحة، وتحكّم: الصحة." in lines
    assert "- لجنة الباقي، وتحكّم: التعليم، البيئة." in lines
    english = [plain(one) for one in told["new@example.org"].splitlines()]
    assert "- The others; it judges التعليم, البيئة." in english
    shown = sign_in(user).get(f"/api/v1/jury/{known.id}").json()
    assert [
        (one["id"], one["chairs"], [category["id"] for category in one["categories"]])
        for one in shown["panels"]
    ] == [
        (str(first.id), True, [str(health.id)]),
        (str(rest.id), False, [str(school.id), str(green.id)]),
    ]
    # The link that is sent anew from the people's page says the same.
    waiting = session.scalars(select(Invitation).where(Invitation.email == new.email)).one()
    admin = make_user(session)
    make_grant(session, admin, Role.admin, Scope.instance, None)
    sent = sign_in(admin).post(f"/api/v1/invitations/{waiting.id}/resend")
    assert sent.status_code == 200
    again = session.scalars(select(Mail.text).where(Mail.to_email == new.email)).all()
    assert [plain(one).count("- The others; it judges") for one in again] == [1, 1]


def test_what_was_signed_outlives_another_invitation(session: Session, sign_in: SignIn) -> None:
    edition = make_edition(session, phase="judging")
    user = make_user(session)
    juror = make_juror(session, edition, user, state="invited")
    juror.user_id, juror.email = None, user.email
    make_round(session, edition)
    session.commit()
    organiser, person = sign_in(make_staff(session, edition)), sign_in(user)
    own, staff = f"/api/v1/jury/{juror.id}", f"/api/v1/jurors/{juror.id}"

    def sign(name: str) -> dict[str, Any]:
        asked = person.get(own).json()["statement"]
        body = {"accepted": True, "name": name, "statement": asked, "answers": []}
        return dict(person.post(f"{own}/accept", json=body).json())

    def statements() -> list[tuple[str, str]]:
        found = organiser.get(f"{staff}/statements").json()["items"]
        return [(one["statement"], one["signed_name"]) for one in found]

    assert organiser.post(f"{staff}/invite").status_code == 200
    assert statements() == []
    first = sign("هند")
    assert (first["signed_name"], first["signed_before"]) == ("هند", [])
    assert organiser.post(f"{staff}/remove", json={"reason": "تعارض مواعيد"}).status_code == 200
    person = sign_in(user)  # who lost a role signs in again
    (ended,) = person.get("/api/v1/juror/ended-juries").json()["items"]
    assert [one["signed_name"] for one in ended["signed"]] == ["هند"]
    changed = organiser.put(
        f"/api/v1/editions/{edition.id}/jury-settings",
        json={"statement_ar": "أتعهد بالسرية."},
        headers={"If-Match": '"0"'},
    )
    assert changed.status_code == 200, changed.text
    assert organiser.post(f"{staff}/invite").status_code == 200

    # Invited anew, they have signed nothing yet for now; what they signed is kept and shown.
    waiting = person.get(own).json()
    assert (waiting["signed_name"], waiting["statement"]) == ("", "أتعهد بالسرية.")
    assert [one["signed_name"] for one in waiting["signed_before"]] == ["هند"]
    assert organiser.get(staff).json()["statement_hash"] == ""
    assert statements() == [(first["statement"], "هند")]
    again = sign("هند المثال")
    assert again["signed_name"] == "هند المثال"
    assert [one["signed_name"] for one in again["signed_before"]] == ["هند"]
    assert {one[1] for one in statements()} == {"هند", "هند المثال"}
    assert broken(session) == {}
    # Of nobody else, and for nobody else.
    assert person.get(f"{staff}/statements").status_code == 403
    session.execute(delete(SignedStatement).where(SignedStatement.signed_name == "هند المثال"))
    session.commit()
    assert [name.split(": ")[-1] for name in broken(session)] == [
        "signed statement that is not kept"
    ]
