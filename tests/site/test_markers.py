"""Fifty words planted in rahasia rows: no page, error, header, log or table without clearance
has any of them, and a search for one is a search for nobody."""

import logging
import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from psycopg import sql

from balale.access.context import acting_as
from balale.access.rules.policy import POLICY, Permission, Role
from balale.access.session_store import SessionStore
from balale.cases.rules import nomor_kasus
from tests.factories.cases import break_open
from tests.site.compare import settle
from tests.site.crawl import crawl
from tests.site.database import url_for
from tests.site.markers import LogBook, Markers, plant, read_all
from tests.site.test_access_matrix import ADDRESSES, ask

WORLD_AREAS = ("own",)
NOBODY = {"nik": "6107144506909999", "last": "909999"}


@pytest.fixture(scope="module")
def book() -> Iterator[LogBook]:
    """The log of the whole module, the product's own loggers at their most talkative."""
    made, product_log = LogBook(), logging.getLogger("balale")
    logging.getLogger().addHandler(made)
    product_log.setLevel(logging.DEBUG)
    yield made
    product_log.setLevel(logging.NOTSET)
    logging.getLogger().removeHandler(made)


@pytest.fixture(scope="module")
def marks(world, book) -> Markers:
    return plant(world)


@pytest.fixture(scope="module")
def owner(world) -> Iterator[psycopg.Connection]:
    url = url_for(os.environ["BALALE_TEST_OWNER_URL"], world.database)
    with psycopg.connect(url, autocommit=True) as opened:
        yield opened


def test_fifty_different_words_are_planted_and_case_staff_read_them(world, marks):
    assert len(set(marks.all)) == 50
    client = world.client("koordinator_kasus")
    kasus = marks.kasus[0]
    url = reverse("cases:buka", args=[kasus.pk])
    form = {"kunci": str(kasus.pk), "versi": kasus.versi, "alasan": "pelayanan", "keterangan": "x"}
    assert client.post(url, form).status_code == 302
    assert marks.list_found(client.get(reverse("cases:kasus", args=[kasus.pk])).content.decode())


def test_no_page_without_clearance_has_a_word(world, marks):
    leaks = []
    for name in world.list_uncleared():
        client = world.client(name)
        for url, answer in crawl(client).items():
            leaks += [(name, url, word) for word in marks.list_found(read_all(answer))]
        leaks += [(name, "session", word) for word in marks.list_found(_read_session(client))]
    assert leaks == []


def _read_session(client: Client) -> str:
    return str(dict(client.session.items()))


def test_auditor_of_an_emergency_opening_gets_no_word(world, marks):
    """Neither the words of its reason, nor who it is about, on any page or by any question."""
    kasus = marks.kasus[1]
    buka = break_open(world.users["petugas_darurat"], kasus, keterangan=marks.all[0])
    client = world.client("auditor")
    pages = crawl(client)
    assert f"/kasus/tinjauan/{buka}/" in pages
    client.post("/jejak/", {"catatan": nomor_kasus(kasus.pk)})
    found = [client.get("/jejak/"), client.get(f"/kasus/tinjauan/{buka}/")]
    assert "Membuka kasus secara darurat" in found[0].content.decode()
    leaks = [marks.list_found(read_all(answer)) for answer in (*pages.values(), *found)]
    assert [words for words in leaks if words] == []
    assert kasus.pk.hex not in found[0].content.decode().replace("-", "")


def test_no_answer_about_a_sealed_row_has_a_word(world, marks):
    """Every address for the ids of the sealed rows, asked by the curious."""
    leaks, kasus = [], marks.kasus[-1]
    asked = [each for each in ADDRESSES if each.route.count("<") == 1]
    for turn, name in enumerate(world.list_uncleared()):
        client = world.client(name, raise_request_exception=False)
        for number, address in enumerate(asked, start=turn):
            for method in address.policy.methods:
                url = reverse(address.name, args=[(kasus.pk, kasus.orang_id)[number % 2]])
                found = marks.list_found(read_all(ask(client, method, url)))
                leaks += [(name, address.name, method, word) for word in found]
    assert leaks == []


def test_no_error_page_has_a_word(world, marks, monkeypatch):
    """Bad forms, missing keys and a broken server, after the words were typed by somebody else."""
    client = world.client("operator_desa", raise_request_exception=False)
    kunci = str(marks.kasus[0].pk)
    answers = [client.post("/rahasia/", form) for form in ({}, {"kunci": kunci}, {"nama": "\0"})]

    def fail(**given) -> None:
        raise RuntimeError("rusak")

    form = {"kunci": kunci, "kategori": "19", "is_bahaya": "ya", "nama": marks.all[0],
            "jenis_kelamin": "P", "usia": "34", "hubungi": marks.all[3],
            "dasar_hukum": "tugas_hukum", "disampaikan_kepada": "belum"}  # fmt: skip
    with monkeypatch.context() as patch:
        patch.setattr("balale.desk.views.rahasia.hand_in_case", fail)
        answers.append(client.post("/rahasia/", form))
    assert [answer.status_code for answer in answers] == [428, 200, 428, 500]
    assert [marks.list_found(read_all(answer)) for answer in answers] == [[]] * 4


