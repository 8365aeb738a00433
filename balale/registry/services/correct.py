"""The operator mends an entry that came back; both sides of every change stand in the proposal."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    JENIS_ENTRI,
    JenisUsulan,
    Orang,
    Ppks,
    StatusUsulan,
    Usulan,
    UsulanKolom,
)
from balale.registry.queries.answers import say_kode
from balale.registry.queries.beda import (
    Ubahan,
    list_beda_alamat,
    list_beda_entri,
    list_beda_orang,
    tidy_isian,
)
from balale.registry.queries.reference import get_kategori
from balale.registry.rules.entry import IsianAlamat, IsianEntri, IsianKeluarga, IsianOrang
from balale.registry.rules.status import StatusPpks
from balale.registry.rules.usulan import Dasar
from balale.registry.services import entry, families, people
from balale.registry.services.acts import Act
from balale.registry.services.details import read_entri, write_changed
from balale.registry.services.rows import Stamp, change_row

_FIXABLE = {StatusPpks.DRAF, StatusPpks.DIKEMBALIKAN}
IDENTITY = (
    "nama", "nama_kunci", "nik_sandi", "nik_indeks", "nik_akhir_indeks", "telepon_sandi",
    "alasan_tanpa_nik", "nomor_sementara", "gelar_depan", "gelar_belakang", "tempat_lahir",
    "tanggal_lahir", "presisi_tgl_lahir", "jenis_kelamin", "status_kawin", "agama", "pendidikan",
    "pekerjaan", "terverifikasi_pada", "terverifikasi_oleh_id",
)  # fmt: skip


@dataclass(frozen=True)
class IsianPerbaikan:
    """The whole entry as it should be; parts that stay are given as they were."""

    orang: IsianOrang
    alamat: IsianAlamat
    keluarga: IsianKeluarga
    entri: IsianEntri


@transaction.atomic
def correct_ppks(
    *, ppks: Ppks, dasar: Dasar, isian: IsianPerbaikan, by: User, on: date, now: datetime
) -> Usulan:
    """Write the mended entry and propose it to the village head again.

    The entry keeps its status until he approves. An identity that was verified loses
    that mark when it changes. Raises StaleVersion, DomainError. Audit: ppks.corrected.
    """
    orang = check_open(ppks, dasar)
    vault = Vault()
    stamp = Stamp(desa_kode=ppks.desa_id, tingkat=ppks.tingkat, by=by, now=now)
    ubahan = [
        *_correct_orang(orang, isian.orang, dasar=dasar, vault=vault, stamp=stamp, on=on),
        *_correct_alamat(orang, isian.alamat, vault=vault, stamp=stamp, on=on),
        *_correct_keluarga(orang, isian.keluarga, ppks=ppks, vault=vault, stamp=stamp, on=on),
    ]
    versi = get_kategori(ppks.kategori_id, on)
    entry.check_fits(versi, orang, on=on)
    kept, secret = entry.part_trigger(isian.entri)
    ubahan += correct_details(ppks, kept, vault=vault, stamp=stamp)
    change_row(ppks, base=ppks.versi, by=by, now=now, kelengkapan=isian.entri.kelengkapan)
    usulan = entry.propose(ppks, orang=orang, jenis=JenisUsulan.PERBAIKAN, stamp=stamp)
    write_kolom(usulan, ubahan, vault=vault, stamp=stamp)
    for kategori in secret:
        entry.open_sealed_copy(orang, kategori=kategori, vault=vault, by=by, on=on, now=now)
    audit.record("ppks.corrected", ppks, by=by, fields={"kolom": [u.kolom for u in ubahan]})
    return usulan


def open_correction(*, ppks: Ppks, by: User) -> IsianPerbaikan:
    """Everything the form that mends starts from, numbers in full. Audit: ppks.opened_to_mend."""
    orang = _last_usulan(ppks).orang
    assert orang is not None
    vault = Vault()
    audit.record("ppks.opened_to_mend", ppks, by=by)
    return IsianPerbaikan(
        orang=people.read_isian(orang, vault=vault),
        alamat=people.read_alamat(people.get_alamat(orang), vault=vault),
        keluarga=families.read_keluarga(families.get_anggota(orang), vault=vault),
        entri=read_entri(ppks, vault=vault),
    )


def _last_usulan(ppks: Ppks) -> Usulan:
    """The newest proposal of an entry, with the person it came with."""
    rows = ppks.usulan.filter(jenis__in=JENIS_ENTRI).select_related("orang")
    rows = rows.order_by("-diusulkan_pada", "-pk")
    return rows[0]


def check_open(ppks: Ppks, dasar: Dasar) -> Orang:
    """The person of an entry that waits for the operator; of a family's, who stands for it.

    Raises StaleVersion, DomainError.
    """
    last = _last_usulan(ppks)
    orang = last.orang
    if orang is None or ppks.status not in _FIXABLE:
        raise DomainError("Data ini tidak menunggu perbaikan.", code="not_returned")
    if last.status != StatusUsulan.DIKEMBALIKAN or last.versi != dasar.usulan:
        raise StaleVersion(current=last)
    if ppks.versi != dasar.ppks or orang.versi != dasar.orang:
        raise StaleVersion(current=ppks)
    return orang


def _correct_orang(
    orang: Orang, isian: IsianOrang, *, dasar: Dasar, vault: Vault, stamp: Stamp, on: date
) -> list[Ubahan]:
    ubahan = list_beda_orang(people.read_isian(orang, vault=vault), isian, on=on)
    if ubahan:
        columns = fill_identity(orang, isian, vault=vault, on=on)
        change_row(orang, base=dasar.orang, by=stamp.by, now=stamp.now, **columns)
    return ubahan


def fill_identity(orang: Orang, isian: IsianOrang, *, vault: Vault, on: date) -> dict[str, Any]:
    """The identity's columns as the form says; no longer verified. Nothing is saved."""
    people.fill_orang(orang, isian=tidy_isian(isian), vault=vault)
    orang.terverifikasi_pada = orang.terverifikasi_oleh_id = None
    if not isian.nik and not orang.nomor_sementara:
        orang.nomor_sementara = people.next_temporary_number(on)
    return {name: getattr(orang, name) for name in IDENTITY}


