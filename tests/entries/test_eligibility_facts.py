"""What rules of eligibility stand on: services, files, earlier winners, limits; for many entries at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.actor import ANONYMOUS
from app.editions.eligibility_models import EligibilityRule
from app.editions.models import Category, Edition
from app.entries.eligibility_models import CoOwner
from app.entries.eligibility_queries import rule_states, states_of
from app.entries.eligibility_rules import RuleState
from app.entries.models import Attachment, Entry
from app.entries.receipt_rules import canonical, new_code
from app.entries.submission_models import Submission
from app.kit.ids import uuid7
from app.organisations.models import Service
from app.results.decisions.models import Decision
from app.results.publication.models import Publication
from app.results.rankings.models import Ranking
from tests.factories import (
    NOW,
    make_category,
    make_edition,
    make_entry,
    make_field,
    make_organisation,
    make_programme,
    make_round,
    make_user,
)


def add_rule(session: Session, edition: Edition, kind: str, **options: Any) -> EligibilityRule:
    row = EligibilityRule(
        id=uuid7(), edition_id=edition.id, position=0, kind=kind, blocks=True, options=options
    )
    session.add(row)
    session.commit()
    return row


def submit(session: Session, entry: Entry, answers: dict[str, Any], *files: Attachment) -> None:
    """What `submit_entry` writes, without its checks."""
    face = {"title_ar": entry.title_ar, "title_en": "", "summary_ar": "", "summary_en": ""}
    row = Submission(
        id=uuid7(),
        entry_id=entry.id,
        number=1,
        code=new_code(),
        form_version=1,
        content=canonical(str(entry.id), 1, face, answers),
        answers_sha256="",
        files=[{"id": str(one.id), "field_id": str(one.field_id)} for one in files],
        submitted_at=NOW,
    )
    session.add(row)
    entry.submission_id, entry.state, entry.form_version = row.id, "submitted", 1
    session.commit()


def states(session: Session, entry: Entry) -> dict[str, RuleState]:
    return {one.kind.value: one for one in rule_states(session, ANONYMOUS, entry)}


def publish(session: Session, *winners: Entry, hours: int = -24) -> None:
    """These entries of one edition have won; in public by so many hours from now."""
    edition = session.get_one(Edition, winners[0].edition_id)
    ranking = Ranking(
        id=uuid7(),
        edition_id=edition.id,
        round_id=make_round(session, edition).id,
        number=1,
        tiebreaks=["shared"],
        seed="",
        inputs_hash="",
        made_at=NOW,
    )
    session.add(ranking)
    session.flush()
    for winner in winners:
        session.add(
            Decision(
                id=uuid7(),
                edition_id=edition.id,
                ranking_id=ranking.id,
                category_id=winner.category_id,
                entry_id=winner.id,
                outcome="winner",
                place=1,
                decided_at=NOW,
            )
        )
    session.add(
        Publication(
            id=uuid7(),
            edition_id=edition.id,
            ranking_id=ranking.id,
            results_hash="",
            visible_from=NOW + timedelta(hours=hours),
            published_at=NOW,
        )
    )
    session.commit()


def test_the_launch_of_the_picked_service_counts_as_it_was_submitted(session: Session) -> None:
    edition = make_edition(session)
    category = make_category(session, edition)
    picker = make_field(session, category, kind="service")
    add_rule(session, edition, "months", months=6, field="", by="closes_at")
    entry = make_entry(session, category)
    assert rule_states(session, ANONYMOUS, entry) == []  # a draft tells staff nothing
    service = Service(
        id=uuid7(),
        organisation_id=entry.organisation_id,
        name_ar="خدمة",
        folded_name="خدمه",
        launched_on=(edition.closes_at - timedelta(days=300)).date(),
        created_at=NOW,
    )
    session.add(service)
    submit(session, entry, {str(picker.id): [str(service.id)]})
    state = states(session, entry)["months"]
    assert (state.outcome, state.facts["service_ar"]) == ("passes", "خدمة")
    # The registry says another day: what stands now is told.
    service.launched_on = (edition.closes_at - timedelta(days=30)).date()
    session.commit()
    assert states(session, entry)["months"].outcome == "fails"


def test_files_count_that_were_submitted_and_not_rejected_in_questions_that_are_asked(
    session: Session,
) -> None:
    edition = make_edition(session)
    category = make_category(session, edition)
    kind = make_field(session, category, kind="choice", choices=[{"code": "a"}, {"code": "b"}])
    letter = make_field(session, category, kind="file", code="letter", position=1)
    make_field(
        session,
        category,
        kind="file",
        code="only_b",
        position=2,
        visible_if={
            "match": "all",
            "conditions": [{"field_id": str(kind.id), "op": "equals", "value": "b"}],
        },
    )
    add_rule(session, edition, "attachments", fields=["letter", "only_b"])
    entry = make_entry(session, category)
    file = Attachment(
        id=uuid7(), entry_id=entry.id, field_id=letter.id, name="a.pdf", state="clean", added_at=NOW
    )
    session.add(file)
    submit(session, entry, {str(kind.id): "a"}, file)
    state = states(session, entry)["attachments"]
    assert (state.outcome, state.facts) == ("passes", {"asked": 1, "lacking": []})
    file.state = "rejected"
    session.commit()
    assert states(session, entry)["attachments"].outcome == "fails"


def _years(session: Session, count: int) -> list[Category]:
    """The same category in so many editions of one programme, the newest first."""
    programme = make_programme(session)
    found = []
    for ago in range(count):
        edition = make_edition(
            session,
            programme,
            opens_at=NOW - timedelta(days=10 + 365 * ago),
            closes_at=NOW + timedelta(days=10 - 365 * ago),
            phase="published" if ago else "open",
        )
        found.append(make_category(session, edition, code="serving"))
    return found


def test_an_earlier_winner_is_found_by_title_by_line_and_only_once_public(
    session: Session,
) -> None:
    now, last, before, longest = _years(session, 4)
    edition = session.get_one(Edition, now.edition_id)
    add_rule(session, edition, "previous_winner", editions=2, whose="entry")
    agency, other = make_organisation(session), make_organisation(session, name_ar="جهة أخرى")
    won = make_entry(session, last, agency, title_ar="خدمة أبشر", title_en="")
    third = make_entry(session, before, agency, title_ar="اسم قديم", title_en="")
    oldest = make_entry(session, longest, agency, title_ar="قديمة جدا", title_en="")
    between = make_entry(session, last, agency, carried_from=third.id, title_ar="وسيطة")
    entries = {
        "same title": make_entry(session, now, agency, title_ar="خدمه ابشر", title_en=""),
        "carried": make_entry(session, now, agency, carried_from=between.id, title_ar="جديدة"),
        "other agency": make_entry(session, now, other, title_ar="خدمة أبشر", title_en=""),
        "too long ago": make_entry(session, now, agency, title_ar="قديمة جدا", title_en=""),
    }
    for entry in entries.values():
        submit(session, entry, {})

    def failing() -> set[str]:
        found = states_of(session, list(entries.values()))
        return {name for name, one in entries.items() if found[one.id][0].outcome == "fails"}

    assert failing() == set()
    publish(session, won, hours=1)
    assert failing() == set()  # decided, and not public yet
    publish(session, third)
    publish(session, oldest)
    assert failing() == {"carried"}
    state = states(session, entries["carried"])["previous_winner"]
    assert (state.facts["ago"], state.facts["title_ar"]) == (2, "اسم قديم")
    session.execute(update(Publication).values(visible_from=NOW))
    session.commit()
    assert failing() == {"carried", "same title"}


def test_limits_and_co_owners_of_many_entries_cost_as_much_as_of_one(
    session: Session, statements: list[str]
) -> None:
    now, last = _years(session, 2)
    edition = session.get_one(Edition, now.edition_id)
    edition.max_entries_per_entrant, now.max_entries_per_entrant = 3, 2
    agency, person = make_organisation(session), make_user(session)
    publish(session, make_entry(session, last, agency, title_ar="فائزة"))
    make_field(session, now, kind="date", code="launched")
    for kind, options in (
        ("months", {"months": 6, "field": "launched"}),
        ("previous_winner", {"editions": 1}),
        ("co_owners", {}),
    ):
        add_rule(session, edition, kind, **options)
    entries = [make_entry(session, now, agency, title_ar=f"خدمة {n}") for n in range(3)]
    entries.append(make_entry(session, now, owner_id=person.id, title_ar="فكرة"))
    for entry in entries:
        submit(session, entry, {})
    session.add(
        CoOwner(
            id=uuid7(),
            entry_id=entries[0].id,
            name_ar="شريكة",
            email="a@example.org",
            state="declined",
            token_hash="x",
            asked_at=NOW,
            mailed_at=NOW,
        )
    )
    session.commit()

    def cost(*wanted: Entry) -> int:
        session.expire_all()
        [one.edition_id for one in wanted]
        statements.clear()
        states_of(session, wanted)
        return len(statements)

    one, all_ = cost(entries[0]), cost(*entries)
    assert all_ <= one
    found = {
        entry.title_ar: {state.kind.value: state for state in states_of(session, [entry])[entry.id]}
        for entry in entries
    }
    first, alone = found["خدمة 0"], found["فكرة"]
    assert (first["edition_limit"].outcome, first["edition_limit"].facts["held"]) == ("passes", 3)
    assert (first["category_limit"].outcome, first["category_limit"].facts["held"]) == ("fails", 3)
    assert first["co_owners"].outcome == "fails"
    assert (alone["co_owners"].outcome, alone["category_limit"].facts["held"]) == ("passes", 1)
    assert date.fromisoformat(first["months"].facts["by"]) == edition.closes_at.date()
