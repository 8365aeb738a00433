"""Writing one version of dated data: the new rows, then the end of the version before them.

Only `rancangan` and `berkas` call this, having checked the content, the day and the consent.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from balale.access.models import User
from balale.kit.errors import DomainError
from balale.registry.models import (
    DaftarKode,
    Formulir,
    Isian,
    JenisAturan,
    KategoriVersi,
    Kode,
    KopSurat,
    KriteriaBawaan,
    Pengumuman,
    TandaKategori,
)
from balale.registry.queries.pratinjau import build_isian

LANGKAH_URUTAN = 10
_LOCK = 610_700
Isi = Mapping[str, Any]


def lock_versions() -> None:
    """One writer of versions at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])


def write_version(*, jenis: str, isi: Isi, mulai: date, by: User) -> None:
    """Put one version into the tables. Raises DomainError where its parts don't fit the rest."""
    _WRITERS[jenis](isi, mulai, by)


def _sourced(isi: Isi) -> dict[str, Any]:
    return {"sumber": isi["sumber"], "dikonfirmasi": isi["dikonfirmasi"]}


def _write_kategori(isi: Isi, mulai: date, by: User) -> None:
    before = KategoriVersi.objects.filter(kategori=isi["nomor"]).latest("berlaku_mulai")
    if isi["tingkat"] != "rahasia":
        _check_not_trigger(isi["nomor"], mulai)
    left_out = {"nomor", "kriteria", "tanda"}
    columns = {name: value for name, value in isi.items() if name not in left_out}
    row = KategoriVersi(
        kategori_id=before.kategori_id, berlaku_mulai=mulai,
        berlaku_sampai=before.berlaku_sampai, **columns,
    )  # fmt: skip
    row.save(force_insert=True)
    KriteriaBawaan.objects.bulk_create(
        KriteriaBawaan(kategori_versi=row, kriteria_id=nomor, urutan=urutan)
        for urutan, nomor in enumerate(isi["kriteria"], 1)
    )
    TandaKategori.objects.bulk_create(
        TandaKategori(
            kategori_versi=row, kode=one["kode"], teks=one["teks"],
            urutan=urutan * LANGKAH_URUTAN, **_sourced(one),
        )
        for urutan, one in enumerate(isi["tanda"], 1)
    )  # fmt: skip
    KategoriVersi.objects.filter(pk=before.pk).update(berlaku_sampai=mulai)


def _check_not_trigger(nomor: int, mulai: date) -> None:
    """An answer that opens a rahasia entry needs a rahasia category to open."""
    if list_triggers(mulai).filter(picu_kategori=nomor).exists():
        raise DomainError(
            "Ada jawaban yang membuka jalur rahasia kategori ini. Akhiri pilihan itu dulu.",
            field="tingkat",
        )


def list_triggers(mulai: date) -> QuerySet[Kode]:
    """Choices that open a rahasia entry on the day or later."""
    return Kode.objects.filter(picu_rahasia=True).exclude(berlaku_sampai__lte=mulai)


def is_sealed_from(nomor: int, mulai: date) -> bool:
    """True for a category that is rahasia from the day on, by every version there is."""
    rows = KategoriVersi.objects.filter(kategori=nomor).exclude(berlaku_sampai__lte=mulai)
    levels = set(rows.values_list("tingkat", flat=True))
    return levels == {"rahasia"} and rows.in_force(mulai).exists()


def is_on_sheet(daftar: DaftarKode) -> bool:
    """True for a list that a sheet asks, asked or will ask from."""
    return Formulir.objects.filter(kategori=None, isian_list__daftar=daftar).exists()


def _write_formulir(isi: Isi, mulai: date, by: User) -> None:
    _write_form(Formulir.objects.filter(kategori=isi["kategori"]), isi, mulai)


def _write_lembar(isi: Isi, mulai: date, by: User) -> None:
    """A sheet belongs to no category, so that no answer of it can open a rahasia entry."""
    names = {one["daftar"] for one in isi["isian"] if one["daftar"]}
    choices = list_triggers(mulai).filter(daftar__kode__in=names)
    sealed = choices.values_list("daftar__nama", flat=True).first()
    if sealed:
        raise DomainError(f"Daftar “{sealed}” membuka jalur rahasia. Pilih daftar lain.")
    _write_form(Formulir.objects.filter(kategori=None, lembar=isi["lembar"]), isi, mulai)


def _write_form(rows: QuerySet[Formulir], isi: Isi, mulai: date) -> None:
    before = rows.latest("berlaku_mulai")
    versi = max(_with_revoked(before).values_list("versi", flat=True)) + 1
    row = Formulir(
        kategori_id=before.kategori_id, lembar=before.lembar, versi=versi, berlaku_mulai=mulai,
        berlaku_sampai=before.berlaku_sampai, **_sourced(isi),
    )  # fmt: skip
    row.save(force_insert=True)
    Isian.objects.bulk_create(
        build_isian(one, formulir=row, urutan=urutan * LANGKAH_URUTAN, on=mulai)
        for urutan, one in enumerate(isi["isian"], 1)
    )
    Formulir.objects.filter(pk=before.pk).update(berlaku_sampai=mulai)


