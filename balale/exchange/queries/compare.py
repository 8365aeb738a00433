"""Rows of a file beside the registry, as far as the asker sees it: new, same or changed.

Sealed persons and entries take no part: whether they exist changes nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from balale.access import crypto
from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.exchange.rules.alasan import Alasan, warn
from balale.exchange.rules.beda import Tercatat, find_beda
from balale.exchange.rules.orang import BarisDibaca, OrangDibaca
from balale.registry.models import Alamat, AnggotaKeluarga, Orang, Ppks
from balale.registry.rules.nama_kunci import nama_kunci
from balale.registry.rules.status import StatusPpks

_TERBUKA = (Tingkat.BIASA.value, Tingkat.TERBATAS.value)
_TUTUP = (StatusPpks.DIGABUNG, StatusPpks.DITOLAK, StatusPpks.KELUAR)
Kunci = tuple[str, date | None, str]


@dataclass(frozen=True)
class Banding:
    """How a row stands to the registry. `beda`: the fields in which it differs."""

    hasil: str
    orang_id: UUID | None = None
    beda: tuple[str, ...] = ()
    alasan: tuple[Alasan, ...] = ()


@dataclass
class _Temuan:
    by_nik: dict[bytes, list[Orang]] = field(default_factory=lambda: defaultdict(list))
    by_kunci: dict[Kunci, list[Orang]] = field(default_factory=lambda: defaultdict(list))


def compare_rows(rows: Sequence[BarisDibaca], *, user: User) -> dict[int, Banding]:
    """How each row that is not refused stands to the registry, by row number; six queries."""
    indeks = {row.baris: crypto.blind_index("nik", row.orang.nik) for row in rows if row.orang.nik}
    kunci = {row.baris: get_kunci(row.orang) for row in rows}
    temuan = _find(indeks.values(), kunci.values(), user=user)
    chosen: dict[int, tuple[Orang | None, tuple[Alasan, ...]]] = {}
    for row in rows:
        chosen[row.baris] = _choose(row, indeks.get(row.baris), kunci[row.baris], temuan)
    orang = {found.pk: found for found, _ in chosen.values() if found is not None}
    tercatat = _list_tercatat(orang, user=user)
    answer = {}
    for row in rows:
        found, alasan = chosen[row.baris]
        if found is None:
            answer[row.baris] = Banding("new", alasan=alasan)
            continue
        beda = find_beda(row.orang, tercatat[found.pk])
        answer[row.baris] = Banding("changed" if beda else "same", found.pk, beda, alasan)
    return answer


def get_kunci(orang: OrangDibaca) -> Kunci:
    """Name as it sounds, birth date and desa: what a person without NIK is known by."""
    return nama_kunci(orang.nama)[:120], orang.tanggal_lahir, orang.desa_kode


def _find(indeks: Iterable[bytes], kunci: Iterable[Kunci], *, user: User) -> _Temuan:
    rows = Orang.objects.visible_to(user).filter(tingkat=Tingkat.BIASA)
    kolom = (
        "nama", "nama_kunci", "gelar_depan", "gelar_belakang", "nik_indeks", "jenis_kelamin",
        "tempat_lahir", "tanggal_lahir", "presisi_tgl_lahir", "desa_id", "meninggal_pada",
        "status_kawin", "agama", "pendidikan", "pekerjaan",
    )  # fmt: skip
    temuan = _Temuan()
    for one in rows.filter(nik_indeks__in=list(indeks)).only(*kolom):
        temuan.by_nik[bytes(one.nik_indeks or b"")].append(one)
    wanted = set(kunci)
    names = {name for name, _, _ in wanted if name}
    desa = {kode for _, _, kode in wanted}
    same = rows.filter(nama_kunci__in=names, desa_id__in=desa).only(*kolom)
    for one in same:
        key = (one.nama_kunci, one.tanggal_lahir, one.desa_id)
        if key in wanted:
            temuan.by_kunci[key].append(one)
    return temuan


def _choose(
    row: BarisDibaca, indeks: bytes | None, kunci: Kunci, temuan: _Temuan
) -> tuple[Orang | None, tuple[Alasan, ...]]:
    """The one person that the row is about, or none; several are said, not chosen from."""
    if indeks is not None:
        found = temuan.by_nik.get(indeks, [])
        if len(found) == 1:
            return found[0], _about(found[0])
        if found:
            pesan = "NIK ini tercatat pada beberapa orang. Periksa."
            return None, (warn("nik", "nik_ganda_di_registri", pesan),)
        tanpa = [one for one in temuan.by_kunci.get(kunci, []) if one.nik_indeks is None]
        if tanpa:
            pesan = "Nama dan tanggal lahir ini sudah tercatat tanpa NIK."
            return None, (warn("nama", "mungkin_sudah_tercatat", pesan),)
        return None, ()
    found = temuan.by_kunci.get(kunci, [])
    found = [one for one in found if one.nik_indeks is None] or found
    if len(found) == 1:
        return found[0], _about(found[0])
    if found:
        pesan = "Ada beberapa warga dengan nama dan tanggal lahir ini."
        return None, (warn("nama", "mungkin_sudah_tercatat", pesan),)
    return None, ()


def _about(orang: Orang) -> tuple[Alasan, ...]:
    if orang.meninggal_pada is None:
        return ()
    return (warn("nama", "tercatat_meninggal", "Warga ini sudah tercatat meninggal."),)


def _list_tercatat(orang: dict[UUID, Orang], *, user: User) -> dict[UUID, Tercatat]:
    """What the registry holds of each person, in three queries for all."""
    ids = list(orang)
    alamat: dict[UUID, Any] = {}
    keluarga: dict[UUID, Any] = {}
    kategori: dict[UUID, set[int]] = defaultdict(set)
    if ids:
        rows = Alamat.objects.visible_to(user).filter(orang__in=ids, sampai__isnull=True)
        alamat = {row.orang_id: row for row in rows.order_by("mulai", "id") if row.orang_id}
        members = AnggotaKeluarga.objects.visible_to(user).filter(
            orang__in=ids, sampai__isnull=True
        )
        keluarga = {row.orang_id: row for row in members.select_related("keluarga")}
        kategori = _list_kategori(ids, keluarga, user=user)
    return {
        pk: _to_tercatat(one, alamat.get(pk), keluarga.get(pk), kategori[pk])
        for pk, one in orang.items()
    }


def _list_kategori(
    ids: list[UUID], keluarga: dict[UUID, Any], *, user: User
) -> dict[UUID, set[int]]:
    """Numbers of the open entries of each person and of the family."""
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for orang_id, row in keluarga.items():
        members[row.keluarga_id].append(orang_id)
    rows = Ppks.objects.visible_to(user).filter(
        Q(orang__in=ids) | Q(keluarga__in=list(members)), tingkat__in=_TERBUKA
    )
    kategori: dict[UUID, set[int]] = defaultdict(set)
    for row in rows.exclude(status__in=_TUTUP).only("orang_id", "keluarga_id", "kategori_id"):
        own = [row.orang_id] if row.orang_id else members.get(row.keluarga_id, [])  # type: ignore[arg-type]
        for orang_id in own:
            kategori[orang_id].add(row.kategori_id)
    return kategori


def _to_tercatat(orang: Orang, alamat: Any, anggota: Any, kategori: set[int]) -> Tercatat:
    kk = anggota.keluarga.no_kk_indeks if anggota else None
    return Tercatat(
        nama=orang.nama,
        gelar_depan=orang.gelar_depan,
        gelar_belakang=orang.gelar_belakang,
        jenis_kelamin=orang.jenis_kelamin,
        tempat_lahir=orang.tempat_lahir,
        tanggal_lahir=orang.tanggal_lahir,
        presisi_tgl_lahir=orang.presisi_tgl_lahir,
        desa_kode=orang.desa_id,
        has_nik=orang.nik_indeks is not None,
        is_kk=lambda no_kk: kk is not None and crypto.blind_index("no_kk", no_kk) == bytes(kk),
        hubungan=anggota.hubungan if anggota else "",
        dusun=alamat.dusun if alamat else "",
        rt=alamat.rt if alamat else "",
        rw=alamat.rw if alamat else "",
        kategori=frozenset(kategori),
        status_kawin=orang.status_kawin,
        agama=orang.agama,
        pendidikan=orang.pendidikan,
        pekerjaan=orang.pekerjaan,
    )
