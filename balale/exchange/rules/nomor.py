"""NIK and No KK as they stand in cells: as text, as a number, and as Excel leaves them.

Excel keeps fifteen digits of a number and writes 0 for the sixteenth. What is lost is said and
never put back by guessing, not even from the birth date.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from balale.exchange.rules.alasan import Alasan, warn
from balale.exchange.rules.sel import Galat, Panjang, Sel, to_text
from balale.registry.rules.angka import clean_angka
from balale.registry.rules.kk import parse_no_kk
from balale.registry.rules.nik import NikResult, is_mungkin_rusak_excel, parse_nik

# Above this a number of a spreadsheet is no longer exact to the last digit.
_TEPAT_MAKS = 2**53
_ILMIAH = re.compile(r"'?\s*([0-9](?:[.,][0-9]+)?)[eE]\+?([0-9]{1,2})")
_NOL_DESIMAL = re.compile(r"'?\s*([0-9]{16})[.,]0{1,4}")
_AWALAN = re.compile(r"(?:nik|no\.?\s*kk|no\.?\s*ktp|kk|ktp)\b\s*[.:=]?\s*(?=[0-9])", re.IGNORECASE)
_TANPA = re.compile(
    r"(?:-+|0+|–|—|x+|\?+|n/?a|nihil|null|none|kosong"
    r"|(?:belum|blm|tidak|tdk) (?:ada|punya|memiliki|mempunyai)(?: nik| e-?ktp| ktp)?"
    r"|tidak diketahui|tdk diketahui|tidak tahu|tanpa nik|tanpa ktp|belum ber ?ktp|dalam proses"
    r"|(?:belum|blm)(?: (?:rekam|perekaman|merekam|terdaftar|keluar|jadi|cetak))+(?: ktp| e-?ktp)?"
    r"|bayi(?: baru lahir)?|belum didaftarkan|terlantar|tanpa dokumen|wna|orang asing"
    r"|belum merekam ktp|nik tidak diketahui|bayi, belum didaftarkan"
    r"|ditemukan terlantar tanpa dokumen|warga negara asing atau tanpa dokumen)\.?"
)
_SEBAB = (
    (re.compile(r"rekam|proses|cetak|ktp|jadi|keluar"), "belum_rekam"),
    (re.compile(r"bayi|didaftarkan"), "bayi"),
    (re.compile(r"terlantar"), "terlantar"),
    (re.compile(r"asing|wna|\btanpa dokumen$"), "wna_tanpa_dokumen"),
)


@dataclass(frozen=True)
class Nomor:
    """A number read from a cell: sixteen digits, or none with a reason, or an error."""

    digits: str = ""
    alasan: tuple[Alasan, ...] = ()
    tanpa: str = ""
    hasil: NikResult | None = None

    @property
    def has_error(self) -> bool:
        return any(one.is_error for one in self.alasan)


def read_nik(sel: Sel, *, today: date, is_kolom_rusak: bool = False) -> Nomor:
    """The NIK in a cell. An empty cell or a word for "none" is a person without NIK."""
    text = to_text(sel)
    sebab = read_sebab_tanpa_nik(text)
    if sebab is not None:
        return Nomor(tanpa=sebab)
    digits, rusak = _digits_of(sel, text, "nik", "NIK")
    if rusak is not None:
        return Nomor(digits, (rusak,))
    hasil = parse_nik(digits, today=today)
    if hasil.kode == "tanggal":  # old wrong NIKs exist and stay valid
        pesan = hasil.error or ""
        return Nomor(hasil.digits, (warn("nik", "nik_tanggal", pesan),), hasil=hasil)
    if hasil.error:
        return Nomor(hasil.digits, (Alasan("nik", f"nik_{hasil.kode}", hasil.error),))
    if is_kolom_rusak and hasil.digits.endswith("0"):
        return Nomor(hasil.digits, (_rusak_kolom("nik", "NIK"),))
    if is_mungkin_rusak_excel(hasil.digits):
        pesan = "NIK berakhir 000. Periksa, mungkin rusak di Excel."
        return Nomor(hasil.digits, (warn("nik", "nik_akhir_nol", pesan),), hasil=hasil)
    return Nomor(hasil.digits, hasil=hasil)


def read_no_kk(sel: Sel, *, today: date, is_kolom_rusak: bool = False) -> Nomor:
    """The No KK in a cell; an empty one is no error."""
    text = to_text(sel)
    if read_sebab_tanpa_nik(text) is not None:
        return Nomor()
    digits, rusak = _digits_of(sel, text, "no_kk", "No KK")
    if rusak is not None:
        return Nomor(digits, (rusak,))
    hasil = parse_no_kk(digits, today=today)
    if hasil.error:
        return Nomor(hasil.digits, (Alasan("no_kk", f"kk_{hasil.kode}", hasil.error),))
    if is_kolom_rusak and hasil.digits.endswith("0"):
        return Nomor(hasil.digits, (_rusak_kolom("no_kk", "No KK"),))
    return Nomor(hasil.digits)


def _rusak_kolom(isian: str, nama: str) -> Alasan:
    kode = "nik" if isian == "nik" else "kk"
    pesan = f"Hampir semua {nama} di kolom ini berakhir 0, tanda rusak di Excel. Salin dari kartu."
    return Alasan(isian, f"{kode}_rusak_excel", pesan)


def _digits_of(sel: Sel, text: str, isian: str, nama: str) -> tuple[str, Alasan | None]:
    """What parsing may be given, or why nothing may."""
    kode = "nik" if isian == "nik" else "kk"
    if isinstance(sel, Galat | Panjang):
        return "", Alasan(isian, f"{kode}_galat", f"{nama} tidak terbaca. Ketik ulang dari kartu.")
    if isinstance(sel, bool) or not isinstance(sel, str | int | float):
        pesan = f"{nama} berubah menjadi tanggal di Excel. Ketik ulang dari kartu."
        return "", Alasan(isian, f"{kode}_bukan_angka", pesan)
    if isinstance(sel, int | float):
        return _digits_of_number(sel, isian, kode, nama)
    plain = _AWALAN.sub("", text, count=1) if text[:1].isalpha() else text
    if found := _ILMIAH.fullmatch(plain):
        return _digits_of_scientific(found, isian, kode, nama)
    if found := _NOL_DESIMAL.fullmatch(plain):
        return _digits_of_number(int(found[1]), isian, kode, nama)
    return plain, None


def _digits_of_number(value: float, isian: str, kode: str, nama: str) -> tuple[str, Alasan | None]:
    """A cell that holds a number: its sixteenth digit is true only where it isn't 0."""
    if value != int(value) or value < 0:
        return "", Alasan(isian, f"{kode}_bukan_angka", f"{nama} harus 16 angka tanpa koma.")
    digits = str(int(value))
    if len(digits) == 16 and (digits.endswith("0") or int(value) > _TEPAT_MAKS):
        pesan = f"Angka akhir {nama} rusak di Excel. Ketik ulang sebagai teks dari kartu."
        return digits, Alasan(isian, f"{kode}_rusak_excel", pesan)
    if len(digits) > 16:
        pesan = f"{nama} berubah di Excel. Ketik ulang sebagai teks dari kartu."
        return digits[:20], Alasan(isian, f"{kode}_panjang", pesan)
    return digits, None


