"""Nothing that can be sent breaks the server: every address × method × hostile value.

Sent by an account that may open the page, to a row it sees, so that the words reach the form,
the service and the database.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from balale.access.rules.policy import POLICY
from tests.site.test_access_matrix import ADDRESSES, METHODS, Address
from tests.site.world import Thing, World

WORLD_AREAS = ("own",)
URLENCODED = "application/x-www-form-urlencoded"
HOSTILE = {
    "empty": b"",
    "null": b"a%00b",
    "surrogate": b"%ED%A0%80",
    "broken bytes": b"%ff%fe%C3",
    "directions": quote("‮﷽️‍🤾🏽‍♀️").encode(),
    "markup": quote("<script>alert(1)</script>{{7*7}}{% csrf_token %}'\"--").encode(),
    "formula": quote("=cmd|' /C calc'!A0\t\r\n").encode(),
    "long": b"A" * 100_000,
    "many digits": b"9" * 4_301,
    "huge": b"1e400",
    "negative": b"-1",
    "not a number": b"NaN",
    "other digits": quote("١٢٣²½Ⅷ").encode(),
    "damaged id": b"00000000-0000-0000-0000-00000000000g",
    "absent id": b"00000000-0000-4000-8000-000000000000",
    "date of nowhere": quote("31/02/25642").encode(),
    "old date": quote("01/01/0000").encode(),
    "address": quote("//jahat.example/\\").encode(),
    "name of a view": b"access:akun",
}
GETS = (
    "q", "peran", "sesudah", "sebelum", "setelah", "selesai", "saring", "tahap", "langkah",
    "alamat", "wilayah", "kategori", "status", "tanpa_nik", "belum_lengkap", "next", "berakhir",
    "berkas", "jenis", "objek", "kode",
)  # fmt: skip
POSTS = (
    "kunci", "versi", "aksi", "langkah", "draf", "bagian", "alasan", "keterangan", "titipan",
    "next", "metode", "saring", "pilih", "peran", "wilayah", "unit", "akun", "sandi", "kode",
    "catatan", "kolom", "q", "bukti", "kode-bukti",
)  # fmt: skip


class _Names(HTMLParser):
    """Names of the fields of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("name")
        if tag in {"input", "select", "textarea", "button"} and name:
            self.found.add(name)


def list_names(answer: HttpResponse) -> set[str]:
    parser = _Names()
    parser.feed(answer.content.decode(errors="replace"))
    return parser.found - {"csrfmiddlewaretoken"}


@pytest.fixture(scope="module")
def clients(world) -> dict[str, Client]:
    return {
        name: world.client(name, raise_request_exception=False) for name in (*world.users, "anonim")
    }


def list_doors(world: World, method: str) -> Iterator[tuple[str, Address, Thing | None]]:
    """Every open (account, address, row) of a method, one account an address."""
    for each in ADDRESSES:
        for thing in each.list_things(world):
            openers = (
                str(role) for role in POLICY if each.is_open(world.users[str(role)], method, thing)
            )
            if (name := next(openers, None)) is not None:
                yield name, each, thing
                break


@pytest.fixture(autouse=True)
def _own_areas_only(monkeypatch):
    monkeypatch.setattr("tests.site.test_access_matrix.PLACES", PLACES)


PLACES = tuple(("own", level) for level in ("biasa", "terbatas", "rahasia"))


def send(client: Client, method: str, url: str, body: bytes = b"", kind: str = URLENCODED):
    """One request that leaves nothing behind, whatever it did."""
    client.cookies.pop("messages", None)
    with transaction.atomic():
        answer = client.generic(method, url, body, content_type=kind)
        transaction.set_rollback(True)
    return answer


def blame(answer: HttpResponse, *what: str) -> list[str]:
    if answer.status_code < 500:
        return []
    error = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
    return [f"{answer.status_code} {' '.join(what)}: {error!r}"[:300]]


