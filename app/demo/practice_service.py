"""The practice case of the demo's round: offered, done by most of the jury before they judge, not by all."""

from __future__ import annotations

from typing import Final

from app.demo.content import CRITERIA
from app.demo.marks_rules import CODES, Merit, habits, marks
from app.demo.rules import ACCOUNT, CHAIR, JURORS, LATE, Day, juror_name
from app.demo.script_service import Script, Story
from app.judging.evaluations import practice_service
from app.judging.evaluations.practice_rules import Demand
from app.judging.evaluations.practice_schemas import PracticeIn, PracticeWorkIn
from app.judging.evaluations.schemas import ScoreIn

BEGUN: Final = 6  # a juror who never submitted it
TITLE: Final = ("خدمة تراخيص البلدية", "The municipal licence service")
BODY: Final = (
    (
        "جهة مصنوعة لهذا التدريب. كانت الرخصة تصدر في عشرة أيام بعد زيارتين للمقر، وصارت تصدر في يومين من "
        "البوابة والتطبيق، ومنها ثلث آلي بلا موظف. ألغت الجهة أربعة مستندات كانت تطلبها لأنها لدى جهات "
        "أخرى، وتتحقق منها بالربط معها.\n\nالدعم بالهاتف وحده في ساعات العمل. قيس رضا المستفيدين مرة "
        "واحدة بعد الإطلاق فبلغ 78٪، ولم يُذكر ما تغيّر بسببه. والخطة أن تشمل الخدمة المناطق كلها في "
        "العام القادم."
    ),
    (
        "An agency made for this practice. The licence took ten days and two visits to the office; it now takes "
        "two days through the portal and the app, a third of them issued without a clerk. Four documents that "
        "other agencies hold are no longer asked for: they are checked with those agencies.\n\nSupport is by "
        "telephone, in office hours. Satisfaction was measured once after the launch, at 78%; what changed "
        "because of it is not said. The plan is to cover all regions next year."
    ),
)
COMMENT: Final = "قيّم ما تحقق فعلًا: الخطة للعام القادم لا درجة لها."
# By criterion: the mark that the case should get, and why.
REFERENCE: Final[dict[str, tuple[str, str]]] = {
    "benefit": ("4", "من عشرة أيام وزيارتين إلى يومين بلا زيارة، والأثر على الكلفة لم يُذكر."),
    "channels": ("3", "بوابة وتطبيق، ولا ذكر لتكاملهما مع الهاتف والمراكز."),
    "support": ("2", "قناة واحدة في ساعات العمل."),
    "maturity": ("integrated", "ربط يعمل مع جهات أخرى، لا وعد به."),
    "process": ("4", "أُلغيت أربعة مستندات وأُتمت ثلث المعاملات."),
    "feedback": ("2", "قياس واحد، ولا تغيير بُني عليه."),
}
DESERVED: Final = Merit(
    {
        "benefit": 0.78,
        "channels": 0.58,
        "support": 0.42,
        "maturity": 0.85,
        "process": 0.78,
        "feedback": 0.42,
    }
)


def write(script: Script) -> None:
    """Written on the day that judging begins."""
    story = script.story
    case = PracticeIn(
        category_id=story.ids.of("category", 0),
        title_ar=TITLE[0],
        title_en=TITLE[1],
        body_ar=BODY[0],
        body_en=BODY[1],
        demand=Demand.offered,
        scores=_scores(
            story,
            {code: mark for code, (mark, _) in REFERENCE.items()},
            {code: why for code, (_, why) in REFERENCE.items()},
        ),
        comment=COMMENT,
    )
    script.add(
        story.calendar.at(Day.judging, 9, 20),
        "organiser",
        practice_service.put_practice,
        story.round_id,
        case,
        None,
    )


def practise(script: Script) -> None:
    """Most of the jury, on that day and the next."""
    story = script.story
    how = habits(story.chance("marks"))  # as they judge
    random = story.chance("practice")
    for number in range(JURORS):
        given = marks(random, DESERVED, how[number], 0)
        # Those whom a visitor signs in as find it before them.
        if number in (ACCOUNT, LATE, CHAIR):
            continue
        begun = number == BEGUN
        work = PracticeWorkIn(
            scores=_scores(story, {code: given[code] for code in CODES[: 3 if begun else None]}),
            comment="",
            status="draft" if begun else "submitted",
        )
        script.add(
            story.calendar.at(Day.judging + number % 2, 11 + number % 5, 2 * number),
            juror_name(number),
            practice_service.save_practice,
            story.round_id,
            work,
        )


def _scores(
    story: Story, given: dict[str, str], why: dict[str, str] | None = None
) -> dict[str, ScoreIn]:
    return {
        str(story.ids.of("criterion", number)): ScoreIn(
            points=None if code == "maturity" else given[code],
            level=given[code] if code == "maturity" else None,
            comment=(why or {}).get(code),
        )
        for number, (code, *_) in enumerate(CRITERIA)
        if code in given
    }
