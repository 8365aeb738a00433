"""Reads of proposals: what waits for whom, and what came back to the village."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse

from balale.access.models import User
from balale.access.rules.policy import Role
from balale.access.vault import Vault
from balale.kit.formatting import as_wib, format_usia, mask_nama
from balale.registry.models import (
    JENIS_ENTRI,
    HitunganKomunitas,
    JenisUsulan,
    KategoriVersi,
    Keputusan,
    Orang,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.aturan import get_aturan, get_subjek
from balale.registry.queries.people import get_alamat_now, is_nama_masked
from balale.registry.queries.reference import list_kategori
from balale.registry.rules.alasan import ALASAN_KEMBALI
from balale.registry.rules.kategori import check_kategori
from balale.registry.rules.nik import nik_warnings
from balale.registry.rules.status import StatusPpks
from balale.registry.rules.usulan import KOLOM, Dasar, Hasil, Langkah, split_kolom
from balale.wilayah.models import Desa, Kecamatan

BATCH_MAKS = 200
_KATA_ALASAN = {satu.kode: satu.kata for satu in ALASAN_KEMBALI}


@dataclass(frozen=True)
class BarisUsulan:
    """One proposal in a list. `hari` counts whole days since it began to wait."""

    id: UUID
    dasar: Dasar
    nama: str
    jenis_kelamin: str
    usia: str
    kategori: str
    desa: str
    kecamatan: str
    dusun: str
    kelengkapan: int
    perhatian: tuple[str, ...]
    pencatat: str
    diusulkan_pada: datetime
    hari: int
    is_ulang: bool
    is_perlu_acara: bool
    is_terbatas: bool
    is_keluarga: bool
    komunitas: str = ""


@dataclass(frozen=True)
class BarisKembali:
    """One entry that came back to the village: whose, why, which field, and where to mend it."""

    ppks_id: UUID
    nama: str
    kategori: str
    dari: str
    alasan: str
    catatan: str
    kolom: str
    kolom_pertama: str
    url: str
    pada: datetime


def list_usulan(user: User) -> QuerySet[Usulan]:
    """Proposals for entries of ordinary persons and of families in the asker's sight, with what
    lists show. The person of a family's entry is the one it came with."""
    rows = Usulan.objects.visible_to(user).filter(
        jenis__in=JENIS_ENTRI, ppks__isnull=False, orang__isnull=False
    )
    return rows.select_related("ppks__komunitas", "orang", "desa__kecamatan", "diusulkan_oleh")


def fetch_usulan(rows: QuerySet[Usulan], user: User, limit: int) -> list[Usulan]:
    """The first of ordered proposals, read with what lists show.

    An index gives the order; joined first, every proposal that waits would be read for a page.
    """
    ids = list(rows.values_list("pk", flat=True)[:limit])
    found = list_usulan(user).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def list_batch(user: User, on: date) -> list[BarisUsulan]:
    """What waits for the village head, the oldest first, at most a batch."""
    rows = list_usulan(user).filter(status=StatusUsulan.MENUNGGU_KEPALA_DESA)
    return to_baris(list(rows.order_by("diusulkan_pada", "pk")[:BATCH_MAKS]), user=user, on=on)


def count_batch(user: User) -> int:
    """How many proposals wait for the village head."""
    return Usulan.objects.visible_to(user).filter(status=StatusUsulan.MENUNGGU_KEPALA_DESA).count()


def count_statuses(user: User) -> dict[str, int]:
    """Entries in the asker's sight by status."""
    rows = Ppks.objects.visible_to(user).order_by().values("status")
    return {row["status"]: row["jumlah"] for row in rows.annotate(jumlah=Count("pk"))}


