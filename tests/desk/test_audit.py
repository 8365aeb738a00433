"""The auditor's screens: who saw or changed a record, and a sample that is drawn again."""

import ast
import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from balale.access import crypto
from balale.access.context import acting_as
from balale.access.ids import new_id
from balale.access.queries.trail import list_receipt_objects
from balale.access.services.receipts import write_once
from balale.audit.queries import PAGE, Telusur, list_lines
from balale.audit.rules import KEJADIAN, Jenis, get_kejadian, list_events, say_alasan
from balale.cases.rules import nomor_kasus
from balale.kit.formatting import as_wib
from balale.registry.queries.audit import Undian, draw_sample, list_record_ids
from tests.factories import cases
from tests.factories.accounts import list_trail, make_user, sign_in
from tests.factories.registry import make_ppks
from tests.factories.usulan import approve, make_usulan

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
BALALE = Path(__file__).parents[2] / "balale"


@pytest.fixture
def auditor():
    return make_user("auditor", "61.07", nama="Maria Sengkuang")


@pytest.fixture
def petugas():
    return make_user("petugas_kasus", "61.07", "pppa", nama="Dominikus Rotan")


def ask(client, **fields) -> str:
    """The first page of the answer."""
    answer = client.post("/jejak/", fields)
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == "/jejak/"
    return client.get(answer.url).content.decode()


def refusal(client, **fields) -> str:
    answer = client.post("/jejak/", fields)
    assert answer.status_code == 200
    return answer.content.decode()


def test_link_of_a_person_tells_who_saw_and_changed(client, auditor, operator, verifikator):
    ppks = make_ppks(by=operator, kategori=9)
    sign_in(client, verifikator)
    client.get(f"/warga/{ppks.orang_id}/")
    sign_in(client, auditor)
    body = ask(client, catatan=f"https://balale.contoh/warga/{ppks.orang_id}/")
    assert "Martina Dayang" in body
    assert "Lukas Nyangko" in body
    assert "Menambah data" in body
    assert str(ppks.orang_id) not in body


def test_receipt_number_leads_to_the_record(client, auditor, operator):
    ppks = make_ppks(by=operator)
    with acting_as(operator.context):
        receipt = write_once(
            kunci=new_id(), jenis="ppks", by=operator, write=lambda: ppks.pk
        ).receipt
    sign_in(client, auditor)
    assert "Menambah data" in ask(client, catatan=f" {receipt.nomor.lower()} ")
    assert "Tidak ada catatan" in refusal(client, catatan="0000-0000")


def test_receipt_of_a_rahasia_is_told_like_an_unknown_one(client, auditor, operator):
    with acting_as(operator.context):
        receipt = write_once(
            kunci=new_id(), jenis="rahasia", by=operator, write=lambda: cases.hand_in(operator)
        ).receipt
    sign_in(client, auditor)
    assert "Tidak ada catatan" in refusal(client, catatan=receipt.nomor)


def test_case_number_shows_a_pseudonym_and_no_name(client, auditor, operator, koordinator, petugas):
    kasus = cases.make_case(operator, koordinator)
    cases.break_open(petugas, kasus)
    sign_in(client, auditor)
    body = ask(client, catatan=nomor_kasus(kasus.pk))
    assert "Membuka kasus secara darurat" in body
    assert crypto.pseudonym(kasus.pk) in body
    assert str(kasus.pk) not in body
    assert not [word for word in cases.MARKAS if word in body]


def test_account_dates_and_kind_narrow_together(client, auditor, operator, kades):
    make_ppks(by=operator)
    sign_in(client, kades)
    client.get("/akun/")
    sign_in(client, auditor)
    today = f"{timezone.localdate():%d/%m/%Y}"
    body = ask(client, akun=kades.username.upper(), dari=today, sampai=today, kejadian="tolak")
    assert "Ditolak: halaman bukan haknya" in body
    assert "Menambah data" not in body
    yesterday = f"{timezone.localdate() - timedelta(days=1):%d/%m/%Y}"
    assert "Tidak ada jejak" in ask(client, akun=kades.username, dari=yesterday, sampai=yesterday)


