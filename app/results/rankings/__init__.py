"""Frozen snapshots of the ranking."""
