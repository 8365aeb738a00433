"""A visit's answers to a sheet: written whole; those of the visit before end that day."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from balale.access.models import User
from balale.access.services.versions import MissingPrecondition
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    Formulir,
    Isian,
    JawabanPendataan,
    Keluarga,
    Orang,
    Pendataan,
)
from balale.registry.queries.pendataan import count_visits, get_last
from balale.registry.services.rows import Stamp, change_row


@transaction.atomic
def record_pendataan(
    *,
    formulir: Formulir,
    pemilik: Orang | Keluarga,
    base: int | None,
    jawaban: Mapping[int, tuple[str, ...]],
    by: User,
    on: date,
    now: datetime,
) -> Pendataan:
    """Store the answers of today's visit; `base` is how many visits the form was drawn over.

    Raises MissingPrecondition, StaleVersion, DomainError. Audit: pendataan.recorded.
    """
    if base is None:
        raise MissingPrecondition
    type(pemilik).objects.select_for_update(no_key=True).filter(pk=pemilik.pk).first()
    if base != count_visits(formulir.lembar, pemilik, user=by):
        raise StaleVersion(current=pemilik)
    if not any(jawaban.values()):
        raise DomainError("Isi sekurangnya satu jawaban.")
    is_orang = isinstance(pemilik, Orang)
    last = get_last(formulir.lembar, pemilik, user=by)
    if last is not None:
        sampai = max(on, last.pada)
        change_row(last, base=last.versi, by=by, now=now, sampai=sampai)
    stamp = Stamp(
        desa_kode=pemilik.desa_id, tingkat="terbatas" if is_orang else "biasa", by=by, now=now
    )
    row = Pendataan(
        id=stamp.new_id(),
        formulir=formulir,
        orang_id=pemilik.pk if is_orang else None,
        keluarga_id=None if is_orang else pemilik.pk,
        pada=on,
        **stamp.columns(pemilik.pk),
    )
    row.save(force_insert=True)
    _write_answers(row, jawaban, stamp=stamp)
    audit.record("pendataan.recorded", row, by=by, fields={"lembar": formulir.lembar})
    return row


def _write_answers(row: Pendataan, jawaban: Mapping[int, tuple[str, ...]], *, stamp: Stamp) -> None:
    """Only the form's own fields; everything terbatas, sensitive or free text is sealed."""
    vault = Vault()
    text = {Isian.Jenis.TEKS, Isian.Jenis.TEKS_PANJANG}
    rows = []
    for field in Isian.objects.filter(formulir_id=row.formulir_id, pk__in=list(jawaban)):
        for value in jawaban[field.pk]:
            made = JawabanPendataan(
                id=stamp.new_id(), pendataan=row, isian=field, **stamp.columns(row.subjek_id)
            )
            if field.peka or field.jenis in text or row.tingkat != "biasa":
                vault.put(made, nilai=value)
            else:
                made.nilai = value
            rows.append(made)
    JawabanPendataan.objects.bulk_create(rows)


def record_view(row: Pendataan, *, by: User) -> None:
    """Somebody read the answers of a terbatas sheet. Audit: pendataan.viewed."""
    audit.record("pendataan.viewed", row, by=by, fields={"lembar": row.formulir.lembar})
