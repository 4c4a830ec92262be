"""Cut IBM Plex Sans Arabic down to what the product writes; run by hand: `pip install fonttools brotli`.

The results are committed in src/shared/fonts. The licence (OFL 1.1) reserves the name "Plex" for the
original, so the cut fonts are called "Tahkeem Text" inside.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parents[1]
SOURCE = HERE / "node_modules/@fontsource/ibm-plex-sans-arabic/files"
TARGET = HERE / "src/shared/fonts"
# Must agree with the unicode-range lines of src/shared/fonts.css.
ARABIC = "U+060C,U+061B,U+061C,U+061F,U+0621-063A,U+0640-0655,U+0660-066C,U+0670,U+0671,U+067E,U+0686,U+0698,U+06A4,U+06A9,U+06AF,U+06CC,U+06F0-06F9,U+200C-200E,U+FDFA,U+FDFC"
LATIN = "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+02C6,U+02DC,U+200F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+2066-2069,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"

for script, codes in (("arabic", ARABIC), ("latin", LATIN)):
    for weight in (400, 600):
        font = TTFont(SOURCE / f"ibm-plex-sans-arabic-{script}-{weight}-normal.woff2")
        options = subset.Options(flavor="woff2", hinting=False, desubroutinize=True)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=subset.parse_unicodes(codes))
        cutter.subset(font)
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = "TahkeemText" if record.nameID in (3, 6) else "Tahkeem Text"
        font.flavor = "woff2"
        TARGET.mkdir(exist_ok=True)
        path = TARGET / f"text-{script}-{weight}.woff2"
        font.save(path)
        print(path.name, path.stat().st_size, len(font.getGlyphOrder()))
