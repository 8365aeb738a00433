"""Sessions: how long they last, what ends them, and words typed after the end."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from balale.access import gate, session_rules
from balale.access.context import acting_as
from balale.access.models import User
from balale.access.rules.policy import POLICY, Role
from balale.access.services import accounts
from balale.access.session_store import IDLE_SECONDS, SessionStore
from tests.factories.accounts import (
    FRASA,
    give_role,
    issue_code,
    list_trail,
    make_user,
    set_passphrase,
    sign_in,
)

SUKA_MAJU = "61.07.14.2004"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def admin(client):
    user = make_user(Role.ADMIN_TEKNIS, nama="Yulia Mayang", username="yulia.mayang")
    set_passphrase(user)
    sign_in(client, user)
    return user


@pytest.fixture
def operator():
    return make_user(Role.OPERATOR_DESA, SUKA_MAJU)


def end_session(client):
    """As if the device lay untouched too long; only the server knows it is over."""
    session = client.session
    session[IDLE_SECONDS] = 0
    session.save()


def hidden_fields(page):
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()
    )
    return {name: unescape(value) for name, value in found}


def is_in(client):
    return client.get("/peran/").status_code == 200


def act(admin, change):
    with acting_as(admin.context):
        change()


def new_account_form(client):
    page = client.get("/akun/baru/")
    typed = {"nama": 'Lukas "Uka" Dungkung', "peran": "verifikator", "wilayah": "", "unit": ""}
    return hidden_fields(page) | typed | {"akun": "lukas.dungkung"}


def test_page_after_the_idle_time_asks_to_sign_in_and_says_why(client, admin):
    assert is_in(client)
    end_session(client)
    answer = client.get("/akun/?q=suka")
    assert answer.headers["Location"] == "/masuk/?next=%2Fakun%2F%3Fq%3Dsuka&berakhir=1"
    assert "Sesi Anda berakhir" in client.get(answer.headers["Location"]).content.decode()


def test_page_never_signed_in_asks_to_sign_in_without_a_word_of_a_session(client):
    answer = client.get("/akun/")
    assert answer.headers["Location"] == "/masuk/?next=%2Fakun%2F"
    assert "Sesi Anda" not in client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("role", [Role.OPERATOR_DESA, Role.VERIFIKATOR])
def test_idle_time_follows_the_role(client, role):
    user = make_user(role, SUKA_MAJU if role is Role.OPERATOR_DESA else "61.07")
    set_passphrase(user)
    page = client.get("/masuk/")
    client.post("/masuk/", hidden_fields(page) | {"akun": user.username, "sandi": FRASA})
    assert client.session[IDLE_SECONDS] == POLICY[role].idle_minutes * 60
    assert POLICY[role].idle_minutes == (15 if role is Role.OPERATOR_DESA else 30)


def test_session_older_than_twelve_hours_ends_however_busy(client, settings, operator):
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    settings.SESSION_COOKIE_AGE = -60
    sign_in(client, operator)
    assert not is_in(client)


def test_sign_out_ends_the_session_and_is_recorded(client, admin):
    key = client.cookies["sesi"].value
    client.post("/keluar/", hidden_fields(client.get("/akun/baru/")))
    assert not is_in(client)
    assert not SessionStore(key).exists(key)
    assert [line.user_id for line in list_trail("account.sign_out")] == [admin.id]


def test_role_given_signs_out_everywhere(client, operator, admin):
    phone, laptop = sign_in(Client(), operator), sign_in(Client(), operator)
    act(admin, lambda: accounts.assign_role(
        user=operator, role=Role.KEPALA_DESA, wilayah_kode=SUKA_MAJU, unit="",
        on=timezone.localdate(), by=admin,
    ))  # fmt: skip
    assert not is_in(phone)
    assert not is_in(laptop)


def test_locked_account_is_out_at_once(client, operator, admin):
    phone = sign_in(Client(), operator)
    act(admin, lambda: accounts.set_active(user=operator, is_active=False, by=admin))
    assert not is_in(phone)


def test_new_passphrase_signs_out_everywhere(operator):
    phone = sign_in(Client(), operator)
    code = issue_code(operator)
    accounts.activate(username=operator.username, code=code, passphrase=FRASA, now=timezone.now())
    assert not is_in(phone)


def test_raised_epoch_alone_refuses_an_old_session(operator, admin):
    phone = sign_in(Client(), operator)
    act(admin, lambda: User.objects.filter(pk=operator.pk).update(epoch=7))
    assert not is_in(phone)


def test_role_whose_period_is_over_opens_nothing(operator, admin):
    phone = sign_in(Client(), operator)
    yesterday = timezone.localdate() - timedelta(days=1)
    act(admin, lambda: operator.assignments.update(
        mulai=yesterday - timedelta(days=1), sampai=yesterday
    ))  # fmt: skip
    assert phone.get("/peran/").status_code == 404


def test_form_sent_after_the_session_ended_is_stored_once_after_sign_in(client, admin):
    form = new_account_form(client)
    end_session(client)
    refused = client.post("/akun/baru/", form)
    assert refused.status_code == 401
    assert "Masuk lagi; isian tadi masih ada." in refused.content.decode()
    assert "Dungkung" not in refused.content.decode()

    wrong = client.post("/masuk/", hidden_fields(refused) | {"akun": admin.username, "sandi": "x"})
    entered = client.post(
        "/masuk/", hidden_fields(wrong) | {"akun": admin.username, "sandi": FRASA}
    )
    assert entered.headers["Location"] == "/masuk/lanjutkan/"
    page = client.get("/masuk/lanjutkan/")
    again = hidden_fields(page)
    assert again["nama"] == form["nama"]
    assert again["kunci"] == form["kunci"]
    assert 'action="/akun/baru/"' in page.content.decode()

    for _ in range(2):
        assert client.post("/akun/baru/", again).status_code == 200
    with acting_as(admin.context):
        assert User.objects.filter(nama=form["nama"]).count() == 1


def test_parcel_of_one_account_stays_shut_for_another(client, admin):
    other = make_user(Role.VERIFIKATOR, "61.07")
    set_passphrase(other)
    form = new_account_form(client)
    end_session(client)
    refused = client.post("/akun/baru/", form)
    answer = client.post(
        "/masuk/", hidden_fields(refused) | {"akun": other.username, "sandi": FRASA}
    )
    assert answer.headers["Location"] == "/"
    assert client.get("/masuk/lanjutkan/").headers["Location"] == "/"


def test_form_sent_by_nobody_keeps_nothing_and_says_so(client):
    form = hidden_fields(client.get("/masuk/"))
    answer = client.post("/akun/baru/", form | {"nama": "Siapa"})
    assert answer.status_code == 401
    assert "Anda belum masuk" in answer.content.decode()
    assert "titipan" not in answer.content.decode()


def test_parcel_holds_no_passphrase_code_or_token(client, admin):
    request = RequestFactory().post(
        "/akun/baru/?a=1", {"sandi": FRASA, "bukti": FRASA, "kode-bukti": FRASA, "nama": "A"}
    )
    request.COOKIES["sesi"] = client.cookies["sesi"].value
    kept = gate.unpack(gate.pack(request), str(admin.id))
    assert kept == gate.Parcel("/akun/baru/?a=1", [("nama", "A")])


@pytest.mark.parametrize("path", ["/bukan/kami/", "/lupa/", "//contoh.id/akun/baru/"])
def test_parcel_for_an_address_that_takes_no_form_is_dropped(client, admin, path):
    request = RequestFactory().post("/akun/baru/", {"nama": "A"})
    request.path = request.path_info = path
    request.COOKIES["sesi"] = client.cookies["sesi"].value
    assert gate.unpack(gate.pack(request), str(admin.id)) is None


@pytest.mark.parametrize("parcel", ["", "x", "é", "AAAA", "=" * 50])
def test_damaged_parcel_is_dropped(parcel):
    assert gate.unpack(parcel, str(uuid4())) is None


def test_proof_is_fresh_for_five_minutes(client, admin):
    request, now = RequestFactory().get("/"), timezone.now()
    request.session = client.session
    session_rules.mark_proof(request, now)
    assert session_rules.has_fresh_proof(request, now + timedelta(seconds=299))
    assert not session_rules.has_fresh_proof(request, now + timedelta(seconds=301))
    assert not session_rules.has_fresh_proof(request, now - timedelta(seconds=5))


def test_role_choice_changes_the_idle_time_and_the_header(client, operator):
    other = give_role(operator, Role.VERIFIKATOR, "61.07")
    sign_in(client, operator)
    page = client.get("/peran/")
    client.post("/peran/", hidden_fields(page) | {"peran": str(other.id)})
    assert client.session[IDLE_SECONDS] == 30 * 60
    who = client.get("/peran/").context["who"]
    assert (who.top, who.bottom) == ("Petrus Saban", "Verifikator DSP3A")


def test_form_left_in_another_tab_at_sign_out_is_offered_to_its_owner_again(client):
    user = make_user("operator_desa", "61.07.14.2004")
    sign_in(client, user)
    form = hidden_fields(client.get("/tambah/"))
    client.post("/keluar/", form)
    answer = client.post("/tambah/", form | {"nama": "Lopo"})
    assert answer.status_code == 401
    assert "isian tadi masih ada" in answer.content.decode()


def type_after_the_end(client, user, path, **fields):
    """A form sent once the session is over, then signed in again; the page that offers it."""
    token = {"csrfmiddlewaretoken": hidden_fields(client.get(path))["csrfmiddlewaretoken"]}
    end_session(client)
    refused = client.post(path, token | fields)
    sent = hidden_fields(refused) | {"akun": user.username, "sandi": FRASA}
    answer = client.post("/masuk/", sent)
    assert answer["Location"] == "/masuk/lanjutkan/"
    return client.get("/masuk/lanjutkan/")


def test_special_case_typed_after_the_end_is_offered_once_and_never_read_back(client, operator):
    set_passphrase(operator)
    sign_in(client, operator)
    page = type_after_the_end(client, operator, "/rahasia/", nama="Yustina Rangkang")
    assert "Yustina Rangkang" in page.content.decode()
    assert client.get("/masuk/lanjutkan/").status_code == 302
    assert gate.PARCEL_KEY not in client.session


def test_form_that_arrived_after_sign_in_is_offered_no_more(client, operator):
    set_passphrase(operator)
    sign_in(client, operator)
    form = {"draf": str(uuid4()), "langkah": "siapa", "aksi": "simpan", "nama": "Lusia Anyap"}
    page = type_after_the_end(client, operator, "/tambah/", **form)
    assert client.get("/masuk/lanjutkan/").status_code == 200
    assert client.post("/tambah/", hidden_fields(page)).status_code == 302
    assert client.get("/masuk/lanjutkan/").status_code == 302


@pytest.mark.parametrize(
    "target",
    ["//jahat.example", "\\\\jahat.example", "/\\jahat.example", "javascript:alert(1)", "jahat",
     "https://jahat.example/", "desk:warga", "http:///jahat.example", " //jahat.example", "\0/"],
)  # fmt: skip
def test_page_asked_for_that_is_no_path_of_ours_leads_home(client, admin, target):
    answer = client.get("/masuk/", {"next": target})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_form_too_long_to_be_sent_back_is_not_kept(client, operator):
    set_passphrase(operator)
    sign_in(client, operator)
    token = {"csrfmiddlewaretoken": hidden_fields(client.get("/tambah/"))["csrfmiddlewaretoken"]}
    end_session(client)
    page = client.post("/tambah/", token | {"nama": "A" * 4_000_000})
    assert (page.status_code, len(page.content) < 100_000) == (401, True)
    sent = hidden_fields(page) | {"akun": operator.username, "sandi": FRASA}
    assert client.post("/masuk/", sent)["Location"] == "/"
