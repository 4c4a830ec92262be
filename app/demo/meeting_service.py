"""The panel of the demo meets on the tied category: the chair is there, the tie is discussed, the scores stand."""

from __future__ import annotations

from typing import Final

from app.demo.content import BRANCHES
from app.demo.rules import CHAIR, JURORS, TIED_BRANCH, Day
from app.demo.script_service import Script
from app.judging.deliberation import service as meetings
from app.judging.deliberation.rules import ConsensusKind
from app.judging.deliberation.schemas import ConsensusIn, MeetingIn

ABSENT: Final = 5
NOTES: Final = "تساوت المشاركتان في كل معيار تقريبًا، والفرق في أثرهما على المستفيدين."
REASON: Final = "لا خلاف على الدرجات، ويُفضّ التعادل بقواعد اللائحة."


def meet(script: Script) -> None:
    """Opened after the round's close; before the results are frozen it is over."""
    story = script.story
    day = story.calendar
    branch = [code for code, *_ in BRANCHES].index(TIED_BRANCH)
    meeting = story.ids.of("meeting", 0)
    tied = [
        story.ids.of("entry", one.number)
        for one in story.entries
        if one.branch == TIED_BRANCH and one.place < 2
    ]
    wanted = MeetingIn(round_id=story.round_id, category_id=story.ids.of("category", branch))
    script.add(day.at(Day.ranked, 9), "chair", meetings.put_meeting, meeting, wanted)
    here = [number for number in range(JURORS) if number % ABSENT or number == CHAIR]
    for number in here:
        juror = story.ids.of("juror", number)
        script.add(
            day.at(Day.ranked, 9, 2), "chair", meetings.mark_attendance, meeting, juror, True
        )
    for place, entry in enumerate(tied):
        minute = 5 + 20 * place
        agreed = ConsensusIn(kind=ConsensusKind.kept, reason=REASON)
        script.add(day.at(Day.ranked, 9, minute), "chair", meetings.take_item, meeting, entry)
        script.add(
            day.at(Day.ranked, 9, minute + 8),
            "chair",
            meetings.put_notes,
            meeting,
            entry,
            NOTES,
            "1",
        )
        script.add(
            day.at(Day.ranked, 9, minute + 15),
            "chair",
            meetings.put_consensus,
            meeting,
            entry,
            story.ids.of("consensus", place),
            agreed,
        )
    script.add(day.at(Day.frozen, 9), "chair", meetings.close_meeting, meeting)
