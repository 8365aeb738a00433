"""Finding and listing persons: ordinary rows in the asker's sight, masked as a list must be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from balale.access import crypto
from balale.access.models import User
from balale.access.rules.policy import Role, Tingkat
from balale.kit.formatting import format_usia, mask_nama
from balale.kit.remembered import remembered
from balale.registry.models import Alamat, AnggotaKeluarga, KategoriVersi, Orang, Ppks
from balale.registry.rules.cari import CaraCari, Cari
from balale.registry.rules.status import ENDED, StatusPpks
from balale.registry.rules.usia import USIA_DEWASA_TAHUN, is_anak
from balale.wilayah.queries import list_desa
from balale.wilayah.rules import is_inside

PAGE_SIZE = 25
LENGKAP = 8
# A dusun is searched only where the area is small: its column has no index of its own.
_DUSUN_DESA_MAKS = 20
_SEDIKIT = 2000
MELIHAT_NAMA_ANAK = {Role.OPERATOR_DESA, Role.KEPALA_DESA}


@dataclass(frozen=True)
class Saringan:
    """What a list is narrowed to. `wilayah` is a kecamatan or desa code, or empty."""

    wilayah: str = ""
    kategori: int | None = None
    status: str = ""
    is_tanpa_nik: bool = False
    is_belum_lengkap: bool = False
    is_meninggal: bool = False

    @property
    def has_entri(self) -> bool:
        return bool(self.kategori or self.status or self.is_belum_lengkap)


@dataclass(frozen=True)
class EntriSingkat:
    """One entry as a list shows it."""

    kategori: str
    status: str
    is_terbatas: bool
    is_keluarga: bool = False
    ppks_id: UUID | None = None
    is_berjalan: bool = False

    @property
    def sebutan(self) -> str:
        """The category, and that it is the family's."""
        return f"{self.kategori} (keluarga)" if self.is_keluarga else self.kategori


@dataclass(frozen=True)
class BarisOrang:
    """One person in a list. A child's name is masked outside its village, and the dusun of a
    person with a terbatas entry everywhere (security guide §1)."""

    id: UUID
    nama: str
    usia: str
    jenis_kelamin: str
    dusun: str
    desa: str
    entri: tuple[EntriSingkat, ...]
    is_nama_tersamar: bool
    is_alamat_tersamar: bool
    has_nik: bool
    is_meninggal: bool = False


@dataclass(frozen=True)
class HalamanOrang:
    """A keyset page. `jumlah` is None where counting would cost more than it tells."""

    baris: list[BarisOrang]
    sesudah: UUID | None = None
    sebelum: UUID | None = None
    jumlah: int | None = None


def list_ordinary(user: User) -> QuerySet[Orang]:
    """Ordinary persons in the asker's area. The level is named so that the name index serves."""
    return Orang.objects.visible_to(user).filter(tingkat=Tingkat.BIASA)


def get_orang(orang_id: UUID, user: User) -> Orang | None:
    """An ordinary person in the asker's sight, with its desa; None otherwise."""
    rows = list_ordinary(user).select_related("desa__kecamatan")
    return rows.filter(pk=orang_id).first()


@remembered
def list_kategori_names(on: date) -> dict[int, KategoriVersi]:
    """The latest version of every category that has begun by the day, by number."""
    rows = KategoriVersi.objects.filter(berlaku_mulai__lte=on).order_by("berlaku_mulai")
    rows = rows.only("kategori_id", "nama", "tingkat", "unit", "tolak_di_atas", "berlaku_mulai")
    return {row.kategori_id: row for row in rows}


def list_orang(
    *,
    user: User,
    saringan: Saringan,
    on: date,
    sesudah: UUID | None = None,
    sebelum: UUID | None = None,
) -> HalamanOrang:
    """One page by name after or before a person; an unknown one begins at the start."""
    rows, desa = _narrow(user, saringan)
    anchor = _get_anchor(user, sesudah or sebelum)
    is_back = anchor is not None and sesudah is None
    found = list(_cut(rows, anchor, is_back=is_back)[: PAGE_SIZE + 1])
    has_more = len(found) > PAGE_SIZE
    found = found[:PAGE_SIZE]
    if is_back:
        found.reverse()
    is_first = anchor is None or (is_back and not has_more)
    is_last = not is_back and not has_more
    return HalamanOrang(
        baris=list_baris(found, user=user, on=on),
        sesudah=found[-1].pk if found and not is_last else None,
        sebelum=found[0].pk if found and not is_first else None,
        jumlah=rows.count() if len(desa) == 1 else None,
    )


