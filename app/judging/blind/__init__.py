"""Judging without names: what jurors of a blind round read of an entry, and what still names its owner."""
