"""Entries: answers, attachments, questions, eligibility."""
