"""Answers of a case, kept up to date by its petugas. An answer is ended, never rewritten."""

from datetime import datetime

from django.db import transaction

from balale.access.models import User
from balale.access.vault import Vault
from balale.audit import services as audit
from balale.cases.rules import BERJALAN
from balale.cases.services.work import get_stamp
from balale.kit.errors import DomainError
from balale.registry.models import Isian, Jawaban, Ppks
from balale.registry.services.entry import put_answer
from balale.registry.services.rows import change_row

Answers = dict[int, tuple[str, ...]]


@transaction.atomic
def change_answers(*, kasus: Ppks, versi: int, jawaban: Answers, by: User, now: datetime) -> int:
    """Make `jawaban` (by field id) the answers in force; how many answers changed.

    Raises DomainError when the case has ended, StaleVersion. Audit: case.answers_changed,
    with the count only, since the names of the questions would tell the category.
    """
    if kasus.status not in BERJALAN:
        raise DomainError("Kasus ini sudah selesai. Jawaban tidak dapat diubah.")
    vault = Vault()
    standing = {
        (row.isian_id, row.nilai or vault.get(row, "nilai")): row
        for row in Jawaban.objects.filter(ppks=kasus, is_berlaku=True)
    }
    wanted = {(field_id, value) for field_id, values in jawaban.items() for value in values}
    ended = [row for key, row in standing.items() if key not in wanted]
    added = sorted(wanted - standing.keys())
    change_row(kasus, base=versi, by=by, now=now)
    for row in ended:
        change_row(row, base=row.versi, by=by, now=now, is_berlaku=False)
    _add(kasus, added, vault=vault, by=by, now=now)
    changed = len(ended) + len(added)
    audit.record("case.answers_changed", kasus, by=by, fields={"jumlah": changed})
    return changed


def _add(
    kasus: Ppks, added: list[tuple[int, str]], *, vault: Vault, by: User, now: datetime
) -> None:
    """New answers, only to questions of the case's own form."""
    stamp = get_stamp(kasus, by=by, now=now)
    fields = Isian.objects.in_bulk({field_id for field_id, _ in added})
    rows = []
    for field_id, value in added:
        field = fields.get(field_id)
        if field is None or field.formulir_id != kasus.formulir_id:
            continue
        row = Jawaban(id=stamp.new_id(), ppks=kasus, isian=field, **stamp.columns(kasus.subjek_id))
        put_answer(row, field=field, value=value, vault=vault)
        rows.append(row)
    Jawaban.objects.bulk_create(rows)
