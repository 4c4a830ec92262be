"""The public pages: everybody may ask, nobody sees more than anybody else."""

from __future__ import annotations

from app.kit.ids import uuid7
from tests.access.world import PERSONAS, Row


def _public(path: str, status: int = 200) -> Row:
    return Row(
        "GET",
        lambda w: path.format(edition=w.edition.slug, programme=w.edition.programme.slug),
        others=status,
        **dict.fromkeys(PERSONAS, status),
    )


ROWS: dict[str, Row] = {
    "page_stylesheet": _public("/static/pages-x.css"),
    "page_rulebook": _public("/editions/{edition}/rulebook.json", 404),
    "page_colour": _public("/static/colour-175cd3.css"),
    "page_font": _public("/static/fonts/none.woff2", 404),
    "page_picture": _public("/static/mark.svg"),
    "page_photo": _public(f"/editions/none/jury/{uuid7()}/photo", 404),
    "page_logo": _public("/programmes/none/logo", 404),
    "page_english": _public("/en"),
}
for _language, _prefix in (("ar", ""), ("en", "/en")):
    ROWS[f"page_home_{_language}"] = _public(f"{_prefix}/")
    ROWS[f"page_programme_{_language}"] = _public(_prefix + "/programmes/{programme}")
    ROWS[f"page_edition_{_language}"] = _public(_prefix + "/editions/{edition}")
    ROWS[f"page_winners_{_language}"] = _public(_prefix + "/editions/{edition}/winners", 404)
    ROWS[f"page_winner_{_language}"] = _public(_prefix + "/editions/{edition}/winners/101", 404)
