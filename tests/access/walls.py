"""What the organiser whom a wall keeps from the entry gets, where it is not what organisers get.

They were of the entry's agency until a while ago. Every route that takes the entry, an evaluation
of it, its files, its pairs or a conflict about it stands here; of all others the matrix checks that
the answer names none of them.
"""

from __future__ import annotations

from typing import Final

# Nobody tells them that it is there.
HIDDEN: Final = (
    "put_feedback",
    "read_feedback",
    "take_item",
    "show_meeting_entry",
    "put_notes",
    "put_consensus",
    "close_vote",
    "call_vote",
    "add_note",
    "answer_juror",
    "answer_question",
    "assign_screeners",
    "confirm_decision",
    "decide_conflict",
    "decide_entries",
    "decide_file",
    "decide_recusal",
    "decline_decision",
    "dismiss_duplicate",
    "disqualify_entry",
    "download_attachment",
    "download_blind_copy",
    "extend_deadline",
    "lift_conflict",
    "lift_recusal",
    "list_receipts",
    "mark_eligible",
    "mark_ineligible",
    "move_entry",
    "preview_attachment",
    "propose_decision",
    "put_redaction",
    "reinstate_entry",
    "replace_file",
    "restore_duplicate",
    "return_entry",
    "show_blind_entry",
    "send_message",
    "show_eligibility",
    "show_entry",
    "show_move",
    "show_screening",
    "show_screening_place",
    "tick_item",
    "unassign",
    "untick_item",
    "withdraw_proposal",
)
# They named it, or everything: another organiser does it.
REFUSED: Final = (
    "apply_plan",
    "close_meeting",
    "mark_attendance",
    "order_agenda",
    "assign",
    "explain_plan",
    "make_plan",
    "put_decisions",
    "put_panel",
    "put_recusal",
    "read_entry_evaluations",
    "remove_juror",
    "report_conflict",
    "show_result",
)
WALLED: Final = dict.fromkeys(HIDDEN, 404) | dict.fromkeys(REFUSED, 403)
