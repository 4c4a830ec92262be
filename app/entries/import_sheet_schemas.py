"""The workbooks of an import: the empty template, and a file with what is wrong beside each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from app.editions.rules import FieldKind
from app.entries.import_schemas import (
    FIXED,
    OURS,
    PROBLEMS,
    Asked,
    EntryPlan,
    ImportForm,
    shown_problems,
)
from app.kit.errors import N_
from app.kit.i18n import Language, Pair, translate
from app.kit.imports import header_key
from app.kit.tables import Sheet, Word, workbook_bytes

HELP: Final = (N_("العمود"), N_("مطلوب"), N_("ما يُكتب فيه"), N_("الإجابات"))
_FIXED_HELP: Final = {
    "entrant": N_(
        "اسم الجهة كما هو مسجّل، بالعربية أو الإنجليزية، أو نطاق بريدها. أسماؤها في الورقة الثالثة."
        " يُترك فارغًا لمشاركة فرد."
    ),
    "contact_email": N_(
        "بريد عضو من الجهة يُعطى حق تقديم المشاركة ويُراسَل بها، وإن تُرك فلمديري الجهة وحدهم."
        " لمشاركة فرد: بريد حسابه، وهو مطلوب."
    ),
    "title_ar": N_("حتى 300 حرف."),
    "title_en": N_("حتى 300 حرف."),
    "summary_ar": N_("فقرة أو أكثر، حتى 20000 حرف."),
    "summary_en": N_("فقرة أو أكثر، حتى 20000 حرف."),
}
_KIND_HELP: Final = {
    FieldKind.short_text: N_("نص في سطر."),
    FieldKind.long_text: N_("نص في سطر أو أكثر."),
    FieldKind.number: N_("رقم بأي أرقام، مثل 1250 أو ١٢٫٥."),
    FieldKind.choice: N_("إجابة واحدة من الإجابات، بلفظها."),
    FieldKind.multi_choice: N_("إجابة أو أكثر بلفظها، بينها فواصل."),
    FieldKind.date: N_("تاريخ ميلادي بهيئة سنة-شهر-يوم، مثل 2026-01-31."),
    FieldKind.url: N_("رابط كامل يبدأ بـ https:// أو http://."),
    FieldKind.links: N_("روابط، كل رابط في سطر، وقد يسبقه عنوانه."),
    FieldKind.service: N_("اسم خدمة من سجل خدمات الجهة، وبين الخدمات فواصل."),
}
_ON_THE_PLATFORM: Final = N_("ليس عمودًا: يُجاب عنه في المنصة بعد الاستيراد.")
_FROZEN: Final = N_("ليس عمودًا: ثُبّتت إجابته، فلا تتغير الآن.")


def template(form: ImportForm, language: Language) -> bytes:
    """An empty sheet with its headers, what each column takes, and the agencies that may be named."""
    at = 0 if language == "ar" else 1
    return workbook_bytes(
        [
            Sheet(_name(form, language), [one.headers[at] for one in form.columns()], []),
            Sheet(translate(language, N_("شرح الأعمدة")), HELP, _help(form, language)),
            Sheet(
                translate(language, N_("الجهات")),
                (N_("اسم الجهة بالعربية"), N_("اسم الجهة بالإنجليزية")),
                form.agencies,
            ),
        ],
        language,
    )


def _name(form: ImportForm, language: Language) -> str:
    return (form.name_en or form.name_ar) if language == "en" else form.name_ar


def _help(form: ImportForm, language: Language) -> Iterator[Sequence[object]]:
    at = 0 if language == "ar" else 1
    needed = {column.name for column in FIXED if column.required}
    asked = {str(one.id): one for one in form.questions}
    for column in form.columns():
        question = asked.get(column.name)
        if question is None:
            help_ = Word(_FIXED_HELP[column.name])
            yield Word(column.headers[0]), column.name in needed, help_, ""
        else:
            yield (
                column.headers[at],
                False,
                Word(_KIND_HELP[question.spec.kind]),
                _answers(question, language),
            )
    for question in form.questions:
        if not question.in_cell:
            label = (question.label_ar, question.label_en)[at] or question.label_ar
            yield label, False, Word(_FROZEN if question.frozen else _ON_THE_PLATFORM), ""


def _answers(question: Asked, language: Language) -> str:
    return "\n".join(
        one.en if language == "en" and isinstance(one, Pair) else str(one)
        for one in question.known.shown
    )


def problems_sheet(plan: EntryPlan, language: Language) -> bytes:
    """The file's own rows and columns, and before them what is to be corrected in each row."""
    grid = plan.sheet.grid
    said: defaultdict[int, list[str]] = defaultdict(list)
    for one in shown_problems(plan, language):
        said[one.row].append(f"{one.header}: {one.message}")
    kept = [at for at, text in enumerate(grid.header) if header_key(text) not in OURS]

    def cells(row: Sequence[str]) -> Iterable[str]:
        return (row[at] if at < len(row) else "" for at in kept)

    return workbook_bytes(
        [
            Sheet(
                "1",
                [PROBLEMS[0], *cells(grid.header)],
                [
                    ["\n".join(said[number]), *cells(row)]
                    for number, row in sorted(grid.cells.items())
                ],
            )
        ],
        language,
    )
