"""Reading a printed page back: its words, its sheets."""

import io
import re

import pypdf

TITIK_MM = 25.4 / 72


def read_pdf(content: bytes) -> str:
    """All words of a PDF, line breaks and places to break a long word taken out."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text.replace("\N{ZERO WIDTH SPACE}", ""))


def list_sheets(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [
        (round(float(p.mediabox.width) * TITIK_MM), round(float(p.mediabox.height) * TITIK_MM))
        for p in pages
    ]
