"""A list of accounts as pasted from a sheet: read, and judged line by line in words."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from balale.access.rules.policy import POLICY, AreaKind, Role

BARIS_MAKS = 500
BARIS_PANJANG = 1000
NAMA_MAKS = 100
# Roles whose codes may be printed in bulk: none of them reaches rahasia.
PERAN_SLIP = (Role.OPERATOR_DESA, Role.KEPALA_DESA, Role.TKSK, Role.CAMAT)

_PERAN = {
    "operator": Role.OPERATOR_DESA, "operatordesa": Role.OPERATOR_DESA,
    "operatorkelurahan": Role.OPERATOR_DESA, "kepaladesa": Role.KEPALA_DESA,
    "kades": Role.KEPALA_DESA, "lurah": Role.KEPALA_DESA, "kepaladesalurah": Role.KEPALA_DESA,
    "tksk": Role.TKSK, "camat": Role.CAMAT,
}  # fmt: skip
_KOLOM = {
    "kode": "tempat", "kodedesa": "tempat", "kodewilayah": "tempat", "desa": "desa",
    "desakelurahan": "desa", "namadesa": "desa", "kecamatan": "kecamatan", "peran": "peran",
    "jabatan": "peran", "nama": "nama", "namaorang": "nama", "namalengkap": "nama",
    "telepon": "telepon", "nohp": "telepon", "hp": "telepon", "nowa": "telepon",
}  # fmt: skip
_URUTAN = ("desa", "kecamatan", "peran", "nama", "telepon")
_KODE_ANGKA = re.compile(r"6107(\d{2})(\d{4})?")
_TELEPON = re.compile(r"(\+?62|0)8\d{7,11}")


class Keadaan(StrEnum):
    """What a line of the list comes to."""

    BARU = "baru"
    SUDAH_ADA = "sudah_ada"
    SALAH = "salah"


@dataclass(frozen=True)
class Tempat:
    """A desa, or a kecamatan where `desa` is empty."""

    kode: str
    desa: str
    sebutan: str
    kecamatan: str


@dataclass(frozen=True)
class Baris:
    """One line: as typed, as understood, and what it comes to, in words."""

    nomor: int
    teks: str
    sel: Mapping[str, str]
    peran: Role | None = None
    tempat: Tempat | None = None
    nama: str = ""
    telepon: str = ""
    keadaan: Keadaan = Keadaan.SALAH
    kata: str = ""

    @property
    def sebutan_peran(self) -> str:
        return POLICY[self.peran].label if self.peran else self.sel.get("peran", "")

    @property
    def sebutan_nama(self) -> str:
        return self.nama or self.sel.get("nama", "")

    @property
    def sebutan_tempat(self) -> str:
        """Desa Suka Maju, Kecamatan Sungai Betung; as typed where it isn't known."""
        if self.tempat is None:
            typed = (self.sel.get(name, "") for name in ("tempat", "desa", "kecamatan"))
            return ", ".join(filter(None, typed))
        where = f"Kecamatan {self.tempat.kecamatan}"
        return f"{self.tempat.sebutan}, {where}" if self.tempat.desa else where


def read_daftar(text: str) -> list[Baris]:
    """The lines of a pasted list or a CSV file; a first line of headings orders the columns."""
    kolom: tuple[str, ...] = _URUTAN
    found: list[Baris] = []
    for nomor, teks in enumerate(text.splitlines(), 1):
        if not teks.strip(" \t;,"):
            continue
        if len(teks) > BARIS_PANJANG:
            found.append(Baris(nomor, teks[:BARIS_PANJANG], {}, kata="Baris ini terlalu panjang."))
            continue
        cells = _split(teks)
        if not found and (headings := _read_headings(cells)):
            kolom = headings
            continue
        found.append(Baris(nomor, teks, dict(zip(kolom, cells, strict=False))))
    return found


def list_left(text: str, judged: Iterable[Baris]) -> list[str]:
    """The wrong lines as typed, to be mended; a line of headings goes along."""
    judged = list(judged)
    wrong = [line.teks for line in judged if line.keadaan is Keadaan.SALAH]
    head = next((teks for teks in text.splitlines() if teks.strip(" \t;,")), "")
    is_heading = bool(wrong) and head[:BARIS_PANJANG] != judged[0].teks
    return [head, *wrong] if is_heading else wrong


def _split(teks: str) -> list[str]:
    mark = next((mark for mark in "\t;" if mark in teks), ",")
    try:
        cells = next(csv.reader([teks], delimiter=mark), [])
    except csv.Error:
        cells = teks.split(mark)
    return [" ".join(cell.split()) for cell in cells]


def _read_headings(cells: Sequence[str]) -> tuple[str, ...]:
    """The columns a line of headings names; empty where it is none."""
    names = [_KOLOM.get(_plain(cell), "") for cell in cells]
    has_place = "desa" in names or "tempat" in names
    return tuple(names) if has_place and "nama" in names else ()