def _with_revoked(before: Formulir) -> QuerySet[Formulir]:
    """A number of a revoked version isn't given again."""
    return Formulir.semua.filter(kategori=before.kategori_id, lembar=before.lembar)


def _write_daftar(isi: Isi, mulai: date, by: User) -> None:
    """New choices begin, choices left out end; those that stay are not touched."""
    daftar = DaftarKode.objects.filter(kode=isi["kode"]).order_by("-berlaku_mulai").first()
    if daftar is None:
        daftar = DaftarKode(
            kode=isi["kode"], nama=isi["nama"], berlaku_mulai=mulai, **_sourced(isi)
        )
        daftar.save(force_insert=True)
    old = {row.kode: row for row in daftar.kode_list.all()}
    in_force = {kode for kode, row in old.items() if _holds(row, mulai)}
    wanted = {one["kode"] for one in isi["kode_list"]}
    urutan = 0
    for one in isi["kode_list"]:
        row = old.get(one["kode"])
        if row is None:
            urutan += 1
            _add_choice(daftar, one, urutan, mulai)
        else:
            _check_same(row, one, is_in_force=one["kode"] in in_force)
            urutan = row.urutan
    ended = [old[kode].pk for kode in in_force - wanted]
    if ended and Kode.objects.filter(pk__in=ended).update(berlaku_sampai=mulai) != len(ended):
        raise DomainError("Pilihan yang membuka jalur rahasia diakhiri oleh dua orang.")


def _holds(row: Kode, on: date) -> bool:
    return row.berlaku_mulai <= on and (row.berlaku_sampai is None or row.berlaku_sampai > on)


def _add_choice(daftar: DaftarKode, isi: Isi, urutan: int, mulai: date) -> None:
    picu = isi["picu_kategori"]
    if picu is not None and not is_sealed_from(picu, mulai):
        raise DomainError(f"Kategori {picu} bukan kategori rahasia. Pilih kategori lain.")
    if picu is not None and is_on_sheet(daftar):
        raise DomainError("Daftar ini dipakai lembar pendataan. Buat daftar lain untuk itu.")
    Kode(
        daftar=daftar, kode=isi["kode"], teks=isi["teks"], alias=isi["alias"], urutan=urutan,
        picu_rahasia=isi["picu_kategori"] is not None, picu_kategori_id=isi["picu_kategori"],
        berlaku_mulai=mulai, sumber=daftar.sumber, dikonfirmasi=False,
    ).save(force_insert=True)  # fmt: skip


def _check_same(row: Kode, isi: Isi, *, is_in_force: bool) -> None:
    """A code never comes to mean something else: its words are part of the answers given."""
    same = (row.teks, row.alias, row.picu_kategori_id)
    if same != (isi["teks"], isi["alias"], isi["picu_kategori"]):
        raise DomainError(f"Kode “{row.kode}” sudah dipakai. Akhiri, lalu tambah kode baru.")
    if not is_in_force:
        raise DomainError(f"Kode “{row.kode}” sudah berakhir. Beri kode lain.")


def _write_kop(isi: Isi, mulai: date, by: User) -> None:
    columns = {name: value for name, value in isi.items() if name != "baris"}
    before = KopSurat.objects.filter(wilayah_kode=isi["wilayah_kode"])
    last = before.order_by("-berlaku_mulai").first()
    KopSurat(
        baris="\n".join(isi["baris"]), berlaku_mulai=mulai,
        berlaku_sampai=last.berlaku_sampai if last else None, **columns,
    ).save(force_insert=True)  # fmt: skip
    if last is not None:
        KopSurat.objects.filter(pk=last.pk).update(berlaku_sampai=mulai)


def _write_pengumuman(isi: Isi, mulai: date, by: User) -> None:
    sampai = date.fromisoformat(isi["berlaku_sampai"]) if isi["berlaku_sampai"] else None
    if sampai is not None and sampai <= mulai:
        raise DomainError("Tanggal akhir harus sesudah tanggal mulai.", field="berlaku_sampai")
    Pengumuman(
        id=UUID(isi["id"]), judul=isi["judul"], teks=isi["teks"], peran=isi["peran"],
        wilayah_kode=isi["wilayah_kode"], berlaku_mulai=mulai, berlaku_sampai=sampai,
        dibuat_oleh_id=by.user_id, dibuat_pada=timezone.now(),
    ).save(force_insert=True)  # fmt: skip


_WRITERS: dict[str, Callable[[Isi, date, User], None]] = {
    JenisAturan.KATEGORI: _write_kategori,
    JenisAturan.FORMULIR: _write_formulir,
    JenisAturan.LEMBAR: _write_lembar,
    JenisAturan.DAFTAR: _write_daftar,
    JenisAturan.KOP: _write_kop,
    JenisAturan.PENGUMUMAN: _write_pengumuman,
}