def test_own_reading_is_recorded_over_the_record(client, auditor, operator):
    ppks = make_ppks(by=operator)
    sign_in(client, auditor)
    ask(client, catatan=str(ppks.pk))
    line = list_trail("trail.read")[-1]
    assert line.user_id == auditor.id
    assert line.object_id == ppks.orang_id


def test_line_leads_to_the_whole_record(client, auditor, operator):
    ppks = make_ppks(by=operator)
    with acting_as(auditor.context):
        lines, _ = list_lines(Telusur(objek=(ppks.pk,)))
    sign_in(client, auditor)
    body = client.get(f"/jejak/{lines[0].pk}/").content.decode()
    assert crypto.pseudonym(ppks.pk) in body
    assert client.get(f"/jejak/{uuid4()}/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"catatan": "x" * 100_000}, {"catatan": "\0"}, {"catatan": "=cmd()"},
        {"catatan": "K-ZZZZ-ZZZZ"}, {"akun": "tidak.ada"}, {"akun": "\0"}, {"dari": "kemarin"},
        {"kejadian": "lain"}, {"dari": "24/11/2026", "sampai": "23/11/2026"},
    ],
)  # fmt: skip
def test_question_that_is_wrong_is_told_beside_its_field(client, auditor, fields):
    sign_in(client, auditor)
    assert "Ada yang perlu diperbaiki" in refusal(client, **fields)


@pytest.mark.parametrize("sesudah", ["x", "\0", "00000000-0000-4000-8000-000000000000"])
def test_cursor_that_is_none_is_no_failure(client, auditor, sesudah):
    sign_in(client, auditor)
    ask(client)
    assert client.get("/jejak/", {"sesudah": sesudah}).status_code == 200


@pytest.mark.parametrize("role", ["verifikator", "kepala_dinas", "admin_teknis", "bupati"])
def test_trail_and_sample_under_another_role_are_absent(client, role):
    sign_in(client, make_user(role, "" if role == "admin_teknis" else "61.07"))
    for url in ("/jejak/", "/sampel/"):
        assert client.get(url).status_code == 404


def test_pages_follow_each_other_without_gap_or_repeat(client, auditor):
    user = make_user("operator_desa", DESA)
    sign_in(client, user)
    for _ in range(PAGE + 7):
        client.get("/akun/")
    asked, after, seen = Telusur(user_id=user.id), None, []
    with acting_as(auditor.context):
        while True:
            lines, after = list_lines(asked, after=after)
            seen += [line.pk for line in lines]
            if after is None:
                break
        assert len(seen) == len(set(seen)) == PAGE + 7
    sign_in(client, auditor)
    assert "Halaman berikut" in ask(client, akun=user.username)


def test_questions_of_the_trail_are_answered_from_an_index(auditor):
    with acting_as(auditor.context), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_sort = off")
        for where in ("object_id = %s", "user_id = %s", "event = 'ppks.viewed'", "true"):
            cursor.execute(
                f"explain select * from audit_trailline where {where} order by at desc limit 51",
                [uuid4()] if "%s" in where else None,
            )
            assert "Index" in "\n".join(row[0] for row in cursor.fetchall())


def test_record_page_costs_few_questions(client, auditor, operator, django_assert_max_num_queries):
    ppks = make_ppks(by=operator)
    sign_in(client, auditor)
    client.post("/jejak/", {"catatan": str(ppks.pk)})
    with django_assert_max_num_queries(22):
        client.get("/jejak/")


def sample(auditor, **changes) -> list:
    given = {"benih": "481902", "sampai": timezone.now() + timedelta(seconds=1), "wilayah": "",
             "kategori": None, "banyak": 100} | changes  # fmt: skip
    with acting_as(auditor.context):
        return draw_sample(Undian(**given))


def test_sample_is_masked_and_counts_the_trail(auditor, operator):
    ppks = make_ppks(by=operator, nama="Yohana Lopo Sengkang", status="diajukan")
    row = next(each for each in sample(auditor) if each.ppks_id == ppks.pk)
    assert row.nama == "Y••• L••• S•••"
    assert row.jejak >= 1
    assert "Sebadu" in row.wilayah or row.wilayah


