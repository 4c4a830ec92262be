"""The two signatures before publication."""
