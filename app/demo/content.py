"""The demo edition's words: branches, criteria, services and titles. All synthetic, all marked so."""

from __future__ import annotations

from random import Random
from typing import Final

# (code, Arabic, English, entries, entrant kind): the branches of the source in its order; the
# seventh is not named there. The split of 184 entries is invented.
BRANCHES: Final[tuple[tuple[str, str, str, int, str], ...]] = (
    ("people", "تقديم خدمة أفضل لأفراد المجتمع", "Serving People Better", 52, "agency"),
    (
        "agencies",
        "التعاون بين الجهات الحكومية لتقديم خدمات أفضل",
        "Working Across Agencies",
        31,
        "agency",
    ),
    ("economy", "تعزيز الاقتصاد الوطني", "Promoting the Economy", 28, "agency"),
    (
        "mobile",
        "الخدمات الإلكترونية عبر الأجهزة الذكية",
        "e-Services through Smart Devices",
        26,
        "agency",
    ),
    ("participation", "المشاركة المجتمعية الإلكترونية", "Community e-Participation", 19, "agency"),
    ("leadership", "الريادة الإلكترونية", "e-Leadership", 15, "agency"),
    (
        "seventh",
        "الفرع السابع (غير مُسمّى في المصدر)",
        "Seventh branch (not named in the source)",
        13,
        "individual",
    ),
)

# (code, Arabic, English, weight, Arabic help, English help). The weights are invented.
CRITERIA: Final[tuple[tuple[str, str, str, int, str, str], ...]] = (
    (
        "benefit",
        "المنافع المتحققة للمستفيدين من الخدمة",
        "Benefits to the service's users",
        25,
        "ما الذي تغيّر في حياة المستفيد: الوقت والكلفة والجهد؟",
        "What changed for the user: time, cost, effort?",
    ),
    (
        "channels",
        "عدد قنوات تقديم الخدمة",
        "Number of delivery channels",
        10,
        "البوابة والجوال والهاتف والمراكز، وتكاملها.",
        "Portal, mobile, telephone, centres, and how they join up.",
    ),
    (
        "support",
        "قنوات الدعم والمساندة",
        "Support channels",
        10,
        "كيف يجد المستفيد المساعدة حين يتعثر؟",
        "How does a user find help when stuck?",
    ),
    (
        "maturity",
        "مستوى نضج الخدمة",
        "Maturity level of the service",
        20,
        "أعلى مستوى تحقق فعلًا، لا ما هو مخطط.",
        "The highest level reached in fact, not planned.",
    ),
    (
        "process",
        "تحسين إجراءات العمل",
        "Improvement of business processes",
        20,
        "ما الخطوات التي حُذفت أو أُتمتت داخل الجهة؟",
        "Which steps inside the agency were removed or automated?",
    ),
    (
        "feedback",
        "الاستفادة من آراء المستفيدين",
        "Use of users' feedback",
        15,
        "كيف جُمعت الآراء، وما الذي تغيّر بسببها؟",
        "How was feedback gathered, and what changed because of it?",
    ),
)

ANCHORS: Final[tuple[tuple[str, str], ...]] = (
    ("لا دليل", "No evidence"),
    ("ضعيف", "Weak"),
    ("دون المتوقع", "Below expectation"),
    ("جيد", "Good"),
    ("جيد جدًا", "Very good"),
    ("متميّز", "Outstanding"),
)

MATURITY: Final[tuple[tuple[str, str, str], ...]] = (
    ("informational", "معلوماتية", "Informational"),
    ("interactive", "تفاعلية", "Interactive"),
    ("transactional", "إجرائية", "Transactional"),
    ("integrated", "متكاملة", "Integrated"),
)

