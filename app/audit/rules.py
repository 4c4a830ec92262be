"""The closed list of acts; an act outside it is a programming error."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

# One recorded reading covers the same person's same reading for so long: a page asks several
# times, and a log of one line per request would hide who read what when.
READING_COVERS: Final = timedelta(hours=1)

ACTS: frozenset[str] = frozenset(
    """
    set_up_instance register_agency register_individual confirm_email sign_in sign_out
    fail_sign_in refuse_refresh_reuse request_password_reset reset_password change_account
    change_password end_session invite revoke_invitation accept_invitation
    resend_confirmation resend_invitation grant_role revoke_role disable_user enable_user
    end_past_tie
    retry_mail cancel_job
    put_organisation approve_organisation refuse_organisation import_organisations
    put_domain_rule delete_domain_rule invite_member remove_member register_organisation
    request_membership approve_membership refuse_membership
    put_programme put_programme_logo delete_programme_logo put_edition put_category
    propose_reopening decline_reopening cancel_reopening
    put_eligibility_rules delete_category order_categories put_fields put_form_draft delete_form_draft
    export_answers publish_form put_service delete_service import_services put_rubric delete_rubric
    move_deadline extend_deadline shorten_extension put_reminders clone_edition step_phase reopen_phase cancel_edition put_tiebreaks
    start_entry change_entry save_answer attach_file accept_attachment reject_attachment remove_attachment restore_attachment
    submit_entry discard_changes
    put_entry_languages withdraw_entry delete_entry ask_question answer_question
    invite_collaborator resend_collaboration revoke_collaboration accept_collaboration
    set_entry_right remove_collaborator set_member_level restore_version carry_entry import_entries
    request_sign_off approve_sign_off return_sign_off
    save_eligibility name_co_owner name_registered_co_owner mail_co_owner remove_co_owner answer_co_ownership
    answer_co_owning
    mark_eligible mark_entries_eligible mark_ineligible return_entry disqualify_entry reinstate_entry move_entry
    propose_decision confirm_decision decline_decision withdraw_proposal
    tick_item untick_item put_screening_settings assign_screeners
    send_message reply_to_screening add_note find_duplicates dismiss_duplicate restore_duplicate
    put_round move_round open_round close_round decide_na put_juror invite_juror accept_jury decline_jury
    put_jury_settings open_invitation put_own_profile put_juror_photo delete_juror_photo put_own_photo delete_own_photo
    remove_juror resign_jury put_panel delete_panel declare_conflict declare_agency_conflict lift_conflict notice_conflicts report_conflict report_juror
    decide_conflict put_recusal decide_recusal lift_recusal
    assign unassign make_plan apply_plan import_assignments notify_jurors set_bidding put_bid give_back save_evaluation submit_evaluation
    propose_late_decision admit_evaluation refuse_evaluation decline_late_decision withdraw_late_decision
    overtake_late_decision
    remind_jurors put_round_reminders import_jurors ask_from_desk answer_juror put_off_evaluation complete_round open_colleagues put_practice delete_practice submit_practice
    reopen_evaluation diverge_evaluation save_ranking submit_ranking reopen_ranking diverge_ranking take_ranking read_standings read_agreement decide_chair_order put_decisions freeze_results sign_results put_redaction decide_file replace_file
    put_advancement decide_advancing apply_advancement undo_advancement decide_pass
    return_results publish cancel_publication
    open_meeting mark_attendance order_agenda take_item note_item record_consensus call_vote cast_vote close_vote close_meeting reopen_meeting put_feedback release_feedback
    load_demo
    """.split()  # noqa: SIM905 -- a list of words reads better as words
)
