"""Entering a community, counting its families, and families that join and leave it."""

from datetime import date, datetime

from django.db import transaction

from balale.access.models import JenisSubjek, User
from balale.access.services.versions import MissingPrecondition
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    AnggotaKomunitas,
    HitunganKomunitas,
    JenisUsulan,
    Keluarga,
    Komunitas,
    Orang,
)
from balale.registry.queries.komunitas import get_versi
from balale.registry.queries.reference import get_kategori
from balale.registry.rules.komunitas import IsianHitungan, IsianKomunitas
from balale.registry.rules.status import ENDED, StatusPpks
from balale.registry.services import families, people
from balale.registry.services.entry import build_entry, propose
from balale.registry.services.rows import Stamp, change_row


@transaction.atomic
def enter_komunitas(
    *, isian: IsianKomunitas, wakil: Orang, by: User, on: date, now: datetime
) -> Komunitas:
    """Store a community of the village of `wakil`, who speaks for it, and propose its entry.

    The family of `wakil` is its first. Raises DomainError where one of the name runs already.
    Audit: komunitas.entered.
    """
    versi = get_kategori(isian.entri.kategori, on)
    stamp = Stamp(desa_kode=wakil.desa_id, tingkat=versi.tingkat, by=by, now=now)
    vault = Vault()
    komunitas = Komunitas(
        id=stamp.new_id(), desa_id=wakil.desa_id, nama=isian.nama, dusun=isian.dusun
    )
    check_nama(isian.nama, komunitas=komunitas, by=by)
    for name, value in stamp.columns(komunitas.id).items():
        setattr(komunitas, name, value)
    vault.create_key(komunitas.id, JenisSubjek.KOMUNITAS).save(force_insert=True)
    komunitas.save(force_insert=True)
    build_hitungan(komunitas, isian.hitungan, stamp=stamp)
    keluarga = families.get_keluarga_now(wakil)
    if keluarga is not None:
        _build_anggota(komunitas, keluarga, mulai=on, stamp=stamp)
    ppks = build_entry(
        pemilik=komunitas, versi=versi, isian=isian.entri, stamp=stamp, vault=vault, on=on,
        status=StatusPpks.DRAF, jalur="musyawarah",
    )  # fmt: skip
    propose(ppks, orang=wakil, jenis=JenisUsulan.PPKS_BARU, stamp=stamp)
    audit.record("komunitas.entered", komunitas, by=by)
    return komunitas


@transaction.atomic
def count_komunitas(
    *, komunitas: Komunitas, base: int | None, isian: IsianHitungan, by: User, now: datetime
) -> None:
    """Another count of the families; the one before ends. Raises MissingPrecondition,
    StaleVersion, DomainError. Audit: komunitas.counted."""
    stamp = lock_komunitas(komunitas, base, by=by, now=now)
    for row in HitunganKomunitas.objects.filter(komunitas=komunitas, sampai__isnull=True):
        if isian.pada < row.pada:
            raise DomainError("Sudah ada hitungan yang lebih baru.", field="pada")
        change_row(row, base=row.versi, by=by, now=now, sampai=isian.pada)
    build_hitungan(komunitas, isian, stamp=stamp)
    audit.record("komunitas.counted", komunitas, by=by)


@transaction.atomic
def join_komunitas(
    *, komunitas: Komunitas, base: int | None, no_kk: str, by: User, on: date, now: datetime
) -> None:
    """Put the village's family with this number into the community.

    Raises MissingPrecondition, StaleVersion, DomainError. Audit: komunitas.joined.
    """
    stamp = lock_komunitas(komunitas, base, by=by, now=now)
    keluarga = people.find_keluarga(no_kk=no_kk, stamp=stamp)
    if keluarga is None:
        raise DomainError("Keluarga ini belum tercatat di desa Anda.", field="no_kk")
    running = AnggotaKomunitas.objects.filter(keluarga=keluarga, sampai__isnull=True)
    if running.exists():
        raise DomainError("Keluarga ini sudah masuk komunitas.", field="no_kk")
    _build_anggota(komunitas, keluarga, mulai=on, stamp=stamp)
    audit.record("komunitas.joined", komunitas, by=by)


@transaction.atomic
def leave_komunitas(
    *, anggota: AnggotaKomunitas, base: int | None, by: User, on: date, now: datetime
) -> None:
    """The family is of the community no longer; its past in it stays.

    Raises MissingPrecondition, StaleVersion. Audit: komunitas.left.
    """
    if base is None:
        raise MissingPrecondition
    sampai = max(on, anggota.mulai)
    change_row(anggota, base=base, by=by, now=now, sampai=sampai)
    audit.record("komunitas.left", anggota.komunitas, by=by)


def check_nama(nama: str, *, komunitas: Komunitas, by: User) -> None:
    """Raises DomainError where another community of the village has the name and runs."""
    same = Komunitas.objects.visible_to(by).filter(desa=komunitas.desa_id, nama__iexact=nama)
    if same.exclude(pk=komunitas.pk).exclude(ppks__status__in=ENDED).exists():
        raise DomainError("Komunitas dengan nama ini sudah tercatat.", field="nama_komunitas")


def lock_komunitas(komunitas: Komunitas, base: int | None, *, by: User, now: datetime) -> Stamp:
    """Nobody else changes the community until this ends, and it is as the page showed it."""
    if base is None:
        raise MissingPrecondition
    Komunitas.objects.select_for_update(no_key=True).filter(pk=komunitas.pk).first()
    if base != get_versi(komunitas, user=by):
        raise StaleVersion(current=komunitas)
    return Stamp(desa_kode=komunitas.desa_id, tingkat=komunitas.tingkat, by=by, now=now)


def build_hitungan(komunitas: Komunitas, isian: IsianHitungan, *, stamp: Stamp) -> None:
    """One more count, stored."""
    HitunganKomunitas(
        id=stamp.new_id(),
        komunitas=komunitas,
        jumlah_kk=isian.jumlah_kk,
        jumlah_jiwa=isian.jumlah_jiwa,
        cara=isian.cara,
        sumber=isian.sumber,
        pada=isian.pada,
        **stamp.columns(komunitas.id),
    ).save(force_insert=True)


def _build_anggota(komunitas: Komunitas, keluarga: Keluarga, *, mulai: date, stamp: Stamp) -> None:
    AnggotaKomunitas(
        id=stamp.new_id(),
        komunitas=komunitas,
        keluarga=keluarga,
        mulai=mulai,
        **stamp.columns(komunitas.id),
    ).save(force_insert=True)
