"""Acts and proposals of change, as far as the asker may see."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from balale.access.models import User
from balale.access.vault import Vault
from balale.registry.models import (
    JENIS_ENTRI,
    AnggotaKeluarga,
    JenisUsulan,
    KategoriVersi,
    Orang,
    Perubahan,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.kolom import list_kolom
from balale.registry.queries.people import list_kategori_names, list_ordinary
from balale.registry.queries.usulan import get_nama_list

_KATA_JENIS = {
    JenisUsulan.PERUBAHAN: "Perubahan data",
    JenisUsulan.KELUAR: "Keluar dari daftar",
}
DAFTAR_MAKS = 200


@dataclass(frozen=True)
class Beda:
    """One field of a proposal, before and after."""

    label: str
    sebelum: str
    sesudah: str


@dataclass(frozen=True)
class UsulanUbah:
    """One proposal to change something, in words."""

    usulan: Usulan
    nama: str
    apa: str
    beda: tuple[Beda, ...] = ()


def get_perubahan(perubahan_id: UUID, user: User) -> Perubahan | None:
    """An act in the asker's sight; None otherwise."""
    rows = Perubahan.objects.visible_to(user).select_related("orang", "keluarga", "usulan")
    return rows.filter(pk=perubahan_id).first()


def get_entri(ppks_id: UUID, user: User) -> tuple[Ppks, Orang] | None:
    """An open entry in sight with whose it is, or who stands for its family; None otherwise."""
    rows = Ppks.objects.visible_to(user).select_related("orang", "keluarga", "formulir")
    ppks = rows.filter(pk=ppks_id).exclude(tingkat="rahasia").first()
    if ppks is None:
        return None
    orang = ppks.orang or _get_representative(ppks, user)
    return (ppks, orang) if orang else None


def _get_representative(ppks: Ppks, user: User) -> Orang | None:
    """Who came with the family's entry if still a member, else its head or eldest member."""
    members = AnggotaKeluarga.objects.visible_to(user).filter(
        keluarga=ppks.keluarga_id, sampai__isnull=True
    )
    ids = list(members.order_by("hubungan", "mulai", "pk").values_list("orang", flat=True))
    rows = Usulan.objects.visible_to(user).filter(ppks=ppks, jenis__in=JENIS_ENTRI, orang__in=ids)
    came = rows.order_by("-diusulkan_pada").values_list("orang", flat=True).first()
    wanted = came or (ids[0] if ids else None)
    return list_ordinary(user).filter(pk=wanted).first() if wanted else None


def list_waiting(user: User) -> QuerySet[Usulan]:
    """Proposals of change that wait for the office, the oldest first."""
    rows = Usulan.objects.visible_to(user).exclude(jenis__in=JENIS_ENTRI)
    rows = rows.filter(status=StatusUsulan.MENUNGGU_VERIFIKASI, orang__isnull=False)
    return rows.exclude(tingkat="rahasia").order_by("diusulkan_pada", "pk")


def count_waiting(user: User) -> int:
    """How many of them."""
    return list_waiting(user).count()


def is_identity_waiting(orang: Orang, user: User) -> bool:
    """True while the office has a change of the person's identity to decide on."""
    return list_waiting(user).filter(orang=orang, ppks__isnull=True).exists()


def list_usulan_ubah(user: User, on: date) -> list[UsulanUbah]:
    """The waiting ones in words, at most 200; names as a list may show them."""
    names = list_kategori_names(on)
    rows = _with_parts(list_waiting(user))[:DAFTAR_MAKS]
    return [_say(row, names, get_nama_list(row, names, user=user, on=on)) for row in rows]


def get_usulan_ubah(usulan_id: UUID, user: User, on: date) -> UsulanUbah | None:
    """One proposal of change with its differences opened, decided or not; None out of sight."""
    rows = Usulan.objects.visible_to(user).exclude(jenis__in=JENIS_ENTRI)
    row = _with_parts(rows.exclude(tingkat="rahasia")).filter(pk=usulan_id).first()
    if row is None or row.orang is None:
        return None
    vault = Vault()
    beda = tuple(
        Beda(label, vault.get(kolom, "sebelum"), vault.get(kolom, "sesudah"))
        for label, kolom in list_kolom(row)
    )
    return _say(row, list_kategori_names(on), row.orang.nama, beda)


def _with_parts(rows: QuerySet[Usulan]) -> QuerySet[Usulan]:
    return rows.select_related("orang", "ppks__keluarga", "desa__kecamatan", "diusulkan_oleh")


def _say(
    row: Usulan, names: dict[int, KategoriVersi], nama: str, beda: tuple[Beda, ...] = ()
) -> UsulanUbah:
    apa = _KATA_JENIS[JenisUsulan(row.jenis)]
    versi = names.get(row.ppks.kategori_id) if row.ppks else None
    return UsulanUbah(row, nama, f"{apa}: {versi.nama}" if versi else apa, beda)


def get_undoable(usulan: Usulan, user: User) -> Perubahan | None:
    """The asker's own application of a proposal that still stands; None otherwise."""
    rows = Perubahan.objects.visible_to(user).filter(
        usulan=usulan, dibuat_oleh_id=user.user_id, dibatalkan_pada__isnull=True
    )
    applied = usulan.status == StatusUsulan.DITERAPKAN
    return rows.order_by("-dibuat_pada").first() if applied else None


def list_acts(orang: Orang, user: User) -> list[Perubahan]:
    """Acts about a person and the families the person is or was in, oldest first."""
    families = AnggotaKeluarga.objects.visible_to(user).filter(orang=orang)
    rows = Perubahan.objects.visible_to(user).filter(
        Q(orang=orang) | Q(keluarga__in=families.values("keluarga"))
    )
    rows = rows.select_related("usulan", "dibuat_oleh")
    return list(rows.order_by("dibuat_pada", "pk"))


def read_isi(perubahan: Perubahan, vault: Vault) -> dict[str, Any]:
    """What an act wrote: `baris` of (table, id, version before, version after), and `kata`."""
    text = vault.get(perubahan, "isi")
    return dict(json.loads(text)) if text else {"baris": [], "kata": []}
