"""From the round's opening to the last evaluation: rounds, panels, conflicts, assignments, evaluations."""
