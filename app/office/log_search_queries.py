"""Searching the log: who acted, what was done in words, and the entry or person it was done to."""

from __future__ import annotations

from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.accounts.models import Invitation, User
from app.actor import Actor
from app.audit.models import AuditEvent
from app.audit.texts import ACT_WORDS
from app.entries.draft_queries import FOLDED
from app.entries.models import Entry
from app.entries.wall_queries import not_barred
from app.judging.evaluations.models import Evaluation
from app.kit.arabic import fold, search_words
from app.kit.i18n import LANGUAGES, translate
from app.organisations.models import Organisation

MOST_WORDS: Final = 8
_LARGEST: Final = 2**31 - 1


def said_in_log(actor: Actor, q: str) -> list[ColumnElement[bool]]:
    """One condition per word of `q`: it stands in the act, its actor, or what it was done to.

    Every name is looked up in its own table, once, and the log by its indexes: a search joins
    nothing to the log. Entries are found by what this reader may see of them.
    """
    words = search_words(q)[:MOST_WORDS]
    return [_says(actor, word) for word in words]


def _says(actor: Actor, word: str) -> ColumnElement[bool]:
    people = select(User.id).where(
        or_(
            User.folded_name.contains(word, autoescape=True),
            User.email.contains(word, autoescape=True),
        )
    )
    invited = select(Invitation.id).where(Invitation.email.contains(word, autoescape=True))
    agencies = select(Organisation.id).where(
        Organisation.folded_name.contains(word, autoescape=True)
    )
    entries = _entries(actor, word)
    judged = select(Evaluation.id).where(Evaluation.entry_id.in_(entries))
    return or_(
        AuditEvent.act.in_(acts_said(word)),
        AuditEvent.actor_id.in_(people),
        _done_to("user", people),
        _done_to("invitation", invited),
        _done_to("organisation", agencies),
        _done_to("entry", entries),
        _done_to("evaluation", judged),
    )


def _done_to(kind: str, ids: Select[*tuple[object, ...]]) -> ColumnElement[bool]:
    return and_(AuditEvent.subject_kind == kind, AuditEvent.subject_id.in_(ids))


def _entries(actor: Actor, word: str) -> Select[*tuple[object, ...]]:
    named = FOLDED.contains(word, autoescape=True)
    number = word.removeprefix("#")
    if number.isdecimal() and int(number) <= _LARGEST:
        named = or_(named, Entry.number == int(number))
    return select(Entry.id).where(named, not_barred(actor))


def acts_said(word: str) -> list[str]:
    """The acts whose words, in either language, or whose code hold this folded word."""
    return sorted(act for act, said in _folded().items() if word in said)


@cache
def _folded() -> dict[str, str]:
    return {
        act: fold(f"{act} " + " ".join(translate(one, words) for one in LANGUAGES))
        for act, words in ACT_WORDS.items()
    }
