"""A list of accounts as pasted from a sheet: what each line comes to, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.access.rules.policy import Role
from balale.access.rules.slips import (
    BARIS_PANJANG,
    Keadaan,
    Tempat,
    judge_daftar,
    list_left,
    read_daftar,
)

SUNGAI_BETUNG, TERIAK = "Sungai Betung", "Teriak"
TEMPAT = [
    Tempat("61.07.14", "", "", SUNGAI_BETUNG),
    Tempat("61.07.06", "", "", TERIAK),
    Tempat("61.07.14.2004", "Suka Maju", "Desa Suka Maju", SUNGAI_BETUNG),
    Tempat("61.07.14.2001", "Suka Bangun", "Desa Suka Bangun", SUNGAI_BETUNG),
    Tempat("61.07.06.2003", "Suka Maju", "Desa Suka Maju", TERIAK),
]
HELD = {(Role.KEPALA_DESA, "61.07.14.2004"): "Yohanes Jali"}


def judge(text):
    return judge_daftar(read_daftar(text), tempat=TEMPAT, dipegang=HELD)


def judge_one(text):
    [line] = judge(text)
    return line


@pytest.mark.parametrize(
    ("text", "kode", "peran"),
    [
        ("61.07.14.2004\t\toperator desa\tMaria Selvi", "61.07.14.2004", "operator_desa"),
        ("6107142004;;OPERATOR;Maria Selvi;0812-3456-7890", "61.07.14.2004", "operator_desa"),
        ("Suka Maju,Sungai Betung,operator_desa,Maria Selvi", "61.07.14.2004", "operator_desa"),
        ('"Desa SUKA  MAJU","Kec. Teriak",Kades,"Maria Selvi"', "61.07.06.2003", "kepala_desa"),
        ("Suka Bangun,,operator,Maria Selvi", "61.07.14.2001", "operator_desa"),
        (",Teriak,camat,Maria Selvi", "61.07.06", "camat"),
        ("61.07.14,,TKSK,Maria Selvi", "61.07.14", "tksk"),
        ("Nama;Peran;Kode\nMaria Selvi;operator;61.07.14.2004", "61.07.14.2004", "operator_desa"),
    ],
)
def test_line_when_it_fits_then_is_a_new_account(text, kode, peran):
    line = judge_one(text)
    assert (line.keadaan, line.tempat.kode, line.peran) == (Keadaan.BARU, kode, peran)
    assert line.nama == "Maria Selvi"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("61.07.14.2999,,operator,Maria Selvi", "Kode atau nama desa tidak dikenal."),
        ("61.08.14.2004,,operator,Maria Selvi", "Kode atau nama desa tidak dikenal."),
        ("Suka Mundur,Teriak,operator,Maria Selvi", "Kode atau nama desa tidak dikenal."),
        ("61.07.14,,operator,Maria Selvi", "Kode atau nama desa tidak dikenal."),
        ("Suka Maju,,operator,Maria Selvi", "Ada 2 desa bernama ini."),
        (",,operator,Maria Selvi", "Isi kode atau nama desa."),
        ("61.07.14.2004,,bupati,Maria Selvi", "Isi peran:"),
        ("61.07.14.2004,,koordinator kasus,Maria Selvi", "Isi peran:"),
        ("61.07.14.2004,,,Maria Selvi", "Isi peran:"),
        ("61.07.14.2004,,operator,", "Isi nama orang."),
        ("61.07.14.2004,,operator,=HYPERLINK(1)", "Nama ini berisi rumus"),
        ("61.07.14.2004,,operator,081234567890", "Nama hanya berisi huruf."),
        ("61.07.14.2004,,operator,12", "Nama hanya berisi huruf."),
        ("61.07.14.2004,,operator," + "a" * 101, "Nama terlalu panjang: 101 huruf."),
        ("61.07.14.2004,,operator,Maria Selvi,12345", "Nomor telepon belum terbaca."),
        ("x" * (BARIS_PANJANG + 1), "Baris ini terlalu panjang."),
    ],
)
def test_line_when_something_is_wrong_then_says_what(text, words):
    line = judge_one(text)
    assert line.keadaan is Keadaan.SALAH
    assert words in line.kata


def test_village_when_named_twice_then_the_second_is_wrong_and_the_first_stands():
    first, second, other = judge(
        "61.07.14.2004,,operator,Maria Selvi\nSuka Maju,Sungai Betung,operator,Rita Ayu\n"
        "61.07.14.2004,,lurah,Rita Ayu"
    )
    assert first.keadaan is Keadaan.BARU
    assert second.kata == "Tempat dan peran ini sudah ada di baris 1. Hapus salah satu."
    assert (other.keadaan, other.kata) == (
        Keadaan.SUDAH_ADA, "Sudah punya akun, atas nama Yohanes Jali.",
    )  # fmt: skip


def test_wrong_line_when_the_village_stands_again_then_the_right_one_counts():
    wrong, right = judge("61.07.14.2004,,operator,\n61.07.14.2004,,operator,Rita Ayu")
    assert (wrong.keadaan, right.keadaan) == (Keadaan.SALAH, Keadaan.BARU)


@given(st.text())
def test_list_when_anything_is_pasted_then_every_line_is_judged_in_words(text):
    assert all(line.kata for line in judge(text))


@given(
    st.lists(st.sampled_from(["61.07.14.2004", "Suka Maju", "operator", "Maria", ",", "\t", '"']))
)
def test_list_when_half_right_then_no_post_is_new_twice(parts):
    new = [line for line in judge("\n".join(parts)) if line.keadaan is Keadaan.BARU]
    assert len({(line.peran, line.tempat.kode) for line in new}) == len(new)


@pytest.mark.parametrize("heading", ["", "Nama;Desa;Kecamatan;Peran\n"])
def test_wrong_lines_when_left_over_then_keep_their_headings(heading):
    wrong = "Maria Selvi;Suka Maju;;operator" if heading else "Suka Maju;;operator;Maria Selvi"
    right = "Rita Ayu;Suka Bangun;;operator" if heading else "Suka Bangun;;operator;Rita Ayu"
    text = f"{heading}{right}\n{wrong}"
    assert "\n".join(list_left(text, judge(text))) == heading + wrong
