"""The same thing asked twice at the very same moment, by real connections: it happens once."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from balale.access.context import acting_as
from balale.access.models import Receipt
from balale.cases.queries.cases import list_visible
from balale.registry.models import Kebutuhan, Keputusan, Orang, Ppks, Usulan
from balale.registry.queries.usulan import get_dasar
from tests.factories.accounts import FRASA, issue_code, make_user, sign_in
from tests.factories.cases import filled_form
from tests.factories.registry import make_nik, make_ppks
from tests.factories.usulan import approve, fresh, make_usulan
from tests.site.database import copied_database
from tests.site.world import fast_commits

DESA = "61.07.14.2004"
TIMES = 4


@pytest.fixture(scope="module", autouse=True)
def _own_database(django_db_setup, django_db_blocker):
    with copied_database("at_once", django_db_blocker), fast_commits():
        yield


@pytest.fixture(autouse=True)
def _unblocked(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def operator():
    return make_user("operator_desa", DESA)


@pytest.fixture
def kepala():
    return make_user("kepala_desa", DESA)


def at_once(asks: list[Callable[[], HttpResponse]]) -> list[int]:
    """Run all of them together, each on a connection of its own; their status codes."""
    start, answers = Barrier(len(asks)), []

    def run(ask: Callable[[], HttpResponse]) -> None:
        try:
            start.wait()
            answers.append(ask().status_code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(ask,)) for ask in asks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def browser(user) -> Client:
    return sign_in(Client(raise_request_exception=False), user)


def decide(user, usulan: Usulan, action: str, kunci: UUID, **form) -> Callable[[], HttpResponse]:
    """One decision's form, as the page drew it before anybody decided."""
    row = fresh(usulan, user)
    with acting_as(user.context):
        form |= {"kunci": str(kunci), "versi": str(get_dasar(row))}
    client = browser(user)
    return lambda: client.post(f"/verifikasi/{usulan.pk}/{action}/", form)


def count_decisions(user, usulan: Usulan) -> int:
    with acting_as(user.context):
        return Keputusan.objects.filter(usulan=usulan, langkah="verifikasi").count()


def test_proposal_accepted_by_many_at_once_is_accepted_once(operator, kepala):
    usulan = make_usulan(operator)
    approve(usulan, kepala)
    users = [make_user("verifikator", "61.07") for _ in range(TIMES)]
    asks = [decide(user, usulan, "terima", uuid4(), metode="meja") for user in users]
    assert at_once(asks) == [302, *[409] * (TIMES - 1)]
    assert count_decisions(users[0], usulan) == 1


def test_one_acceptance_sent_many_times_at_once_is_taken_once(operator, kepala):
    usulan = make_usulan(operator)
    approve(usulan, kepala)
    user, kunci = make_user("verifikator", "61.07"), uuid4()
    asks = [decide(user, usulan, "terima", kunci, metode="meja") for _ in range(TIMES)]
    assert at_once(asks) == [302] * TIMES
    assert count_decisions(user, usulan) == 1


def test_accepting_and_refusing_at_once_leaves_one_decision(operator, kepala):
    usulan = make_usulan(operator)
    approve(usulan, kepala)
    one, other = make_user("verifikator", "61.07"), make_user("verifikator", "61.07")
    refusal = {"alasan": "data_tidak_benar", "catatan": "Tidak benar."}
    asks = [
        decide(one, usulan, "terima", uuid4(), metode="meja"),
        decide(other, usulan, "tolak", uuid4(), **refusal),
    ]
    assert at_once(asks) == [302, 409]
    assert count_decisions(one, usulan) == 1


def test_batch_approved_from_many_tabs_at_once_is_approved_once(operator, kepala):
    usulan = make_usulan(operator)
    row = fresh(usulan, kepala)
    with acting_as(kepala.context):
        dasar = str(get_dasar(row))
    form = {
        "pilih": [f"{usulan.pk}:{dasar}"],
        "ba_nomor": "140/22/BA/2026",
        "ba_tanggal": "19/11/2026",
        "ba_tempat": "Balai desa",
    }
    tabs = [browser(kepala) for _ in range(TIMES)]
    asks = [
        lambda tab=tab: tab.post("/persetujuan/", form | {"kunci": str(uuid4())}) for tab in tabs
    ]
    assert at_once(asks).count(302) == 1
    with acting_as(kepala.context):
        assert Keputusan.objects.filter(usulan=usulan).count() == 1