@pytest.fixture(autouse=True)
def _unblocked(world, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        assert not connection.in_atomic_block


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_query_breaks_no_page(world, clients, kind):
    broken = []
    query = "&".join(f"{name}={HOSTILE[kind].decode()}" for name in GETS)
    doubled = f"{query}&{query}" if len(query) < 9_000 else query
    for name, each, thing in list_doors(world, "GET"):
        broken += blame(send(clients[name], "GET", f"{each.url(thing)}?{doubled}"), name, each.name)
    assert broken == []


@pytest.fixture(scope="module")
def fields(world, clients, django_db_blocker) -> dict[str, set[str]]:
    """The fields each address has on its own page, for the account that opens it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.site.test_access_matrix.PLACES", PLACES)
        return {
            each.name: list_names(send(clients[name], "GET", each.url(thing)))
            for name, each, thing in list_doors(world, "GET")
        }


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_form_breaks_no_page(world, clients, fields, kind):
    broken = []
    bad = HOSTILE[kind]
    for name, each, thing in list_doors(world, "POST"):
        keys = sorted(fields.get(each.name, set()) | set(POSTS) | set(each.form))
        whole = b"&".join(quote(key).encode() + b"=" + bad for key in keys)
        right = urlencode({"kunci": uuid4(), "versi": "1", "draf": uuid4(), **each.form}).encode()
        rest = [key for key in keys if key not in {"kunci", "versi", "draf", *each.form}]
        part = b"&".join([right, *(quote(key).encode() + b"=" + bad for key in rest)])
        for body in (whole, part) if len(bad) < 9_000 else (part,):
            broken += blame(send(clients[name], "POST", each.url(thing), body), name, each.name)
    assert broken == []


BODIES = {
    "nothing": (b"", URLENCODED),
    "json": (b'{"nama": ["a"]}', "application/json"),
    "broken json": (b'{"', "application/json"),
    "no boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "broken multipart": (
        b'--x\r\nContent-Disposition: form-data; name="nama"\r\n\r\n',
        "multipart/form-data; boundary=x",
    ),
    "file for a word": (
        b'--x\r\nContent-Disposition: form-data; name="nama"; filename="../../a\x00.html"\r\n'
        b"Content-Type: text/html\r\n\r\n<b>\r\n--x--\r\n", "multipart/form-data; boundary=x",
    ),
    "odd charset": (b"nama=%ff", f"{URLENCODED}; charset=utf-7"),
    "unknown charset": (b"nama=%ff", f"{URLENCODED}; charset=tidakada"),
    "too many fields": (b"&".join(b"a%d=1" % n for n in range(2_100)), URLENCODED),
    "too large": (b"nama=" + b"A" * (5 * 1024 * 1024 + 1), URLENCODED),
    "xml": (b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "text/xml"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BODIES)
def test_body_of_another_kind_breaks_no_page(world, clients, kind):
    broken = []
    for name, each, thing in list_doors(world, "POST"):
        broken += blame(send(clients[name], "POST", each.url(thing), *BODIES[kind]), each.name)
    assert broken == []


def test_any_method_breaks_no_page(world, clients):
    broken = []
    for name, each, thing in list_doors(world, "GET"):
        for method in (*METHODS, "TRACE", "PROPFIND", "x"):
            broken += blame(send(clients[name], method, each.url(thing)), method, each.name)
    assert broken == []


@pytest.mark.parametrize(
    "bad", ["x", "%00", "%ED%A0%80", "%2e%2e%2f", "A" * 4_000, "0" * 36, "{" + "0" * 32 + "}"]
)
def test_damaged_address_is_not_found(world, clients, bad):
    broken = []
    for name, each, thing in list_doors(world, "GET"):
        url = each.url(thing)
        for pk in map(str, thing.args if thing else []):
            answer = send(clients[name], "GET", url.replace(pk, bad))
            broken += blame(answer, name, url)
            assert answer.status_code in {404, 400}, url
    assert broken == []


@pytest.mark.parametrize("cookie", ["sesi", "csrf", "messages", "alat", "pemilik"])
@pytest.mark.parametrize("value", ["x", "\x7f", "A" * 6_000, "..", "a:b:c"])
def test_damaged_cookie_breaks_no_page(world, cookie, value):
    client = world.client("operator_desa", raise_request_exception=False)
    client.cookies[cookie] = value
    for method, url in (
        ("GET", "/"),
        ("POST", "/warga/cari/"),
        ("POST", "/masuk/"),
        ("GET", "/masuk/"),
    ):
        assert send(client, method, url, b"akun=a&sandi=b&q=a").status_code < 500
