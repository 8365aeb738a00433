"""The second signature on a refusal, as the head of office gives it."""

from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.access.queries.accounts import list_contexts
from balale.access.vault import Vault
from balale.audit.models import TrailLine
from balale.registry.models import Keputusan
from balale.registry.queries.usulan import get_dasar
from tests.factories.accounts import give_role, make_user, sign_in
from tests.factories.usulan import approve, fresh, give_back, make_usulan, propose_refusal

DESA = "61.07.03.2001"
BURUK = ["\x00", "a" * 100_000, "", "   "]
TUNGGU = ("menunggu_penolakan", "diajukan")

pytestmark = pytest.mark.django_db


@pytest.fixture
def usulan(operator, kades, verifikator):
    row = make_usulan(operator, nama="Theresia Anyap")
    approve(row, kades)
    propose_refusal(row, verifikator)
    return row


@pytest.fixture
def head(client, kepala_dinas):
    return sign_in(client, kepala_dinas)


def sent(usulan, user, **more):
    return {"kunci": str(uuid4()), "versi": str(get_dasar(fresh(usulan, user))), **more}


def act(usulan, name=""):
    return f"/verifikasi/penolakan/{usulan.pk}/{name}"


def status(usulan, user):
    row = fresh(usulan, user)
    return row.status, row.ppks.status


def test_refusal_of_the_office_waits_and_the_village_sees_it_as_before(
    client, operator, kades, verifikator
):
    row = make_usulan(operator, nama="Theresia Anyap")
    approve(row, kades)
    form = sent(row, verifikator, alasan="bukan_warga", catatan="Sudah pindah.")
    office = sign_in(client, verifikator)
    assert office.post(f"/verifikasi/{row.pk}/tolak/", form).status_code == 302
    assert status(row, verifikator) == TUNGGU
    page = sign_in(client, operator).get(f"/warga/{row.orang_id}/").content.decode()
    assert "Sudah pindah." not in page
    assert "tolak" not in page.lower()


def test_list_and_home_show_what_waits(head, usulan):
    assert "1 penolakan menunggu" in head.get("/").content.decode()
    assert "Theresia Anyap" in head.get("/verifikasi/penolakan/").content.decode()


def test_page_shows_reason_and_masked_nik(head, usulan, kepala_dinas):
    page = head.get(act(usulan)).content.decode()
    assert "Sudah pindah ke Kabupaten Sambas." in page
    assert "Lukas Nyangko" in page
    with acting_as(kepala_dinas.context):
        nik = Vault().get(fresh(usulan, kepala_dinas).orang, "nik")
    assert nik not in page.replace(" ", "")


def test_signed_refusal_is_refused_once_and_leaves_its_line(head, usulan, kepala_dinas):
    form = sent(usulan, kepala_dinas)
    answers = [head.post(act(usulan, "setuju/"), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert status(usulan, kepala_dinas) == ("ditolak", "ditolak")
    with acting_as(kepala_dinas.context):
        assert Keputusan.objects.filter(hasil="ditolak").count() == 1
        assert TrailLine.objects.filter(event="ppks.refused").count() == 1


def test_refusal_sent_back_comes_to_the_queue_with_words(head, usulan, kepala_dinas, verifikator):
    form = sent(usulan, kepala_dinas, catatan="Kunjungi dulu rumahnya.")
    assert head.post(act(usulan, "kembali/"), form).status_code == 302
    assert status(usulan, kepala_dinas) == ("menunggu_verifikasi", "diajukan")
    page = sign_in(head, verifikator).get(f"/verifikasi/{usulan.pk}/").content.decode()
    assert "Kunjungi dulu rumahnya." in page


@pytest.mark.parametrize("buruk", BURUK)
def test_bad_words_are_refused_beside_the_field(buruk, head, usulan, kepala_dinas):
    answer = head.post(act(usulan, "kembali/"), sent(usulan, kepala_dinas, catatan=buruk))
    assert answer.status_code == 200
    assert status(usulan, kepala_dinas) == TUNGGU


@pytest.mark.parametrize("missing", ["kunci", "versi"])
def test_signature_without_key_or_version_is_428(missing, head, usulan, kepala_dinas):
    form = sent(usulan, kepala_dinas)
    del form[missing]
    assert head.post(act(usulan, "setuju/"), form).status_code == 428
    assert status(usulan, kepala_dinas) == TUNGGU


def test_signature_on_an_old_version_is_409(head, usulan, kepala_dinas):
    form = sent(usulan, kepala_dinas) | {"versi": "1.1.1"}
    assert head.post(act(usulan, "setuju/"), form).status_code == 409
    assert status(usulan, kepala_dinas) == TUNGGU


def test_delegate_does_not_sign_his_own_refusal(client, usulan, verifikator):
    give_role(verifikator, "kepala_dinas", "61.07")
    roles = {context.role: context for context in list_contexts(verifikator)}
    verifikator.context = roles["kepala_dinas"]
    answer = sign_in(client, verifikator).post(act(usulan, "setuju/"), sent(usulan, verifikator))
    assert "Anda mengusulkan penolakan ini." in answer.content.decode()
    assert status(usulan, verifikator) == TUNGGU


def test_undo_lets_the_refusal_wait_again(head, usulan, kepala_dinas):
    head.post(act(usulan, "setuju/"), sent(usulan, kepala_dinas))
    with acting_as(kepala_dinas.context):
        pk = Keputusan.objects.get(hasil="ditolak").pk
    for _twice in range(2):
        assert head.post(f"/verifikasi/penolakan/{pk}/urungkan/").status_code == 302
    assert status(usulan, kepala_dinas) == TUNGGU


def test_proposal_never_to_be_refused_looks_absent(head, operator, kades, verifikator):
    row = make_usulan(operator)
    approve(row, kades)
    give_back(row, verifikator)
    assert head.get(act(row)).status_code == 404


@pytest.mark.parametrize("role", ["operator_desa", "kepala_desa", "verifikator"])
def test_other_roles_have_no_refusals(role, client, usulan):
    sign_in(client, make_user(role, "61.07" if role == "verifikator" else DESA))
    assert client.get("/verifikasi/penolakan/").status_code == 404
    assert client.post(act(usulan, "setuju/")).status_code == 404