def list_ready(user: User) -> list[tuple[str, int]]:
    """Verified entries that wait for the head of office: kecamatan and how many.

    Only an applied proposal makes an entry verified, so its status alone tells.
    """
    rows = Ppks.objects.visible_to(user).filter(status=StatusPpks.DIVERIFIKASI)
    counted = rows.order_by().values("desa_id").annotate(jumlah=Count("pk"))
    by_desa = {row["desa_id"]: row["jumlah"] for row in counted}
    ready: Counter[Kecamatan] = Counter()
    for desa in Desa.objects.filter(pk__in=by_desa).select_related("kecamatan"):
        ready[desa.kecamatan] += by_desa[desa.pk]
    return [(area.nama, ready[area]) for area in sorted(ready, key=lambda area: area.kode)]


def count_together(keputusan: Keputusan, user: User) -> int:
    """How many decisions the asker took in the same act and has not taken back."""
    rows = Keputusan.objects.visible_to(user).filter(
        langkah=keputusan.langkah, hasil=keputusan.hasil, oleh_id=user.user_id,
        pada=keputusan.pada, dibatalkan_pada__isnull=True,
    )  # fmt: skip
    return rows.count()


def get_usulan(usulan_id: UUID, user: User) -> Usulan | None:
    """A proposal in the asker's sight; None otherwise."""
    return list_usulan(user).filter(pk=usulan_id).first()


def get_parts(usulan: Usulan) -> tuple[Ppks, Orang]:
    """The entry and the person of a proposal from `list_usulan`, which has both."""
    if usulan.ppks is None or usulan.orang is None:
        raise ValueError("a proposal without entry or person")
    return usulan.ppks, usulan.orang


def is_komunitas(usulan: Usulan) -> bool:
    """True for the proposal of a community, which is mended on a form of its own."""
    return usulan.ppks is not None and usulan.ppks.komunitas_id is not None


def get_keputusan(keputusan_id: UUID, user: User) -> Keputusan | None:
    """The asker's own decision; None for another's or one out of sight."""
    rows = Keputusan.objects.visible_to(user).filter(
        oleh_id=user.user_id, usulan__jenis__in=JENIS_ENTRI
    )
    rows = rows.select_related("usulan__ppks", "usulan__orang", "oleh")
    return rows.filter(pk=keputusan_id).first()


def get_last_keputusan(usulan_id: UUID, user: User) -> Keputusan | None:
    """The newest decision on a proposal that still stands, whoever took it."""
    rows = Keputusan.objects.visible_to(user).filter(usulan=usulan_id, dibatalkan_pada__isnull=True)
    return rows.select_related("oleh").order_by("-pada").first()


def list_keputusan(
    user: User, *, since: datetime, langkah: Langkah | None = None
) -> list[Keputusan]:
    """The asker's own decisions since a moment, newest first, at most 100; of one step, where
    given."""
    rows = Keputusan.objects.visible_to(user).filter(
        oleh_id=user.user_id, sebagai=user.role, pada__gte=since, usulan__jenis__in=JENIS_ENTRI
    )
    if langkah is not None:
        rows = rows.filter(langkah=langkah)
    ids = list(rows.order_by("-pada", "-pk").values_list("pk", flat=True)[:100])
    whole = Keputusan.objects.visible_to(user)
    found = whole.select_related("usulan__orang", "usulan__ppks", "usulan__desa").in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def list_told(user: User) -> QuerySet[Keputusan]:
    """Decisions in the asker's sight. That a refusal is proposed is the office's own affair until
    it is signed."""
    rows = Keputusan.objects.visible_to(user)
    if user.role in {Role.VERIFIKATOR, Role.KEPALA_DINAS}:
        return rows
    return rows.exclude(hasil__in=[Hasil.USUL_TOLAK, Hasil.PERIKSA_LAGI])


def get_nama_list(
    usulan: Usulan, kategori: Mapping[int, KategoriVersi], *, user: User, on: date
) -> str:
    """The person's name as a list of this role may show it; `kategori` by number."""
    orang = usulan.orang
    if orang is None:
        return "Data"
    versi = kategori.get(usulan.ppks.kategori_id) if usulan.ppks else None
    masked = is_nama_masked(orang, [versi] if versi else [], user=user, on=on)
    return mask_nama(orang.nama) if masked else orang.nama


