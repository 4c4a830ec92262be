"""What must always hold of agencies; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, exists, select

from app.accounts.models import Grant
from app.actor import Scope
from app.organisations.models import MembershipRequest, Organisation
from app.organisations.rules import RequestState, Status

INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "agency decided without its moment": select(Organisation.id).where(
        Organisation.status != Status.pending, Organisation.decided_at.is_(None)
    ),
    "agency refused without a reason": select(Organisation.id).where(
        Organisation.status == Status.refused, Organisation.status_reason == ""
    ),
    "agency that search cannot find": select(Organisation.id).where(Organisation.folded_name == ""),
    "member of an agency that is not there": select(Grant.id).where(
        Grant.scope_kind == Scope.organisation,
        ~exists().where(Organisation.id == Grant.scope_id),
    ),
    "request decided without its moment": select(MembershipRequest.id).where(
        (MembershipRequest.state == RequestState.pending) != MembershipRequest.decided_at.is_(None)
    ),
    "request refused without a reason": select(MembershipRequest.id).where(
        MembershipRequest.state == RequestState.refused, MembershipRequest.reason == ""
    ),
}
