"""The family a person is in now, and what mending its number does to its entries."""

from datetime import date
from typing import Any

from balale.access.vault import Vault
from balale.kit.errors import DomainError
from balale.registry.models import AnggotaKeluarga, KategoriVersi, Keluarga, Orang, Ppks
from balale.registry.rules.entry import IsianKeluarga
from balale.registry.rules.status import ENDED
from balale.registry.services import people
from balale.registry.services.rows import Stamp, change_row

_KEPALA_KELUARGA = "1"


def is_for_keluarga(versi: KategoriVersi) -> bool:
    """True for categories that are entered for a family."""
    return versi.unit == KategoriVersi.Unit.KELUARGA


def get_anggota(orang: Orang) -> AnggotaKeluarga | None:
    """The person's place in a family now."""
    rows = orang.keanggotaan.filter(sampai__isnull=True).select_related("keluarga")
    return rows.order_by("-mulai", "-pk").first()


def get_keluarga_now(orang: Orang) -> Keluarga | None:
    """The family the person is in now."""
    anggota = get_anggota(orang)
    return anggota.keluarga if anggota else None


def start_keluarga(*, orang: Orang, stamp: Stamp, vault: Vault, on: date) -> Keluarga:
    """A family without number, headed by a person whose Kartu Keluarga isn't known."""
    own = stamp.at_level(orang.tingkat)
    keluarga = people.build_keluarga(no_kk="", stamp=own, vault=vault)
    people.build_anggota(
        keluarga=keluarga, orang=orang, hubungan=_KEPALA_KELUARGA, stamp=own, on=on
    )
    return keluarga


def read_keluarga(anggota: AnggotaKeluarga | None, *, vault: Vault) -> IsianKeluarga:
    """The family in the form's shape."""
    if anggota is None:
        return IsianKeluarga()
    return IsianKeluarga(no_kk=vault.get(anggota.keluarga, "no_kk"), hubungan=anggota.hubungan)


def mend_keluarga(
    *, orang: Orang, isian: IsianKeluarga, ppks: Ppks, stamp: Stamp, vault: Vault, on: date
) -> None:
    """Write another place in the family, or another No KK, as `ppks` is mended.

    Another No KK ends the membership and begins one; the old family stays as it is. A family
    whose entries nobody else stands for gets the number itself. Raises DomainError.
    """
    own = stamp.at_level(orang.tingkat)
    anggota = get_anggota(orang)
    if anggota is not None:
        is_same = vault.get(anggota.keluarga, "no_kk") == isian.no_kk
        if is_same or _is_carrier(anggota, ppks):
            _mend_in_place(anggota, isian, stamp=own, vault=vault)
            return
        change_row(
            anggota, base=anggota.versi, sampai=max(on, anggota.mulai),
            alasan_keluar="salah_data", by=stamp.by, now=stamp.now,
        )  # fmt: skip
    people.join_keluarga(orang=orang, isian=isian, stamp=own, vault=vault, on=on)


def _is_carrier(anggota: AnggotaKeluarga, ppks: Ppks) -> bool:
    """True where the family's entries would be left without this member: `ppks` is one of
    them, or there are some and nobody else is left."""
    if ppks.keluarga_id == anggota.keluarga_id:
        return True
    running = Ppks.objects.filter(keluarga=anggota.keluarga_id).exclude(status__in=ENDED)
    return _is_alone(anggota) and running.exists()


def _is_alone(anggota: AnggotaKeluarga) -> bool:
    others = AnggotaKeluarga.objects.filter(keluarga=anggota.keluarga_id, sampai__isnull=True)
    return not others.exclude(pk=anggota.pk).exists()


def _mend_in_place(
    anggota: AnggotaKeluarga, isian: IsianKeluarga, *, stamp: Stamp, vault: Vault
) -> None:
    common: dict[str, Any] = {"by": stamp.by, "now": stamp.now}
    hubungan = isian.hubungan or anggota.hubungan
    if hubungan != anggota.hubungan:
        change_row(anggota, base=anggota.versi, hubungan=hubungan, **common)
    keluarga = anggota.keluarga
    if vault.get(keluarga, "no_kk") != isian.no_kk:
        if people.find_keluarga(no_kk=isian.no_kk, stamp=stamp) is not None:
            raise DomainError(
                "Keluarga dengan No KK ini sudah tercatat. "
                "Kirim tanpa mengubah No KK. Minta DSP3A menolak data ini.",
                field="no_kk",
            )
        vault.put(keluarga, no_kk=isian.no_kk)
        change_row(
            keluarga, base=keluarga.versi, no_kk_sandi=keluarga.no_kk_sandi,
            no_kk_indeks=people.no_kk_index(isian.no_kk), **common,
        )  # fmt: skip


def check_not_running(versi: KategoriVersi, *, keluarga: Keluarga) -> None:
    """Raises DomainError where the category runs for the family already."""
    rows = Ppks.objects.filter(keluarga=keluarga, kategori=versi.kategori)
    if rows.exclude(status__in=ENDED).exists():
        raise DomainError(f"{versi.nama} sudah tercatat untuk keluarga ini.", field="kategori")
