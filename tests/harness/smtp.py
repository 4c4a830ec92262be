"""A mail server that keeps what it is sent, parsed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.harness.postgres import free_port


class Mailbox:
    """The messages that arrived, oldest first. `refuse` makes the server answer 451 to all."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.messages: list[EmailMessage] = []
        self.refuse = False

    @property
    def url(self) -> str:
        """What TAHKEEM_SMTP_URL takes."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        """Keep one message."""
        if self.refuse:
            return "451 try again later"
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        self.messages.append(message_from_bytes(raw, policy=policy.default))
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        """The messages to one address."""
        return [message for message in self.messages if address in str(message["To"])]

    def wait_for(self, wanted: Callable[[EmailMessage], bool], seconds: float = 10) -> EmailMessage:
        """The first message of this kind, waiting for it; AssertionError when none comes."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in list(self.messages):
                if wanted(message):
                    return message
            time.sleep(0.05)
        message = f"no such mail in {seconds} s; got {[str(m['Subject']) for m in self.messages]}"
        raise AssertionError(message)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A started server on a free port of 127.0.0.1."""
    made = Mailbox(free_port())
    controller = Controller(made, hostname="127.0.0.1", port=made.port)
    controller.start()
    try:
        yield made
    finally:
        controller.stop()
