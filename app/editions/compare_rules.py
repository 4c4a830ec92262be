"""What changed between two versions of a form, in an order that reads well. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

# Which setting belongs to which word of the summary; the rest of a field's keys is `settings`.
FIELD_DETAILS: Final[Mapping[str, str]] = {
    "label_ar": "label",
    "label_en": "label",
    "help_ar": "help",
    "help_en": "help",
    "required": "required",
    "visible_to_jurors": "visible_to_jurors",
    "word_limit": "limits",
    "character_limit": "limits",
    "minimum": "limits",
    "maximum": "limits",
    "max_files": "limits",
    "max_bytes": "limits",
    "file_types": "file_types",
    "choices": "choices",
    "options": "settings",
    "visible_if": "condition",
    "freeze_at": "freeze",
    "freeze_phase": "freeze",
    "section_id": "section",
    "code": "code",
}
SECTION_DETAILS: Final[Mapping[str, str]] = {
    "title_ar": "label",
    "title_en": "label",
    "intro_ar": "help",
    "intro_en": "help",
}

Snapshot = Mapping[str, Any]
Change = dict[str, Any]


def compare_forms(
    before: tuple[Sequence[Snapshot], Sequence[Snapshot]],
    after: tuple[Sequence[Snapshot], Sequence[Snapshot]],
) -> list[Change]:
    """The changes from one (sections, fields) to another: `{kind, what, label_*, details}`.

    `kind` is added, removed, changed or moved; `details` name what of a thing changed. A whole new
    order is one change of the form.
    """
    found = [
        *_changes("section", before[0], after[0], SECTION_DETAILS, "title"),
        *_changes("field", before[1], after[1], FIELD_DETAILS, "label"),
    ]
    if any(_reordered(one, other) for one, other in zip(before, after, strict=True)):
        found.append(_change("moved", "form", "", "", []))
    return found


def _change(kind: str, what: str, label_ar: str, label_en: str, details: list[str]) -> Change:
    return {
        "kind": kind,
        "what": what,
        "label_ar": label_ar,
        "label_en": label_en,
        "details": details,
    }


def _changes(
    what: str,
    before: Sequence[Snapshot],
    after: Sequence[Snapshot],
    names: Mapping[str, str],
    label: str,
) -> list[Change]:
    old = {one["id"]: one for one in before}
    kept = {one["id"] for one in after}
    found = []
    for one in after:
        was = old.get(one["id"])
        if was is None:
            found.append(_change("added", what, one[f"{label}_ar"], one[f"{label}_en"], []))
            continue
        changed = [name for key, name in names.items() if was.get(key) != one.get(key)]
        if changed:
            details = list(dict.fromkeys(changed))
            found.append(_change("changed", what, one[f"{label}_ar"], one[f"{label}_en"], details))
    found += [
        _change("removed", what, one[f"{label}_ar"], one[f"{label}_en"], [])
        for one in before
        if one["id"] not in kept
    ]
    return found


def _reordered(before: Sequence[Snapshot], after: Sequence[Snapshot]) -> bool:
    both = {one["id"] for one in before} & {one["id"] for one in after}
    return [one["id"] for one in before if one["id"] in both] != [
        one["id"] for one in after if one["id"] in both
    ]
