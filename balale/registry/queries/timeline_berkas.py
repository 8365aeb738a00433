"""Photographs and papers in the history: that one came, ended or came back; never what is on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.registry.models import AnggotaKeluarga, Berkas, Orang
from balale.registry.queries.answers import list_kode_words
from balale.registry.rules.berkas import is_foto


@dataclass(frozen=True)
class KabarBerkas:
    """One change of a file in words."""

    pada: datetime
    judul: str
    ikon: str
    oleh: str
    alasan: str


def list_kabar_berkas(orang: Orang, *, user: User, kategori: dict[UUID, str]) -> list[KabarBerkas]:
    """What happened to the files of the person and of the family the person is in, as far as
    their level lets the asker see them, oldest first. `kategori` names the entries in sight."""
    rows = list(_list_events(orang, user))
    words = list_kode_words(
        {("jenis_berkas", row.jenis) for row in rows}
        | {("alasan_berkas", row.alasan_akhir) for row in rows if row.alasan_akhir}
    )
    return list(_tell(rows, words, kategori))


def _list_events(orang: Orang, user: User) -> Any:
    context = user.context
    events = Berkas.pgh_event_model.objects  # type: ignore[attr-defined]
    if context is None:
        return events.none()
    families = AnggotaKeluarga.objects.visible_to(user).filter(orang=orang, sampai__isnull=True)
    rows = events.filter(desa__any_of=context.desa, tingkat__any_of=context.tingkat)
    rows = rows.filter(Q(orang=orang.pk) | Q(keluarga__in=families.values("keluarga")))
    rows = rows.exclude(tingkat=Tingkat.RAHASIA).select_related("diubah_oleh")
    return rows.order_by("pgh_id")


def _tell(
    rows: Iterable[Any], words: dict[tuple[str, str], str], kategori: dict[UUID, str]
) -> Iterable[KabarBerkas]:
    """A row that neither came, ended nor came back (a move to another village) says nothing."""
    ended: dict[UUID, bool] = {}
    for row in rows:
        before, now = ended.get(row.id), row.diakhiri_pada is not None
        ended[row.id] = now
        if before == now:
            continue
        apa = words.get(("jenis_berkas", row.jenis), row.jenis)
        if row.ppks_id in kategori:
            apa = f"{apa}, {kategori[row.ppks_id]}"
        kata = "Berkas ditambahkan" if before is None else "Berkas dipulihkan"
        alasan = words.get(("alasan_berkas", row.alasan_akhir), row.alasan_akhir)
        yield KabarBerkas(
            pada=row.diubah_pada,
            judul=f"{'Berkas diakhiri' if now else kata}: {apa}",
            ikon="trash" if now else "camera" if is_foto(row.jenis) else "file-text",
            oleh=row.diubah_oleh.nama,
            alasan=f"{alasan}." if now and alasan else "",
        )
