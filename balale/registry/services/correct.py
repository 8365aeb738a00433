"""The operator mends an entry that came back; both sides of every change stand in the proposal."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.kit.formatting import format_rt_rw, format_tanggal
from balale.registry.models import (
    Isian,
    JenisUsulan,
    Kode,
    KriteriaPasal5,
    Orang,
    Ppks,
    StatusUsulan,
    TandaKategori,
    Usulan,
    UsulanKolom,
)
from balale.registry.queries.answers import say_jawaban, say_kode
from balale.registry.queries.reference import get_kategori
from balale.registry.rules.entry import IsianAlamat, IsianEntri, IsianKeluarga, IsianOrang
from balale.registry.rules.status import StatusPpks
from balale.registry.rules.usulan import Dasar
from balale.registry.services import entry, families, people
from balale.registry.services.rows import Stamp, change_row

_FIXABLE = {StatusPpks.DRAF, StatusPpks.DIKEMBALIKAN}
_LABELS = {
    "nama": "Nama",
    "nik": "NIK",
    "alasan_tanpa_nik": "Alasan belum ada NIK",
    "jenis_kelamin": "Jenis kelamin",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "presisi_tgl_lahir": "Ketelitian tanggal lahir",
    "telepon": "Telepon",
    "gelar_depan": "Gelar depan",
    "gelar_belakang": "Gelar belakang",
    "status_kawin": "Status perkawinan",
    "agama": "Agama",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
}
# Coded fields; each has the name of its list.
_LISTS = frozenset({"alasan_tanpa_nik", "status_kawin", "agama", "pendidikan", "pekerjaan"})
_COLUMNS = (
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


@dataclass(frozen=True)
class Ubahan:
    """One change in words: the field's code, its label, before and after."""

    kolom: str
    label: str
    sebelum: str
    sesudah: str


@transaction.atomic
def correct_ppks(
    *, ppks: Ppks, dasar: Dasar, isian: IsianPerbaikan, by: User, on: date, now: datetime
) -> Usulan:
    """Write the mended entry and propose it to the village head again.

    The entry keeps its status until he approves. An identity that was verified loses
    that mark when it changes. Raises StaleVersion, DomainError. Audit: ppks.corrected.
    """
    orang = _check_open(ppks, dasar)
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
    ubahan += _correct_details(ppks, kept, vault=vault, stamp=stamp)
    change_row(ppks, base=ppks.versi, by=by, now=now, kelengkapan=isian.entri.kelengkapan)
    usulan = entry.propose(ppks, orang=orang, jenis=JenisUsulan.PERBAIKAN, stamp=stamp)
    _write_kolom(usulan, ubahan, vault=vault, stamp=stamp)
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
    rows = ppks.usulan.select_related("orang").order_by("-diusulkan_pada", "-pk")
    return rows[0]


def _check_open(ppks: Ppks, dasar: Dasar) -> Orang:
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
    before = people.read_isian(orang, vault=vault)
    after = replace(isian, nama_lain=())
    if after.nik:
        after = replace(after, alasan_tanpa_nik="")
    ubahan = [
        Ubahan(name, label, _say(name, getattr(before, name), on), _say(name, new, on))
        for name, label in _LABELS.items()
        if getattr(before, name) != (new := getattr(after, name))
    ]
    if not ubahan:
        return []
    people.fill_orang(orang, isian=after, vault=vault)
    orang.terverifikasi_pada = orang.terverifikasi_oleh_id = None
    if not after.nik and not orang.nomor_sementara:
        orang.nomor_sementara = people.next_temporary_number(on)
    columns = {name: getattr(orang, name) for name in _COLUMNS}
    change_row(orang, base=dasar.orang, by=stamp.by, now=stamp.now, **columns)
    return ubahan


def _say(name: str, value: Any, on: date) -> str:
    if isinstance(value, date):
        return format_tanggal(value)
    if name in _LISTS:
        return say_kode(name, value, on)
    return {"L": "Laki-laki", "P": "Perempuan"}.get(value, value or "")


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
    words = [
        ("dusun", "Dusun", before.dusun, isian.dusun),
        ("rt_rw", "RT/RW", format_rt_rw(before.rt, before.rw), format_rt_rw(isian.rt, isian.rw)),
        ("alamat", "Alamat", before.teks, isian.teks),
        ("titik", "Letak", before.titik, isian.titik),
    ]
    return [Ubahan(*line) for line in words if line[2] != line[3]]


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


