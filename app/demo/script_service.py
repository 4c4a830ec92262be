"""The story as it is told: who is who, and the acts of many people in the order of the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.actor import SYSTEM_ACTOR, Actor
from app.demo.entries_rules import Entered
from app.demo.evidence_service import Evidence
from app.demo.rules import Calendar, Ids
from app.office.queries import load_actor


@dataclass(slots=True)
class Story:
    """What the chapters of the build know of each other; all of it follows from seed and stage."""

    seed: int
    calendar: Calendar
    ids: Ids
    password_hash: str
    people: dict[str, UUID] = field(default_factory=dict)  # local part of the address → user
    entries: list[Entered] = field(default_factory=list)
    files: dict[int, Evidence] = field(default_factory=dict)  # entry → its evidence
    has_admin: bool = True
    # Rows that many acts read: held here, a session finds them without asking the database again.
    held: list[Any] = field(default_factory=list)
    planted: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """Today, in the story and in fact."""
        return self.calendar.now

    @property
    def programme_id(self) -> UUID:
        """The programme."""
        return self.ids.of("programme", 0)

    @property
    def edition_id(self) -> UUID:
        """The edition."""
        return self.ids.of("edition", 0)

    @property
    def round_id(self) -> UUID:
        """The only round."""
        return self.ids.of("round", 0)

    def chance(self, chapter: str) -> Random:
        """The random numbers of a chapter: no chapter disturbs another."""
        return Random(f"{self.seed}/{chapter}")  # noqa: S311 -- texts and marks, no secrets

    def actor(self, session: Session, who: str) -> Actor:
        """The actor of a person as of now; the empty name is the machine itself."""
        return load_actor(session, self.people[who], None) if who else SYSTEM_ACTOR


Act = Callable[..., Any]


class Script:
    """Acts with their moments; those that lie after today are left out."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._acts: list[tuple[datetime, int, str, Act, tuple[Any, ...]]] = []

    def add(self, at: datetime, who: str, act: Act, *args: Any) -> None:
        """`act(session, actor, *args, at)`, done by `who`."""
        self._acts.append((at, len(self._acts), who, act, args))

    def play(self, session: Session) -> int:
        """Do all that has happened by now; how many acts that were.

        An actor is loaded once: no act of one script changes the rights that a later one needs.
        """
        actors: dict[str, Actor] = {}
        done = 0
        for at, _, who, act, args in sorted(self._acts, key=lambda one: one[:2]):
            if at > self.story.now:
                break
            if who not in actors:
                actors[who] = self.story.actor(session, who)
            act(session, actors[who], *args, at)
            done += 1
        self._acts.clear()
        self.story.held.clear()
        return done
