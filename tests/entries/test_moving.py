"""Moving an entry to another category: the form goes along, the scores stay behind on the record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.accounts.models import User
from app.actor import SYSTEM_ACTOR
from app.audit.models import AuditEvent
from app.editions.models import Category, Edition, Field
from app.editions.rules import Phase
from app.entries.carry_rules import Asked
from app.entries.history_models import SavedVersion
from app.entries.models import Answer, Attachment, Entry
from app.entries.moving_rules import (
    Unfit,
    check_fits,
    check_may_move,
    check_no_round_closed,
    check_other_category,
    sources,
    why_unfit,
)
from app.entries.rules import EntryState
from app.entries.submission_models import Submission
from app.judging.blind.models import Redaction
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.queries import counted_totals, shortfall
from app.kit.errors import Refusal
from app.kit.ids import uuid7
from app.notifications.models import Mail
from app.office.invariants import broken_invariants
from tests.conftest import NOW
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_juror,
    make_member,
    make_organisation,
    make_panel,
    make_round,
    make_rubric,
    make_staff,
)

SignIn = Callable[..., TestClient]
API = "/api/v1"
SHA = "a" * 64


def code_of(check: Callable[[], Any]) -> str | None:
    try:
        check()
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("state", "phase", "closes", "code"),
    [
        ("submitted", "screening", -1, None),
        ("eligible", "judging", -1, None),
        ("submitted", "open", -1, None),
        ("draft", "screening", -1, "not_movable"),
        ("returned", "screening", -1, "not_movable"),
        ("withdrawn", "judging", -1, "not_movable"),
        ("disqualified", "judging", -1, "not_movable"),
        ("eligible", "deliberation", -1, "move_too_late"),
        ("eligible", "published", -1, "move_too_late"),
        ("submitted", "open", 1, "before_deadline"),
    ],
)
def test_when_an_entry_moves(state: str, phase: str, closes: int, code: str | None) -> None:
    assert code == code_of(
        lambda: check_may_move(
            EntryState(state), Phase(phase), closes=NOW + timedelta(hours=closes), now=NOW
        )
    )


def test_the_rules_of_moving() -> None:
    assert code_of(lambda: check_other_category(same=True)) == "same_category"
    assert code_of(lambda: check_other_category(same=False)) is None
    assert code_of(lambda: check_no_round_closed([("الأولى", "")])) == "move_round_closed"
    assert code_of(lambda: check_no_round_closed([])) is None
    assert code_of(lambda: check_fits([{"field_id": "x"}], [])) == "move_unfit"
    assert code_of(lambda: check_fits([], [{"kind": "months"}])) == "move_not_eligible"
    assert code_of(lambda: check_fits([], [])) is None
    a, b, c, d, e, f = (UUID(int=at) for at in range(6))
    pairs = {d: Asked(a, "x", "text", ()), e: Asked(b, "y", "text", ())}
    found = sources(pairs, [a, c], [f, d])
    assert (found.of, found.left) == ({d: a, f: f}, (c,))
    assert why_unfit([a, b, c], {a, b}, {a}) == {
        a: Unfit.refused,
        b: Unfit.empty,
        c: Unfit.not_asked,
    }


class Scene:
    """An eligible entry that is being judged, and another category whose form asks nearly the same."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.edition: Edition = make_edition(
            session, phase="judging", closes_at=NOW - timedelta(days=30), quorum=1
        )
        self.old: Category = make_category(session, self.edition, name_ar="الأول", name_en="First")
        self.new: Category = make_category(
            session, self.edition, name_ar="الثاني", name_en="Second"
        )
        self.old.rubric_id = make_rubric(session, self.edition).id
        self.new.rubric_id = make_rubric(session, self.edition).id
        self.agency = make_organisation(session)
        self.sara = make_member(session, self.agency)
        self.organiser = make_staff(session, self.edition)
        self.entry = self._entry()
        self.fields: dict[str, tuple[Field, Field | None]] = {
            "what": self._field("what", "نص", {}, {"required": True}),
            "gone": self._field("gone", "بلا مكان", {}, None),
            "long": self._field("long", "واحد اثنان ثلاثة", {}, {"word_limit": 2}),
            "file": self._field("file", None, {"kind": "file"}, {"kind": "file", "required": True}),
        }
        self.file = Attachment(
            id=uuid7(),
            entry_id=self.entry.id,
            field_id=self.fields["file"][0].id,
            name="a.pdf",
            media_type="application/pdf",
            size=9,
            sha256=SHA,
            state="clean",
            clean_sha256=SHA,
            clean_size=9,
            added_at=NOW,
        )
        session.add(self.file)
        self.submission = Submission(
            id=uuid7(),
            entry_id=self.entry.id,
            number=1,
            code="AAAA-BBBB-CCCC-DDDD",
            form_version=1,
            content=json.dumps(
                {
                    "answers": {
                        str(self.fields[code][0].id): value
                        for code, value in (
                            ("what", "نص"),
                            ("gone", "بلا مكان"),
                            ("long", "واحد اثنان ثلاثة"),
                        )
                    },
                    "entry": str(self.entry.id),
                    "face": {
                        "title_ar": self.entry.title_ar,
                        "title_en": self.entry.title_en,
                        "summary_ar": "",
                        "summary_en": "",
                    },
                    "form_version": 1,
                    "v": 1,
                }
            ),
            answers_sha256=SHA,
            files=[
                {
                    "id": str(self.file.id),
                    "field_id": str(self.file.field_id),
                    "name": "a.pdf",
                    "size": 9,
                    "sha256": SHA,
                }
            ],
            submitted_by=self.sara.id,
            submitted_at=NOW,
        )
        session.add(self.submission)
        self.entry.submission_id, self.entry.form_version = self.submission.id, 1
        self.round = make_round(session, self.edition)
        self.jurors = [make_juror(session, self.edition) for _ in range(3)]
        make_panel(session, self.round, *self.jurors)
        self.rows = [
            make_evaluation(session, self.round, self.entry, one) for one in self.jurors[:2]
        ]
        self.judge(self.rows[0])
        session.commit()

    def _entry(self) -> Entry:
        return make_entry(self.session, self.old, self.agency, state="eligible", submitted_at=NOW)

    def _field(
        self, code: str, value: str | None, before: dict[str, Any], after: dict[str, Any] | None
    ) -> tuple[Field, Field | None]:
        old = make_field(self.session, self.old, code=code, **before)
        new = None if after is None else make_field(self.session, self.new, code=code, **after)
        if value is not None:
            self.session.add(
                Answer(
                    entry_id=self.entry.id, field_id=old.id, value=value, revision=2, saved_at=NOW
                )
            )
            self.session.add(
                SavedVersion(
                    id=uuid7(),
                    entry_id=self.entry.id,
                    field_id=old.id,
                    value=value,
                    revision=2,
                    began_at=NOW,
                    saved_at=NOW,
                )
            )
        return old, new

    def judge(self, row: Evaluation) -> Revision:
        revision = Revision(
            id=uuid7(),
            evaluation_id=row.id,
            branch="head",
            status="submitted",
            scores={},
            total="80/1",
            body_hash=SHA,
            made_at=NOW,
            received_at=NOW,
        )
        self.session.add(revision)
        row.status, row.head_id, row.submitted_id = "submitted", revision.id, revision.id
        row.saved_at = row.submitted_at = NOW
        return revision

    def preview(self, client: TestClient) -> Any:
        return client.get(f"{API}/entries/{self.entry.id}/move/{self.new.id}")

    def move(
        self, client: TestClient, to: Category | None = None, version: int | None = None
    ) -> Any:
        self.session.expire_all()
        return client.post(
            f"{API}/entries/{self.entry.id}/move",
            json={"category_id": str((to or self.new).id), "reason": "دخلت فئة غير فئتها"},
            headers={"If-Match": f'"{version or self.entry.version}"'},
        )


