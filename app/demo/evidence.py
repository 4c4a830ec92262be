"""Small PDF files as the demo's evidence: one page, a heading, a bar chart, the demo's mark."""

from __future__ import annotations

from typing import Final

_PAGE: Final = (595, 842)  # A4 in points


def evidence_pdf(title: str, lines: list[str], bars: list[tuple[str, int]]) -> bytes:
    """One page with Latin texts; `bars` are labels with values of 0…100."""
    content = [
        _text(56, 776, 18, title),
        _text(56, 752, 10, "Demo data - synthetic evidence, made by the demo generator"),
    ]
    content += [_text(56, 716 - 18 * at, 11, line) for at, line in enumerate(lines)]
    top = 660 - 18 * len(lines)
    for at, (label, value) in enumerate(bars):
        y = top - 34 * at
        content.append(_text(56, y + 5, 10, label))
        content.append(f"0.107 0.514 0.329 rg 200 {y} {3 * value} 18 re f 0 g")
        content.append(_text(208 + 3 * value, y + 5, 10, str(value)))
    return _document("\n".join(content).encode("latin-1", "replace"))


def _text(x: int, y: int, size: int, words: str) -> str:
    safe = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({safe}) Tj ET"


def _document(content: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>" % _PAGE,
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
