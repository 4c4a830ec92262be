"""Draws the picture that a shared link of a public page shows, `app/pages/static/card.png`.

Run by hand with the fonts of the SPA when the mark or its colours change:
`.venv/bin/python deploy/dev/card.py`.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "frontend" / "src" / "shared" / "fonts"
CARD = ROOT / "app" / "pages" / "static" / "card.png"


def _font(name: str, ranges: str) -> str:
    data = b64encode((FONTS / f"{name}.woff2").read_bytes()).decode()
    return (
        f"@font-face{{font-family:card;src:url(data:font/woff2;base64,{data});"
        f"unicode-range:{ranges}}}"
    )


HTML = f"""<!doctype html><meta charset="utf-8"><style>
{_font("text-arabic-600", "U+0600-06FF")}{_font("text-latin-600", "U+0000-00FF")}
body {{ margin: 0; width: 1200px; height: 630px; display: grid; place-items: center;
  background: #104631; color: #fff; font-family: card; }}
main {{ display: flex; align-items: center; gap: 64px; }}
p {{ margin: 0; line-height: 1.25; }}
.ar {{ font-size: 128px; }} .en {{ font-size: 64px; color: #b8eacb; text-align: right; margin-block-start: 12px; }}
hr {{ position: fixed; inset: auto 0 0; margin: 0; border: 0; height: 18px; background: #c99a2e; }}
</style><main dir="rtl">
<svg viewBox="0 0 32 32" width="240" height="240"><rect width="32" height="32" rx="8" fill="#25935f"/>
<path d="M8 17.5l5 5L24 10.5" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round"
stroke-linejoin="round"/></svg>
<div><p class="ar" lang="ar">تحكيم</p><p class="en" lang="en" dir="ltr">Tahkeem</p></div></main><hr>"""


def main() -> None:
    """Draw it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        page.set_content(HTML)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=CARD)
        browser.close()


if __name__ == "__main__":
    main()
