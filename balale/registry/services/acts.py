"""Acts of change: the rows one act wrote, told in words later and taken back as a whole."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError
from balale.kit.formatting import format_waktu
from balale.registry.models import (
    JenisPerubahan,
    Keluarga,
    Orang,
    Perubahan,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.models.base import SubjectRow
from balale.registry.queries.perubahan import read_isi
from balale.registry.rules.usulan import BATAS_URUNGKAN_HARI
from balale.registry.services.kelengkapan import recount_subject
from balale.registry.services.rows import Stamp, change_row

# Columns that are put back, and what closes a row that the act made.
_PUT_BACK: dict[str, tuple[str, ...]] = {
    "orang": (
        "nama", "nama_kunci", "nik_sandi", "nik_indeks", "nik_akhir_indeks", "telepon_sandi",
        "alasan_tanpa_nik", "nomor_sementara", "gelar_depan", "gelar_belakang", "tempat_lahir",
        "tanggal_lahir", "presisi_tgl_lahir", "jenis_kelamin", "status_kawin", "agama",
        "pendidikan", "pekerjaan", "meninggal_pada", "terverifikasi_pada",
        "terverifikasi_oleh_id",
    ),
    "alamat": ("dusun", "rt", "rw", "teks_sandi", "titik_sandi", "sampai"),
    "anggotakeluarga": ("hubungan", "sampai", "alasan_keluar"),
    "keluarga": ("no_kk_sandi", "no_kk_indeks"),
    "ppks": ("kelengkapan", "status", "selesai", "alasan_selesai", "tinjau_berikut"),
    "ppkskriteria": ("is_berlaku",),
    "ppkstanda": ("is_berlaku",),
    "jawaban": ("is_berlaku",),
    "usulan": ("status",),
}  # fmt: skip
_CLOSED_LABELS = frozenset({"ppkskriteria", "ppkstanda", "jawaban"})


@dataclass
class _Touched:
    """A row of an act: its version before (0 where the act made it) and after."""

    before: int
    after: int


class Act:
    """What one act writes, in the name of one account at one moment."""

    def __init__(self, *, by: User, now: datetime) -> None:
        self.by, self.now = by, now
        self.rows: dict[tuple[str, UUID], _Touched] = {}

    def stamp_for(self, row: SubjectRow) -> Stamp:
        """The stamp of a new row beside this one."""
        return Stamp(
            desa_kode=row.desa_id, tingkat=row.tingkat, unit=row.unit, by=self.by, now=self.now
        )

    def change(self, row: SubjectRow, *, base: int | None = None, **columns: Any) -> None:
        """Write columns on the version `base`, or on the one in hand. Raises StaleVersion."""
        before = row.versi if base is None else base
        change_row(row, base=before, by=self.by, now=self.now, **columns)
        key = (row._meta.model_name or "", row.pk)
        first = self.rows[key].before if key in self.rows else before
        self.rows[key] = _Touched(first, row.versi)

    def note(self, row: SubjectRow) -> None:
        """Keep that the act made a row."""
        self.rows[row._meta.model_name or "", row.pk] = _Touched(0, row.versi)

    def keep(
        self, jenis: JenisPerubahan, *, subjek: Orang | Keluarga, tingkat: str = "biasa",
        ppks: Ppks | None = None, usulan: Usulan | None = None, tanggal: date | None = None,
        kata: Iterable[str] = (),
    ) -> Perubahan:  # fmt: skip
        """The act's own row, stored. `kata` are words for the history, sealed with it."""
        is_orang = isinstance(subjek, Orang)
        stamp = self.stamp_for(subjek).at_level(tingkat)
        row = Perubahan(
            id=stamp.new_id(), jenis=jenis, ppks=ppks, usulan=usulan, tanggal=tanggal,
            orang_id=subjek.pk if is_orang else None,
            keluarga_id=None if is_orang else subjek.pk,
            **stamp.columns(subjek.pk),
        )  # fmt: skip
        rows = [[label, str(pk), t.before, t.after] for (label, pk), t in self.rows.items()]
        Vault().put(row, isi=json.dumps({"baris": rows, "kata": list(kata)}))
        row.save(force_insert=True)
        return row


