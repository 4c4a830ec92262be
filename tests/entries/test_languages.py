"""The languages of an entry: said by its people, or seen from its words when it is submitted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.entries.language_rules import written_in
from tests.entries.test_receipts import Call


@pytest.mark.once
@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        ([], []),
        (["", "12 ١٢ –"], []),
        (["خدمة إصدار التراخيص عبر تطبيق Tahkeem"], ["ar"]),
        (["A service for permits (رخصة)"], ["en"]),
        (["خدمة التراخيص", "The permits service"], ["ar", "en"]),
    ],
)
def test_a_language_is_seen_by_its_letters(texts: list[str], languages: list[str]) -> None:
    assert written_in(texts) == languages


def test_its_people_say_it_or_its_words_do(session: Session, sign_in: Any) -> None:
    call = Call(session, sign_in)
    assert call.mine.get(call.at()).json()["languages"] == ["ar", "en"]  # by its titles
    call.write("We wrote nearly all of this entry in English")
    assert call.mine.get(call.at()).json()["languages"] == ["en"]
    assert call.submit().status_code == 200
    session.refresh(call.entry)
    assert call.entry.languages == ["en"]  # what jurors are chosen by from now on
    for _ in range(2):
        said = call.mine.put(call.at("/languages"), json={"languages": ["en", "ar", "en"]})
        assert (said.status_code, said.json().get("languages")) == (422, None)
    said = call.mine.put(call.at("/languages"), json={"languages": ["en", "ar"]})
    assert (said.status_code, said.json()["languages"]) == (200, ["ar", "en"])
    assert call.submit().json()["code"] == "already_submitted"  # no new receipt for it
    facts = session.scalars(
        select(AuditEvent.facts)
        .where(AuditEvent.act == "put_entry_languages")
        .order_by(AuditEvent.id)
    )
    assert [(one["before"], one["after"]) for one in facts] == [(["en"], ["ar", "en"])]
    call.edition.phase = "screening"
    session.commit()
    assert call.mine.put(call.at("/languages"), json={"languages": ["ar"]}).status_code == 409
