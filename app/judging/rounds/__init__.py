"""Rounds: a judging step with its own opening and closing."""
