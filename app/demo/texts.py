"""The demo's sentences, each in Arabic and English with the same figures. Invented throughout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Final

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """What an entry says of itself in numbers: the same in all its answers.

    Ranges suit the Arabic plural of the noun beside them (3–10, or 11–99).
    """

    days_before: int  # 12–45
    days_after: int  # 3–9
    documents: int  # 3–9
    users: int  # 12–90, thousands a year
    satisfaction: int  # 71–97, per cent
    automatic: int  # 55–92, per cent
    regions: int  # 3–9
    partners: int  # 3–10
    staff: int  # 14–95
    minutes: int  # 15–90
    ideas: int  # 3–9


def figures(random: Random) -> Figures:
    """An entry's numbers."""
    return Figures(
        days_before=random.randint(12, 45),
        days_after=random.randint(3, 9),
        documents=random.randint(3, 9),
        users=random.randint(12, 90),
        satisfaction=random.randint(71, 97),
        automatic=random.randint(55, 92),
        regions=random.randint(3, 9),
        partners=random.randint(3, 10),
        staff=random.randint(14, 95),
        minutes=random.randint(15, 90),
        ideas=random.randint(3, 9),
    )


OPENING: Final[Sequence[Pair]] = (
    (
        "«{title_ar}» خدمة رقمية تجمع ما كان موزّعًا على عدة مكاتب في خطوة واحدة.",
        "'{title_en}' is a digital service that brings what was spread over several offices into one step.",
    ),
    (
        "أُطلقت «{title_ar}» بعد دراسة لرحلة المستفيد في {regions} مناطق.",
        "'{title_en}' was launched after the user's journey had been studied in {regions} regions.",
    ),
    (
        "تتيح «{title_ar}» إنجاز الطلب كاملًا من المنزل في أي وقت.",
        "'{title_en}' lets people complete their whole request from home at any hour.",
    ),
    (
        "بدأت «{title_ar}» تجربةً صغيرة، ثم عُمّمت بعد أن أثبتت أثرها.",
        "'{title_en}' began as a small trial and was extended once its effect had been shown.",
    ),
    (
        "صُمّمت «{title_ar}» مع المستفيدين أنفسهم في {ideas} ورش عمل.",
        "'{title_en}' was designed together with its users in {ideas} workshops.",
    ),
)

PROBLEM: Final[Sequence[Pair]] = (
    (
        "كان المستفيد يزور المقر مرتين على الأقل، وينتظر {days_before} يومًا لمعرفة النتيجة.",
        "Users used to visit the office at least twice and wait {days_before} days for an answer.",
    ),
    (
        "كانت الطلبات تُدخل يدويًا في أكثر من سجل، فتتكرر الأخطاء ويطول التصحيح.",
        "Requests were typed into more than one register by hand, so errors recurred and took long to correct.",
    ),
    (
        "لم تكن هناك جهة واحدة تجيب عن سؤال المستفيد: أين وصل طلبي؟",
        "There was no single place that could answer the user's question: where is my request?",
    ),
    (
        "كان الوصول إلى الخدمة صعبًا لمن يسكن بعيدًا عن المدن أو لا يستطيع التنقل.",
        "The service was hard to reach for those who live far from a city or cannot travel.",
    ),
)

SOLUTION: Final[Sequence[Pair]] = (
    (
        "اليوم يُقدَّم الطلب في دقائق، وتُستكمل بياناته آليًا من السجلات المرتبطة.",
        "Today a request takes minutes, and its data are completed from connected registers.",
    ),
    (
        "تُظهر الخدمة كل مرحلة بتاريخها، وتُرسل تنبيهًا عند كل تغيّر.",
        "The service shows each stage with its date and sends a notice of every change.",
    ),
    (
        "تعمل الواجهة بالعربية والإنجليزية، وتدعم قارئات الشاشة والتنقل بلوحة المفاتيح.",
        "The interface works in Arabic and English, with screen readers and by keyboard alone.",
    ),
    (
        "يستطيع الموظف في أي فرع إكمال الطلب نيابة عن من يحتاج إلى المساعدة.",
        "An officer in any branch can complete the request for someone who needs help.",
    ),
    (
        "رُبطت الخدمة بأنظمة {partners} جهات، فلا يُطلب من المستفيد ما هو معلوم لديها.",
        "It is connected to the systems of {partners} bodies, so users are not asked what these already know.",
    ),
)

