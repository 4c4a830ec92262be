"""The names and numbers of a fairness report as its reader writes them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from uuid import UUID

from babel.numbers import format_decimal

from app.kit.arabic import Digits, with_digits
from app.kit.i18n import Language, translate
from app.results.rankings.fairness_schemas import Fairness, Name
from app.results.rankings.rules import METHOD_WORDS

# A sentence in parts: text and value, or a list of values, by turns, for the template isolates each.
Sentence = list[str | list[str]]


class Writer:
    """The report's names and numbers as its reader writes them."""

    def __init__(self, found: Fairness, language: Language) -> None:
        self.found = found
        self.language = language
        self.digits: Digits = "arab" if found.edition.digits == "arab" else "latn"
        self.jurors = {one.id: one for one in found.named_jurors}
        self.entries = {one.id: one for one in found.named_entries}
        self.categories: dict[UUID, Name] = {one.id: one for one in found.categories}
        self.by_mean = {one.category_id: one.why for one in found.by_mean}
        self.organisations = {one.id: one for one in found.named_organisations}

    def say(self, sentence: str, n: int = 0, **facts: str | list[str]) -> Sentence:
        parts = re.split(r"\{(\w+)\}", translate(self.language, sentence, digits=self.digits, n=n))
        return [facts.get(part, "") if at % 2 else part for at, part in enumerate(parts)]

    def pick(self, arabic: str, english: str) -> str:
        return (english or arabic) if self.language == "en" else arabic

    def name(self, one: Name | None) -> str:
        return "" if one is None else self.pick(one.name_ar, one.name_en)

    def number(self, value: float | None, pattern: str = "#,##0.##") -> str:
        if value is None:
            return "—"
        with localcontext(rounding=ROUND_HALF_UP):  # as the page rounds; of what a float shows
            written = format_decimal(
                Decimal(repr(value)), pattern, self.language, numbering_system=self.digits
            )
        return with_digits(written, self.digits)

    def percent(self, value: float | None, pattern: str = "0") -> str:
        if value is None:
            return "—"
        sign = "٪" if self.language == "ar" else "%"
        return self.number(float(Decimal(repr(value)) * 100), pattern) + sign

    def entry(self, key: UUID) -> str:
        return with_digits(str(self.entries[key].number), self.digits)

    def beside(self, category: UUID | None = None) -> str:
        """The method of the adjusted figures: of `entries`, `jurors`, chances and ranges."""
        method = self.found.adjusted or self.found.method
        return translate(self.language, METHOD_WORDS["raw" if category in self.by_mean else method])
