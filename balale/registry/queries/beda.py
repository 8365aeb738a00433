"""What differs between two versions of a person, address or entry, field by field in words."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from balale.kit.formatting import format_rt_rw, format_tanggal
from balale.registry.models import Isian, Kode, KriteriaPasal5, TandaKategori
from balale.registry.queries.answers import say_jawaban, say_kode
from balale.registry.rules.entry import IsianAlamat, IsianEntri, IsianOrang

LABELS = {
    "nama": "Nama",
    "nik": "NIK",
    "alasan_tanpa_nik": "Alasan belum ada NIK",
    "jenis_kelamin": "Jenis kelamin",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir",
    "presisi_tgl_lahir": "Ketelitian tanggal lahir",
    "telepon": "Telepon",
    "gelar_depan": "Gelar depan",
    "gelar_belakang": "Gelar belakang",
    "status_kawin": "Status perkawinan",
    "agama": "Agama",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
}
# Coded fields; each has the name of its list.
_LISTS = frozenset({"alasan_tanpa_nik", "status_kawin", "agama", "pendidikan", "pekerjaan"})


@dataclass(frozen=True)
class Ubahan:
    """One change in words: the field's code, its label, before and after.

    `isian` is the code of the form's question where the field is one.
    """

    kolom: str
    label: str
    sebelum: str
    sesudah: str
    isian: str = ""


def tidy_isian(isian: IsianOrang) -> IsianOrang:
    """Identity as it is stored: other names aside, no reason beside a NIK."""
    isian = replace(isian, nama_lain=())
    return replace(isian, alasan_tanpa_nik="") if isian.nik else isian


def list_beda_orang(before: IsianOrang, after: IsianOrang, *, on: date) -> list[Ubahan]:
    """Changed fields of the identity."""
    after = tidy_isian(after)
    return [
        Ubahan(name, label, _say(name, getattr(before, name), on), _say(name, new, on))
        for name, label in LABELS.items()
        if getattr(before, name) != (new := getattr(after, name))
    ]


def _say(name: str, value: Any, on: date) -> str:
    if isinstance(value, date):
        return format_tanggal(value)
    if name in _LISTS:
        return say_kode(name, value, on)
    return {"L": "Laki-laki", "P": "Perempuan"}.get(value, value or "")


def list_beda_alamat(before: IsianAlamat, after: IsianAlamat) -> list[Ubahan]:
    """Changed fields of the address."""
    words = [
        ("dusun", "Dusun", before.dusun, after.dusun),
        ("rt_rw", "RT/RW", format_rt_rw(before.rt, before.rw), format_rt_rw(after.rt, after.rw)),
        ("alamat", "Alamat", before.teks, after.teks),
        ("titik", "Letak", before.titik, after.titik),
    ]
    return [Ubahan(*line) for line in words if line[2] != line[3]]


def list_beda_entri(before: IsianEntri, after: IsianEntri) -> list[Ubahan]:
    """Changed criteria, signs and answers."""
    found: list[Ubahan] = []
    if set(before.kriteria) != set(after.kriteria):
        found.append(_say_rows("kriteria", "Kriteria", before.kriteria, after.kriteria))
    if set(before.tanda) != set(after.tanda):
        found.append(_say_rows("tanda", "Yang terlihat", before.tanda, after.tanda))
    return found + _say_jawaban(list_beda_jawaban(before, after), before.jawaban, after.jawaban)


def list_beda_jawaban(before: IsianEntri, after: IsianEntri) -> list[int]:
    """Questions answered otherwise; the order of ticks says nothing."""
    keys = {*before.jawaban, *after.jawaban}
    return sorted(
        key for key in keys if set(before.jawaban.get(key, ())) != set(after.jawaban.get(key, ()))
    )


def _say_rows(kolom: str, label: str, before: tuple[int, ...], after: tuple[int, ...]) -> Ubahan:
    ids = {*before, *after}
    if kolom == "kriteria":
        words = dict(KriteriaPasal5.objects.filter(pk__in=ids).values_list("pk", "nama"))
    else:
        words = dict(TandaKategori.objects.filter(pk__in=ids).values_list("pk", "teks"))
    said = ["; ".join(words[pk] for pk in sorted(side) if pk in words) for side in (before, after)]
    return Ubahan(kolom, label, *said)


def _say_jawaban(
    ids: list[int], before: dict[int, tuple[str, ...]], after: dict[int, tuple[str, ...]]
) -> list[Ubahan]:
    fields = list(Isian.objects.filter(pk__in=ids).order_by("urutan")) if ids else []
    lists = {field.daftar_id for field in fields if field.daftar_id}
    words = {(k.daftar_id, k.kode): k.teks for k in Kode.objects.filter(daftar__in=lists)}
    said = []
    for field in fields:
        old, new = (
            ", ".join(say_jawaban(field, one, words) for one in side.get(field.pk, ()))
            for side in (before, after)
        )
        said.append(Ubahan("jawaban", field.label, old, new, isian=field.kode))
    return said
