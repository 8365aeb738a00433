"""Needs of an entry: ticked at entry with a weight, shown to deciders, met on a day."""

from uuid import uuid4

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.audit.models import TrailLine
from balale.registry.models import Kebutuhan, Ppks, Usulan
from tests.desk.test_entry import put, send, sheet
from tests.factories.accounts import make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_ppks
from tests.factories.usulan import make_refused

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def form(client, ppks, **ticked):
    """What the page of needs posts for the given ones."""
    page = read(client, f"/kebutuhan/{ppks.pk}/")
    versi = page.split('name="versi" value="')[1].split('"')[0]
    return {"kunci": str(uuid4()), "versi": versi} | ticked


def change(client, ppks, **ticked):
    return client.post(f"/kebutuhan/{ppks.pk}/", form(client, ppks, **ticked))


def stored(by):
    with acting_as(by.context):
        rows = Kebutuhan.objects.filter(is_berlaku=True).order_by("jenis")
        return [(r.jenis, r.berat, r.dipenuhi_pada is not None) for r in rows]


def test_need_ticked_at_entry_is_checked_sent_and_read_by_every_decider(masuk, operator, kades):
    data = sheet(aksi="periksa") | {
        "d8-b_pangan": "on", "d8-s_pangan": "berat", "d8-b_sandang": "on", "d8-s_surat": "ringan",
    }  # fmt: skip
    put(masuk, data)
    assert "Makanan sehari-hari, berat" in read(masuk, f"/tambah/{data['draf']}/periksa/")
    send(masuk, data["draf"])
    assert stored(operator) == [("pangan", "berat", False), ("sandang", "sedang", False)]
    with acting_as(operator.context):
        ppks, usulan = Ppks.objects.get(), Usulan.objects.get()
    assert "Makanan sehari-hari, berat" in read(masuk, f"/warga/{ppks.orang_id}/")
    sign_in(masuk, kades)
    assert "Makanan sehari-hari, berat" in read(masuk, f"/persetujuan/{usulan.pk}/")


def test_entry_without_needs_is_sent_as_before(masuk, operator):
    data = sheet(aksi="periksa")
    put(masuk, data)
    send(masuk, data["draf"])
    assert stored(operator) == []


def test_need_met_is_dated_and_a_dropped_one_stays_in_history(masuk, operator):
    ppks = make_ppks(operator)
    change(masuk, ppks, b_pangan="on", s_pangan="berat", b_surat="on")
    change(masuk, ppks, b_pangan="on", s_pangan="ringan", p_pangan="on")
    assert stored(operator) == [("pangan", "ringan", True)]
    with acting_as(operator.context):
        assert Kebutuhan.objects.get(jenis="surat").is_berlaku is False
        met = Kebutuhan.objects.get(jenis="pangan").dipenuhi_pada
        assert TrailLine.objects.filter(event="kebutuhan.changed").count() == 2
    assert met == timezone.localdate()
    assert "terpenuhi" in read(masuk, f"/warga/{ppks.orang_id}/")


def test_same_form_sent_twice_changes_once(masuk, operator):
    ppks = make_ppks(operator)
    data = form(masuk, ppks, b_pangan="on")
    for _ in range(2):
        assert masuk.post(f"/kebutuhan/{ppks.pk}/", data).status_code == 302
    with acting_as(operator.context):
        assert Kebutuhan.objects.count() == 1


@pytest.mark.parametrize(("versi", "status"), [("", 428), ("7", 409)])
def test_needs_without_the_version_on_screen_are_refused(masuk, operator, versi, status):
    ppks = make_ppks(operator)
    data = form(masuk, ppks, b_pangan="on") | {"versi": versi}
    assert masuk.post(f"/kebutuhan/{ppks.pk}/", data).status_code == status
    assert stored(operator) == []


def test_weight_of_no_list_is_refused_beside_its_field(masuk, operator):
    ppks = make_ppks(operator)
    answer = change(masuk, ppks, b_pangan="on", s_pangan="=SUM(1)" * 9)
    assert answer.status_code == 200
    assert "Galat:" in answer.content.decode()
    assert stored(operator) == []


def test_needs_in_another_village_ended_or_for_another_role_are_not_found(masuk, operator, kades):
    foreign = make_ppks(make_user("operator_desa", LAIN))
    ended = make_refused(operator)
    own = make_ppks(operator)
    for ppks in (foreign, ended):
        assert masuk.get(f"/kebutuhan/{ppks.pk}/").status_code == 404
        assert masuk.post(f"/kebutuhan/{ppks.pk}/", {"kunci": str(uuid4())}).status_code == 404
    sign_in(masuk, kades)
    assert masuk.get(f"/kebutuhan/{own.pk}/").status_code == 404


def test_two_tabs_of_a_running_entry_then_the_later_is_told_and_nothing_is_lost(masuk, operator):
    ppks = make_ppks(operator, status="aktif")
    change(masuk, ppks, b_pangan="on", s_pangan="ringan")
    first = form(masuk, ppks, b_pangan="on", s_pangan="berat", b_surat="on", s_surat="ringan")
    later = form(masuk, ppks, b_pangan="on", s_pangan="ringan", b_sandang="on", s_sandang="berat")
    assert masuk.post(f"/kebutuhan/{ppks.pk}/", first).status_code == 302
    told = masuk.post(f"/kebutuhan/{ppks.pk}/", later)
    assert told.status_code == 409
    page = told.content.decode()
    assert "Kebutuhan ini baru saja diubah" in page
    assert "Tersimpan: Berat. Isian Anda: Ringan." in page
    assert stored(operator) == [("pangan", "berat", False), ("surat", "ringan", False)]
    assert masuk.post(f"/kebutuhan/{ppks.pk}/", read_form(page)).status_code == 302
    assert stored(operator) == [
        ("pangan", "ringan", False), ("sandang", "berat", False), ("surat", "ringan", False),
    ]  # fmt: skip


def test_refused_form_keeps_the_version_it_rests_on(masuk, operator):
    ppks = make_ppks(operator, status="aktif")
    old = form(masuk, ppks, b_pangan="on", s_pangan="x")
    change(masuk, ppks, b_surat="on")
    page = masuk.post(f"/kebutuhan/{ppks.pk}/", old).content.decode()
    mended = read_form(page) | {"s_pangan": "berat"}
    assert masuk.post(f"/kebutuhan/{ppks.pk}/", mended).status_code == 409
    assert stored(operator) == [("surat", "sedang", False)]
