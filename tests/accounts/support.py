"""What the tests of accounts share: known passwords, mailed links, the refresh cookie."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audit.models import AuditEvent
from app.notifications.models import Mail
from tests.factories import make_user

PASSWORD = "جمل يعبر الوادي"
# argon2id of PASSWORD with the parameters of app.kit.passwords
HASH = "$argon2id$v=19$m=19456,t=2,p=1$LMY2VGNrFoyCQMXW867y2A$sl6rpzhr5p7/1h8yDjpLK0MDwHreb0bC2rrdNlR6wp4"


def make_known(session: Session, email: str = "sara@example.org", **values: Any) -> User:
    """A user whose password is PASSWORD."""
    return make_user(session, email, password_hash=HASH, **values)


def mails(session: Session) -> list[Mail]:
    return list(session.scalars(select(Mail).order_by(Mail.created_at, Mail.id)))


def mailed_token(mail: Mail) -> str:
    """The secret in the fragment of a mail's link."""
    (link,) = [line for line in mail.text.splitlines() if line.startswith("http")]
    return link.partition("#")[2]


def acts(session: Session) -> list[tuple[str, UUID | None]]:
    """Every act recorded in this test, with who did it."""
    session.expire_all()
    rows = session.execute(select(AuditEvent.act, AuditEvent.actor_id).order_by(AuditEvent.id))
    return [(act, actor_id) for act, actor_id in rows]


def cookie_of(answer: Any) -> str:
    """The refresh token that an answer sets."""
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    assert name == "__Host-rt"
    return value


def sent(token: str) -> dict[str, str]:
    return {"Cookie": f"__Host-rt={token}"}