@transaction.atomic
def undo_act(*, perubahan: Perubahan, by: User, now: datetime) -> Perubahan:
    """Put every row of the act back as it stood; taking back twice changes nothing.

    Raises DomainError when it is too old or something later builds on it, saying which.
    Audit: change.undone.
    """
    if perubahan.dibatalkan_pada is not None:
        return perubahan
    if now - perubahan.dibuat_pada > timedelta(days=BATAS_URUNGKAN_HARI):
        raise DomainError("Sudah lewat 30 hari. Perubahan ini tetap.", code="too_old")
    rows = read_isi(perubahan, Vault())["baris"]
    if perubahan.dibuat_oleh_id != by.user_id and any(row[0] == "keputusan" for row in rows):
        raise DomainError("Hanya yang memutuskan yang dapat membatalkan.", code="not_own")
    act = Act(by=by, now=now)
    for label, pk, before, after in reversed(rows):
        _put_back(perubahan, label, UUID(pk), before=before, after=after, act=act)
    change_row(perubahan, base=perubahan.versi, by=by, now=now, dibatalkan_pada=now)
    _recount(perubahan, by)
    audit.record("change.undone", perubahan, by=by, fields={"jenis": perubahan.jenis})
    return perubahan


def _recount(perubahan: Perubahan, by: User) -> None:
    orang = None
    if perubahan.orang_id is not None:
        orang = Orang.objects.visible_to(by).filter(pk=perubahan.orang_id).first()
    recount_subject(orang, perubahan.keluarga_id, by=by)


def _put_back(
    perubahan: Perubahan, label: str, pk: UUID, *, before: int, after: int, act: Act
) -> None:
    model = apps.get_model("registry", label)
    row = model.objects.visible_to(act.by).filter(pk=pk).first()
    if row is not None and label == "usulan" and row.status == StatusUsulan.DITOLAK:
        return
    if row is None or row.versi != after:
        raise DomainError(_say_later(perubahan, str(pk), act.by), code="newer")
    if before == 0:
        columns = _closing(label, row, act.now)
    else:
        history = model.pgh_event_model.objects.filter(pgh_obj_id=pk, versi=before)
        columns = history.order_by("-pgh_id").values(*_PUT_BACK[label])[0]
    if columns:
        act.change(row, **columns)


def _closing(label: str, row: Any, now: datetime) -> dict[str, Any]:
    """What ends a row that should not have been made; a family stays, empty."""
    if label in _CLOSED_LABELS:
        return {"is_berlaku": False}
    if label == "anggotakeluarga":
        return {"sampai": row.mulai, "alasan_keluar": "dibatalkan"}
    if label == "keputusan":
        return {"dibatalkan_pada": now}
    if label == "usulan":
        return {"status": StatusUsulan.DIBATALKAN}
    return {"sampai": row.mulai} if label == "alamat" else {}


def _say_later(perubahan: Perubahan, pk: str, by: User) -> str:
    """Which later act stands in the way, in words."""
    vault = Vault()
    later = Perubahan.objects.visible_to(by).filter(
        dibatalkan_pada__isnull=True, dibuat_pada__gt=perubahan.dibuat_pada
    )
    for row in later.filter(subjek_id=perubahan.subjek_id).order_by("-dibuat_pada"):
        if any(line[1] == pk for line in read_isi(row, vault)["baris"]):
            judul = f"{JenisPerubahan(row.jenis).label}, {format_waktu(row.dibuat_pada)}"
            return f"Ada perubahan sesudahnya. Batalkan dulu: {judul}."
    return "Data ini sudah diproses lagi. Perubahan ini tetap."
