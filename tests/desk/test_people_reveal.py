"""Opening masked parts: with a reason, for a quarter of an hour, on the record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.middleware import ASSIGNMENT_KEY
from balale.access.queries.accounts import list_contexts
from balale.audit.models import TrailLine
from balale.registry.models import Keluarga
from tests.factories.accounts import give_role, make_user, sign_in
from tests.factories.registry import add_ppks, make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db

DESA = "61.07.04.2003"
KK = "6107040101019123"
BAIK = {"bagian": "nik", "alasan": "pelayanan", "keterangan": ""}


@pytest.fixture
def orang(operator):
    return make_orang(
        operator, nik="6107041202559001", telepon="+6281234567890", teks="Dekat jembatan gantung"
    )


@pytest.fixture
def browser(client, operator):
    return sign_in(client, operator)


def buka(browser, orang, **isi):
    return browser.post(f"/warga/{orang.pk}/buka/", BAIK | isi)


def page(browser, orang) -> str:
    return browser.get(f"/warga/{orang.pk}/").content.decode()


def revealed(user):
    with acting_as(user.context):
        return list(TrailLine.objects.filter(event="nik.revealed"))


@pytest.mark.parametrize(
    ("bagian", "nilai"),
    [("nik", "610704 120255 9001"), ("telepon", "0812-3456-7890"), ("alamat", "jembatan gantung")],
)
def test_reveal_when_reason_given_then_shown_and_on_record(browser, operator, orang, bagian, nilai):
    response = buka(browser, orang, bagian=bagian)
    assert response.status_code == 302
    assert nilai in page(browser, orang)
    (line,) = revealed(operator)
    assert (line.object_id, line.reason) == (orang.pk, "pelayanan")
    assert line.fields == {"bagian": bagian}


def test_reveal_when_fifteen_minutes_passed_then_masked_again(browser, orang, monkeypatch):
    buka(browser, orang)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=14))
    assert "610704 120255 9001" in page(browser, orang)
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=15, seconds=1))
    assert "610704 120255 9001" not in page(browser, orang)


def test_reveal_when_one_person_then_no_other(browser, operator, orang):
    lain = make_orang(operator, nik=make_nik())
    buka(browser, orang)
    assert "6107•• ••••••" in page(browser, lain)


def test_reveal_when_other_reason_then_words_are_needed(browser, operator, orang):
    response = buka(browser, orang, alasan="lainnya")
    assert "Tulis alasan Anda membuka data ini." in response.content.decode()
    assert revealed(operator) == []
    assert buka(browser, orang, alasan="lainnya", keterangan="Uji").status_code == 302
    assert revealed(operator)[0].reason == "lainnya: Uji"


@pytest.mark.parametrize(
    "isi",
    [
        {"alasan": ""},
        {"alasan": "karangan"},
        {"keterangan": "x" * 100_000},
        {"keterangan": "a\x00b"},
    ],
)
def test_reveal_when_form_is_bad_then_explained_and_nothing_opened(browser, operator, orang, isi):
    shown = buka(browser, orang, **isi).content.decode()
    assert "Galat:" in shown
    assert "Ada yang perlu diperbaiki" in shown
    assert "610704 120255 9001" not in shown
    assert revealed(operator) == []


@pytest.mark.parametrize("bagian", ["", "nama", "no_kk", "nik\x00"])
def test_reveal_when_part_unknown_then_404(browser, orang, bagian):
    assert buka(browser, orang, bagian=bagian).status_code == 404


@pytest.mark.parametrize("role", ["kepala_desa", "koordinator_kasus", "petugas_kasus", "bupati"])
def test_reveal_when_role_without_permission_then_404(client, orang, role):
    area = DESA if role == "kepala_desa" else "61.07"
    user = make_user(role, area, "pppa" if role.endswith("kasus") else "")
    assert buka(sign_in(client, user), orang).status_code == 404
    assert revealed(user) == []


@pytest.mark.parametrize("tempat", ["61.07.04.2004", "61.07.03.2001"])
def test_reveal_when_foreign_or_sealed_then_404(client, operator, orang, tempat):
    lain = make_user("operator_desa", tempat)
    assert buka(sign_in(client, lain), orang).status_code == 404
    sealed = make_rahasia(operator, jenis_kelamin="P", nik=make_nik())
    assert sign_in(client, operator).post(f"/warga/{sealed}/buka/", BAIK).status_code == 404


def test_reveal_when_get_then_404(browser, orang):
    assert browser.get(f"/warga/{orang.pk}/buka/").status_code == 404


def test_reveal_when_anonymous_then_asked_to_sign_in(client, orang):
    assert buka(client, orang).status_code == 401


def test_reveal_notes_when_terbatas_then_closed_until_opened(browser, operator, orang):
    add_ppks(operator, orang, kategori=9, jawaban={"no_kpd": ("KPD-UJI-77",)})
    assert "KPD-UJI-77" not in page(browser, orang)
    assert "Tertutup" in page(browser, orang)
    buka(browser, orang, bagian="catatan")
    assert "KPD-UJI-77" in page(browser, orang)


def test_reveal_no_kk_when_reason_given_then_shown(browser, operator):
    make_orang(operator, no_kk=KK, hubungan="1")
    with acting_as(operator.context):
        path = f"/keluarga/{Keluarga.objects.get().pk}/"
    assert "610704 010101 9123" not in browser.get(path).content.decode()
    bad = browser.post(f"{path}buka/", {"alasan": ""})
    assert "Galat:" in bad.content.decode()
    assert browser.post(f"{path}buka/", BAIK).status_code == 302
    assert "610704 010101 9123" in browser.get(path).content.decode()
    assert revealed(operator)[0].fields == {"bagian": "no_kk"}


def test_reveal_when_role_is_switched_then_masked(browser, operator, orang):
    give_role(operator, "kepala_desa", DESA)
    buka(browser, orang)
    assert "610704 120255 9001" in page(browser, orang)
    session = browser.session
    kepala = next(c for c in list_contexts(operator) if c.role == "kepala_desa")
    session[ASSIGNMENT_KEY] = str(kepala.assignment_id)
    session.save()
    assert "610704 120255 9001" not in page(browser, orang)
