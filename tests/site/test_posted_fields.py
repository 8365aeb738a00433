"""Desa, level, status and author are set by the server: posted ones are ignored and recorded."""

from uuid import uuid4

import pytest
from django.test import Client

from balale.access.context import acting_as
from balale.access.models import Assignment, User
from balale.access.rules.policy import SERVER_SET_FIELDS
from balale.audit.models import TrailLine
from balale.registry.models import Ppks
from tests.factories import cases
from tests.factories.accounts import ADMIN, make_user, sign_in
from tests.factories.registry import make_nik

pytestmark = pytest.mark.django_db
DESA, LAIN = "61.07.14.2004", "61.07.10.2003"


@pytest.fixture
def stranger():
    return make_user("operator_desa", LAIN, username="orang.lain")


@pytest.fixture
def foreign(stranger) -> dict[str, str]:
    """Every field that only the server sets, with values that aren't the sender's own."""
    words = {
        "desa": LAIN, "desa_id": LAIN, "desa_kode": LAIN, "tingkat": "biasa", "status": "aktif",
        "role": "verifikator",
    }  # fmt: skip
    return {name: words.get(name, str(stranger.id)) for name in SERVER_SET_FIELDS}


def count_recorded(user: User, page: str) -> int:
    """Trail lines that name every foreign field posted to the page."""
    with acting_as(user.context):
        lines = TrailLine.objects.filter(user_id=user.id, event="form.foreign_field")
        told = [line.fields for line in lines if line.fields["page"] == page]
    return sum(set(fields["fields"]) == SERVER_SET_FIELDS for fields in told)


def test_entry_with_foreign_fields_stays_the_senders_own(client: Client, foreign):
    operator = make_user("operator_desa", DESA)
    sign_in(client, operator)
    draf = str(uuid4())
    sheet = {
        "draf": draf, "versi": "", "langkah": "siapa", "aksi": "periksa", "nik": make_nik(),
        "nama": "Lusia Anyap", "dusun": "Sebadu", "rt_rw": "3/1", "kategori": ["8"],
        "d8-kriteria_ada": "1", "d8-kriteria": ["1"],
    }  # fmt: skip
    assert client.post("/tambah/", sheet | foreign).status_code == 302
    page = client.get(f"/tambah/{draf}/periksa/").content.decode()
    versi = page.split('name="versi" value="')[1].split('"')[0]
    sent = {"kunci": draf, "versi": versi, "diberi_tahu": "on", "kepada": "orangnya"}
    assert client.post(f"/tambah/{draf}/periksa/", sent | foreign).status_code == 302
    with acting_as(operator.context):
        ppks = Ppks.objects.get()
    assert (ppks.desa_id, ppks.tingkat, ppks.status) == (DESA, "biasa", "draf")
    assert ppks.dibuat_oleh_id == operator.id
    assert count_recorded(operator, "desk:tambah") == count_recorded(operator, "desk:periksa") == 1


def test_hand_in_with_foreign_fields_stays_sealed_and_own(client: Client, foreign):
    operator = make_user("operator_desa", DESA)
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    form = {
        "kunci": str(uuid4()), "kategori": "19", "is_bahaya": "tidak", "nama": "Yustina Rangkang",
        "jenis_kelamin": "P", "usia": "34", "hubungi": "Lewat bibinya",
        "dasar_hukum": "tugas_hukum", "disampaikan_kepada": "belum", "unit": "resos",
    }  # fmt: skip
    assert sign_in(client, operator).post("/rahasia/", form | foreign).status_code == 302
    kasus = cases.newest_case(koordinator)
    assert (kasus.desa_id, kasus.tingkat, kasus.unit) == (DESA, "rahasia", "pppa")
    assert (kasus.status, kasus.dibuat_oleh_id) == ("diajukan", operator.id)
    assert count_recorded(operator, "desk:rahasia") == 1


def test_hand_in_of_an_open_category_is_refused(client: Client):
    operator = make_user("operator_desa", DESA)
    answer = sign_in(client, operator).post("/rahasia/", cases.filled_form() | {"kategori": "8"})
    assert answer.status_code == 200
    with acting_as(operator.context):
        assert not Ppks.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"peran": "sistem"}, {"peran": "bupati"}, {"wilayah": "61.08.01.2001"}, {"wilayah": "x"}],
    ids=["role of the system", "role not given yet", "area of another regency", "no area"],
)
def test_account_with_a_role_or_area_that_is_not_given_is_refused(client: Client, wrong):
    admin = make_user("admin_teknis")
    sign_in(client, admin)
    form = {"kunci": str(uuid4()), "nama": "Yohanes Ateng", "peran": "operator_desa",
            "wilayah": DESA, "bukti": "x"}  # fmt: skip
    assert client.post("/akun/baru/", form | wrong).status_code == 200
    with acting_as(ADMIN):
        assert not User.objects.filter(nama="Yohanes Ateng").exists()


def test_new_role_with_foreign_fields_goes_to_the_account_in_the_address(
    client: Client, foreign, stranger
):
    admin, user = make_user("admin_teknis"), make_user("kepala_desa", DESA)
    sign_in(client, admin)
    session = client.session
    session["bukti"] = 4_000_000_000
    session.save()
    form = {"kunci": str(uuid4()), "versi": "1", "peran": "operator_desa", "wilayah": DESA}
    client.post(f"/akun/{user.id}/peran/", form | foreign)
    with acting_as(ADMIN):
        roles = set(Assignment.objects.values_list("user_id", "role", "wilayah_kode"))
    assert (stranger.id, "verifikator", LAIN) not in roles
    assert {role for owner, role, _area in roles if owner == stranger.id} == {"operator_desa"}
    assert count_recorded(admin, "access:akun_role") == 1
