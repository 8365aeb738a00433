"""Villages followed up by admin and camat, and a code made anew by the kecamatan."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import Error, transaction
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import ActivationCode
from balale.access.rules.policy import POLICY, Role
from balale.access.services import accounts
from balale.access.session_rules import PROOF_KEY
from tests.factories.accounts import (
    FRASA,
    give_role,
    issue_code,
    list_trail,
    make_user,
    set_passphrase,
    sign_in,
)
from tests.factories.paper import list_sheets, read_pdf
from tests.factories.registry import make_ppks, make_rahasia

pytestmark = pytest.mark.django_db

DESA, TETANGGA, JAUH = "61.07.14.2004", "61.07.14.2001", "61.07.10.2003"
KODE = re.compile(r'class="kode num">([^<]+)<')


@pytest.fixture
def camat(client):
    user = make_user(Role.CAMAT, "61.07.14", nama="Darius Aloysius")
    sign_in(client, user)
    return user


@pytest.fixture
def operator():
    return make_user(Role.OPERATOR_DESA, DESA, nama="Martina Dayang", username="martina.uji")


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def row_of(page, desa):
    [row] = [part for part in page.split("<tr role") if f"{desa}<br>" in part]
    return row


def ask(client, user, **changed):
    data = {"kunci": str(uuid4()), "versi": "1"}
    return client.post(f"/akun/desa/{user.id}/kode/", data | changed)


def find_code(answer):
    found = KODE.search(text(answer))
    return found[1] if found else ""


def test_villages_when_camat_looks_then_own_kecamatan_with_what_each_lacks(client, camat, operator):
    make_user(Role.OPERATOR_DESA, JAUH, nama="Orang Jauh")
    page = text(client.get("/akun/desa/"))
    assert "Martina Dayang" in row_of(page, "Desa Suka Maju")
    assert "Operator belum pernah masuk" in row_of(page, "Desa Suka Maju")
    assert "Belum ada operator" in row_of(page, "Desa Cipta Karya")
    assert "Orang Jauh" not in page
    assert "Kecamatan Sungai Betung" in page


def test_village_when_signed_in_with_records_then_runs(client, camat, operator):
    set_passphrase(operator)
    make_ppks(by=operator, kategori=8)
    data = {"akun": operator.username, "sandi": FRASA}
    assert Client().post("/masuk/", data).status_code == 302
    row = row_of(text(client.get("/akun/desa/")), "Desa Suka Maju")
    assert "Berjalan" in row
    assert "Belum pernah masuk" not in row


def test_village_when_it_has_a_rahasia_case_alone_then_looks_as_if_it_had_none(
    client, camat, operator
):
    before = row_of(text(client.get("/akun/desa/")), "Desa Suka Maju")
    make_rahasia(operator, nama="Sekuntum Rahayu")
    assert row_of(text(client.get("/akun/desa/")), "Desa Suka Maju") == before
    assert "Belum ada data" in before


def test_villages_when_admin_looks_then_all_of_them_in_few_queries(
    client, operator, django_assert_max_num_queries
):
    sign_in(client, make_user(Role.ADMIN_TEKNIS))
    with django_assert_max_num_queries(20):
        page = text(client.get("/akun/desa/"))
    assert page.count("<tr role") == 125
    assert "124 desa" in page
    assert "Kode baru" not in page
    narrowed = text(client.get("/akun/desa/?kecamatan=61.07.14&kurang=belum_masuk"))
    assert narrowed.count("<tr role") == 2


@pytest.mark.parametrize(
    "query", ["?kurang=x", "?kecamatan=9' or 1", "?kurang=%00&kecamatan=61.07"]
)
def test_villages_when_filter_makes_no_sense_then_narrows_nothing(client, camat, query):
    assert "Desa Suka Maju" in text(client.get(f"/akun/desa/{query}"))


@pytest.mark.parametrize(("kertas", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_villages_when_printed_then_on_the_sheet_with_pages_and_noted(
    client, operator, kertas, size
):
    sign_in(client, make_user(Role.ADMIN_TEKNIS))
    answer = client.get(f"/akun/desa/cetak/?kertas={kertas}")
    words = read_pdf(answer.content)
    assert set(list_sheets(answer.content)) == {size}
    assert "Martina Dayang" in words
    assert "Halaman 2 dari" in words
    assert list_trail("document.printed")[-1].fields["jumlah"] == 124


def test_code_when_camat_makes_one_then_works_and_ends_old_code_and_sessions(
    client, camat, operator
):
    old = issue_code(operator)
    phone = sign_in(Client(), operator)
    code = find_code(ask(client, operator))
    assert code
    assert phone.get("/").status_code == 200
    data = {"akun": operator.username, "sandi": FRASA, "sandi_lagi": FRASA}
    assert Client().post("/aktivasi/", data | {"kode": old}).status_code == 200
    assert Client().post("/aktivasi/", data | {"kode": code}).status_code == 302
    assert phone.get("/").status_code == 302
    [line] = list_trail("account.code_reissued")
    assert (line.user_id, line.object_id) == (camat.id, operator.id)
    assert code not in str(line.fields)


def test_code_when_made_by_the_camat_then_admin_sees_who(client, camat, operator):
    ask(client, operator)
    desk = sign_in(Client(), make_user(Role.ADMIN_TEKNIS))
    assert "oleh Darius Aloysius." in text(desk.get(f"/akun/{operator.id}/"))


def test_code_when_form_is_sent_twice_then_made_once_and_hidden(client, camat, operator):
    kunci = str(uuid4())
    first, second = ask(client, operator, kunci=kunci), ask(client, operator, kunci=kunci)
    assert find_code(first)
    assert not find_code(second)
    assert "Kode tidak ditampilkan lagi" in text(second)


def test_code_when_proof_is_old_then_own_passphrase_is_asked(client, camat, operator):
    set_passphrase(camat)
    session = client.session
    session[PROOF_KEY] = 0
    session.save()
    assert not find_code(ask(client, operator))
    assert "Frasa sandi tidak cocok" in text(ask(client, operator, bukti="kalimat yang lain lagi"))
    assert find_code(ask(client, operator, bukti=FRASA))


@pytest.mark.parametrize(
    ("changed", "status"), [({"versi": ""}, 428), ({"kunci": ""}, 428), ({"versi": "9"}, 409)]
)
def test_code_when_key_or_version_is_wrong_then_refused(client, camat, operator, changed, status):
    assert ask(client, operator, **changed).status_code == status


def test_code_when_account_is_elsewhere_or_more_then_not_found(client, camat, operator):
    far = make_user(Role.OPERATOR_DESA, JAUH)
    tksk = make_user(Role.TKSK, "61.07.14")
    other = make_user(Role.OPERATOR_DESA, TETANGGA)
    give_role(other, Role.PETUGAS_KASUS, "61.07", "pppa")
    both = make_user(Role.OPERATOR_DESA, TETANGGA)
    give_role(both, Role.KEPALA_DESA, JAUH)
    for user in (far, tksk, other, both, camat):
        assert client.get(f"/akun/desa/{user.id}/kode/").status_code == 404
        assert ask(client, user).status_code == 404
        with acting_as(camat.context), pytest.raises(Error), transaction.atomic():
            accounts.issue_code(user=user, by=camat, now=timezone.now())


def test_code_when_account_is_locked_then_not_found(client, camat):
    locked = make_user(Role.OPERATOR_DESA, DESA, is_active=False)
    assert client.get(f"/akun/desa/{locked.id}/kode/").status_code == 404
    assert ask(client, locked).status_code == 404


@pytest.mark.parametrize(
    "role", [role for role in POLICY if role not in {Role.CAMAT, Role.ADMIN_TEKNIS}]
)
def test_village_accounts_do_not_exist_for_other_roles(role, operator):
    client = sign_in(Client(), make_user(role, "61.07.14"))
    for path in ("/akun/desa/", "/akun/desa/cetak/", f"/akun/desa/{operator.id}/kode/"):
        assert client.get(path).status_code == 404
    assert ask(client, operator).status_code == 404


def test_code_does_not_exist_for_the_admin_here(operator):
    client = sign_in(Client(), make_user(Role.ADMIN_TEKNIS))
    assert ask(client, operator).status_code == 404
    with acting_as(operator.context):
        assert not ActivationCode.objects.exists()
