"""What a draft was typed under and is no longer asked, in the words of its time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from balale.registry.models import Formulir, Isian, KategoriVersi, Kode, TandaKategori

_ANGKA_MAKS = 9
_KODE_MAKS = 40


@dataclass(frozen=True)
class Berubah:
    """One answer that isn't sent: its input's name, the question, the answer in words, and
    whether the question itself is gone."""

    nama: str
    label: str
    jawaban: str
    nilai: tuple[str, ...]
    is_ended: bool


def list_ended_isian(kategori: int, typed: Mapping[str, Sequence[str]]) -> list[Berubah]:
    """Typed answers by code whose question the form of the day has no more.

    A code that no form of the category ever had is left out.
    """
    rows = Isian.objects.filter(formulir__kategori=kategori, kode__in=typed)
    return _say_ended(rows, typed, prefix=f"k{kategori}-")


def list_ended_lembar(formulir: Formulir, typed: Mapping[str, Sequence[str]]) -> list[Berubah]:
    """Typed answers by code whose question the sheet's form has no more."""
    given = {kode: values for kode, values in typed.items() if any(values)}
    rows = Isian.objects.filter(formulir__lembar=formulir.lembar, kode__in=_codes(given))
    kept = Isian.objects.filter(formulir=formulir).values("kode")
    return _say_ended(rows.exclude(kode__in=kept), given)


def _say_ended(
    rows: QuerySet[Isian], typed: Mapping[str, Sequence[str]], prefix: str = ""
) -> list[Berubah]:
    rows = rows.select_related("daftar").order_by("formulir__berlaku_mulai", "urutan")
    latest = {row.kode: row for row in rows}
    return [
        Berubah(f"{prefix}{kode}", row.label, say_choices(row.daftar_id, typed[kode]),
                tuple(typed[kode]), is_ended=True)
        for kode, row in latest.items()
    ]  # fmt: skip


def say_choices(daftar_id: int | None, values: Sequence[str]) -> str:
    """Codes in their words, also ended ones; anything else as typed."""
    words: dict[str, str] = {"ya": "Ya", "tidak": "Tidak"}
    if daftar_id is not None:
        rows = Kode.objects.filter(daftar=daftar_id, kode__in=_codes(values))
        words = dict(rows.values_list("kode", "teks"))
    return ", ".join(words.get(value, value) for value in values)


def _codes(values: Iterable[str]) -> list[str]:
    """Those that may be codes; the rest can't even be asked for."""
    return [one for one in values if one.isprintable() and len(one) <= _KODE_MAKS]


def list_ended_choices(
    kategori: int, isian: Isian, values: Sequence[str], choices: Iterable[str]
) -> list[Berubah]:
    """Typed choices of a question that are not offered any more, but once were."""
    gone = _codes(value for value in values if value not in set(choices))
    known = Kode.objects.filter(daftar=isian.daftar_id, kode__in=gone)
    kept = tuple(known.values_list("kode", flat=True)) if gone else ()
    if not kept:
        return []
    words = say_choices(isian.daftar_id, kept)
    return [Berubah(f"k{kategori}-{isian.kode}", isian.label, words, kept, is_ended=False)]


def carry_tanda(typed: Sequence[str], katalog: Iterable[KategoriVersi]) -> list[str]:
    """Ticked signs as those of the versions of the day, found by their codes."""
    today = {
        (versi.kategori_id, tanda.kode): str(tanda.pk)
        for versi in katalog
        for tanda in versi.tanda_list.all()
    }
    own = set(today.values())
    lost = [one for one in typed if one not in own]
    ids = [int(one) for one in lost if one.isascii() and one.isdigit() and len(one) <= _ANGKA_MAKS]
    if not ids:
        return list(typed)
    rows = TandaKategori.objects.filter(pk__in=ids).select_related("kategori_versi")
    moved = {str(row.pk): today.get((row.kategori_versi.kategori_id, row.kode)) for row in rows}
    carried = [moved.get(one, one) for one in typed]
    return [one for one in dict.fromkeys(carried) if one is not None]
