"""Reads of cases. The first wall is `list_visible`; PostgreSQL repeats it.

A coordinator sees the cases of the own unit, a petugas those assigned today, nobody else
any; a case opened in an emergency is read in `darurat` alone. What is outside sight is None or
absent, never an error of its own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from balale.access.models import CaseAccess, JenisAkses, User
from balale.access.rules.policy import Role
from balale.cases.models import CatatanKasus, JenisCatatan
from balale.cases.rules import (
    BERJALAN,
    Keadaan,
    Tahap,
    get_tahap,
    hari_menunggu,
    kode_kasus,
)
from balale.registry.models import Ppks
from balale.registry.queries.reference import list_kategori
from balale.registry.rules.status import StatusPpks

TUGAS = "penugasan"
PAGE = 25


@dataclass(frozen=True)
class BarisKasus:
    """A case in one line: nothing in it says who it is about."""

    id: UUID
    kode: str
    kategori: str
    kecamatan: str
    menunggu: str
    is_bahaya: bool
    tahap: Tahap
    petugas: str


@dataclass(frozen=True)
class HalamanKasus:
    """One page of a list and the id to go on after, None at the end."""

    baris: list[BarisKasus]
    berikut: UUID | None


def list_visible(user: User) -> QuerySet[Ppks]:
    """Cases the account may work on now. No context, no rows."""
    context = user.context
    if context is None or context.role not in (Role.KOORDINATOR_KASUS, Role.PETUGAS_KASUS):
        return Ppks.objects.none()
    rows = Ppks.objects.filter(tingkat="rahasia", orang__isnull=False)
    if context.role == Role.KOORDINATOR_KASUS:
        return rows.filter(unit=context.unit)
    now = timezone.now()
    mine = CaseAccess.objects.filter(
        user_id=user.user_id, jenis=JenisAkses.TUGAS, mulai_pada__lte=now
    )
    mine = mine.filter(Q(sampai_pada=None) | Q(sampai_pada__gt=now))
    return rows.filter(subjek_id__in=mine.values("subjek_id"))


def get_case(case_id: UUID, user: User) -> Ppks | None:
    """One case in sight, with its state; None for absent and denied alike."""
    rows = with_state(list_visible(user)).select_related("desa__kecamatan", "formulir")
    return rows.filter(pk=case_id).first()


def with_state(rows: QuerySet[Ppks]) -> QuerySet[Any]:
    """Adds danger, who works on it, and whether verification was asked for."""
    notes = CatatanKasus.objects.filter(subjek_id=OuterRef("subjek_id"))
    access = list_assignments(OuterRef("subjek_id"))
    return rows.annotate(
        is_bahaya=Exists(notes.filter(is_bahaya=True)),
        is_diminta=Exists(notes.filter(jenis=JenisCatatan.PERMINTAAN)),
        petugas_nama=Subquery(access.values("user__nama")[:1]),
        petugas_id=Subquery(access.values("user_id")[:1]),
    )


def list_assignments(subjek_id: Any) -> QuerySet[CaseAccess]:
    """Who works on the case of a subject; one at most. A reference to a column will do too."""
    given = CaseAccess.objects.filter(subjek_id=subjek_id, jenis=JenisAkses.TUGAS)
    return given.filter(alasan=TUGAS, sampai_pada=None)


def _list_notes(kasus: Ppks, jenis: JenisCatatan) -> QuerySet[CatatanKasus]:
    return CatatanKasus.objects.filter(subjek_id=kasus.subjek_id, jenis=jenis)


def get_keadaan(kasus: Ppks) -> Keadaan:
    """What decides the stage of one case; assignment and request are read afresh."""
    return Keadaan(
        status=kasus.status,
        is_ditugaskan=list_assignments(kasus.subjek_id).exists(),
        is_diminta=_list_notes(kasus, JenisCatatan.PERMINTAAN).exists(),
    )


def _tahap_of(kasus: Any) -> Tahap:
    return get_tahap(Keadaan(kasus.status, kasus.petugas_id is not None, kasus.is_diminta))


def _is_in_stage(tahap: Tahap) -> Q:
    """The stage as a condition on rows that carry their state."""
    is_open = Q(status__in=BERJALAN)
    if tahap is Tahap.SELESAI:
        return ~is_open
    if tahap is Tahap.BARU:
        return is_open & Q(petugas_id=None)
    is_asked = Q(status=StatusPpks.DIAJUKAN, is_diminta=True)
    at_work = is_open & Q(petugas_id__isnull=False)
    return at_work & is_asked if tahap is Tahap.MENUNGGU else at_work & ~is_asked


def list_cases(
    user: User, *, now: datetime, tahap: Tahap | None = None, after: UUID | None = None
) -> HalamanKasus:
    """One page, danger first and then longest waiting. Without a stage: all that are open."""
    rows = with_state(list_visible(user))
    rows = rows.filter(_is_in_stage(tahap) if tahap else Q(status__in=BERJALAN))
    if after is not None:
        rows = _after(rows, with_state(list_visible(user)).filter(pk=after).first())
    rows = rows.select_related("desa__kecamatan").order_by("-is_bahaya", "diajukan_pada", "id")
    found = list(rows[: PAGE + 1])
    names = _kategori_names({row.kategori_id for row in found}, now)
    lines = [_line(row, names, now) for row in found[:PAGE]]
    return HalamanKasus(lines, lines[-1].id if len(found) > PAGE else None)


def _after(rows: QuerySet[Any], last: Any) -> QuerySet[Any]:
    if last is None:
        return rows.none()
    later = Q(diajukan_pada__gt=last.diajukan_pada)
    later |= Q(diajukan_pada=last.diajukan_pada, pk__gt=last.pk)
    if last.is_bahaya:
        return rows.filter(Q(is_bahaya=False) | later)
    return rows.filter(later, is_bahaya=False)


def _kategori_names(kategori_ids: set[int], now: datetime) -> dict[int, str]:
    versions = list_kategori(timezone.localdate(now))
    return dict(versions.filter(kategori__in=kategori_ids).values_list("kategori_id", "nama"))


def _line(row: Any, names: dict[int, str], now: datetime) -> BarisKasus:
    since = row.diajukan_pada or row.dibuat_pada
    return BarisKasus(
        id=row.pk,
        kode=kode_kasus(row.pk),
        kategori=names.get(row.kategori_id, ""),
        kecamatan=row.desa.kecamatan.nama,
        menunggu=hari_menunggu((now - since).total_seconds()),
        is_bahaya=row.is_bahaya,
        tahap=_tahap_of(row),
        petugas=row.petugas_nama or "",
    )


def get_line(kasus: Ppks, *, now: datetime) -> BarisKasus:
    """The head of a case page: what a list shows too."""
    return _line(kasus, _kategori_names({kasus.kategori_id}, now), now)


def count_cases(user: User) -> dict[str, int]:
    """How many cases stand at each open stage; `bahaya` of the unassigned with danger.

    Grouped by what decides the stage, so that each case is looked at once.
    """
    rows = with_state(list_visible(user)).filter(status__in=BERJALAN).order_by()
    rows = rows.annotate(is_ditugaskan=Exists(list_assignments(OuterRef("subjek_id"))))
    groups = rows.values("status", "is_ditugaskan", "is_diminta", "is_bahaya")
    counts = {"baru": 0, "dikerjakan": 0, "menunggu": 0, "bahaya": 0}
    for group in groups.annotate(jumlah=Count("pk")):
        keadaan = Keadaan(group["status"], group["is_ditugaskan"], group["is_diminta"])
        tahap = get_tahap(keadaan)
        counts[tahap.value] += group["jumlah"]
        if tahap is Tahap.BARU and group["is_bahaya"]:
            counts["bahaya"] += group["jumlah"]
    return counts


def has_assessment(kasus: Ppks) -> bool:
    """True once an assessment was noted."""
    return _list_notes(kasus, JenisCatatan.ASESMEN).exists()


def list_assessor_ids(kasus: Ppks) -> set[UUID]:
    """Accounts that wrote an assessment of the case."""
    notes = _list_notes(kasus, JenisCatatan.ASESMEN)
    return set(notes.values_list("dibuat_oleh_id", flat=True))