def _digits_of_scientific(
    found: re.Match[str], isian: str, kode: str, nama: str
) -> tuple[str, Alasan | None]:
    """6,10704E+15 has lost its digits; one with all sixteen has not."""
    try:
        value = Decimal(found[1].replace(",", ".")).scaleb(int(found[2]))
    except InvalidOperation:
        value = Decimal(0)
    digits = found[1].replace(",", "").replace(".", "")
    if len(digits) >= 16 and value == int(value) and len(str(int(value))) == 16:
        return _digits_of_number(int(value), isian, kode, nama)
    pesan = f"{nama} tertulis {found[0].strip()[:20]}, angkanya hilang. Ketik ulang dari kartu."
    return digits, Alasan(isian, f"{kode}_notasi_ilmiah", pesan)


def read_sebab_tanpa_nik(text: str) -> str | None:
    """The code of why there is no NIK, for an empty cell or words that say so; else None."""
    plain = " ".join(text.casefold().strip("'’\"() ").split())
    if not plain:
        return "tidak_diketahui"
    if len(plain) > 60 or not _TANPA.fullmatch(plain):
        return None
    return next((kode for pola, kode in _SEBAB if pola.search(plain)), "tidak_diketahui")


def is_mirip_nomor(sel: Sel) -> bool:
    """True for what was meant as a NIK or No KK: thirteen to seventeen digits, or 6,1E+15."""
    if isinstance(sel, int | float) and not isinstance(sel, bool):
        return 1e14 <= abs(sel) < 1e17
    if not isinstance(sel, str):
        return False
    text = sel.strip()
    if len(text) == 16 and text.isascii() and text.isdigit():
        return True
    if len(text) > 60 or len(text) < 8 or text[:3].casefold() == "nip":
        return False
    if _ILMIAH.fullmatch(text):
        return True
    clean = clean_angka(_AWALAN.sub("", text, count=1) if text[:1].isalpha() else text)
    digits = sum("0" <= char <= "9" for char in clean)
    return 13 <= digits <= 17 and digits >= len(clean) - 3


@dataclass
class TandaKolom:
    """How often the numbers of a column end in 0. Expected is one in ten."""

    jumlah: int = 0
    bernol: int = 0

    def add(self, sel: Sel) -> None:
        """Count one cell of the column; only whole numbers of sixteen digits count."""
        digits = clean_angka(sel) if isinstance(sel, str) else to_text(sel)
        if found := _NOL_DESIMAL.fullmatch(digits):
            digits = found[1]
        if len(digits) == 16 and digits.isdigit():
            self.jumlah += 1
            self.bernol += digits.endswith("0")

    @property
    def is_rusak(self) -> bool:
        """True where chance would do this once in a thousand columns at most."""
        if self.jumlah < 3 or self.bernol / self.jumlah < 0.3:
            return False
        return _chance(self.jumlah, self.bernol) <= 0.001 + 1e-12


def _chance(jumlah: int, bernol: int) -> float:
    """Probability of so many zeros or more among so many numbers, at one in ten."""
    if jumlah > 200:
        return 0.0
    term = 0.9**jumlah
    below = 0.0
    for k in range(bernol):
        below += term
        term *= (jumlah - k) / (k + 1) * (0.1 / 0.9)
    return 1 - below