def list_all_orang(
    *, user: User, saringan: Saringan, on: date, maks: int
) -> list[BarisOrang] | None:
    """Everybody the narrowing leaves, by name; None where that is more than `maks`."""
    rows, _ = _narrow(user, saringan)
    found = list(_cut(rows, None, is_back=False)[: maks + 1])
    return None if len(found) > maks else list_baris(found, user=user, on=on)


def _narrow(user: User, saringan: Saringan) -> tuple[QuerySet[Orang], list[str]]:
    desa = list(user.context.desa) if user.context else []
    rows = list_ordinary(user).filter(meninggal_pada__isnull=not saringan.is_meninggal)
    if saringan.wilayah:
        desa = [kode for kode in desa if is_inside(kode, saringan.wilayah)]
        rows = rows.filter(desa__any_of=desa)
    if saringan.is_tanpa_nik:
        rows = rows.filter(nik_indeks__isnull=True)
    if saringan.has_entri:
        rows = _narrow_by_entries(rows, _entries_of(user, saringan, desa))
    return rows, desa


def _narrow_by_entries(rows: QuerySet[Orang], entri: QuerySet[Ppks]) -> QuerySet[Orang]:
    """Persons with an entry that fits, their own or their family's. Few entries: persons are
    found from them. Many: the list is walked by name and each person probed, so that a page is
    full long before the end; a scalar subquery keeps the planner from joining everything first
    (914 -> 40 ms)."""
    if entri[: _SEDIKIT + 1].count() <= _SEDIKIT:
        members = AnggotaKeluarga.objects.filter(
            keluarga__in=entri.values("keluarga"), sampai__isnull=True
        )
        return rows.filter(Q(pk__in=entri.values("orang")) | Q(pk__in=members.values("orang")))
    own = entri.filter(orang=OuterRef("pk")).values("pk")[:1]
    of_family = entri.filter(
        keluarga__anggota__orang=OuterRef("pk"), keluarga__anggota__sampai__isnull=True
    ).values("pk")[:1]
    found = rows.alias(entri_sendiri=Subquery(own), entri_keluarga=Subquery(of_family))
    return found.filter(Q(entri_sendiri__isnull=False) | Q(entri_keluarga__isnull=False))


def _entries_of(user: User, saringan: Saringan, desa: list[str]) -> QuerySet[Ppks]:
    entri = Ppks.objects.visible_to(user)
    if saringan.wilayah:
        entri = entri.filter(desa__any_of=desa)
    if saringan.kategori:
        entri = entri.filter(kategori=saringan.kategori)
    if saringan.status:
        entri = entri.filter(status=saringan.status)
    if saringan.is_belum_lengkap:
        entri = entri.filter(kelengkapan__lt=LENGKAP)
    return entri


def _get_anchor(user: User, orang_id: UUID | None) -> tuple[str, UUID] | None:
    if orang_id is None:
        return None
    row = list_ordinary(user).filter(pk=orang_id).values_list("nama_kunci", "pk").first()
    return (row[0], row[1]) if row else None


def _only_shown(rows: QuerySet[Orang]) -> QuerySet[Orang]:
    """The columns of a list; sealed ones stay where they are."""
    return rows.select_related("desa").only(
        "nama", "nama_kunci", "tanggal_lahir", "jenis_kelamin", "nik_indeks", "meninggal_pada",
        "desa__nama",
    )  # fmt: skip