def count_days(since: datetime | None, on: date) -> int:
    """Whole calendar days (WIB) from a moment to the day."""
    return max(0, (on - as_wib(since).date()).days) if since else 0


def to_baris(rows: Sequence[Usulan], *, user: User, on: date) -> list[BarisUsulan]:
    """Rows for a list: categories, addresses and keys of all in three queries."""
    versi = {satu.kategori_id: satu for satu in list_kategori(on)} if rows else {}
    alamat = get_alamat_now([row.orang_id for row in rows if row.orang_id], user=user)
    vault = Vault()
    vault.fetch(row.orang_id for row in rows if row.orang_id)
    hitungan = _list_hitungan(rows, user)
    made = []
    for row in rows:
        ppks, orang = get_parts(row)
        place = alamat.get(row.orang_id) if row.orang_id else None
        is_terbatas = row.tingkat == "terbatas"
        made.append(
            BarisUsulan(
                id=row.pk,
                dasar=get_dasar(row),
                nama=get_nama_list(row, versi, user=user, on=on),
                jenis_kelamin=orang.jenis_kelamin,
                usia=format_usia(orang.tanggal_lahir, on),
                kategori=versi[ppks.kategori_id].nama,
                desa=row.desa.nama,
                kecamatan=row.desa.kecamatan.nama,
                dusun=place.dusun if place and not is_terbatas else "",
                kelengkapan=ppks.kelengkapan,
                perhatian=tuple(_list_perhatian(row, versi[ppks.kategori_id], vault, on)),
                pencatat=row.diusulkan_oleh.nama,
                diusulkan_pada=row.diusulkan_pada,
                hari=count_days(ppks.diajukan_pada or row.diusulkan_pada, on),
                is_ulang=row.jenis == JenisUsulan.PERBAIKAN,
                is_perlu_acara=ppks.status == StatusPpks.DRAF,
                is_terbatas=is_terbatas,
                is_keluarga=ppks.keluarga_id is not None,
                komunitas=_say_komunitas(ppks, hitungan),
            )
        )
    return made


def _list_hitungan(rows: Sequence[Usulan], user: User) -> dict[UUID, HitunganKomunitas]:
    """The count of families of the communities among the proposals."""
    ids = [row.ppks.komunitas_id for row in rows if row.ppks and row.ppks.komunitas_id]
    if not ids:
        return {}
    found = HitunganKomunitas.objects.visible_to(user).filter(
        komunitas__in=ids, sampai__isnull=True
    )
    return {row.komunitas_id: row for row in found}


def _say_komunitas(ppks: Ppks, hitungan: Mapping[UUID, HitunganKomunitas]) -> str:
    """The community of an entry with its families, in words; empty for all other entries."""
    if ppks.komunitas is None or ppks.komunitas_id is None:
        return ""
    row = hitungan.get(ppks.komunitas_id)
    return f"{ppks.komunitas.nama}, {row.kata}" if row else ppks.komunitas.nama


def get_dasar(usulan: Usulan) -> Dasar:
    """The versions that a form on this proposal rests on."""
    orang = usulan.orang.versi if usulan.orang else 0
    return Dasar(usulan.versi, usulan.ppks.versi if usulan.ppks else 0, orang)


def _list_perhatian(usulan: Usulan, versi: KategoriVersi, vault: Vault, on: date) -> Iterable[str]:
    """What the village head should look at: age against the category, NIK against the rest."""
    _ppks, orang = get_parts(usulan)
    yield from (satu.pesan for satu in check_kategori(get_aturan(versi), get_subjek(orang), on=on))
    nik = vault.get(orang, "nik")
    if not nik:
        yield "Belum ada NIK."
        return
    found = nik_warnings(
        nik,
        tanggal_lahir=orang.tanggal_lahir,
        presisi=orang.presisi_tgl_lahir or "hari",
        jenis_kelamin=orang.jenis_kelamin,
        known_area=True,
        no_kk=None,
        today=on,
    )
    yield from (satu.pesan for satu in found)


