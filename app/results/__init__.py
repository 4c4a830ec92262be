"""What follows from the evaluations: rankings, decisions, approval, publication."""
