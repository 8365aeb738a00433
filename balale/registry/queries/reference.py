"""Reads of dated reference data. It is open to every signed-in user, so no user is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from balale.kit.remembered import remembered
from balale.registry.models.kop import KopSurat
from balale.registry.models.reference import (
    DaftarKode,
    Formulir,
    Isian,
    KategoriPpks,
    KategoriVersi,
    Kode,
    KriteriaPasal5,
    TandaKategori,
)


@dataclass(frozen=True)
class IsiFormulir:
    """The fields of a form, and the choices of each list they use, by list id."""

    isian_list: list[Isian]
    pilihan: dict[int, list[Kode]]


@remembered
def list_kriteria() -> list[KriteriaPasal5]:
    """The seven criteria of UU 11/2009 Pasal 5, in their order."""
    return list(KriteriaPasal5.objects.all())


def list_kategori(on: date) -> QuerySet[KategoriVersi]:
    """The version in force of every category, in the official order."""
    return KategoriVersi.objects.in_force(on).select_related("kategori").order_by("kategori")


def get_kategori(kategori: KategoriPpks | int | str, on: date) -> KategoriVersi:
    """The version of one category in force on a day; takes the row, number or short code.

    Raises KategoriVersi.DoesNotExist if there is none.
    """
    if isinstance(kategori, str):
        return list_kategori(on).get(kategori__kode=kategori)
    return list_kategori(on).get(kategori=kategori)


def list_kriteria_bawaan(kategori_versi: KategoriVersi) -> list[int]:
    """Numbers of the criteria ticked at first for the category, most telling first."""
    rows = kategori_versi.kriteria_bawaan_list.order_by("urutan")
    return list(rows.values_list("kriteria_id", flat=True))


def list_tanda(kategori_versi: KategoriVersi) -> QuerySet[TandaKategori]:
    """The category's own signs in the order of the annex."""
    return kategori_versi.tanda_list.order_by("urutan")


@remembered
def get_formulir(kategori: KategoriPpks | int, on: date) -> Formulir:
    """The form of a category in force on a day. Raises Formulir.DoesNotExist."""
    return Formulir.objects.in_force(on).get(kategori=kategori)


def list_isian(formulir: Formulir) -> QuerySet[Isian]:
    """Fields of one form in their order, each with its list."""
    return formulir.isian_list.select_related("daftar").order_by("urutan")


def list_kode(daftar: DaftarKode | str, on: date) -> QuerySet[Kode]:
    """Choices in force on a day; a list given by name is taken in its version of that day.

    An answered field passes its own list row, so an old answer keeps its old choices.
    """
    rows = Kode.objects.in_force(on).order_by("urutan")
    if isinstance(daftar, DaftarKode):
        return rows.filter(daftar=daftar)
    return rows.filter(daftar__in=DaftarKode.objects.in_force(on).filter(kode=daftar))


@remembered
def get_isi_formulir(formulir: Formulir, on: date) -> IsiFormulir:
    """Fields and choices of a form on a day, in two queries."""
    isian_list = list(list_isian(formulir))
    return IsiFormulir(isian_list, list_pilihan(formulir, on))


def list_pilihan(formulir: Formulir, on: date) -> dict[int, list[Kode]]:
    """Choices of every list a form uses, by list id, in one query."""
    return list_pilihan_of(formulir.isian_list.filter(daftar__isnull=False).values("daftar"), on)


def list_pilihan_of(daftar_ids: Any, on: date) -> dict[int, list[Kode]]:
    """Choices in force of the lists, by list id, in one query."""
    pilihan: dict[int, list[Kode]] = {}
    for kode in Kode.objects.in_force(on).filter(daftar__in=daftar_ids).order_by("urutan"):
        pilihan.setdefault(kode.daftar_id, []).append(kode)
    return pilihan


def get_kode(daftar: str, teks: str, on: date) -> Kode | None:
    """A choice by its code, text or other spelling, letter case aside; None if unknown."""
    cari = " ".join(teks.split()).casefold()
    for kode in list_kode(daftar, on):
        ejaan = [kode.kode, kode.teks, *kode.alias.split("|")]
        if cari and cari in (satu.strip().casefold() for satu in ejaan):
            return kode
    return None


def get_kop(wilayah_kode: str, on: date) -> KopSurat | None:
    """The letterhead of an area on a day; where it has none, that of the area around it."""
    parts = wilayah_kode.split(".")
    around = [".".join(parts[:size]) for size in range(len(parts), 0, -1)]
    found = {
        row.wilayah_kode: row
        for row in KopSurat.objects.in_force(on).filter(wilayah_kode__in=around)
    }
    return next((found[kode] for kode in around if kode in found), None)
