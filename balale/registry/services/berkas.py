"""The configuration as one file: out whole, in all or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from balale.access.models import User
from balale.audit import services as audit
from balale.kit.errors import DomainError
from balale.registry.models import KategoriPpks, Lembar
from balale.registry.queries.versi import Versi, list_versi
from balale.registry.rules.konfigurasi import (
    JENIS,
    OBJEK,
    BerkasDitolak,
    read_berkas,
    write_berkas,
)
from balale.registry.rules.versi import Beda, compare, get_mulai_problem, list_lowered
from balale.registry.services import rancangan as drafts
from balale.registry.services.versi import lock_versions

# What the tables need to exist before a version of it can be added.
_BARU = ("daftar", "pengumuman")


@dataclass(frozen=True)
class VersiBaru:
    """One version that the file adds, and what it changes."""

    jenis: str
    objek: str
    mulai: date
    isi: dict[str, Any]
    dasar: date | None
    beda: list[Beda]
    turun: list[str]


@transaction.atomic
def export_configuration(*, by: User, on: date) -> str:
    """All versions of all dated data. Audit: aturan.exported."""
    whole = {
        jenis: [_to_row(versi) for rows in list_versi(jenis).values() for versi in rows]
        for jenis in JENIS
    }
    audit.record(
        "aturan.exported", by=by, fields={jenis: len(rows) for jenis, rows in whole.items()}
    )
    return write_berkas(whole, on=on)


def _to_row(versi: Versi) -> dict[str, Any]:
    return {**versi.isi, "berlaku_mulai": versi.mulai.isoformat()}


def read_configuration(raw: bytes, *, today: date) -> list[VersiBaru]:
    """What a file would change, in the order it would be written.

    Raises DomainError, in words, for a file that can't be taken as a whole.
    """
    try:
        wanted = read_berkas(raw)
    except BerkasDitolak as error:
        raise DomainError(str(error), field="berkas") from None
    return [one for jenis in JENIS for one in _list_changes(jenis, wanted[jenis], today)]


def _list_changes(jenis: str, rows: list[dict[str, Any]], today: date) -> list[VersiBaru]:
    present = list_versi(jenis)
    known = set(present) | _list_known(jenis)
    latest: dict[str, Versi] = {objek: versi[-1] for objek, versi in present.items()}
    found = []
    for row in sorted(rows, key=lambda row: row["berlaku_mulai"]):
        objek, mulai = str(row[OBJEK[jenis]]), date.fromisoformat(row["berlaku_mulai"])
        isi = {name: value for name, value in row.items() if name != "berlaku_mulai"}
        where = f"{jenis} {objek}, mulai {mulai:%d/%m/%Y}"
        same_day = next((v for v in present.get(objek, []) if v.mulai == mulai), None)
        if same_day is not None:
            _check_untouched(jenis, same_day, isi, where)
            continue
        if objek not in known and jenis not in _BARU:
            raise DomainError(f"{where}: belum dikenal di sini.", field="berkas")
        before = latest.get(objek)
        _check_day(mulai, today, before, where)
        change = _to_change(jenis, objek, mulai, isi, before)
        if change.beda:
            found.append(change)
            latest[objek] = Versi(objek, mulai, None, isi)
    return found


def _list_known(jenis: str) -> set[str]:
    if jenis == "lembar":
        return set(Lembar.values)
    if jenis in {"kategori", "formulir"}:
        return {str(nomor) for nomor in KategoriPpks.objects.values_list("nomor", flat=True)}
    return set()


def _check_untouched(jenis: str, present: Versi, isi: dict[str, Any], where: str) -> None:
    if compare(jenis, present.isi, isi):
        raise DomainError(f"{where}: sudah terbit, jadi tidak dapat diubah.", field="berkas")


def _check_day(mulai: date, today: date, before: Versi | None, where: str) -> None:
    latest = before.mulai if before else None
    problem = get_mulai_problem(mulai, today=today, latest=latest)
    if problem:
        raise DomainError(f"{where}: {problem}", field="berkas")


def _to_change(
    jenis: str, objek: str, mulai: date, isi: dict[str, Any], before: Versi | None
) -> VersiBaru:
    old = before.isi if before else None
    return VersiBaru(
        jenis, objek, mulai, isi, before.mulai if before else None,
        compare(jenis, old, isi), list_lowered(jenis, old, isi),
    )  # fmt: skip


@transaction.atomic
def import_configuration(*, raw: bytes, by: User, today: date, now: datetime) -> tuple[int, int]:
    """Publish every version the file adds, or none; (published, waiting for a second person).

    Raises DomainError. Audit: aturan.imported, and a line for every version.
    """
    lock_versions()
    changes = read_configuration(raw, today=today)
    if not changes:
        raise DomainError("Berkas ini tidak mengubah apa pun.", field="berkas")
    waiting: set[tuple[str, str]] = set()
    for one in changes:
        if (one.jenis, one.objek) in waiting:
            raise DomainError(
                f"{one.jenis} {one.objek}: versi sebelumnya menunggu orang kedua. "
                "Kirim versi ini setelah disetujui.",
                field="berkas",
            )
        if _publish(one, by=by, today=today, now=now):
            waiting.add((one.jenis, one.objek))
    published = len(changes) - len(waiting)
    fields = {"terbit": published, "menunggu": len(waiting)}
    audit.record("aturan.imported", by=by, fields=fields)
    return published, len(waiting)


def _publish(one: VersiBaru, *, by: User, today: date, now: datetime) -> bool:
    row = drafts.add_rancangan(
        jenis=one.jenis, objek=one.objek, isi=one.isi, dasar=one.dasar, mulai=one.mulai, by=by,
        now=now,
    )  # fmt: skip
    try:
        return drafts.publish_rancangan(rancangan=row, base=row.versi, by=by, today=today, now=now)
    except DomainError as error:
        raise DomainError(f"{one.jenis} {one.objek}: {error}", field="berkas") from error
