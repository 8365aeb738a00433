"""Accounts, as the admin teknis works with them."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import ActivationCode, Assignment, User
from balale.access.queries.directory import PAGE_SIZE, AccountSearch, list_accounts
from balale.access.rules.policy import POLICY, Role
from balale.access.session_rules import PROOF_KEY
from balale.wilayah.queries import list_desa
from tests.factories.accounts import (
    ADMIN,
    FRASA,
    list_trail,
    make_user,
    set_passphrase,
    sign_in,
)

SUKA_MAJU = "61.07.14.2004"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = make_user(Role.ADMIN_TEKNIS, nama="Yulia Mayang", username="yulia.mayang")
    sign_in(client, user)
    return user


@pytest.fixture
def operator():
    return make_user(Role.OPERATOR_DESA, SUKA_MAJU, nama="Lukas Dungkung")


def new(client, **changed):
    data = {
        "kunci": str(uuid4()),
        "nama": "Maria Selvi",
        "peran": "operator_desa",
        "wilayah": SUKA_MAJU,
        "unit": "",
        "akun": "",
    }
    return client.post("/akun/baru/", data | changed)


def change(client, user, action, **changed):
    data = {"kunci": str(uuid4()), "versi": "1"}
    return client.post(f"/akun/{user.id}/{action}/", data | changed)


def read(query):
    with acting_as(ADMIN):
        return query()


def text(answer):
    return unescape(answer.content.decode())


def find_code(answer):
    found = re.search(r'class="kode num">([^<]+)<', text(answer))
    return found[1] if found else ""


def test_new_account_of_an_operator_is_named_after_the_desa(client, admin):
    answer = new(client)
    assert "sukamaju.sungaibetung" in text(answer)
    assert re.fullmatch(r"[A-Z2-9]{5}-[A-Z2-9]{5}", find_code(answer))
    user = read(lambda: User.objects.get(username="sukamaju.sungaibetung"))
    held = read(lambda: Assignment.objects.get(user=user))
    assert (held.role, held.wilayah_kode, held.unit) == ("operator_desa", SUKA_MAJU, "")
    assert [line.user_id for line in list_trail("account.created")] == [admin.id]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"peran": "kepala_desa"}, "kades.sukamaju.sungaibetung"),
        ({"peran": "verifikator", "wilayah": ""}, "maria.selvi"),
        ({"wilayah": "61.07.10.2003"}, "sukamaju."),
        ({"akun": "Maria.Selvi "}, "maria.selvi"),
        ({"peran": "verifikator", "wilayah": "", "nama": "Di"}, "akun.di"),
    ],
)
def test_new_account_is_given_a_name_that_fits(client, admin, changed, name):
    assert name in text(new(client, **changed))


def test_second_account_of_a_desa_gets_a_free_name(client, admin):
    new(client)
    assert "sukamaju.sungaibetung.2" in text(new(client))


def test_same_new_account_form_sent_twice_makes_one_and_hides_the_code(client, admin):
    kunci = str(uuid4())
    first, second = new(client, kunci=kunci), new(client, kunci=kunci)
    assert find_code(first)
    assert not find_code(second)
    assert "Kode tidak ditampilkan lagi" in text(second)
    assert read(lambda: User.objects.filter(nama="Maria Selvi").count()) == 1


def test_new_account_with_a_name_in_use_is_refused_beside_the_field(client, admin, operator):
    answer = new(client, akun=operator.username)
    assert "Nama akun ini sudah dipakai. Pilih yang lain." in text(answer)
    assert 'value="Maria Selvi"' in text(answer)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"wilayah": ""}, "Pilih desa atau kelurahan untuk peran Operator desa."),
        ({"wilayah": "61.07"}, "Pilihan ini tidak ada dalam daftar."),
        ({"wilayah": "61.07.99.2001"}, "Pilihan ini tidak ada dalam daftar."),
        ({"peran": "verifikator"}, "tidak terikat satu desa"),
        ({"peran": "petugas_kasus", "wilayah": ""}, "Pilih bidang untuk peran Petugas kasus."),
        ({"unit": "pppa"}, "tidak memakai bidang"),
        ({"peran": "sistem"}, "Pilihan ini tidak ada dalam daftar."),
        ({"peran": "lembaga_psks"}, "Pilihan ini tidak ada dalam daftar."),
        ({"nama": ""}, "Isi nama orang."),
        ({"nama": "a" * 100_000}, "Terlalu panjang: 100.000 huruf."),
        ({"nama": "\x00"}, "Ada tanda yang tidak dapat disimpan."),
        ({"akun": "a b"}, "Nama akun hanya huruf kecil"),
    ],
)
def test_new_account_that_does_not_fit_is_refused_in_words(client, admin, changed, words):
    assert words in text(new(client, **changed))
    assert read(lambda: User.objects.count()) == 1


def test_new_account_without_key_is_refused(client, admin):
    assert new(client, kunci="").status_code == 428
    assert read(lambda: User.objects.count()) == 1


def test_change_without_version_is_refused_and_recorded(client, admin, operator):
    assert change(client, operator, "kunci", versi="").status_code == 428
    assert read(lambda: User.objects.get(pk=operator.pk).is_active)
    assert list_trail("access.refused")[0].fields["status"] == 428


def test_change_on_an_old_version_is_refused(client, admin, operator):
    assert change(client, operator, "kunci").status_code == 302
    assert change(client, operator, "buka").status_code == 409
    assert change(client, operator, "buka", versi="2").status_code == 302
    assert read(lambda: User.objects.get(pk=operator.pk).versi) == 3


def test_locked_account_is_out_and_shown_as_locked(client, admin, operator):
    phone = sign_in(Client(), operator)
    change(client, operator, "kunci")
    assert phone.get("/peran/").status_code == 302
    assert "Terkunci" in text(client.get(f"/akun/{operator.id}/"))
    assert len(list_trail("account.locked")) == 1


def test_locked_account_gets_no_code(client, admin, operator):
    change(client, operator, "kunci")
    change(client, operator, "kode", versi="2")
    assert not read(lambda: ActivationCode.objects.exists())


def test_same_change_sent_twice_changes_once(client, admin, operator):
    kunci = str(uuid4())
    for _ in range(2):
        assert change(client, operator, "kunci", kunci=kunci).status_code == 302
    assert len(list_trail("account.locked")) == 1


def test_role_is_given_once_and_ended(client, admin, operator):
    given = {"peran": "kepala_desa", "wilayah": SUKA_MAJU, "unit": ""}
    assert change(client, operator, "peran", **given).status_code == 302
    again = change(client, operator, "peran", versi="2", **given)
    assert "Akun ini sudah punya peran itu di sana." in text(again)
    role = read(lambda: Assignment.objects.get(user=operator, role="kepala_desa"))
    change(client, operator, f"peran/{role.id}/akhiri", versi="2")
    page = text(client.get(f"/akun/{operator.id}/"))
    assert page.index("Peran lain") < page.index("Kepala desa<")
    assert len(list_trail("account.role_ended")) == 1


def test_role_of_another_account_is_not_ended_through_this_one(client, admin, operator):
    role = operator.context.assignment_id
    stranger = make_user(Role.VERIFIKATOR, "61.07")
    assert change(client, stranger, f"peran/{role}/akhiri").status_code == 404


@pytest.mark.parametrize("action", ["kunci", "peran", "kode"])
def test_admin_changes_not_the_own_account(client, admin, action):
    given = {"peran": "verifikator", "wilayah": "", "unit": ""}
    change(client, admin, action, **given)
    assert read(lambda: User.objects.get(pk=admin.pk).versi) == 1
    assert read(lambda: Assignment.objects.filter(user=admin).count()) == 1
    assert "Ini akun Anda sendiri." in text(client.get(f"/akun/{admin.id}/"))


def test_new_code_is_shown_once_with_its_last_day(client, admin, operator):
    answer = change(client, operator, "kode")
    assert find_code(answer)
    page = text(client.get(f"/akun/{operator.id}/"))
    assert find_code(answer) not in page
    assert "Kode berlaku sampai" in page
    lapsed = timezone.now() - timedelta(days=1)
    read(lambda: ActivationCode.objects.update(berlaku_sampai=lapsed))
    assert "Kode sudah lewat" in text(client.get(f"/akun/{operator.id}/"))


def test_state_follows_passphrase_and_sign_in(client, admin, operator):
    assert "Belum pernah masuk" in text(client.get(f"/akun/{operator.id}/"))
    set_passphrase(operator)
    assert "Frasa sandi dibuat" in text(client.get(f"/akun/{operator.id}/"))
    Client().post("/masuk/", {"akun": operator.username, "sandi": FRASA})
    assert "Terakhir masuk" in text(client.get(f"/akun/{operator.id}/"))


def test_role_or_code_with_an_old_proof_asks_for_the_passphrase(client, admin, operator):
    set_passphrase(admin)
    session = client.session
    session[PROOF_KEY] = 0
    session.save()
    assert "Isi frasa sandi Anda." in text(change(client, operator, "kode"))
    wrong = change(client, operator, "kode", **{"kode-bukti": "keliru"})
    assert "Frasa sandi tidak cocok." in text(wrong)
    assert find_code(change(client, operator, "kode", **{"kode-bukti": FRASA}))
    assert len(list_trail("account.proof_failed")) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=Dungkung", True),
        ("q=SUKA+MAJU", True),
        ("q=sungai+betung", True),
        ("q=operator", True),
        ("q=sebalo", False),
        ("peran=operator_desa", True),
        ("peran=verifikator", False),
        ("q=%00", True),
        ("q=%25", False),
        ("peran=apa&sesudah=x", True),
        ("sesudah=00000000-0000-4000-8000-000000000000", True),
    ],
)
def test_list_finds_by_name_area_and_role(client, admin, operator, query, found):
    answer = client.get(f"/akun/?{query}")
    assert answer.status_code == 200
    assert ("Lukas Dungkung" in text(answer)) is found


@pytest.mark.parametrize(
    ("keadaan", "names"),
    [
        ("belum_aktif", {"Lukas Dungkung"}),
        ("terkunci", {"Terkunci Satu"}),
        ("apa", {"Lukas Dungkung", "Terkunci Satu", "Sudah Aktif"}),
    ],
)
def test_list_narrowed_to_a_state_shows_what_the_home_counted(
    client, admin, operator, keadaan, names
):
    set_passphrase(admin)
    set_passphrase(make_user(Role.VERIFIKATOR, nama="Sudah Aktif"))
    change(client, make_user(Role.VERIFIKATOR, nama="Terkunci Satu"), "kunci")
    page = text(client.get(f"/akun/?keadaan={keadaan}"))
    assert {n for n in ("Lukas Dungkung", "Terkunci Satu", "Sudah Aktif") if n in page} == names
    assert client.get("/").content.decode().count('<span class="n">1 <small>akun') == 2


def test_list_pages_forward_and_back_over_every_account(client, admin):
    for number, desa in enumerate(list(read(lambda: list(list_desa())))):
        make_user(Role.OPERATOR_DESA, desa.kode, nama=f"Operator {number % 40}")
    now = timezone.now()
    look = lambda **edge: read(  # noqa: E731
        lambda: list_accounts(AccountSearch(**edge), on=timezone.localdate(), now=now)
    )
    first = look()
    second = look(after=first.after)
    third = look(after=second.after)
    assert [len(p.rows) for p in (first, second, third)] == [PAGE_SIZE, PAGE_SIZE, 25]
    assert len({row.id for p in (first, second, third) for row in p.rows}) == first.total == 125
    assert (first.before, third.after) == (None, None)
    assert look(before=third.before) == second
    assert look(before=second.before) == first


def test_list_costs_the_same_for_one_account_and_for_fifty(
    client, admin, django_assert_max_num_queries
):
    for _ in range(PAGE_SIZE):
        make_user(Role.OPERATOR_DESA, SUKA_MAJU)
    with django_assert_max_num_queries(24):
        client.get("/akun/")


@pytest.mark.parametrize("role", [role for role in POLICY if role is not Role.ADMIN_TEKNIS])
def test_accounts_do_not_exist_for_other_roles(role, operator):
    client = sign_in(Client(), make_user(role, "61.07"))
    for path in ("/akun/", "/akun/baru/", f"/akun/{operator.id}/"):
        assert client.get(path).status_code == 404
    assert change(client, operator, "kunci").status_code == 404


def test_unknown_account_is_not_found(client, admin):
    assert client.get(f"/akun/{uuid4()}/").status_code == 404
    assert client.post(f"/akun/{uuid4()}/kunci/", {"kunci": str(uuid4())}).status_code == 404
