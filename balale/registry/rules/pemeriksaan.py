"""What the program can check of an entry before a person decides. It informs, it never decides."""

from dataclasses import dataclass
from datetime import date

from balale.registry.rules.kategori import AturanKategori, Subjek, check_kategori
from balale.registry.rules.nik import nik_warnings, parse_nik
from balale.registry.rules.usia import usia_tahun


@dataclass(frozen=True)
class Bahan:
    """What is known of the entry. Words for dates and reasons come ready for the screen."""

    nik: str
    alasan_tanpa_nik: str
    tanggal_lahir: date | None
    presisi: str
    jenis_kelamin: str
    no_kk: str
    is_wilayah_dikenal: bool
    is_nik_kembar: bool
    aturan: AturanKategori
    berita_acara: str
    pemberitahuan: str
    kelengkapan: int


@dataclass(frozen=True)
class Butir:
    """One line of the list; not ok means: look here."""

    kode: str
    is_ok: bool
    pesan: str


def list_pemeriksaan(bahan: Bahan, *, on: date) -> list[Butir]:
    """Every check in the order in which people look."""
    return [
        *_check_nik(bahan, on),
        *_check_usia(bahan, on),
        *_check_berkas(bahan),
        _check_kelengkapan(bahan.kelengkapan),
    ]


def _check_nik(bahan: Bahan, on: date) -> list[Butir]:
    if not bahan.nik:
        alasan = bahan.alasan_tanpa_nik or "alasannya belum diisi"
        return [Butir("nik", False, f"Belum ada NIK: {alasan}.")]
    hasil = parse_nik(bahan.nik, today=on)
    if hasil.error:
        return [Butir("nik", False, hasil.error)]
    temuan = nik_warnings(
        bahan.nik,
        tanggal_lahir=bahan.tanggal_lahir,
        presisi=bahan.presisi or "hari",
        jenis_kelamin=bahan.jenis_kelamin,
        known_area=bahan.is_wilayah_dikenal,
        no_kk=bahan.no_kk or None,
        today=on,
    )
    lines = [Butir(satu.kode, False, satu.pesan) for satu in temuan]
    if not lines:
        pesan = "NIK 16 angka, cocok dengan tanggal lahir dan jenis kelamin."
        lines = [Butir("nik", True, pesan)]
    kembar = "NIK sama sudah tercatat. Bandingkan dulu." if bahan.is_nik_kembar else ""
    return [*lines, Butir("kembar", not kembar, kembar or "Belum ada NIK yang sama.")]


def _check_usia(bahan: Bahan, on: date) -> list[Butir]:
    subjek = Subjek(
        lahir=bahan.tanggal_lahir,
        presisi=bahan.presisi or "hari",
        jenis_kelamin=bahan.jenis_kelamin,
        has_nik=bool(bahan.nik),
    )
    temuan = check_kategori(bahan.aturan, subjek, on=on)
    if temuan:
        return [Butir(satu.kode, False, satu.pesan) for satu in temuan]
    nama = bahan.aturan.nama
    if bahan.tanggal_lahir is None or bahan.tanggal_lahir > on:
        return [Butir("usia", True, f"{nama} tidak dibatasi umur.")]
    tahun = usia_tahun(bahan.tanggal_lahir, on)
    umur = f"{tahun} tahun" if tahun else "di bawah 1 tahun"
    cocok = f"sesuai kategori {nama}" if bahan.aturan.has_usia else "kategori tanpa batas umur"
    return [Butir("usia", True, f"Umur {umur}, {cocok}.")]


def _check_berkas(bahan: Bahan) -> list[Butir]:
    acara = bahan.berita_acara
    tahu = bahan.pemberitahuan
    return [
        Butir("berita_acara", bool(acara), acara or "Berita acara musyawarah belum ada."),
        Butir("pemberitahuan", bool(tahu), tahu or "Warga belum tercatat diberi tahu."),
    ]


def _check_kelengkapan(bagian: int) -> Butir:
    if bagian >= 8:
        return Butir("kelengkapan", True, "Isian lengkap, 8 dari 8 bagian.")
    return Butir("kelengkapan", False, f"Isian baru {bagian} dari 8 bagian.")
