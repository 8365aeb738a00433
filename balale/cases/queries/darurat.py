"""Reads of emergency openings: by who broke the glass, and by those who review it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from balale.access import crypto
from balale.access.models import User
from balale.access.rules.accounts import UNITS
from balale.access.rules.policy import POLICY, Role
from balale.access.vault import Vault
from balale.audit.models import TrailLine
from balale.cases.models import BukaDarurat, TinjauanDarurat
from balale.cases.queries.cases import with_state
from balale.cases.rules import (
    KATA_DARURAT,
    KeadaanTinjau,
    Minggu,
    get_tinjau,
    is_overdue,
    kode_kasus,
    minggu_of,
)
from balale.registry.models import Ppks


@dataclass(frozen=True)
class BarisTinjau:
    """One opening in a list of reviews. `kasus`: a pseudonym, or the unit's own code."""

    id: UUID
    kasus: str
    oleh: str
    peran: str
    unit: str
    alasan: str
    mulai: datetime
    sampai: datetime
    keadaan: KeadaanTinjau
    is_terlambat: bool


@dataclass(frozen=True)
class Langkah:
    """One step of a review, in words."""

    judul: str
    oleh: str
    pada: datetime
    teks: str


@dataclass(frozen=True)
class Tinjauan:
    """One opening with what was read under it and what was said about it."""

    baris: BarisTinjau
    dibaca: list[datetime]
    langkah: list[Langkah]
    keterangan: str


def get_own_opening(buka_id: UUID, user: User) -> BukaDarurat | None:
    """An opening this account made, running or over; None for any other."""
    return BukaDarurat.objects.filter(pk=buka_id, user_id=user.user_id).first()


def list_running(user: User, *, now: datetime) -> list[BukaDarurat]:
    """What this account has open in an emergency now, the last to end first."""
    own = BukaDarurat.objects.filter(user_id=user.user_id, peran=user.role)
    return list(own.filter(mulai_pada__lte=now, sampai_pada__gt=now).order_by("-sampai_pada"))


def get_emergency_case(buka: BukaDarurat, *, now: datetime) -> Ppks | None:
    """The case behind a running opening, with its state; None once the time is over."""
    if not buka.mulai_pada <= now < buka.sampai_pada:
        return None
    rows = with_state(Ppks.objects.filter(tingkat="rahasia", orang__isnull=False))
    return rows.select_related("desa__kecamatan", "formulir").filter(pk=buka.kasus_id).first()


def _with_last_step(user: User) -> QuerySet[Any]:
    """Openings in sight, each with the last step of its review."""
    steps = TinjauanDarurat.objects.filter(buka=OuterRef("pk")).order_by("-pada", "-id")
    return BukaDarurat.objects.visible_to(user).annotate(
        langkah=Coalesce(Subquery(steps.values("langkah")[:1]), Value("")),
        hasil=Coalesce(Subquery(steps.values("hasil")[:1]), Value("")),
        langkah_pada=Subquery(steps.values("pada")[:1]),
    )


def _keadaan(row: Any) -> KeadaanTinjau:
    return get_tinjau(row.langkah, row.hasil)


def _line(row: Any, user: User, now: datetime) -> BarisTinjau:
    keadaan = _keadaan(row)
    is_auditor = user.role == Role.AUDITOR
    return BarisTinjau(
        id=row.pk,
        kasus=crypto.pseudonym(row.kasus_id) if is_auditor else kode_kasus(row.kasus_id),
        oleh=row.user.nama,
        peran=POLICY[Role(row.peran)].label,
        unit=UNITS.get(row.unit, row.unit),
        alasan=KATA_DARURAT.get(row.alasan, row.alasan),
        mulai=row.mulai_pada,
        sampai=row.sampai_pada,
        keadaan=keadaan,
        is_terlambat=is_overdue(keadaan, row.langkah_pada or row.mulai_pada, now),
    )


def list_week(user: User, minggu: Minggu, *, now: datetime) -> list[BarisTinjau]:
    """The openings of one week (WIB), oldest first."""
    start = _start(minggu)
    rows = _with_last_step(user).select_related("user").order_by("mulai_pada", "id")
    found = rows.filter(mulai_pada__gte=start, mulai_pada__lt=start + timedelta(days=7))
    return [_line(row, user, now) for row in found]


def _start(minggu: Minggu) -> datetime:
    return timezone.make_aware(datetime.combine(minggu.senin, time.min))


def has_earlier(user: User, minggu: Minggu) -> bool:
    """True when there are openings in weeks before this one."""
    return BukaDarurat.objects.visible_to(user).filter(mulai_pada__lt=_start(minggu)).exists()


def _list_waiting(user: User) -> list[Any]:
    return list(_with_last_step(user).exclude(langkah="putusan", hasil="wajar"))


def list_unit_waiting(user: User, *, now: datetime) -> list[BarisTinjau]:
    """Openings of the koordinator's unit whose review isn't closed, those asked about first."""
    rows = _with_last_step(user).select_related("user").exclude(langkah="putusan", hasil="wajar")
    lines = [_line(row, user, now) for row in rows.order_by("mulai_pada", "id")]
    return sorted(lines, key=lambda line: line.keadaan is not KeadaanTinjau.DIMINTA)


def count_waiting_weeks(user: User) -> list[tuple[Minggu, int]]:
    """The weeks with openings that still wait for the auditor, oldest first."""
    found = Counter(
        minggu_of(timezone.localdate(row.mulai_pada))
        for row in _list_waiting(user)
        if _keadaan(row) is not KeadaanTinjau.DIMINTA
    )
    return sorted(found.items())


def count_to_review(user: User) -> int:
    """Openings that wait for the auditor: not looked at yet, or explained since."""
    return sum(_keadaan(row) is not KeadaanTinjau.DIMINTA for row in _list_waiting(user))


def count_unit_waiting(user: User) -> int:
    """Openings in the koordinator's unit whose review isn't closed."""
    return len(_list_waiting(user))


def get_review(buka_id: UUID, user: User, *, now: datetime) -> Tinjauan | None:
    """One opening in sight and its review; None for absent and denied alike.

    The breaker's own words are for the koordinator; the auditor has the category.
    """
    row = _with_last_step(user).select_related("user").filter(pk=buka_id).first()
    if row is None:
        return None
    vault = Vault()
    steps = list(TinjauanDarurat.objects.filter(buka=buka_id).select_related("oleh"))
    vault.fetch([step.subjek_id for step in steps])
    return Tinjauan(
        baris=_line(row, user, now),
        dibaca=_list_reads(row) if user.role == Role.AUDITOR else [],
        langkah=[_tell(step, vault) for step in sorted(steps, key=lambda s: (s.pada, s.pk))],
        keterangan="" if user.role == Role.AUDITOR else vault.get(row, "keterangan"),
    )


def _list_reads(buka: BukaDarurat) -> list[datetime]:
    """When the case was shown under this opening, by the trail."""
    lines = TrailLine.objects.filter(
        object_id=buka.kasus_id, user_id=buka.user_id, event="case.viewed"
    )
    lines = lines.filter(at__gte=buka.mulai_pada, at__lt=buka.sampai_pada)
    return list(lines.order_by("at").values_list("at", flat=True)[:200])


def _tell(step: TinjauanDarurat, vault: Vault) -> Langkah:
    judul = step.get_hasil_display() if step.hasil else step.get_langkah_display()
    return Langkah(judul, step.oleh.nama, step.pada, vault.get(step, "teks"))
