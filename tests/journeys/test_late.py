"""Submitted without a network before the closing, received in the grace time: two people decide."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.editions.models import Edition
from app.judging.rounds.models import Round
from tests.factories import make_staff
from tests.journeys.person import Person
from tests.journeys.scene import PASSWORD, Scene, hashed
from tests.journeys.test_offline import give, sit_down, submit

pytestmark = pytest.mark.browser
ORGANISERS = ("organiser1@example.org", "organiser2@example.org")


def close(scene: Scene) -> str:
    """The round's time is over now, with an hour of grace; the page of what arrives in it."""
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        round_: Round = session.scalars(select(Round)).one()
        round_.closes_at, round_.grace_minutes = scene.place.clock(), 60
        edition: UUID = round_.edition_id
        for email in ORGANISERS:
            user = make_staff(session, session.get_one(Edition, edition))
            user.email, user.password_hash = email, hashed()
        session.commit()
        page = f"/app/editions/{edition}/rounds/{round_.id}/late"
    engine.dispose()
    return page


def test_late_work_is_admitted_by_two(scene: Scene, people: Callable[..., Person]) -> None:
    juror = people(scene.place.url, "ar")
    juror.allowed.add("net::ERR_INTERNET_DISCONNECTED")
    sit_down(scene, juror)
    juror.context.set_offline(offline=True)
    for leaf in range(4):
        give(juror, leaf, "3")
    # The submission comes after this, and so arrives later.
    juror.sees("لا اتصال: محفوظ على هذا الجهاز")
    submit(juror)
    juror.sees("يُرسل تقييمك حين يعود الاتصال")
    page = close(scene)
    juror.context.set_offline(offline=False)
    juror.sees("وصل عملك متأخرًا وينتظر القرار")
    juror.shot("late-desk")
    juror.open("/app/juror")
    juror.sees("وصل متأخرًا، ينتظر القرار")
    assert scene.kept() == ("draft", {"a": "4"})
    first, second = people(scene.place.url, "ar"), people(scene.place.url, "ar")
    for one, email in zip((first, second), ORGANISERS, strict=True):
        one.open(page)
        one.sign_in(email, PASSWORD)
        one.page.get_by_role("checkbox").nth(1).check()
        if one is first:
            one.press("اقترح قرارًا")
            one.page.locator("dialog[open]").get_by_role("radio").first.check()
            one.fill("السبب", "انقطع الاتصال في الطائرة")
            one.shot("late-propose")
            one.decide("اقترح")
        else:
            one.press("ثبّت الاقتراح")
            one.shot("late-confirm")
            one.decide("ثبّت الاقتراح")
    expect(second.page.get_by_text("انقطع الاتصال في الطائرة").filter(visible=True)).to_be_visible()
    juror.page.reload()
    juror.sees("متأخر احتُسب")
    assert scene.kept() == ("submitted", dict.fromkeys(("a", "b1", "b2", "c"), "3"))
    assert [one for one in scene.place.broken() if one.startswith("judging")] == []
