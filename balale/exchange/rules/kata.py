"""Words of lists: sex, place in the family, RT and RW, ticks."""

import re
import unicodedata

from balale.exchange.rules.sel import Sel, is_kosong, to_text

_KELAMIN = {
    "L": "l lk lki laki lakilaki laki2 pria cowok cowo m male man 1 putra jantan lelaki",
    "P": "p pr prp prmpuan perempuan wanita w cewek cewe f female 2 putri wnt perempun permpuan",
}
_KELAMIN_DARI = {word: kode for kode, words in _KELAMIN.items() for word in words.split()}
_BUKAN_KATA = re.compile(r"[^0-9a-z]+")
_KATA = "(lakilaki|lk|l|perempuan|pr|p)"
_ANGKA_KATA = re.compile(f"([12]){_KATA}|{_KATA}([12])")
_CENTANG = frozenset({"v", "x", "1", "√", "✓", "✔", "ya", "y", "ü", "ada", "+", "ok", "*", "true"})
_BUKAN_CENTANG = frozenset({"", "0", "tidak", "t", "n", "no", "-", "false"})

# SHDK codes, and the words that families are listed with.
_HUBUNGAN = {
    "1": "kepala keluarga|kk|kepala|kepala rumah tangga|krt|kep keluarga|kepala kel|kepkel",
    "2": "suami",
    "3": "istri|isteri|bini|isri",
    "4": "anak|anak kandung|anak tiri|anak angkat|ank|anak ke",
    "5": "menantu|mantu",
    "6": "cucu|cicit",
    "7": "orang tua|orangtua|ortu|ayah|ibu|bapak|ibu kandung|ayah kandung",
    "8": "mertua",
    "9": "famili lain|keluarga lain|family lain|famili|saudara|adik|kakak|keponakan|nenek|kakek"
         "|famili lainnya|saudara kandung",
    "10": "pembantu|asisten rumah tangga|art|pembantu rumah tangga",
    "11": "lainnya|lain lain|lain|famili lainya",
}  # fmt: skip
_HUBUNGAN_DARI = {word: kode for kode, words in _HUBUNGAN.items() for word in words.split("|")}
# The eight places of Regsosek and DTSEN, where they mean one place of SHDK each.
_REGSOSEK = {"1": "1", "3": "4", "4": "5", "5": "6", "7": "10", "8": "11"}
_REGSOSEK_DUA = frozenset({"istri suami", "suami istri", "orang tua mertua"})


def fold(text: str) -> str:
    """Lower case, without accents and marks, single spaces: for comparing words of a form."""
    if text.isascii():
        return _BUKAN_KATA.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = (char for char in plain if unicodedata.category(char) != "Mn")
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def read_kelamin(sel: Sel) -> str | None:
    """L or P; "" for an empty cell; None for what says neither."""
    if is_kosong(sel):
        return ""
    text = to_text(sel)
    plain = fold(text).replace(" ", "")
    if plain in _KELAMIN_DARI:
        return _KELAMIN_DARI[plain]
    if not plain:
        return "" if set(text) <= set("-–—.? ") else None
    found = _ANGKA_KATA.fullmatch(plain)
    if found:
        angka, kata = found[1] or found[4], found[2] or found[3]
        kode = _KELAMIN_DARI[kata]
        return kode if _KELAMIN_DARI[angka] == kode else None
    return None


def is_centang(sel: Sel) -> bool | None:
    """True for a tick, False for none, None for what is neither."""
    if is_kosong(sel):
        return False
    if isinstance(sel, bool):
        return sel
    text = to_text(sel).strip().casefold()
    if text in _BUKAN_CENTANG:
        return False
    return True if text in _CENTANG else None


def read_hubungan(sel: Sel, *, is_shdk: bool = True) -> str | None:
    """Code of SHDK; "" for an empty cell; None for an unknown word or number.

    `is_shdk` False: numbers are those of Regsosek and DTSEN, of which 2 and 6 mean two places.
    """
    plain = fold(to_text(sel))
    if not plain:
        return ""
    if plain.isdecimal():
        plain = str(int(plain))
        if is_shdk:
            return plain if plain in _HUBUNGAN else None
        return _REGSOSEK.get(plain)
    plain = re.sub(r"^[0-9]{1,2} ", "", plain)
    if plain in _REGSOSEK_DUA:
        return None
    return _HUBUNGAN_DARI.get(plain) or _HUBUNGAN_DARI.get(
        re.sub(r" (?:ke )?[0-9ivx]+$", "", plain)
    )
