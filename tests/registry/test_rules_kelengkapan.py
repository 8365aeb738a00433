"""Completeness of an entry, n of eight."""

from dataclasses import replace
from datetime import date

import pytest

from balale.registry.rules.kelengkapan import IsianPpks, count_kelengkapan

PENUH = IsianPpks(
    nik="6107041202559001",
    nama="Lopo",
    tanggal_lahir=date(1955, 2, 12),
    jenis_kelamin="L",
    no_kk="6107041503109001",
    dusun="Dusun Sebopet",
    rt="003",
    kriteria=["keterlantaran"],
    pertanyaan_wajib=["tinggal", "pensiun", "anak", "penyakit"],
    jawaban={"tinggal": "sendiri", "pensiun": False, "anak": 0, "penyakit": ["asma"]},
)


def test_count_kelengkapan_when_all_is_filled_then_eight_of_eight():
    hasil = count_kelengkapan(PENUH)
    assert str(hasil) == "8/8"
    assert hasil.kurang == ()


def test_count_kelengkapan_when_nothing_is_filled_then_only_questions_count():
    hasil = count_kelengkapan(IsianPpks())
    assert (hasil.jumlah, hasil.total) == (1, 8)
    assert [bagian.kode for bagian in hasil.bagian if bagian.is_lengkap] == ["jawaban"]


def test_count_kelengkapan_when_there_is_a_reason_for_no_nik_then_counts():
    isian = replace(PENUH, nik="", alasan_tanpa_nik="belum_rekam")
    assert count_kelengkapan(isian).jumlah == 8


@pytest.mark.parametrize(
    ("changes", "kode"),
    [
        ({"nik": ""}, "nik"),
        ({"nama": "  "}, "nama"),
        ({"tanggal_lahir": None}, "tanggal_lahir"),
        ({"jenis_kelamin": None}, "jenis_kelamin"),
        ({"no_kk": ""}, "no_kk"),
        ({"dusun": ""}, "alamat"),
        ({"rt": None}, "alamat"),
        ({"kriteria": []}, "kriteria"),
        ({"jawaban": {}}, "jawaban"),
        ({"jawaban": {**PENUH.jawaban, "tinggal": " "}}, "jawaban"),
        ({"jawaban": {**PENUH.jawaban, "penyakit": []}}, "jawaban"),
    ],
)
def test_count_kelengkapan_when_one_part_is_missing_then_names_it(changes, kode):
    hasil = count_kelengkapan(replace(PENUH, **changes))
    assert hasil.jumlah == 7
    assert [bagian.kode for bagian in hasil.kurang] == [kode]
