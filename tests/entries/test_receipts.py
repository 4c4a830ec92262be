"""What counts is what was submitted: its receipt, its next version, and what nobody sees before it."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.entries.models import Answer, Attachment, Entry
from app.entries.receipt_queries import wrong_receipts
from app.entries.receipt_rules import check_character, code_typed, new_code
from app.entries.rules import AttachmentState
from app.entries.submission_models import Submission
from app.kit.ids import uuid7
from app.notifications.models import Mail
from tests.conftest import Clock
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_evaluation,
    make_field,
    make_juror,
    make_member,
    make_organisation,
    make_round,
    make_staff,
)

SECOND = timedelta(seconds=1)
KEPT = AttachmentState.clean.value


class Call:
    """An open call with one text and one file field, an agency with a draft, and an organiser."""

    def __init__(self, session: Session, sign_in: Any) -> None:
        self.session = session
        self.edition = make_edition(session)
        self.category = make_category(session, self.edition)
        self.text = make_field(session, self.category, required=True)
        self.file = make_field(session, self.category, kind="file", position=1, max_files=5)
        self.agency = make_organisation(session)
        self.me = make_member(session, self.agency)
        self.entry: Entry = make_entry(session, self.category, self.agency)
        self.mine: TestClient = sign_in(self.me)
        self.staff: TestClient = sign_in(make_staff(session, self.edition))

    def write(self, text: str) -> None:
        answer = self.session.get(Answer, (self.entry.id, self.text.id))
        revision = {"If-None-Match": "*"}
        if answer is not None:
            self.session.refresh(answer)
            revision = {"If-Match": f'"{answer.revision}"'}
        done = self.mine.put(
            f"{self.at()}/answers/{self.text.id}", json={"value": text}, headers=revision
        )
        assert done.status_code == 200, done.text

    def attach(self, name: str, sha256: str) -> UUID:
        row = Attachment(
            id=uuid7(),
            entry_id=self.entry.id,
            field_id=self.file.id,
            name=name,
            media_type="application/pdf",
            size=9,
            sha256=sha256 * 64,
            state=KEPT,
            added_at=NOW,
        )
        self.session.add(row)
        self.session.commit()
        return row.id

    def at(self, rest: str = "") -> str:
        return f"/api/v1/entrant/entries/{self.entry.id}{rest}"

    def submit(self) -> Any:
        return self.mine.post(self.at("/submit"))

    def receipts(self) -> list[dict[str, Any]]:
        return self.mine.get(self.at("/receipts")).json()["items"]

    def seen(self) -> dict[str, Any]:
        """What staff read."""
        return self.staff.get(f"/api/v1/entries/{self.entry.id}").json()


@pytest.fixture
def call(session: Session, sign_in: Any) -> Call:
    return Call(session, sign_in)


def test_a_code_survives_the_telephone_and_finds_every_slip() -> None:
    code = new_code()
    letters = code.replace("-", "")
    assert len(letters) == 16
    assert check_character(letters[:-1]) == letters[-1]
    assert code_typed(f"  {code.lower().replace('-', ' ').replace('0', 'o')} ") == code
    for at, letter in enumerate(letters):
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if other != letter:
                assert code_typed(letters[:at] + other + letters[at + 1 :]) is None
    for at in range(15):
        a, b = letters[at : at + 2]
        if a != b:
            assert code_typed(letters[:at] + b + a + letters[at + 2 :]) is None
    assert code_typed("") is None
    assert code_typed("ا" * 16) is None


def test_a_submission_gives_a_receipt_whose_hashes_recompute(call: Call, session: Session) -> None:
    call.write("النص الأول")
    call.attach("تقرير.pdf", "a")
    done = call.submit()
    assert done.status_code == 200, done.text
    (receipt,) = call.receipts()
    assert done.json()["receipt"] == {
        "id": receipt["id"],
        "number": 1,
        "code": receipt["code"],
        "submitted_at": receipt["submitted_at"],
    }
    assert done.json()["submitted"] is None
    assert receipt["submitted_by"]["id"] == str(call.me.id)
    assert [(one["name"], one["sha256"]) for one in receipt["files"]] == [("تقرير.pdf", "a" * 64)]
    sent = call.mine.get(call.at(f"/receipts/{receipt['id']}/answers"))
    assert hashlib.sha256(sent.content).hexdigest() == receipt["answers_sha256"]
    assert json.loads(sent.content)["answers"] == {str(call.text.id): "النص الأول"}
    assert wrong_receipts(session) == []
    mail = session.scalars(select(Mail).where(Mail.template == "entry_submitted")).one()
    assert receipt["code"] in mail.text
    assert receipt["answers_sha256"] in mail.text
    assert "a" * 64 in mail.text
    # Until when it may change is said, and once it may not, this is.
    assert mail.text.count("يمكنكم تعديل المشاركة وإعادة تقديمها حتى ") == 1
    assert done.json()["resubmits_until"] == f"{call.edition.closes_at:%Y-%m-%dT%H:%M:%SZ}"


def test_staff_read_what_was_submitted_until_it_is_submitted_again(
    call: Call, session: Session, clock: Clock
) -> None:
    call.write("الأول")
    first_file = call.attach("first.pdf", "a")
    call.submit()
    clock.forward(hours=1)
    call.write("الثاني")
    second_file = call.attach("second.pdf", "b")
    assert call.mine.delete(call.at(f"/attachments/{first_file}")).status_code == 204
    version = call.mine.get(call.at()).json()["version"]
    changed = call.mine.patch(
        call.at(), json={"title_ar": "عنوان جديد"}, headers={"If-Match": f'"{version}"'}
    )
    assert changed.status_code == 200, changed.text

    mine, theirs = call.mine.get(call.at()).json(), call.seen()
    assert (mine["title_ar"], theirs["title_ar"]) == ("عنوان جديد", "خدمة المثال")
    assert [one["value"] for one in mine["answers"]] == ["الثاني"]
    assert [one["value"] for one in theirs["answers"]] == ["الأول"]
    assert [one["name"] for one in mine["attachments"]] == ["second.pdf"]
    assert [one["name"] for one in theirs["attachments"]] == ["first.pdf"]
    assert mine["submitted"]["title_ar"] == "خدمة المثال"
    assert [one["value"] for one in mine["submitted"]["answers"]] == ["الأول"]
    assert mine["may_edit"]
    assert mine["may_submit"]
    listed = call.staff.get(f"/api/v1/editions/{call.edition.id}/entries").json()["items"]
    assert [one["title_ar"] for one in listed] == ["خدمة المثال"]
    found = call.staff.get(f"/api/v1/editions/{call.edition.id}/entries?q=جديد").json()["items"]
    assert found == []
    assert call.staff.get(f"/api/v1/attachments/{second_file}/content").status_code == 404

    again = call.submit()
    assert again.status_code == 200, again.text
    theirs = call.seen()
    assert theirs["title_ar"] == "عنوان جديد"
    assert [one["value"] for one in theirs["answers"]] == ["الثاني"]
    assert [one["name"] for one in theirs["attachments"]] == ["second.pdf"]
    assert [(one["number"], one["counts"]) for one in call.receipts()] == [(2, True), (1, False)]
    codes = {one["code"] for one in call.receipts()}
    assert len(codes) == 2
    assert session.get_one(Attachment, first_file).state == "removed"
    assert wrong_receipts(session) == []
    assert [
        one["number"]
        for one in call.staff.get(f"/api/v1/entries/{call.entry.id}/receipts").json()["items"]
    ] == [2, 1]


def test_a_juror_reads_what_was_submitted(call: Call, session: Session, sign_in: Any) -> None:
    call.write("الأول")
    call.submit()
    call.write("الثاني")
    session.expire_all()
    call.entry.state = "eligible"
    juror = make_juror(session, call.edition)
    evaluation = make_evaluation(session, make_round(session, call.edition), call.entry, juror)
    from app.accounts.models import User

    desk = sign_in(session.get_one(User, juror.user_id)).get(
        f"/api/v1/juror/evaluations/{evaluation.id}"
    )
    assert [one["value"] for one in desk.json()["entry"]["answers"]] == ["الأول"]


def test_nothing_changed_is_not_submitted_again(call: Call) -> None:
    call.write("الأول")
    call.submit()
    call.write("الثاني")
    call.write("الأول")
    again = call.submit()
    assert (again.status_code, again.json()["code"]) == (409, "already_submitted")
    assert len(call.receipts()) == 1


def test_a_text_over_its_limit_is_kept_and_not_submitted(call: Call, session: Session) -> None:
    call.text.word_limit = 2
    session.commit()
    call.write("واحد اثنان ثلاثة")
    held = call.mine.get(call.at()).json()
    assert [one["value"] for one in held["answers"]] == ["واحد اثنان ثلاثة"]
    assert [one["code"] for one in held["missing"]] == ["too_many_words"]
    refused = call.submit()
    assert (refused.status_code, refused.json()["code"]) == (422, "entry_incomplete")
    assert [one["code"] for one in refused.json()["items"]] == ["too_many_words"]
    # A field that freezes before the submission could not be shortened any more: it takes none over its limit.
    call.text.freeze_phase = "open"
    session.commit()
    url = call.at(f"/answers/{call.text.id}")
    full = call.mine.put(url, json={"value": "واحد اثنان ثلاثة أربعة"}, headers={"If-Match": '"1"'})
    assert (full.status_code, full.json()["code"]) == (422, "too_many_words")
    call.text.freeze_phase = ""
    session.commit()
    call.write("واحد\x0bاثنان\x07")
    assert call.submit().status_code == 200
    assert [one["value"] for one in call.seen()["answers"]] == ["واحد اثنان"]


@pytest.mark.parametrize(
    ("after", "status"), [(-SECOND, 200), (timedelta(0), 200), (timedelta(milliseconds=1), 409)]
)
def test_the_deadline_decides_over_the_second_submission(
    call: Call, clock: Clock, after: timedelta, status: int
) -> None:
    call.write("الأول")
    call.submit()
    call.write("الثاني")
    closes: datetime = call.edition.closes_at
    clock.now = closes + after
    again = call.submit()
    assert again.status_code == status
    if status == 409:
        assert again.json()["code"] == "entry_not_editable"
    assert len(call.receipts()) == (2 if status == 200 else 1)
    shown = "الثاني" if status == 200 else "الأول"
    assert [one["value"] for one in call.seen()["answers"]] == [shown]


def test_changes_can_be_given_up(call: Call, session: Session) -> None:
    call.write("الأول")
    kept = call.attach("first.pdf", "a")
    call.submit()
    call.write("الثاني")
    extra = call.attach("second.pdf", "b")
    call.mine.delete(call.at(f"/attachments/{kept}"))
    back = call.mine.post(call.at("/discard-changes"))
    assert back.status_code == 200, back.text
    assert [one["value"] for one in back.json()["answers"]] == ["الأول"]
    assert [one["name"] for one in back.json()["attachments"]] == ["first.pdf"]
    assert back.json()["submitted"] is None
    assert session.get_one(Attachment, extra).state == "removed"


def test_a_returned_entry_begins_with_what_was_submitted(
    call: Call, clock: Clock, session: Session
) -> None:
    call.write("الأول")
    call.submit()
    call.write("الثاني")
    clock.now = call.edition.closes_at + timedelta(hours=1)
    until = (clock.now + timedelta(days=3)).isoformat()
    version = call.staff.get(f"/api/v1/entries/{call.entry.id}").json()["version"]
    returned = call.staff.post(
        f"/api/v1/entries/{call.entry.id}/return",
        json={"reason": "صحّحوا", "until": until},
        headers={"If-Match": f'"{version}"'},
    )
    assert returned.status_code == 200, returned.text
    assert [one["value"] for one in call.mine.get(call.at()).json()["answers"]] == ["الأول"]
    call.write("الثالث")
    assert [one["value"] for one in call.seen()["answers"]] == ["الأول"]
    done = call.submit()
    assert (done.status_code, done.json()["resubmits_until"]) == (200, None)
    assert [one["value"] for one in call.seen()["answers"]] == ["الثالث"]
    mails = session.scalars(select(Mail).where(Mail.template == "entry_submitted"))
    last = max(mails, key=lambda one: one.send_after)
    assert "لا تُعدَّل بعد تقديمها إلا إن أعادها المنظّم إليكم" in last.text
    assert "إعادة تقديمها حتى" not in last.text


def test_a_holder_of_the_code_learns_that_it_is_valid_and_nothing_else(
    call: Call, client: TestClient, session: Session
) -> None:
    call.write("سرّ الأجوبة")
    call.attach("secret-name.pdf", "a")
    call.submit()
    (receipt,) = call.receipts()
    for prefix, word in (("", "إيصال صحيح"), ("/en", "Valid receipt")):
        page = client.get(f"{prefix}/receipt/{receipt['code'].lower()}")
        assert page.status_code == 200
        assert word in page.text
        assert "a" * 64 in page.text
        assert page.headers["cache-control"] == "no-store"
        for hidden in (
            "سرّ",
            "secret-name",
            "خدمة المثال",
            "جهة تجريبية",
            "سارة",
            str(call.entry.id),
        ):
            assert hidden not in page.text
    call.write("أخرى")
    call.submit()
    assert "قُدّمت بعده نسخة أحدث" in client.get(f"/receipt/{receipt['code']}").text
    assert (
        client.get("/receipt", params={"code": receipt["code"]}, follow_redirects=False)
        .headers["location"]
        .endswith(f"/receipt/{receipt['code']}")
    )


def test_guessing_codes_is_slowed_down_and_slips_are_not(client: TestClient, call: Call) -> None:
    for _ in range(30):
        assert client.get("/receipt/AAAA-AAAA-AAAA-AAA1").status_code == 404
    answers = [client.get(f"/receipt/{new_code()}").status_code for _ in range(22)]
    assert answers[0] == 404
    assert answers[-1] == 429


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_receipt_as_pdf(call: Call, language: str) -> None:
    import pypdfium2

    call.write("الأول")
    call.attach("report 😀 漢.pdf", "a")
    call.submit()
    (receipt,) = call.receipts()
    url = call.at(f"/receipts/{receipt['id']}/pdf")
    made = call.mine.get(url, params={"language": language})
    assert made.status_code == 200, made.text
    assert made.headers["content-type"] == "application/pdf"
    assert made.content == call.mine.get(url, params={"language": language}).content
    text = pypdfium2.PdfDocument(made.content)[0].get_textpage().get_text_bounded()
    if language == "en":  # in Arabic pages pdfium gives the parts of a code in another order
        assert receipt["code"] in text
        assert receipt["answers_sha256"] in text
    assert b"pdfuaid" in made.content
    assert call.mine.get(call.at(f"/receipts/{uuid4()}/pdf")).status_code == 404


def test_every_submission_is_one_row_of_the_entry(call: Call, session: Session) -> None:
    call.write("الأول")
    call.submit()
    rows = session.scalars(select(Submission)).all()
    assert [(one.entry_id, one.number) for one in rows] == [(call.entry.id, 1)]


def test_a_file_that_was_refused_before_is_no_part_of_the_receipt(
    call: Call, session: Session
) -> None:
    call.write("الأول")
    bad, late = call.attach("bad.pdf", "a"), call.attach("late.pdf", "b")

    def refuse(file: UUID) -> None:
        session.expire_all()
        row = session.get_one(Attachment, file)
        row.state, row.reason = "rejected", "encrypted"
        session.commit()

    refuse(bad)
    call.submit()
    assert [one["name"] for one in call.receipts()[0]["files"]] == ["late.pdf"]
    assert [one["name"] for one in call.seen()["attachments"]] == ["late.pdf"]
    assert call.submit().json()["code"] == "already_submitted"
    refuse(
        late
    )  # looked into after it was submitted: it stays on the receipt, with what became of it
    assert [one["name"] for one in call.receipts()[0]["files"]] == ["late.pdf"]
    assert call.submit().json()["code"] == "already_submitted"


def test_a_corrected_file_joins_what_was_submitted(
    call: Call, session: Session, clock: Clock
) -> None:
    call.write("الأول")
    bad = call.attach("bad.pdf", "a")
    call.submit()
    call.write("الثاني")  # never submitted
    clock.now = call.edition.closes_at + timedelta(hours=1)
    session.expire_all()
    row = session.get_one(Attachment, bad)
    row.state, row.reason = "rejected", "encrypted"
    row.correct_until = clock.now + timedelta(hours=24)
    session.commit()
    sent = call.mine.put(
        call.at(f"/attachments/{uuid7()}"),
        params={"field_id": str(call.file.id), "name": "good.pdf"},
        content=b"%PDF-1.7\n%%EOF\n",
    )
    assert sent.status_code == 201, sent.text
    theirs = call.seen()
    assert [one["name"] for one in theirs["attachments"]] == ["good.pdf"]
    assert [one["value"] for one in theirs["answers"]] == ["الأول"]
    assert [one["number"] for one in call.receipts()] == [2, 1]
    assert wrong_receipts(session) == []