def read_entri(ppks: Ppks, *, vault: Vault) -> IsianEntri:
    """The entry's details that hold now, in the form's shape."""
    jawaban: dict[int, list[str]] = defaultdict(list)
    for row in ppks.jawaban.filter(is_berlaku=True).order_by("isian__urutan", "pk"):
        jawaban[row.isian_id].append(row.nilai or vault.get(row, "nilai"))
    kriteria = ppks.kriteria.filter(is_berlaku=True).values_list("kriteria_id", flat=True)
    tanda = ppks.tanda.filter(is_berlaku=True).values_list("tanda_id", flat=True)
    return IsianEntri(
        kategori=ppks.kategori_id,
        kriteria=tuple(sorted(kriteria)),
        tanda=tuple(sorted(tanda)),
        jawaban={pk: tuple(values) for pk, values in jawaban.items()},
        kelengkapan=ppks.kelengkapan,
        kode_alasan=ppks.kode_alasan,
    )


def _correct_details(ppks: Ppks, isian: IsianEntri, *, vault: Vault, stamp: Stamp) -> list[Ubahan]:
    """Rows that no longer hold are ended, new ones written; what is the same stays untouched."""
    before = read_entri(ppks, vault=vault)
    changed = IsianEntri(kategori=isian.kategori)
    ubahan: list[Ubahan] = []
    if set(isian.kriteria) != set(before.kriteria):
        _end(ppks.kriteria.filter(is_berlaku=True), stamp)
        changed = replace(changed, kriteria=isian.kriteria)
        ubahan.append(_say_rows("kriteria", "Kriteria", before.kriteria, isian.kriteria))
    if set(isian.tanda) != set(before.tanda):
        _end(ppks.tanda.filter(is_berlaku=True), stamp)
        changed = replace(changed, tanda=isian.tanda)
        ubahan.append(_say_rows("tanda", "Yang terlihat", before.tanda, isian.tanda))
    keys = {*before.jawaban, *isian.jawaban}
    other = [k for k in keys if set(before.jawaban.get(k, ())) != set(isian.jawaban.get(k, ()))]
    if other:
        _end(ppks.jawaban.filter(is_berlaku=True, isian__in=other), stamp)
        new = {key: isian.jawaban[key] for key in other if key in isian.jawaban}
        changed = replace(changed, jawaban=new)
        ubahan += _say_jawaban(other, before.jawaban, isian.jawaban)
    versi = get_kategori(ppks.kategori_id, ppks.mulai)
    entry.write_details(ppks, isian=changed, versi=versi, stamp=stamp, vault=vault)
    return ubahan


def _end(rows: Any, stamp: Stamp) -> None:
    for row in rows:
        change_row(row, base=row.versi, by=stamp.by, now=stamp.now, is_berlaku=False)


def _say_rows(kolom: str, label: str, before: tuple[int, ...], after: tuple[int, ...]) -> Ubahan:
    ids = {*before, *after}
    if kolom == "kriteria":
        words = dict(KriteriaPasal5.objects.filter(pk__in=ids).values_list("pk", "nama"))
    else:
        words = dict(TandaKategori.objects.filter(pk__in=ids).values_list("pk", "teks"))
    said = ["; ".join(words[pk] for pk in sorted(side) if pk in words) for side in (before, after)]
    return Ubahan(kolom, label, *said)


def _say_jawaban(
    ids: list[int], before: dict[int, tuple[str, ...]], after: dict[int, tuple[str, ...]]
) -> list[Ubahan]:
    fields = list(Isian.objects.filter(pk__in=ids).order_by("urutan"))
    lists = {field.daftar_id for field in fields if field.daftar_id}
    words = {(k.daftar_id, k.kode): k.teks for k in Kode.objects.filter(daftar__in=lists)}
    return [
        Ubahan(
            "jawaban",
            field.label,
            *(
                ", ".join(say_jawaban(field, one, words) for one in side.get(field.pk, ()))
                for side in (before, after)
            ),
        )
        for field in fields
    ]


def _write_kolom(usulan: Usulan, ubahan: list[Ubahan], *, vault: Vault, stamp: Stamp) -> None:
    """Both sides of every change, sealed, in the order of the form."""
    rows = []
    for satu in ubahan:
        row = UsulanKolom(
            id=stamp.new_id(),
            usulan=usulan,
            label=satu.label[:32],
            kolom=satu.kolom,
            **stamp.columns(usulan.subjek_id),
        )
        vault.put(row, sebelum=satu.sebelum, sesudah=satu.sesudah)
        rows.append(row)
    UsulanKolom.objects.bulk_create(rows)
