"""Who may call the routes of rounds, panels, conflicts, evaluations and assignments."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.entries.models import Attachment
from app.judging.asking.models import JurorQuestion
from app.judging.assignments.models import AssignmentPlan
from app.judging.conflicts.models import Conflict, StaffRecusal
from app.judging.evaluations.models import Revision
from app.judging.evaluations.order_models import JurorOrder, OrderRevision
from app.judging.evaluations.order_rules import order_id
from app.judging.evaluations.practice_models import Practice
from app.judging.panels.models import Juror
from app.judging.panels.texts import STATEMENT
from app.kit.i18n import translate
from app.kit.ids import uuid7
from tests.access.rows.editions import picture
from tests.access.world import Row, World
from tests.factories import NOW, make_entry, make_field, make_juror, make_round
from tests.judging.scene import MADE_AT

NEW_ID = str(uuid7())
FIRST = {"If-None-Match": "*"}


def _planned(world: World) -> str:
    """A planned round before the rulebook is frozen."""
    world.edition.phase = "screening"
    world.session.commit()
    return str(world.edition.id)


def _planned_round(world: World) -> Any:
    """A second round that could be opened but for its panel."""
    return make_round(world.session, world.edition, number=2, state="planned").id


def _invited(world: World) -> Juror:
    juror = make_juror(world.session, world.edition, state="invited")
    juror.user_id, juror.invited_at = None, NOW
    world.session.commit()
    return juror


def _invite_nobody(world: World) -> str:
    """The signed-in stranger is the one who was invited."""
    juror = _invited(world)
    juror.email = world.people["nobody"].email
    world.session.commit()
    return f"/api/v1/jury/{juror.id}"


def _stepped_back(world: World, state: str) -> Any:
    """The screener, from the entry."""
    made = StaffRecusal(
        id=uuid7(),
        edition_id=world.edition.id,
        user_id=world.people["screener"].id,
        entry_id=world.entry.id,
        source="organiser",
        kind="family",
        state=state,
        declared_at=NOW,
    )
    world.session.add(made)
    world.session.commit()
    return made.id


def _own(world: World) -> str:
    return f"/api/v1/jury/{world.jurors['juror'].id}"


def _with_photo(world: World) -> Any:
    juror = world.jurors["juror"]
    juror.photo, juror.photo_type = b"-", "image/png"
    world.session.commit()
    return juror.id


def _suspended(world: World) -> Any:
    conflict = Conflict(
        id=uuid7(),
        edition_id=world.edition.id,
        juror_id=world.jurors["chair"].id,
        entry_id=world.entry.id,
        source="organiser",
        kind="other",
        reason="-",
        state="suspended",
        declared_at=NOW,
    )
    world.session.add(conflict)
    world.session.commit()
    return conflict.id


def _attachment(world: World) -> Any:
    """A file of the entry whose bytes are lost: 404 tells who got as far as the storage."""
    row = Attachment(
        id=uuid7(),
        entry_id=world.entry.id,
        field_id=world.field.id,
        name="a.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        state="clean",
        clean_sha256="0" * 64,
        clean_size=1,
        added_at=NOW,
    )
    world.session.add(row)
    world.session.commit()
    return row.id


def _blind(world: World) -> str:
    world.round.blind = True
    world.session.commit()
    return f"/api/v1/rounds/{world.round.id}/blind"


def _blind_entry(world: World) -> str:
    return f"{_blind(world)}/entries/{world.entry.id}"


def _evidence(world: World) -> Any:
    """A file in a field of files."""
    field = make_field(world.session, world.category, kind="file", code="evidence")
    row = world.session.get_one(Attachment, _attachment(world))
    row.field_id = field.id
    world.session.commit()
    return row.id


def _revision(world: World) -> Any:
    """The juror's head."""
    row = Revision(
        id=uuid7(),
        evaluation_id=world.evaluation.id,
        branch="head",
        status="submitted",
        scores={},
        total="60/1",
        body_hash="0" * 64,
        made_at=NOW,
        received_at=NOW,
    )
    world.evaluation.head_id = world.evaluation.submitted_id = row.id
    world.evaluation.status = "submitted"
    world.session.add(row)
    world.session.commit()
    return row.id


