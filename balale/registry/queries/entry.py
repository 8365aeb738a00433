"""What a new entry needs to know: categories on offer, choices, places, persons known already."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from balale.access import crypto
from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.kit.remembered import remembered
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    DaftarKode,
    JenisUsulan,
    KategoriVersi,
    Kode,
    Orang,
    Ppks,
    Usulan,
)
from balale.registry.queries.reference import list_kategori
from balale.registry.rules.status import ENDED

DUSUN_MAKS = 60


@dataclass(frozen=True)
class OrangTercatat:
    """Somebody already on record in the asker's sight."""

    id: UUID
    nama: str
    dusun: str


@remembered
def list_kategori_terbuka(on: date) -> list[KategoriVersi]:
    """Categories that may be entered openly, with their signs and default criteria."""
    rows = list_kategori(on).exclude(tingkat=Tingkat.RAHASIA)
    return list(rows.prefetch_related("tanda_list", "kriteria_bawaan_list"))


def list_pilihan_daftar(names: list[str], on: date) -> dict[str, list[Kode]]:
    """Choices in force of several lists, by the name of the list, in one query."""
    return _list_pilihan_daftar(tuple(names), on)


@remembered
def _list_pilihan_daftar(names: tuple[str, ...], on: date) -> dict[str, list[Kode]]:
    lists = DaftarKode.objects.in_force(on).filter(kode__in=names)
    rows = Kode.objects.in_force(on).filter(daftar__in=lists).select_related("daftar")
    found: dict[str, list[Kode]] = {name: [] for name in names}
    for row in rows.order_by("daftar", "urutan"):
        found[row.daftar.kode].append(row)
    return found


def list_dusun(user: User, desa_kode: str) -> list[str]:
    """Names of dusun known in the village, for suggestions."""
    rows = Alamat.objects.visible_to(user).filter(desa=desa_kode).exclude(dusun="")
    return list(rows.order_by("dusun").values_list("dusun", flat=True).distinct()[:DUSUN_MAKS])


def get_last_alamat(user: User, desa_kode: str) -> Alamat | None:
    """The address the account wrote last in the village."""
    rows = Alamat.objects.visible_to(user).filter(desa=desa_kode, sampai=None)
    rows = rows.filter(dibuat_oleh_id=user.user_id)
    return rows.order_by("-dibuat_pada", "-id").first()


def get_known_orang(nik: str, user: User) -> OrangTercatat | None:
    """The person with exactly this NIK, only where the asker may see the row.

    One who is elsewhere, or sealed, is None like one who does not exist.
    """
    if not nik:
        return None
    rows = Orang.objects.visible_to(user).filter(nik_indeks=crypto.blind_index("nik", nik))
    orang = rows.order_by("dibuat_pada").first()
    if orang is None:
        return None
    alamat = get_current_alamat(orang, user)
    return OrangTercatat(orang.pk, orang.nama, alamat.dusun if alamat else "")


def get_subject(orang_id: UUID, user: User) -> Orang | None:
    """A person in sight to whom a category may be added; None otherwise."""
    return Orang.objects.visible_to(user).filter(pk=orang_id, tingkat=Tingkat.BIASA).first()


def get_current_alamat(orang: Orang, user: User) -> Alamat | None:
    """Where the person lives now."""
    rows = Alamat.objects.visible_to(user).filter(orang=orang, sampai=None)
    return rows.order_by("-mulai", "-dibuat_pada").first()


def has_keluarga(orang: Orang, user: User) -> bool:
    """True where a Kartu Keluarga of the person is on record."""
    rows = AnggotaKeluarga.objects.visible_to(user).filter(orang=orang, sampai=None)
    return rows.filter(keluarga__no_kk_indeks__isnull=False).exists()


def filter_of(orang: Orang, user: User) -> Q:
    """Entries of the person, and of the family the person is in now.

    The families are asked for first: named in full, an index finds their entries.
    """
    families = AnggotaKeluarga.objects.visible_to(user).filter(orang=orang, sampai=None)
    return Q(orang=orang) | Q(keluarga__in=list(families.values_list("keluarga_id", flat=True)))


def list_running(orang: Orang, user: User) -> set[int]:
    """Numbers of the categories that run for the person or the person's family, as far as the
    asker may see."""
    rows = Ppks.objects.visible_to(user).filter(filter_of(orang, user))
    rows = rows.exclude(status__in=ENDED)
    return set(rows.values_list("kategori_id", flat=True))


def list_sent_together(ppks_id: UUID, user: User) -> QuerySet[Usulan]:
    """The proposals of the entries that one submission made, given any of them."""
    rows = Usulan.objects.visible_to(user).filter(jenis=JenisUsulan.PPKS_BARU)
    first = rows.filter(ppks=ppks_id).first()
    if first is None or first.orang_id is None:
        return Usulan.objects.none()
    rows = rows.select_related("orang", "ppks", "desa__kecamatan")
    return rows.filter(
        orang_id=first.orang_id, dibuat_pada=first.dibuat_pada, dibuat_oleh_id=first.dibuat_oleh_id
    ).order_by("ppks__kategori")
