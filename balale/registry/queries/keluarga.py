"""The members of a family now, and the version of the whole that a form rests on."""

from collections.abc import Sequence

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.registry.models import AnggotaKeluarga, Keluarga, Orang
from balale.registry.rules.susunan import KEPALA


def list_sekarang(keluarga: Keluarga, user: User) -> list[AnggotaKeluarga]:
    """Present members in sight with their persons: head first, then by place and age."""
    rows = AnggotaKeluarga.objects.visible_to(user).filter(
        keluarga=keluarga, sampai__isnull=True, orang__tingkat=Tingkat.BIASA
    )
    rows = rows.select_related("orang", "keluarga")
    return sorted(rows, key=lambda row: (row.hubungan.zfill(4), row.mulai, str(row.pk)))


def get_versi(keluarga: Keluarga, rows: Sequence[AnggotaKeluarga]) -> str:
    """The family's version and its members', as one word; no member may be exchanged unseen."""
    parts = [f"{row.pk.hex[-8:]}{row.versi}" for row in sorted(rows, key=lambda row: row.pk)]
    return ".".join([str(keluarga.versi), *parts])


def get_kepala_of(orang: Orang, user: User) -> Keluarga | None:
    """The family the person heads now while others are in it; None otherwise."""
    mine = AnggotaKeluarga.objects.visible_to(user).filter(
        orang=orang, sampai__isnull=True, hubungan=KEPALA
    )
    for row in mine.select_related("keluarga"):
        others = AnggotaKeluarga.objects.visible_to(user).filter(
            keluarga=row.keluarga, sampai__isnull=True, orang__meninggal_pada__isnull=True
        )
        if others.exclude(orang=orang).exists():
            return row.keluarga
    return None
