"""Versions of dated data: when one may begin, what it changes, and whose consent it needs.

A version is its kind's content as plain values (text, numbers, lists), the same in a draft, in
a configuration file and when read from the tables, so that all are compared in one way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

PERINGKAT = {"biasa": 0, "terbatas": 1, "rahasia": 2}
KOSONG = "(kosong)"

# How each part of a version is called on the screen; what is not named here is not compared.
LABEL: dict[str, dict[str, str]] = {
    "kategori": {
        "nama": "Nama", "penjelasan_singkat": "Penjelasan singkat", "definisi": "Definisi",
        "unit": "Dihitung per", "usia_min": "Umur paling muda", "usia_maks": "Umur paling tua",
        "tolak_di_bawah": "Ditolak di bawah umur", "tolak_di_atas": "Ditolak di atas umur",
        "jenis_kelamin": "Jenis kelamin", "tingkat": "Tingkat", "unit_penangan": "Bidang penangan",
        "masa_tinjau_bulan": "Masa tinjau (bulan)", "kriteria": "Kriteria UU 11/2009",
    },
    "isian": {
        "label": "Pertanyaan", "bantuan": "Bantuan", "contoh": "Contoh", "jenis": "Jenis jawaban",
        "daftar": "Daftar kode", "satuan": "Satuan", "min": "Paling kecil", "maks": "Paling besar",
        "desimal": "Angka di belakang koma", "utama": "Tampil lebih dulu", "peka": "Disandikan",
        "tampil_jika_isian": "Tampil setelah", "tampil_jika_nilai": "Tampil bila dijawab",
    },
    "kode": {"teks": "Pilihan", "alias": "Ejaan lain", "picu_kategori": "Membuka jalur rahasia"},
    "tanda": {"teks": "Tanda"},
    "daftar": {"nama": "Nama daftar"},
    "kop": {
        "baris": "Baris kop", "alamat": "Alamat", "tempat": "Tempat surat", "jabatan": "Jabatan",
        "pejabat": "Nama pejabat", "nip": "NIP",
    },
    "pengumuman": {
        "judul": "Judul", "teks": "Isi", "peran": "Untuk peran", "wilayah_kode": "Untuk wilayah",
        "berlaku_sampai": "Sampai sebelum tanggal",
    },
}  # fmt: skip
LABEL["isian_lembar"] = LABEL["isian"] | {"atribut": "Variabel DTSEN"}
# Kinds whose parts are questions: the form of a category, and a sheet of none.
BERISIAN = ("formulir", "lembar")
# The parts of a version that are lists: their key in the content, and what one is called.
BAGIAN = {
    "formulir": ("isian", "isian", "Isian"), "lembar": ("isian", "isian_lembar", "Isian"),
    "daftar": ("kode_list", "kode", "Pilihan"), "kategori": ("tanda", "tanda", "Tanda"),
}  # fmt: skip
# Stored words as a person reads them, by the part they stand in.
PILIHAN: dict[str, dict[str, str]] = {
    "tingkat": {"biasa": "Biasa", "terbatas": "Terbatas", "rahasia": "Rahasia"},
    "unit": {"orang": "Orang", "keluarga": "Keluarga", "komunitas": "Komunitas"},
    "jenis_kelamin": {"L": "Laki-laki", "P": "Perempuan"},
    "kriteria": {
        "1": "Kemiskinan",
        "2": "Keterlantaran",
        "3": "Disabilitas",
        "4": "Ketunaan sosial dan penyimpangan perilaku",
        "5": "Korban bencana",
        "6": "Keterasingan",
        "7": "Korban tindak kekerasan, eksploitasi, diskriminasi, marjinal, dan perdagangan orang",
    },
    "unit_penangan": {"pppa": "Perempuan dan anak", "resos": "Rehabilitasi sosial"},
    "jenis": {
        "teks": "Teks", "teks_panjang": "Teks panjang", "angka": "Angka", "uang": "Uang",
        "tanggal": "Tanggal", "pilihan": "Pilihan", "pilihan_banyak": "Boleh pilih beberapa",
        "ya_tidak": "Ya atau tidak",
    },
    "peran": {
        "operator_desa": "Operator desa", "kepala_desa": "Kepala desa", "tksk": "TKSK",
        "camat": "Camat", "verifikator": "Verifikator", "koordinator_kasus": "Koordinator kasus",
        "petugas_kasus": "Petugas kasus", "kepala_dinas": "Kepala dinas",
    },
}  # fmt: skip
KATA = {True: "ya", False: "tidak", None: KOSONG, "": KOSONG}

Isi = Mapping[str, Any]


@dataclass(frozen=True)
class Beda:
    """One difference: what, the words before, the words after."""

    nama: str
    sebelum: str
    sesudah: str


def get_mulai_problem(mulai: date | None, *, today: date, latest: date | None) -> str:
    """Why a version may not begin on the day, in words; "" where it may."""
    if mulai is None:
        return "Isi tanggal mulai berlaku."
    if mulai <= today:
        besok = today + timedelta(days=1)
        return f"Versi baru mulai paling cepat besok, {besok:%d/%m/%Y}."
    if mulai.year > today.year + 10:
        return "Tanggal ini terlalu jauh. Pilih dalam sepuluh tahun."
    if latest is not None and mulai <= latest:
        return f"Sudah ada versi mulai {latest:%d/%m/%Y}. Pilih tanggal sesudahnya."
    return ""


def get_cabut_problem(mulai: date | None, *, today: date, mulai_list: Sequence[date]) -> str:
    """Why the version that begins on the day may not be revoked, in words; "" where it may.

    `mulai_list` has the first days of all versions of the thing, the oldest first.
    """
    if mulai is None or mulai <= today:
        return "Versi ini sudah berlaku. Buat versi baru untuk mengubahnya."
    if mulai not in mulai_list:
        return "Versi ini sudah dicabut."
    if mulai_list[-1] > mulai:
        return f"Sudah ada versi mulai {mulai_list[-1]:%d/%m/%Y}. Cabut versi itu dulu."
    return ""


def list_revoke_lowered(jenis: str, before: Isi | None, after: Isi) -> list[str]:
    """Why revoking a version needs a second person, in words. `before` is what the version says,
    `after` what then holds again: it lowers a guard, or the version did and two people wanted it.
    """
    found = list_lowered(jenis, before, after)
    if before is not None and list_lowered(jenis, after, before):
        found.append("Versi ini dulu disetujui dua orang.")
    return found


def list_lowered(jenis: str, before: Isi | None, after: Isi) -> list[str]:
    """What makes people's data less guarded, in words; each needs a second person.

    Source: security guide §1; a level lowered, an answer that no longer opens the rahasia
    path, an answer that is no longer encrypted.
    """
    if before is None:
        return []
    if jenis == "kategori":
        low, high = after["tingkat"], before["tingkat"]
        if PERINGKAT[low] < PERINGKAT[high]:
            return [f"Tingkat turun dari {high} ke {low}."]
        return []
    found = []
    if jenis == "daftar":
        kept = {satu["kode"] for satu in after["kode_list"]}
        for satu in before["kode_list"]:
            if satu["picu_kategori"] and satu["kode"] not in kept:
                found.append(f"Pilihan “{satu['teks']}” tidak lagi membuka jalur rahasia.")
    if jenis in BERISIAN:
        open_now = {satu["kode"] for satu in after["isian"] if not satu["peka"]}
        for satu in before["isian"]:
            if satu["peka"] and satu["kode"] in open_now:
                found.append(f"Jawaban “{satu['label']}” tidak lagi disandikan.")
    return found


def compare(jenis: str, before: Isi | None, after: Isi) -> list[Beda]:
    """What a version changes, in the order of its parts; empty where nothing does."""
    before = before or {}
    found = _compare_values(LABEL.get(jenis, {}), before, after, "")
    if jenis in BAGIAN:
        key, noun, word = BAGIAN[jenis]
        found += _compare_parts(LABEL[noun], before.get(key, []), after.get(key, []), word)
    return found


def _compare_values(labels: Mapping[str, str], before: Isi, after: Isi, name: str) -> list[Beda]:
    found = []
    for key, label in labels.items():
        old, new = say(before.get(key), key), say(after.get(key), key)
        if old != new:
            found.append(Beda(f"{name}: {label}" if name else label, old, new))
    return found


def _compare_parts(
    labels: Mapping[str, str], before: Sequence[Isi], after: Sequence[Isi], word: str
) -> list[Beda]:
    """Parts that came, went or changed, then those that stand in another order."""
    first = next(iter(labels))
    old = {part["kode"]: part for part in before}
    new = {part["kode"]: part for part in after}
    found = []
    for kode, part in new.items():
        name = f"{word} “{part[first]}”"
        if kode in old:
            found += _compare_values(labels, old[kode], part, name)
        else:
            found.append(Beda(name, "(belum ada)", "baru"))
    for kode, part in old.items():
        if kode not in new:
            found.append(Beda(f"{word} “{part[first]}”", "dipakai", "berakhir"))
    kept_before = [kode for kode in old if kode in new]
    kept_after = [kode for kode in new if kode in old]
    if kept_before != kept_after:
        moved = next(a for a, b in zip(kept_after, kept_before, strict=True) if a != b)
        found.append(Beda("Urutan", "seperti dulu", f"berubah mulai “{new[moved][first]}”"))
    return found


def describe(jenis: str, isi: Isi) -> list[tuple[str, str]]:
    """(name, words) of what a version says; its parts in one line each."""
    labels = LABEL.get(jenis, {})
    found = [(label, say(isi.get(key), key)) for key, label in labels.items() if isi.get(key)]
    if jenis in BAGIAN:
        key, noun, word = BAGIAN[jenis]
        first = next(iter(LABEL[noun]))
        found += [(f"{word} {n}", str(part[first])) for n, part in enumerate(isi[key], 1)]
    return found


def say(value: object, key: str = "") -> str:
    """A value as a person reads it."""
    words = PILIHAN.get(key, {})
    if isinstance(value, list | tuple):
        return ", ".join(words.get(str(one), str(one)) for one in value) or KOSONG
    if value is None or value == "" or isinstance(value, bool):
        return KATA[value]  # type: ignore[index]  # narrowed to the keys above
    return words.get(str(value), str(value))