@pytest.fixture
def scene(session: Session) -> Scene:
    return Scene(session)


def test_it_moves_with_what_the_other_form_asks(
    scene: Scene, session: Session, sign_in: SignIn
) -> None:
    what, gone, long, file = (scene.fields[code] for code in ("what", "gone", "long", "file"))
    session.add(
        Redaction(
            entry_id=scene.entry.id,
            part=str(what[0].id),
            mode="redacted",
            text="…",
            source_hash=SHA,
            decided_at=NOW,
        )
    )
    session.commit()
    client = sign_in(scene.organiser)
    shown = scene.preview(client)
    assert shown.status_code == 200, shown.text
    body = shown.json()
    assert what[1] is not None
    assert file[1] is not None
    assert [one["field_id"] for one in body["carried"]] == [str(what[1].id), str(file[1].id)]
    assert {one["field_id"] for one in body["left"]} == {str(gone[0].id), str(long[0].id)}
    assert (body["unfit"], body["not_met"]) == ([], [])
    assert body["evaluations"] == {"submitted": 1, "begun": 0, "untouched": 1}
    assert len(counted_totals(session, scene.round.id)) == 1
    promises = broken_invariants(session, SYSTEM_ACTOR)  # of this scene's bare rows
    receipts = client.get(f"{API}/entries/{scene.entry.id}/receipts").json()

    stale = scene.move(client, version=7)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    moved = scene.move(client)
    assert moved.status_code == 200, moved.text
    session.expire_all()
    # What staff read is of the new form; what was submitted and its receipt are as they were.
    answer = moved.json()
    assert (answer["category"]["id"], answer["state"]) == (str(scene.new.id), "eligible")
    assert [(one["field_id"], one["value"]) for one in answer["answers"]] == [
        (str(what[1].id), "نص")
    ]
    assert [one["field_id"] for one in answer["attachments"]] == [str(file[1].id)]
    assert answer["history"][-1]["act"] == "move_entry"
    assert client.get(f"{API}/entries/{scene.entry.id}/receipts").json() == receipts
    mine = sign_in(scene.sara).get(f"{API}/entrant/entries/{scene.entry.id}").json()
    assert (mine["receipt"]["code"], mine["submitted"]) == (scene.submission.code, None)
    assert [one["value"] for one in mine["answers"]] == ["نص"]
    # Its evaluations are on the record and in no count.
    first, second = scene.rows
    assert [(one.closed_reason, one.submitted_id is not None) for one in (first, second)] == [
        ("moved", True),
        ("moved", False),
    ]
    assert session.scalars(select(Revision.total)).all() == ["80/1"]
    assert counted_totals(session, scene.round.id) == []
    assert shortfall(session, scene.round, 1).below_quorum == (scene.entry.number,)
    juror = sign_in(session.get_one(User, scene.jurors[0].user_id))
    assert juror.get(f"{API}/juror/evaluations").json()["items"] == []
    assert juror.get(f"{API}/juror/rounds").json()["items"][0]["moved"] == 1
    refused = juror.get(f"{API}/juror/evaluations/{first.id}")
    assert (refused.status_code, refused.json()["reason"]) == (403, "moved")
    assert [row.part for row in session.scalars(select(Redaction))] == [str(what[1].id)]
    assert [tuple(row) for row in session.execute(select(Mail.template, Mail.to_email))] == [
        ("entry_moved", scene.sara.email)
    ]
    facts = session.scalars(select(AuditEvent.facts).where(AuditEvent.act == "move_entry")).one()
    assert (facts["from_category_id"], facts["evaluations_closed"]) == (str(scene.old.id), 2)
    assert broken_invariants(session, SYSTEM_ACTOR) == promises

    # Who had begun judges it no more in this round; whoever had not begins empty.
    client = sign_in(scene.organiser)

    def give(juror_id: UUID) -> Any:
        return client.put(
            f"{API}/rounds/{scene.round.id}/assignments/{uuid7()}",
            json={"entry_id": str(scene.entry.id), "juror_id": str(juror_id)},
        )

    again = give(scene.jurors[0].id)
    assert (again.status_code, again.json()["code"]) == (409, "judged_before_move")
    assert give(scene.jurors[1].id).status_code == 200
    assert give(scene.jurors[2].id).status_code == 201
    session.expire_all()
    assert (second.closed_at, second.status) == (None, "none")

    # And back: what was left behind is found again.
    back = scene.move(client, scene.old)
    assert back.status_code == 200, back.text
    assert {one["value"] for one in back.json()["answers"]} == {
        "نص",
        "بلا مكان",
        "واحد اثنان ثلاثة",
    }
    assert broken_invariants(session, SYSTEM_ACTOR) == promises


