"""What was ticked and answered for entries, in the words of the form version it was given under."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from balale.access.models import User
from balale.access.vault import Vault
from balale.kit.formatting import format_angka, format_rupiah, format_tanggal
from balale.kit.remembered import remembered
from balale.registry.models import Isian, Jawaban, Kode, Ppks, PpksKriteria, PpksTanda
from balale.registry.queries.reference import get_kode

_YA_TIDAK = {"ya": "Ya", "tidak": "Tidak"}


@dataclass(frozen=True)
class Jawab:
    """One question with its answers in words; `is_tertutup` where they wait to be opened."""

    label: str
    nilai: tuple[str, ...]
    is_tertutup: bool = False


def list_kode_words(codes: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Words of (list, code) pairs in one query, lapsed ones too; the newest version speaks."""
    wanted = {(daftar, kode) for daftar, kode in codes if kode}
    if not wanted:
        return {}
    words = _list_words(frozenset(daftar for daftar, _ in wanted))
    return {pair: words[pair] for pair in wanted if pair in words}


@remembered
def _list_words(daftar: frozenset[str]) -> dict[tuple[str, str], str]:
    rows = Kode.objects.filter(daftar__kode__in=daftar).order_by("daftar__versi")
    found = rows.values_list("daftar__kode", "kode", "teks")
    return {(nama, kode): teks for nama, kode, teks in found}


def say_kode(daftar: str, kode: str, on: date) -> str:
    """The words of one code in force on a day; a code unknown to its list stands as it is."""
    row = get_kode(daftar, kode, on) if kode else None
    return row.teks if row else kode


def list_kriteria_tanda(
    ppks: list[Ppks], *, user: User
) -> tuple[dict[UUID, list[str]], dict[UUID, list[str]]]:
    """Words of the ticked criteria and signs by entry."""
    kriteria: dict[UUID, list[str]] = defaultdict(list)
    tanda: dict[UUID, list[str]] = defaultdict(list)
    if not ppks:
        return kriteria, tanda
    ticked = PpksKriteria.objects.visible_to(user).filter(ppks__in=ppks, is_berlaku=True)
    for row in ticked.select_related("kriteria").order_by("kriteria"):
        kriteria[row.ppks_id].append(row.kriteria.nama)
    seen = PpksTanda.objects.visible_to(user).filter(ppks__in=ppks, is_berlaku=True)
    for sign in seen.select_related("tanda").order_by("tanda__urutan"):
        tanda[sign.ppks_id].append(sign.tanda.teks)
    return kriteria, tanda


def list_jawab(
    ppks: list[Ppks], *, user: User, vault: Vault, is_open: bool
) -> dict[UUID, list[Jawab]]:
    """Answers by entry in the order of their form. Sealed answers of terbatas entries, and
    sensitive ones everywhere, stay closed unless `is_open`."""
    found: dict[UUID, list[Jawab]] = defaultdict(list)
    if not ppks:
        return found
    given_rows = Jawaban.objects.visible_to(user).filter(ppks__in=ppks, is_berlaku=True)
    rows = list(given_rows.select_related("isian").order_by("ppks", "isian__urutan", "id"))
    words = _choice_words(rows)
    vault.fetch({row.subjek_id for row in rows if row.nilai_sandi})
    grouped: dict[tuple[UUID, int], list[Jawaban]] = defaultdict(list)
    for row in rows:
        grouped[row.ppks_id, row.isian_id].append(row)
    for (ppks_id, _), given in grouped.items():
        found[ppks_id].append(_to_jawab(given, words=words, vault=vault, is_open=is_open))
    return found


def _to_jawab(
    given: list[Jawaban], *, words: dict[tuple[int, str], str], vault: Vault, is_open: bool
) -> Jawab:
    isian = given[0].isian
    if not is_open and any(_is_closed(row) for row in given):
        return Jawab(isian.label, (), is_tertutup=True)
    values = (vault.get(row, "nilai") if row.nilai_sandi else row.nilai for row in given)
    return Jawab(isian.label, tuple(say_jawaban(isian, value, words) for value in values))


def _is_closed(row: Jawaban) -> bool:
    return bool(row.nilai_sandi) and (row.isian.peka or row.tingkat != "biasa")


def _choice_words(rows: list[Jawaban]) -> dict[tuple[int, str], str]:
    """Words of every choice of the lists in use: an old answer keeps its old word."""
    daftar = frozenset(row.isian.daftar_id for row in rows if row.isian.daftar_id)
    return _list_choices(daftar) if daftar else {}


@remembered
def _list_choices(daftar: frozenset[int]) -> dict[tuple[int, str], str]:
    found = Kode.objects.filter(daftar__in=daftar).values_list("daftar_id", "kode", "teks")
    return {(daftar_id, kode): teks for daftar_id, kode, teks in found}


def say_jawaban(isian: Isian, value: str, words: dict[tuple[int, str], str]) -> str:
    """One stored value as people read it; `words` of choices by list and code."""
    if isian.daftar_id:
        return words.get((isian.daftar_id, value), value)
    if isian.jenis == Isian.Jenis.YA_TIDAK:
        return _YA_TIDAK.get(value, value)
    try:
        return _format_plain(isian, value)
    except (InvalidOperation, ValueError):  # an old answer that is no number is shown as it is
        return value


def _format_plain(isian: Isian, value: str) -> str:
    if isian.jenis == Isian.Jenis.TANGGAL:
        return format_tanggal(date.fromisoformat(value))
    if isian.jenis == Isian.Jenis.UANG:
        return format_rupiah(Decimal(value))
    if isian.jenis == Isian.Jenis.ANGKA:
        return f"{format_angka(Decimal(value))} {isian.satuan}".strip()
    return value
