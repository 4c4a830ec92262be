"""The first chapter: the staff, the programme, the edition, its branches, forms and rubric."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.actor import SYSTEM_ACTOR, Actor, Role, Scope
from app.demo.content import ANCHORS, BRANCHES, CRITERIA, MATURITY
from app.demo.entries_rules import LIMIT, LIMIT_IN_BRANCH
from app.demo.form_content import SECTION_OF, SECTIONS, form_of
from app.demo.rules import EDITION_SLUG, MONTHS, PROGRAMME_SLUG, QUORUM, THRESHOLD, ZONE, Day, email
from app.demo.script_service import Story
from app.editions import category_service, eligibility_service, form_service, rubric_service
from app.editions import service as editions
from app.editions.eligibility_schemas import EligibilityRuleIn, EligibilityRulesIn, RuleOptions
from app.editions.field_schemas import FieldIn, FormIn, SectionIn
from app.editions.form_schemas import AwardLevel, CategoryIn
from app.editions.rubric_schemas import CriterionIn, LevelIn, RubricIn
from app.editions.rules import EntrantKind
from app.editions.schemas import EditionIn, ProgrammeIn
from app.office import phase_service
from app.office.phase_schemas import PhaseIn

STAFF = (
    ("admin", "مدير النظام التجريبي", "Demo administrator", Role.admin),
    ("organiser", "المنظّمة التجريبية", "Demo organiser", Role.organiser),
    ("screener", "الفارز التجريبي", "Demo screener", Role.screener),
    ("auditor", "المدقّقة التجريبية", "Demo auditor", Role.auditor),
    ("approver", "المعتمِد التجريبي", "Demo approver", Role.approver),
)

RULES_AR = f"""بيانات تجريبية: هذه الدورة مصنوعة للعرض، وكل جهة ومشاركة ودرجة فيها مختلقة.

تُقبل مشاركات الجهات الحكومية وشبه الحكومية، ويُقبل الأفراد في الفرع السابع.
لكل خدمة أو مشروع مشاركة واحدة في فرع واحد، وتُشترط ستة أشهر من التشغيل على الأقل.
يدرس ثلاثة محكّمين كل مشاركة، ولا تمنح جائزة فرع لمشاركة دون {THRESHOLD} من 100.
تُحجب جائزة الفرع بسبب معلن إذا لم تبلغ أي مشاركة هذا الحد."""
RULES_EN = f"""Demo data: this edition was made for show; every agency, entry and score in it is invented.

Government and semi-government agencies may enter; individuals may enter the seventh branch.
One service or project is one entry in one branch, in operation for at least six months.
Three jurors study every entry; no branch's award goes to an entry below {THRESHOLD} of 100.
A branch's award is withheld, with the reason made public, if no entry reaches that score."""

AWARD_LEVELS = [
    AwardLevel(name_ar="ذهبية", name_en="Gold", from_rank=1, to_rank=1),
    AwardLevel(name_ar="فضية", name_en="Silver", from_rank=2, to_rank=2),
    AwardLevel(name_ar="برونزية", name_en="Bronze", from_rank=3, to_rank=3),
]

NOTE_AR = "أوزان تجريبية غير معلنة في المصدر"
NOTE_EN = "Weights invented for the demo; the source names none"


def make_staff(session: Session, story: Story) -> None:
    """The accounts of the staff, and the administrator's role.

    Without `has_admin` (the demo stands beside real data) nobody administers by a public password.
    """
    born = story.calendar.at(Day.created, 8)
    for number, (name, name_ar, name_en, role) in enumerate(STAFF):
        if role is Role.admin and not story.has_admin:
            continue
        story.people[name] = accounts.create_user(
            session,
            email=email(name),
            name_ar=name_ar,
            name_en=name_en,
            language="ar",
            now=born,
            password_hash=story.password_hash,
            confirmed=True,
            is_demo=True,
            user_id=story.ids.of("staff", number),
        ).id
        if role is Role.admin:
            accounts.add_grant(
                session,
                SYSTEM_ACTOR,
                story.people[name],
                role,
                Scope.instance,
                None,
                born,
                grant_id=story.ids.of("staff-grant", number),
            )


