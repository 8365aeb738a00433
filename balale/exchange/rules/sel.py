"""One cell as it came: text, number, date, or a sign that nothing can be read from it."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Galat:
    """A cell whose formula failed, or a time of day: shown in words, never read as a value."""

    teks: str


@dataclass(frozen=True)
class Panjang:
    """A text too long to be a value; only its length is known."""

    huruf: int


# date comes before datetime would: a datetime here always has a time of day.
Sel = str | int | float | bool | date | datetime | Galat | Panjang | None


def to_text(sel: Sel) -> str:
    """The cell as a person reads it; whole numbers without a point. "" where nothing is shown."""
    if sel is None:
        return ""
    if isinstance(sel, str):
        return " ".join(sel.split())
    if isinstance(sel, bool):
        return "ya" if sel else "tidak"
    if isinstance(sel, float):
        return str(int(sel)) if sel.is_integer() else repr(sel)
    if isinstance(sel, datetime):
        return sel.strftime("%d/%m/%Y %H:%M")
    if isinstance(sel, date):
        return sel.strftime("%d/%m/%Y")
    if isinstance(sel, Galat):
        return sel.teks
    if isinstance(sel, Panjang):
        return f"({sel.huruf} huruf)"
    return str(sel)


def is_kosong(sel: Sel) -> bool:
    """True where a person sees nothing in the cell."""
    return sel is None or (isinstance(sel, str) and not sel.strip())
