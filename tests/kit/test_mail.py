"""Mail: no value becomes a header, both alternatives arrive, failures say whether to try again."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from app.kit.mail import Attachment, MailFailed, MailInvalid, compose, send

SUBJECT = "أُغلق باب التقديم: جائزة الإعلام الحكومي وأعمالها الكثيرة جدًا في عامها الأول"


class Sink:
    """Keeps what arrives; answers what it is told to."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.rcpt = "250 OK"
        self.data = "250 kept"

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.data.startswith("250"):
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
            self.recipients += envelope.rcpt_tos
        return self.data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Sink, int]]:
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    yield sink, port
    controller.stop()


@pytest.fixture
def sink(server: tuple[Sink, int]) -> Iterator[Sink]:
    made = server[0]
    made.messages.clear()
    made.recipients.clear()
    yield made
    made.rcpt, made.data = "250 OK", "250 kept"


@pytest.fixture
def url(server: tuple[Sink, int]) -> str:
    return f"smtp://127.0.0.1:{server[1]}"


def message(**changes: Any) -> EmailMessage:
    usual: dict[str, Any] = {
        "sender": "noreply@awards.sa",
        "sender_name": "جائزة الإعلام",
        "to": "sara@example.sa",
        "to_name": 'سارة "ع"',
        "subject": SUBJECT,
        "text": "مرحبًا\n.\nسطر يبدأ بنقطة",
    }
    return compose(**(usual | changes))


def test_a_message_arrives_whole(sink: Sink, url: str) -> None:
    sent = message(
        html="<p>مرحبًا</p>",
        reply_to="help@awards.sa",
        message_id="0192-1@awards.sa",
        date=datetime(2026, 3, 10, 9, 0, tzinfo=UTC),
        attachments=[Attachment("موعد.ics", "text/calendar", b"BEGIN:VCALENDAR")],
        headers={"X-Kind": "closing"},
    )
    asyncio.run(send(url, sent))
    (got,) = sink.messages
    assert sink.recipients == ["sara@example.sa"]
    assert got["Subject"] == SUBJECT
    assert got["From"].addresses[0].display_name == "جائزة الإعلام"
    assert got["To"].addresses[0].display_name == 'سارة "ع"'
    assert got["To"].addresses[0].addr_spec == "sara@example.sa"
    assert got["Reply-To"] == "help@awards.sa"
    assert got["Message-ID"] == "<0192-1@awards.sa>"
    assert got["Date"].datetime == datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    assert (got["Content-Language"], got["Auto-Submitted"], got["X-Kind"]) == (
        "ar",
        "auto-generated",
        "closing",
    )
    text, html = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == "مرحبًا\n.\nسطر يبدأ بنقطة\n"
    document = html.get_content()
    assert '<html lang="ar" dir="rtl">' in document
    assert "<p>مرحبًا</p>" in document
    (attached,) = got.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("موعد.ics", "text/calendar")


def test_text_alone_and_english() -> None:
    assert message().get_content_type() == "text/plain"
    english = message(language="en", subject="A & <b>", html="<p>x</p>").get_body(("html",))
    assert english is not None
    assert '<html lang="en" dir="ltr">' in english.get_content()
    assert "<title>A &amp; &lt;b></title>" in english.get_content()
    whole = message(html="<!DOCTYPE html><html><p>x</p></html>").get_body(("html",))
    assert whole is not None
    assert whole.get_content().strip() == "<!DOCTYPE html><html><p>x</p></html>"


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\0", "\u2028", "\x0b", "\x85"])
@pytest.mark.parametrize(
    "place", ["subject", "sender_name", "to_name", "to", "sender", "reply_to", "message_id"]
)
def test_no_value_adds_a_header(place: str, break_: str) -> None:
    value = "a@b.sa" if place in {"to", "sender", "reply_to", "message_id"} else "x"
    with pytest.raises(MailInvalid):
        message(**{place: f"{value}{break_}Bcc: evil@example.com"})
    with pytest.raises(MailInvalid):
        message(headers={"X-Ours": f"x{break_}Bcc: y"})
    with pytest.raises(MailInvalid):
        message(attachments=[Attachment(f"a{break_}b.ics", "text/calendar", b"")])


