"""The jury meets: who is in the room for which entry, what it agreed on and why."""
