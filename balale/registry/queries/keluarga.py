"""Families: their pages, their members, and the version of the whole that a form rests on."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.access.vault import Vault
from balale.kit.formatting import format_usia, mask_nama
from balale.registry.models import Alamat, AnggotaKeluarga, KategoriVersi, Keluarga, Orang, Ppks
from balale.registry.queries.answers import list_kode_words
from balale.registry.queries.nilai import Tersamar, mask_number
from balale.registry.queries.people import (
    MELIHAT_NAMA_ANAK,
    EntriSingkat,
    get_alamat_now,
    is_nama_masked,
    list_kategori_names,
    list_ordinary,
    to_entri_singkat,
)
from balale.registry.rules.buka import Bagian
from balale.registry.rules.susunan import BUKAN_KELUAR, KEPALA


@dataclass(frozen=True)
class Anggota:
    """A member of a family in the asker's sight."""

    orang_id: UUID
    nama: str
    hubungan: str
    usia: str
    jenis_kelamin: str
    mulai: date
    sampai: date | None
    is_nama_tersamar: bool
    entri: tuple[EntriSingkat, ...] = ()


@dataclass(frozen=True)
class RingkasKeluarga:
    """A family with its present members, and those who left."""

    keluarga: Keluarga
    no_kk: Tersamar
    anggota: list[Anggota]
    pernah: list[Anggota] = field(default_factory=list)
    alamat: Alamat | None = None
    entri: list[EntriSingkat] = field(default_factory=list)


def list_families(orang: Orang, user: User) -> list[Keluarga]:
    """The families the person is in now."""
    mine = AnggotaKeluarga.objects.visible_to(user).filter(orang=orang, sampai__isnull=True)
    families = Keluarga.objects.visible_to(user).filter(pk__in=mine.values("keluarga"))
    return list(families.select_related("desa"))


def sum_up_families(
    orang: Orang,
    rows: list[Keluarga],
    kategori: dict[int, KategoriVersi],
    *,
    user: User,
    vault: Vault,
    on: date,
) -> list[RingkasKeluarga]:
    """The families as the dossier of one of their members shows them."""
    members = list_anggota([row.pk for row in rows], kategori, user=user, on=on, shown=orang.pk)
    found = []
    for row in rows:
        present = [anggota for anggota in members[row.pk] if anggota.sampai is None]
        no_kk = mask_number(vault.get(row, "no_kk"), is_open=False)
        found.append(RingkasKeluarga(row, no_kk, present))
    return found


def get_keluarga(
    keluarga_id: UUID, *, user: User, on: date, terbuka: Collection[Bagian] = ()
) -> RingkasKeluarga | None:
    """A family's page; None out of sight."""
    keluarga = get_keluarga_row(keluarga_id, user)
    if keluarga is None:
        return None
    kategori = list_kategori_names(on)
    members = list_anggota([keluarga.pk], kategori, user=user, on=on, with_entri=True)[keluarga.pk]
    present = [anggota for anggota in members if anggota.sampai is None]
    alamat = get_alamat_now([anggota.orang_id for anggota in present], user=user)
    entri = Ppks.objects.visible_to(user).filter(keluarga=keluarga).order_by("kategori", "mulai")
    return RingkasKeluarga(
        keluarga=keluarga,
        no_kk=mask_number(Vault().get(keluarga, "no_kk"), is_open=Bagian.NO_KK in terbuka),
        anggota=present,
        pernah=[anggota for anggota in members if anggota.sampai is not None],
        entri=[to_entri_singkat(row, kategori) for row in entri],
        alamat=next((alamat[a.orang_id] for a in present if a.orang_id in alamat), None),
    )


def get_keluarga_row(keluarga_id: UUID, user: User) -> Keluarga | None:
    """An ordinary family in the asker's sight; None otherwise."""
    rows = Keluarga.objects.visible_to(user).filter(tingkat=Tingkat.BIASA)
    return rows.select_related("desa__kecamatan").filter(pk=keluarga_id).first()


def list_anggota(
    keluarga_ids: Iterable[UUID],
    kategori: dict[int, KategoriVersi],
    *,
    user: User,
    on: date,
    shown: UUID | None = None,
    with_entri: bool = False,
) -> dict[UUID, list[Anggota]]:
    """Members by family, head first then by place and age; only persons in the asker's sight.

    Children's names are masked as in lists, but for `shown`, whose own page this is.
    """
    ids = list(keluarga_ids)
    if not ids:
        return defaultdict(list)
    given = AnggotaKeluarga.objects.visible_to(user).filter(keluarga__in=ids)
    rows = list(given.exclude(alasan_keluar__in=BUKAN_KELUAR))
    people = {row.pk: row for row in list_ordinary(user).filter(pk__in=[r.orang_id for r in rows])}
    entri: dict[UUID, list[Ppks]] = defaultdict(list)
    # For who sees children's names, entries are read only to be shown.
    is_needed = with_entri or user.role not in MELIHAT_NAMA_ANAK
    all_entri = Ppks.objects.visible_to(user).filter(orang__in=people).order_by("kategori")
    for ppks in all_entri if is_needed else ():
        if ppks.orang_id is not None:
            entri[ppks.orang_id].append(ppks)
    words = list_kode_words(("shdk", row.hubungan) for row in rows)
    found: dict[UUID, list[Anggota]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: _member_order(r, people.get(r.orang_id))):
        orang = people.get(row.orang_id)
        if orang is None:
            continue
        own = entri[orang.pk]
        versi = [kategori[p.kategori_id] for p in own if p.kategori_id in kategori]
        masked = orang.pk != shown and is_nama_masked(orang, versi, user=user, on=on)
        hubungan = words.get(("shdk", row.hubungan), row.hubungan)
        shown_entri = [to_entri_singkat(p, kategori) for p in own] if with_entri else []
        member = _to_anggota(row, orang, hubungan, shown_entri, is_masked=masked, on=on)
        found[row.keluarga_id].append(member)
    return found


def _to_anggota(
    row: AnggotaKeluarga,
    orang: Orang,
    hubungan: str,
    entri: list[EntriSingkat],
    *,
    is_masked: bool,
    on: date,
) -> Anggota:
    return Anggota(
        orang_id=orang.pk,
        nama=mask_nama(orang.nama) if is_masked else orang.nama,
        hubungan=hubungan,
        usia=format_usia(orang.tanggal_lahir, on),
        jenis_kelamin=orang.jenis_kelamin,
        mulai=row.mulai,
        sampai=row.sampai,
        is_nama_tersamar=is_masked,
        entri=tuple(entri),
    )


def _member_order(row: AnggotaKeluarga, orang: Orang | None) -> tuple[int, date, str]:
    place = int(row.hubungan) if row.hubungan.isdigit() else 99
    lahir = orang.tanggal_lahir if orang and orang.tanggal_lahir else date.max
    return place, lahir, str(row.pk)


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