def _cut(
    rows: QuerySet[Orang], anchor: tuple[str, UUID] | None, *, is_back: bool
) -> QuerySet[Orang]:
    rows = _only_shown(rows)
    if anchor is None:
        return rows.order_by("nama_kunci", "id")
    kunci, orang_id = anchor
    if is_back:
        before = Q(nama_kunci__lt=kunci) | Q(nama_kunci=kunci, id__lt=orang_id)
        return rows.filter(before, nama_kunci__lte=kunci).order_by("-nama_kunci", "-id")
    after = Q(nama_kunci__gt=kunci) | Q(nama_kunci=kunci, id__gt=orang_id)
    return rows.filter(after, nama_kunci__gte=kunci).order_by("nama_kunci", "id")


def list_baris(orang: Sequence[Orang], *, user: User, on: date) -> list[BarisOrang]:
    """Rows for a list: addresses, own entries and the family's, in four queries for all."""
    ids = [row.pk for row in orang]
    kategori = list_kategori_names(on) if ids else {}
    dusun = _list_dusun(ids, user=user) if ids else {}
    entri = _entries_by_person(ids, user=user) if ids else defaultdict(list)
    return [
        _baris(row, dusun.get(row.pk, ""), entri[row.pk], kategori=kategori, user=user, on=on)
        for row in orang
    ]


def _list_dusun(orang_ids: list[UUID], *, user: User) -> dict[UUID, str]:
    """Where each person lives now, the newest address where several run."""
    rows = Alamat.objects.visible_to(user).filter(orang__in=orang_ids, sampai__isnull=True)
    return dict(rows.order_by("mulai", "id").values_list("orang_id", "dusun"))


def _entries_by_person(ids: list[UUID], *, user: User) -> dict[UUID, list[Ppks]]:
    """Entries of each person and of the family the person is in now."""
    families = AnggotaKeluarga.objects.visible_to(user).filter(orang__in=ids, sampai__isnull=True)
    members: dict[UUID, list[UUID]] = defaultdict(list)
    for keluarga_id, orang_id in families.values_list("keluarga", "orang"):
        members[keluarga_id].append(orang_id)
    entri: dict[UUID, list[Ppks]] = defaultdict(list)
    rows = Ppks.objects.visible_to(user).filter(Q(orang__in=ids) | Q(keluarga__in=members))
    rows = rows.only("orang_id", "keluarga_id", "kategori_id", "status", "tingkat")
    for row in rows.exclude(status=StatusPpks.DIGABUNG).order_by("kategori", "mulai", "id"):
        own = [row.orang_id] if row.orang_id else members[cast(UUID, row.keluarga_id)]
        for orang_id in own:
            entri[orang_id].append(row)
    return entri


def _baris(
    orang: Orang,
    dusun: str,
    entri: list[Ppks],
    *,
    kategori: dict[int, KategoriVersi],
    user: User,
    on: date,
) -> BarisOrang:
    versi = [kategori[row.kategori_id] for row in entri if row.kategori_id in kategori]
    is_tersamar = is_nama_masked(orang, versi, user=user, on=on)
    is_terbatas = any(row.tingkat == Tingkat.TERBATAS for row in entri)
    return BarisOrang(
        id=orang.pk,
        nama=mask_nama(orang.nama) if is_tersamar else orang.nama,
        usia=format_usia(orang.tanggal_lahir, on),
        jenis_kelamin=orang.jenis_kelamin,
        dusun="" if is_terbatas else dusun,
        desa=orang.desa.nama,
        entri=tuple(to_entri_singkat(row, kategori) for row in entri),
        is_nama_tersamar=is_tersamar,
        is_alamat_tersamar=is_terbatas,
        has_nik=orang.nik_indeks is not None,
        is_meninggal=orang.meninggal_pada is not None,
    )


def to_entri_singkat(row: Ppks, kategori: dict[int, KategoriVersi]) -> EntriSingkat:
    """An entry in few words."""
    versi = kategori.get(row.kategori_id)
    nama = versi.nama if versi else f"Kategori {row.kategori_id}"
    is_terbatas = row.tingkat == Tingkat.TERBATAS
    return EntriSingkat(
        nama, row.status, is_terbatas, is_keluarga=row.keluarga_id is not None, ppks_id=row.pk,
        is_berjalan=row.status not in ENDED,
    )  # fmt: skip


