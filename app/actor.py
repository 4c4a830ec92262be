"""The frozen Actor: who asks, with what rights, and from what a conflict bars them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from app.kit.errors import N_, Refusal, forbidden


class Role(StrEnum):
    """The roles that a grant can give."""

    admin = "admin"
    organiser = "organiser"
    screener = "screener"
    chair = "chair"
    juror = "juror"
    auditor = "auditor"
    approver = "approver"
    entrant = "entrant"


class Level(StrEnum):
    """What a member of an agency does with its entries unless an entry says otherwise.

    `manage` is everything, and the agency's own people besides.
    """

    view = "view"
    edit = "edit"
    submit = "submit"
    manage = "manage"


class Scope(StrEnum):
    """What a grant reaches over."""

    instance = "instance"
    programme = "programme"
    organisation = "organisation"
    edition = "edition"
    panel = "panel"
    entry = "entry"


@dataclass(frozen=True, slots=True)
class Right:
    """One grant as the actor carries it; `scope_id` is None only for the instance."""

    role: Role
    scope_kind: Scope
    scope_id: UUID | None
    # Only of an entrant over an organisation.
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """What a route asks of its caller before the object is known. One per route.

    `roles` empty and `public` False: any signed-in person. `recorded_read`: a GET that writes
    (a read that is itself an act). The service still checks the object.
    """

    roles: frozenset[Role] = frozenset()
    public: bool = False
    recorded_read: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """The person, job or machine that asks, as of this transaction."""

    user_id: UUID | None
    session_id: UUID | None = None
    language: str = "ar"
    rights: frozenset[Right] = frozenset()
    # Bare ids of entries and organisations that a conflict bars this person from.
    barred_entries: frozenset[UUID] = frozenset()
    barred_organisations: frozenset[UUID] = frozenset()
    # Of the barred entries: those that only name their agency, which has not answered yet.
    asked_entries: frozenset[UUID] = frozenset()
    system: bool = False

    def scopes(self, kind: Scope, *roles: Role) -> frozenset[UUID]:
        """Ids of scopes of `kind` in which the actor holds one of `roles`."""
        return frozenset(
            r.scope_id
            for r in self.rights
            if r.scope_kind is kind and r.role in roles and r.scope_id is not None
        )

    def has(self, role: Role) -> bool:
        """Whether the actor holds `role` anywhere."""
        return self.system or any(r.role is role for r in self.rights)

    def holds(self, roles: Role | Iterable[Role], *places: tuple[Scope, UUID | None]) -> bool:
        """Whether the actor holds one of `roles` over one of `places`."""
        if self.system:
            return True
        wanted = {roles} if isinstance(roles, Role) else set(roles)
        return any(r.role in wanted and (r.scope_kind, r.scope_id) in places for r in self.rights)

    def level_in(self, organisation_id: UUID | None) -> Level | None:
        """What the actor does by default for an agency; None for one who does not enter for it."""
        return next(
            (
                r.level or Level.view
                for r in self.rights
                if r.role is Role.entrant
                and r.scope_kind is Scope.organisation
                and r.scope_id == organisation_id
            ),
            None,
        )

    def barred_from(self, entry_id: UUID, organisation_id: UUID | None) -> bool:
        """Whether a conflict walls the actor off from this entry of this organisation."""
        return entry_id in self.barred_entries or organisation_id in self.barred_organisations

    @property
    def is_admin(self) -> bool:
        """Whether the actor administers this installation."""
        return self.holds(Role.admin, (Scope.instance, None))

    @property
    def id(self) -> UUID:
        """The user's id; a refusal when nobody is signed in."""
        if self.user_id is None:
            raise signed_out()
        return self.user_id


def signed_out() -> Refusal:
    """401: sign in first."""
    return Refusal("signed_out", N_("سجّل الدخول أولًا."), status=401)


ANONYMOUS = Actor(user_id=None)
SYSTEM_ACTOR = Actor(user_id=None, system=True)


def check_policy(actor: Actor, policy: Policy) -> None:
    """Refuse a caller whom the route's policy does not admit (401, 403)."""
    if policy.public or actor.system:
        return
    if actor.user_id is None:
        raise signed_out()
    if policy.roles and not any(actor.has(role) for role in policy.roles):
        raise forbidden(
            "role_required",
            N_("هذه الصفحة لمن يحمل دورًا ليس من أدوارك. اطلبه من مدير النظام أو المنظّم."),
            roles=sorted(policy.roles),
        )
