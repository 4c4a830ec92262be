"""The outbox: mails that are rows of the act's own transaction, and their delivery."""