def is_nama_masked(
    orang: Orang, kategori: Iterable[KategoriVersi], *, user: User, on: date
) -> bool:
    """True where a child's name isn't for this role's lists. Age unknown: a children's category
    makes the person a child."""
    if user.role in MELIHAT_NAMA_ANAK:
        return False
    if orang.tanggal_lahir is not None and orang.tanggal_lahir <= on:
        return is_anak(orang.tanggal_lahir, on)
    batas = [versi.tolak_di_atas for versi in kategori if versi.tolak_di_atas is not None]
    return any(usia <= USIA_DEWASA_TAHUN for usia in batas)


def get_alamat_now(orang_ids: list[UUID], *, user: User) -> dict[UUID, Alamat]:
    """The present address of each person, the newest where several run."""
    if not orang_ids:
        return {}
    rows = Alamat.objects.visible_to(user).filter(orang__in=orang_ids, sampai__isnull=True)
    by_id = {row.orang_id: row for row in rows.order_by("mulai", "id")}
    return {orang_id: row for orang_id, row in by_id.items() if orang_id is not None}


def search_orang(*, cari: Cari, user: User, on: date, limit: int = PAGE_SIZE) -> list[BarisOrang]:
    """Persons that match, best first: by number exactly, by words as names sound and are spelt."""
    if cari.error:
        return []
    rows = _only_shown(list_ordinary(user))
    if cari.cara is CaraCari.KATA:
        ids = _search_words(cari, user=user, limit=limit)
        by_id = {row.pk: row for row in rows.filter(pk__in=ids)}
        found = [by_id[pk] for pk in ids if pk in by_id]
    else:
        found = list(_by_number(rows, cari).order_by("nama_kunci", "id")[:limit])
    return list_baris(found, user=user, on=on)


def _by_number(rows: QuerySet[Orang], cari: Cari) -> QuerySet[Orang]:
    if cari.cara is CaraCari.NIK:
        return rows.filter(nik_indeks=crypto.blind_index("nik", cari.nilai))
    if cari.cara is CaraCari.NIK_AKHIR:
        return rows.filter(nik_akhir_indeks=crypto.blind_index("nik-akhir", cari.nilai))
    return rows.filter(nomor_sementara=cari.nilai)


def _search_words(cari: Cari, *, user: User, limit: int) -> list[UUID]:
    """Ids as the definer function orders them (walls_search.sql); after them, people of a dusun."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select orang_id from balale_search_orang(%s, %s)", [list(cari.kunci), limit]
        )
        ids = [row[0] for row in cursor.fetchall()]
    if len(ids) < limit and user.context and len(user.context.desa) <= _DUSUN_DESA_MAKS:
        dusun = Alamat.objects.visible_to(user).filter(
            dusun__icontains=cari.nilai, sampai__isnull=True, orang__tingkat=Tingkat.BIASA
        )
        more = dusun.order_by("orang__nama_kunci", "orang_id").values_list("orang_id", flat=True)
        ids += [pk for pk in dict.fromkeys(more[: limit * 2]) if pk not in ids]
    return ids[:limit]


def list_pilihan_wilayah(user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of area for a wide role, a group a kecamatan; empty inside one village."""
    if user.context is None or len(user.context.desa) <= 1:
        return []
    return _list_groups(user.context.wilayah_kode, user.context.desa)


@remembered
def _list_groups(
    wilayah_kode: str, desa: tuple[str, ...]
) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in list_desa(wilayah_kode).filter(pk__in=desa):
        nama = row.kecamatan.nama
        group = groups.setdefault(nama, [(row.kecamatan_id, f"Seluruh {nama}")])
        group.append((row.pk, row.sebutan))
    return list(groups.items())


def list_pilihan_kategori(on: date) -> list[tuple[str, str]]:
    """Open categories of the day for a filter; a rahasia one is never offered."""
    names = list_kategori_names(on)
    return [
        (str(nomor), versi.nama)
        for nomor, versi in sorted(names.items())
        if versi.tingkat != Tingkat.RAHASIA
    ]
