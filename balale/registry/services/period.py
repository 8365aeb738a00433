"""The head of office fixes the verified entries of a period."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from balale.access.ids import new_id
from balale.access.models import User
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import JENIS_ENTRI, Keputusan, Ppks, StatusUsulan, Usulan
from balale.registry.queries.reference import list_kategori
from balale.registry.rules.status import StatusError, StatusPpks, Syarat, check_transition
from balale.registry.rules.usulan import Hasil, Langkah, add_months
from balale.registry.services.rows import Stamp

_PORTION = 1000


@dataclass(frozen=True)
class Penetapan:
    """What a period lock did: entries made aktif, and those left because the same account
    had verified or proposed them."""

    jumlah: int
    dilewati: int


@transaction.atomic
def lock_period(*, sk_nomor: str, sk_tanggal: date, by: User, on: date, now: datetime) -> Penetapan:
    """Every verified entry in sight becomes aktif, to be reviewed after its category's months.

    Raises DomainError. Audit: period.locked, one line with the count.
    """
    try:
        check_transition(
            StatusPpks.DIVERIFIKASI, StatusPpks.AKTIF, role=by.role,
            syarat={Syarat.PENETAPAN} if sk_nomor else set(),
        )  # fmt: skip
    except StatusError as error:
        raise DomainError(str(error)) from error
    rows = _list_ready(by)
    own = set(
        Keputusan.objects.filter(
            usulan__in=rows.values(), hasil=Hasil.DITERIMA, oleh_id=by.user_id,
            dibatalkan_pada__isnull=True,
        ).values_list("usulan__ppks_id", flat=True)
    )  # fmt: skip
    own |= {pk for pk, usulan in rows.items() if usulan.diusulkan_oleh_id == by.user_id}
    chosen = {pk: usulan for pk, usulan in rows.items() if pk not in own}
    _activate(list(chosen), by=by, on=on, now=now)
    _write_decisions(list(chosen.values()), nomor=sk_nomor, tanggal=sk_tanggal, by=by, now=now)
    audit.record(
        "period.locked", by=by,
        fields={"sk": sk_nomor, "jumlah": len(chosen), "dilewati": len(own)},
    )  # fmt: skip
    return Penetapan(len(chosen), len(own))


def _list_ready(by: User) -> dict[UUID, Usulan]:
    """Applied proposals of verified entries, by entry; the newest one of each."""
    rows = (
        Usulan.objects.visible_to(by)
        .filter(
            ppks__status=StatusPpks.DIVERIFIKASI,
            status=StatusUsulan.DITERAPKAN,
            jenis__in=JENIS_ENTRI,
        )
        .exclude(ppks__orang__meninggal_pada__isnull=False)
        .order_by("diusulkan_pada", "pk")
    )
    return {usulan.ppks_id: usulan for usulan in rows if usulan.ppks_id}


def _activate(ids: list[UUID], *, by: User, on: date, now: datetime) -> None:
    months = {row.kategori_id: row.masa_tinjau_bulan for row in list_kategori(on)}
    changed = 0
    for kategori_id, bulan in months.items():
        changed += Ppks.objects.filter(
            pk__in=ids, kategori_id=kategori_id, status=StatusPpks.DIVERIFIKASI
        ).update(
            status=StatusPpks.AKTIF,
            tinjau_berikut=add_months(on, bulan),
            versi=F("versi") + 1,
            diubah_oleh_id=by.user_id,
            diubah_pada=now,
        )
    if changed != len(ids):
        raise StaleVersion


def _write_decisions(
    rows: list[Usulan], *, nomor: str, tanggal: date, by: User, now: datetime
) -> None:
    made = []
    for usulan in rows:
        stamp = Stamp(desa_kode=usulan.desa_id, tingkat=usulan.tingkat, by=by, now=now)
        made.append(
            Keputusan(
                id=new_id(),
                usulan=usulan,
                langkah=Langkah.PENETAPAN,
                hasil=Hasil.DITETAPKAN,
                ba_nomor=nomor,
                ba_tanggal=tanggal,
                status_sebelum=StatusPpks.DIVERIFIKASI,
                oleh_id=by.user_id,
                sebagai=by.role,
                pada=now,
                **stamp.columns(usulan.subjek_id),
            )
        )
    Keputusan.objects.bulk_create(made, batch_size=_PORTION)
