"""A code of an account that reaches rahasia: asked for by one person, released by another."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import ActivationCode, Assignment, CodeRequest
from balale.access.queries.accounts import get_sign_in_record, list_contexts
from balale.access.rules.policy import Role
from balale.access.services import accounts
from balale.access.session_rules import PROOF_KEY
from tests.factories.accounts import (
    ADMIN,
    FRASA,
    give_role,
    issue_code,
    list_trail,
    make_user,
    set_passphrase,
    sign_in,
)

pytestmark = pytest.mark.django_db
KAB = "61.07"


@pytest.fixture
def admin():
    return make_user(Role.ADMIN_TEKNIS, nama="Yulia Mayang")


@pytest.fixture
def kepala():
    return make_user(Role.KEPALA_DINAS, KAB, nama="Agustinus Rangkap")


@pytest.fixture
def koordinator():
    return make_user(Role.KOORDINATOR_KASUS, KAB, "pppa", nama="Maria Selvi")


def read(query):
    with acting_as(ADMIN):
        return query()


def text(answer):
    return unescape(answer.content.decode()).replace("\xa0", " ")


def find_code(answer):
    found = re.search(r'class="kode num">([^<]+)<', text(answer))
    return found[1] if found else ""


def ask(admin, user, versi="1"):
    """The admin's button on the account's page."""
    data = {"kunci": str(uuid4()), "versi": versi}
    return sign_in(Client(), admin).post(f"/akun/{user.id}/kode/", data)


def get_request(user):
    return read(lambda: CodeRequest.objects.filter(user=user).latest("diminta_pada"))


def decide(who, asked, step="lepas", **changed):
    data = {"kunci": str(uuid4()), "versi": "1", "alasan": "Pemakai tidak memintanya."}
    return sign_in(Client(), who).post(f"/kode/{asked.id}/{step}/", data | changed)


def activate(user, code):
    data = {"akun": user.username, "kode": code, "sandi": FRASA, "sandi_lagi": FRASA}
    return Client().post("/aktivasi/", data)


@pytest.mark.parametrize(
    ("role", "unit"),
    [(Role.KOORDINATOR_KASUS, "pppa"), (Role.PETUGAS_KASUS, "resos"), (Role.KEPALA_DINAS, "")],
)
def test_admin_asks_and_sees_no_code_of_an_account_that_reaches_rahasia(admin, role, unit):
    user = make_user(role, KAB, unit)
    answer = ask(admin, user)
    assert answer.status_code == 302
    assert not read(lambda: ActivationCode.objects.filter(user=user).exists())
    page = text(sign_in(Client(), admin).get(f"/akun/{user.id}/"))
    assert "masih menunggu" in page
    assert "Minta kode baru" in page
    assert [line.object_id for line in list_trail("account.code_requested")] == [user.id]


def test_new_account_of_a_koordinator_waits_for_the_kepala_dinas(admin, kepala):
    data = {"kunci": str(uuid4()), "nama": "Maria Selvi", "peran": "koordinator_kasus",
            "wilayah": "", "unit": "pppa", "akun": ""}  # fmt: skip
    client = sign_in(Client(), admin)
    for _ in range(2):
        answer = client.post("/akun/baru/", data, follow=True)
        assert "Kode sudah diminta. Kepala dinas yang melepasnya." in text(answer)
    assert len(list_trail("account.code_requested")) == 1
    home = text(sign_in(Client(), kepala).get("/kode/"))
    assert "Maria Selvi" in home
    assert "Koordinator kasus" in home
    assert 'class="count">1<' in home


def test_released_code_is_shown_once_to_the_kepala_dinas_and_works(admin, kepala, koordinator):
    ask(admin, koordinator)
    asked, kunci = get_request(koordinator), str(uuid4())
    first, second = (decide(kepala, asked, kunci=kunci) for _ in range(2))
    assert activate(koordinator, find_code(first)).status_code == 302
    assert "Kode tidak ditampilkan lagi" in text(second)
    assert [line.user_id for line in list_trail("account.code_released")] == [kepala.id]
    assert "Tidak ada permintaan" in text(sign_in(Client(), kepala).get("/kode/"))


def test_holder_is_told_of_the_code_at_the_next_sign_in_only(admin, kepala, koordinator):
    set_passphrase(koordinator)
    ask(admin, koordinator)
    decide(kepala, get_request(koordinator))
    words = r"Kode aktivasi akun ini dibuat pada \S+ \S+ WIB atas permintaan Yulia Mayang\."
    pages = []
    for _ in range(2):
        data = {"akun": koordinator.username, "sandi": FRASA}
        pages.append(text(Client().post("/masuk/", data, follow=True)))
    assert [bool(re.search(words, page)) for page in pages] == [True, False]


def test_refused_request_gives_no_code_and_tells_the_admin_why(admin, kepala, koordinator):
    ask(admin, koordinator)
    asked = get_request(koordinator)
    assert decide(kepala, asked, "tolak").status_code == 302
    assert decide(kepala, asked, "lepas", versi="2").status_code == 409
    assert not read(lambda: ActivationCode.objects.exists())
    page = text(sign_in(Client(), admin).get(f"/akun/{koordinator.id}/"))
    assert "Alasan: Pemakai tidak memintanya." in page
    assert list_trail("account.code_refused")[0].reason == "Pemakai tidak memintanya."
    assert "Pemakai tidak memintanya." not in text(sign_in(Client(), kepala).get("/kode/"))


@pytest.mark.parametrize("alasan", ["", "\x00", "a" * 100_000])
def test_refusal_without_fit_reason_is_asked_again(admin, kepala, koordinator, alasan):
    ask(admin, koordinator)
    asked = get_request(koordinator)
    assert decide(kepala, asked, "tolak", alasan=alasan).status_code == 200
    assert get_request(koordinator).status == "menunggu"


@pytest.mark.parametrize(("changed", "status"), [({"versi": ""}, 428), ({"kunci": ""}, 428),
                                                 ({"versi": "7"}, 409)])  # fmt: skip
@pytest.mark.parametrize("step", ["lepas", "tolak"])
def test_decision_without_key_or_on_another_version_is_refused(
    admin, kepala, koordinator, step, changed, status
):
    ask(admin, koordinator)
    asked = get_request(koordinator)
    assert decide(kepala, asked, step, **changed).status_code == status
    assert get_request(koordinator).status == "menunggu"


def test_second_request_while_one_waits_is_refused(admin, koordinator):
    ask(admin, koordinator)
    ask(admin, koordinator, versi="2")
    assert len(list_trail("account.code_requested")) == 1


def test_code_of_a_kepala_dinas_is_released_by_a_koordinator_alone(admin, kepala, koordinator):
    ask(admin, kepala)
    asked = get_request(kepala)
    other = make_user(Role.KEPALA_DINAS, KAB)
    assert decide(kepala, asked).status_code == 404
    assert decide(other, asked).status_code == 404
    assert find_code(decide(koordinator, asked))


@pytest.mark.parametrize("role", [role for role in Role if role not in
                                  {Role.KEPALA_DINAS, Role.SISTEM}])  # fmt: skip
def test_request_does_not_exist_for_others(admin, role):
    user = make_user(Role.PETUGAS_KASUS, KAB, "pppa")
    ask(admin, user)
    asked = get_request(user)
    stranger = make_user(role, KAB, "pppa")
    assert sign_in(Client(), stranger).get(f"/kode/{asked.id}/").status_code == 404
    assert decide(stranger, asked).status_code == 404
    assert decide(stranger, asked, "tolak").status_code == 404


def test_admin_who_is_kepala_dinas_too_releases_not_what_he_asked_for(admin, koordinator):
    ask(admin, koordinator)
    asked = get_request(koordinator)
    give_role(admin, Role.KEPALA_DINAS, KAB)
    admin.context = next(c for c in list_contexts(admin) if c.role == Role.KEPALA_DINAS)
    assert decide(admin, asked).status_code == 404


def test_release_with_an_old_proof_asks_for_the_passphrase(admin, kepala, koordinator):
    ask(admin, koordinator)
    set_passphrase(kepala)
    client = sign_in(Client(), kepala)
    session = client.session
    session[PROOF_KEY] = 0
    session.save()
    data = {"kunci": str(uuid4()), "versi": "1"}
    address = f"/kode/{get_request(koordinator).id}/lepas/"
    assert "Isi frasa sandi Anda." in text(client.post(address, data))
    assert find_code(client.post(address, data | {"kode-bukti": FRASA}))


def test_locked_account_is_released_no_code(admin, kepala, koordinator):
    ask(admin, koordinator)
    with acting_as(admin.context):
        accounts.set_active(user=koordinator, is_active=False, by=admin)
    assert "Akun ini terkunci." in text(decide(kepala, get_request(koordinator)))
    assert not list_trail("account.code_released")


def test_database_lets_no_admin_make_the_code_himself(admin, koordinator):
    with pytest.raises(ProgrammingError), acting_as(admin.context), transaction.atomic():
        accounts.issue_code(user=koordinator, by=admin, now=timezone.now())


def test_database_lets_the_kepala_dinas_make_no_code_unasked(kepala, koordinator):
    with pytest.raises(ProgrammingError), acting_as(kepala.context), transaction.atomic():
        accounts.issue_code(user=koordinator, by=kepala, now=timezone.now())


def test_role_that_reaches_rahasia_ends_a_passphrase_and_code_from_before(admin):
    """Else the admin activates an ordinary account and then gives it the role."""
    user = make_user(Role.VERIFIKATOR, KAB)
    set_passphrase(user)
    code = issue_code(user)
    data = {"kunci": str(uuid4()), "versi": "1", "peran": "petugas_kasus", "wilayah": "",
            "unit": "pppa"}  # fmt: skip
    assert sign_in(Client(), admin).post(f"/akun/{user.id}/peran/", data).status_code == 302
    assert not get_sign_in_record(user.username).password
    assert "Kode tidak cocok atau sudah lewat." in text(activate(user, code))
    assert get_request(user).status == "menunggu"


def test_role_ended_and_given_again_ends_a_passphrase_made_between(admin, koordinator):
    today = timezone.localdate()
    with acting_as(admin.context):
        role = Assignment.objects.select_related("user").get(user=koordinator)
        accounts.end_role(assignment=role, on=today, by=admin)
    activate(koordinator, issue_code(koordinator))
    assert get_sign_in_record(koordinator.username).password
    with acting_as(admin.context):
        Assignment.objects.filter(pk=role.pk).update(sampai=today + timedelta(days=30))
    assert not get_sign_in_record(koordinator.username).password


def test_second_role_of_someone_who_reaches_rahasia_keeps_the_passphrase(koordinator):
    set_passphrase(koordinator)
    give_role(koordinator, Role.KOORDINATOR_KASUS, KAB, "resos")
    assert get_sign_in_record(koordinator.username).password