def test_what_keeps_an_entry_out(scene: Scene, session: Session, sign_in: SignIn) -> None:
    client = sign_in(scene.organiser)
    make_field(session, scene.new, code="asked", required=True, position=5)
    long = scene.fields["long"][1]
    assert long is not None
    long.required = True
    session.commit()
    body = scene.preview(client).json()
    assert [one["why"] for one in body["unfit"]] == ["refused", "not_asked"]
    refused = scene.move(client)
    assert (refused.status_code, refused.json()["code"]) == (409, "move_unfit")
    assert [one["why"] for one in refused.json()["items"]] == ["refused", "not_asked"]
    scene.new.max_entries_per_entrant, long.required = 0, False
    session.commit()
    assert scene.move(client).json()["code"] == "category_limit"
    scene.new.max_entries_per_entrant, scene.new.entrant_kind = None, "individual"
    session.commit()
    assert scene.move(client).json()["code"] == "entrant_kind"
    assert scene.move(client, scene.old).json()["code"] == "same_category"
    elsewhere = make_category(session, make_edition(session))
    assert scene.move(client, elsewhere).status_code == 404
    scene.round.state, scene.round.closed_at = "closed", NOW + timedelta(days=21)
    session.commit()
    assert scene.move(client).json()["code"] == "move_round_closed"
    scene.edition.phase = "deliberation"
    session.commit()
    assert scene.preview(client).json()["code"] == "move_too_late"
    session.expire_all()
    assert (scene.entry.category_id, scene.rows[0].closed_at) == (scene.old.id, None)
    assert session.scalars(select(AuditEvent.act).where(AuditEvent.act == "move_entry")).all() == []
