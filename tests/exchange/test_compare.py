"""Rows beside the registry: new, same, changed, and nothing of what is sealed or elsewhere."""

from datetime import date

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.exchange.queries.compare import compare_rows
from balale.exchange.rules.orang import BarisDibaca, OrangDibaca
from balale.exchange.services.preview import preview_file
from balale.kit.errors import DomainError
from balale.registry.services import death
from tests.exchange.books import make_xlsx
from tests.exchange.corpus import HARI_INI
from tests.factories.accounts import make_user
from tests.factories.registry import LAHIR, make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db
DESA = "61.07.04.1010"
LAIN = "61.07.14.2004"


def isian(**values):
    known = {
        "nama": "FRANSISKUS BAWAKNG", "jenis_kelamin": "L", "tanggal_lahir": LAHIR,
        "presisi_tgl_lahir": "hari", "desa_kode": DESA,
    }  # fmt: skip
    return OrangDibaca(**known | values)


def compare(user, orang):
    with acting_as(user.context):
        return compare_rows([BarisDibaca(2, orang)], user=user)[2]


def test_row_when_nothing_like_it_is_recorded_then_new(operator):
    assert compare(operator, isian(nik=make_nik())).hasil == "new"


def test_row_when_all_it_says_is_recorded_then_same(operator):
    nik = make_nik()
    orang = make_orang(operator, nik=nik)
    found = compare(operator, isian(nik=nik, dusun="SEBADU", rt="003", kategori=(8,)))
    assert (found.hasil, found.orang_id, found.beda) == ("same", orang.pk, ())


@pytest.mark.parametrize(
    ("change", "beda"),
    [
        ({"nama": "FRANS BAWAKNG"}, ("nama",)),
        ({"tanggal_lahir": date(1955, 2, 13)}, ("tanggal_lahir",)),
        ({"tanggal_lahir": date(1955, 7, 1), "presisi_tgl_lahir": "tahun"}, ()),
        ({"tanggal_lahir": date(1956, 7, 1), "presisi_tgl_lahir": "tahun"}, ("tanggal_lahir",)),
        ({"tanggal_lahir": None, "presisi_tgl_lahir": ""}, ()),
        ({"kategori": (8, 9)}, ("kategori",)),
        ({"rt": "004"}, ("rt",)),
        ({"no_kk": "6107040101109011"}, ("no_kk",)),
    ],
)
def test_row_when_it_says_something_else_then_changed(operator, change, beda):
    nik = make_nik()
    make_orang(operator, nik=nik)
    found = compare(operator, isian(nik=nik, **change))
    assert found.beda == beda
    assert found.hasil == ("changed" if beda else "same")


def test_row_when_family_has_the_number_then_same(operator):
    nik = make_nik()
    make_orang(operator, nik=nik, no_kk="6107040101109012", hubungan="1")
    assert compare(operator, isian(nik=nik, no_kk="6107040101109012", hubungan="1")).beda == ()


def test_row_without_nik_when_name_date_and_desa_agree_then_same(operator):
    make_orang(operator, nama="Lopo", alasan_tanpa_nik="belum_rekam")
    assert compare(operator, isian(nama="LOPO")).hasil == "same"
    assert compare(operator, isian(nama="LOPO", tanggal_lahir=date(1955, 2, 13))).hasil == "new"


def test_row_without_nik_when_two_persons_fit_then_new_and_said(operator):
    for _ in range(2):
        make_orang(operator, nama="Lopo", alasan_tanpa_nik="belum_rekam")
    found = compare(operator, isian(nama="LOPO"))
    assert found.hasil == "new"
    assert [one.kode for one in found.alasan] == ["mungkin_sudah_tercatat"]


def test_row_with_nik_when_recorded_without_then_new_and_said(operator):
    make_orang(operator, nama="Lopo", alasan_tanpa_nik="belum_rekam")
    found = compare(operator, isian(nama="LOPO", nik=make_nik()))
    assert found.hasil == "new"
    assert [one.kode for one in found.alasan] == ["mungkin_sudah_tercatat"]


