"""The chapter of the jury: 21 jurors invited and accepted, the round, its panel and its chair."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.actor import Actor
from app.demo.content import BRANCHES, JURY, PROFESSIONS
from app.demo.rules import CHAIR, JURORS, PER_ENTRY, Day, email, juror_name
from app.demo.script_service import Script, Story
from app.judging.conflicts.invitation_schemas import JuryAcceptance
from app.judging.conflicts.invitation_service import accept_jury
from app.judging.panels import panel_service
from app.judging.panels import service as panels
from app.judging.panels.rules import Origin
from app.judging.panels.schemas import Expertise, JurorIn, PanelIn
from app.judging.panels.texts import STATEMENT
from app.judging.rounds import service as rounds
from app.judging.rounds.schemas import RoundIn
from app.kit.i18n import Language, translate

GRACE_MINUTES: Final = 60


def make_accounts(session: Session, story: Story) -> None:
    """Accounts for the jurors: they had one before they were invited."""
    for number in range(JURORS):
        name = juror_name(number)
        ar, en = _names(number)
        story.people[name] = accounts.create_user(
            session,
            email=email(name),
            name_ar=ar,
            name_en=en,
            language=_language(number),
            now=story.calendar.at(Day.created + 2, 8, number),
            password_hash=story.password_hash,
            confirmed=True,
            is_demo=True,
            user_id=story.ids.of("juror-user", number),
        ).id


def appoint(script: Script) -> None:
    """The round is planned, jurors are named, invited and accept, the panel is formed."""
    story = script.story
    day = story.calendar
    script.add(day.at(Day.opened + 1, 10), "organiser", _plan_round, story)
    for number in range(JURORS):
        juror_id = story.ids.of("juror", number)
        who = juror_name(number)
        script.add(day.at(Day.opened + 4, 9, number), "organiser", _name_juror, story, number)
        script.add(day.at(Day.jury_invited, 10, number), "organiser", panels.invite_juror, juror_id)
        script.add(
            day.at(Day.jury_invited + 1 + number % 6, 9 + number % 9, 2 * number),
            who,
            accept_jury,
            juror_id,
            JuryAcceptance(
                accepted=True,
                name=_names(number)[0],
                statement=translate(_language(number), STATEMENT),
            ),
            _language(number),
        )
    script.add(day.at(Day.jury_invited + 9, 11), "organiser", _form_panel, story)


def _names(number: int) -> tuple[str, str]:
    """Synthetic names; the Arabic ones are of a man or a woman in turn."""
    ar = "المحكّم التجريبي" if _is_man(number) else "المحكّمة التجريبية"
    return f"{ar} {number + 1:02d}", f"Demo juror {number + 1:02d}"


def _language(number: int) -> Language:
    return "en" if JURY[number][0] == "international" else "ar"


def _is_man(number: int) -> bool:
    return number % 2 == 0


def juror_profile(story: Story, number: int) -> JurorIn:
    """A juror as the organiser writes them; the employer is named, not yet linked."""
    origin, country = JURY[number]
    man, woman, title_en, employer_ar, employer_en = PROFESSIONS[number % len(PROFESSIONS)]
    ar, en = _names(number)
    languages = {
        "international": ["en", "ar"] if number % 3 == 0 else ["en"],
        "regional": ["ar", "en"],
        "local": ["ar", "en"] if number % 2 else ["ar"],
    }[origin]
    return JurorIn(
        edition_id=story.edition_id,
        email=email(juror_name(number)),
        name_ar=ar,
        name_en=en,
        title_ar=man if _is_man(number) else woman,
        title_en=title_en,
        origin=Origin(origin),
        country=country,
        languages=languages,
        employer_ar=employer_ar,
        employer_en=employer_en,
        expertise=[
            Expertise(
                category_id=story.ids.of("category", (number + step) % len(BRANCHES)),
                level=3 - step,
            )
            for step in range(3)
        ],
        biography_ar="سيرة تجريبية: خبرة خمسة عشر عامًا في تقييم الخدمات الرقمية.",
        biography_en="Demo biography: fifteen years of evaluating digital services.",
    )


def _name_juror(session: Session, actor: Actor, story: Story, number: int, now: datetime) -> None:
    panels.put_juror(
        session, actor, story.ids.of("juror", number), juror_profile(story, number), None, now
    )


def _plan_round(session: Session, actor: Actor, story: Story, now: datetime) -> None:
    rounds.put_round(
        session,
        actor,
        story.round_id,
        RoundIn(
            edition_id=story.edition_id,
            number=1,
            name_ar="جولة التحكيم",
            name_en="The jury's round",
            instructions_ar="اقرأ المشاركة كاملة قبل التقييم، وقيّم ما تحقق فعلًا لا ما هو مخطط، "
            "وأفصح عن أي صلة لك بالجهة فورًا.",
            instructions_en="Read the whole entry first, judge what was achieved rather than what is "
            "planned, and declare any tie to the agency at once.",
            closes_at=story.calendar.at(Day.round_closes, 23, 59),
            grace_minutes=GRACE_MINUTES,
            jurors_per_entry=PER_ENTRY,
        ),
        None,
        now,
    )


def _form_panel(session: Session, actor: Actor, story: Story, now: datetime) -> None:
    panel_service.put_panel(
        session,
        actor,
        story.round_id,
        story.ids.of("panel", 0),
        PanelIn(
            name_ar="لجنة التحكيم",
            name_en="The jury",
            chair_id=story.ids.of("juror", CHAIR),
            juror_ids=[story.ids.of("juror", number) for number in range(JURORS)],
        ),
        None,
        now,
    )