def make_programme(session: Session, story: Story) -> None:
    """The programme with its organiser, by the administrator. The demo's mark is given here, once."""
    admin = story.actor(session, "admin" if story.has_admin else "")
    at = story.calendar.at(Day.created, 9)
    programme = editions.put_programme(
        session,
        admin,
        story.programme_id,
        ProgrammeIn(
            slug=PROGRAMME_SLUG,
            name_ar="جائزة الإنجاز للتعاملات الإلكترونية الحكومية",
            name_en="Injaz Award for e-Government Transactions",
            noun_ar="جائزة",
            noun_en="award",
            category_noun_ar="فرع",
            category_noun_en="branch",
            category_plural_ar="الفروع",
            category_plural_en="branches",
            description_ar="بيانات تجريبية لعرض المنصة. الفروع والمعايير من مصادر منشورة، وما عداها مختلق.",
            description_en="Demo data to show the platform. Branches and criteria come from published "
            "sources; all else is invented.",
            reply_to=email("organiser"),
        ),
        None,
        at,
    ).row
    # No service gives this mark, so that nobody can give or take it later: the builder does, in
    # the transaction that makes the programme. The edition takes it from its programme.
    programme.is_demo = True
    _grant(session, admin, story, "organiser", Scope.programme, at)


def _grant(
    session: Session, actor: Actor, story: Story, name: str, kind: Scope, at: datetime
) -> None:
    """The role of a member of the staff over the programme or the edition."""
    role = next(role for known, _, _, role in STAFF if known == name)
    where = story.programme_id if kind is Scope.programme else story.edition_id
    accounts.add_grant(session, actor, story.people[name], role, kind, where, at)


def make_edition(session: Session, story: Story) -> None:
    """The edition in draft: dates, rubric, branches, forms; then the call opens."""
    organiser = story.actor(session, "organiser")
    day = story.calendar
    editions.put_edition(
        session,
        organiser,
        story.edition_id,
        EditionIn(
            programme_id=story.programme_id,
            slug=EDITION_SLUG,
            name_ar="إنجاز، الدورة الثانية — بيانات تجريبية",
            name_en="Injaz, 2nd edition — demo data",
            theme_ar="خدمة أفضل لكل مستفيد",
            theme_en="A better service for everyone",
            rules_ar=RULES_AR,
            rules_en=RULES_EN,
            timezone=ZONE,
            opens_at=day.at(Day.opened, 9),
            closes_at=day.at(Day.first_deadline, 23, 59),
            judging_closes_at=day.at(Day.round_closes, 23, 59),
            results_at=day.at(Day.published, 18),
            max_entries_per_entrant=LIMIT,
            tiebreaks=["criterion:benefit", "median", "shared"],
            quorum=QUORUM,
            live_agreement=True,
        ),
        None,
        day.at(Day.created, 10),
    )
    # Over the edition too, beside the programme: mails about an edition go to who holds it.
    for name, _, _, role in STAFF:
        if role is not Role.admin:
            _grant(session, organiser, story, name, Scope.edition, day.at(Day.created, 10, 30))
    rubric_id = story.ids.of("rubric", 0)
    rubric_service.put_rubric(
        session,
        organiser,
        story.edition_id,
        rubric_id,
        _rubric(story),
        None,
        day.at(Day.created, 11),
    )
    for number, (code, name_ar, name_en, size, kind) in enumerate(BRANCHES):
        category_id = story.ids.of("category", number)
        category_service.put_category(
            session,
            organiser,
            story.edition_id,
            category_id,
            CategoryIn(
                rubric_id=rubric_id,
                code=code,
                name_ar=name_ar,
                name_en=name_en,
                eligibility_ar=_ELIGIBILITY[kind][0],
                eligibility_en=_ELIGIBILITY[kind][1],
                entrant_kind=EntrantKind(kind),
                max_entries_per_entrant=LIMIT_IN_BRANCH if kind == "agency" else 1,
                places=_places(size),
                levels=AWARD_LEVELS[: _places(size)],
            ),
            None,
            day.at(Day.created + 1, 9, 2 * number),
        )
        form_service.put_fields(
            session,
            organiser,
            category_id,
            _form(story, number, code),
            "1",
            day.at(Day.created + 1, 9, 2 * number + 1),
            in_use=(),
        )
    eligibility_service.put_eligibility_rules(
        session,
        organiser,
        story.edition_id,
        EligibilityRulesIn(
            items=[
                EligibilityRuleIn(
                    id=story.ids.of("rule", 0),
                    kind="months",
                    blocks=False,
                    fail_ar="الخدمة أحدث من ستة أشهر يوم إغلاق باب المشاركة.",
                    fail_en="The service is younger than six months when the call closes.",
                    options=RuleOptions(months=MONTHS, field="launched_on"),
                ),
                EligibilityRuleIn(
                    id=story.ids.of("rule", 1),
                    kind="previous_winner",
                    blocks=False,
                    options=RuleOptions(editions=2),
                ),
            ]
        ),
        "0",
        day.at(Day.created + 1, 10),
    )
    phase_service.step_phase(
        session, organiser, story.edition_id, PhaseIn(to="open"), day.at(Day.opened, 9)
    )