def _ranking(world: World) -> str:
    """The juror's order of the entry's category."""
    world.round.mode = "ranking"
    world.session.commit()
    juror = world.jurors["juror"]
    return f"/api/v1/juror/rankings/{order_id(world.round.id, world.entry.category_id, juror.id)}"


def _submitted_order(world: World) -> Any:
    """The head of that order, submitted."""
    _revision(world)
    juror = world.jurors["juror"]
    key = order_id(world.round.id, world.entry.category_id, juror.id)
    row = OrderRevision(
        id=uuid7(),
        order_id=key,
        branch="head",
        status="submitted",
        tiers=[[str(world.entry.id)]],
        body_hash="0" * 64,
        made_at=NOW,
        received_at=NOW,
    )
    world.session.add(
        JurorOrder(
            id=key,
            round_id=world.round.id,
            category_id=world.entry.category_id,
            juror_id=juror.id,
            status="submitted",
            head_id=row.id,
            submitted_id=row.id,
        )
    )
    world.session.flush()
    world.session.add(row)
    world.session.commit()
    return row.id


def _closed(world: World) -> str:
    """The round is closed, so that its evaluations may be read."""
    world.round.state = "closed"
    world.session.commit()
    return f"/api/v1/entries/{world.entry.id}/evaluations"


def _asked(world: World) -> Any:
    """A question of the juror on the entry."""
    question = JurorQuestion(
        id=uuid7(), evaluation_id=world.evaluation.id, kind="question", body="سؤال", asked_at=NOW
    )
    world.session.add(question)
    world.session.commit()
    return question.id


def _bids(world: World) -> str:
    """The round asks its panel for bids."""
    world.round.bids_until = NOW + timedelta(days=2)
    world.session.commit()
    return f"/api/v1/juror/rounds/{world.round.id}/bids"


def _plan(world: World) -> Any:
    plan = AssignmentPlan(
        id=uuid7(),
        round_id=world.round.id,
        kind="category",
        goal={
            "jurors_per_entry": 3,
            "category_id": None,
            "juror_ids": None,
            "max_load": None,
            "lower_k": {},
        },
        problem_hash="0" * 64,
        pairs=[[str(world.entry.id), str(world.jurors["chair"].id)]],
        summary={
            "before": {str(world.jurors["chair"].id): 0},
            "short": [],
            "excluded": [],
            "connected": True,
            "seconds": 0,
        },
        made_at=NOW,
    )
    world.session.add(plan)
    world.session.commit()
    return plan.id


def _evaluation(world: World) -> str:
    return f"/api/v1/juror/evaluations/{world.evaluation.id}"


def _opened(world: World) -> str:
    """The juror has submitted, and has opened colleagues' scores."""
    _revision(world)
    world.round.independence = "after_own"
    world.evaluation.locked_at = NOW
    world.session.commit()
    return _evaluation(world)


def _practice(world: World) -> str:
    """The round has a practice case."""
    world.session.add(
        Practice(
            round_id=world.round.id,
            category_id=world.category.id,
            title_ar="حالة تدريب",
            body_ar="وصفها",
            demand="offered",
            scores={},
            total="60/1",
            put_at=NOW,
        )
    )
    world.session.commit()
    return f"/api/v1/juror/rounds/{world.round.id}/practice"


def _mine(**expected: int) -> dict[str, int]:
    """Routes of one evaluation: nobody but its juror knows that it is there."""
    return {"others": 404} | expected


def _round(world: World) -> str:
    return f"/api/v1/rounds/{world.round.id}"


STAFF = {"organiser": 200, "auditor": 200, "approver": 200}
# An organiser of another edition passes the policy, and is told that this one is not theirs.
JUROR_PROFILE = {"email": "new@example.org", "name_ar": "محكّم", "origin": "local"}

