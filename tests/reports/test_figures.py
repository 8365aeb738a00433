"""Figures as the database gives them: by role, by area, and nothing of what is hidden."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection
from django.utils import timezone

from balale.access.context import Context, acting_as
from balale.access.rules.policy import POLICY, Role
from balale.registry.models import Komunitas
from balale.registry.queries.komunitas import get_versi
from balale.registry.rules.komunitas import IsianHitungan
from balale.registry.services.komunitas import count_komunitas
from balale.registry.services.rows import change_row
from balale.reports import queries
from tests.factories import cases
from tests.factories.accounts import make_user
from tests.factories.registry import make_komunitas, make_nik, make_orang, make_ppks
from tests.factories.usulan import approve, make_usulan

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
TETANGGA = "61.07.14.2001"
KECAMATAN = "61.07.14"
JAUH = "61.07.10"
NO_FIGURES = sorted(set(POLICY) - {Role.CAMAT, Role.KEPALA_DINAS, Role.BUPATI})


@pytest.fixture
def camat():
    return make_user("camat", KECAMATAN)


@pytest.fixture
def bupati():
    return make_user("bupati", "61.07")


@pytest.fixture
def kepala():
    return make_user("kepala_dinas", "61.07")


def fill(operator, count: int, *, kategori: int = 8, status: str = "aktif") -> None:
    for _ in range(count):
        make_ppks(operator, kategori=kategori, status=status)


def kecamatan(user) -> dict[str, list[str]]:
    with acting_as(user.context):
        rekap = queries.get_rekap_kabupaten(user)
        return {baris.kode: [sel.kata for sel in baris.sel] for baris in rekap.baris}


def desa(user, kode: str = KECAMATAN) -> dict[str, list[str]] | None:
    with acting_as(user.context):
        rekap = queries.get_rekap_kecamatan(user, kode)
        return rekap and {baris.kode: [sel.kata for sel in baris.sel] for baris in rekap.baris}


def yearly(user) -> int | None:
    with acting_as(user.context):
        return queries.get_angka_rahasia(timezone.localdate()).jumlah


def test_bupati_sees_ordinary_figures_from_five_on(operator, bupati):
    fill(operator, 4)
    assert kecamatan(bupati)[KECAMATAN] == ["<5", "0", "0"]
    fill(operator, 1)
    assert kecamatan(bupati)[KECAMATAN] == ["5", "0", "0"]
    assert kecamatan(bupati)[JAUH] == ["0", "0", "0"]


def test_bupati_sees_terbatas_figures_from_ten_on(operator, bupati):
    fill(operator, 9, kategori=9)
    assert kecamatan(bupati)[KECAMATAN][2] == "<10"
    fill(operator, 1, kategori=9)
    assert kecamatan(bupati)[KECAMATAN][2] == "10"


def test_draft_is_no_figure_and_one_at_the_office_is_in_process(operator, kades, kepala):
    usulan = make_usulan(operator)
    assert kecamatan(kepala)[KECAMATAN] == ["0", "0", "0"]
    approve(usulan, kades)
    assert kecamatan(kepala)[KECAMATAN] == ["0", "1", "0"]


def test_camat_sees_the_villages_whole_and_terbatas_only_together(operator, camat):
    fill(operator, 2)
    fill(operator, 9, kategori=9)
    fill(make_user("operator_desa", TETANGGA), 1, kategori=9)
    assert desa(camat)[DESA] == ["2", "0"]
    assert desa(camat)[TETANGGA] == ["0", "0"]
    with acting_as(camat.context):
        assert queries.get_terbatas_kecamatan(camat, KECAMATAN).kata == "10"


def test_kepala_dinas_sees_every_figure_whole(operator, kepala):
    fill(operator, 1)
    fill(operator, 1, kategori=9)
    assert kecamatan(kepala)[KECAMATAN] == ["1", "0", "1"]
    assert desa(kepala)[DESA] == ["1", "0", "1"]


def test_camat_of_another_kecamatan_gets_no_table(operator, camat):
    assert desa(camat, JAUH) is None
    assert desa(camat, "61.07.1") is None


@pytest.mark.parametrize("role", NO_FIGURES)
def test_role_without_figures_gets_none_in_sql(operator, role):
    fill(operator, 1)
    make_communities(operator, 1)
    context = replace(make_user("kepala_dinas", "61.07").context, role=str(role))
    with acting_as(context), connection.cursor() as cursor:
        for tingkat in ("biasa", "terbatas", "rahasia"):
            cursor.execute("select * from balale_figure_ppks(%s, 'kecamatan')", [tingkat])
            assert cursor.fetchall() == []
        cursor.execute("select * from balale_figure_komunitas('desa')")
        assert cursor.fetchall() == []
        cursor.execute("select balale_figure_rahasia()")
        assert cursor.fetchone() == (None,)
        cursor.execute("select * from balale_list_masked('', null, 25)")
        assert cursor.fetchall() == []


def make_communities(operator, count: int, *, status: str = "aktif") -> None:
    """Communities of 35 families each, put into a status."""
    for n in range(count):
        wakil = make_orang(operator, nik=make_nik(), no_kk=f"610714281109{9000 + n}", hubungan="1")
        make_komunitas(operator, wakil, nama=f"Komunitas Riam {n}", status=status)


def communities(user) -> tuple[dict[str, tuple[str, str]], str, str]:
    """By area; then their sums."""
    with acting_as(user.context):
        rekap = queries.get_komunitas_kabupaten(user)
    rows = {row.nama: (row.komunitas.kata, row.keluarga.kata) for row in rekap.baris}
    return rows, rekap.komunitas.kata, rekap.keluarga.kata


def test_community_in_force_is_a_unit_and_its_families_by_the_last_count(operator, kepala, camat):
    make_communities(operator, 2)
    make_communities(make_user("operator_desa", TETANGGA), 1, status="diajukan")
    with acting_as(operator.context):
        row = Komunitas.objects.first()
        count_komunitas(
            komunitas=row, base=get_versi(row, user=operator), by=operator, now=timezone.now(),
            isian=IsianHitungan(41, "dihitung", "DSP3A", timezone.localdate()),
        )  # fmt: skip
    assert communities(kepala) == ({"Sungai Betung": ("2", "76")}, "2", "76")
    with acting_as(camat.context):
        rekap = queries.get_komunitas_kecamatan(KECAMATAN)
        assert [(r.nama, r.komunitas.kata, r.keluarga.kata) for r in rekap.baris] == [
            ("Desa Suka Maju", "2", "76")
        ]
        assert queries.get_komunitas_kecamatan(JAUH).baris == []


def test_bupati_sees_communities_and_their_families_from_five_on(operator, bupati):
    assert communities(bupati) == ({}, "0", "0")
    make_communities(operator, 4)
    assert communities(bupati) == ({"Sungai Betung": ("<5", "–")}, "<5", "–")
    make_communities(make_user("operator_desa", TETANGGA), 1)
    assert communities(bupati) == ({"Sungai Betung": ("5", "175")}, "5", "175")


def test_rahasia_is_no_figure_of_an_area_whoever_asks(operator, kepala, camat, bupati):
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    cases.make_case(operator, koordinator)
    for user in (kepala, camat, bupati):
        with acting_as(user.context), connection.cursor() as cursor:
            for per in ("desa", "kecamatan"):
                cursor.execute("select * from balale_figure_ppks('rahasia', %s)", [per])
                assert cursor.fetchall() == []


def test_terbatas_by_village_is_not_given_to_camat_or_bupati_in_sql(operator, camat, bupati):
    fill(operator, 12, kategori=9)
    for user in (camat, bupati):
        with acting_as(user.context), connection.cursor() as cursor:
            cursor.execute("select * from balale_figure_ppks('terbatas', 'desa')")
            assert cursor.fetchall() == []


def test_figures_without_a_context_are_none(operator):
    fill(operator, 6)
    with acting_as(Context(None, "")), connection.cursor() as cursor:
        cursor.execute("select * from balale_figure_ppks('biasa', 'desa')")
        assert cursor.fetchall() == []


def _rahasia(operator, count: int, *, last_year: bool) -> list:
    """Cases confirmed at the end of last year, or today."""
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    year = timezone.localdate().year
    moment = timezone.now() if not last_year else timezone.make_aware(
        datetime(year - 1, 12, 31, 23, 0)
    )  # fmt: skip
    made = []
    for _ in range(count):
        kasus = cases.make_case(operator, koordinator)
        with acting_as(koordinator.context):
            kasus.refresh_from_db()
            change_row(kasus, base=kasus.versi, by=koordinator, now=moment, status="aktif")
        made.append(kasus)
    return made


def test_yearly_figure_counts_last_years_end_rounded_to_five(operator, bupati, kepala):
    _rahasia(operator, 12, last_year=True)
    assert yearly(bupati) == 10
    assert yearly(kepala) == 10
    _rahasia(operator, 1, last_year=True)
    assert yearly(bupati) == 15


def test_yearly_figure_below_ten_looks_like_none_at_all(operator, bupati):
    assert yearly(bupati) is None
    _rahasia(operator, 9, last_year=True)
    assert yearly(bupati) is None


def test_yearly_figure_does_not_move_with_what_happens_this_year(operator, bupati):
    made = _rahasia(operator, 12, last_year=True)
    _rahasia(operator, 8, last_year=False)
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    with acting_as(koordinator.context):
        for kasus in made[:5]:
            kasus.refresh_from_db()
            change_row(kasus, base=kasus.versi, by=koordinator, now=timezone.now(), status="keluar")
    assert yearly(bupati) == 10


def test_yearly_figure_names_last_year(bupati):
    with acting_as(bupati.context):
        assert queries.get_angka_rahasia(date(2027, 1, 1)).tahun == 2026


def test_bupati_and_camat_read_no_row(operator, camat, bupati):
    fill(operator, 1)
    for user in (camat, bupati):
        with acting_as(user.context), connection.cursor() as cursor:
            for table in ("orang", "ppks", "alamat", "ppksevent", "anggotakeluarga"):
                cursor.execute(f"select count(*) from registry_{table}")
                assert cursor.fetchone() == (0,)
