"""Reads of figures for the roles that see a recap. Every figure has its one definition here.

*Aktif*: entries in force, also those due for review. *Proses*: entries at the office, from the
village's approval to the decree. Drafts of a village are not counted. No figure counts rahasia
but the yearly one. A remote community in force is one entry among *aktif*; *komunitas* counts
those alone, and *KK* how many families they have by the last count of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.reports.rules import BATAS_BIASA, BATAS_TERBATAS, Sel, add_up
from balale.wilayah.queries import list_desa, list_kecamatan
from balale.wilayah.rules import is_inside

PROSES, AKTIF = "proses", "aktif"
_BATAS = {Tingkat.BIASA: BATAS_BIASA, Tingkat.TERBATAS: BATAS_TERBATAS}


@dataclass(frozen=True)
class Baris:
    """The figures of one area, in the order of its table's columns."""

    kode: str
    nama: str
    sel: list[Sel]
    # 0 to 100 against the largest first figure of the table, for a bar.
    bagian: int = 0


@dataclass(frozen=True)
class Rekap:
    """A table of figures: `kolom` are its headings, `jumlah` the sums of what is shown."""

    kolom: list[str]
    baris: list[Baris]
    jumlah: list[Sel]

    @property
    def is_tersamar(self) -> bool:
        """True where a figure is hidden."""
        return any(sel.jumlah is None for baris in self.baris for sel in baris.sel)


@dataclass(frozen=True)
class BarisKomunitas:
    """Communities of one area, and the families they count."""

    nama: str
    komunitas: Sel
    keluarga: Sel


@dataclass(frozen=True)
class RekapKomunitas:
    """Areas that have a community in force, and the sums of what is shown."""

    baris: list[BarisKomunitas]
    komunitas: Sel
    keluarga: Sel


@dataclass(frozen=True)
class AngkaTahunan:
    """The regency's rahasia cases at the end of `tahun`; None where it may not be told."""

    tahun: int
    jumlah: int | None


def get_rekap_kabupaten(user: User) -> Rekap:
    """Entries by kecamatan of the asker's area: the ordinary level and terbatas."""
    areas = [(row.kode, row.nama) for row in list_kecamatan(_wilayah(user))]
    columns = [
        ("Aktif", Tingkat.BIASA, AKTIF),
        ("Proses", Tingkat.BIASA, PROSES),
        ("Terbatas, aktif", Tingkat.TERBATAS, AKTIF),
    ]
    return _build(areas, columns, per="kecamatan")


def get_rekap_kecamatan(user: User, kode: str) -> Rekap | None:
    """Entries by desa of one kecamatan in the asker's area; None for one elsewhere.

    Terbatas is counted by desa only for who reads it.
    """
    if user.context is None or not list_kecamatan(kode).filter(kode=kode).exists():
        return None
    if not any(is_inside(desa, kode) for desa in user.context.desa):
        return None
    areas = [(row.kode, row.sebutan) for row in list_desa(kode)]
    columns = [("Aktif", Tingkat.BIASA, AKTIF), ("Proses", Tingkat.BIASA, PROSES)]
    if Tingkat.TERBATAS in user.context.tingkat:
        columns.append(("Terbatas, aktif", Tingkat.TERBATAS, AKTIF))
    return _build(areas, columns, per="desa")


def get_terbatas_kecamatan(user: User, kode: str) -> Sel:
    """Terbatas entries in force in one kecamatan, as one figure."""
    return _count(Tingkat.TERBATAS, "kecamatan").get((kode, AKTIF), Sel(0, BATAS_TERBATAS))


def get_komunitas_kabupaten(user: User) -> RekapKomunitas:
    """Communities by kecamatan of the asker's area."""
    areas = [(row.kode, row.nama) for row in list_kecamatan(_wilayah(user))]
    return _count_komunitas(areas, per="kecamatan")


def get_komunitas_kecamatan(kode: str) -> RekapKomunitas:
    """Communities by desa of one kecamatan; none of one outside the asker's area."""
    areas = [(row.kode, row.sebutan) for row in list_desa(kode)]
    return _count_komunitas(areas, per="desa")


def _count_komunitas(areas: Sequence[tuple[str, str]], *, per: str) -> RekapKomunitas:
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_figure_komunitas(%s)", [per])
        counts = {
            kode: (Sel(jumlah, BATAS_BIASA), Sel(keluarga))
            for kode, jumlah, keluarga in cursor.fetchall()
        }
    baris = [BarisKomunitas(nama, *counts[kode]) for kode, nama in areas if kode in counts]
    return RekapKomunitas(
        baris,
        add_up([Sel(0, BATAS_BIASA), *(row.komunitas for row in baris)]),
        add_up(row.keluarga for row in baris),
    )


def get_angka_rahasia(on: date) -> AngkaTahunan:
    """Rahasia cases in force at the end of last year, for who may know the rounded figure."""
    with connection.cursor() as cursor:
        cursor.execute("select balale_figure_rahasia()")
        return AngkaTahunan(on.year - 1, cursor.fetchone()[0])


def _wilayah(user: User) -> str:
    return user.context.wilayah_kode if user.context else ""


def _count(tingkat: Tingkat, per: str) -> dict[tuple[str, str], Sel]:
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_figure_ppks(%s, %s)", [tingkat, per])
        return {
            (kode, tahap): Sel(jumlah, _BATAS[tingkat]) for kode, tahap, jumlah in cursor.fetchall()
        }


def _build(
    areas: Sequence[tuple[str, str]], columns: Sequence[tuple[str, Tingkat, str]], *, per: str
) -> Rekap:
    counts = {tingkat: _count(tingkat, per) for tingkat in {column[1] for column in columns}}
    rows = [
        (kode, nama, [
            counts[tingkat].get((kode, tahap), Sel(0, _BATAS[tingkat]))
            for _judul, tingkat, tahap in columns
        ])
        for kode, nama in areas
    ]  # fmt: skip
    most = max((sel[0].jumlah or 0 for _kode, _nama, sel in rows), default=0)
    baris = [
        Baris(kode, nama, sel, (sel[0].jumlah or 0) * 100 // most if most else 0)
        for kode, nama, sel in rows
    ]
    jumlah = [add_up(row.sel[at] for row in baris) for at in range(len(columns))]
    return Rekap([column[0] for column in columns], baris, jumlah)