def test_sample_of_the_same_seed_and_moment_is_the_same(auditor, operator):
    for _ in range(6):
        make_ppks(by=operator, status="diajukan")
    at = timezone.now() + timedelta(seconds=1)
    first = sample(auditor, sampai=at, banyak=4)
    assert first == sample(auditor, sampai=at, banyak=4)
    others = {tuple(r.ppks_id for r in sample(auditor, sampai=at, benih=str(n))) for n in range(8)}
    assert len(others) > 1


def test_sample_holds_biasa_of_the_area_and_kind_alone(auditor, operator, koordinator):
    wanted = make_ppks(by=operator, kategori=8, status="diajukan")
    limited = make_ppks(by=operator, kategori=9, status="diajukan")
    cases.make_case(operator, koordinator)
    found = {row.ppks_id for row in sample(auditor, wilayah="61.07.14")}
    assert wanted.pk in found
    assert limited.pk not in found
    assert not sample(auditor, wilayah="61.07.1")
    assert not sample(auditor, kategori=19)


def test_record_goes_by_all_its_ids_whichever_is_asked(auditor, operator, kades):
    usulan = make_usulan(operator)
    keputusan = approve(usulan, kades)
    ids = {usulan.pk, usulan.ppks_id, usulan.orang_id, keputusan.pk}
    with acting_as(auditor.context):
        for one in ids:
            found = list_record_ids(one)
            assert ids <= set(found)
            assert found[0] == usulan.orang_id


def test_sample_under_another_role_is_empty(operator, verifikator):
    ppks = make_ppks(by=operator, status="diajukan")
    assert sample(verifikator) == []
    with acting_as(verifikator.context):
        assert list_record_ids(ppks.pk) == (ppks.pk,)
        assert list_receipt_objects("0000-0000") == []


def test_sample_page_draws_by_its_address_and_is_recorded(client, auditor, operator):
    make_ppks(by=operator, status="diajukan")
    sign_in(client, auditor)
    assert "Ambil sampel" in client.get("/sampel/").content.decode()
    at = as_wib(timezone.now())
    recipe = {
        "benih": "481902",
        "sampai": f"{at:%d/%m/%Y %H.%M}",
        "banyak": "5",
        "wilayah": "61.07.14",
    }
    answer = client.get("/sampel/", recipe)
    assert answer.status_code == 200
    assert list_trail("sample.drawn")[-1].fields["benih"] == "481902"


@pytest.mark.parametrize(
    "changes",
    [
        {"banyak": "0"}, {"banyak": "101"}, {"banyak": "x"}, {"sampai": "01/01/2099 10.00"},
        {"sampai": "besok"}, {"benih": ""}, {"benih": "\0"}, {"wilayah": "61.08"},
        {"kategori": "19"}, {"benih": "x" * 100_000},
    ],
)  # fmt: skip
def test_sample_that_is_asked_wrong_is_told_beside_its_field(client, auditor, changes):
    sign_in(client, auditor)
    given = {"benih": "1", "sampai": "24/11/2025 10.00", "banyak": "5"} | changes
    assert "Ada yang perlu diperbaiki" in client.get("/sampel/", given).content.decode()
    assert not list_trail("sample.drawn")


def test_every_event_that_the_program_records_has_words():
    """A new event gets its line in `balale/audit/rules.py`."""
    recorded = set()
    for path in BALALE.rglob("*.py"):
        if path.name != "rules.py" or path.parent.name != "audit":
            recorded |= _list_events(path)
    assert recorded - KEJADIAN.keys() == set()


def _list_events(path: Path) -> set[str]:
    """First arguments of `record` calls, and words of its events named elsewhere in services."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
        if not is_call or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        word = node.args[0].value
        if name.lstrip("_") in {"record", "record_session"} and isinstance(word, str):
            found.add(word)
    return {word for word in found if re.fullmatch(r"[a-z]+\.[a-z_]+", word)}


def test_words_of_events_and_reasons():
    assert get_kejadian("tidak.ada").kata == "Kejadian lain"
    assert all(list_events(jenis) for jenis in Jenis)
    assert say_alasan("pelayanan: Yustina datang") == "Memberi layanan"
    assert say_alasan("Yustina datang") == ""
    assert len({kejadian.kata for kejadian in KEJADIAN.values()}) == len(KEJADIAN)
