"""What the journey's people write: one award, two agencies, three jurors, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.demo.evidence import evidence_pdf
from tests.journeys.person import Both

PASSWORD: Final = "seven slow falcons turn"
PROGRAMME: Final = Both("جائزة الإنجاز", "Achievement Award")
PROGRAMME_PATH: Final = "/programmes/achievement-award"
EDITION: Final = Both("الدورة الأولى", "First edition")
EDITION_PATH: Final = "/editions/first-edition"
CATEGORY: Final = Both("التحول الرقمي", "Digital transformation")
ELIGIBLE: Final = Both("الجهات الحكومية وحدها.", "Government agencies only.")
RUBRIC: Final = Both("نموذج الأثر والابتكار", "Impact and innovation")
IMPACT: Final = Both("الأثر", "Impact")
OUTCOMES: Final = Both("النتائج", "Outcomes")
LASTING: Final = Both("الاستدامة", "Sustainability")
INNOVATION: Final = Both("الابتكار", "Innovation")
LEAVES: Final = (OUTCOMES, LASTING, INNOVATION)
SUMMARY: Final = Both("ملخص المشروع", "Project summary")
SERVED: Final = Both("عدد المستفيدين", "People served")
EVIDENCE: Final = Both("الدليل", "Evidence")
HUDA: Final = Both("هدى السالم", "Huda Alsalem")
HUDA_EMAIL: Final = "huda@ministry.example"
APPROVER: Final = Both("نورة الحربي", "Noura Alharbi")
APPROVER_EMAIL: Final = "noura@ministry.example"
PDF: Final = evidence_pdf("Evidence", ["People served: 120000"], [("2025", 40), ("2026", 90)])


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency, the person who enters for it, and what they enter."""

    name: Both
    city: str
    person: Both
    email: str
    title: Both
    summary: str


DIGITAL: Final = Agency(
    Both("هيئة الخدمات الرقمية", "Digital Services Authority"),
    "الرياض",
    Both("سالم العتيبي", "Salem Alotaibi"),
    "salem@digital.example",
    Both("منصة الخدمات الموحدة", "One platform for every service"),
    "منصة واحدة تجمع خدمات الجهات الحكومية في مكان واحد.",
)
HEALTH: Final = Agency(
    Both("تجمع الصحة الشرقي", "Eastern Health Cluster"),
    "الدمام",
    Both("ريم القحطاني", "Reem Alqahtani"),
    "reem@health.example",
    Both("موعد بلا انتظار", "Appointments without waiting"),
    "خفض زمن انتظار المراجعين إلى النصف في عام واحد.",
)


@dataclass(frozen=True, slots=True)
class Judge:
    """A juror, and the points for outcomes, sustainability and innovation that they give."""

    name: Both
    email: str
    origin: str
    country: Both
    languages: tuple[str, ...]
    points: dict[str, tuple[str, str, str]]  # by the entry's Arabic title


def _points(
    digital: tuple[str, str, str], health: tuple[str, str, str]
) -> dict[str, tuple[str, str, str]]:
    return {DIGITAL.title.ar: digital, HEALTH.title.ar: health}


JUDGES: Final = (
    Judge(Both("ليلى حدّاد", "Layla Haddad"), "layla@jury.example", "regional",
          Both("الأردن", "Jordan"), ("ar", "en"),
          _points(("5", "4", "9"), ("3", "4", "6"))),
    Judge(Both("فهد السبيعي", "Fahad Alsubaie"), "fahad@jury.example", "local",
          Both("المملكة العربية السعودية", "Saudi Arabia"), ("ar",),
          _points(("4", "4", "8"), ("4", "3", "7"))),
    Judge(Both("آنا مولر", "Anna Müller"), "anna@jury.example", "international",
          Both("ألمانيا", "Germany"), ("en",),
          _points(("5", "5", "10"), ("2", "3", "5"))),
)  # fmt: skip
