"""Who sees the outbox; the demo's mailbox is for everybody."""

from __future__ import annotations

from app.notifications.service import post
from tests.access.world import Row, World
from tests.factories import NOW


def _mail(world: World) -> str:
    mail = post(
        world.session,
        "password_changed",
        to_email="sara@example.org",
        language="ar",
        facts={"name": "سارة", "at": NOW},
        now=NOW,
        edition_id=world.edition.id,
    )
    world.session.commit()
    return str(mail.id)


ROWS = {
    "list_mailbox": Row("GET", lambda w: "/api/v1/mailbox", anonymous=200, others=200),
    "show_mailbox_mail": Row(
        "GET", lambda w: f"/api/v1/mailbox/{_mail(w)}", anonymous=200, others=200
    ),
    "list_outbox": Row(
        "GET", lambda w: "/api/v1/outbox", organiser=200, other_organiser=200, admin=200
    ),
    "retry_mail": Row(
        "POST",
        lambda w: f"/api/v1/outbox/{_mail(w)}/retry",
        organiser=200,
        other_organiser=404,
        admin=200,
    ),
}
