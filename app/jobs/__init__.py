"""The queue of long work: claim, progress, cancel."""