def _list_searchers() -> list[str]:
    roles = [role for role in POLICY if Permission.ORANG_SEARCH in POLICY[role].permissions]
    return [str(role) for role in roles]


def _list_questions(marks: Markers) -> list[tuple[str, str]]:
    """A planted word, and one of the same shape that is nowhere."""
    words = marks.words
    named = [word for kind in ("nama", "dusun", "panggilan") for word in words[kind][:3]]
    pairs = [(word, word.replace("Zq", "Xw")) for word in named]
    pairs += [(nik, NOBODY["nik"]) for nik in words["nik"][:3]]
    return pairs + [(nik[-6:], NOBODY["last"]) for nik in words["nik"][:3]]


@pytest.mark.parametrize("role", _list_searchers())
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "fragment"])
def test_search_for_a_planted_word_is_a_search_for_nobody(world, marks, role, headers):
    client, different = world.client(role), []
    for word, other in _list_questions(marks):
        found = client.post("/warga/cari/", {"q": word}, headers=headers)
        absent = client.post("/warga/cari/", {"q": other}, headers=headers)
        if settle(found, swap={word: "?"}) != settle(absent, swap={other: "?"}):
            different.append((word, other))
    assert different == []


def test_nik_of_a_sealed_person_typed_at_entry_is_a_new_nik(world, marks):
    """The register offers nothing; what was typed is taken back again."""
    nik = marks.words["nik"][0]
    seen = []
    for typed in (nik, NOBODY["nik"]):
        with transaction.atomic():
            seen.append(_type_nik(world.client("operator_desa"), typed))
            transaction.set_rollback(True)
    assert seen[0] == seen[1]


def _type_nik(client: Client, nik: str) -> list[str]:
    draf = "01900000-0000-7000-8000-00000000abcd"
    form = {"draf": draf, "versi": "", "langkah": "siapa", "aksi": "lanjut", "nik": nik,
            "nama": "Lusia"}  # fmt: skip
    sent = client.post("/tambah/", form)
    pages = [sent, client.get(f"/tambah/{draf}/"), client.get(f"/tambah/{draf}/?langkah=siapa")]
    assert sent.status_code == 302
    swap = {nik: "NIK", f"{nik[:6]} {nik[6:12]} {nik[12:]}": "NIK", nik[-4:]: "NIK"}
    return [settle(page, swap=swap) for page in pages]


GRANTED = """
    select distinct table_name::text from information_schema.column_privileges
     where grantee = 'balale_app' and table_schema = 'public' and privilege_type = 'SELECT'
     order by 1
"""


def test_no_table_read_raw_in_any_uncleared_context_has_a_word(world, marks, owner):
    leaks = []
    tables = [row[0] for row in owner.execute(GRANTED).fetchall()]
    assert {"registry_orang", "registry_orangevent", "cases_catatankasus"} <= set(tables)
    for name in world.list_uncleared():
        if name != "anonim":
            with acting_as(world.users[name].context):
                leaks += [(name, *leak) for leak in _read_raw(tables, marks)]
        else:
            with transaction.atomic():
                leaks += [(name, *leak) for leak in _read_raw(tables, marks)]
    assert leaks == []


def _read_raw(tables: list[str], marks: Markers) -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {table} t")  # noqa: S608
            for word in marks.list_found(cursor.fetchone()[0]):
                yield table, word


def test_no_definer_search_finds_a_word(world, marks):
    for role in (Role.OPERATOR_DESA, Role.VERIFIKATOR, Role.KOORDINATOR_KASUS):
        with acting_as(world.users[role].context), connection.cursor() as cursor:
            for word in marks.words["nama"]:
                cursor.execute(
                    "select count(*) from balale_search_orang(%s, 25)", [[word.casefold()]]
                )
                assert cursor.fetchone() == (0,)


def test_no_table_at_rest_has_a_word_even_for_its_owner(marks, owner):
    """Sealed names, numbers, places, notes and answers are ciphertext in every column."""
    leaks = []
    tables = owner.execute(
        "select c.relname from pg_class c where c.relkind = 'r' "
        "and c.relnamespace = 'public'::regnamespace order by 1"
    ).fetchall()
    for (table,) in tables:
        rows = owner.execute(sql.SQL("select t::text from {} t").format(sql.Identifier(table)))
        text = " ".join(row[0] for row in rows.fetchall())
        leaks += [(table, word) for word in marks.list_found(text)]
    sessions = owner.execute("select data from access_session").fetchall()
    decoded = " ".join(str(SessionStore().decode(row[0])) for row in sessions)
    assert leaks == []
    assert marks.list_found(decoded) == []


def test_log_of_all_this_has_no_word(world, marks, book):
    world.client("operator_desa").get(f"/warga/{marks.kasus[0].orang_id}/")
    assert book.lines
    assert [line for line in book.lines if marks.list_found(line)] == []
