"""Beginning anew puts one village back to what it was, and no other."""

from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.urls import reverse

from balale.access.context import Context, acting_as
from balale.access.queries.accounts import get_sign_in_record, list_contexts
from balale.access.rules.policy import Role
from balale.latihan.queries.tugas import get_kemajuan
from balale.latihan.services.accounts import DESA_UTAMA
from balale.latihan.services.reset import begin_anew
from balale.registry.models import Orang, Ppks
from balale.registry.rules.status import StatusPpks
from tests.factories.accounts import list_trail, make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db
DESA = DESA_UTAMA
LAIN = "61.07.14.2001"
ULANG = reverse("latihan:ulang")
TABLES = "select tabel from balale_latihan_tables()"


@pytest.fixture
def operator(akun):
    """The seeded operator of the first village."""
    record = get_sign_in_record("sukamaju.sungaibetung")
    record.user.context = list_contexts(record.user)[0]
    return record.user


def rows_of(owner_cursor, desa: str) -> dict[str, list[str]]:
    """Every row about a village, as text, by table."""
    owner_cursor.execute(TABLES)
    found = {}
    for (table,) in owner_cursor.fetchall():
        owner_cursor.execute(
            f"select to_jsonb(t)::text from {table} t where desa_kode = %s order by 1", [desa]
        )
        found[table] = [row[0] for row in owner_cursor.fetchall()]
    return found


def see(user, desa: str) -> dict[str, list[str]]:
    """The village as a system context sees it."""
    levels = ("biasa", "rahasia", "terbatas")
    context = Context(user_id=user.id, role=Role.SISTEM, desa=(desa,), tingkat=levels)
    with acting_as(context), connection.cursor() as cursor:
        return rows_of(cursor, desa)


def begin(operator, kunci=None) -> None:
    with acting_as(operator.context):
        begin_anew(kunci=kunci or uuid4(), by=operator)


def list_returned(operator) -> list[Ppks]:
    with acting_as(operator.context):
        rows = Ppks.objects.visible_to(operator).filter(status=StatusPpks.DIKEMBALIKAN)
        return list(rows.order_by("pk"))


def test_village_when_begun_anew_then_as_it_was_seeded(operator):
    before = see(operator, DESA)
    make_orang(operator, nama="Orang Baru", nik=make_nik())
    make_rahasia(operator)
    assert see(operator, DESA) != before
    begin(operator)
    after = see(operator, DESA)
    assert {t for t in before if before[t] != after[t]} == set()
    assert any(before.values())


def test_other_village_when_begun_anew_then_untouched(operator):
    lain = make_user(Role.OPERATOR_DESA, LAIN)
    make_orang(lain, nama="Tetap Ada", nik=make_nik())
    before = see(lain, LAIN)
    begin(operator)
    assert see(lain, LAIN) == before


def test_returned_entry_when_mended_and_begun_anew_then_there_again(client, operator):
    before = list_returned(operator)
    url = reverse("desk:perbaiki", args=[before[0].pk])
    sign_in(client, operator).post(url, read_form(client.get(url).content.decode()))
    with acting_as(operator.context):
        assert get_kemajuan(operator).selesai == 1
    begin(operator)
    assert list_returned(operator) == before
    assert client.get(url).status_code == 200


def test_ticks_when_begun_anew_then_empty(operator):
    make_orang(operator, nik=make_nik())
    begin(operator)
    with acting_as(operator.context):
        assert get_kemajuan(operator).selesai == 0
    assert list_trail("latihan.reset")[-1].user_id == operator.id


def test_beginning_anew_when_sent_twice_then_done_once(operator):
    kunci = uuid4()
    begin(operator, kunci)
    make_orang(operator, nik=make_nik())
    begin(operator, kunci)
    with acting_as(operator.context):
        assert get_kemajuan(operator).selesai == 1


def test_person_when_begun_anew_then_no_longer_there(operator):
    orang = make_orang(operator, nama="Zulaikha Tambelan", nik=make_nik())
    begin(operator)
    with acting_as(operator.context):
        assert not Orang.objects.filter(pk=orang.pk).exists()


@pytest.mark.parametrize("role", [Role.KEPALA_DESA, Role.TKSK, Role.VERIFIKATOR])
def test_village_when_another_role_asks_the_database_then_refused(akun, role):
    area = {Role.KEPALA_DESA: DESA, Role.TKSK: "61.07.14"}.get(role, "61.07")
    user = make_user(role, area)
    with pytest.raises(ProgrammingError), acting_as(user.context), connection.cursor() as cursor:
        cursor.execute("select balale_latihan_reset(%s)", [DESA])


def test_village_when_a_neighbour_asks_the_database_then_refused(akun):
    user = make_user(Role.OPERATOR_DESA, LAIN)
    with pytest.raises(ProgrammingError), acting_as(user.context), connection.cursor() as cursor:
        cursor.execute("select balale_latihan_reset(%s)", [DESA])


def test_tksk_when_beginning_anew_then_only_ticks_are_gone(akun):
    tksk = make_user(Role.TKSK, "61.07.14")
    before = see(tksk, DESA)
    begin(tksk)
    assert see(tksk, DESA) == before
    assert list_trail("latihan.reset")[-1].user_id == tksk.id


def test_page_when_posted_then_back_at_the_tasks(client, operator):
    answer = sign_in(client, operator).get(ULANG)
    assert "tidak dapat dibatalkan" in answer.content.decode()
    answer = client.post(ULANG, {"kunci": str(uuid4())})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("latihan:tugas")


def test_page_when_posted_without_a_key_then_nothing_is_done(client, operator):
    assert sign_in(client, operator).post(ULANG).status_code == 428
    assert not list_trail("latihan.reset")