def list_returned(user: User) -> list[BarisKembali]:
    """Entries that wait for the operator's hand, newest first, at most 50.

    `url` leads to the first marked field of the form that mends it.
    """
    return say_returned(find_returned(user))


def find_returned(user: User) -> list[tuple[Usulan, Keputusan]]:
    """The proposals behind them with their decisions, newest first, at most 50."""
    rows = list_usulan(user).filter(
        status=StatusUsulan.DIKEMBALIKAN,
        ppks__status__in=[StatusPpks.DRAF, StatusPpks.DIKEMBALIKAN],
    )
    rows = rows.exclude(ppks__usulan__status=StatusUsulan.MENUNGGU_KEPALA_DESA)
    found = list(rows.order_by("-diubah_pada", "-pk")[:200])
    last = _last_keputusan([row.pk for row in found], user)
    newest: dict[UUID | None, tuple[Usulan, Keputusan]] = {}
    for row in found:
        if row.pk not in last:
            continue
        known = newest.get(row.ppks_id)
        if known is None or known[1].pada < last[row.pk].pada:
            newest[row.ppks_id] = row, last[row.pk]
    return sorted(newest.values(), key=lambda pair: pair[1].pada, reverse=True)[:50]


def say_returned(found: list[tuple[Usulan, Keputusan]]) -> list[BarisKembali]:
    """The same in words: their notes are opened, so only those that are shown should come."""
    if not found:
        return []
    versi = KategoriVersi.objects.filter(
        kategori__in={get_parts(usulan)[0].kategori_id for usulan, _ in found}
    )
    names = dict(versi.order_by("berlaku_mulai").values_list("kategori_id", "nama"))
    vault = Vault()
    vault.fetch(keputusan.subjek_id for _, keputusan in found)
    return [_to_kembali(*pair, names=names, vault=vault) for pair in found]


def get_returned(ppks_id: UUID, user: User) -> tuple[Usulan, Keputusan] | None:
    """The proposal that came back last for an entry, and the decision that sent it; None when
    nothing waits for the operator."""
    rows = list_usulan(user).filter(ppks=ppks_id)
    usulan = rows.order_by("-diusulkan_pada", "-pk").first()
    if usulan is None or usulan.status != StatusUsulan.DIKEMBALIKAN:
        return None
    keputusan = _last_keputusan([usulan.pk], user).get(usulan.pk)
    return (usulan, keputusan) if keputusan else None


def _last_keputusan(usulan_ids: list[UUID], user: User) -> dict[UUID, Keputusan]:
    if not usulan_ids:
        return {}
    rows = Keputusan.objects.visible_to(user).filter(
        usulan__in=usulan_ids, hasil="dikembalikan", dibatalkan_pada__isnull=True
    )
    return {row.usulan_id: row for row in rows.select_related("oleh").order_by("pada")}


def _to_kembali(
    usulan: Usulan, keputusan: Keputusan, *, names: dict[int, str], vault: Vault
) -> BarisKembali:
    ppks, orang = get_parts(usulan)
    marked = split_kolom(keputusan.kolom_ditandai)
    first = marked[0] if marked else ""
    url = reverse("desk:perbaiki", args=[ppks.pk])
    return BarisKembali(
        ppks_id=ppks.pk,
        nama=ppks.komunitas.nama if ppks.komunitas else orang.nama,
        kategori=names[ppks.kategori_id],
        dari="kepala desa" if keputusan.langkah == "kepala_desa" else "DSP3A",
        alasan=_KATA_ALASAN.get(keputusan.kode_alasan, ""),
        catatan=vault.get(keputusan, "catatan"),
        kolom=", ".join(KOLOM.get(kode, kode) for kode in marked),
        kolom_pertama=first,
        url=f"{url}#id_{first}" if first else url,
        pada=keputusan.pada,
    )
