"""Photographs and papers in the asker's sight. Contents are opened one at a time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.access.vault import Vault
from balale.registry.models import Berkas, BerkasIsi, Keluarga, Orang, Ppks
from balale.registry.queries.answers import list_kode_words
from balale.registry.queries.people import list_kategori_names
from balale.registry.rules.berkas import is_behind_reason
from balale.registry.rules.status import ENDED
from balale.registry.rules.usulan import BATAS_URUNGKAN_HARI


@dataclass(frozen=True)
class BarisBerkas:
    """One file in words; `is_tertutup` where a reason is asked for first."""

    berkas: Berkas
    jenis: str
    kategori: str
    alasan_akhir: str
    is_tertutup: bool
    is_bisa_dipulihkan: bool


@dataclass(frozen=True)
class DaftarBerkas:
    """A subject's files, newest first, and those ended in the last thirty days."""

    berlaku: list[BarisBerkas]
    diakhiri: list[BarisBerkas]

    @property
    def has_tertutup(self) -> bool:
        return any(baris.is_tertutup for baris in self.berlaku)


def list_berkas(
    subjek: Orang | Keluarga, *, user: User, on: date, now: datetime, is_open: bool
) -> DaftarBerkas:
    """What the section of a person's or family's page shows; no content."""
    rows = list(list_rows(subjek, user=user))
    words = list_kode_words(
        {("jenis_berkas", row.jenis) for row in rows}
        | {("alasan_berkas", row.alasan_akhir) for row in rows if row.alasan_akhir}
    )
    nama = list_kategori_names(on) if any(row.ppks_id for row in rows) else {}
    kata = {nomor: versi.nama for nomor, versi in nama.items()}
    baris = [_to_baris(row, words, kata, now=now, is_open=is_open) for row in rows]
    return DaftarBerkas(
        berlaku=[satu for satu in baris if satu.berkas.diakhiri_pada is None],
        diakhiri=[satu for satu in baris if satu.is_bisa_dipulihkan],
    )


def _to_baris(
    row: Berkas,
    words: dict[tuple[str, str], str],
    kategori: dict[int, str],
    *,
    now: datetime,
    is_open: bool,
) -> BarisBerkas:
    ended = row.diakhiri_pada
    return BarisBerkas(
        berkas=row,
        jenis=words.get(("jenis_berkas", row.jenis), row.jenis),
        kategori=kategori.get(row.ppks.kategori_id, "") if row.ppks else "",
        alasan_akhir=words.get(("alasan_berkas", row.alasan_akhir), row.alasan_akhir),
        is_tertutup=not is_open and is_behind_reason(row.jenis, row.tingkat),
        is_bisa_dipulihkan=ended is not None and is_restorable(ended, now),
    )


def is_restorable(diakhiri_pada: datetime, now: datetime) -> bool:
    """True within thirty days after a file was ended."""
    return now - diakhiri_pada <= timedelta(days=BATAS_URUNGKAN_HARI)


def get_baris(berkas: Berkas, *, user: User, on: date, now: datetime) -> BarisBerkas:
    """One opened file in words."""
    words = list_kode_words(
        [("jenis_berkas", berkas.jenis), ("alasan_berkas", berkas.alasan_akhir)]
    )
    nama = list_kategori_names(on) if berkas.ppks_id else {}
    kata = {nomor: versi.nama for nomor, versi in nama.items()}
    return _to_baris(berkas, words, kata, now=now, is_open=True)


def list_rows(subjek: Orang | Keluarga, *, user: User) -> QuerySet[Berkas]:
    """Files of one subject in the asker's sight, newest first."""
    own = Q(orang=subjek) if isinstance(subjek, Orang) else Q(keluarga=subjek)
    rows = Berkas.objects.visible_to(user).filter(own).exclude(tingkat=Tingkat.RAHASIA)
    return rows.select_related("dibuat_oleh", "ppks").order_by("-pada", "-dibuat_pada")


def get_berkas(berkas_id: UUID, user: User) -> Berkas | None:
    """A file of an ordinary person or family in sight; None otherwise."""
    rows = Berkas.objects.visible_to(user).exclude(tingkat=Tingkat.RAHASIA)
    ordinary = Q(orang__tingkat=Tingkat.BIASA) | Q(keluarga__tingkat=Tingkat.BIASA)
    found = rows.filter(ordinary).select_related("orang__desa", "keluarga", "ppks", "dibuat_oleh")
    return found.filter(pk=berkas_id).first()


def read_isi(berkas: Berkas, *, user: User) -> bytes:
    """The content. The caller has recorded the view. Raises crypto.Unreadable when erased."""
    row = BerkasIsi.objects.visible_to(user).get(pk=berkas.pk)
    return Vault().get_bytes(row, "isi")


def list_entri_untuk(subjek: Orang | Keluarga, *, user: User) -> list[Ppks]:
    """Running entries of the subject that a file may be sent for."""
    own = Q(orang=subjek) if isinstance(subjek, Orang) else Q(keluarga=subjek)
    rows = Ppks.objects.visible_to(user).filter(own).exclude(tingkat=Tingkat.RAHASIA)
    return list(rows.exclude(status__in=ENDED).order_by("kategori", "mulai"))