SERVICES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "people": (
        ("منصة حجز المواعيد", "Appointment booking platform"),
        ("خدمة تجديد الرخص", "Licence renewal service"),
        ("بوابة الشهادات الرقمية", "Digital certificates portal"),
        ("خدمة الاستعلام عن الطلبات", "Request tracking service"),
        ("نظام البلاغات", "Incident reporting system"),
        ("خدمة الدعم المنزلي", "Home support service"),
        ("الملف الموحّد للمستفيد", "Single beneficiary record"),
    ),
    "agencies": (
        ("الربط الآلي للبيانات", "Automated data exchange"),
        ("المنصة المشتركة للتراخيص", "Shared licensing platform"),
        ("نظام الإحالة بين الجهات", "Inter-agency referral system"),
        ("السجل الموحّد", "Unified register"),
        ("خدمة التحقق المشترك", "Shared verification service"),
    ),
    "economy": (
        ("منصة المستثمر", "Investor platform"),
        ("خدمة تأسيس المنشآت", "Company formation service"),
        ("بوابة المنافسات", "Tenders portal"),
        ("مؤشر الأسواق المحلية", "Local markets indicator"),
        ("خدمة التمويل الصغير", "Small finance service"),
    ),
    "mobile": (
        ("تطبيق الخدمات الموحّد", "Unified services app"),
        ("تطبيق الزائر", "Visitor app"),
        ("تطبيق المفتش الميداني", "Field inspector app"),
        ("محفظة الوثائق", "Document wallet"),
        ("تطبيق التنبيهات", "Alerts app"),
    ),
    "participation": (
        ("منصة الأفكار", "Ideas platform"),
        ("استشارات الأنظمة", "Regulation consultations"),
        ("مجلس الحي الإلكتروني", "Neighbourhood e-council"),
        ("خريطة الملاحظات", "Feedback map"),
    ),
    "leadership": (
        ("برنامج التحول الرقمي", "Digital transformation programme"),
        ("مختبر الابتكار", "Innovation lab"),
        ("أكاديمية المهارات الرقمية", "Digital skills academy"),
    ),
    "seventh": (
        ("مبادرة المحتوى المفتوح", "Open content initiative"),
        ("دليل الخدمات المبسّط", "Plain-language service guide"),
        ("مبادرة الوصول للجميع", "Access for all initiative"),
    ),
}

SECTORS: Final[tuple[tuple[str, str], ...]] = (
    ("لكبار السن", "for older people"),
    ("للطلاب وأولياء الأمور", "for students and parents"),
    ("للمنشآت الصغيرة", "for small businesses"),
    ("للمزارعين", "for farmers"),
    ("للأشخاص ذوي الإعاقة", "for people with disabilities"),
    ("في القطاع الصحي", "in health"),
    ("في النقل والطرق", "in transport and roads"),
    ("في الشؤون البلدية", "in municipal affairs"),
    ("في المياه والبيئة", "in water and environment"),
    ("للباحثين عن عمل", "for job seekers"),
    ("للأسر المنتجة", "for home producers"),
    ("في السياحة والتراث", "in tourism and heritage"),
)

# (origin, country): seven of each origin, in the order of the jury.
JURY: Final[tuple[tuple[str, str], ...]] = (
    *(("international", country) for country in ("GB", "KR", "EE", "SG", "CA", "FR", "AU")),
    *(("regional", country) for country in ("AE", "BH", "KW", "OM", "QA", "JO", "EG")),
    *(("local", "SA") for _ in range(7)),
)

# (Arabic title of a man, of a woman, English title, Arabic employer, English employer)
PROFESSIONS: Final[tuple[tuple[str, str, str, str, str], ...]] = (
    (
        "خبير تحوّل رقمي",
        "خبيرة تحوّل رقمي",
        "Digital transformation expert",
        "مركز أبحاث تجريبي",
        "Demo research centre",
    ),
    (
        "أستاذ نظم معلومات",
        "أستاذة نظم معلومات",
        "Professor of information systems",
        "جامعة تجريبية",
        "Demo university",
    ),
    (
        "مستشار تجربة مستفيد",
        "مستشارة تجربة مستفيد",
        "User-experience adviser",
        "مكتب استشارات تجريبي",
        "Demo consultancy",
    ),
    (
        "خبير سياسات رقمية",
        "خبيرة سياسات رقمية",
        "Digital policy expert",
        "منظمة إقليمية تجريبية",
        "Demo regional organisation",
    ),
    (
        "مهندس أمن معلومات",
        "مهندسة أمن معلومات",
        "Information security engineer",
        "مختبر تقني تجريبي",
        "Demo technology laboratory",
    ),
)


def titles(random: Random, branch: str, count: int) -> list[tuple[str, str]]:
    """`count` different (Arabic, English) titles for a branch."""
    pairs = [
        (f"{service_ar} {sector_ar}", f"{service_en} {sector_en}")
        for service_ar, service_en in SERVICES[branch]
        for sector_ar, sector_en in SECTORS
    ]
    random.shuffle(pairs)
    return pairs[:count]
