"""What stands on an entrant's receipt, in the reader's language and the edition's calendars."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.actor import Actor
from app.editions.models import Category, Edition
from app.editions.queries import category_label
from app.editions.text_rules import plain_decimal
from app.entries.models import Entry
from app.entries.receipt_queries import my_submission
from app.entries.submission_queries import category_of
from app.house import house_of
from app.kit.arabic import Digits, format_instant, with_digits
from app.kit.errors import N_
from app.kit.i18n import Language, translate
from app.organisations.models import Organisation

WORDS: Final = {
    "heading": N_("إيصال تقديم مشاركة"),
    "code": N_("رمز الإيصال"),
    "received": N_("وقت الاستلام"),
    "number": N_("رقم المشاركة"),
    "title": N_("المشاركة"),
    "owner": N_("باسم"),
    "submitted_by": N_("من قدّمها"),
    "submission": N_("التقديم رقم"),
    "form_version": N_("نسخة النموذج"),
    "answers": N_("بصمة الأجوبة"),
    "answers_help": N_(
        "بصمة SHA-256 للعنوان والملخص والأجوبة كما قُدّمت، مكتوبةً بصيغة JSON القياسية (RFC 8785). "
        "ويُنزَّل نصها من صفحة المشاركة."
    ),
    "files": N_("الملفات"),
    "files_help": N_(
        "بصمة SHA-256 لكل ملف كما أُرسل. احسبها لملفك وقارنها بما هنا. وتُعرض على المحكّمين نسخة "
        "منقّاة منه، وبصمتها مع الملف في صفحة المشاركة."
    ),
    "no_files": N_("لم يُرفق ملف."),
    "check": N_("التحقق من الإيصال"),
    "check_help": N_("يتحقق من هذا الإيصال أي شخص معه رمزه، في الصفحة:"),
    "what_it_says": N_(
        "يثبت هذا الإيصال أن النظام استلم هذه الأجوبة والملفات في الوقت المذكور. "
        "ولا يعني أن المشاركة استوفت الشروط."
    ),
}


def receipt_document(
    session: Session, actor: Actor, entry_id: UUID, receipt_id: UUID, language: Language
) -> dict[str, Any]:
    """The data of `templates/receipt.typ` for one of my entries, or 404."""
    row = my_submission(session, actor, entry_id, receipt_id)
    entry = session.get_one(Entry, row.entry_id)
    edition = session.get_one(Edition, entry.edition_id)
    # As it was entered, wherever the entry was moved since.
    category = session.get_one(Category, category_of(session, row) or entry.category_id)
    agency = entry.organisation_id and session.get(Organisation, entry.organisation_id)
    owner = agency or session.get(User, entry.owner_id)
    by = session.get(User, row.submitted_by) if row.submitted_by else None
    face = json.loads(row.content)["face"]
    programme = edition.programme

    def pick(ar: str, en: str) -> str:
        return (en or ar) if language == "en" else (ar or en)

    digit_set: Digits = "arab" if edition.digits == "arab" else "latn"

    def digits(value: object) -> str:
        return with_digits(str(value), digit_set)

    words = {name: translate(language, sentence) for name, sentence in WORDS.items()}
    label = category_label(programme)
    words["category"] = pick(str(label), label.en)
    return {
        "language": language,
        "title": f"{words['heading']} {row.code}",
        "author": pick(programme.name_ar, programme.name_en),
        "made": _day(row.submitted_at, edition.timezone),
        "footer": f"{words['heading']} {row.code}",
        "is_demo": edition.is_demo,
        "words": words,
        "programme": pick(programme.name_ar, programme.name_en),
        "edition": pick(edition.name_ar, edition.name_en),
        "code": row.code,
        "received": format_instant(
            row.submitted_at.replace(microsecond=0), edition.timezone, language, digit_set
        ),
        "number": digits(entry.number),
        "entry_title": pick(face["title_ar"], face["title_en"]),
        "category": pick(category.name_ar, category.name_en),
        "owner": pick(owner.name_ar, owner.name_en) if owner else "",
        "submitted_by": pick(by.name_ar, by.name_en) if by else "—",
        "submission": digits(row.number),
        "form_version": digits(row.form_version),
        "answers_sha256": row.answers_sha256,
        "files": [
            {
                "name": line["name"],
                "size": digits(file_size(line["size"], language)),
                "sha256": line["sha256"],
            }
            for line in row.files
        ],
        "link": f"{house_of(session).settings.base_url}/receipt/{row.code}",
    }


def _day(at: datetime, zone: str) -> list[int]:
    local = at.astimezone(ZoneInfo(zone))
    return [local.year, local.month, local.day]


_UNITS: Final = (
    N_("{size} بايت"),
    N_("{size} كيلوبايت"),
    N_("{size} ميغابايت"),
    N_("{size} غيغابايت"),
)


def file_size(size: int, language: Language) -> str:
    """A size as the pages write it (`formatBytes`): units of 1024, a decimal below 100 of one."""
    step, amount = 0, Decimal(size)
    while step < len(_UNITS) - 1 and round(amount) >= 1024:
        step, amount = step + 1, amount / 1024
    digits = Decimal(1) if step == 0 or amount >= 100 else Decimal("0.1")
    shown = plain_decimal(amount.quantize(digits, ROUND_HALF_UP))
    return translate(language, _UNITS[step], size=shown)