@pytest.mark.parametrize("name", ["Bcc: x", "X Y", "Subject", "", "X\n"])
def test_header_names_are_our_own(name: str) -> None:
    with pytest.raises(MailInvalid):
        message(headers={name: "x"})


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b", "a@b,c@d.sa", "a@b.sa;c@d.sa", "<a@b.sa>", "a b@c.sa", "a@b@c.sa", '"a"@b.sa', "سارة@b.sa",
     "a" * 65 + "@b.sa", ".a@b.sa", "a..b@c.sa", "a@" + "x" * 64 + ".سا"],
)  # fmt: skip
def test_only_one_plain_address(address: str) -> None:
    with pytest.raises(MailInvalid):
        message(to=address)


def test_bidi_controls_leave_names_and_subjects() -> None:
    made = message(subject="ab\u202ec", to_name="x\u2066y", to="a@وزارة.السعودية")
    assert made["Subject"] == "abc"
    assert made["To"].addresses[0].display_name == "xy"
    assert made["To"].addresses[0].addr_spec == "a@xn--mgbexc3i.xn--mgberp4a5d4ar"


@pytest.mark.parametrize(
    ("rcpt", "data", "permanent"),
    [
        ("550 no such person", "250 kept", True),
        ("451 later", "250 kept", False),
        ("250 OK", "554 spam", True),
        ("250 OK", "452 full", False),
    ],
)
def test_a_refusal_says_whether_to_try_again(
    sink: Sink, url: str, rcpt: str, data: str, permanent: bool
) -> None:
    sink.rcpt, sink.data = rcpt, data
    with pytest.raises(MailFailed) as failed:
        asyncio.run(send(url, message()))
    assert failed.value.permanent is permanent
    assert "sara" not in str(failed.value)


def test_a_server_that_is_away_is_tried_again() -> None:
    with pytest.raises(MailFailed) as failed:
        asyncio.run(send(f"smtp://user:hidden@127.0.0.1:{free_port()}", message(), timeout=2))
    assert not failed.value.permanent
    assert "hidden" not in str(failed.value)


@pytest.mark.parametrize(
    "wrong", ["http://x", "smtp://", "smtp://h?starttls=maybe", "127.0.0.1:25", "smtp://h:99999"]
)
def test_a_wrong_url_is_named(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"smtp|starttls|[Pp]ort"):
        asyncio.run(send(wrong, message()))


def test_starttls_that_is_required_is_not_skipped(sink: Sink, url: str) -> None:
    with pytest.raises(MailFailed) as failed:
        asyncio.run(send(f"{url}?starttls=required", message()))
    assert not failed.value.permanent
    assert sink.messages == []
    asyncio.run(send(f"{url}?starttls=off", message()))
    assert len(sink.messages) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
def test_a_password_is_used_and_a_wrong_one_is_the_operators_matter() -> None:
    sink = Sink()

    def check(
        _server: Any, _session: Any, _envelope: Any, _mechanism: str, given: LoginPassword
    ) -> AuthResult:
        return AuthResult(
            success=(given.login, given.password) == (b"us er", b"p@ss:/"), handled=False
        )

    port = free_port()
    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=port,
        authenticator=check,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    try:
        asyncio.run(send(f"smtp://us%20er:p%40ss%3A%2F@127.0.0.1:{port}", message()))
        assert len(sink.messages) == 1
        with pytest.raises(MailFailed) as failed:
            asyncio.run(send(f"smtp://us%20er:wrong@127.0.0.1:{port}", message()))
        assert not failed.value.permanent
        assert "wrong" not in str(failed.value)
    finally:
        controller.stop()


def test_smtps_speaks_tls_first(url: str) -> None:
    with pytest.raises(MailFailed):
        asyncio.run(send(url.replace("smtp://", "smtps://"), message(), timeout=2))
