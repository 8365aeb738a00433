"""Limits of the categories and the order in which they are offered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balale.registry.rules.kategori import AturanKategori, Subjek, check_kategori, is_cocok
from balale.registry.rules.saran import order_kategori

HARI_INI = date(2026, 11, 24)
ABT = AturanKategori("ABT", 1, "Anak Balita Terlantar", usia_maks=5)
AT = AturanKategori("AT", 2, "Anak Terlantar", usia_min=6, usia_maks=18, usia_maks_periksa=17)
ABH = AturanKategori(
    "ABH",
    3,
    "Anak yang Berhadapan dengan Hukum",
    usia_maks=18,
    usia_min_periksa=12,
    usia_maks_periksa=17,
)
LUT = AturanKategori("LUT", 8, "Lanjut Usia Terlantar", usia_min=60)
PD = AturanKategori("PD", 9, "Penyandang Disabilitas", usia_min=18)
TS = AturanKategori(
    "TS",
    10,
    "Tuna Susila",
    usia_min=18,
    arahan_muda="Pilih Anak yang Memerlukan Perlindungan Khusus.",
)
GLD = AturanKategori("GLD", 11, "Gelandangan", is_tanpa_nik=True)
KBA = AturanKategori("KBA", 21, "Korban Bencana Alam", unit_lain=("keluarga",))
PRSE = AturanKategori(
    "PRSE",
    23,
    "Perempuan Rawan Sosial Ekonomi",
    usia_min=18,
    usia_maks=59,
    jenis_kelamin="P",
)
FM = AturanKategori("FM", 24, "Fakir Miskin", unit="keluarga")
SEMUA = [FM, PRSE, KBA, GLD, TS, PD, LUT, ABH, AT, ABT]


def born(usia, **changes):
    """A subject whose birthday is today."""
    return Subjek(lahir=date(2026 - usia, 11, 24), **changes)


def list_temuan(aturan, subjek):
    return [(item.kode, item.tingkat) for item in check_kategori(aturan, subjek, on=HARI_INI)]


@pytest.mark.parametrize(
    ("aturan", "usia", "temuan"),
    [
        (ABT, 0, []),
        (ABT, 5, []),
        (ABT, 6, [("usia_lebih", "block")]),
        (AT, 5, [("usia_kurang", "block")]),
        (AT, 6, []),
        (AT, 17, []),
        (AT, 18, [("usia_lebih", "warn")]),
        (AT, 19, [("usia_lebih", "block")]),
        (ABH, 11, [("usia_kurang", "warn")]),
        (ABH, 12, []),
        (ABH, 18, [("usia_lebih", "warn")]),
        (ABH, 19, [("usia_lebih", "block")]),
        (LUT, 59, [("usia_kurang", "block")]),
        (LUT, 60, []),
        (PD, 17, [("usia_kurang", "block")]),
        (PD, 18, []),
        (GLD, 3, []),
    ],
)
def test_check_kategori_when_age_is_at_a_limit_then_blocks_or_warns(aturan, usia, temuan):
    assert list_temuan(aturan, born(usia)) == temuan


def test_check_kategori_when_one_day_before_sixty_then_blocks():
    subjek = Subjek(lahir=date(1966, 11, 25))
    assert list_temuan(LUT, subjek) == [("usia_kurang", "block")]


@pytest.mark.parametrize(
    ("usia", "jenis_kelamin", "temuan"),
    [
        (17, "P", [("usia_kurang", "block")]),
        (18, "P", []),
        (59, "P", []),
        (60, "P", [("usia_lebih", "block")]),
        (30, "L", [("jenis_kelamin", "block")]),
        (30, None, [("jenis_kelamin_kosong", "warn")]),
    ],
)
def test_check_kategori_when_prse_then_women_from_18_to_59(usia, jenis_kelamin, temuan):
    assert list_temuan(PRSE, born(usia, jenis_kelamin=jenis_kelamin)) == temuan


@pytest.mark.parametrize(
    ("lahir", "presisi", "temuan"),
    [
        (date(1967, 7, 1), "tahun", [("usia_perkiraan", "warn")]),
        (date(1967, 2, 14), "bulan", [("usia_perkiraan", "warn")]),
        (date(1967, 2, 14), "perkiraan", [("usia_perkiraan", "warn")]),
        (date(1967, 7, 1), "hari", [("usia_perkiraan", "warn")]),
        (date(1967, 2, 14), "hari", [("usia_kurang", "block")]),
        (date(1968, 7, 1), "tahun", [("usia_kurang", "block")]),
        (date(1966, 7, 1), "tahun", []),
    ],
)
def test_check_kategori_when_birth_date_is_estimated_then_one_year_is_forgiven(
    lahir, presisi, temuan
):
    assert list_temuan(LUT, Subjek(lahir=lahir, presisi=presisi)) == temuan


@pytest.mark.parametrize(
    ("usia", "temuan"), [(6, [("usia_perkiraan", "warn")]), (7, [("usia_lebih", "block")])]
)
def test_check_kategori_when_estimated_and_too_old_then_one_year_is_forgiven(usia, temuan):
    assert list_temuan(ABT, born(usia, presisi="tahun")) == temuan


def test_check_kategori_when_birth_date_is_missing_then_warns():
    assert list_temuan(LUT, Subjek()) == [("usia_kosong", "warn")]
    assert list_temuan(GLD, Subjek()) == []


def test_check_kategori_when_birth_lies_ahead_then_blocks():
    assert list_temuan(LUT, Subjek(lahir=date(2027, 1, 2))) == [("lahir_depan", "block")]


@pytest.mark.parametrize(
    ("aturan", "unit", "temuan"),
    [
        (FM, "keluarga", []),
        (FM, "orang", [("unit", "block")]),
        (KBA, "keluarga", []),
        (KBA, "komunitas", [("unit", "block")]),
        (FM, None, []),
    ],
)
def test_check_kategori_when_unit_differs_then_blocks(aturan, unit, temuan):
    assert list_temuan(aturan, Subjek(unit=unit)) == temuan


def test_check_kategori_when_gelandangan_has_a_nik_then_warns():
    assert list_temuan(GLD, Subjek(has_nik=True)) == [("punya_nik", "warn")]


@pytest.mark.parametrize(
    ("aturan", "subjek", "pesan"),
    [
        (LUT, born(58), "Usia 58 tahun. Lanjut Usia Terlantar mulai 60 tahun."),
        (ABT, born(7), "Usia 7 tahun. Anak Balita Terlantar sampai 5 tahun."),
        (
            TS,
            born(17),
            "Usia 17 tahun. Tuna Susila mulai 18 tahun. "
            "Pilih Anak yang Memerlukan Perlindungan Khusus.",
        ),
        (AT, born(18), "Usia 18 tahun. Anak Terlantar sampai 17 tahun. Tulis alasannya."),
        (FM, Subjek(unit="orang"), "Fakir Miskin dicatat per keluarga."),
        (
            PRSE,
            born(30, jenis_kelamin="L"),
            "Perempuan Rawan Sosial Ekonomi hanya untuk perempuan.",
        ),
    ],
)
def test_check_kategori_when_it_speaks_then_plain_words(aturan, subjek, pesan):
    assert [item.pesan for item in check_kategori(aturan, subjek, on=HARI_INI)] == [pesan]


@given(
    st.sampled_from(SEMUA),
    st.dates(date(1920, 1, 1), date(2027, 1, 1)) | st.none(),
    st.sampled_from(["hari", "bulan", "tahun", "perkiraan"]),
    st.sampled_from(["L", "P", None]),
)
def test_check_kategori_when_anyone_then_sentences_are_short(aturan, lahir, presisi, kelamin):
    subjek = Subjek(lahir=lahir, presisi=presisi, jenis_kelamin=kelamin, unit="orang")
    for temuan in check_kategori(aturan, subjek, on=HARI_INI):
        assert all(len(kalimat.split()) <= 12 for kalimat in temuan.pesan.split("."))


@pytest.mark.parametrize(
    ("subjek", "kode"),
    [
        (born(70, jenis_kelamin="P"), "LUT PD TS GLD KBA FM ABT AT ABH PRSE"),
        (born(30, jenis_kelamin="P"), "PD TS GLD KBA PRSE FM ABT AT ABH LUT"),
        (born(30, jenis_kelamin="L"), "PD TS GLD KBA FM ABT AT ABH LUT PRSE"),
        (born(4, jenis_kelamin="L"), "ABT ABH GLD KBA FM AT LUT PD TS PRSE"),
        (Subjek(), "ABT AT ABH LUT PD TS GLD KBA PRSE FM"),
    ],
)
def test_order_kategori_when_age_and_sex_are_known_then_fitting_first(subjek, kode):
    assert [item.kode for item in order_kategori(SEMUA, subjek, on=HARI_INI)] == kode.split()


@given(st.permutations(SEMUA), st.integers(0, 100), st.sampled_from("LP"))
def test_order_kategori_when_shuffled_then_complete_and_stable(acak, usia, kelamin):
    subjek = born(usia, jenis_kelamin=kelamin)
    urut = order_kategori(acak, subjek, on=HARI_INI)
    cocok = [is_cocok(aturan, subjek, on=HARI_INI) for aturan in urut]
    assert urut == order_kategori(SEMUA, subjek, on=HARI_INI)
    assert set(urut) == set(SEMUA)
    assert cocok == sorted(cocok, reverse=True)
