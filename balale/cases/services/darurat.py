"""Breaking the glass: a case opened by someone who doesn't work on it, and what follows."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from balale.access import crypto
from balale.access.ids import new_sealed_id
from balale.access.models import JenisSubjek, User
from balale.access.services.receipts import write_once
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.audit.models import TrailLine
from balale.cases.models import (
    BukaDarurat,
    HasilTinjauan,
    LangkahTinjauan,
    TinjauanDarurat,
)
from balale.cases.queries.cases import list_visible
from balale.cases.rules import SALAH_MAKS, KeadaanTinjau, get_tinjau
from balale.kit.errors import DomainError
from balale.registry.models import Ppks

TIDAK_DIKENAL = "Nomor ini tidak dikenal di bidang Anda. Periksa lagi."


class _NotInReach(Exception):
    """No case of that number for this account; whether there is one elsewhere isn't told."""


def break_glass(
    *, kunci: UUID, nomor: str, alasan: str, keterangan: str, by: User, now: datetime
) -> UUID | None:
    """Open the case of a number for fifteen minutes of reading; the id of the opening.

    `nomor`: the eight digits of `parse_nomor`. None when the account reaches no such case: a
    foreign one and an absent one are the same, in the trail too. Raises DomainError for a
    case that is the account's own work, and after too many wrong numbers.
    Audit: case.broken_open, with the reason's category and a digest of its words, or
    case.break_refused, without label or id.
    """
    _check_pace(by=by, now=now)
    if any(case_id.hex[:8] == nomor for case_id in list_visible(by).values_list("pk", flat=True)):
        raise DomainError("Kasus ini tugas Anda. Buka dari daftar kasus.", field="nomor")
    try:
        outcome = write_once(
            kunci=kunci,
            jenis="darurat",
            by=by,
            write=lambda: _open(nomor=nomor, alasan=alasan, keterangan=keterangan, by=by),
        )
    except _NotInReach:
        audit.record(
            "case.break_refused", by=by, reason=alasan, fields={"nomor": crypto.keyed_digest(nomor)}
        )
        return None
    return outcome.receipt.object_id


def _check_pace(*, by: User, now: datetime) -> None:
    wrong = TrailLine.objects.filter(user_id=by.user_id, event="case.break_refused")
    if wrong.filter(at__gt=now - timedelta(hours=1)).count() >= SALAH_MAKS:
        raise DomainError(
            "Terlalu banyak nomor yang salah. Tunggu satu jam, atau telepon koordinator.",
            field="nomor",
            code="too_often",
        )


def _open(*, nomor: str, alasan: str, keterangan: str, by: User) -> UUID:
    """Access and recorded reason, in one step of the database. Raises _NotInReach."""
    vault = Vault()
    opening = BukaDarurat(id=new_sealed_id())
    opening.subjek_id = opening.id
    vault.create_key(opening.id, JenisSubjek.DARURAT).save(force_insert=True)
    vault.put(opening, keterangan=keterangan)
    with connection.cursor() as cursor:
        cursor.execute(
            "select balale_break_glass(%s, %s, %s, %s)",
            [opening.id, nomor, alasan, bytes(opening.keterangan_sandi or b"")],
        )
        case_id = cursor.fetchone()[0]
    if case_id is None:
        raise _NotInReach
    audit.record(
        "case.broken_open",
        ("registry.ppks", case_id),
        by=by,
        reason=alasan,
        fields={"buka": str(opening.id), "keterangan": crypto.keyed_digest(keterangan)},
    )
    return opening.id


def record_emergency_reading(*, kasus: Ppks, by: User) -> None:
    """The trail line of one look under an emergency opening. Audit: case.viewed."""
    audit.record("case.viewed", kasus, by=by, reason="darurat")


def record_review_reading(*, buka_id: UUID, by: User) -> None:
    """The trail line of a look at an opening under review. Audit: break.viewed."""
    audit.record("break.viewed", ("cases.bukadarurat", buka_id), by=by)


@transaction.atomic
def review_opening(*, buka_id: UUID, hasil: str, teks: str, by: User, now: datetime) -> None:
    """The auditor's finding on an opening; one that asks needs words.

    Raises DomainError when it was closed already, or asked and not yet answered.
    Audit: break.reviewed.
    """
    buka = _lock(buka_id, by)
    keadaan = _read_state(buka)
    if keadaan is KeadaanTinjau.WAJAR:
        raise DomainError("Pembukaan ini sudah dinyatakan wajar.")
    if hasil == HasilTinjauan.PERLU_PENJELASAN:
        if keadaan is KeadaanTinjau.DIMINTA:
            raise DomainError("Penjelasan sudah diminta dan belum dijawab.")
        if not teks:
            raise DomainError("Tulis apa yang perlu dijelaskan.", field="teks")
    _add_step(buka, LangkahTinjauan.PUTUSAN, hasil=hasil, teks=teks, by=by, now=now)
    audit.record("break.reviewed", ("cases.bukadarurat", buka.pk), by=by, fields={"hasil": hasil})


@transaction.atomic
def explain_opening(*, buka_id: UUID, teks: str, by: User, now: datetime) -> None:
    """The unit's answer to what the auditor asked. Raises DomainError when nothing was asked.

    Audit: break.explained.
    """
    buka = _lock(buka_id, by)
    if buka.user_id == by.user_id:
        raise DomainError("Anda sendiri yang membukanya. Orang lain harus menjelaskan.")
    if _read_state(buka) is not KeadaanTinjau.DIMINTA:
        raise DomainError("Tidak ada penjelasan yang diminta.")
    _add_step(buka, LangkahTinjauan.PENJELASAN, hasil="", teks=teks, by=by, now=now)
    audit.record("break.explained", ("cases.bukadarurat", buka.pk), by=by)


def _lock(buka_id: UUID, by: User) -> BukaDarurat:
    """One review step at a time. Raises BukaDarurat.DoesNotExist out of sight."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(buka_id)])
    return BukaDarurat.objects.visible_to(by).get(pk=buka_id)


def _read_state(buka: BukaDarurat) -> KeadaanTinjau:
    last = TinjauanDarurat.objects.filter(buka=buka).order_by("-pada", "-id").first()
    return get_tinjau(last.langkah, last.hasil) if last else KeadaanTinjau.BELUM


def _add_step(
    buka: BukaDarurat, langkah: str, *, hasil: str, teks: str, by: User, now: datetime
) -> None:
    vault = Vault()
    step = TinjauanDarurat(
        buka=buka, langkah=langkah, hasil=hasil, oleh_id=by.user_id, sebagai=by.role, pada=now
    )
    step.subjek_id = step.id
    vault.create_key(step.id, JenisSubjek.TINJAUAN).save(force_insert=True)
    vault.put(step, teks=teks)
    step.save(force_insert=True)
