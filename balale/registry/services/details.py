"""What was ticked and answered for an entry: read in the form's shape, and changed row by row."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from balale.access.vault import Vault
from balale.registry.models import Ppks
from balale.registry.queries.beda import list_beda_jawaban
from balale.registry.queries.reference import get_kategori
from balale.registry.rules.entry import IsianEntri
from balale.registry.services import entry
from balale.registry.services.acts import Act


def read_entri(ppks: Ppks, *, vault: Vault, at: datetime | None = None) -> IsianEntri:
    """The entry's details that hold now, or held at a moment, in the form's shape."""
    held = Q(is_berlaku=True)
    if at is not None:
        held = Q(dibuat_pada__lte=at) & (held | Q(diubah_pada__gt=at))
    jawaban: dict[int, list[str]] = defaultdict(list)
    for row in ppks.jawaban.filter(held).order_by("isian__urutan", "pk"):
        jawaban[row.isian_id].append(row.nilai or vault.get(row, "nilai"))
    kriteria = ppks.kriteria.filter(held).values_list("kriteria_id", flat=True)
    tanda = ppks.tanda.filter(held).values_list("tanda_id", flat=True)
    return IsianEntri(
        kategori=ppks.kategori_id,
        kriteria=tuple(sorted(kriteria)),
        tanda=tuple(sorted(tanda)),
        jawaban={pk: tuple(values) for pk, values in jawaban.items()},
        kelengkapan=ppks.kelengkapan,
        kode_alasan=ppks.kode_alasan,
    )


def write_changed(
    ppks: Ppks, *, before: IsianEntri, after: IsianEntri, act: Act, vault: Vault
) -> None:
    """Rows that no longer hold are ended, new ones written; what is the same stays untouched."""
    changed = IsianEntri(kategori=after.kategori)
    if set(after.kriteria) != set(before.kriteria):
        _end(ppks.kriteria.filter(is_berlaku=True), act)
        changed = replace(changed, kriteria=after.kriteria)
    if set(after.tanda) != set(before.tanda):
        _end(ppks.tanda.filter(is_berlaku=True), act)
        changed = replace(changed, tanda=after.tanda)
    other = list_beda_jawaban(before, after)
    if other:
        _end(ppks.jawaban.filter(is_berlaku=True, isian__in=other), act)
        new = {key: after.jawaban[key] for key in other if key in after.jawaban}
        changed = replace(changed, jawaban=new)
    versi = get_kategori(ppks.kategori_id, ppks.mulai)
    stamp = act.stamp_for(ppks)
    made = entry.write_details(ppks, isian=changed, versi=versi, stamp=stamp, vault=vault)
    for row in made:
        act.note(row)


def _end(rows: Any, act: Act) -> None:
    for row in rows:
        act.change(row, is_berlaku=False)
