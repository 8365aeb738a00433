"""The page of health, the open pulse, and who may look at what."""

import re

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse, set_script_prefix

from balale.access.proxy import ProxyMiddleware
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db
PAGE = reverse("desk:kesehatan")


def test_page_of_health_names_what_is_wrong_and_how_to_mend_it(client):
    sign_in(client, make_user("admin_teknis"))
    page = client.get(PAGE).content.decode()
    assert "Pekerja latar tidak berjalan." in page
    assert "systemctl start balale-worker" in page
    assert "Dinding baris" in page


def test_page_of_health_names_no_person(client):
    make_user("operator_desa", "61.07.14.2004", nama="Yustina Rangkang")
    sign_in(client, make_user("admin_teknis", nama="Petrus Saban"))
    page = client.get(PAGE).content.decode()
    assert not re.search("yustina|rangkang|akun[0-9]+[.]uji", page, re.I)


def test_page_of_health_counts_accounts_that_never_signed_in(client):
    make_user("operator_desa", "61.07.14.2004")
    sign_in(client, make_user("admin_teknis"))
    page = " ".join(client.get(PAGE).content.decode().split())
    assert "Belum pernah masuk" in page


@pytest.mark.parametrize("role", ["operator_desa", "verifikator", "auditor", "kepala_dinas"])
def test_page_of_health_for_another_role_is_absent(client, role):
    area = "61.07.14.2004" if role == "operator_desa" else "61.07"
    sign_in(client, make_user(role, area))
    assert client.get(PAGE).status_code == 404


def test_pulse_says_one_word_to_anybody():
    answer = Client().get("/sehat/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.fixture
def gone(monkeypatch):
    """The database is away."""

    def fail():
        raise OperationalError("server 10 is gone")

    monkeypatch.setattr(connection, "cursor", fail)
    monkeypatch.setattr(connection, "close", lambda: None)


def test_pulse_without_a_database_is_503_and_tells_no_more(gone):
    answer = Client().get("/sehat/")
    assert (answer.status_code, answer.content) == (503, b"gangguan\n")


def test_pulse_without_a_database_below_the_prefix_of_training_is_503(gone, settings):
    settings.FORCE_SCRIPT_NAME = "/latihan"
    set_script_prefix("/latihan/")
    try:
        answer = Client().get("/sehat/")
    finally:
        set_script_prefix("/")
    assert (answer.status_code, answer.content) == (503, b"gangguan\n")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pulse_by_another_method_is_absent(method):
    assert getattr(Client(), method)("/sehat/").status_code == 404


@pytest.mark.parametrize(
    ("address", "told", "seen"),
    [
        ("127.0.0.1", "198.51.100.7", ("198.51.100.7", "https")),
        ("127.0.0.1", "203.0.113.5, 198.51.100.7", ("198.51.100.7", "https")),
        ("", "198.51.100.7", ("198.51.100.7", "https")),
        ("198.51.100.9", "127.0.0.1", ("198.51.100.9", None)),
        ("127.0.0.1", "", ("127.0.0.1", "https")),
        ("bukan alamat", "127.0.0.1", ("bukan alamat", None)),
    ],
)
def test_word_of_a_proxy_counts_only_from_this_machine(rf, address, told, seen):
    request = rf.get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_PROTO="https")
    request.META["HTTP_X_FORWARDED_FOR"] = told
    found = ProxyMiddleware(lambda r: (r.META["REMOTE_ADDR"], r.META.get("HTTP_X_FORWARDED_PROTO")))
    assert found(request) == seen
