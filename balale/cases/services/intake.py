"""Handing in a case from the village: written once, never read back there."""

from datetime import date, datetime

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.cases.models import JenisCatatan
from balale.cases.services.notes import make_note
from balale.registry.queries.reference import get_kategori
from balale.registry.rules.entry import IsianPpksBaru
from balale.registry.services.entry import submit_rahasia
from balale.registry.services.rows import Stamp


@transaction.atomic
def hand_in_case(
    *,
    isian: IsianPpksBaru,
    hubungi: str,
    is_bahaya: bool,
    desa_kode: str,
    by: User,
    on: date,
    now: datetime,
) -> None:
    """Store a case with its safe way to make contact and whether there is danger now.

    Returns nothing, so that no receipt can point to it. Raises DomainError.
    Audit: rahasia.entered, without label or id.
    """
    vault = Vault()
    orang_id = submit_rahasia(isian=isian, desa_kode=desa_kode, by=by, on=on, now=now, vault=vault)
    versi = get_kategori(isian.entri[0].kategori, on)
    stamp = Stamp(desa_kode=desa_kode, tingkat="rahasia", unit=versi.unit_penangan, by=by, now=now)
    note = make_note(
        orang_id=orang_id,
        jenis=JenisCatatan.LAPORAN,
        teks=hubungi,
        is_bahaya=is_bahaya,
        stamp=stamp,
        vault=vault,
    )
    note.save(force_insert=True)
