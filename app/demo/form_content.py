"""The demo's forms: what every branch asks, and the one question of its own."""

from __future__ import annotations

from typing import Any, Final

from app.demo.content import MATURITY

MIB: Final = 1024 * 1024


def _options(*pairs: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"code": code, "name_ar": ar, "name_en": en} for code, ar, en in pairs]


LEVELS: Final = _options(*MATURITY)
CHANNELS: Final = _options(
    ("portal", "البوابة الإلكترونية", "Web portal"),
    ("app", "تطبيق الجوال", "Mobile app"),
    ("phone", "الهاتف", "Telephone"),
    ("centres", "مراكز الخدمة", "Service centres"),
    ("kiosks", "أجهزة الخدمة الذاتية", "Self-service kiosks"),
    ("messages", "الرسائل النصية", "Text messages"),
)
PLATFORMS: Final = _options(
    ("ios", "آي أو إس", "iOS"),
    ("android", "أندرويد", "Android"),
    ("web", "المتصفح", "Browser"),
    ("wearable", "الأجهزة القابلة للارتداء", "Wearables"),
)
IDEA_STAGES: Final = _options(
    ("idea", "فكرة مدروسة", "A worked-out idea"),
    ("prototype", "نموذج أولي مُجرَّب", "A tested prototype"),
    ("running", "مبادرة قائمة", "A running initiative"),
)

# The parts of every branch's form; a branch's own question stands in the second.
SECTIONS: Final[tuple[dict[str, str], ...]] = (
    {
        "title_ar": "عن الخدمة",
        "title_en": "The service",
        "intro_ar": "ما الخدمة، ومنذ متى، وإلى أي مستوى بلغت.",
        "intro_en": "What it is, since when, and how mature it is.",
    },
    {
        "title_ar": "الأثر",
        "title_en": "Impact",
        "intro_ar": "أرقام وأمثلة، لا أوصاف عامة.",
        "intro_en": "Figures and examples rather than adjectives.",
    },
    {"title_ar": "الأدلة والتواصل", "title_en": "Evidence and contact"},
)
SECTION_OF: Final = dict.fromkeys(
    ("summary", "summary_en", "launched_on", "level", "channels", "support"), 0
) | dict.fromkeys(("website", "evidence", "coordinator"), 2)

