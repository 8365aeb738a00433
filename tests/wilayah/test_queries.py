import json

import pytest

from balale.access.context import acting_as
from balale.wilayah import queries
from balale.wilayah.models import Desa, KodeWilayah
from tests.factories.accounts import ADMIN


@pytest.fixture(autouse=True)
def _at_work(db):
    with acting_as(ADMIN):
        yield


def test_areas_when_loaded_are_17_kecamatan_122_desa_and_2_kelurahan():
    kelurahan = Desa.objects.filter(jenis="kelurahan").order_by("kode")
    assert queries.list_kecamatan().count() == 17
    assert queries.list_desa().count() == 124
    assert [row.nama for row in kelurahan] == ["Bumi Emas", "Sebalo"]
    assert Desa.objects.filter(jenis="desa").count() == 122


def test_desa_when_loaded_lie_in_the_kecamatan_of_their_code():
    assert all(row.kode.startswith(f"{row.kecamatan_id}.") for row in queries.list_desa())


def test_get_desa_gives_kind_postcode_and_point():
    desa = queries.get_desa("61.07.04.1001")
    assert (desa.sebutan, desa.kecamatan.nama) == ("Kelurahan Bumi Emas", "Bengkayang")
    assert len(desa.kodepos) == 5
    assert 0 < desa.lat < 2 < 108 < desa.lon < 111


def test_desa_named_suka_maju_when_loaded_are_two():
    kode = Desa.objects.filter(nama="Suka Maju").values_list("kode", flat=True)
    assert sorted(kode) == ["61.07.10.2003", "61.07.14.2004"]


def test_expand_desa_of_the_kabupaten_gives_all_and_of_a_desa_itself():
    assert len(queries.expand_desa("61.07")) == 124
    assert queries.expand_desa("61.07.04.1001") == ["61.07.04.1001"]


@pytest.mark.parametrize("wilayah", ["61.07.10", "61.07.10.", " 61.07.10 "])
def test_expand_desa_of_a_kecamatan_gives_only_its_desa(wilayah):
    kode = queries.expand_desa(wilayah)
    assert len(kode) == 8
    assert all(one.startswith("61.07.10.") for one in kode)


@pytest.mark.parametrize("wilayah", ["61.07.1", "61.0", "6", "", ".", "%", "61.07.__", "62"])
def test_expand_desa_of_half_a_code_gives_nothing(wilayah):
    assert queries.expand_desa(wilayah) == []


@pytest.mark.parametrize(
    "enam_angka",
    ["610704", "317401", "610202", "610207", "610322"],
    ids=["bengkayang", "jakarta", "to-kubu-raya-a", "to-kubu-raya-b", "only-supposed"],
)
def test_is_known_kecamatan_code_of_present_and_lapsed_codes_is_true(enam_angka):
    assert queries.is_known_kecamatan_code(enam_angka)


@pytest.mark.parametrize("enam_angka", ["610799", "000000", "6107", "61.07.04", "abcdef", ""])
def test_is_known_kecamatan_code_of_anything_else_is_false(enam_angka):
    assert not queries.is_known_kecamatan_code(enam_angka)


def test_lapsed_codes_when_loaded_are_648_kecamatan_or_kabupaten_and_41_desa():
    lapsed = KodeWilayah.objects.filter(berlaku=False)
    assert lapsed.filter(tingkat="desa").count() == 41
    assert lapsed.exclude(tingkat="desa").count() == 648
    assert KodeWilayah.objects.filter(berlaku=True).count() == 7837 + 124


def test_lapsed_desa_when_it_moved_names_its_code_now():
    assert KodeWilayah.objects.get(kode="61.07.01.2009").kode_kini == "61.07.15.2003"


@pytest.mark.parametrize(("tingkat", "count"), [("kabupaten", 1), ("kecamatan", 17), ("desa", 124)])
def test_list_batas_of_each_level_gives_one_geometry_an_area(tingkat, count):
    batas = queries.list_batas(tingkat)
    assert len(batas) == count
    assert all(json.loads(text)["type"].endswith("Polygon") for text in batas.values())


def test_list_batas_of_a_kecamatan_leaves_the_others_out():
    assert set(queries.list_batas("desa", "61.07.10")) == set(queries.expand_desa("61.07.10"))
