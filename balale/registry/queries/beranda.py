"""What waits for a village operator, in numbers that are never stale."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from balale.access.models import User
from balale.registry.models import Ppks
from balale.registry.queries.draf import list_open
from balale.registry.queries.entri import count_entri
from balale.registry.queries.receipts import TandaTerima, list_receipts
from balale.registry.queries.usulan import BarisKembali, find_returned, say_returned
from balale.registry.rules.alasan import ALASAN_KEMBALI
from balale.registry.rules.keadaan import MENUNGGU, PERBAIKAN
from balale.registry.rules.status import StatusPpks

PERBAIKAN_MAKS = 5
KIRIMAN_MAKS = 3
SAMAR = {satu.kata for satu in ALASAN_KEMBALI if satu.is_perlu_catatan}
S = StatusPpks


@dataclass(frozen=True)
class PerluPerbaikan:
    """A returned entry: whose, why, and the first marked field."""

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
        diajukan=Count("pk", filter=Q(status=S.DIAJUKAN)),
        terverifikasi=Count("pk", filter=Q(status=S.DIVERIFIKASI)),
        aktif=Count("pk", filter=Q(status=S.AKTIF)),
    )
    # Also what the village head sent back; not what was mended and waits for him again.
    waiting = count_entri(user, (MENUNGGU, PERBAIKAN))
    kembali = find_returned(user)
    drafs = list(list_open(user).values_list("pk", "diubah_pada"))
    return BerandaOperator(
        draf=len(drafs),
        **counts,
        menunggu=waiting[MENUNGGU],
        dikembalikan=waiting[PERBAIKAN],
        perbaikan=[_to_perbaikan(satu) for satu in say_returned(kembali[:PERBAIKAN_MAKS])],
        kiriman=list_receipts(user, limit=KIRIMAN_MAKS),
        draf_terakhir=drafs[0][0] if drafs else None,
        draf_pada=drafs[0][1] if drafs else None,
    )


def _to_perbaikan(satu: BarisKembali) -> PerluPerbaikan:
    return PerluPerbaikan(
        id=satu.ppks_id,
        nama=satu.nama,
        # "Alasan lain" says nothing beside the note that goes with it.
        alasan="" if satu.alasan in SAMAR and satu.catatan else satu.alasan or "Perlu diperiksa",
        catatan=satu.catatan,
        kolom=satu.kolom_pertama,
    )