FIELDS: Final[tuple[dict[str, Any], ...]] = (
    {
        "code": "summary",
        "kind": "long_text",
        "label_ar": "وصف الخدمة",
        "label_en": "Description of the service",
        "help_ar": "ما الخدمة، ولمن، وما المشكلة التي تحلّها؟",
        "help_en": "What is it, for whom, and what problem does it solve?",
        "required": True,
        "word_limit": 250,
    },
    {
        "code": "summary_en",
        "kind": "long_text",
        "label_ar": "الوصف بالإنجليزية",
        "label_en": "Description in English",
        "help_ar": "اختياري، ويقرؤه المحكّمون الدوليون.",
        "help_en": "Optional; the international jurors read it.",
        "word_limit": 250,
    },
    {
        "code": "launched_on",
        "kind": "date",
        "label_ar": "تاريخ التشغيل الفعلي",
        "label_en": "In operation since",
        "help_ar": "يُشترط ستة أشهر من التشغيل على الأقل عند إغلاق باب المشاركة.",
        "help_en": "At least six months of operation when the call closes.",
        "required": True,
    },
    {
        "code": "level",
        "kind": "choice",
        "label_ar": "مستوى نضج الخدمة",
        "label_en": "Maturity level of the service",
        "help_ar": "أعلى مستوى تحقق فعلًا، لا ما هو مخطط.",
        "help_en": "The highest level reached in fact, not planned.",
        "required": True,
        "choices": LEVELS,
    },
    {
        "code": "channels",
        "kind": "multi_choice",
        "label_ar": "قنوات تقديم الخدمة",
        "label_en": "Delivery channels",
        "required": True,
        "choices": CHANNELS,
    },
    {
        "code": "support",
        "kind": "short_text",
        "label_ar": "قنوات الدعم وأوقاته",
        "label_en": "Support: channels and hours",
        "required": True,
        "word_limit": 40,
    },
    {
        "code": "users",
        "kind": "number",
        "label_ar": "عدد المستفيدين في آخر اثني عشر شهرًا",
        "label_en": "Users in the last twelve months",
        "required": True,
        "minimum": "0",
        "maximum": "50000000",
    },
    {
        "code": "benefits",
        "kind": "long_text",
        "label_ar": "المنافع المتحققة للمستفيدين",
        "label_en": "Benefits to users",
        "help_ar": "ما الذي تغيّر في الوقت والكلفة والجهد؟ اذكر أرقامًا قبل الخدمة وبعدها.",
        "help_en": "What changed in time, cost and effort? Give figures before and after.",
        "required": True,
        "word_limit": 300,
    },
    {
        "code": "process",
        "kind": "long_text",
        "label_ar": "تحسين إجراءات العمل",
        "label_en": "Improvement of business processes",
        "required": True,
        "word_limit": 300,
    },
    {
        "code": "feedback",
        "kind": "long_text",
        "label_ar": "الاستفادة من آراء المستفيدين",
        "label_en": "Use of users' feedback",
        "required": True,
        "word_limit": 200,
    },
    {
        "code": "website",
        "kind": "url",
        "label_ar": "رابط الخدمة",
        "label_en": "Address of the service",
    },
    {
        "code": "evidence",
        "kind": "file",
        "label_ar": "الأدلة",
        "label_en": "Evidence",
        "help_ar": "تقرير قياس أو إحصاءات، بصيغة PDF أو صورة.",
        "help_en": "A measurement report or statistics, as PDF or image.",
        "file_types": ["application/pdf", "image/png", "image/jpeg"],
        "max_files": 3,
        "max_bytes": 10 * MIB,
    },
    {
        "code": "coordinator",
        "kind": "short_text",
        "label_ar": "منسّق المشاركة",
        "label_en": "Contact for this entry",
        "help_ar": "للمنظّم وحده، ولا يراه المحكّمون.",
        "help_en": "For the organiser only; jurors do not see it.",
        "required": True,
        "visible_to_jurors": False,
        "word_limit": 20,
    },
)


def _number(code: str, ar: str, en: str, minimum: str = "0") -> dict[str, Any]:
    return {
        "code": code,
        "kind": "number",
        "label_ar": ar,
        "label_en": en,
        "required": True,
        "minimum": minimum,
        "maximum": "999999999",
    }


OWN_FIELDS: Final[dict[str, dict[str, Any]]] = {
    "people": _number(
        "minutes_saved", "الدقائق الموفّرة في كل معاملة", "Minutes saved in each transaction"
    ),
    "agencies": _number("partners", "عدد الجهات الشريكة", "Number of partner bodies", "1"),
    "economy": _number(
        "savings", "الوفر السنوي المقدّر (ريال)", "Estimated yearly savings (riyals)"
    ),
    "mobile": {
        "code": "platforms",
        "kind": "multi_choice",
        "label_ar": "المنصّات المدعومة",
        "label_en": "Supported platforms",
        "required": True,
        "choices": PLATFORMS,
    },
    "participation": _number(
        "contributions", "المساهمات الواردة في السنة", "Contributions received in a year"
    ),
    "leadership": _number("trained", "عدد من دُرّبوا", "People trained"),
    "seventh": {
        "code": "idea_stage",
        "kind": "choice",
        "label_ar": "مرحلة المبادرة",
        "label_en": "Stage of the initiative",
        "required": True,
        "choices": IDEA_STAGES,
    },
}


def form_of(branch: str) -> list[dict[str, Any]]:
    """The fields of a branch in order, without ids: the branch's own question follows `users`."""
    at = next(i for i, field in enumerate(FIELDS) if field["code"] == "users") + 1
    return [*FIELDS[:at], OWN_FIELDS[branch], *FIELDS[at:]]
