"""A juror reads an entry's documents beside the sheet: Arabic PDFs, pictures and sound, with and without a network."""

from __future__ import annotations

import base64
import io
import wave
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import pypdfium2
import pytest
import typst
from PIL import Image
from playwright.sync_api import Locator, Response, expect
from sqlalchemy.orm import Session

from app.database import sync_engine
from app.documents.fonts import font_folder
from app.editions.models import Category
from app.entries.models import Attachment, Entry
from app.judging.evaluations.models import Evaluation
from app.kit.ids import uuid7
from tests.factories import make_field
from tests.journeys.person import Person
from tests.journeys.scene import JUROR, PASSWORD, Scene
from tests.journeys.test_away import away, settled
from tests.journeys.test_prepared import DOT, keep

pytestmark = pytest.mark.browser
REPORT: Final = "تقرير.pdf"
HEAVY: Final = "صور.pdf"
PICTURE: Final = "شاهد.png"
SOUND: Final = "تسجيل.wav"
PAGES: Final = 12
TEXT: Final = """
#set page(paper: "a5", margin: 1.5cm)
#set text(font: ("Tahkeem Arabic", "Tahkeem Latin"), lang: "ar", size: 13pt)
"""
# What was drawn and what another program draws, as grey cells: 1 is the same. Glyphs that stand where
# they should not give less than 0.6.
ALIKE: Final = 0.9


def pdf(body: str, **files: bytes) -> bytes:
    """A document in our own Arabic fonts."""
    with TemporaryDirectory() as name:
        for file, data in {"main.typ": (TEXT + body).encode(), **files}.items():
            (Path(name) / file).write_bytes(data)
        made: bytes = typst.compile(
            Path(name) / "main.typ", font_paths=[font_folder()], ignore_system_fonts=True
        )
    return made


def report() -> bytes:
    """Twelve pages of Arabic text, each with its number."""
    words = "خدمة رقمية تختصر الطريق على المستفيدين وتقيس رضاهم بعد كل معاملة. " * 9
    pages = [f"= الصفحة ({page})\n\n{words}" for page in range(1, PAGES + 1)]
    return pdf("\n#pagebreak()\n".join(pages))


def heavy() -> bytes:
    """A page of text, and one with a picture that makes the file too large to be read whole."""
    noise = np.random.default_rng(1).integers(0, 255, (1800, 1700, 3), np.uint8)
    picture = io.BytesIO()
    Image.fromarray(noise).save(picture, "PNG")
    body = '= الصور المرفقة\n#pagebreak()\n#image("noise.png", width: 90%)'
    return pdf(body, **{"noise.png": picture.getvalue()})


