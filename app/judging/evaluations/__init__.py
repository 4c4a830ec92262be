"""Evaluations and their revisions."""
