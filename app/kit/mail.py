"""Mail: composed so that no value can add a header, sent over SMTP."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from app.kit.arabic import strip_bidi
from app.kit.i18n import Language

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ADDRESS: Final = re.compile(r"[^\s@<>\"(),:;\[\]\\]{1,64}@[^\s@<>\"(),:;\[\]\\]{1,253}")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_TIMEOUT: Final = 20.0


class MailInvalid(ValueError):
    """The message cannot be written: an address or a header holds what no mail may hold."""


class MailFailed(Exception):
    """The server did not take the message; `permanent` says that trying again will not help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along, such as a calendar file."""

    name: str
    media_type: str
    content: bytes


def compose(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    language: Language = "ar",
    sender_name: str = "",
    to_name: str = "",
    reply_to: str | None = None,
    message_id: str | None = None,
    date: datetime | None = None,
    attachments: Sequence[Attachment] = (),
    headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """Return a message with a text and, if given, an HTML alternative in the language's direction.

    `html` is a whole document, or a fragment that is wrapped in one. `message_id` is without brackets; give
    the outbox row's, so that a repeat is recognised. Raises `MailInvalid`.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(sender, sender_name)
    message["To"] = _address(to, to_name)
    if reply_to:
        message["Reply-To"] = _address(reply_to, "")
    message["Subject"] = _line(strip_bidi(subject), "subject")
    if date is not None:
        message["Date"] = format_datetime(date)
    if message_id:
        message["Message-ID"] = f"<{_address(message_id, '').addr_spec}>"
    message["Auto-Submitted"] = "auto-generated"
    for name, value in (headers or {}).items():
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,60}", name) or name in message:
            raise MailInvalid(f"not a header of its own: {name!r}")
        message[name] = _line(value, name)
    message.set_content(text)
    if html is not None:
        message.add_alternative(_document(html, subject, language), subtype="html")
    for one in attachments:
        main, _, sub = one.media_type.partition("/")
        message.add_attachment(
            one.content,
            maintype=main,
            subtype=sub,
            filename=_line(strip_bidi(one.name), "file name"),
        )
    # Last, because building the alternatives moves Content headers into the first part.
    message["Content-Language"] = language
    return message


def _line(value: str, what: str) -> str:
    if _CONTROLS.search(value):
        raise MailInvalid(f"a line break or control character in the {what}")
    return value


def _address(address: str, name: str) -> Address:
    if not _ADDRESS.fullmatch(address):
        raise MailInvalid("not an address")
    user, _, domain = address.rpartition("@")
    if user.startswith(".") or user.endswith(".") or ".." in user:
        raise MailInvalid("dots that no address has")
    if not user.isascii():
        raise MailInvalid("an address outside ASCII before the @")
    try:
        host = domain if domain.isascii() else domain.encode("idna").decode()
        return Address(_line(strip_bidi(name), "name"), user, host)
    except (ValueError, IndexError) as error:
        if isinstance(error, MailInvalid):
            raise
        raise MailInvalid("not an address") from None


def _document(html: str, subject: str, language: Language) -> str:
    if html.lstrip()[:9].lower().startswith(("<!doctype", "<html")):
        return html
    direction = "rtl" if language == "ar" else "ltr"
    title = subject.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f'<title>{title}</title></head>\n<body dir="{direction}">\n{html}\n</body></html>\n'
    )


async def send(url: str, message: EmailMessage, *, timeout: float = _TIMEOUT) -> None:  # noqa: ASYNC109 -- of the protocol's steps, kept by aiosmtplib
    """Hand a message to the server at `url`. Raises `MailFailed`, or ValueError for a wrong URL.

    `smtp://user:password@host:587` uses STARTTLS when offered, and insists on it when there is a password
    and the server is another machine; `?starttls=required` and `?starttls=off` say it outright.
    `smtps://host:465` is TLS from the first byte.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("mail goes to smtp://user:password@host:port or smtps://…")
    secure = parts.scheme == "smtps"
    username = unquote(parts.username) if parts.username else None
    wish = parse_qs(parts.query).get("starttls", ["auto"])[0]
    known: dict[str, bool | None] = {"required": True, "off": False, "auto": None}
    if wish not in known:
        raise ValueError("starttls is required, off or auto")
    start_tls = known[wish]
    if start_tls is None and username and parts.hostname not in _LOOPBACK:
        start_tls = True
    try:
        await aiosmtplib.send(
            message,
            hostname=parts.hostname,
            port=parts.port or (465 if secure else 587 if username else 25),
            username=username,
            password=unquote(parts.password) if parts.password else None,
            use_tls=secure,
            start_tls=False if secure else start_tls,
            timeout=timeout,
        )
    except aiosmtplib.SMTPResponseException as error:
        raise MailFailed(
            f"the server answered {error.code}", permanent=_is_permanent(error.code)
        ) from None
    except aiosmtplib.SMTPRecipientsRefused as error:
        codes = [one.code for one in error.recipients]
        raise MailFailed(
            f"the server refused the address: {codes}", permanent=all(map(_is_permanent, codes))
        ) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailFailed(
            f"the server cannot be reached: {type(error).__name__}", permanent=False
        ) from None


def _is_permanent(code: int) -> bool:
    # 530 and 535 are our own credentials, which an operator can mend.
    return 500 <= code < 600 and code not in {530, 534, 535, 538}
