"""Translation: Arabic is the source, English the other language, six plural forms, isolated values."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.kit import catalogues, i18n
from app.kit.i18n import N_, NN_, Pair, language_of, ngettext, translate

SENTENCE = "غير موجود، أو لا يحق لك الاطّلاع عليه."
FSI, PDI = "\u2068", "\u2069"


def test_arabic_is_the_source_and_english_a_translation() -> None:
    assert translate("ar", SENTENCE) == SENTENCE
    assert translate("en", SENTENCE) == "It does not exist, or you may not see it."
    assert translate("en", "لا ترجمة لهذه") == "لا ترجمة لهذه"
    assert translate("en", "") == ""


def test_values_are_isolated_and_written_for_the_reader() -> None:
    moment = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    text = translate("ar", "{name} {when} {day} {n} {share} {none} {many}", name="A\u202eB", when=moment,
                     day=date(2026, 3, 10), n=12, share=Decimal("1.5"), none=None, many=["x", "y"])  # fmt: skip
    assert text.startswith(f"{FSI}AB{PDI} {FSI}")
    assert "12:30 بتوقيت الرياض" in text
    assert text.endswith(f" 12 1.5 — {FSI}x{PDI}، {FSI}y{PDI}")
    assert translate("ar", "{n}", n=12, digits="arab") == "١٢"
    assert "09:30" in translate("en", "{when}", when=moment, zone="UTC")
    assert translate("en", "{a}, {b}", b=["x", "y"]) == f"{{a}}, {FSI}x{PDI}, {FSI}y{PDI}"


def test_a_pair_of_names_is_written_in_the_readers_language() -> None:
    names = [Pair("الأولى", "First"), Pair("الثانية", "")]
    assert translate("ar", "{rounds}", rounds=names) == f"{FSI}الأولى{PDI}، {FSI}الثانية{PDI}"
    assert translate("en", "{rounds}", rounds=names) == f"{FSI}First{PDI}, {FSI}الثانية{PDI}"
    assert [str(Pair("", "Only")), Pair("وحدها", "").en] == ["Only", "وحدها"]


def test_a_value_is_never_a_placeholder() -> None:
    assert translate("ar", "{a}{b}", a="{b}", b="!") == f"{FSI}{{b}}{PDI}{FSI}!{PDI}"


LIMIT = NN_("حرف واحد على الأكثر.", "{limit} أحرف على الأكثر.", "limit")


@pytest.mark.parametrize("n", [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111])
def test_arabic_has_six_plural_forms(n: int) -> None:
    form = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4}[n]
    message = catalogues.stored("ar").get(str(LIMIT))
    assert message is not None
    assert translate("ar", LIMIT, limit=n) == message.string[form].replace("{limit}", str(n))
    assert ngettext("en", NN_("واحد", "{n}"), 7) == "7"


def test_english_has_two(monkeypatch: pytest.MonkeyPatch) -> None:
    assert translate("en", LIMIT, limit=1) != translate("en", LIMIT, limit=2)
    assert "12" in translate("en", LIMIT, limit=12)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "ar"),
        ("", "ar"),
        ("en", "en"),
        ("en-GB,en;q=0.9,ar;q=0.8", "en"),
        ("ar-SA,ar;q=0.9,en;q=0.8", "ar"),
        ("fr-FR,fr;q=0.9", "ar"),
        ("fr, en;q=0.3, ar;q=0.2", "en"),
        ("EN;Q=1", "ar"),
        ("en;q=0", "ar"),
        ("en;q=abc", "ar"),
        ("*", "ar"),
        ("en;q=0.5,ar;q=0.5", "en"),
        ("x" * 10_000, "ar"),
    ],
)
def test_the_header_decides_the_language(header: str | None, language: str) -> None:
    assert language_of(header) == language


def test_another_default() -> None:
    assert language_of("fr", "en") == "en"


# ------------------------------------------------------------ keeping the catalogues


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny application with its own catalogues."""
    app = tmp_path / "app"
    (app / "pages" / "templates").mkdir(parents=True)
    (app / "locales").mkdir()
    (app / "locales" / "babel.cfg").write_text((i18n.LOCALES / "babel.cfg").read_text())
    (app / "rules.py").write_text(
        'from x import N_, NN_\nA = N_("أُغلق في {closes_at}.")\nB = NN_("مشاركة", "{n} مشاركات")\n'
    )
    (app / "pages" / "templates" / "home.html").write_text(
        "{{ _('الصفحة الأولى') }}{% trans count=n %}فائز{% pluralize %}{{ count }} فائزين{% endtrans %}"
    )
    monkeypatch.setattr(i18n, "LOCALES", app / "locales")
    monkeypatch.setattr(catalogues, "APP", app)
    monkeypatch.setattr(catalogues, "extracted", lambda: _extracted(app))
    return app