ROWS = {
    # -------------------------------------------------------------- rounds
    "list_rounds": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/rounds",
        **STAFF,
        screener=200,
        chair=200,
    ),
    "put_round": Row(
        "PUT",
        lambda w: f"/api/v1/rounds/{NEW_ID}",
        body=lambda w: {
            "edition_id": _planned(w),
            "number": 2,
            "name_ar": "الجولة الثانية",
            "closes_at": "2026-06-01T00:00:00Z",
        },
        organiser=201,
    ),
    "move_round": Row(
        "POST",
        lambda w: f"{_round(w)}/move",
        body=lambda w: {"closes_at": "2026-06-01T00:00:00Z", "reason_ar": "طلب المحكّمين"},
        organiser=200,
    ),
    "open_round": Row("POST", lambda w: f"/api/v1/rounds/{_planned_round(w)}/open", organiser=409),
    # -------------------------------------------------------------- without names
    "show_blind": Row("GET", _blind, organiser=200, auditor=200, walled_organiser=200),
    "list_blind_entries": Row(
        "GET", lambda w: f"{_blind(w)}/entries", organiser=200, auditor=200, walled_organiser=200
    ),
    "show_blind_entry": Row("GET", _blind_entry, organiser=200, auditor=200),
    "put_redaction": Row(
        "PUT",
        lambda w: f"{_blind_entry(w)}/parts/title_ar",
        body=lambda w: {"mode": "withheld"},
        organiser=200,
    ),
    "decide_file": Row(
        "PUT",
        lambda w: f"{_blind_entry(w)}/files/{_evidence(w)}",
        body=lambda w: {"mode": "withheld"},
        organiser=200,
    ),
    "replace_file": Row(
        "PUT",
        lambda w: f"{_blind_entry(w)}/files/{_evidence(w)}/content?name=a.pdf",
        body=lambda w: b"<svg>",
        organiser=415,
    ),
    "download_blind_copy": Row(
        "GET",
        lambda w: f"{_blind_entry(w)}/files/{_evidence(w)}/content",
        organiser=404,
        auditor=404,
    ),
    "list_claims": Row(
        "GET",
        lambda w: f"{_round(w)}/na-claims",
        organiser=200,
        auditor=200,
        chair=200,
    ),
    # Nobody claims anything there.
    "decide_na": Row(
        "PUT",
        lambda w: f"{_round(w)}/entries/{w.entry.id}/na-claims/{NEW_ID}",
        body=lambda w: {"accepted": True},
        organiser=404,
        chair=404,
    ),
    "close_round": Row("POST", lambda w: f"{_round(w)}/close", body=lambda w: {}, organiser=409),
    # -------------------------------------------------------------- panels and jurors
    "list_jurors": Row("GET", lambda w: f"/api/v1/editions/{w.edition.id}/jurors", **STAFF),
    "show_juror": Row("GET", lambda w: f"/api/v1/jurors/{w.jurors['juror'].id}", **STAFF),
    "list_statements": Row(
        "GET", lambda w: f"/api/v1/jurors/{w.jurors['juror'].id}/statements", **STAFF
    ),
    "put_juror": Row(
        "PUT",
        lambda w: f"/api/v1/jurors/{NEW_ID}",
        body=lambda w: {"edition_id": str(w.edition.id), **JUROR_PROFILE},
        organiser=201,
    ),
    "invite_juror": Row("POST", lambda w: f"/api/v1/jurors/{_invited(w).id}/invite", organiser=200),
    "remove_juror": Row(
        "POST",
        lambda w: f"/api/v1/jurors/{w.jurors['juror'].id}/remove",
        body=lambda w: {"reason": "اعتذر"},
        organiser=200,
    ),
    "resign_jury": Row(
        "POST",
        lambda w: f"{_own(w)}/resign",
        body=lambda w: {"reason": "سفر"},
        others=404,
        juror=200,
    ),
    "show_juror_photo": Row("GET", lambda w: f"/api/v1/jurors/{_with_photo(w)}/photo", **STAFF),
    "put_juror_photo": Row(
        "PUT",
        lambda w: f"/api/v1/jurors/{w.jurors['juror'].id}/photo",
        body=picture,
        organiser=200,
    ),
    "delete_juror_photo": Row(
        "DELETE", lambda w: f"/api/v1/jurors/{_with_photo(w)}/photo", organiser=200
    ),
    "show_own_profile": Row("GET", lambda w: f"{_own(w)}/profile", others=404, juror=200),
    "put_own_profile": Row(
        "PUT",
        lambda w: f"{_own(w)}/profile",
        body=lambda w: {"name_ar": "هند المثال"},
        headers=lambda w: {"If-Match": '"1"'},
        others=404,
        juror=200,
    ),
    "show_own_photo": Row(
        "GET", lambda w: f"/api/v1/jury/{_with_photo(w)}/photo", others=404, juror=200
    ),
    "put_own_photo": Row("PUT", lambda w: f"{_own(w)}/photo", body=picture, others=404, juror=200),
    "delete_own_photo": Row(
        "DELETE", lambda w: f"/api/v1/jury/{_with_photo(w)}/photo", others=404, juror=200
    ),
    "own_juries": Row("GET", lambda w: "/api/v1/jury", others=200),
    "ended_juries": Row("GET", lambda w: "/api/v1/juror/ended-juries", others=200),
    "show_own_jury": Row("GET", _invite_nobody, others=404, nobody=200),
    "open_invitation": Row("POST", lambda w: f"{_invite_nobody(w)}/open", others=404, nobody=200),
    "show_jury_settings": Row(
        "GET", lambda w: f"/api/v1/editions/{w.edition.id}/jury-settings", **STAFF
    ),
    "put_jury_settings": Row(
        "PUT",
        lambda w: f"/api/v1/editions/{w.edition.id}/jury-settings",
        body=lambda w: {"load_asked": 12},
        headers=lambda w: {"If-Match": '"0"'},
        organiser=200,
    ),
    "accept_jury": Row(
        "POST",
        lambda w: f"{_invite_nobody(w)}/accept",
        body=lambda w: {
            "accepted": True,
            "name": "هند المثال",
            "statement": translate("ar", STATEMENT),
        },
        others=404,
        nobody=200,
    ),
    "decline_jury": Row(
        "POST",
        lambda w: f"{_invite_nobody(w)}/decline",
        body=lambda w: {"reason": "سفر"},
        others=404,
        nobody=200,
    ),
    "list_panels": Row("GET", lambda w: f"{_round(w)}/panels", **STAFF, screener=200, chair=200),
    "put_panel": Row(
        "PUT",
        lambda w: f"{_round(w)}/panels/{w.panel.id}",
        body=lambda w: {
            "name_ar": "لجنة أخرى",
            "juror_ids": [str(one.id) for one in w.jurors.values()],
        },
        headers=lambda w: {"If-Match": '"1"'},
        organiser=200,
    ),
    # Its entries are being judged.
    "delete_panel": Row(
        "DELETE", lambda w: f"{_round(w)}/panels/{w.panel.id}", organiser=409, walled_organiser=403
    ),
    # -------------------------------------------------------------- conflicts
    "list_conflicts": Row(
        "GET", lambda w: f"/api/v1/editions/{w.edition.id}/conflicts", organiser=200, auditor=200
    ),
    "own_conflicts": Row(
        "GET",
        lambda w: "/api/v1/juror/conflicts",
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "declare_conflict": Row(
        "PUT",
        lambda w: f"/api/v1/juror/conflicts/{NEW_ID}",
        body=lambda w: {"evaluation_id": str(w.evaluation.id), "kind": "employer"},
        **_mine(juror=201),
    ),
    "declare_agency_conflict": Row(
        "PUT",
        lambda w: f"{_own(w)}/conflicts/{NEW_ID}",
        body=lambda w: {
            "organisation_id": str(w.entry.organisation_id),
            "kind": "employer",
        },
        others=404,
        juror=201,
    ),
    "report_conflict": Row(
        "PUT",
        lambda w: f"/api/v1/editions/{w.edition.id}/conflicts/{NEW_ID}",
        body=lambda w: {
            "juror_id": str(w.jurors["juror"].id),
            "entry_id": str(w.entry.id),
            "kind": "other",
            "reason": "قرابة",
        },
        organiser=201,
    ),
    "list_own_reports": Row(
        "GET",
        lambda w: f"/api/v1/entrant/entries/{w.entry.id}/reports",
        others=404,
        entrant=200,
        viewer=403,
        editor=403,
        submitter=403,
    ),
    "report_juror": Row(
        "PUT",
        lambda w: f"/api/v1/entrant/entries/{w.entry.id}/reports/{NEW_ID}",
        body=lambda w: {"person": "خالد بن عمر", "kind": "other", "reason": "شريك سابق"},
        others=404,
        entrant=201,
        viewer=403,
        editor=403,
        submitter=403,
    ),
    "list_named_persons": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/named-persons",
        organiser=200,
        auditor=200,
    ),
    "decide_conflict": Row(
        "POST",
        lambda w: f"/api/v1/conflicts/{_suspended(w)}/decide",
        body=lambda w: {"state": "dismissed", "reason": "لا صلة"},
        organiser=200,
    ),
    "lift_conflict": Row(
        "POST",
        lambda w: f"/api/v1/conflicts/{w.conflict.id}/lift",
        body=lambda w: {"reason": "انتفى"},
        organiser=200,
    ),
    "list_recusals": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/recusals",
        organiser=200,
        screener=200,
        auditor=200,
        approver=200,
    ),
    "put_recusal": Row(
        "PUT",
        lambda w: f"/api/v1/editions/{w.edition.id}/recusals/{NEW_ID}",
        body=lambda w: {"entry_id": str(w.entry.id), "kind": "family"},
        organiser=201,
        screener=201,
        auditor=201,
        approver=201,
    ),
    "decide_recusal": Row(
        "POST",
        lambda w: f"/api/v1/recusals/{_stepped_back(w, 'suspended')}/decide",
        body=lambda w: {"state": "dismissed", "reason": "لا صلة"},
        organiser=200,
    ),
    "lift_recusal": Row(
        "POST",
        lambda w: f"/api/v1/recusals/{_stepped_back(w, 'recused')}/lift",
        body=lambda w: {"reason": "انتفى"},
        organiser=200,
    ),
    # -------------------------------------------------------------- the juror's desk
    "own_rounds": Row(
        "GET", lambda w: "/api/v1/juror/rounds", juror=200, co_juror=200, recused=200, chair=200
    ),
    "own_evaluations": Row(
        "GET",
        lambda w: f"/api/v1/juror/evaluations?round={w.round.id}",
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "show_own_evaluation": Row("GET", _evaluation, **_mine(juror=200)),
    "download_own_attachment": Row(
        "GET", lambda w: f"{_evaluation(w)}/attachments/{_attachment(w)}/content", **_mine()
    ),
    "preview_own_attachment": Row(
        "GET", lambda w: f"{_evaluation(w)}/attachments/{_attachment(w)}/previews/1", **_mine()
    ),
    "own_revisions": Row("GET", lambda w: f"{_evaluation(w)}/revisions", **_mine(juror=200)),
    "show_own_revision": Row(
        "GET", lambda w: f"{_evaluation(w)}/revisions/{_revision(w)}", **_mine(juror=200)
    ),
    "save_evaluation": Row(
        "PUT",
        lambda w: f"{_evaluation(w)}/revisions/{NEW_ID}",
        body=lambda w: {
            "scores": {},
            "comment": "",
            "notes": "",
            "status": "draft",
            "made_at": MADE_AT,
        },
        headers=lambda w: FIRST,
        **_mine(juror=201),
    ),
    "reopen_evaluation": Row(
        "POST",
        lambda w: f"{_evaluation(w)}/reopen",
        headers=lambda w: {"If-Match": f'"{_revision(w)}"'},
        **_mine(juror=200),
    ),
    "own_colleagues": Row("GET", lambda w: f"{_opened(w)}/colleagues", **_mine(juror=200)),
    "open_colleagues": Row(
        "POST",
        lambda w: f"{_opened(w)}/colleagues",
        headers=lambda w: {"If-Match": f'"{w.evaluation.head_id}"'},
        **_mine(juror=200),
    ),
    "show_practice": Row("GET", lambda w: f"{_round(w)}/practice", organiser=200, auditor=200),
    "put_practice": Row(
        "PUT",
        lambda w: f"{_round(w)}/practice",
        body=lambda w: {
            "category_id": str(w.category.id),
            "title_ar": "حالة تدريب",
            "body_ar": "وصفها",
            "scores": {},
        },
        organiser=422,  # a reference marks every criterion
    ),
    "delete_practice": Row("DELETE", lambda w: f"{_round(w)}/practice", organiser=204),
    "own_practices": Row(
        "GET", lambda w: "/api/v1/juror/practices", juror=200, co_juror=200, recused=200, chair=200
    ),
    "show_own_practice": Row("GET", _practice, juror=200, co_juror=200, recused=200, chair=200),
    "save_practice": Row(
        "PUT",
        _practice,
        body=lambda w: {"scores": {}, "status": "draft"},
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "own_rankings": Row(
        "GET",
        lambda w: f"/api/v1/juror/rankings?round={w.round.id}",
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "show_own_ranking": Row("GET", _ranking, **_mine(juror=200)),
    "save_ranking": Row(
        "PUT",
        lambda w: f"{_ranking(w)}/revisions/{NEW_ID}",
        body=lambda w: {
            "tiers": [[str(w.entry.id)]],
            "comment": "",
            "notes": "",
            "status": "draft",
            "made_at": MADE_AT,
        },
        headers=lambda w: FIRST,
        **_mine(juror=201),
    ),
    "reopen_ranking": Row(
        "POST",
        lambda w: f"{_ranking(w)}/reopen",
        headers=lambda w: {"If-Match": f'"{_submitted_order(w)}"'},
        **_mine(juror=200),
    ),
    "give_back": Row(
        "POST",
        lambda w: f"{_evaluation(w)}/give-back",
        body=lambda w: {"reason": "خارج تخصصي"},
        **_mine(juror=200),
    ),
    # -------------------------------------------------------------- progress and reading
    "show_progress": Row("GET", lambda w: f"{_round(w)}/progress", **STAFF),
    "list_juror_progress": Row("GET", lambda w: f"{_round(w)}/progress/jurors", **STAFF),
    "list_late_evaluations": Row("GET", lambda w: f"{_round(w)}/late", **STAFF),
    # Nothing of this world arrived late.
    "propose_late_decisions": Row(
        "POST",
        lambda w: f"{_round(w)}/late/propose",
        body=lambda w: {
            "evaluation_ids": [str(w.evaluation.id)],
            "word": "admit",
            "reason": "انقطع الاتصال",
        },
        organiser=404,
    ),
    "confirm_late_decisions": Row(
        "POST",
        lambda w: f"{_round(w)}/late/confirm",
        body=lambda w: {"decision_ids": [str(NEW_ID)]},
        organiser=404,
        approver=404,
    ),
    "decline_late_decisions": Row(
        "POST",
        lambda w: f"{_round(w)}/late/decline",
        body=lambda w: {"decision_ids": [str(NEW_ID)], "reason": "أين الدليل؟"},
        organiser=404,
        approver=404,
    ),
    "withdraw_late_decisions": Row(
        "POST",
        lambda w: f"{_round(w)}/late/withdraw",
        body=lambda w: {"decision_ids": [str(NEW_ID)]},
        organiser=404,
    ),
    "show_chair_progress": Row("GET", lambda w: f"{_round(w)}/chair-progress", chair=200),
    "list_chair_juror_progress": Row(
        "GET", lambda w: f"{_round(w)}/chair-progress/jurors", chair=200
    ),
    "read_entry_evaluations": Row("GET", _closed, **STAFF, chair=200, other_organiser=404),
    # -------------------------------------------------------------- assignments
    "list_assignments": Row(
        "GET", lambda w: f"{_round(w)}/assignments", organiser=200, auditor=200
    ),
    "list_loads": Row("GET", lambda w: f"{_round(w)}/loads", organiser=200, auditor=200),
    "assign": Row(
        "PUT",
        lambda w: f"{_round(w)}/assignments/{NEW_ID}",
        body=lambda w: {
            "entry_id": str(make_entry(w.session, w.category, w.organisation, state="eligible").id),
            "juror_id": str(w.jurors["juror"].id),
        },
        organiser=201,
    ),
    "unassign": Row(
        "DELETE",
        lambda w: f"/api/v1/assignments/{w.evaluation.id}",
        body=lambda w: {"reason": "خطأ"},
        organiser=200,
    ),
    "show_round_reminders": Row(
        "GET", lambda w: f"{_round(w)}/reminders", organiser=200, auditor=200
    ),
    "put_round_reminders": Row(
        "PUT", lambda w: f"{_round(w)}/reminders", body=lambda _w: {"hours": [24]}, organiser=200
    ),
    "remind_jurors": Row(
        "POST",
        lambda w: f"{_round(w)}/remind-jurors",
        body=lambda w: {"juror_ids": [str(w.jurors["juror"].id)]},
        organiser=200,
    ),
    "download_conflict_report": Row(
        "GET",
        lambda w: f"{_round(w)}/conflict-report?format=csv",
        organiser=200,
        auditor=200,
    ),
    "show_juror_template": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/juror-import/template",
        organiser=200,
    ),
    "import_jurors": Row(
        "POST",
        lambda w: f"/api/v1/editions/{w.edition.id}/juror-import",
        body=lambda _w: "E-mail,Name in Arabic,Origin\nnew@example.org,محكّم,local\n".encode(),
        organiser=200,
    ),
    "list_juror_directory": Row(
        "GET",
        lambda w: f"/api/v1/editions/{w.edition.id}/juror-directory",
        organiser=200,
        admin=200,
    ),
    "invite_past_juror": Row(
        "POST",
        lambda w: f"/api/v1/editions/{w.edition.id}/juror-directory/{w.jurors['juror'].id}/invite",
        organiser=409,  # they are on it
    ),
    "export_assignments": Row(
        "GET", lambda w: f"{_round(w)}/assignment-sheet", organiser=200, auditor=200
    ),
    "import_assignments": Row(
        "POST",
        lambda w: f"{_round(w)}/assignment-sheet",
        body=lambda w: f"Entry number,Juror's e-mail\n{w.entry.number},\n".encode(),
        organiser=200,
    ),
    "notify_jurors": Row("POST", lambda w: f"{_round(w)}/notify-jurors", organiser=200),
    "set_bidding": Row(
        "PUT",
        lambda w: f"{_round(w)}/bidding",
        body=lambda w: {"until": (NOW + timedelta(days=2)).isoformat()},
        organiser=200,
    ),
    "put_off_evaluation": Row(
        "PUT",
        lambda w: f"{_evaluation(w)}/later",
        body=lambda _: {"later": True},
        **_mine(juror=204),
    ),
    "complete_round": Row(
        "PUT",
        lambda w: f"/api/v1/juror/rounds/{w.round.id}/completion",
        juror=409,  # something is left
        co_juror=409,
        recused=200,
        chair=200,
    ),
    "own_desk_questions": Row("GET", lambda w: f"{_evaluation(w)}/questions", **_mine(juror=200)),
    "ask_from_desk": Row(
        "PUT",
        lambda w: f"{_evaluation(w)}/questions/{NEW_ID}",
        body=lambda _: {"body": "هل تُحتسب الفروع؟"},
        **_mine(juror=201),
    ),
    "own_round_questions": Row(
        "GET",
        lambda w: f"/api/v1/juror/rounds/{w.round.id}/questions",
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "list_juror_questions": Row(
        "GET",
        lambda w: f"{_round(w)}/juror-questions",
        organiser=200,
        auditor=200,
        chair=200,
        other_organiser=404,
    ),
    "answer_juror": Row(
        "POST",
        lambda w: f"/api/v1/juror-questions/{_asked(w)}/answer",
        body=lambda _: {"answer": "نعم."},
        organiser=204,
        chair=204,
        other_organiser=404,
    ),
    "own_bids": Row(
        "GET",
        _bids,
        juror=200,
        co_juror=200,
        recused=200,
        chair=200,
    ),
    "put_bid": Row(
        "PUT",
        lambda w: f"{_bids(w)}/{w.entry.id}",
        body=lambda w: {"bid": "want"},
        juror=200,
        co_juror=200,
        recused=404,
        chair=200,
    ),
    "make_plan": Row(
        "POST",
        lambda w: f"{_round(w)}/plans",
        body=lambda w: {"kind": "category"},
        organiser=201,
    ),
    "list_plans": Row("GET", lambda w: f"{_round(w)}/plans", organiser=200, auditor=200),
    "show_plan": Row("GET", lambda w: f"/api/v1/plans/{_plan(w)}", organiser=200, auditor=200),
    "list_plan_entries": Row(
        "GET", lambda w: f"/api/v1/plans/{_plan(w)}/entries", organiser=200, auditor=200
    ),
    # What the plan was made for is no longer so.
    "explain_plan": Row(
        "GET",
        lambda w: f"/api/v1/plans/{_plan(w)}/why/{w.entry.id}/{w.jurors['juror'].id}",
        organiser=409,
        auditor=409,
    ),
    "compare_plans": Row(
        "GET",
        lambda w: f"/api/v1/plans/{_plan(w)}/differences/{_plan(w)}",
        organiser=200,
        auditor=200,
    ),
    "apply_plan": Row("POST", lambda w: f"/api/v1/plans/{_plan(w)}/apply", organiser=409),
}
