"""Entries from a sheet: which questions stand in a cell, how a cell is read, what a file may not hold. Pure.

A cell says what a person would write: a choice by its words, several with commas or in lines, services
by their names, a link a line. What is read goes through the same rules as an answer typed in the form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from app.editions.field_rules import Answer, FieldSpec, check_answer
from app.editions.rules import EntrantKind, FieldKind, Phase
from app.entries.rules import Holdings, entering_problems
from app.kit.arabic import fold
from app.kit.errors import N_, Refusal

MAX_ROWS: Final = 2000
_SHOWN: Final = 12
# Where drafts may still come from: once judging begins nothing is added.
IMPORTING: Final = frozenset({Phase.draft, Phase.open, Phase.screening})
# What no cell holds: bytes, and answers of several parts.
NO_CELL: Final = frozenset({FieldKind.file, FieldKind.table, FieldKind.person})
_SEPARATORS: Final = re.compile(r"[,،;؛\n]")
_LINK: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class Call(StrEnum):
    """Where the edition's call stands by the clock when drafts are brought into it."""

    before = "before"
    open = "open"
    over = "over"


def check_may_import(phase: Phase) -> None:
    """Drafts come in until judging begins. Refusal: `import_too_late` (409) with `phase`."""
    if phase not in IMPORTING:
        raise Refusal(
            "import_too_late",
            N_("تُستورد المشاركات قبل بدء التحكيم وحده، وقد تجاوزته هذه الدورة أو أُلغيت."),
            phase=phase.value,
        )


def call_of(refused: str) -> Call:
    """The call as `check_accepts_entries` answers: nothing, or the code of its refusal."""
    return {"": Call.open, "call_not_open": Call.before}.get(refused, Call.over)


# ---------------------------------------------------------------- a cell


@dataclass(frozen=True)
class Named:
    """Codes by what people call them, and the names to show who wrote something else."""

    codes: Mapping[str, str]
    shown: Sequence[str]
    # Names that two of them share.
    shared: Collection[str] = frozenset()
    # Of how many pieces the longest name is, cut where a cell is cut.
    pieces: int = 1

    @classmethod
    def of(cls, named: Sequence[tuple[str, str, Collection[str]]]) -> Named:
        """From (code, name to show, every name that counts)."""
        codes: dict[str, str] = {}
        shared: set[str] = set()
        for code, _, names in named:
            for name in {fold(one) for one in names} - {""}:
                if codes.setdefault(name, code) != code:
                    shared.add(name)
        pieces = 1 + max((len(_SEPARATORS.findall(name)) for name in codes), default=0)
        return cls(codes, [shown for _, shown, _ in named], frozenset(shared), pieces)


NOTHING: Final = Named({}, ())


def _unknown(text: str, known: Named) -> Refusal:
    return Refusal(
        "not_a_choice",
        N_("«{given}» ليست من الإجابات: {allowed}."),
        status=422,
        given=text[:100],
        allowed=[*known.shown[:_SHOWN], *(["…"] if len(known.shown) > _SHOWN else [])],
    )


def split_names(text: str, known: Named) -> list[str]:
    """The codes that a cell names, between commas, semicolons or lines; a name may hold a comma itself.

    Refusal (422): `not_a_choice` with `given`, the first piece that is no name.
    """
    cuts = [0, *(one.end() for one in _SEPARATORS.finditer(text))]
    ends = [*(one.start() for one in _SEPARATORS.finditer(text)), len(text)]
    found: list[str] = []
    at = 0
    while at < len(cuts):
        if not text[cuts[at] : ends[at]].strip():
            at += 1
            continue
        for last in range(min(len(ends), at + known.pieces) - 1, at - 1, -1):
            code = known.codes.get(fold(text[cuts[at] : ends[last]]))
            if code is not None:
                found.append(code)
                at = last + 1
                break
        else:
            raise _unknown(text[cuts[at] : ends[at]].strip(), known)
    return found


def _links(text: str) -> list[dict[str, str]]:
    found = []
    for line in filter(None, (one.strip() for one in text.split("\n"))):
        link = _LINK.search(line)
        url = link.group() if link else line
        title = line.replace(url, " ", 1).strip(" -–—|:\t")
        found.append({"url": url, "title": title})
    return found


def read_cell(spec: FieldSpec, text: str, known: Named = NOTHING) -> Answer:
    """A cell as an answer, None when it is empty. `known`: the question's choices by their words.

    Refusals (422): those of `check_answer`, and `not_a_choice` with `given` and `allowed`.
    """
    if not text:
        return None
    value: object = text
    match spec.kind:
        case FieldKind.choice:
            code = known.codes.get(fold(text))
            if code is None:
                raise _unknown(text, known)
            value = code
        case FieldKind.multi_choice:
            value = split_names(text, known)
        case FieldKind.links:
            value = _links(text)
        case _:
            pass
    return check_answer(spec, value)


