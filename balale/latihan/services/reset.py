"""Beginning anew: a village goes back to what it was when it was seeded."""

from uuid import UUID

from django.db import connection

from balale.access.context import Context, acting_as
from balale.access.models import User
from balale.access.rules.policy import Role
from balale.access.services.receipts import write_once
from balale.audit import services as audit
from balale.kit.errors import DomainError
from balale.latihan.rules.tugas import MULAI_LAGI

JENIS = "latihan"


def capture_villages() -> None:
    """Remember every village as it stands now. By the process that seeded."""
    with acting_as(Context(user_id=None, role=Role.SISTEM)), connection.cursor() as cursor:
        cursor.execute("select balale_latihan_capture()")


def begin_anew(*, kunci: UUID, by: User) -> None:
    """Ticks start from nothing; an operator's village goes back to its seeded state, for all.

    A TKSK, in whose kecamatan others train, puts no data back. Exactly once a key. Raises
    DomainError where the village's seeded state was not kept. Audit: latihan.reset.
    """
    context = by.context
    if context is None or context.role not in (Role.OPERATOR_DESA, Role.TKSK):
        raise DomainError("Peran ini tidak punya tugas latihan.")

    def write() -> None:
        if context.role == Role.OPERATOR_DESA:
            _reset(context.wilayah_kode)
        audit.record(MULAI_LAGI, by=by, fields={"wilayah": context.wilayah_kode})

    write_once(kunci=kunci, jenis=JENIS, by=by, write=write)


def _reset(desa_kode: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select balale_latihan_has_picture(%s)", [desa_kode])
        if not cursor.fetchone()[0]:
            raise DomainError("Keadaan awal desa ini tidak disimpan. Hubungi admin teknis.")
        cursor.execute("select balale_latihan_reset(%s)", [desa_kode])
