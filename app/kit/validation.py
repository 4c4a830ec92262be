"""Pydantic's validation errors as refusals: translated sentences, limits as facts, never the input."""

from __future__ import annotations

from typing import Any, Final

from fastapi.exceptions import RequestValidationError

from app.kit.errors import N_, Refusal
from app.kit.i18n import NN_, translate

_NUMBER: Final = N_("أدخل رقمًا.")
_WHOLE: Final = N_("أدخل عددًا صحيحًا.")
_DATE: Final = N_("أدخل تاريخًا صحيحًا، مثل 2026-01-31.")
_INSTANT: Final = N_("أدخل تاريخًا ووقتًا مع المنطقة الزمنية، مثل 2026-01-31T12:00:00Z.")
_ID: Final = N_("المعرّف غير صالح.")
_CHOICE: Final = N_("اختر قيمة من القيم المسموحة.")
_LINK: Final = N_("أدخل رابطًا كاملًا يبدأ بـ https://")
_EMAIL: Final = N_("أدخل بريدًا إلكترونيًا صحيحًا، مثل name@example.sa.")
_OBJECT: Final = N_("القيمة ليست بالبنية المطلوبة.")
_SHORT_LIST: Final = NN_("أضف عنصرًا واحدًا على الأقل.", "أضف {limit} عناصر على الأقل.", "limit")
_LONG_LIST: Final = NN_("عنصر واحد على الأكثر.", "{limit} عناصر على الأكثر.", "limit")
_OTHER: Final = N_("القيمة غير صالحة.")

_SENTENCES: Final[dict[str, str]] = {
    "missing": N_("هذا الحقل مطلوب."),
    "extra_forbidden": N_("هذا الحقل غير معروف."),
    "string_type": N_("أدخل نصًا."),
    "string_unicode": N_("في النص رموز لا تُقبل."),
    "string_too_short": NN_("أدخل حرفًا واحدًا على الأقل.", "أدخل {limit} أحرف على الأقل.", "limit"),
    "string_too_long": NN_("حرف واحد على الأكثر.", "{limit} أحرف على الأكثر.", "limit"),
    "string_pattern_mismatch": N_("النص ليس بالصيغة المطلوبة."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "decimal_max_places": NN_(
        "منزلة عشرية واحدة على الأكثر.", "{limit} منازل عشرية على الأكثر.", "limit"
    ),
    "bool_type": N_("أدخل نعم أو لا."),
    "bool_parsing": N_("أدخل نعم أو لا."),
    "greater_than": N_("أدخل رقمًا أكبر من {limit}."),
    "greater_than_equal": N_("أدخل {limit} أو أكثر."),
    "less_than": N_("أدخل رقمًا أصغر من {limit}."),
    "less_than_equal": N_("أدخل {limit} أو أقل."),
    "multiple_of": N_("أدخل مضاعفًا للرقم {limit}."),
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "datetime_type": _INSTANT,
    "datetime_parsing": _INSTANT,
    "datetime_from_date_parsing": _INSTANT,
    "timezone_aware": _INSTANT,
    "uuid_type": _ID,
    "uuid_parsing": _ID,
    "uuid_version": _ID,
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "union_tag_invalid": _CHOICE,
    "union_tag_not_found": _CHOICE,
    "list_type": N_("القيمة المطلوبة قائمة."),
    "too_short": _SHORT_LIST,
    "too_long": _LONG_LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "url_type": _LINK,
    "url_parsing": _LINK,
    "url_scheme": _LINK,
    "url_too_long": _LINK,
    "json_invalid": N_("نص الطلب ليس JSON صحيحًا."),
}
# The one number of an error's context; nothing else of the context is shown, it can quote the input.
_LIMITS: Final = (
    "max_length",
    "min_length",
    "gt",
    "ge",
    "lt",
    "le",
    "multiple_of",
    "decimal_places",
)


def validation_errors(error: RequestValidationError) -> list[Refusal]:
    """Return one refusal per wrong value; its code is Pydantic's type, or the validator's own code.

    A validator says what is wrong by `PydanticCustomError(code, N_(Arabic sentence))` or
    `ValueError(N_(Arabic sentence))`.
    """
    return [_refusal(one) for one in error.errors()]


def _refusal(one: dict[str, Any]) -> Refusal:
    kind = str(one["type"])
    context = one.get("ctx") or {}
    facts: dict[str, Any] = {}
    limit = next((context[name] for name in _LIMITS if name in context), None)
    if isinstance(limit, (int, float)):
        facts["limit"] = limit
    sentence = _SENTENCES.get(kind) or _said(kind, str(context.get("error", one["msg"])))
    if sentence == _EMAIL:
        kind = "email_invalid"
    loc = list(one["loc"])
    if kind == "json_invalid":
        loc = []
    elif loc and loc[0] == "body":
        loc = loc[1:]
    return Refusal(kind, sentence, status=422, loc=loc, **facts)


def _said(kind: str, message: str) -> str:
    """Return a validator's own sentence if it is one of ours, that is, if it has a translation.

    Any other message may quote the input.
    """
    if kind == "value_error" and message.startswith("value is not a valid email address"):
        return _EMAIL
    return message if translate("en", message) != message else _OTHER
