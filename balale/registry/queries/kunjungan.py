"""The questions of a house visit as paper asks them: dated forms with their lists in words."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from balale.registry.models import Formulir, Isian, KategoriVersi, Kode
from balale.registry.queries.entry import list_kategori_terbuka

YA_TIDAK = {"ya": "Ya", "tidak": "Tidak"}


@dataclass(frozen=True)
class Pertanyaan:
    """One question. `jika` says in words when it is asked; `dulu` what was answered before."""

    label: str
    bantuan: str
    jenis: str
    satuan: str = ""
    pilihan: tuple[str, ...] = ()
    jika: str = ""
    dulu: str = ""


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
    for row in Isian.objects.filter(formulir__in=forms.values()).order_by("formulir", "urutan"):
        isian[row.formulir_id].append(row)
    words = _list_words([row for rows in isian.values() for row in rows], on)
    return [
        _build(versi, forms[versi.kategori_id], isian[forms[versi.kategori_id].pk], words)
        for versi in versi_list
        if versi.kategori_id in forms
    ]


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
    by_kode = {row.kode: row for row in rows}
    return FormulirKunjungan(
        nomor=versi.kategori_id,
        nama=versi.nama,
        penjelasan=versi.penjelasan_singkat,
        versi=form.versi,
        mulai=form.berlaku_mulai,
        unit=versi.unit,
        tanda=tuple(tanda.teks for tanda in versi.tanda_list.all()),
        pertanyaan=tuple(
            Pertanyaan(
                label=row.label,
                bantuan=row.bantuan,
                jenis=row.jenis,
                satuan=row.satuan,
                pilihan=tuple(words[row.daftar_id or 0].values()),
                jika=_say_condition(row, by_kode, words),
            )
            for row in rows
        ),
    )


def _say_condition(row: Isian, by_kode: dict[str, Isian], words: dict[int, dict[str, str]]) -> str:
    other = by_kode.get(row.tampil_jika_isian)
    if other is None:
        return ""
    nilai = row.tampil_jika_nilai
    kata = words[other.daftar_id or 0].get(nilai) or YA_TIDAK.get(nilai, "")
    return f"Bila “{other.label}” dijawab “{kata}”." if kata else ""
