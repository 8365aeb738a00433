from datetime import date

import pytest

from balale.access.context import acting_as
from balale.registry.models.reference import Isian, Kode, KriteriaPasal5
from balale.registry.queries import reference as queries
from balale.registry.rules import alasan
from tests.factories.accounts import ADMIN

HARI_INI = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _at_work(db):
    with acting_as(ADMIN):
        yield


def test_list_kategori_today_gives_26_in_official_order():
    assert [row.kategori_id for row in queries.list_kategori(HARI_INI)] == list(range(1, 27))


def test_list_kategori_before_the_regulation_is_empty():
    assert not queries.list_kategori(date(2011, 12, 31)).exists()


@pytest.mark.parametrize("asked", [8, "LUT"])
def test_get_kategori_takes_number_or_short_code(asked):
    lut = queries.get_kategori(asked, HARI_INI)
    assert (lut.nama, lut.tolak_di_bawah, lut.tingkat) == ("Lanjut Usia Terlantar", 60, "biasa")


def test_list_kriteria_gives_the_seven():
    assert [row.nomor for row in queries.list_kriteria()] == list(range(1, 8))
    assert KriteriaPasal5.objects.get(nomor=3).nama_undang_undang == "kecacatan"


def test_list_kriteria_bawaan_gives_the_most_telling_first():
    assert queries.list_kriteria_bawaan(queries.get_kategori("ABT", HARI_INI)) == [2, 1]


def test_list_tanda_gives_the_signs_in_their_order():
    tanda = queries.list_tanda(queries.get_kategori("ABT", HARI_INI))
    assert [row.urutan for row in tanda] == [1, 2, 3, 4, 5, 6]


def test_list_isian_of_a_shared_block_gives_both_categories_their_own_fields():
    kode = [
        {row.kode for row in queries.list_isian(queries.get_formulir(nomor, HARI_INI))}
        for nomor in (5, 9)
    ]
    assert {"ragam_disabilitas", "wg_melihat", "alat_dibutuhkan"} <= kode[0] & kode[1]
    assert "cf_belajar" in kode[0] - kode[1]


def test_list_isian_with_lists_takes_one_query(django_assert_num_queries):
    formulir = queries.get_formulir(24, HARI_INI)
    with django_assert_num_queries(2):
        daftar = {row.daftar_id for row in queries.list_isian(formulir) if row.daftar}
        assert daftar == set(queries.list_pilihan(formulir, HARI_INI))


def test_choice_fields_when_loaded_have_two_codes_or_more():
    for isian in Isian.objects.filter(daftar__isnull=False).select_related("daftar"):
        assert queries.list_kode(isian.daftar, HARI_INI).count() >= 2


def test_list_kode_by_name_gives_the_version_of_the_day():
    assert [row.teks for row in queries.list_kode("jenis_kelamin", HARI_INI)] == [
        "Laki-laki",
        "Perempuan",
    ]


@pytest.mark.parametrize("teks", ["", "  ", "bukan agama"])
def test_get_kode_by_nothing_or_an_unknown_word_gives_none(teks):
    assert queries.get_kode("agama", teks, HARI_INI) is None


@pytest.mark.parametrize("ejaan", ["Katolik", "KATHOLIK", " khatolik ", "3"])
def test_get_kode_by_any_spelling_gives_one_choice(ejaan):
    assert queries.get_kode("agama", ejaan, HARI_INI).teks == "Katolik"


def test_get_kode_by_an_unknown_spelling_gives_none():
    assert queries.get_kode("agama", "Zoroaster", HARI_INI) is None


def test_picu_kode_when_loaded_name_a_rahasia_category():
    rahasia = {row.kategori_id for row in queries.list_kategori(HARI_INI).filter(tingkat="rahasia")}
    picu = Kode.objects.filter(picu_rahasia=True)
    assert picu.count() == 4
    assert {row.picu_kategori_id for row in picu} <= rahasia


@pytest.mark.parametrize(
    ("daftar", "reasons"),
    [
        ("alasan_kembalikan", alasan.ALASAN_KEMBALI),
        ("alasan_tolak", alasan.ALASAN_TOLAK),
        ("alasan_keluar", alasan.ALASAN_KELUAR),
        ("alasan_tangguhkan", alasan.ALASAN_TANGGUH),
        ("alasan_pemutakhiran", alasan.ALASAN_PEMUTAKHIRAN),
        ("alasan_aktif_lagi", alasan.ALASAN_AKTIF_LAGI),
    ],
)
def test_reason_lists_when_loaded_match_the_status_rules(daftar, reasons):
    rows = queries.list_kode(daftar, HARI_INI)
    assert [(row.kode, row.teks) for row in rows] == [(one.kode, one.kata) for one in reasons]
