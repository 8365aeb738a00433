"""What every answer carries: strict policy, no caching, no framing, no word of the machine."""

import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import FRASA, set_passphrase
from tests.site.crawl import crawl
from tests.site.test_access_matrix import ADDRESSES
from tests.site.world import World

WORLD_AREAS = ("own",)
WANTED = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LOOSE = ("unsafe-inline", "unsafe-eval", "http:", "https:", "data:", "*")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|href=\"javascript:", re.I)


@pytest.fixture(autouse=True)
def _unblocked(world, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def list_faults(answer) -> list[str]:
    """What is missing from an answer's headers, or loose in its policy."""
    faults = [
        f"{name}: {answer.get(name)}" for name, value in WANTED.items() if answer.get(name) != value
    ]
    policy = answer.get("Content-Security-Policy", "")
    faults += [word for word in LOOSE if word in policy.split()]
    faults += [
        name for name in ("Server", "X-Powered-By", "ETag", "Last-Modified") if name in answer
    ]
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy:
        faults.append(f"policy {policy!r}")
    return faults


@pytest.mark.parametrize(
    "name",
    ["operator_desa", "kepala_desa", "verifikator", "koordinator_kasus", "petugas_kasus",
     "kepala_dinas", "admin_teknis", "auditor", "anonim"],
)  # fmt: skip
def test_every_page_is_strict_and_has_nothing_inline(world: World, name):
    pages = crawl(world.client(name), limit=60)
    found = {url: list_faults(answer) for url, answer in pages.items()}
    assert {url: faults for url, faults in found.items() if faults} == {}
    inline = {
        url: INLINE.findall(answer.content.decode())
        for url, answer in pages.items()
        if answer.get("Content-Type") != "application/pdf"
    }
    assert {url: words for url, words in inline.items() if words} == {}


@pytest.mark.parametrize(
    ("method", "url"),
    [("get", "/tidak-ada/"), ("post", "/masuk/"), ("post", "/warga/cari/"), ("put", "/")],
)
def test_page_that_fails_is_as_strict_and_tells_nothing_of_the_machine(world, method, url):
    client = Client(enforce_csrf_checks=True)
    answer = getattr(client, method)(url)
    assert answer.status_code >= 400
    assert list_faults(answer) == []
    page = answer.content.decode()
    for word in ("Traceback", "django", "python", "balale/", "psycopg", settings.SECRET_KEY):
        assert word.casefold() not in page.casefold()


def test_server_error_tells_a_code_and_nothing_else(world, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("rahasia di dalam pesan galat")

    monkeypatch.setattr("balale.desk.views.help._list_topics", fail)
    client = world.client("operator_desa", raise_request_exception=False)
    answer = client.get("/bantuan/")
    assert answer.status_code == 500
    assert list_faults(answer) == []
    page = answer.content.decode()
    assert not [word for word in ("RuntimeError", "galat", "Traceback", "help.py") if word in page]


def test_session_cookie_is_for_the_server_alone(world):
    user = world.users["operator_desa"]
    set_passphrase(user)
    answer = Client().post("/masuk/", {"akun": user.username, "sandi": FRASA})
    for name in ("sesi", "alat"):
        cookie = answer.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")


def test_session_key_named_by_a_stranger_is_never_taken_up(world):
    client = Client()
    client.cookies["sesi"] = "a" * 32
    client.get("/masuk/")
    client.get("/")
    assert client.session.session_key != "a" * 32


def test_every_form_needs_its_token(world):
    """A page elsewhere can't send for somebody signed in."""
    clients = {name: world.client(name, enforce_csrf_checks=True) for name in world.users}
    doors = [
        (client, each.name, reverse(each.name, args=[uuid4()] * each.route.count("<")))
        for each in ADDRESSES
        for name, client in clients.items()
        if each.is_permitted(world.users[name], "POST")
    ]
    taken = [name for client, name, url in doors if client.post(url).status_code != 403]
    assert doors
    assert taken == []
