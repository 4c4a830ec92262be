"""Every act, written in the act's own transaction."""
