"""Look-alikes are shown for what they are."""

import pytest

from balale.linkage.rules.after import Jenis, judge
from balale.linkage.rules.scorer import find_levels
from balale.linkage.services.tables import prepare_rows

ANAK = {
    "nama": "MARIA LOPON", "tanggal_lahir": "2015-03-12", "jenis_kelamin": "P",
    "nik": "6107045203159001", "no_kk": "6107042607209185", "nama_ibu": "AGNES UENG",
    "hubungan": "ANAK", "desa_kode": "61.07.04.1010",
}  # fmt: skip


def judge_pair(**other):
    rows = [{"record_id": "a", **ANAK}, {"record_id": "b", **ANAK, **other}]
    left, right = prepare_rows(rows)
    finding = judge(left, right, find_levels(left, right))
    return finding and finding.jenis


@pytest.mark.parametrize(
    ("other", "jenis"),
    [
        ({}, None),
        ({"nama": "M. LOPON", "nik": ""}, None),
        ({"nama": "VERONIKA RITUNG", "nik": "6107045203159002"}, Jenis.KEMBAR),
        ({"nama": "V. LOPON", "nik": ""}, Jenis.KEMBAR),
        ({"nama": "VERONIKA RITUNG", "nik": "", "tanggal_lahir": "2018-09-01"}, Jenis.SAUDARA),
        ({"nik": "", "tanggal_lahir": "1980-03-12", "hubungan": "SUAMI"}, Jenis.ORANG_TUA_ANAK),
        (
            {"nama": "STEFANUS", "tanggal_lahir": "1980-01-02", "jenis_kelamin": "L"},
            Jenis.NIK_PINJAM,
        ),
        ({"nik": "6107041009189005", "tanggal_lahir": "2018-09-10"}, Jenis.NIK_DUA),
    ],
)  # fmt: skip
def test_judge_when_two_records_look_alike_then_says_what_they_are(other, jenis):
    assert judge_pair(**other) == jenis


def test_judge_when_two_wives_of_one_household_share_the_day_then_no_twins():
    istri = {"hubungan": "ISTRI", "nik": "", "nama": "MAK PASIT"}
    rows = [{"record_id": "a", **ANAK, "hubungan": "ISTRI"}, {"record_id": "b", **ANAK, **istri}]
    left, right = prepare_rows(rows)
    assert judge(left, right, find_levels(left, right)) is None
