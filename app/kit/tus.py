"""The tus protocol 1.0: reading its headers and writing its answers. Knows no file and no database."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from app.kit.errors import N_, Refusal

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,expiration,termination"
CONTENT_TYPE: Final = "application/offset+octet-stream"
_NUMBER: Final = re.compile(r"\d{1,15}", re.ASCII)
_KEY: Final = re.compile(r"[!-+\--~]{1,40}", re.ASCII)  # visible, no comma
_MOST_METADATA: Final = 8192


def check_version(version: str | None) -> None:
    """Refuse another version of the protocol: `tus_version` (412)."""
    if version != VERSION:
        raise Refusal(
            "tus_version",
            N_("إصدار بروتوكول الرفع غير مدعوم. حدّث الصفحة ثم أعد الرفع."),
            status=412,
            headers={"Tus-Version": VERSION},
        )


def check_content_type(content_type: str | None) -> None:
    """Refuse a body that is not a part of an upload: `tus_content_type` (415)."""
    if (content_type or "").partition(";")[0].strip().lower() != CONTENT_TYPE:
        raise Refusal("tus_content_type", N_("نوع محتوى الطلب غير صحيح."), status=415)


def number(name: str, value: str | None) -> int:
    """A header's whole number. Refusal: `tus_header` (400) with its `header`."""
    if value is None or not _NUMBER.fullmatch(value):
        raise _wrong(name)
    return int(value)


def metadata(header: str | None) -> dict[str, str]:
    """What `Upload-Metadata` says: `key base64,key base64`. Refusal: `tus_header` (400)."""
    found: dict[str, str] = {}
    if not header or not header.strip():
        return found
    if len(header) > _MOST_METADATA:
        raise _wrong("Upload-Metadata")
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            text = base64.b64decode(value.strip(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise _wrong("Upload-Metadata") from None
        if not _KEY.fullmatch(key) or key in found:
            raise _wrong("Upload-Metadata")
        found[key] = text
    return found


def answer_headers(
    *, offset: int | None = None, length: int | None = None, expires: datetime | None = None
) -> dict[str, str]:
    """The headers of an answer about an upload."""
    headers = {"Tus-Resumable": VERSION, "Cache-Control": "no-store"}
    if offset is not None:
        headers["Upload-Offset"] = str(offset)
    if length is not None:
        headers["Upload-Length"] = str(length)
    if expires is not None:
        headers["Upload-Expires"] = format_datetime(expires, usegmt=True)
    return headers


def _wrong(name: str) -> Refusal:
    return Refusal("tus_header", N_("ترويسة «{header}» غير صحيحة."), status=400, header=name)