def test_row_when_person_is_of_another_village_then_new_as_if_absent(operator):
    nik = make_nik()
    make_orang(make_user("operator_desa", LAIN), nik=nik)
    assert compare(operator, isian(nik=nik)) == compare(operator, isian(nik=make_nik()))


@pytest.mark.parametrize("role", ["operator_desa", "koordinator_kasus"])
def test_row_when_person_is_sealed_then_answer_is_as_if_absent(operator, role):
    nik = make_nik()
    make_rahasia(operator, nik=nik)
    unit = ("pppa",) if role == "koordinator_kasus" else ()
    area = "61.07" if unit else DESA
    user = make_user(role, area, *unit)
    assert compare(user, isian(nik=nik)) == compare(user, isian(nik=make_nik()))


def test_rows_when_many_then_queries_stay_few(operator, django_assert_max_num_queries):
    niks = [make_nik() for _ in range(5)]
    for nik in niks:
        make_orang(operator, nik=nik)
    rows = [BarisDibaca(n, isian(nik=nik)) for n, nik in enumerate(niks)]
    with acting_as(operator.context), django_assert_max_num_queries(6):
        found = compare_rows(rows, user=operator)
    assert {one.hasil for one in found.values()} == {"same"}


def preview(user, rows, **options):
    with acting_as(user.context):
        answer = preview_file(make_xlsx(("A", rows)), by=user, on=HARI_INI, **options)
        return answer, list(answer.list_rows())


def test_preview_when_walked_then_figures_add_up(operator):
    lama, baru = make_nik(), make_nik()
    make_orang(operator, nik=lama)
    head = ["NIK", "Nama", "JK", "Tgl Lahir", "Desa"]
    people = [
        [lama, "Fransiskus Bawakng", "L", "12-2-1955", "Sebalo"],
        [baru, "Budi", "L", "12-2-1955", "Sebalo"],
        ["123", "Budi", "L", "", "Sebalo"],
    ]
    answer, rows = preview(operator, [head, *people])
    assert answer.jumlah == {"new": 1, "same": 1, "changed": 0, "rejected": 1}
    assert answer.dibaca == len(rows) == 3


def test_preview_when_no_heading_is_found_then_refused_in_words(operator):
    with pytest.raises(DomainError, match="Judul kolom tidak ditemukan"):
        preview(operator, [["Jumlah penduduk", "2024"], ["Sebalo", 1200]])


def test_preview_when_desa_is_unknown_then_refused_in_words(operator):
    with pytest.raises(DomainError, match="tidak dikenal"):
        preview(operator, [["NIK", "Nama", "JK"]], desa_kode="61.07.99.9999")


def test_row_when_recorded_as_dead_then_said(operator):
    nik = make_nik()
    orang = make_orang(operator, nik=nik)
    kabar = death.KabarMeninggal(timezone.localdate(), "surat", "474.3/12/2026")
    with acting_as(operator.context):
        death.record_death(
            orang=orang, base=orang.versi, kabar=kabar, by=operator, on=timezone.localdate(),
            now=timezone.now(),
        )  # fmt: skip
    found = compare(operator, isian(nik=nik))
    assert [one.kode for one in found.alasan] == ["tercatat_meninggal"]


def test_columns_when_chosen_before_for_the_layout_then_used_again(operator):
    rows = [["NIK", "Nama", "Nama Bapak", "JK", "Desa"],
            [make_nik(), "Budi", "Akim", "L", "Sebalo"]]  # fmt: skip
    first, _ = preview(operator, rows)
    chosen = first.tabel.kolom | {"nama": 2}
    _, (row,) = preview(operator, rows, ingatan={first.tabel.sidik: chosen})
    assert row.orang.nama == "Akim"