def judge_daftar(
    lines: Iterable[Baris],
    *,
    tempat: Sequence[Tempat],
    dipegang: Mapping[tuple[Role, str], str],
) -> list[Baris]:
    """What each line comes to. `dipegang`: who holds a role in a desa or kecamatan today."""
    seen: dict[tuple[Role, str], int] = {}
    judged = []
    for line in lines:
        one = line if line.kata else _understand(line, tempat)
        if not one.kata and one.peran and one.tempat:
            one = _compare(one, (one.peran, one.tempat.kode), dipegang, seen)
        judged.append(one)
    return judged


def _compare(
    line: Baris,
    post: tuple[Role, str],
    dipegang: Mapping[tuple[Role, str], str],
    seen: dict[tuple[Role, str], int],
) -> Baris:
    if post in seen:
        words = f"Tempat dan peran ini sudah ada di baris {seen[post]}. Hapus salah satu."
        return replace(line, kata=words)
    seen[post] = line.nomor
    if holder := dipegang.get(post):
        words = f"Sudah punya akun, atas nama {holder}."
        return replace(line, keadaan=Keadaan.SUDAH_ADA, kata=words)
    return replace(line, keadaan=Keadaan.BARU, kata="Akun baru.")


def _understand(line: Baris, tempat: Sequence[Tempat]) -> Baris:
    """Role, place, name and phone of a line; `kata` says the first thing that is wrong."""
    typed = line.sel.get("peran", "")
    peran = _PERAN.get(_plain(typed))
    if peran is None:
        words = "Isi peran: operator desa, kepala desa, TKSK, atau camat."
        return replace(line, kata=words)
    is_desa = POLICY[peran].area is AreaKind.DESA
    found, problem = _find_tempat(line.sel, tempat, is_desa=is_desa)
    nama, telepon = line.sel.get("nama", ""), _digits(line.sel.get("telepon", ""))
    problem = problem or nama_problem(nama) or _telepon_problem(telepon)
    return replace(line, peran=peran, tempat=found, nama=nama, telepon=telepon, kata=problem)


def _find_tempat(
    sel: Mapping[str, str], tempat: Sequence[Tempat], *, is_desa: bool
) -> tuple[Tempat | None, str]:
    """The place meant, or what is wrong: unknown, or one of several of that name."""
    kecamatan = sel.get("kecamatan", "")
    words = sel.get("tempat") or sel.get("desa") or ("" if is_desa else kecamatan)
    noun = "desa" if is_desa else "kecamatan"
    if not words:
        return None, f"Isi kode atau nama {noun}."
    level = [one for one in tempat if bool(one.desa) is is_desa]
    if code := _KODE_ANGKA.fullmatch(re.sub(r"[\s.]", "", words)):
        kode = ".".join(filter(None, ("61.07", code[1], code[2])))
        found = [one for one in level if one.kode == kode]
    elif re.search(r"\d{4}", words):
        found = []
    else:
        found = [one for one in level if _place(one.desa or one.kecamatan) == _place(words)]
        if is_desa and kecamatan:
            found = [one for one in found if _place(one.kecamatan) == _place(kecamatan)]
    if not found:
        return None, f"Kode atau nama {noun} tidak dikenal. Periksa ejaannya."
    if len(found) > 1:
        return None, f"Ada {len(found)} desa bernama ini. Isi kecamatannya, atau pakai kode."
    return found[0], ""


def nama_problem(nama: str) -> str:
    """What is wrong with a person's name, in words; "" when it may stand."""
    if not nama:
        return "Isi nama orang."
    if len(nama) > NAMA_MAKS:
        return f"Nama terlalu panjang: {len(nama)} huruf. Paling banyak {NAMA_MAKS}."
    if nama[0] in "=+-@" or any(unicodedata.category(sign) == "Cc" for sign in nama):
        return "Nama ini berisi rumus atau tanda lain. Ketik ulang namanya."
    if sum(sign.isalpha() for sign in nama) < 2 or any(sign.isdigit() for sign in nama):
        return "Nama hanya berisi huruf. Periksa kolomnya."
    return ""


def _telepon_problem(telepon: str) -> str:
    if not telepon or _TELEPON.fullmatch(telepon):
        return ""
    return "Nomor telepon belum terbaca. Contoh: 0812-3456-7890."


def _digits(text: str) -> str:
    return re.sub(r"[\s.\-()]", "", text)


def _place(text: str) -> str:
    """A place's name for comparing: without its kind, spaces and case."""
    return _plain(re.sub(r"^(desa|kelurahan|kel\.?|kecamatan|kec\.?)\s+", "", text.casefold()))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", letters)
