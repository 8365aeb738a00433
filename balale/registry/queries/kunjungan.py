"""The questions of a house visit as paper asks them: dated forms with their lists in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from balale.registry.models import Formulir, Isian, KategoriVersi, Kode, Lembar
from balale.registry.queries.entry import list_kategori_terbuka

YA_TIDAK = {"ya": "Ya", "tidak": "Tidak"}


@dataclass(frozen=True)
class Pertanyaan:
    """One question. `jika` says in words when it is asked; `dulu` what was answered before.

    `variabel` is the code of the DTSEN variable it answers, on a sheet of none of the categories.
    """

    label: str
    bantuan: str
    jenis: str
    satuan: str = ""
    pilihan: tuple[str, ...] = ()
    jika: str = ""
    dulu: str = ""
    variabel: str = ""
    kelompok: str = ""


@dataclass(frozen=True)
class FormulirKunjungan:
    """The own part of one category: its signs and its questions, in the form of the day.

    `unit` is whom an entry counts: orang, keluarga or komunitas.
    """

    nomor: int
    nama: str
    penjelasan: str
    versi: int
    mulai: date
    unit: str
    tanda: tuple[str, ...]
    pertanyaan: tuple[Pertanyaan, ...]


@dataclass(frozen=True)
class LembarKunjungan:
    """The questions of one sheet, in the form of the day."""

    kode: str
    nama: str
    versi: int
    mulai: date
    pertanyaan: tuple[Pertanyaan, ...]


def list_lembar_kunjungan(on: date) -> list[LembarKunjungan]:
    """The sheets of the DTSEN variables in their order, in three queries."""
    forms = {form.lembar: form for form in Formulir.objects.in_force(on).filter(kategori=None)}
    isian: dict[int, list[Isian]] = defaultdict(list)
    for row in _list_isian(forms.values()):
        isian[row.formulir_id].append(row)
    words = _list_words([row for rows in isian.values() for row in rows], on)
    return [
        LembarKunjungan(
            kode=lembar.value,
            nama=str(lembar.label),
            versi=forms[lembar].versi,
            mulai=forms[lembar].berlaku_mulai,
            pertanyaan=_ask(isian[forms[lembar].pk], words),
        )
        for lembar in Lembar
        if lembar in forms
    ]


def list_formulir_kunjungan(nomor: Collection[int], on: date) -> list[FormulirKunjungan]:
    """The forms of these categories in the official order, in four queries.

    A rahasia category has no form on paper, and an answer that opens a rahasia entry is no
    choice there: what must be secret goes the secret way.
    """
    versi_list = [row for row in list_kategori_terbuka(on) if row.kategori_id in nomor]
    forms = {
        row.kategori_id: row
        for row in Formulir.objects.in_force(on).filter(
            kategori__in=[versi.kategori_id for versi in versi_list]
        )
    }
    isian: dict[int, list[Isian]] = defaultdict(list)
    for row in _list_isian(forms.values()):
        isian[row.formulir_id].append(row)
    words = _list_words([row for rows in isian.values() for row in rows], on)
    return [
        _build(versi, forms[versi.kategori_id], isian[forms[versi.kategori_id].pk], words)
        for versi in versi_list
        if versi.kategori_id in forms
    ]


def _list_isian(forms: Iterable[Formulir]) -> QuerySet[Isian]:
    rows = Isian.objects.filter(formulir__in=forms).select_related("formulir")
    return rows.order_by("formulir", "urutan")


def _list_words(rows: list[Isian], on: date) -> dict[int, dict[str, str]]:
    """Words of the choices in force by list, without those that open a rahasia entry."""
    words: dict[int, dict[str, str]] = defaultdict(dict)
    daftar = {row.daftar_id for row in rows if row.daftar_id}
    kode = Kode.objects.in_force(on).filter(daftar__in=daftar, picu_rahasia=False)
    for row in kode.order_by("daftar", "urutan"):
        words[row.daftar_id][row.kode] = row.teks
    return words


def _build(
    versi: KategoriVersi, form: Formulir, rows: list[Isian], words: dict[int, dict[str, str]]
) -> FormulirKunjungan:
    return FormulirKunjungan(
        nomor=versi.kategori_id,
        nama=versi.nama,
        penjelasan=versi.penjelasan_singkat,
        versi=form.versi,
        mulai=form.berlaku_mulai,
        unit=versi.unit,
        tanda=tuple(tanda.teks for tanda in versi.tanda_list.all()),
        pertanyaan=_ask(rows, words),
    )


def _ask(rows: list[Isian], words: dict[int, dict[str, str]]) -> tuple[Pertanyaan, ...]:
    by_kode = {row.kode: row for row in rows}
    return tuple(
        Pertanyaan(
            label=row.label,
            bantuan=row.bantuan,
            jenis=row.jenis,
            satuan=row.satuan,
            pilihan=tuple(words[row.daftar_id or 0].values()),
            jika=_say_condition(row, by_kode, words),
            variabel="" if row.formulir.kategori_id else row.atribut,
            kelompok=row.kelompok,
        )
        for row in rows
    )


def _say_condition(row: Isian, by_kode: dict[str, Isian], words: dict[int, dict[str, str]]) -> str:
    other = by_kode.get(row.tampil_jika_isian)
    if other is None:
        return ""
    nilai = row.tampil_jika_nilai
    kata = words[other.daftar_id or 0].get(nilai) or YA_TIDAK.get(nilai, "")
    return f"Bila “{other.label}” dijawab “{kata}”." if kata else ""
