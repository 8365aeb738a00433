"""Signing in: the right words, the wrong ones, delays, the stop, the one-time code."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from balale.access import crypto
from balale.access.context import acting_as
from balale.access.rules.brake import describe_wait
from balale.access.services import accounts
from balale.kit.errors import DomainError
from tests.factories.accounts import (
    ADMIN,
    FRASA,
    give_role,
    issue_code,
    list_trail,
    make_user,
    set_passphrase,
)

BARU = "tiga ayam makan jagung di teras"
SUKA_MAJU = "61.07.14.2004"
pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    user = make_user("operator_desa", SUKA_MAJU, username="sukamaju.sungaibetung")
    set_passphrase(user)
    return user


def try_in(client, akun="sukamaju.sungaibetung", sandi="kalimat yang keliru sekali", **more):
    return client.post("/masuk/", {"akun": akun, "sandi": sandi, **more})


def activate(client, **changed):
    data = {"akun": "sukamaju.sungaibetung", "kode": "", "sandi": BARU, "sandi_lagi": BARU}
    return client.post("/aktivasi/", data | changed)


def fail(username, times, *, ago=timedelta()):
    """So many wrong sign-ins of an account, the last one `ago`."""
    key = f"akun:{crypto.keyed_digest(username)}"
    with connection.cursor() as cursor:
        for _ in range(times):
            cursor.execute("select balale_count_failure(%s, %s)", [key, timezone.now() - ago])


def test_sign_in_with_right_words_opens_home_under_a_new_session_key(client, operator):
    client.get("/masuk/")
    answer = try_in(client, akun="SukaMaju.SungaiBetung ", sandi=FRASA)
    first = client.cookies["sesi"].value
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    try_in(client, sandi=FRASA)
    assert client.cookies["sesi"].value != first


def test_sign_in_goes_on_to_the_page_asked_for_but_never_elsewhere(client, operator):
    answer = try_in(client, sandi=FRASA, next="/peran/")
    assert answer.headers["Location"] == "/peran/"
    for foreign in ("https://contoh.id/", "//contoh.id", "javascript:alert(1)"):
        assert try_in(client, sandi=FRASA, next=foreign).headers["Location"] == "/"


def test_sign_in_with_wrong_words_says_the_same_for_an_unknown_account(client, operator):
    known = try_in(client).content.decode()
    unknown = try_in(client, akun="tiada.siapa").content.decode()
    words = "Nama akun atau frasa sandi tidak cocok. Periksa, lalu coba lagi."
    assert words in known
    assert words in unknown
    assert "<title>LATIHAN · Galat: Masuk" in known
    assert 'value="sukamaju.sungaibetung"' in known


def test_failed_sign_in_leaves_a_trail_line_without_the_typed_name(client, operator):
    try_in(client, akun="rahasia.sekali")
    [line] = list_trail("account.sign_in_failed")
    assert "rahasia.sekali" not in str(vars(line))


def test_sign_in_after_five_failures_waits_as_long_as_it_says(client, operator):
    fail(operator.username, 5)
    answer = try_in(client, sandi=FRASA)
    assert answer.status_code == 200
    assert "Tunggu 15 detik, lalu coba lagi." in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_sign_in_after_the_wait_is_over_opens_again(client, operator):
    fail(operator.username, 6, ago=timedelta(minutes=1))
    assert try_in(client, sandi=FRASA).status_code == 302


def test_sign_in_after_a_hundred_failures_asks_for_a_new_code(client, operator):
    fail(operator.username, 100, ago=timedelta(days=2))
    answer = try_in(client, sandi=FRASA)
    assert "Minta kode baru ke kecamatan." in answer.content.decode()


def test_new_code_lifts_the_stop(client, operator):
    fail(operator.username, 100)
    code = issue_code(operator)
    accounts.activate(username=operator.username, code=code, passphrase=FRASA, now=timezone.now())
    assert try_in(client, sandi=FRASA).status_code == 302


def test_five_wrong_sign_ins_on_one_device_slow_every_account_there(client, operator):
    for number in range(5):
        try_in(client, akun=f"lain{number}.desa")
    assert "Tunggu" in try_in(client, sandi=FRASA).content.decode()


def test_sign_in_of_an_account_without_role_is_refused_in_words(client):
    with acting_as(ADMIN):
        user = accounts.create_user(username="tanpa.peran", nama="Martinus", by=ADMIN)
    set_passphrase(user)
    answer = try_in(client, akun="tanpa.peran", sandi=FRASA)
    assert "Akun ini belum diberi peran." in answer.content.decode()


def test_sign_in_of_a_locked_account_reads_like_wrong_words(client):
    user = make_user("operator_desa", SUKA_MAJU, is_active=False)
    set_passphrase(user)
    answer = try_in(client, akun=user.username, sandi=FRASA)
    assert "tidak cocok" in answer.content.decode()


@pytest.mark.parametrize(
    "text", ["\x00", "a" * 100_000, "<script>alert(1)</script>", "=1+1", "\u202e\ufffd", "  "]
)
def test_sign_in_with_hostile_text_is_answered_beside_the_field(client, text):
    answer = client.post("/masuk/", {"akun": text, "sandi": text, "titipan": text, "next": text})
    assert answer.status_code == 200
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 detik"), (14.2, "15 detik"), (60, "60 detik"), (61, "2 menit"), (900, "15 menit")],
)
def test_wait_is_rounded_up(seconds, words):
    assert describe_wait(seconds) == words


def test_sign_in_with_two_roles_asks_which_and_shows_it(client, operator):
    other = give_role(operator, "kepala_desa", SUKA_MAJU)
    answer = try_in(client, sandi=FRASA, next="/akun/")
    assert answer.headers["Location"] == "/peran/?next=%2Fakun%2F"
    page = client.get("/peran/").content.decode()
    assert page.count('type="radio"') == 2
    client.post("/peran/", {"peran": str(other.id)})
    who = client.get("/peran/").context["who"]
    assert (who.top, who.bottom) == ("Desa Suka Maju", "Kepala desa")
    assert [link.label for link in who.links] == ["Ganti peran"]
    assert list_trail("account.role_chosen")[0].fields == {"role": "kepala_desa"}


def test_chosen_role_of_somebody_else_is_refused(client, operator):
    stranger = make_user("verifikator", "61.07")
    try_in(client, sandi=FRASA)
    answer = client.post("/peran/", {"peran": str(stranger.context.assignment_id)})
    assert "tidak ada dalam daftar" in answer.content.decode()


def test_activation_takes_the_code_as_people_type_it(client, operator):
    code = issue_code(operator)
    typed = f" {code[:3].lower()} {code[3:].lower()} "
    answer = activate(client, kode=typed)
    assert answer.headers["Location"] == "/aktivasi/selesai/"
    assert "Masuk sekarang" in client.get("/aktivasi/selesai/").content.decode()
    assert try_in(client, sandi=BARU).status_code == 302
    assert "Kode tidak cocok" in activate(client, kode=typed).content.decode()


@pytest.mark.parametrize(
    ("kode", "words"),
    [
        ("KODE0-AAAAA", "Kode tidak memakai I, L, O, 0, atau 1."),
        ("abcde-fghj", "Kode harus 10 tanda. Baru 9 yang terisi."),
        ("ABCDEFGHJKMN", "Kode harus 10 tanda. Ada 12 yang terisi."),
        ("ABCDE-FGHJK", "Kode tidak cocok atau sudah lewat."),
        ("\u0661\u0662", "Kode tidak memakai"),
        ("\x00", "Ada tanda yang tidak dapat disimpan."),
    ],
)
def test_activation_with_a_wrong_code_says_what_to_do(client, operator, kode, words):
    page = activate(client, kode=kode).content.decode()
    assert words in page
    assert 'value="sukamaju.sungaibetung"' in page


def test_activation_for_an_unknown_account_reads_like_a_wrong_code(client, operator):
    code = issue_code(operator)
    page = activate(client, akun="bukan.siapa", kode=code).content.decode()
    assert "Kode tidak cocok atau sudah lewat." in page


def test_activation_with_unequal_phrases_takes_no_code(client, operator):
    code = issue_code(operator)
    page = activate(client, kode=code, sandi_lagi="lain sama sekali ini").content.decode()
    assert "Kedua frasa sandi belum sama." in page
    assert activate(client, kode=code).status_code == 302


def test_activation_after_five_wrong_codes_waits(client, operator):
    for _ in range(5):
        activate(client, kode="ABCDE-FGHJK")
    page = activate(client, kode=issue_code(operator)).content.decode()
    assert "Terlalu banyak percobaan." in page


def test_code_that_was_replaced_or_has_lapsed_opens_nothing(operator, client):
    old, new = issue_code(operator), issue_code(operator)
    assert "sudah lewat" in activate(client, kode=old).content.decode()
    later = timezone.now() + timedelta(days=14, minutes=1)
    with pytest.raises(DomainError):
        accounts.activate(username=operator.username, code=new, passphrase=BARU, now=later)