SCALE: Final[Sequence[Pair]] = (
    (
        "استعملها {users} ألف مستفيد في السنة الماضية.",
        "{users} thousand people used it last year.",
    ),
    (
        "تغطي الخدمة {regions} مناطق، ويُستكمل التعميم في العام القادم.",
        "It covers {regions} regions; the others follow next year.",
    ),
    (
        "تُنجز {automatic} في المئة من الطلبات بلا تدخل موظف.",
        "{automatic} per cent of requests are completed without an officer.",
    ),
)

BENEFITS: Final[Sequence[Pair]] = (
    (
        "انخفض زمن إنجاز الطلب من {days_before} يومًا إلى {days_after} أيام، ولم يعد المستفيد يزور المقر.",
        "Time to complete a request fell from {days_before} days to {days_after}; users no longer visit the office.",
    ),
    (
        "أُلغيت {documents} وثائق كان المستفيد يقدّمها، لأنها متاحة آليًا لدى الجهات الشريكة.",
        "{documents} documents are no longer asked for: partner bodies provide them automatically.",
    ),
    (
        "بلغ عدد المستفيدين {users} ألفًا في السنة، ونسبة الرضا {satisfaction} في المئة.",
        "{users} thousand people use it in a year; satisfaction stands at {satisfaction} per cent.",
    ),
    (
        "وفّرت الخدمة {minutes} دقيقة في المعاملة الواحدة، بحسب قياس قبل الإطلاق وبعده.",
        "The service saves {minutes} minutes in each transaction, measured before and after the launch.",
    ),
    (
        "أصبحت كلفة المعاملة على المستفيد رسوم الخدمة وحدها، بعد أن كان يدفع للتنقل والتصوير والتصديق.",
        "A transaction now costs the user its fee alone; before, there were travel, copies and attestation.",
    ),
    (
        "خُصّص مسار مبسّط لمن تجاوز الستين، واستعمله واحد من كل خمسة مستفيدين.",
        "A simplified path for those over sixty is used by one user in five.",
    ),
    (
        "تراجعت الشكاوى المتعلقة بالتأخير إلى النصف في {days_after} أشهر.",
        "Complaints about delay fell by half within {days_after} months.",
    ),
)

PROCESS: Final[Sequence[Pair]] = (
    (
        "رُسمت خطوات الإجراء كلها قبل التصميم، فتبيّن أن {documents} خطوات لا تضيف قيمة فحُذفت.",
        "All steps were drawn before the design; {documents} of them added nothing and were removed.",
    ),
    (
        "أُتمتت مراجعة الطلبات المكتملة، ولا يصل إلى الموظف إلا ما يحتاج إلى حكم بشري.",
        "Complete requests are checked automatically; officers see only those that need judgement.",
    ),
    (
        "دُرّب {staff} موظفًا على الإجراء الجديد، وأُتيح دليل مبسّط بالعربية والإنجليزية.",
        "{staff} officers were trained, and a plain guide is available in Arabic and English.",
    ),
    (
        "تُحدَّث البيانات لحظيًا بين الجهة و{partners} جهات شريكة، وتُراجع جودتها كل شهر.",
        "Data are exchanged live with {partners} partner bodies, and their quality is reviewed each month.",
    ),
    (
        "أُطلق الإجراء تدريجيًا في {regions} مناطق، وعُدّل بعد كل مرحلة.",
        "The process was released in {regions} regions one after another and adjusted after each.",
    ),
    (
        "تُقاس مدة كل خطوة آليًا، وتُعرض على لوحة يراها المسؤولون والموظفون معًا.",
        "The time of each step is measured and shown on a board that managers and officers both see.",
    ),
)

FEEDBACK: Final[Sequence[Pair]] = (
    (
        "يُسأل كل مستفيد سؤالًا واحدًا بعد الإنجاز، وأجاب {satisfaction} في المئة بأنهم راضون.",
        "Every user is asked one question at the end; {satisfaction} per cent said they were satisfied.",
    ),
    (
        "نُفّذت {ideas} تحسينات مصدرها ملاحظات المستفيدين، وتُنشر قائمتها على صفحة الخدمة.",
        "{ideas} improvements came from users' remarks; the list is published on the service's page.",
    ),
    (
        "تُعقد جلسة شهرية مع مستفيدين من فئات مختلفة، ويُعلن ما تقرّر بعدها.",
        "A monthly session is held with different groups of users, and what was decided is announced.",
    ),
    (
        "تُصنَّف الملاحظات بحسب الخطوة التي وردت فيها، وتُعالج الأكثر تكرارًا أولًا.",
        "Remarks are sorted by the step they arose in; the most frequent are dealt with first.",
    ),
    (
        "اختُبرت كل شاشة مع {documents} مستفيدين قبل نشرها.",
        "Every screen was tested with {documents} users before release.",
    ),
)

