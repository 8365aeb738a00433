"""Amounts as people type them: 1.250.000, 12,5, Rp 300rb is asked again. Never guessed."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_RIBUAN = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_PANJANG_MAKS = 40
_BELUM = "Tulis dengan angka saja. Contoh: 12."


@dataclass(frozen=True)
class BilanganResult:
    """A number, or an error in words; both None when nothing was typed."""

    nilai: Decimal | None = None
    error: str | None = None


def parse_bilangan(
    text: str, *, desimal: int = 0, min: Decimal | None = None, maks: Decimal | None = None
) -> BilanganResult:
    """Read a number with Indonesian or English separators; what could be both is asked again."""
    clean = _clean(text)
    if not clean:
        return BilanganResult()
    plain = _unify(clean, desimal=desimal)
    if plain is None:
        return BilanganResult(error=_say_unclear(clean))
    nilai = Decimal(plain)
    _, _, pecahan = plain.partition(".")
    if len(pecahan) > desimal:
        batas = f"Paling banyak {desimal} angka di belakang koma." if desimal else None
        return BilanganResult(error=batas or "Tulis angka bulat, tanpa koma.")
    if min is not None and nilai < min:
        return BilanganResult(error=f"Terlalu kecil. Paling sedikit {_show(min)}.")
    if maks is not None and nilai > maks:
        return BilanganResult(error=f"Terlalu besar. Paling banyak {_show(maks)}.")
    return BilanganResult(nilai)


def _clean(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip().removeprefix("Rp").removeprefix("rp")
    kept = (
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in folded
        if not char.isspace() and unicodedata.category(char) not in {"Cf", "Cc"}
    )
    return "".join(kept).replace("\u2212", "-").removeprefix(".")


def _unify(clean: str, *, desimal: int) -> str | None:
    """The number with a point before its decimals, or None where it is unclear."""
    if len(clean) > _PANJANG_MAKS:
        return None
    sign, body = ("-", clean[1:]) if clean.startswith("-") else ("", clean)
    if re.fullmatch(r"\d+", body):
        return sign + body
    marks = [char for char in body if char in ".,"]
    if len(set(marks)) == 2 and marks[-1] != marks[0] and marks.count(marks[-1]) == 1:
        whole, _, rest = body.rpartition(marks[-1])
        grouped = _RIBUAN.fullmatch(whole)
        return f"{sign}{_digits(whole)}.{rest}" if grouped and rest.isdecimal() else None
    grouped = _RIBUAN.fullmatch(body)
    if grouped and (len(marks) > 1 or not desimal):
        return sign + _digits(body)
    if grouped:
        return f"{sign}{body.replace(',', '.')}" if "," in body and desimal > 2 else None
    return f"{sign}{body.replace(',', '.')}" if re.fullmatch(r"\d+[.,]\d+", body) else None


def _digits(text: str) -> str:
    return text.replace(".", "").replace(",", "")


def _say_unclear(clean: str) -> str:
    if _RIBUAN.fullmatch(clean.removeprefix("-")):
        return f"Angka ini bisa dibaca dua cara. Tulis {_digits(clean)} bila itu maksudnya."
    return _BELUM


def _show(nilai: Decimal) -> str:
    text = f"{nilai.normalize():f}"
    whole, _, rest = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{rest}" if rest else grouped
