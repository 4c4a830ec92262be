"""The chapter of the entrants: 60 agencies with one or two people each, and 13 individuals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.actor import Actor, Level, Role, Scope
from app.demo.content import BRANCHES, SERVICES
from app.demo.rules import AGENCIES, Day, email, member_name, members
from app.demo.script_service import Script, Story
from app.organisations import registry_service
from app.organisations import service as organisations
from app.organisations.registry_rules import Audience, Channel
from app.organisations.registry_schemas import ServiceIn
from app.organisations.rules import Kind
from app.organisations.schemas import OrganisationIn

INDIVIDUALS: Final = sum(size for *_, size, kind in BRANCHES if kind == "individual")
# How many agencies keep a registry of services in the story, and how long it is.
WITH_REGISTRY: Final = 12
SERVICES_EACH: Final = 3
PEERS: Final = ("وزارات", "هيئات", "أمانات", "جامعات")


def register(script: Script) -> None:
    """Agencies come in over two days, written by the organiser; their people follow.

    Agencies that register themselves would mail every organiser of this installation, the real
    ones too; so would requests to join.
    """
    story = script.story
    for agency in range(AGENCIES):
        day = Day.opened + 0.1 + 2 * agency / AGENCIES
        script.add(story.calendar.within(day), "organiser", _write_agency, story, agency)
        for member in range(members(agency)):
            script.add(
                story.calendar.within(day + 0.15 + member / 4),
                "organiser",
                _add_member,
                story,
                agency,
                member,
            )
    for agency in range(WITH_REGISTRY):
        for number in range(SERVICES_EACH):
            at = story.calendar.within(Day.opened + 2.5 + (agency * SERVICES_EACH + number) / 50)
            script.add(at, member_name(agency, 0), _add_service, story, agency, number)
    for person in range(INDIVIDUALS):
        at = story.calendar.within(Day.opened + 0.3 + 2 * person / INDIVIDUALS)
        script.add(at, "organiser", _add_individual, story, person)


def _write_agency(session: Session, actor: Actor, story: Story, agency: int, now: datetime) -> None:
    put = organisations.put_organisation(
        session,
        actor,
        story.ids.of("organisation", agency),
        OrganisationIn(
            name_ar=f"جهة تجريبية {agency + 1:02d}",
            name_en=f"Demo agency {agency + 1:02d}",
            kind=Kind.semi_government if agency % 7 == 6 else Kind.government,
            peer_group=PEERS[agency % len(PEERS)],
            website=f"https://agency{agency + 1:02d}.example",
        ),
        None,
        now,
        is_demo=True,
    )
    story.held.append(put.row.organisation)


def _add_member(
    session: Session, actor: Actor, story: Story, agency: int, member: int, now: datetime
) -> None:
    name = member_name(agency, member)
    user = accounts.create_user(
        session,
        email=email(name),
        name_ar=("ممثلة" if member else "ممثل") + f" الجهة {agency + 1:02d}",
        name_en=f"Representative of agency {agency + 1:02d}" + (" (second)" if member else ""),
        language="en" if agency % 9 == 8 else "ar",
        now=now,
        password_hash=story.password_hash,
        confirmed=True,
        is_demo=True,
        user_id=story.ids.of("member", 10 * agency + member),
    )
    story.people[name] = user.id
    story.held.append(user)
    organisation_id = story.ids.of("organisation", agency)
    accounts.add_grant(
        session,
        actor,
        user.id,
        Role.entrant,
        Scope.organisation,
        organisation_id,
        now,
        level=Level.submit,
    )


def _add_service(
    session: Session, actor: Actor, story: Story, agency: int, number: int, now: datetime
) -> None:
    """One line of the agency's registry; the first agencies keep one."""
    known = SERVICES["people"] + SERVICES["agencies"]
    name_ar, name_en = known[(agency + number) % len(known)]
    registry_service.put_service(
        session,
        actor,
        story.ids.of("organisation", agency),
        story.ids.of("service", SERVICES_EACH * agency + number),
        ServiceIn(
            name_ar=name_ar,
            name_en=name_en,
            audience=tuple(Audience)[(agency + number) % len(Audience)],
            channels=[Channel.portal, Channel.app][: 1 + number % 2],
            launched_on=(now - timedelta(days=120 + 210 * number + 7 * agency)).date(),
        ),
        None,
        now,
    )


def _add_individual(
    session: Session, _actor: Actor, story: Story, person: int, now: datetime
) -> None:
    """Who registers in their own name has this role at once, by their own act."""
    name = f"individual{person + 1:02d}"
    user = accounts.create_user(
        session,
        email=email(name),
        name_ar=f"مشارك تجريبي {person + 1:02d}",
        name_en=f"Demo individual {person + 1:02d}",
        language="ar",
        now=now,
        password_hash=story.password_hash,
        confirmed=True,
        is_demo=True,
        user_id=story.ids.of("individual", person),
    )
    story.people[name] = user.id
    story.held.append(user)
    accounts.add_grant(
        session, Actor(user_id=user.id), user.id, Role.entrant, Scope.instance, None, now
    )