SUPPORT: Final[Sequence[Pair]] = (
    (
        "هاتف موحّد ومحادثة نصية، من الأحد إلى الخميس، 8 صباحًا – 8 مساءً",
        "One telephone number and chat, Sunday to Thursday, 8 am – 8 pm",
    ),
    (
        "محادثة على مدار الساعة، وهاتف في أوقات العمل",
        "Chat at all hours, telephone in office hours",
    ),
    (
        "بريد إلكتروني ومراكز خدمة في {regions} مناطق",
        "E-mail, and service centres in {regions} regions",
    ),
    (
        "دليل مصوّر ومقاطع قصيرة، وهاتف في أوقات العمل",
        "An illustrated guide, short films, and a telephone",
    ),
)

COMMENTS: Final[Sequence[Pair]] = (
    (
        "أدلة واضحة على الأثر، وأرقام قابلة للتحقق.",
        "Clear evidence of effect, with figures that can be checked.",
    ),
    (
        "الفكرة جيدة، ويلزم قياس أوضح لرضا المستفيدين.",
        "A good idea; satisfaction needs a clearer measure.",
    ),
    (
        "تكامل مقنع مع الجهات الأخرى، وإجراء مبسّط.",
        "Convincing links to other bodies, and a simpler process.",
    ),
    (
        "القنوات متعددة، لكن الدعم محدود خارج أوقات العمل.",
        "Many channels, but little support outside office hours.",
    ),
    (
        "أُحسن بناء الإجراء، وهو أقوى ما في المشاركة.",
        "Well evidenced; the process redesign is the strongest part.",
    ),
    (
        "الانتشار جيد، وينقص بيان ما تغيّر بسبب الملاحظات.",
        "Good reach, but the use of feedback needs detail.",
    ),
    (
        "الأرقام لا تكفي للحكم على الأثر بعد الإطلاق.",
        "The figures do not suffice to judge the effect after the launch.",
    ),
)

CRITERION_COMMENTS: Final[Sequence[Pair]] = (
    ("الدليل في المرفق مقنع.", "The attached evidence is convincing."),
    ("ذُكر الهدف ولم تُذكر النتيجة.", "The aim is stated, the result is not."),
    ("أفضل من المشاركات المماثلة في هذا الفرع.", "Better than its peers in this branch."),
    ("يحتاج إلى قياس بعد سنة من التشغيل.", "Needs to be measured after a year of operation."),
)

QUESTIONS: Final[Sequence[tuple[str, str]]] = (
    (
        "هل يجوز إرفاق تقرير قياس الرضا في ملف واحد مع الإحصاءات؟",
        "نعم، على ألا يتجاوز الملف الحجم المسموح، وأن يُذكر ذلك في حقل الأدلة.",
    ),
    (
        "أُطلقت الخدمة قبل سبعة أشهر في منطقة واحدة، فهل تُحتسب المدة من الإطلاق الجزئي؟",
        "تُحتسب المدة من أول تشغيل فعلي للمستفيدين، ولو في منطقة واحدة.",
    ),
    (
        "May the benefits be written in English only?",
        "Yes. Entries are accepted in Arabic or English; the title is needed in Arabic.",
    ),
    (
        "هل يجوز أن تشارك الخدمة نفسها في فرعين؟",
        "لا. لكل خدمة أو مشروع مشاركة واحدة في فرع واحد، ويجوز تغيير الفرع ما دامت مسودة.",
    ),
    (
        "متى تُعلن النتائج بعد تمديد موعد التقديم؟",
        "لم يتغير موعد إعلان النتائج، وتجدونه في صفحة الدورة.",
    ),
)


def compose(
    random: Random,
    pools: Sequence[tuple[Sequence[Pair], int]],
    numbers: Figures,
    title: Pair = ("", ""),
) -> Pair:
    """Text in both languages: so many sentences of each pool, with an entry's own figures."""
    values = {**asdict(numbers), "title_ar": title[0], "title_en": title[1]}
    picked = [pair for pool, count in pools for pair in random.sample(pool, min(count, len(pool)))]
    return (
        " ".join(ar.format(**values) for ar, _ in picked),
        " ".join(en.format(**values) for _, en in picked),
    )


def both(pair: Pair) -> str:
    """Arabic, and the English beneath it."""
    return "\n\n".join(pair)
