"""The configuration as one file: its shape, and why a file is refused, in words.

Nothing outside the shape is taken: an unknown name, a wrong kind of value or a text that can't
be stored refuses the whole file.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

FORMAT = "balale-konfigurasi"
# 2: sheets of the visit (`lembar`) are in it.
SKEMA = 2
BERKAS_MAKS = 2 * 1024 * 1024
# Lists first, since forms name them.
JENIS = ("daftar", "kategori", "formulir", "lembar", "kop", "pengumuman")
LEMBAR = ("rumah_aset", "perorangan", "kemampuan")
_SLUG = re.compile(r"[a-z0-9_-]{1,40}")
_VARIABEL = re.compile(r"P(0[1-9]|1[0-3])|K(0[1-9]|1\d|2[0-6])|T0[1-9]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WILAYAH = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


class BerkasDitolak(Exception):
    """The file is not taken; the message says why."""


@dataclass(frozen=True)
class Bentuk:
    """What one value looks like: its kind, its bound, whether it may be left empty."""

    jenis: str
    maks: int = 0
    is_wajib: bool = True
    pilihan: tuple[str, ...] = ()
    isi: "Mapping[str, Bentuk] | None" = None
    minimal: int = 0


def _teks(maks: int, *, wajib: bool = True) -> Bentuk:
    return Bentuk("teks", maks, wajib)


def _pilih(*pilihan: str, wajib: bool = True) -> Bentuk:
    return Bentuk("pilihan", 0, wajib, ("", *pilihan) if not wajib else pilihan)


_NOMOR = Bentuk("angka", 26, minimal=1)
_UMUR = Bentuk("angka", 150, is_wajib=False)
_BULAT = Bentuk("bilangan", is_wajib=False)
_YA = Bentuk("ya")
_SUMBER = {"sumber": _teks(300), "dikonfirmasi": _YA}
JAWABAN = (
    "teks", "teks_panjang", "angka", "uang", "tanggal", "pilihan", "pilihan_banyak", "ya_tidak",
)  # fmt: skip
BERDAFTAR = ("pilihan", "pilihan_banyak")
PERAN = (
    "operator_desa", "kepala_desa", "tksk", "camat", "verifikator", "koordinator_kasus",
    "petugas_kasus", "kepala_dinas",
)  # fmt: skip

ISIAN: Mapping[str, Bentuk] = {
    "kode": Bentuk("slug"), "label": _teks(120), "bantuan": _teks(160), "contoh": _teks(160),
    "jenis": _pilih(*JAWABAN), "daftar": Bentuk("slug", is_wajib=False),
    "satuan": _teks(20, wajib=False), "min": _BULAT, "maks": _BULAT,
    "desimal": Bentuk("angka", 5), "kelompok": Bentuk("slug", is_wajib=False), "utama": _YA,
    "peka": _YA, "tampil_jika_isian": Bentuk("slug", is_wajib=False),
    "tampil_jika_nilai": _teks(40, wajib=False), "atribut": _teks(10, wajib=False), **_SUMBER,
}  # fmt: skip
KODE: Mapping[str, Bentuk] = {
    "kode": Bentuk("kode", 40), "teks": _teks(120), "alias": _teks(300, wajib=False),
    "picu_kategori": Bentuk("angka", 26, is_wajib=False, minimal=1),
}  # fmt: skip
TANDA: Mapping[str, Bentuk] = {"kode": Bentuk("slug"), "teks": _teks(200), **_SUMBER}
BENTUK: Mapping[str, Mapping[str, Bentuk]] = {
    "daftar": {
        "kode": Bentuk("slug"), "nama": _teks(120), "kode_list": Bentuk("daftar", 500, isi=KODE),
        **_SUMBER,
    },
    "kategori": {
        "nomor": _NOMOR, "nama": _teks(120), "penjelasan_singkat": _teks(160),
        "definisi": _teks(4000), "unit": _pilih("orang", "keluarga", "komunitas"),
        "usia_min": _UMUR, "usia_maks": _UMUR, "tolak_di_bawah": _UMUR, "tolak_di_atas": _UMUR,
        "jenis_kelamin": _pilih("L", "P", wajib=False),
        "tingkat": _pilih("biasa", "terbatas", "rahasia"),
        "unit_penangan": _pilih("pppa", "resos", wajib=False),
        "masa_tinjau_bulan": Bentuk("angka", 120, minimal=1), "kriteria": Bentuk("nomor", 7),
        "tanda": Bentuk("daftar", 60, isi=TANDA), **_SUMBER,
    },
    "formulir": {
        "kategori": _NOMOR, "isian": Bentuk("daftar", 200, isi=ISIAN), **_SUMBER,
    },
    "lembar": {
        "lembar": _pilih(*LEMBAR), "isian": Bentuk("daftar", 200, isi=ISIAN), **_SUMBER,
    },
    "kop": {
        "wilayah_kode": Bentuk("wilayah"), "baris": Bentuk("baris", 6), "alamat":
        _teks(200, wajib=False), "tempat": _teks(60), "jabatan": _teks(160),
        "pejabat": _teks(100, wajib=False), "nip": Bentuk("nip", is_wajib=False), **_SUMBER,
    },
    "pengumuman": {
        "id": Bentuk("uuid"), "judul": _teks(120), "teks": _teks(1000),
        "peran": Bentuk("peran"), "wilayah_kode": Bentuk("wilayah", is_wajib=False),
        "berlaku_sampai": Bentuk("tanggal", is_wajib=False),
    },
}  # fmt: skip
# What names the thing a version is of.
OBJEK = {"daftar": "kode", "kategori": "nomor", "formulir": "kategori", "lembar": "lembar",
         "kop": "wilayah_kode", "pengumuman": "id"}  # fmt: skip


def write_berkas(versi: Mapping[str, list[dict[str, Any]]], *, on: date) -> str:
    """The file: sorted, indented, the same for the same data."""
    whole = {"format": FORMAT, "skema": SKEMA, "dibuat": on.isoformat(), **versi}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_berkas(raw: bytes) -> dict[str, list[dict[str, Any]]]:
    """Versions by kind, each in its shape, with `berlaku_mulai` as a date's text.

    Raises BerkasDitolak.
    """
    whole = _parse(raw)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise BerkasDitolak("Ini bukan berkas konfigurasi BALALE'. Pilih berkas lain.")
    skema = whole.get("skema")
    if type(skema) is not int or skema < 1:
        raise BerkasDitolak("Nomor skema berkas tidak terbaca.")
    if skema > SKEMA:
        raise BerkasDitolak(f"Berkas dari versi lebih baru (skema {skema}). Perbarui BALALE' dulu.")
    unknown = set(whole) - {"format", "skema", "dibuat", *JENIS}
    if unknown:
        raise BerkasDitolak(f"Bagian “{_shown(min(unknown))}” tidak dikenal.")
    found = {jenis: _list_of(whole, jenis) for jenis in JENIS}
    for jenis, rows in found.items():
        _check_once(jenis, rows)
    return found


def _parse(raw: bytes) -> Any:
    if len(raw) > BERKAS_MAKS:
        raise BerkasDitolak("Berkas terlalu besar. Paling besar 2 MB.")
    try:
        text = raw.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise BerkasDitolak("Berkas rusak atau bukan JSON. Unduh ulang, lalu coba lagi.") from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _list_of(whole: dict[str, Any], jenis: str) -> list[dict[str, Any]]:
    rows = whole.get(jenis, [])
    if not isinstance(rows, list) or len(rows) > 2000:
        raise BerkasDitolak(f"Bagian “{jenis}” tidak terbaca.")
    for at, row in enumerate(rows, 1):
        where = f"{jenis} nomor {at}"
        if not isinstance(row, dict):
            raise BerkasDitolak(f"Bagian {where} tidak terbaca.")
        _take_date(row.get("berlaku_mulai"), where)
        isi = {name: value for name, value in row.items() if name != "berlaku_mulai"}
        for problem in list_problems(jenis, isi):
            raise BerkasDitolak(f"Bagian {where}: {problem}")
    return rows


def _take_date(value: Any, where: str) -> None:
    if not _is_date(value):
        raise BerkasDitolak(f"Bagian {where}: tanggal mulai berlaku tidak terbaca.")


def _is_date(value: Any) -> bool:
    if not isinstance(value, str) or len(value) != 10:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _check_once(jenis: str, rows: list[dict[str, Any]]) -> None:
    seen = set()
    for row in rows:
        key = (str(row[OBJEK[jenis]]), row["berlaku_mulai"])
        if key in seen:
            raise BerkasDitolak(f"Bagian {jenis} {key[0]}: tanggal {key[1]} tertulis dua kali.")
        seen.add(key)


def list_problems(jenis: str, isi: Mapping[str, Any]) -> list[str]:
    """What is wrong with the content of one version, in words; empty where nothing is."""
    found = list(_walk(BENTUK[jenis], isi, ""))
    return found or list(_list_contradictions(jenis, isi))


def _walk(bentuk: Mapping[str, Bentuk], isi: Mapping[str, Any], at: str) -> Iterator[str]:
    for name in sorted(set(isi) - set(bentuk)):
        yield f"{at}“{_shown(name)}” tidak dikenal."
    for name, satu in bentuk.items():
        if name not in isi:
            yield f"{at}“{name}” belum ada."
        elif satu.jenis != "daftar":
            if not _fits(satu, isi[name]):
                yield f"{at}“{name}” tidak sesuai."
        else:
            yield from _walk_list(satu, isi[name], f"{at}{name}")


def _shown(text: str) -> str:
    """A name out of a file, fit to be shown."""
    return "".join(mark if mark.isprintable() else "?" for mark in text[:40])


def _walk_list(satu: Bentuk, rows: Any, at: str) -> Iterator[str]:
    if not isinstance(rows, list) or len(rows) > satu.maks or satu.isi is None:
        yield f"“{at}” tidak sesuai."
        return
    seen = set()
    for nomor, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield f"{at} {nomor} tidak sesuai."
            continue
        yield from _walk(satu.isi, row, f"{at} {nomor}: ")
        kode = str(row.get("kode"))
        if kode in seen:
            yield f"{at} {nomor}: kode “{_shown(kode)}” dipakai dua kali."
        seen.add(kode)


def _fits(satu: Bentuk, value: Any) -> bool:
    """True where the value has the kind that is asked for."""
    if value is None or (value == "" and isinstance(value, str)):
        empty = None if satu.jenis in {"angka", "bilangan", "tanggal"} else ""
        return not satu.is_wajib and value == empty
    match satu.jenis:
        case "angka":
            return type(value) is int and satu.minimal <= value <= satu.maks
        case "ya":
            return type(value) is bool
        case "nomor":
            return _is_list_of(value, int) and all(1 <= one <= satu.maks for one in value)
        case "baris":
            return (
                _is_list_of(value, str)
                and 0 < len(value) <= satu.maks
                and all(_is_plain(one, 120) for one in value)
            )
        case "peran":
            return _is_list_of(value, str) and all(one in PERAN for one in value)
    return isinstance(value, str) and _fits_text(satu, value)


def _fits_text(satu: Bentuk, value: str) -> bool:
    match satu.jenis:
        case "teks":
            return _is_plain(value, satu.maks)
        case "kode":
            return _is_plain(value, satu.maks) and "|" not in value
        case "pilihan":
            return value in satu.pilihan
        case "slug":
            return _SLUG.fullmatch(value) is not None
        case "wilayah":
            return _WILAYAH.fullmatch(value) is not None
        case "nip":
            return value.isascii() and value.isdigit() and len(value) == 18
        case "tanggal":
            return _is_date(value)
        case "uuid":
            return _UUID.fullmatch(value) is not None
    return _is_bilangan(value)


def _is_list_of(value: Any, kind: type) -> bool:
    return (
        isinstance(value, list)
        and all(type(one) is kind for one in value)
        and len(set(value)) == len(value)
    )


def _is_plain(value: str, maks: int) -> bool:
    """Text of one or more words that can be stored and shown."""
    is_clean = all(mark == "\n" or mark.isprintable() for mark in value)
    return 0 < len(value) <= maks and bool(value.strip()) and is_clean


def _is_bilangan(value: str) -> bool:
    try:
        number = Decimal(value) if len(value) <= 17 else Decimal("NaN")
    except InvalidOperation:
        return False
    return number.is_finite() and abs(number) < 10**11


def _list_contradictions(jenis: str, isi: Mapping[str, Any]) -> Iterator[str]:
    if jenis == "kategori":
        yield from _contradictions_kategori(isi)
    if jenis in {"formulir", "lembar"}:
        yield from _contradictions_formulir(isi)
    if jenis == "lembar":
        yield from _contradictions_lembar(isi)
    if jenis == "daftar" and not isi["kode_list"]:
        yield "Daftar kode perlu sekurangnya satu pilihan."


def _contradictions_kategori(isi: Mapping[str, Any]) -> Iterator[str]:
    if (isi["tingkat"] == "rahasia") != bool(isi["unit_penangan"]):
        yield "Kategori rahasia punya bidang penangan, yang lain tidak."
    for low, high in (("usia_min", "usia_maks"), ("tolak_di_bawah", "tolak_di_atas")):
        if isi[low] is not None and isi[high] is not None and isi[low] > isi[high]:
            yield "Umur paling muda melebihi umur paling tua."


def _contradictions_formulir(isi: Mapping[str, Any]) -> Iterator[str]:
    rows = isi["isian"]
    if not rows:
        yield "Formulir perlu sekurangnya satu isian."
    known = {row["kode"] for row in rows}
    for row in rows:
        name = f"Isian “{row['label']}”"
        if (row["jenis"] in BERDAFTAR) != bool(row["daftar"]):
            yield f"{name}: hanya pertanyaan pilihan memakai daftar kode."
        if bool(row["tampil_jika_isian"]) != bool(row["tampil_jika_nilai"]):
            yield f"{name}: syarat tampil belum lengkap."
        if row["tampil_jika_isian"] and row["tampil_jika_isian"] not in known - {row["kode"]}:
            yield f"{name}: isian syaratnya tidak ada di formulir ini."
        if row["min"] and row["maks"] and Decimal(row["min"]) > Decimal(row["maks"]):
            yield f"{name}: batas kecil melebihi batas besar."


def _contradictions_lembar(isi: Mapping[str, Any]) -> Iterator[str]:
    for row in isi["isian"]:
        named = [one for one in row["atribut"].split(";") if one]
        if any(_VARIABEL.fullmatch(one) is None for one in named):
            yield f"Isian “{row['label']}”: variabel DTSEN tidak dikenal."
