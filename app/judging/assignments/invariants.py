"""What must always hold of judging; each query selects the ids of rows that break its promise."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Select, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Grant, User
from app.actor import Role, Scope
from app.editions.models import Edition
from app.editions.rules import Phase
from app.entries.models import Entry
from app.entries.rules import EntryState
from app.entries.submission_models import Submission
from app.judging.assignments.models import AssignmentPlan
from app.judging.conflicts.models import Conflict
from app.judging.conflicts.queries import BARRING, of_agency
from app.judging.evaluations.late_models import LateDecision
from app.judging.evaluations.models import Evaluation, Revision
from app.judging.evaluations.rules import ClosedReason
from app.judging.panels.models import Juror, Panel, PanelCategory, PanelMember, SignedStatement
from app.judging.panels.queries import STAFF_ROLES, judged_in
from app.judging.panels.rules import JurorState
from app.judging.rounds.models import Round
from app.judging.rounds.rules import Independence, RoundState

_live = Evaluation.closed_at.is_(None)
LEFT: Final = (JurorState.withdrawn, JurorState.resigned)
_head = aliased(Revision)
_other = aliased(Revision)


def _holds(role: Role) -> Any:
    """A grant of this role over the juror's edition."""
    return exists().where(
        Grant.user_id == Juror.user_id,
        Grant.role == role,
        Grant.scope_kind == Scope.edition,
        Grant.scope_id == Juror.edition_id,
    )


