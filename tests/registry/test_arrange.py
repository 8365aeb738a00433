"""A family split, a member moved, a new head, a member who leaves; by periods, and back again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import AnggotaKeluarga, Keluarga
from balale.registry.queries.keluarga import get_keluarga, get_versi, list_sekarang
from balale.registry.rules.susunan import Ke, Tempat, check_susunan
from balale.registry.services.acts import undo_act
from balale.registry.services.arrange import arrange_keluarga
from tests.factories.accounts import make_user
from tests.factories.registry import add_ppks, make_nik, make_orang

DESA, DESA_LAIN = "61.07.03.2001", "61.07.01.2001"
ON = date(2026, 11, 24)
KK, KK_LAIN = "6107032811099001", "6107032811099002"

pytestmark = pytest.mark.django_db


@pytest.fixture
def keluarga(operator):
    """A head, the wife and a son."""
    for nama, hubungan in (("Lopo", "1"), ("Anyap", "3"), ("Saban", "4")):
        make_orang(operator, nama=nama, nik=make_nik(), no_kk=KK, hubungan=hubungan)
    with acting_as(operator.context):
        return Keluarga.objects.get()


def arrange(keluarga, by, places, *, dasar=None, no_kk="", alasan="pisah_kk", tanggal=None):
    """`places`: {name: (where, relation)}; the others stay."""
    with acting_as(by.context):
        rows = list_sekarang(keluarga, by)
        susunan = [
            Tempat(str(r.pk), r.orang.nama, r.mulai, r.hubungan,
                   *places.get(r.orang.nama, (Ke.TETAP, r.hubungan)))
            for r in rows
        ]  # fmt: skip
        return arrange_keluarga(
            keluarga=keluarga, dasar=dasar or get_versi(keluarga, rows), susunan=susunan,
            no_kk=no_kk, alasan=alasan, tanggal=tanggal or timezone.localdate(), by=by,
            on=timezone.localdate(), now=timezone.now(),
        )  # fmt: skip


def members(by):
    """Names and relations by family, of today."""
    with acting_as(by.context):
        rows = AnggotaKeluarga.objects.filter(sampai=None).select_related("orang")
        found: dict = {}
        for row in rows.order_by("hubungan"):
            found.setdefault(row.keluarga_id, []).append((row.orang.nama, row.hubungan))
    return sorted(found.values())


def test_son_who_marries_heads_a_family_without_number(keluarga, operator):
    done = arrange(keluarga, operator, {"Saban": (Ke.PINDAH, "1")}, alasan="menikah")
    assert members(operator) == [[("Lopo", "1"), ("Anyap", "3")], [("Saban", "1")]]
    with acting_as(operator.context):
        undo_act(perubahan=done, by=operator, now=timezone.now())
    assert members(operator) == [[("Lopo", "1"), ("Anyap", "3"), ("Saban", "4")]]


def test_member_joins_a_family_in_sight(keluarga, operator):
    make_orang(operator, nama="Rupina", nik=make_nik(), no_kk=KK_LAIN, hubungan="1")
    with pytest.raises(DomainError, match="sudah punya kepala"):
        arrange(keluarga, operator, {"Saban": (Ke.PINDAH, "1")}, no_kk=KK_LAIN)
    arrange(keluarga, operator, {"Saban": (Ke.PINDAH, "9")}, no_kk=KK_LAIN)
    assert members(operator)[1] == [("Rupina", "1"), ("Saban", "9")]
    with acting_as(operator.context):
        assert Keluarga.objects.count() == 2


def test_new_head_is_told_by_periods(keluarga, operator):
    arrange(keluarga, operator, {"Lopo": (Ke.TETAP, "7"), "Anyap": (Ke.TETAP, "1")}, alasan="")
    assert members(operator) == [[("Anyap", "1"), ("Saban", "4"), ("Lopo", "7")]]
    with acting_as(operator.context):
        ended = AnggotaKeluarga.objects.exclude(sampai=None)
        assert {row.alasan_keluar for row in ended} == {"ganti_hubungan"}
        shown = get_keluarga(keluarga.pk, user=operator, on=ON)
        assert shown.pernah == []


def test_member_who_leaves_stands_among_those_before(keluarga, operator):
    arrange(keluarga, operator, {"Saban": (Ke.KELUAR, "4")}, alasan="pindah_rumah")
    with acting_as(operator.context):
        shown = get_keluarga(keluarga.pk, user=operator, on=ON)
    assert [a.nama for a in shown.pernah] == ["Saban"]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ({}, "Belum ada yang berubah"),
        ({"Lopo": (Ke.KELUAR, "1")}, "satu kepala untuk keluarga ini"),
        ({"Anyap": (Ke.TETAP, "1")}, "satu kepala untuk keluarga ini"),
        ({"Saban": (Ke.PINDAH, "4")}, "satu kepala untuk keluarga baru"),
    ],
)
def test_arrangement_without_one_head_is_refused(places, words, keluarga, operator):
    with pytest.raises(DomainError, match=words):
        arrange(keluarga, operator, places)
    assert len(members(operator)) == 1


def test_date_reason_and_own_number_are_checked(keluarga, operator):
    saban = {"Saban": (Ke.PINDAH, "1")}
    today = timezone.localdate()
    for given, words in (
        ({"tanggal": today + timedelta(days=1)}, "belum terjadi"),
        ({"tanggal": today - timedelta(days=1)}, "sebelum Saban menjadi anggota"),
        ({"alasan": ""}, "Pilih alasannya"),
        ({"no_kk": KK}, "milik keluarga ini"),
    ):
        with pytest.raises(DomainError, match=words):
            arrange(keluarga, operator, saban, **given)


def test_two_arrange_at_once_one_is_stale(keluarga, operator):
    with acting_as(operator.context):
        dasar = get_versi(keluarga, list_sekarang(keluarga, operator))
    arrange(keluarga, operator, {"Saban": (Ke.PINDAH, "1")})
    with pytest.raises(StaleVersion):
        arrange(keluarga, operator, {"Anyap": (Ke.PINDAH, "1")}, dasar=dasar)


def test_family_with_running_entries_keeps_a_member(keluarga, operator):
    with acting_as(operator.context):
        kepala = AnggotaKeluarga.objects.get(hubungan="1").orang
    add_ppks(operator, kepala, kategori=25)
    all_go = {nama: (Ke.PINDAH, h) for nama, h in (("Lopo", "1"), ("Anyap", "3"), ("Saban", "4"))}
    with pytest.raises(DomainError, match="Sisakan satu anggota"):
        arrange(keluarga, operator, all_go)


def test_family_elsewhere_is_not_joined(keluarga, operator):
    outsider = make_user("operator_desa", DESA_LAIN)
    make_orang(outsider, nama="Jali", nik=make_nik(), no_kk=KK_LAIN, hubungan="1")
    arrange(keluarga, operator, {"Saban": (Ke.PINDAH, "1")}, no_kk=KK_LAIN)
    assert members(outsider) == [[("Jali", "1")]]


def test_rules_name_the_field_beside_which_they_speak():
    row = Tempat("a", "Lopo", ON, "1", Ke.TETAP, "3")
    salah = check_susunan([row], tanggal=ON, alasan="", on=ON, has_tujuan=False)
    assert [(s.kolom, s.pesan) for s in salah] == [
        ("hubungan_a", "Pilih satu kepala untuk keluarga ini.")
    ]
