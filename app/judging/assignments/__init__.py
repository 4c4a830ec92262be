"""Which juror reads which entry: plans that are shown before they are applied."""