_extracted = catalogues.extracted
ENGLISH = {
    "أُغلق في {closes_at}.": "It closed at {closes_at}.",
    "مشاركة": ["one entry", "{n} entries"],
    "الصفحة الأولى": "Home",
    "فائز": ["one winner", "%(count)s winners"],
}
ARABIC = {
    "مشاركة": ["لا مشاركات", "مشاركة", "مشاركتان", "{n} مشاركات", "{n} مشاركة", "{n} مشاركة"],
    "فائز": [
        "لا فائزين",
        "فائز",
        "فائزان",
        "%(count)s فائزين",
        "%(count)s فائزًا",
        "%(count)s فائز",
    ],
}


def run(*arguments: str) -> int:
    return catalogues.main(list(arguments))


def fill(folder: Path, language: str, texts: dict[str, object]) -> int:
    file = folder / f"{language}.json"
    file.write_text(json.dumps(texts))
    return run("fill", str(file), "--language", language)


def test_fill_and_check(sandbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 1
    assert "not in the catalogue" in capsys.readouterr().out
    assert run("extract") == 0
    assert run("check") == 1
    assert "untranslated" in capsys.readouterr().out
    assert run("missing") == 0
    assert json.loads(capsys.readouterr().out) == dict.fromkeys(ENGLISH, "")
    assert fill(sandbox, "en", ENGLISH) == 0
    assert fill(sandbox, "ar", ARABIC) == 0
    assert run("check") == 0
    before = i18n.catalogue_path("en").read_bytes()
    assert run("extract") == 0
    assert i18n.catalogue_path("en").read_bytes() == before
    assert fill(sandbox, "en", {"لا أحد يقول هذا": "x"}) == 1


@pytest.mark.parametrize(
    ("language", "old", "new", "fault"),
    [
        ("en", '"It closed at {closes_at}."', '"It closed."', "placeholders"),
        (
            "en",
            '"It closed at {closes_at}."',
            '"It closed at {closes_at}, {name}."',
            "placeholders",
        ),
        ("en", '"Home"', '""', "untranslated"),
        ("en", '"Home"', '" "', "untranslated"),
        ("en", 'msgid "الصفحة الأولى"', '#, fuzzy\nmsgid "الصفحة الأولى"', "fuzzy"),
        ("en", '"{n} entries"', '"some entries"', None),
        ("en", '"%(count)s winners"', '"winners"', None),
        ("en", '"%(count)s winners"', '"%(who)s winners"', "placeholders"),
        ("ar", 'msgstr[5] "{n} مشاركة"', 'msgstr[5] ""', "untranslated"),
        ("ar", 'msgstr[5] "{n} مشاركة"\n', "", "untranslated"),
        ("en", "#: app/rules.py", "#: app/other.py", "drifted"),
        ("en", 'msgid "الصفحة الأولى"', 'msgid "صفحة زالت"', "not in the catalogue"),
    ],
)
def test_check_finds_each_fault(
    sandbox: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
    old: str,
    new: str,
    fault: str | None,
) -> None:
    fill(sandbox, "en", ENGLISH)
    fill(sandbox, "ar", ARABIC)
    path = i18n.catalogue_path(language)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert run("check") == (fault is not None)
    assert (fault or "complete") in capsys.readouterr().out


def test_an_obsolete_entry_is_found_and_dropped(
    sandbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(sandbox, "en", ENGLISH)
    fill(sandbox, "ar", ARABIC)
    path = i18n.catalogue_path("en")
    path.write_text(path.read_text() + '\n#~ msgid "قديم"\n#~ msgstr "old"\n')
    assert run("check") == 1
    assert "obsolete" in capsys.readouterr().out
    run("extract")
    assert run("check") == 0


def test_a_sentence_that_became_plural_starts_anew(sandbox: Path) -> None:
    fill(sandbox, "en", ENGLISH)
    rules = sandbox / "rules.py"
    rules.write_text(
        rules.read_text().replace(
            'N_("أُغلق في {closes_at}.")', 'NN_("أُغلق في {closes_at}.", "x {n}")'
        )
    )
    run("extract")
    assert catalogues.missing("en", catalogues.extracted()) == ["أُغلق في {closes_at}."]


def test_the_marker_is_the_one_of_errors() -> None:
    assert N_("س") == "س"
