"""What must always hold of people and rights; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, func, not_, or_, select

from app.accounts.models import Grant, Invitation, RefreshToken, User, UserSession
from app.accounts.rules import SCOPES_OF

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "role over a scope that it does not fit": select(Grant.id).where(
        not_(
            or_(
                *(
                    and_(Grant.role == role, Grant.scope_kind.in_(kinds))
                    for role, kinds in SCOPES_OF.items()
                )
            )
        )
    ),
    "open session of a stopped person": select(UserSession.id)
    .join(User, User.id == UserSession.user_id)
    .where(User.disabled_at.is_not(None), UserSession.revoked_at.is_(None)),
    "refresh token used before it was made": select(RefreshToken.session_id).where(
        RefreshToken.used_at < RefreshToken.created_at
    ),
    "accepted invitation without the person": select(Invitation.id).where(
        Invitation.accepted_at.is_not(None) != Invitation.accepted_by.is_not(None)
    ),
    "two open invitations of one address to the same": select(func.min(Invitation.email))
    .where(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    .group_by(Invitation.email, Invitation.role, Invitation.scope_kind, Invitation.scope_id)
    .having(func.count() > 1),
}