def sound() -> bytes:
    """A second of silence."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes([128]) * 8000)
    return kept.getvalue()


def lay_files(scene: Scene, files: dict[str, tuple[str, bytes, int | None]]) -> None:
    """Put these files into the first entry, checked and clean."""
    engine = sync_engine(scene.place.settings.database_url)
    with Session(engine) as session:
        entry = session.get_one(Entry, session.get_one(Evaluation, scene.evaluation).entry_id)
        field = make_field(session, session.get_one(Category, entry.category_id), kind="file")
        for name, (media_type, data, pages) in files.items():
            kept = keep(scene, data)
            session.add(
                Attachment(
                    id=uuid7(), entry_id=entry.id, field_id=field.id, name=name,
                    media_type=media_type, size=kept.size, sha256=kept.sha256, state="clean",
                    clean_sha256=kept.sha256, clean_size=kept.size, previews=[], pages=pages,
                    added_at=scene.place.clock(),
                )
            )  # fmt: skip
        session.commit()
    engine.dispose()


def cells(picture: Image.Image) -> np.ndarray:
    """A page as 60 by 84 grey cells."""
    return np.asarray(picture.convert("L").resize((60, 84), Image.Resampling.BOX), float)


def drawn(canvas: Locator) -> Image.Image:
    """What stands on a canvas."""
    url = canvas.evaluate("(one) => one.toDataURL('image/png')")
    return Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGB")


def alike(canvas: Locator, data: bytes, page: int) -> float:
    """How much the canvas is like the page as pdfium draws it."""
    wanted = cells(pypdfium2.PdfDocument(data)[page - 1].render(scale=2).to_pil())
    seen = cells(drawn(canvas))
    return float(np.corrcoef(wanted.ravel(), seen.ravel())[0, 1])


def page_of(juror: Person, number: int) -> Locator:
    """The drawn picture of a page; waits until there is one."""
    canvas = juror.page.locator(f"[data-page='{number}'] canvas")
    expect(canvas).to_be_visible()
    return canvas


def opens(juror: Person, name: str) -> None:
    juror.part("button", juror.word("افتح {0}")).and_(
        juror.page.get_by_role("button", name=name)
    ).click()


def test_documents_are_read_beside_the_sheet(scene: Scene, people: Callable[..., Person]) -> None:
    """Pages, zoom, full screen, evidence; the same without a network."""
    data, large = report(), heavy()
    assert len(large) > 8 * 1024 * 1024
    lay_files(
        scene,
        {
            REPORT: ("application/pdf", data, PAGES),
            HEAVY: ("application/pdf", large, 2),
            PICTURE: ("image/png", DOT, 1),
            SOUND: ("audio/wav", sound(), None),
        },
    )
    juror = people(scene.place.url, "ar")
    answered: list[tuple[int, str]] = []

    def note(answer: Response) -> None:
        answered.append((answer.status, answer.url))

    juror.context.on("response", note)
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    opens(juror, REPORT)
    juror.sees(juror.word("من {0}", **{"0": "12"}))
    assert alike(page_of(juror, 1), data, 1) > ALIKE
    juror.shot("document")
    # What is far away is not drawn; its words come with it.
    expect(juror.page.locator("[data-page='9'] canvas")).to_have_count(0)
    expect(juror.page.locator("[data-page='1']")).to_contain_text("الصفحة")
    # By keyboard, and by the page's number in Arabic digits.
    number = juror.part("textbox", "رقم الصفحة")
    juror.page.keyboard.press("PageDown")
    expect(number).to_have_value("2")
    number.fill("٩")
    number.press("Enter")
    assert alike(page_of(juror, 9), data, 9) > ALIKE
    before = page_of(juror, 9).bounding_box()
    juror.press("كبّر")
    juror.page.wait_for_function(
        "(was) => document.querySelector('[data-page=\"9\"] canvas')?.offsetWidth > was * 1.2",
        arg=before["width"] if before else 0,
    )
    expect(number).to_have_value("9")
    # A mark rests on this page, and leads back to it.
    juror.press(juror.word("استشهد بالصفحة {0}", **{"0": "9"}))
    dialog = juror.page.locator("dialog[open]")
    dialog.get_by_role("combobox").first.select_option(index=1)
    juror.decide("أضف الدليل")
    juror.press("املأ الشاشة بالمشاركة")
    expect(juror.page.get_by_role("radio").first).to_be_hidden()
    juror.page.keyboard.press("Escape")
    juror.press("المشاركة")
    expect(juror.page.get_by_role("article")).to_be_visible()
    juror.saved()
    juror.part("list", "الأدلة").get_by_role("button").first.click()
    page_of(juror, 9)
    expect(number).to_have_value("9")
    juror.press("المشاركة")
    # A large one comes in pieces.
    answered.clear()
    opens(juror, HEAVY)
    assert alike(page_of(juror, 1), large, 1) > ALIKE
    assert {status for status, url in answered if url.endswith("/content")} == {206}
    juror.press("المشاركة")
    # Prepared, and away.
    juror.follow("قائمتي")
    settled(juror)
    juror.press("جهّز للعمل بلا شبكة")
    juror.sees(
        juror.word("على هذا الجهاز المشاركات: {ready}، والوثائق: {files}", ready="2", files="4")
    )
    away(juror)
    juror.open(scene.desk)
    opens(juror, REPORT)
    assert alike(page_of(juror, 1), data, 1) > ALIKE
    juror.press("المشاركة")
    opens(juror, HEAVY)
    assert alike(page_of(juror, 1), large, 1) > ALIKE
    juror.press("المشاركة")
    opens(juror, PICTURE)
    expect(juror.page.get_by_role("img", name=PICTURE)).to_be_visible()
    juror.press("المشاركة")
    opens(juror, SOUND)
    juror.page.wait_for_function("() => document.querySelector('video')?.readyState >= 1")


def test_a_file_that_cannot_be_shown(scene: Scene, people: Callable[..., Person]) -> None:
    """It is said, and the ways on stand there."""
    lay_files(scene, {REPORT: ("application/pdf", b"%PDF-1.7 nothing more", 1)})
    juror = people(scene.place.url, "ar")
    juror.open(scene.desk)
    juror.sign_in(JUROR, PASSWORD)
    opens(juror, REPORT)
    juror.sees("تعذّر عرض هذا الملف هنا")
    with juror.page.expect_download() as saved:
        juror.press("نزّله")
    assert saved.value.suggested_filename == REPORT
    juror.press("أبلغ أنه لا يُقرأ")
    expect(juror.page.locator("dialog[open]")).to_be_visible()
