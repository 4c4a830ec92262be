"""Judging without names: what a juror is shown of an entry, what still names its owner, what may be decided. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from app.editions.rules import FieldKind
from app.judging.rounds.rules import RoundState
from app.kit.errors import N_, Refusal, invalid
from app.kit.names import Names, has_address

# The texts of an entry beside the answers to its form.
FACES: Final = ("title_ar", "title_en", "summary_ar", "summary_en")
FACE_NAMES: Final = {
    "title_ar": N_("العنوان بالعربية"),
    "title_en": N_("العنوان بالإنجليزية"),
    "summary_ar": N_("الملخص بالعربية"),
    "summary_en": N_("الملخص بالإنجليزية"),
}
TEXTS: Final = frozenset({FieldKind.short_text, FieldKind.long_text})
# Answers that lead to their owner whatever they say.
LEADING: Final = frozenset({FieldKind.url, FieldKind.links, FieldKind.person})
NUMBERED: Final = N_("مشاركة رقم {number}")


class Mode(StrEnum):
    """What was decided on a part: shown as it is, shown in other words, not shown; a file has another in its place."""

    kept = "kept"
    redacted = "redacted"
    withheld = "withheld"
    replaced = "replaced"


class CopyState(StrEnum):
    """Where the bare copy of a file stands; `failed`: nothing can be taken out of such a file."""

    waiting = "waiting"
    ready = "ready"
    failed = "failed"


class Sign(StrEnum):
    """Why an organiser should look at a part."""

    named = "named"
    leading = "leading"
    changed = "changed"
    waiting = "waiting"
    failed = "failed"
    unread = "unread"


SIGN_NAMES: Final = {
    Sign.named: N_("فيه اسم الجهة"),
    Sign.leading: N_("يدل على صاحبه"),
    Sign.changed: N_("تغيّر الأصل بعد تحريره"),
    Sign.waiting: N_("نسخته قيد التحضير"),
    Sign.failed: N_("لا تُنزع بياناته آليًا"),
    Sign.unread: N_("لا نص فيه يُفحص آليًا"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a text, and on which original."""

    mode: Mode
    text: str
    source_hash: str


def words_in(value: Any) -> str:
    """Everything that an answer says, as one text."""
    if isinstance(value, Mapping):
        return "\n".join(words_in(one) for one in value.values())
    if isinstance(value, list | tuple):
        return "\n".join(words_in(one) for one in value)
    return value if isinstance(value, str) else ""


def shown_value(value: Any, decided: Decided | None) -> Any:
    """What a juror of a blind round reads of an answer or a text; None: nothing."""
    match decided:
        case Decided(mode=Mode.withheld):
            return None
        case Decided(mode=Mode.redacted, text=text):
            return text
        case _:
            return value


def shown_title(title: str, number_words: str, decided: Decided | None, *, hidden: bool) -> str:
    """A title in one language as a juror of a blind round reads it: its entry's number where it is not shown."""
    if not title:
        return ""
    return (None if hidden else shown_value(title, decided)) or number_words


def signs_of_words(
    value: Any, kind: FieldKind, source_hash: str, names: Names, decided: Decided | None
) -> tuple[list[Sign], list[str]]:
    """Why a text or an answer that jurors would see should be looked at, and the names found in it.

    What was withheld, or kept after a look at this very text, asks for nothing. Other words are looked
    at themselves; of a text that changed since, they may no longer say what it says.
    """
    if decided is not None and decided.mode == Mode.withheld:
        return [], []
    signs = []
    if decided is not None and decided.source_hash != source_hash:
        signs.append(Sign.changed)
    elif decided is not None and decided.mode == Mode.kept:
        return [], []
    said = words_in(shown_value(value, decided))
    found = names.within(said)
    if found:
        signs.append(Sign.named)
    if said.strip() and (kind in LEADING or has_address(said)):
        signs.append(Sign.leading)
    return signs, found


def signs_of_file(
    state: CopyState, mode: Mode | None, found: Sequence[str], *, unread: bool
) -> list[Sign]:
    """Why a file that jurors would see should be looked at. What a person decided asks for nothing more."""
    if mode is not None:
        return [Sign.waiting] if mode == Mode.kept and state == CopyState.waiting else []
    if state != CopyState.ready:
        return [Sign.waiting if state == CopyState.waiting else Sign.failed]
    signs = [Sign.named] if found else []
    return [*signs, Sign.unread] if unread else signs


def is_served(state: CopyState, mode: Mode | None) -> bool:
    """Whether jurors of a blind round get the copy: one that says who made it only by a person's word."""
    if mode == Mode.withheld or state == CopyState.waiting:
        return False
    return state == CopyState.ready or mode is not None


def neutral_name(number: int, place: int, name: str) -> str:
    """What a file is called before jurors: the entry's number, its place from 1, and its kind's extension."""
    return f"{number}-{place}.{name.rpartition('.')[2].lower()}"


def check_words(mode: Mode, kind: FieldKind, text: str) -> None:
    """Texts are shown in other words; other answers as they are, or not at all.

    Refusals (422): `not_redactable`, `redaction_empty`.
    """
    if mode == Mode.replaced or (mode == Mode.redacted and kind not in TEXTS):
        raise invalid("not_redactable", N_("لا يُحرَّر هذا الجواب نصًّا. أظهره أو احجبه."), "mode")
    if mode == Mode.redacted and not text.strip():
        raise invalid(
            "redaction_empty", N_("اكتب النص الذي يقرؤه المحكّمون، أو احجب الجواب."), "text"
        )


def check_open_round(state: RoundState, *, blind: bool) -> None:
    """What jurors of a blind round read is decided until it closes. Refusals (409): `round_not_blind`, `round_closed`."""
    if not blind:
        raise Refusal(
            "round_not_blind", N_("ليست هذه الجولة بلا أسماء. فعّل ذلك في إعداداتها أولًا.")
        )
    if state == RoundState.closed:
        raise Refusal("round_closed", N_("أُغلقت هذه الجولة، ولا تُعدَّل إعداداتها."))


def check_signs(parts: int, entries: int, reason: str, *, accepted: bool) -> None:
    """A blind round opens when nothing is left to look at, or with a reason.

    Refusals: `names_left` (409) with the numbers of `entries` and `parts`, `reason_missing` (422).
    """
    if not parts:
        return
    if not accepted:
        raise Refusal(
            "names_left",
            N_(
                "في مشاركات الجولة ما قد يدل على أصحابها: مواضع عددها {parts} في مشاركات عددها {entries}. "
                "عالجها، أو افتح الجولة بسبب مكتوب."
            ),
            parts=parts,
            entries=entries,
        )
    if not reason.strip():
        raise invalid(
            "reason_missing",
            N_("اكتب سبب فتح الجولة وفيها ما قد يدل على أصحاب المشاركات."),
            "reason",
        )
