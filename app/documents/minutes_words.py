"""The words of a meeting's minutes."""

from __future__ import annotations

from typing import Final

from app.judging.deliberation.rules import Choice
from app.kit.errors import N_
from app.results.decision_rules import Outcome

AWAY: Final = N_("غاب من {since} إلى {until}")
WORDS: Final = {
    "heading": N_("محضر اجتماع اللجنة"),
    "round": N_("الجولة"),
    "category": N_("الفئة"),
    "opened": N_("فُتح في"),
    "closed": N_("أُغلق في"),
    "quorum": N_("النصاب"),
    "reopened": N_("أُعيد فتحه في"),
    "made": N_("أُعدّ في"),
    "draft": N_("الاجتماع منعقد: هذه مسودة محضره، وتصير محضرًا حين يُغلق."),
    "attendance": N_("الحضور"),
    "member": N_("العضو"),
    "came": N_("حضر في"),
    "left": N_("غادر في"),
    "absent": N_("لم يحضر"),
    "chair": N_("رئيس اللجنة"),
    "recusals": N_("التنحي"),
    "recusals_help": N_(
        "من غادر الغرفة لتعارض مصالح عند طرح مشاركة. وأسباب التعارض في تقرير التعارض في الجولة."
    ),
    "entry": N_("المشاركة"),
    "left_for": N_("غادر عند طرحها"),
    "nobody": N_("لم يغادر أحد لتعارض مصالح."),
    "agenda": N_("ما تُدوول فيه"),
    "not_taken": N_("لم تُطرح"),
    "taken": N_("طُرحت في"),
    "out": N_("خارج الغرفة"),
    "individual": N_("الدرجات الفردية"),
    "mean": N_("المتوسط"),
    "agreed": N_("التوافق"),
    "none_agreed": N_("لم يُسجَّل توافق، فتبقى الدرجات الفردية."),
    "replaced": N_("حلّ محله ما بعده"),
    "in_room": N_("في الغرفة"),
    "vote": N_("التصويت"),
    "open_vote": N_("علني"),
    "secret_vote": N_("سرّي"),
    "not_counted": N_("لم يُحسب بعد"),
    "notes": N_("ملاحظات اللجنة"),
    "final": N_("القرار النهائي"),
    "undecided": N_("لم يصدر بعد"),
    "reason": N_("السبب"),
    "signatures": N_("التواقيع"),
    "signature": N_("التوقيع"),
    "date": N_("التاريخ"),
    "partial": N_(
        "لا يذكر هذا المحضر المشاركات التي بين قارئه وبينها تعارض. يستخرجه كاملًا من لا تعارض له."
    ),
}
ALL: Final = N_("{members}: جميع من لا يمنعهم تعارض مصالح")
PLACE: Final = N_("المركز {place}")
OUTCOMES: Final = {
    Outcome.winner: N_("فائز"),
    Outcome.honourable_mention: N_("تنويه"),
    Outcome.none: N_("لم تفز"),
    Outcome.withheld: N_("حُجبت الجائزة"),
}
CHOICES: Final = {Choice.yes: N_("نعم"), Choice.no: N_("لا"), Choice.abstain: N_("امتناع")}
