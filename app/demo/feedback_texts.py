"""Sentences of the demo's feedback to entrants, by criterion, in Arabic and English. Invented throughout."""

from __future__ import annotations

from typing import Final

STRENGTHS: Final[dict[str, tuple[str, str]]] = {
    "benefit": (
        "أثر الخدمة على المستفيد بيّن بالأرقام: ما كان قبلها وما صار بعدها.",
        "What the service changed for its users is shown in figures, before and after.",
    ),
    "channels": (
        "القنوات متعددة، ويكمل المستفيد في إحداها ما بدأه في أخرى.",
        "There are several channels, and users can finish in one what they began in another.",
    ),
    "support": (
        "يجد المستفيد المساعدة حيث تعثّر، ويُعرف متى يُردّ عليه.",
        "Users find help where they are stuck, and know when they will be answered.",
    ),
    "maturity": (
        "الربط مع الجهات الأخرى يعمل فعلًا، فلا يُطلب من المستفيد ما هو معلوم لديها.",
        "The links to other bodies work in fact: users are not asked for what these already know.",
    ),
    "process": (
        "أُعيد بناء الإجراء قبل أتمتته، فحُذف ما لا يضيف قيمة.",
        "The process was rebuilt before it was automated, and what added nothing was removed.",
    ),
    "feedback": (
        "للملاحظات أثر مثبت: ذُكر ما تغيّر بسببها ومتى.",
        "Users' remarks had an effect: what changed because of them, and when, is told.",
    ),
}
IMPROVEMENTS: Final[dict[str, tuple[str, str]]] = {
    "benefit": (
        "قيسوا الأثر بعد سنة من التشغيل، واذكروا كيف قيس.",
        "Measure the effect after a year of operation, and say how it was measured.",
    ),
    "channels": (
        "وضّحوا كيف تتكامل القنوات، ونصيب كل منها من الطلبات.",
        "Show how the channels join up, and the share of requests that each of them takes.",
    ),
    "support": (
        "الدعم محدود خارج أوقات العمل، ولم تُذكر مدة الرد.",
        "Support is limited outside office hours, and the time to an answer is not given.",
    ),
    "maturity": (
        "ما ذُكر من الربط خطة لم تُنفّذ بعد: يُحكم على ما تحقق.",
        "The links described are planned, not made: what is judged is what has been reached.",
    ),
    "process": (
        "اذكروا الخطوات التي حُذفت بأسمائها، وزمن الإجراء قبلها وبعدها.",
        "Name the steps that were removed, and the time of the process before and after.",
    ),
    "feedback": (
        "ذُكرت نسبة الرضا ولم يُذكر ما تغيّر بسبب آراء المستفيدين.",
        "Satisfaction is given, but not what changed because of what users said.",
    ),
}
