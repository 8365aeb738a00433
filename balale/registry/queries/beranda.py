"""What waits for a village operator, in numbers that are never stale."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from balale.access.models import User
from balale.access.vault import Vault
from balale.registry.models import Ppks
from balale.registry.queries.draf import list_open
from balale.registry.queries.receipts import TandaTerima, list_receipts
from balale.registry.rules.alasan import ALASAN_KEMBALI
from balale.registry.rules.status import StatusPpks

PERBAIKAN_MAKS = 5
KIRIMAN_MAKS = 3
_KATA = {alasan.kode: alasan.kata for alasan in ALASAN_KEMBALI}
S = StatusPpks


@dataclass(frozen=True)
class PerluPerbaikan:
    """A returned entry: whose, why, and the marked field."""

    id: UUID
    nama: str
    alasan: str
    catatan: str
    kolom: str


@dataclass(frozen=True)
class BerandaOperator:
    """The operator's numbers: own drafts, and the village's entries by state."""

    draf: int
    menunggu: int
    diajukan: int
    dikembalikan: int
    terverifikasi: int
    aktif: int
    perbaikan: list[PerluPerbaikan]
    kiriman: list[TandaTerima]
    draf_terakhir: UUID | None
    draf_pada: datetime | None


def get_beranda_operator(user: User) -> BerandaOperator:
    """Everything the operator's home shows, in a handful of queries."""
    counts = Ppks.objects.visible_to(user).aggregate(
        menunggu=Count("pk", filter=Q(status=S.DRAF)),
        diajukan=Count("pk", filter=Q(status=S.DIAJUKAN)),
        dikembalikan=Count("pk", filter=Q(status=S.DIKEMBALIKAN)),
        terverifikasi=Count("pk", filter=Q(status=S.DIVERIFIKASI)),
        aktif=Count("pk", filter=Q(status=S.AKTIF)),
    )
    drafs = list(list_open(user).values_list("pk", "diubah_pada"))
    return BerandaOperator(
        draf=len(drafs),
        **counts,
        perbaikan=_list_perbaikan(user) if counts["dikembalikan"] else [],
        kiriman=list_receipts(user, limit=KIRIMAN_MAKS),
        draf_terakhir=drafs[0][0] if drafs else None,
        draf_pada=drafs[0][1] if drafs else None,
    )


def _list_perbaikan(user: User) -> list[PerluPerbaikan]:
    rows = Ppks.objects.visible_to(user).filter(status=S.DIKEMBALIKAN, orang__isnull=False)
    rows = list(rows.select_related("orang").order_by("diubah_pada")[:PERBAIKAN_MAKS])
    vault = Vault()
    vault.fetch(row.subjek_id for row in rows)
    return [
        PerluPerbaikan(
            id=row.pk,
            nama=row.orang.nama,
            alasan=_KATA.get(row.kode_alasan, "Perlu diperiksa lagi"),
            catatan=vault.get(row, "catatan_status"),
            kolom=row.kolom_ditandai,
        )
        for row in rows
    ]
