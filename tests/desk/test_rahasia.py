"""The special hand-in: stored once, read back by nobody in the village."""

import pytest
from django.urls import reverse

from balale.access.context import acting_as
from balale.access.models import Receipt
from balale.cases.queries.cases import list_visible
from balale.registry.models import Orang
from tests.factories.accounts import make_user, sign_in
from tests.factories.cases import filled_form

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
URL = "/rahasia/"


def stored(koordinator) -> int:
    with acting_as(koordinator.context):
        return list_visible(koordinator).count()


def test_hand_in_when_complete_gives_a_neutral_receipt(client, operator, koordinator):
    answer = sign_in(client, operator).post(URL, filled_form(), follow=True)
    body = answer.content.decode()
    assert stored(koordinator) == 1
    assert "Petugas kasus akan menghubungi" in body
    assert "Yustina" not in body + answer.request["PATH_INFO"]
    assert "Kekerasan" not in body


def test_hand_in_sent_twice_is_stored_once(client, operator, koordinator):
    form = filled_form()
    first = sign_in(client, operator).post(URL, form)
    again = client.post(URL, form)
    assert first.url == again.url
    assert stored(koordinator) == 1


def test_receipt_of_a_hand_in_points_to_nothing(client, operator):
    sign_in(client, operator).post(URL, filled_form())
    with acting_as(operator.context):
        assert Receipt.objects.get(jenis="rahasia").object_id is None


def test_receipt_of_another_account_is_absent(client, operator):
    place = sign_in(client, operator).post(URL, filled_form()).url
    sign_in(client, make_user("operator_desa", DESA))
    assert client.get(place).status_code == 404


def test_hand_in_refused_keeps_words_in_the_answer_only(client, operator, koordinator):
    answer = sign_in(client, operator).post(URL, filled_form(usia="", hubungi=""))
    body = answer.content.decode()
    assert "Yustina Rangkang Belalang" in body
    assert "Galat:" in body
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Yustina" not in client.get(URL).content.decode()
    assert stored(koordinator) == 0


def test_hand_in_corrected_under_the_same_key_is_stored(client, operator, koordinator):
    form = filled_form(kategori="6")  # a child's category, refused by the service for her age
    assert "Galat:" in sign_in(client, operator).post(URL, form).content.decode()
    client.post(URL, form | {"kategori": "19"})
    assert stored(koordinator) == 1


@pytest.mark.parametrize("kategori", ["8", "1", "20", "99", "", "tuna"])
def test_hand_in_of_another_category_is_refused(client, operator, koordinator, kategori):
    answer = sign_in(client, operator).post(URL, filled_form(kategori=kategori))
    assert "Galat:" in answer.content.decode()
    assert stored(koordinator) == 0


def test_hand_in_ignores_a_posted_area_level_and_status(client, operator, koordinator):
    extra = {"desa": "61.07.02.2001", "tingkat": "biasa", "status": "aktif", "unit": "resos"}
    sign_in(client, operator).post(URL, filled_form(**extra))
    with acting_as(koordinator.context):
        kasus = list_visible(koordinator).get()
    assert (kasus.desa_id, kasus.tingkat, kasus.status) == (DESA, "rahasia", "diajukan")


BAD = ["a" * 100_000, "x\x00y", "=1+1", "<script>alert(1)</script>", "\u202eabc", "😀" * 50, "٣٤"]


@pytest.mark.parametrize("value", BAD)
@pytest.mark.parametrize(
    "field", ["nama", "lahir", "usia", "nik", "dusun", "alamat", "hubungi", "wali_nama"]
)
def test_hand_in_of_bad_input_is_answered_in_words(client, operator, field, value):
    answer = sign_in(client, operator).post(URL, filled_form(**{field: value}))
    assert answer.status_code in {200, 302}
    assert "<script>alert" not in answer.content.decode()


def test_hand_in_without_its_key_is_refused(client, operator, koordinator):
    answer = sign_in(client, operator).post(URL, filled_form(kunci=""))
    assert answer.status_code == 428
    assert stored(koordinator) == 0


def test_agreement_of_a_child_alone_asks_for_the_guardian(client, operator):
    form = filled_form(
        kategori="6", usia="12", dasar_hukum="persetujuan", disampaikan_kepada="orangnya"
    )
    assert "walinya" in sign_in(client, operator).post(URL, form).content.decode()


def test_operator_after_hand_in_finds_no_row(client, operator):
    sign_in(client, operator).post(URL, filled_form())
    with acting_as(operator.context):
        assert not Orang.objects.exists()


@pytest.mark.parametrize("role", ["kepala_desa", "verifikator", "koordinator_kasus"])
def test_hand_in_page_for_other_roles_does_not_exist(client, role):
    area, unit = (DESA, "") if role == "kepala_desa" else ("61.07", "")
    unit = "pppa" if role == "koordinator_kasus" else unit
    sign_in(client, make_user(role, area, unit))
    assert client.get(URL).status_code == client.post(URL, filled_form()).status_code == 404


def test_hand_in_page_asks_few_queries(client, operator, django_assert_max_num_queries):
    sign_in(client, operator)
    with django_assert_max_num_queries(50):
        client.get(reverse("desk:rahasia"))
