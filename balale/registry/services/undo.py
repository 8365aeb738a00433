"""Taking decisions back: by who took them, within thirty days, if nothing happened since."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from balale.access.models import User
from balale.audit import services as audit
from balale.kit.errors import DomainError, Refusal
from balale.registry.models import JENIS_ENTRI, Keputusan, Orang, Ppks, Usulan
from balale.registry.rules.usulan import BATAS_URUNGKAN_HARI, Hasil, Langkah
from balale.registry.services.decide import WAITS_FOR
from balale.registry.services.rows import change_row

_PUT_BACK = (
    "status", "kolom_ditandai", "catatan_status_sandi", "diajukan_pada", "tinjau_berikut",
    "selesai", "alasan_selesai",
)  # fmt: skip


@transaction.atomic
def undo_decision(*, keputusan: Keputusan, by: User, now: datetime) -> Keputusan:
    """Put proposal and entry back as they stood before; taking back twice changes nothing.

    Raises DomainError when it is another's, too old, or something newer happened.
    Audit: decision.undone.
    """
    if keputusan.dibatalkan_pada is not None:
        return keputusan
    usulan, ppks = _reopen(keputusan, by=by, now=now)
    langkah = Langkah(keputusan.langkah)
    is_back_in_village = langkah == Langkah.KEPALA_DESA
    change_row(
        usulan, base=usulan.versi, by=by, now=now, status=WAITS_FOR[langkah],
        menunggu_sejak=usulan.diusulkan_pada if is_back_in_village else usulan.menunggu_sejak,
    )  # fmt: skip
    change_row(ppks, base=ppks.versi, by=by, now=now, **_columns_before(ppks))
    change_row(keputusan, base=keputusan.versi, by=by, now=now, dibatalkan_pada=now)
    if keputusan.hasil == Hasil.DITERIMA and usulan.orang is not None:
        _reset_verified(usulan.orang, keputusan=keputusan, by=by, now=now)
    audit.record("decision.undone", ppks, by=by, fields={"keputusan": str(keputusan.pk)})
    return keputusan


@transaction.atomic
def undo_batch(*, keputusan: Keputusan, by: User, now: datetime) -> tuple[int, int]:
    """Take back every approval given together with this one; those decided since stay.

    Returns how many were taken back, and how many stayed. Audit: decision.undone each.
    """
    rows = Keputusan.objects.visible_to(by).filter(
        langkah=keputusan.langkah, hasil=keputusan.hasil, oleh_id=by.user_id, pada=keputusan.pada
    )
    done = stayed = 0
    for satu in rows.select_related("usulan__ppks", "usulan__orang"):
        try:
            undo_decision(keputusan=satu, by=by, now=now)
        except Refusal:
            stayed += 1
        else:
            done += 1
    return done, stayed


def _reopen(keputusan: Keputusan, *, by: User, now: datetime) -> tuple[Usulan, Ppks]:
    """The rows to put back. Raises DomainError."""
    if keputusan.oleh_id != by.user_id or keputusan.sebagai != by.role:
        raise DomainError("Hanya yang memutuskan yang dapat mengurungkan.", code="not_own")
    if keputusan.langkah not in WAITS_FOR:
        raise DomainError("Penetapan tidak dapat diurungkan di sini.", code="final")
    if now - keputusan.pada > timedelta(days=BATAS_URUNGKAN_HARI):
        raise DomainError("Sudah lewat 30 hari. Keputusan ini tetap.", code="too_old")
    usulan = keputusan.usulan
    ppks = usulan.ppks
    is_untouched = (
        ppks is not None
        and usulan.diubah_pada == keputusan.pada
        and ppks.diubah_pada == keputusan.pada
    )
    if ppks is None or not is_untouched:
        raise DomainError("Data ini sudah diproses lagi. Keputusan ini tetap.", code="newer")
    return usulan, ppks


def _columns_before(ppks: Ppks) -> dict[str, Any]:
    """The entry's columns in the version before the decision, from its history."""
    history = Ppks.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj_id=ppks.pk, versi=ppks.versi - 1
    )
    return history.order_by("-pgh_id").values(*_PUT_BACK)[0]


def _reset_verified(orang: Orang, *, keputusan: Keputusan, by: User, now: datetime) -> None:
    """The identity is verified by the newest acceptance that still stands, if any."""
    if orang.terverifikasi_pada != keputusan.pada:
        return
    rows = Keputusan.objects.filter(
        usulan__orang=orang, hasil=Hasil.DITERIMA, dibatalkan_pada__isnull=True,
        usulan__jenis__in=JENIS_ENTRI,
    )  # fmt: skip
    last = rows.order_by("-pada").values_list("pada", "oleh_id").first() or (None, None)
    change_row(
        orang, base=orang.versi, by=by, now=now,
        terverifikasi_pada=last[0], terverifikasi_oleh_id=last[1],
    )  # fmt: skip
