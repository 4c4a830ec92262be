"""Real processes for tests: a PostgreSQL cluster, a mail server, `tahkeem serve`, Chromium."""