def _correct_alamat(
    orang: Orang, isian: IsianAlamat, *, vault: Vault, stamp: Stamp, on: date
) -> list[Ubahan]:
    """A mistake is mended in place; a move is another matter."""
    alamat = people.get_alamat(orang)
    before = people.read_alamat(alamat, vault=vault)
    if before == isian:
        return []
    if alamat is None:
        people.build_alamat(
            orang=orang, isian=isian, stamp=stamp.at_level(orang.tingkat), vault=vault, on=on
        )
    else:
        people.fill_alamat(alamat, isian=isian, vault=vault)
        names = ("dusun", "rt", "rw", "teks_sandi", "titik_sandi")
        columns = {name: getattr(alamat, name) for name in names}
        change_row(alamat, base=alamat.versi, by=stamp.by, now=stamp.now, **columns)
    return list_beda_alamat(before, isian)


def _correct_keluarga(
    orang: Orang, isian: IsianKeluarga, *, ppks: Ppks, vault: Vault, stamp: Stamp, on: date
) -> list[Ubahan]:
    before = families.read_keluarga(families.get_anggota(orang), vault=vault)
    if before == isian or (not isian.no_kk and not before.no_kk):
        return []
    families.mend_keluarga(orang=orang, isian=isian, ppks=ppks, stamp=stamp, vault=vault, on=on)
    words = [
        ("no_kk", "No KK", before.no_kk, isian.no_kk),
        ("hubungan", "Hubungan dalam keluarga",
         say_kode("shdk", before.hubungan, on), say_kode("shdk", isian.hubungan, on)),
    ]  # fmt: skip
    return [Ubahan(*line) for line in words if line[2] != line[3]]


def correct_details(ppks: Ppks, isian: IsianEntri, *, vault: Vault, stamp: Stamp) -> list[Ubahan]:
    """Rows that no longer hold are ended, new ones written; what is the same stays untouched."""
    before = read_entri(ppks, vault=vault)
    write_changed(
        ppks, before=before, after=isian, act=Act(by=stamp.by, now=stamp.now), vault=vault
    )
    return list_beda_entri(before, isian)


def write_kolom(usulan: Usulan, ubahan: list[Ubahan], *, vault: Vault, stamp: Stamp) -> None:
    """Both sides of every change, sealed, in the order of the form."""
    rows = []
    for satu in ubahan:
        row = UsulanKolom(
            id=stamp.new_id(),
            usulan=usulan,
            label=satu.label,
            kolom=satu.kolom,
            **stamp.columns(usulan.subjek_id),
        )
        vault.put(row, sebelum=satu.sebelum, sesudah=satu.sesudah)
        rows.append(row)
    UsulanKolom.objects.bulk_create(rows)
