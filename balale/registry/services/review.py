"""Entries whose review date has come are due to be asked again."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from balale.access.models import User
from balale.audit import services as audit
from balale.registry.models import Ppks
from balale.registry.rules.status import StatusPpks, check_transition

PORTION = 500
ALASAN = "tanggal_tinjau"


@transaction.atomic
def mark_due(*, by: User, on: date, now: datetime) -> int:
    """Move up to PORTION aktif entries to perlu_pemutakhiran; returns how many.

    Every level, by the system account alone. An entry someone is at work on waits for the
    next run. Audit: ppks.due, one line an entry.
    """
    due = Ppks.objects.filter(status=StatusPpks.AKTIF, tinjau_berikut__lte=on)
    rows = list(
        due.order_by("pk")
        .values_list("pk", "tingkat")
        .select_for_update(skip_locked=True)[:PORTION]
    )
    for is_rahasia in {tingkat == "rahasia" for _pk, tingkat in rows}:
        check_transition(
            StatusPpks.AKTIF, StatusPpks.PERLU_PEMUTAKHIRAN, role=by.role, alasan=ALASAN,
            is_rahasia=is_rahasia,
        )  # fmt: skip
    ids = [pk for pk, _tingkat in rows]
    due.filter(pk__in=ids).update(
        status=StatusPpks.PERLU_PEMUTAKHIRAN,
        kode_alasan=ALASAN,
        versi=F("versi") + 1,
        diubah_oleh_id=by.user_id,
        diubah_pada=now,
    )
    for pk in ids:
        audit.record("ppks.due", ("registry.ppks", pk), by=by, fields={"alasan": ALASAN})
    return len(ids)
