"""`Idempotency-Key`: the same request twice has one effect, remembered for a day."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final

import rfc8785
from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.actor import Actor
from app.audit.models import IdempotencyKey
from app.kit.errors import N_, invalid

REMEMBERED: Final = timedelta(hours=24)
LONGEST: Final = 100


def is_replay(
    session: Session, actor: Actor, key: str | None, act: str, body: Any, now: datetime
) -> bool:
    """Whether this actor has already done this act with this key in the last 24 hours.

    The first time the key is kept with the act's own transaction, so a refused act leaves it free.
    `body` is JSON-ready and names the object too. On a replay the service changes nothing and
    answers with the present state. Call it after the row that the act changes is locked. Refusals
    (422): `idempotency_key_invalid`, `idempotency_key_reused` (another act or body).
    """
    if key is None or actor.user_id is None:
        return False
    key = key.strip().strip('"')
    if not 1 <= len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        raise invalid(
            "idempotency_key_invalid",
            N_("مفتاح الطلب (Idempotency-Key) من حرف إلى {limit} حرف لاتيني."),
            "header",
            "idempotency-key",
            limit=LONGEST,
        )
    body_hash = hashlib.sha256(rfc8785.dumps({"act": act, "body": body})).hexdigest()
    used = session.get(IdempotencyKey, (actor.user_id, key), with_for_update=True)
    if used is None:
        session.add(
            IdempotencyKey(
                actor_id=actor.user_id, key=key, act=act, body_hash=body_hash, used_at=now
            )
        )
        return False
    if used.used_at + REMEMBERED < now:
        used.act, used.body_hash, used.used_at = act, body_hash, now
        return False
    if used.body_hash != body_hash:
        raise invalid(
            "idempotency_key_reused",
            N_("استُعمل مفتاح الطلب هذا في طلب آخر. أرسل الطلب بمفتاح جديد."),
            "header",
            "idempotency-key",
        )
    return True


def sweep(session: Session, now: datetime) -> None:
    """Forget the keys whose day has passed."""
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.used_at < now - REMEMBERED))
