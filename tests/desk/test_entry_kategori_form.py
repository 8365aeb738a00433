import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balale.access.context import acting_as
from balale.access.rules.policy import Role
from balale.desk.forms.kategori import KategoriForm
from balale.registry.queries.reference import get_formulir
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
DESA = "61.07.01.1001"


@pytest.fixture
def as_operator(db):
    with acting_as(make_user(Role.OPERATOR_DESA, DESA).context):
        yield


def form_of(nomor, data=None):
    formulir = get_formulir(nomor, timezone.localdate())
    return KategoriForm(formulir, data, prefix=f"k{nomor}")


@pytest.mark.usefixtures("as_operator")
def test_kategori_form_every_category_draws_every_field():
    for nomor in range(1, 27):
        form = form_of(nomor)
        assert len(form.utama) + len(form.lainnya) == len(form.isian_list) > 0
        assert form.list_unexplained() == []


@pytest.mark.usefixtures("as_operator")
def test_kategori_form_answers_come_by_field_id_as_plain_values():
    form = form_of(1, {"k1-berat_badan": "12,5", "k1-bentuk_penelantaran": [], "k1-ada_akta": "ya"})
    assert form.is_valid(), form.errors
    by_kode = {isian.pk: isian.kode for isian in form.isian_list}
    answers = {by_kode[pk]: values for pk, values in form.answers().items()}
    assert answers == {"berat_badan": ("12.5",), "ada_akta": ("ya",)}


@pytest.mark.usefixtures("as_operator")
def test_kategori_form_answer_whose_condition_is_no_is_not_stored():
    data = {"k1-ada_akta": "tidak", "k1-no_akta": "6107-LT-1"}
    form = form_of(1, data)
    assert form.is_valid()
    assert "6107-LT-1" not in str(form.answers())


@pytest.mark.usefixtures("as_operator")
def test_kategori_form_trigger_answer_does_not_count_as_complete():
    form = form_of(20, {"k20-masalah_migran": ["perdagangan_orang"]})
    assert form.is_valid(), form.errors
    assert "perdagangan_orang" in str(form.answers())
    assert form.jawaban_terlihat()["masalah_migran"] == ()


@pytest.mark.usefixtures("as_operator")
@pytest.mark.parametrize("nomor", [1, 4, 9, 20, 24])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text())
def test_kategori_form_any_text_anywhere_is_answered_in_words(nomor, text):
    data = {f"k{nomor}-{field.kode}": text for field in form_of(nomor).isian_list}
    form = form_of(nomor, data)
    for messages in form.errors.values():
        assert all(str(message) for message in messages)
