"""Needs of an entry: written with it, and brought up to date later."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from balale.access.models import User
from balale.access.services.versions import MissingPrecondition
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Kebutuhan, Ppks
from balale.registry.queries.kebutuhan import get_versi, list_rows
from balale.registry.queries.reference import list_kode
from balale.registry.rules.kebutuhan import IsianKebutuhan
from balale.registry.services.rows import Stamp, change_row


def write_kebutuhan(ppks: Ppks, *, isian: Iterable[IsianKebutuhan], stamp: Stamp, on: date) -> None:
    """Store the needs of a new entry. Raises DomainError for a code no list has."""
    given = list(isian)
    _check_codes(given, on)
    Kebutuhan.objects.bulk_create(_build(ppks, satu, stamp=stamp, on=on) for satu in given)


@transaction.atomic
def change_kebutuhan(
    *,
    ppks: Ppks,
    base: int | None,
    isian: Iterable[IsianKebutuhan],
    by: User,
    on: date,
    now: datetime,
) -> None:
    """The entry's needs as they are today; one left out no longer holds.

    Raises MissingPrecondition, StaleVersion, DomainError. Audit: kebutuhan.changed.
    """
    if base is None:
        raise MissingPrecondition
    _lock(ppks)
    if base != get_versi(ppks, user=by):
        raise StaleVersion(current=ppks)
    wanted = {satu.jenis: satu for satu in isian}
    _check_codes(wanted.values(), on)
    stamp = Stamp(desa_kode=ppks.desa_id, tingkat=ppks.tingkat, by=by, now=now)
    known = {row.jenis: row for row in list_rows([ppks], user=by)}
    changed = sorted(
        jenis
        for jenis in {*known, *wanted}
        if _change(ppks, known.get(jenis), wanted.get(jenis), stamp=stamp, on=on)
    )
    if changed:
        audit.record("kebutuhan.changed", ppks, by=by, fields={"jenis": changed})


def _lock(ppks: Ppks) -> None:
    """One writer of an entry's needs at a time, also of an entry whose row the village may not
    write (then the row itself can't be locked)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"kebutuhan {ppks.pk}"]
        )


def _change(
    ppks: Ppks, row: Kebutuhan | None, wanted: IsianKebutuhan | None, *, stamp: Stamp, on: date
) -> bool:
    """Bring one need in line; True where something changed."""
    if row is None:
        if wanted is not None:
            _build(ppks, wanted, stamp=stamp, on=on).save(force_insert=True)
        return wanted is not None
    columns: dict[str, object] = {"is_berlaku": False}
    if wanted is not None:
        met = (row.dipenuhi_pada or max(on, row.mulai)) if wanted.is_dipenuhi else None
        columns = {"berat": wanted.berat, "dipenuhi_pada": met}
    changes = {name: value for name, value in columns.items() if getattr(row, name) != value}
    if changes:
        change_row(row, base=row.versi, by=stamp.by, now=stamp.now, **changes)
    return bool(changes)


def _build(ppks: Ppks, isian: IsianKebutuhan, *, stamp: Stamp, on: date) -> Kebutuhan:
    return Kebutuhan(
        id=stamp.new_id(),
        ppks=ppks,
        jenis=isian.jenis,
        berat=isian.berat,
        mulai=on,
        dipenuhi_pada=on if isian.is_dipenuhi else None,
        **stamp.columns(ppks.subjek_id),
    )


def _check_codes(isian: Iterable[IsianKebutuhan], on: date) -> None:
    given = list(isian)
    for daftar, codes in (
        ("kebutuhan", {satu.jenis for satu in given}),
        ("berat_kebutuhan", {satu.berat for satu in given}),
    ):
        if codes - set(list_kode(daftar, on).values_list("kode", flat=True) if codes else ()):
            raise DomainError("Kebutuhan ini tidak ada dalam daftar. Pilih lagi.")