def test_needs_of_a_running_entry_from_many_tabs_at_once_are_changed_once(operator):
    ppks = make_ppks(operator, status="aktif")
    tabs = [browser(operator) for _ in range(TIMES)]
    needs = zip(tabs, ("pangan", "sandang", "surat", "pangan"), strict=True)
    asks = [
        lambda tab=tab, kode=kode: tab.post(
            f"/kebutuhan/{ppks.pk}/", {f"b_{kode}": "on", "kunci": str(uuid4()), "versi": "0"}
        )
        for tab, kode in needs
    ]
    assert at_once(asks) == [302, *[409] * (TIMES - 1)]
    with acting_as(operator.context):
        assert Kebutuhan.objects.filter(ppks=ppks).count() == 1


def test_draft_sent_from_many_tabs_at_once_makes_one_person(operator):
    client, draf, nama = browser(operator), str(uuid4()), f"Lusia {uuid4().hex[:8]}"
    sheet = {
        "draf": draf, "versi": "", "langkah": "siapa", "aksi": "periksa", "nik": make_nik(),
        "nama": "Lusia Anyap", "dusun": nama, "rt_rw": "3/1", "kategori": ["8"],
        "d8-kriteria_ada": "1", "d8-kriteria": ["1"],
    }  # fmt: skip
    assert client.post("/tambah/", sheet).status_code == 302
    page = client.get(f"/tambah/{draf}/periksa/").content.decode()
    versi = page.split('name="versi" value="')[1].split('"')[0]
    form = {"versi": versi, "diberi_tahu": "on", "kepada": "orangnya"}
    tabs = [browser(operator) for _ in range(TIMES)]
    asks = [lambda tab=tab: tab.post(f"/tambah/{draf}/periksa/", form) for tab in tabs]
    assert at_once(asks) == [302] * TIMES
    with acting_as(operator.context):
        assert Orang.objects.filter(alamat__dusun=nama).count() == 1
        assert Ppks.objects.filter(orang__alamat__dusun=nama).count() == 1
        assert Receipt.objects.filter(kunci=draf).count() == 1


def test_special_case_sent_many_times_at_once_is_one_case(operator):
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    with acting_as(koordinator.context):
        before = list_visible(koordinator).count()
    form = filled_form()
    tabs = [browser(operator) for _ in range(TIMES)]
    assert at_once([lambda tab=tab: tab.post("/rahasia/", form) for tab in tabs]) == [302] * TIMES
    with acting_as(koordinator.context):
        assert list_visible(koordinator).count() == before + 1


def test_code_used_from_many_places_at_once_opens_once(operator):
    form = {
        "akun": operator.username, "kode": issue_code(operator), "sandi": FRASA,
        "sandi_lagi": FRASA,
    }  # fmt: skip
    asks = [lambda: Client().post("/aktivasi/", form) for _ in range(TIMES)]
    assert at_once(asks) == [200] * (TIMES - 1) + [302]


def test_account_opened_by_two_admins_under_one_name_is_one_account():
    admins = [browser(make_user("admin_teknis")) for _ in range(TIMES)]
    name = f"akun.{uuid4().hex[:8]}"
    form = {"nama": "Yohanes Ateng", "peran": "operator_desa", "wilayah": DESA, "akun": name}
    asks = [
        lambda tab=tab: tab.post("/akun/baru/", form | {"kunci": str(uuid4())}) for tab in admins
    ]
    assert at_once(asks) == [200] * TIMES
    with acting_as(make_user("admin_teknis").context), connection.cursor() as cursor:
        cursor.execute("select count(*) from access_activationcode c join access_user u "
                       "on u.id = c.user_id where u.username = %s", [name])  # fmt: skip
        assert cursor.fetchone() == (1,)
