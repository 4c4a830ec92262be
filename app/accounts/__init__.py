"""People: users, sessions, invitations, grants."""
