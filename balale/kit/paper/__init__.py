"""Printed documents: a typst template and plain data become a PDF.

Knows sheets, letterheads and signatures, and nothing of welfare. A template of a higher room
imports `sheet.typ`, which reads the data; no data is ever put together with markup, so every
word a person typed stays a word.
"""

from balale.kit.paper.press import PaperError, print_pdf
from balale.kit.paper.sheet import Cetakan, Kertas, Kop, to_paper

__all__ = ["Cetakan", "Kertas", "Kop", "PaperError", "print_pdf", "to_paper"]