_ELIGIBILITY = {
    "agency": (
        "جهة حكومية أو شبه حكومية، وخدمة تعمل منذ ستة أشهر على الأقل، ولم تفز في هذا الفرع في الدورتين السابقتين.",
        "An agency with a service in operation for six months, without a win here in two editions.",
    ),
    "individual": (
        "فرد يقدّم مبادرة أو فكرة باسمه، بمشاركة واحدة.",
        "A person who enters an initiative or idea in their own name, once.",
    ),
}


def _places(size: int) -> int:
    return 3 if size > 15 else 2


def _rubric(story: Story) -> RubricIn:
    return RubricIn(
        name_ar="معايير الإنجاز الستة",
        name_en="The six criteria of Injaz",
        note_ar=NOTE_AR,
        note_en=NOTE_EN,
        public=True,
        criteria=[
            CriterionIn(
                id=story.ids.of("criterion", number),
                code=code,
                name_ar=name_ar,
                name_en=name_en,
                description_ar=help_ar,
                description_en=help_en,
                weight=weight,
                **_scale(story, number, code),
            )
            for number, (code, name_ar, name_en, weight, help_ar, help_en) in enumerate(CRITERIA)
        ],
    )


def _scale(story: Story, number: int, code: str) -> dict[str, Any]:
    """0…5 with a written anchor at each point; maturity has four named levels instead."""
    if code == "maturity":
        return {
            "levels": [
                LevelIn(
                    id=story.ids.of("level", 10 * number + at),
                    code=level,
                    name_ar=name_ar,
                    name_en=name_en,
                    points=str(at + 1),
                )
                for at, (level, name_ar, name_en) in enumerate(MATURITY)
            ]
        }
    return {
        "minimum": "0",
        "maximum": "5",
        "step": "1",
        "levels": [
            LevelIn(
                id=story.ids.of("level", 10 * number + at),
                code=str(at),
                name_ar=name_ar,
                name_en=name_en,
                points=str(at),
            )
            for at, (name_ar, name_en) in enumerate(ANCHORS)
        ],
    }


def _form(story: Story, branch: int, code: str) -> FormIn:
    sections = [
        SectionIn(id=story.ids.of("section", 100 * branch + at), **values)
        for at, values in enumerate(SECTIONS)
    ]
    return FormIn(
        sections=sections,
        fields=[
            FieldIn(
                id=story.ids.of("field", 100 * branch + at),
                section_id=sections[SECTION_OF.get(values["code"], 1)].id,
                **values,
            )
            for at, values in enumerate(form_of(code))
        ],
    )
