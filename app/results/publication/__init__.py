"""The minute from which the result is public, decided by the clock."""
