"""Looking into whole files in a confined process: what is refused, what is served in place of what was sent."""