def read_services(spec: FieldSpec, text: str, known: Named) -> Answer:
    """The services of an agency that a cell names.

    Refusals (422): `not_a_service`, `service_twice` with `given`, `too_many_items`.
    """
    try:
        ids = split_names(text, known)
    except Refusal as wrong:
        raise Refusal(
            "not_a_service",
            N_("«{given}» ليست في سجل خدمات الجهة. أضفها إلى السجل أو صحّح اسمها."),
            status=422,
            given=wrong.facts["given"],
        ) from None
    double = {known.codes[name] for name in known.shared} & set(ids)
    if double:
        raise Refusal(
            "service_twice",
            N_("في سجل الجهة خدمتان بهذا الاسم. اترك الخانة فارغة، وتختارها الجهة في المنصة."),
            status=422,
        )
    return check_answer(spec, ids, services=set(ids))


# ---------------------------------------------------------------- the whole file


@dataclass(frozen=True)
class Entrant:
    """Whose a row would be: an agency (`status` its approval), or a person."""

    id: UUID
    as_organisation: bool
    status: str = ""


@dataclass(frozen=True)
class Limits:
    """What the category and its edition allow, and what is there already."""

    kind: EntrantKind
    edition: int | None
    category: int | None
    held: Mapping[UUID, Holdings]
    # (whose, folded title) → the number of the entry that has it.
    titles: Mapping[tuple[UUID, str], int]


@dataclass
class Tally:
    """The rows before this one: they count for limits and titles as if they were entries."""

    rows: defaultdict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    titles: dict[tuple[UUID, str], int] = field(default_factory=dict)


def row_problems(
    number: int, entrant: Entrant, title: str, limits: Limits, tally: Tally
) -> list[tuple[str, Refusal]]:
    """What keeps a row from being an entry, each with its column; the row is counted if nothing does.

    Codes: those of `entering_problems` at the cell that says who enters; at `title_ar` `title_in_sheet` with `other`, the
    row that has it, and `title_in_edition` with `entry`, the number of the entry.
    """
    held = limits.held.get(entrant.id, Holdings())
    before = tally.rows[entrant.id]
    named = "entrant" if entrant.as_organisation else "contact_email"  # the cell that says who
    found = [
        # Whom the category takes is mended by naming an agency or none, whoever entered.
        ("entrant" if one.code == "entrant_kind" else named, one)
        for one in entering_problems(
            limits.kind,
            as_organisation=entrant.as_organisation,
            organisation_status=entrant.status,
            edition_limit=limits.edition,
            category_limit=limits.category,
            held=Holdings(held.in_edition + before, held.in_category + before),
        )
    ]
    key = (entrant.id, fold(title))
    if key in tally.titles:
        found.append(
            (
                "title_ar",
                Refusal(
                    "title_in_sheet",
                    N_("العنوان نفسه للمشارك نفسه في الصف {other}."),
                    status=422,
                    other=tally.titles[key],
                ),
            )
        )
    elif key in limits.titles:
        found.append(
            (
                "title_ar",
                Refusal(
                    "title_in_edition",
                    N_("لهذا المشارك مشاركة بالعنوان نفسه في الدورة، رقمها {entry}."),
                    status=422,
                    entry=limits.titles[key],
                ),
            )
        )
    tally.titles.setdefault(key, number)
    if not found:
        tally.rows[entrant.id] += 1
    return found


# ---------------------------------------------------------------- the fingerprint

_CHANGED: Final = (
    ("file", N_("هذا الملف غير الذي عُرض في المعاينة. راجع معاينته ثم نفّذ.")),
    ("form", N_("تغيّر نموذج المشاركة بعد المعاينة. راجع المعاينة من جديد ثم نفّذ.")),
    ("entrants", N_("تغيّرت جهات الملف أو أصحاب مشاركاته بعد المعاينة. راجعها من جديد ثم نفّذ.")),
)
_PARTS: Final = (slice(0, 16), slice(16, 32), slice(32, 64))


def fingerprint(file: str, form: str, rows: str) -> str:
    """One word for what a dry run showed, from three SHA-256: the file, the form, what the rows become."""
    return file[:16] + form[:16] + rows[:32]


def check_same(shown: str | None, now: str) -> None:
    """Refuse what is not what was shown: `plan_stale` (409) with what `changed`, and `plan_hash`."""
    for (what, sentence), part in zip(_CHANGED, _PARTS, strict=True):
        if (shown or "")[part] != now[part]:
            raise Refusal("plan_stale", sentence, changed=what, plan_hash=now)


def check_no_problems(problems: Sequence[Any]) -> None:
    """All or nothing. Refusal: `import_invalid` (422) with every problem in `errors`."""
    if problems:
        raise Refusal(
            "import_invalid",
            N_("في الملف ما يجب تصحيحه. لم يُحفظ شيء منه."),
            status=422,
            errors=list(problems),
        )
