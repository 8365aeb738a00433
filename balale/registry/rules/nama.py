"""Names of people: cleaning, checks, titles. A name is kept as typed; keys are in `nama_kunci`."""

import re
import unicodedata

from balale.registry.rules.nama_data import (
    GELAR_BELAKANG,
    GELAR_BELAKANG_TANPA_TITIK,
    GELAR_DEPAN,
    GELAR_DEPAN_BERTITIK,
    NAMA_KOSONG,
    SAPAAN,
)
from balale.registry.rules.temuan import Temuan

NAMA_MAKS = 100
APOSTROF = "'’‘`´ʼʻ‛′＇"
_TANDA_BOLEH = frozenset(APOSTROF + ' .,-/()@&"“”')
_BAYI = re.compile(r"BAYI\W+(NY|NYONYA|TN|TUAN|IBU|BU|BAPAK|DARI|MR|MRS)\b")
_ALMARHUM = frozenset({"ALM", "ALMH", "ALMARHUM", "ALMARHUMAH"})


def unify_apostrophes(text: str) -> str:
    """Every kind of apostrophe as ’. For comparison only, never for storing."""
    return "".join("’" if char in APOSTROF else char for char in text)


def clean_nama(text: str) -> str:
    """`text` trimmed, runs of spaces made one, unseen characters dropped; spelling untouched."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = (
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf"}
    )
    return " ".join("".join(seen).split())


def check_nama(text: str) -> str | None:
    """What to correct in a name, or None. One word, initials and any script are fine."""
    nama = clean_nama(text)
    if not nama:
        return "Nama belum diisi."
    if len(nama) > NAMA_MAKS:
        return f"Nama paling banyak {NAMA_MAKS} huruf. Ini {len(nama)} huruf."
    salah = next((char for char in nama if not _is_boleh(char)), None)
    if salah is not None:
        return (
            f"Hapus ‘{salah}’ dari nama." if salah.isprintable() else "Hapus tanda asing di nama."
        )
    if _BAYI.match(nama.upper()):
        return "Tulis nama bayi. Jika belum ada, tulis nama panggilannya."
    if _is_nama_kosong(nama):
        return "Tulis nama panggilan jika nama asli tidak diketahui."
    if not any(char.isalpha() for char in nama):
        return "Nama harus memakai huruf."
    return None


def _is_boleh(char: str) -> bool:
    return char in _TANDA_BOLEH or unicodedata.category(char)[0] in "LMN"


def _is_nama_kosong(nama: str) -> bool:
    words = " ".join(re.sub(r"[\W_]+", " ", nama.upper()).split())
    return words in NAMA_KOSONG or words.replace(" ", "") in NAMA_KOSONG or set(words) == {"X"}


def nama_warnings(text: str) -> list[Temuan]:
    """Names that may be taken but should be looked at: a teknonym, a mark of death."""
    words = [_plain(word) for word in clean_nama(text).split()]
    temuan: list[Temuan] = []
    if _is_teknonim(words):
        pesan = "Ini seperti nama panggilan. Tulis nama di KTP jika ada."
        temuan.append(Temuan("nama_panggilan", pesan))
    if _ALMARHUM.intersection(words):
        pesan = "Tertulis almarhum. Periksa apakah warga ini masih hidup."
        temuan.append(Temuan("almarhum", pesan))
    return temuan


def _is_teknonim(words: list[str]) -> bool:
    return len(words) == 2 and words[0] in SAPAAN


def _plain(word: str) -> str:
    return "".join(char for char in word.upper() if char.isalnum())


def split_gelar(text: str) -> tuple[str, str, str]:
    """(front titles, name, back titles) as typed. The name is never empty unless `text` is.

    A form of address before one word is kept: "PAK LINA" is the father of Lina, not Lina. ANDI is
    kept too: as a first name it is far commoner than as a Bugis title.
    """
    words = clean_nama(text).split()
    start = 0
    while start < len(words) - 1 and _is_gelar_depan(words[start:]):
        start += 1
    end = len(words)
    while (size := _size_gelar_belakang(words[start:end])) > 0:
        end -= size
    nama = " ".join(words[start:end])
    belakang = " ".join(words[end:])
    return " ".join(words[:start]), nama.rstrip(",") or nama, belakang


def _is_gelar_depan(words: list[str]) -> bool:
    plain = _plain(words[0])
    if plain in SAPAAN and _is_teknonim([_plain(word) for word in words]):
        return False
    return plain in GELAR_DEPAN or (plain in GELAR_DEPAN_BERTITIK and words[0].endswith("."))


def _size_gelar_belakang(words: list[str]) -> int:
    """How many of the last words form one title behind the name (A. Md. Keb. = 3); 0 if none."""
    for size in (3, 2, 1):
        tail = words[-size:]
        if len(words) <= size or "".join(map(_plain, tail)) not in GELAR_BELAKANG:
            continue
        is_after_comma = words[-size - 1].endswith(",")
        is_dotted = all("." in word for word in tail)
        if is_after_comma or is_dotted or _plain(tail[0]) in GELAR_BELAKANG_TANPA_TITIK:
            return size
    return 0