INVARIANTS: Final[dict[str, Select[*tuple[Any, ...]]]] = {
    "signed statement that is not kept": select(Juror.id).where(
        Juror.statement_hash != "",
        ~exists().where(
            SignedStatement.juror_id == Juror.id,
            SignedStatement.statement_hash == Juror.statement_hash,
            SignedStatement.signed_at == Juror.answered_at,
        ),
    ),
    # ------------------------------------------------------------ walls
    "live evaluation of a recused juror": select(Evaluation.id)
    .join(Entry, Entry.id == Evaluation.entry_id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(
        _live,
        Round.state != RoundState.closed,
        exists().where(
            Conflict.juror_id == Evaluation.juror_id,
            Conflict.state.in_(BARRING),
            or_(
                Conflict.entry_id == Entry.id,
                Conflict.organisation_id == Entry.organisation_id,
            ),
        ),
    ),
    "unsubmitted evaluation of a juror who does not serve": select(Evaluation.id)
    .join(Juror, Juror.id == Evaluation.juror_id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(
        _live,
        Evaluation.submitted_id.is_(None),
        Round.state != RoundState.closed,
        Juror.state != JurorState.accepted,
    ),
    "evaluation suspended without a conflict that waits": select(Evaluation.id)
    .join(Entry, Entry.id == Evaluation.entry_id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(
        Evaluation.closed_reason == "suspended",
        Round.state != RoundState.closed,
        ~exists().where(
            Conflict.juror_id == Evaluation.juror_id,
            Conflict.state == "suspended",
            or_(
                Conflict.entry_id == Entry.id,
                of_agency(Conflict.organisation_id),
            ),
        ),
    ),
    "evaluation ended by a move of an entry that was never moved": select(Evaluation.id).where(
        Evaluation.closed_reason == ClosedReason.moved,
        ~exists().where(Submission.entry_id == Evaluation.entry_id, Submission.moved),
    ),
    "evaluation across two editions": select(Evaluation.id)
    .join(Entry, Entry.id == Evaluation.entry_id)
    .join(Juror, Juror.id == Evaluation.juror_id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(or_(Entry.edition_id != Round.edition_id, Juror.edition_id != Round.edition_id)),
    "conflict across two editions": select(Conflict.id)
    .join(Juror, Juror.id == Conflict.juror_id)
    .outerjoin(Entry, Entry.id == Conflict.entry_id)
    .where(or_(Juror.edition_id != Conflict.edition_id, Entry.edition_id != Conflict.edition_id)),
    "conflict decided by nobody": select(Conflict.id).where(
        Conflict.source == "organiser",
        Conflict.state != "suspended",
        or_(Conflict.decided_at.is_(None), Conflict.decision_reason == ""),
    ),
    # ------------------------------------------------------------ people
    "juror among the edition's staff": select(Juror.id)
    .join(Edition, Edition.id == Juror.edition_id)
    .join(User, User.id == Juror.user_id)
    .where(
        Juror.state == JurorState.accepted,
        exists().where(
            Grant.user_id == User.id,
            Grant.role.in_(STAFF_ROLES),
            or_(
                and_(Grant.scope_kind == Scope.edition, Grant.scope_id == Edition.id),
                and_(Grant.scope_kind == Scope.programme, Grant.scope_id == Edition.programme_id),
                Grant.scope_kind == Scope.instance,
            ),
        ),
    ),
    "accepted juror without an account or without the role": select(Juror.id).where(
        Juror.state == JurorState.accepted,
        or_(Juror.user_id.is_(None), ~_holds(Role.juror)),
    ),
    "juror who left and still holds the role": select(Juror.id).where(
        Juror.state.in_(LEFT), _holds(Role.juror)
    ),
    "juror who left and still sits on a panel": select(PanelMember.juror_id)
    .join(Juror, Juror.id == PanelMember.juror_id)
    .join(Panel, Panel.id == PanelMember.panel_id)
    .join(Round, Round.id == Panel.round_id)
    .where(Juror.state.in_(LEFT), Round.state != RoundState.closed),
    "chair of a panel without the role": select(Panel.id)
    .join(Juror, Juror.id == Panel.chair_id)
    .where(Juror.state == JurorState.accepted, ~_holds(Role.chair)),
    "chair who is not a member of the panel": select(Panel.id).where(
        Panel.chair_id.is_not(None),
        ~exists().where(PanelMember.panel_id == Panel.id, PanelMember.juror_id == Panel.chair_id),
    ),
    "panel with a juror of another edition": select(Panel.id)
    .join(Round, Round.id == Panel.round_id)
    .join(PanelMember, PanelMember.panel_id == Panel.id)
    .join(Juror, Juror.id == PanelMember.juror_id)
    .where(Juror.edition_id != Round.edition_id),
    # ------------------------------------------------------------ rounds
    "round that is open outside of judging": select(Round.id)
    .join(Edition, Edition.id == Round.edition_id)
    .where(
        Round.state == RoundState.open,
        Edition.phase.not_in([Phase.judging, Phase.screening, Phase.cancelled]),
    ),
    "round closed without its hash, or hashed while open": select(Round.id).where(
        or_(
            (Round.state == RoundState.closed) != Round.closed_at.is_not(None),
            (Round.state == RoundState.closed) != (func.length(Round.closing_hash) == 64),
        )
    ),
    "round closed before its time": select(Round.id).where(Round.closed_at <= Round.closes_at),
    "evaluation submitted after its round was closed": select(Evaluation.id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(Evaluation.saved_at > Round.closed_at),
    "evaluation of a category that no panel judges": select(Evaluation.id)
    .join(Round, Round.id == Evaluation.round_id)
    .join(Entry, Entry.id == Evaluation.entry_id)
    .where(
        _live,
        Evaluation.submitted_id.is_(None),
        Round.state == RoundState.planned,
        Entry.state == EntryState.eligible,
        ~judged_in(Round),
    ),
    "category of two panels of a round": select(PanelCategory.category_id)
    .join(Panel, Panel.id == PanelCategory.panel_id)
    .group_by(Panel.round_id, PanelCategory.category_id)
    .having(func.count() > 1),
    # ------------------------------------------------------------ revisions
    "head that is not of its evaluation, or not on its branch": select(Evaluation.id)
    .outerjoin(_head, _head.id == Evaluation.head_id)
    .where(
        Evaluation.head_id.is_not(None),
        or_(
            _head.id.is_(None),
            _head.evaluation_id != Evaluation.id,
            _head.branch != "head",
            _head.status != Evaluation.status,
        ),
    ),
    "evaluation without a head that has a status": select(Evaluation.id).where(
        (Evaluation.head_id.is_(None)) != (Evaluation.status == "none")
    ),
    "submitted evaluation without what counts": select(Evaluation.id).where(
        Evaluation.status == "submitted",
        or_(
            Evaluation.submitted_id.is_(None),
            Evaluation.submitted_id != Evaluation.head_id,
            Evaluation.submitted_at.is_(None),
        ),
    ),
    "counted revision that is not a submitted one of its evaluation": select(Evaluation.id)
    .outerjoin(_head, _head.id == Evaluation.submitted_id)
    .where(
        Evaluation.submitted_id.is_not(None),
        or_(
            _head.id.is_(None),
            _head.evaluation_id != Evaluation.id,
            _head.status != "submitted",
            _head.branch != "head",
        ),
    ),
    "late head that is not on the late branch": select(Evaluation.id)
    .outerjoin(_head, _head.id == Evaluation.late_head_id)
    .where(
        Evaluation.late_head_id.is_not(None),
        or_(_head.id.is_(None), _head.evaluation_id != Evaluation.id, _head.branch != "late"),
    ),
    "late branch without its state, or a state without its branch": select(Evaluation.id)
    .outerjoin(_head, _head.id == Evaluation.late_head_id)
    .where(
        or_(
            Evaluation.late_head_id.is_not(None)
            != func.coalesce(Evaluation.late_state.in_(["draft", "waiting"]), false()),
            and_(Evaluation.late_state == "waiting", _head.status != "submitted"),
            and_(Evaluation.late_state == "draft", _head.status != "draft"),
        )
    ),
    "late work decided without two names and a reason": select(Evaluation.id)
    .outerjoin(LateDecision, LateDecision.id == Evaluation.late_decision_id)
    .where(
        Evaluation.late_state.in_(["admitted", "refused"]),
        or_(
            LateDecision.id.is_(None),
            LateDecision.evaluation_id != Evaluation.id,
            LateDecision.state != "confirmed",
            LateDecision.word
            != case((Evaluation.late_state == "admitted", "admit"), else_="refuse"),
            LateDecision.reason == "",
            LateDecision.proposed_by.is_(None),
            LateDecision.answered_by.is_(None),
            LateDecision.proposed_by == LateDecision.answered_by,
        ),
    ),
    "late work admitted that did not come to count": select(LateDecision.id)
    .join(_head, _head.id == LateDecision.revision_id)
    .where(
        LateDecision.state == "confirmed",
        _head.branch != case((LateDecision.word == "admit", "head"), else_="refused"),
    ),
    "late work that waits in a closed round": select(Evaluation.id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(_live, Evaluation.late_state == "waiting", Round.state == RoundState.closed),
    "what counts arrived after the closing and nobody admitted it": select(Evaluation.id)
    .join(Round, Round.id == Evaluation.round_id)
    .join(_head, _head.id == Evaluation.submitted_id)
    .where(
        _head.received_at > Round.closes_at,
        ~exists().where(
            LateDecision.revision_id == _head.id,
            LateDecision.state == "confirmed",
            LateDecision.word == "admit",
        ),
    ),
    "submitted revision without a total, or a draft with one": select(Revision.id).where(
        (Revision.status == "submitted") != Revision.total.is_not(None)
    ),
    "revision whose parent is another evaluation's": select(Revision.id)
    .join(_other, _other.id == Revision.parent_id)
    .where(_other.evaluation_id != Revision.evaluation_id, Revision.branch != "diverged"),
    "two revisions on one branch with one parent": select(Revision.id)
    .join(
        _other,
        and_(
            _other.evaluation_id == Revision.evaluation_id,
            _other.branch == Revision.branch,
            _other.id != Revision.id,
            or_(
                _other.parent_id == Revision.parent_id,
                and_(_other.parent_id.is_(None), Revision.parent_id.is_(None)),
            ),
        ),
    )
    .where(Revision.branch != "diverged"),
    "evaluation locked by opening colleagues' scores, and not final": select(Evaluation.id)
    .join(Round, Round.id == Evaluation.round_id)
    .where(
        Evaluation.locked_at.is_not(None),
        or_(
            Round.independence != Independence.after_own,
            Evaluation.submitted_id.is_(None),
            Evaluation.submitted_id != Evaluation.head_id,
            Evaluation.reopened_at.is_not(None),
        ),
    ),
    # ------------------------------------------------------------ plans
    "applied plan without its date or its person": select(AssignmentPlan.id).where(
        AssignmentPlan.applied_at.is_not(None) != AssignmentPlan.applied_by.is_not(None)
    ),
}
