"""Arranging a family anew: splits, moves, a new head, members who leave; by periods, undoable."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import AnggotaKeluarga, JenisPerubahan, Keluarga, Perubahan, Ppks
from balale.registry.queries.answers import say_kode
from balale.registry.queries.keluarga import get_versi, list_sekarang
from balale.registry.rules.status import ENDED
from balale.registry.rules.susunan import KEPALA, Ke, Tempat, check_susunan
from balale.registry.services import people
from balale.registry.services.acts import Act
from balale.registry.services.kelengkapan import recount


@transaction.atomic
def arrange_keluarga(
    *, keluarga: Keluarga, dasar: str, susunan: Sequence[Tempat], no_kk: str, alasan: str,
    tanggal: date, by: User, on: date, now: datetime,
) -> Perubahan:  # fmt: skip
    """End the places that change on the day, and begin the new ones.

    Those who move join the family with the No KK in the writer's sight, or a new one. Raises
    StaleVersion, DomainError. Audit: keluarga.arranged.
    """
    rows = {str(row.pk): row for row in list_sekarang(keluarga, by)}
    if get_versi(keluarga, list(rows.values())) != dasar or set(rows) != {
        satu.kunci for satu in susunan
    }:
        raise StaleVersion(current=keluarga)
    act, vault = Act(by=by, now=now), Vault()
    tujuan = people.find_keluarga(no_kk=no_kk, stamp=act.stamp_for(keluarga))
    if tujuan is not None and tujuan.pk == keluarga.pk:
        raise DomainError("No KK ini milik keluarga ini. Isi nomor lain.", field="no_kk")
    salah = check_susunan(
        susunan, tanggal=tanggal, alasan=alasan, on=on,
        has_tujuan=tujuan is not None and _has_head(tujuan),
    )  # fmt: skip
    if salah:
        raise DomainError(salah[0].pesan, field=salah[0].kolom or None)
    _check_entries(keluarga, susunan)
    if tujuan is None and any(satu.ke == Ke.PINDAH for satu in susunan):
        tujuan = people.build_keluarga(no_kk=no_kk, stamp=act.stamp_for(keluarga), vault=vault)
        act.note(tujuan)
    for satu in susunan:
        if satu.is_berubah:
            _place(rows[satu.kunci], satu, tujuan, alasan=alasan, tanggal=tanggal, act=act)
    recount([rows[satu.kunci].orang for satu in susunan if satu.is_berubah], by=by)
    audit.record("keluarga.arranged", keluarga, by=by, fields={"alasan": alasan})
    return act.keep(
        JenisPerubahan.KELUARGA, subjek=keluarga, tanggal=tanggal,
        kata=[_say(satu, on) for satu in susunan if satu.is_berubah],
    )  # fmt: skip


def _has_head(keluarga: Keluarga) -> bool:
    return bool(keluarga.anggota.filter(sampai__isnull=True, hubungan=KEPALA).exists())


def _check_entries(keluarga: Keluarga, susunan: Sequence[Tempat]) -> None:
    """Raises DomainError where a family with running entries would be left empty."""
    if any(satu.ke == Ke.TETAP for satu in susunan):
        return
    if Ppks.objects.filter(keluarga=keluarga).exclude(status__in=ENDED).exists():
        raise DomainError("Keluarga ini masih punya kategori. Sisakan satu anggota.")


def _place(
    row: AnggotaKeluarga, satu: Tempat, tujuan: Keluarga | None, *, alasan: str, tanggal: date,
    act: Act,
) -> None:  # fmt: skip
    ending = "ganti_hubungan" if satu.ke == Ke.TETAP else alasan
    act.change(row, sampai=tanggal, alasan_keluar=ending)
    target = row.keluarga if satu.ke == Ke.TETAP else tujuan
    if satu.ke != Ke.KELUAR and target is not None:
        stamp = act.stamp_for(row)
        act.note(
            people.build_anggota(
                keluarga=target, orang=row.orang, hubungan=satu.hubungan, stamp=stamp, on=tanggal
            )
        )


def _say(satu: Tempat, on: date) -> str:
    if satu.ke == Ke.KELUAR:
        return f"{satu.nama} keluar dari keluarga."
    hubungan = say_kode("shdk", satu.hubungan, on).lower()
    if satu.ke == Ke.PINDAH:
        return f"{satu.nama} pindah ke keluarga lain, {hubungan}."
    return f"{satu.nama} menjadi {hubungan}."
