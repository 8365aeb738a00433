"""Revoking a version of dated data before its first day: it gets an empty period, and the
version before it has no end again. No row goes.

Only `rancangan` calls this, having checked the day, the order of versions and the consent.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from balale.kit.errors import DomainError
from balale.registry.models import (
    DaftarKode,
    Formulir,
    Isian,
    JenisAturan,
    KategoriVersi,
    Kode,
    KopSurat,
    Pengumuman,
)
from balale.registry.services.versi import is_on_sheet, is_sealed_from, list_triggers


def revoke_version(*, jenis: str, objek: str, mulai: date) -> None:
    """Take the version that begins on the day out of the tables' periods.

    Raises DomainError where other parts need it, or where one person may not.
    """
    _REVOKERS[jenis](objek, mulai)


def _revoke_rows(rows: QuerySet[KategoriVersi | Formulir | KopSurat], mulai: date) -> None:
    """The row that begins on the day, then the one that ends there."""
    if rows.filter(berlaku_mulai=mulai).update(berlaku_sampai=mulai) != 1:
        raise DomainError("Versi ini sudah dicabut.")
    rows.filter(berlaku_sampai=mulai).update(berlaku_sampai=None)


def _revoke_kategori(objek: str, mulai: date) -> None:
    rows = KategoriVersi.objects.filter(kategori=objek)
    before = rows.filter(berlaku_mulai__lt=mulai).latest("berlaku_mulai")
    if before.tingkat != KategoriVersi.Tingkat.RAHASIA:
        _check_no_trigger(objek, mulai)
    _revoke_rows(rows, mulai)


def _check_no_trigger(objek: str, mulai: date) -> None:
    """A choice that opens a rahasia entry, now or later, needs the category to be rahasia."""
    if list_triggers(mulai).filter(picu_kategori=int(objek)).exists():
        raise DomainError(
            "Ada jawaban yang membuka jalur rahasia kategori ini. Cabut atau akhiri dulu."
        )


def _revoke_formulir(objek: str, mulai: date) -> None:
    _revoke_rows(Formulir.objects.filter(kategori=objek), mulai)


def _revoke_lembar(objek: str, mulai: date) -> None:
    _revoke_rows(Formulir.objects.filter(kategori=None, lembar=objek), mulai)


def _revoke_daftar(objek: str, mulai: date) -> None:
    """Choices that would begin never do; choices that would end stay."""
    daftar = DaftarKode.objects.filter(kode=objek).latest("berlaku_mulai")
    ended = daftar.kode_list.filter(berlaku_sampai=mulai)
    begun = daftar.kode_list.filter(berlaku_mulai=mulai)
    _check_reopens(daftar, ended, mulai)
    for rows, sampai in ((ended, None), (begun, mulai)):
        wanted = [row.pk for row in rows]
        if wanted and Kode.objects.filter(pk__in=wanted).update(berlaku_sampai=sampai) != len(
            wanted
        ):
            raise DomainError("Pilihan yang membuka jalur rahasia diputuskan oleh dua orang.")
    if daftar.berlaku_mulai == mulai:
        _revoke_list(daftar)


def _check_reopens(daftar: DaftarKode, ended: QuerySet[Kode], mulai: date) -> None:
    """A choice that opens a rahasia entry comes back only where it could be added."""
    nomor_list = list(ended.filter(picu_rahasia=True).values_list("picu_kategori", flat=True))
    if nomor_list and is_on_sheet(daftar):
        raise DomainError("Daftar ini kini dipakai lembar pendataan. Cabut versi lembarnya dulu.")
    for nomor in nomor_list:
        if not is_sealed_from(nomor, mulai):
            raise DomainError(f"Kategori {nomor} bukan lagi rahasia. Cabut versi kategorinya dulu.")


def _revoke_list(daftar: DaftarKode) -> None:
    forms = Formulir.objects.filter(pk__in=Isian.objects.filter(daftar=daftar).values("formulir"))
    if forms.exists():
        raise DomainError("Daftar ini sudah dipakai formulir. Cabut versi formulirnya dulu.")
    DaftarKode.objects.filter(pk=daftar.pk).update(berlaku_sampai=daftar.berlaku_mulai)


def _revoke_kop(objek: str, mulai: date) -> None:
    _revoke_rows(KopSurat.objects.filter(wilayah_kode=objek), mulai)


def _revoke_pengumuman(objek: str, mulai: date) -> None:
    rows = Pengumuman.objects.filter(pk=UUID(objek), berlaku_mulai=mulai)
    if not rows.update(berlaku_sampai=mulai):
        raise DomainError("Versi ini sudah dicabut.")


_REVOKERS: dict[str, Callable[[str, date], None]] = {
    JenisAturan.KATEGORI: _revoke_kategori,
    JenisAturan.FORMULIR: _revoke_formulir,
    JenisAturan.LEMBAR: _revoke_lembar,
    JenisAturan.DAFTAR: _revoke_daftar,
    JenisAturan.KOP: _revoke_kop,
    JenisAturan.PENGUMUMAN: _revoke_pengumuman,
}
