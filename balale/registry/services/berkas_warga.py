"""Photographs and papers: stored sealed, looked at on record, ended with a reason, restored."""

from datetime import datetime

from django.db import transaction

from balale.access.ids import new_sealed_id
from balale.access.models import User
from balale.access.rules.policy import POLICY, Role
from balale.access.services.versions import MissingPrecondition
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Berkas, BerkasIsi, Keluarga, Orang, Ppks
from balale.registry.queries.berkas import is_restorable, list_rows
from balale.registry.queries.reference import list_kode
from balale.registry.rules.berkas import BERLAKU_MAKS, DIGANTI, IsianBerkas, pick_level
from balale.registry.services.rows import Stamp, change_row


@transaction.atomic
def add_berkas(
    *, subjek: Orang | Keluarga, ppks: Ppks | None, isian: IsianBerkas, by: User, now: datetime
) -> Berkas:
    """Store a cleaned file of a person or family, or of one of its entries.

    Raises DomainError for a code no list has and above thirty files. Audit: file.added.
    """
    _check_code("jenis_berkas", isian.jenis, now, field="jenis")
    _check_room(subjek, by=by)
    tingkat = pick_level(isian.jenis, ppks.tingkat if ppks else "")
    stamp = Stamp(desa_kode=subjek.desa_id, tingkat=tingkat, by=by, now=now)
    is_orang = isinstance(subjek, Orang)
    berkas = Berkas(
        id=new_sealed_id(),
        orang_id=subjek.pk if is_orang else None,
        keluarga_id=None if is_orang else subjek.pk,
        ppks=ppks,
        jenis=isian.jenis,
        pada=isian.pada,
        format=isian.format,
        ukuran_byte=len(isian.isi),
        **stamp.columns(subjek.pk),
    )
    content = BerkasIsi(id=berkas.pk, **stamp.columns(subjek.pk))
    Vault().put_bytes(content, "isi", isian.isi)
    berkas.save(force_insert=True)
    content.save(force_insert=True)
    _record("file.added", berkas, by=by)
    return berkas


@transaction.atomic
def replace_berkas(
    *, lama: Berkas, base: int | None, isian: IsianBerkas, by: User, now: datetime
) -> Berkas:
    """A newer file in the place of one, which ends as replaced. Raises as its two steps do."""
    end_berkas(berkas=lama, base=base, alasan=DIGANTI, by=by, now=now)
    return add_berkas(subjek=lama.pemilik, ppks=lama.ppks, isian=isian, by=by, now=now)


@transaction.atomic
def end_berkas(*, berkas: Berkas, base: int | None, alasan: str, by: User, now: datetime) -> Berkas:
    """The file is shown no more; its content stays for thirty days of undoing and for history.

    Raises MissingPrecondition, StaleVersion, DomainError. Audit: file.ended.
    """
    if base is None:
        raise MissingPrecondition
    if base != berkas.versi or berkas.diakhiri_pada is not None:
        raise StaleVersion(current=berkas)
    _check_code("alasan_berkas", alasan, now, field="alasan")
    change_row(berkas, base=base, by=by, now=now, diakhiri_pada=now, alasan_akhir=alasan)
    _record("file.ended", berkas, by=by, reason=alasan)
    return berkas


@transaction.atomic
def restore_berkas(*, berkas: Berkas, by: User, now: datetime) -> Berkas:
    """Show an ended file again; a second tap changes nothing.

    Raises DomainError after thirty days and above thirty files. Audit: file.restored.
    """
    if berkas.diakhiri_pada is None:
        return berkas
    if not is_restorable(berkas.diakhiri_pada, now):
        raise DomainError("Sudah lewat 30 hari. Berkas ini tetap diakhiri.", code="too_old")
    _check_room(berkas.pemilik, by=by)
    change_row(berkas, base=berkas.versi, by=by, now=now, diakhiri_pada=None, alasan_akhir="")
    _record("file.restored", berkas, by=by)
    return berkas


def record_view(*, berkas: Berkas, by: User) -> None:
    """Note that a content was shown, with the role as the reason. Audit: file.viewed."""
    _record("file.viewed", berkas, by=by, reason=POLICY[Role(by.role)].label)


def _record(event: str, berkas: Berkas, *, by: User, reason: str = "") -> None:
    """The line stands at the person, family or entry, so that it is found when one asks of it."""
    fields = {"berkas": str(berkas.pk), "jenis": berkas.jenis}
    audit.record(event, berkas.ppks or berkas.pemilik, by=by, reason=reason, fields=fields)


def _check_code(daftar: str, kode: str, now: datetime, *, field: str) -> None:
    if not list_kode(daftar, now.date()).filter(kode=kode).exists():
        raise DomainError("Pilihan ini tidak ada dalam daftar. Pilih lagi.", field=field)


def _check_room(subjek: Orang | Keluarga, *, by: User) -> None:
    if list_rows(subjek, user=by).filter(diakhiri_pada__isnull=True).count() >= BERLAKU_MAKS:
        raise DomainError("Sudah ada 30 berkas. Akhiri yang lama dulu.", code="full")
