"""Who may read the log; the first run, which is over in a world with people."""

from __future__ import annotations

from tests.access.world import Row

READERS = {"organiser": 200, "other_organiser": 200, "auditor": 200, "admin": 200}

ROWS = {
    "list_log": Row("GET", lambda w: "/api/v1/log", **READERS),
    "list_acts": Row("GET", lambda w: "/api/v1/log/acts", **READERS),
    "show_first_run": Row("GET", lambda w: "/api/v1/first-run", anonymous=200, others=200),
    "set_up_instance": Row(
        "POST",
        lambda w: "/api/v1/first-run",
        body=lambda w: {
            "code": "AAAA",
            "email": "new@example.org",
            "password": "long enough here",
            "name_ar": "مدير",
        },
        anonymous=409,
        others=409,
    ),
}
