"""The text of a PDF of ours, as a reader would search in it: through the map of each font."""

import io
import re

import pikepdf


def lees_pdf_tekst(inhoud: bytes) -> str:
    """Return every text that is drawn, and what is said in the metadata."""
    with pikepdf.open(io.BytesIO(inhoud)) as document:
        delen = [_tekst(page) for page in document.pages]
        delen.append(str(dict(document.docinfo)))
        with document.open_metadata() as metadata:
            delen.append(str(metadata))
    return "\n".join(delen)


def _tekst(page: pikepdf.Page) -> str:
    kaarten = {naam: _kaart(font) for naam, font in page.Resources.Font.items()}
    uit, kaart = [], dict[int, str]()
    for deel in pikepdf.parse_content_stream(page):
        waarden, operator = deel.operands, deel.operator
        if str(operator) == "Tf":
            kaart = kaarten[str(waarden[0])]
        elif str(operator) in ("Tj", "TJ"):
            stukken = waarden[0] if str(operator) == "TJ" else waarden
            uit.append("".join(_lees(s, kaart) for s in stukken))
        elif str(operator) == "ET":
            uit.append(" ")
    return "".join(uit)


def _lees(stuk: object, kaart: dict[int, str]) -> str:
    if not isinstance(stuk, pikepdf.String):
        return ""
    ruw = bytes(stuk)
    return "".join(kaart[int.from_bytes(ruw[i : i + 2], "big")] for i in range(0, len(ruw), 2))


def _kaart(font: pikepdf.Object) -> dict[int, str]:
    """Return glyph to text: WeasyPrint writes a line per glyph."""
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(glyph, 16): bytes.fromhex(tekst).decode("utf-16-be")
        for blok in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
        for glyph, tekst in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", blok)
    }
