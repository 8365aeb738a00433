"""The review of emergency openings: the auditor's weeks, and the unit's explanations."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from balale.access import crypto
from balale.cases.rules import (
    KeadaanTinjau,
    Minggu,
    get_tinjau,
    is_overdue,
    kode_kasus,
    minggu_of,
    nomor_kasus,
    parse_minggu,
    parse_nomor,
)
from tests.factories import cases
from tests.factories.accounts import list_trail, make_user, sign_in

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
SAAT = datetime(2026, 11, 24, 7, 5, tzinfo=UTC)


@pytest.fixture
def auditor():
    return make_user("auditor", "61.07", nama="Maria Sengkuang")


@pytest.fixture
def buka(petugas, kasus):
    return cases.break_open(petugas, kasus)


def send(client, name, buka, **fields):
    url = reverse(f"cases:{name}", args=[buka])
    return client.post(url, {"kunci": str(uuid4())} | fields)


def page(client, name, buka) -> str:
    return client.get(reverse(f"cases:{name}", args=[buka])).content.decode()


def ask(client, auditor, buka):
    sign_in(client, auditor)
    return send(client, "tinjau", buka, hasil="perlu_penjelasan", teks="Mengapa tidak menelepon?")


def test_week_names_who_and_why_and_the_case_by_pseudonym(client, auditor, petugas, kasus, buka):
    sign_in(client, auditor)
    body = client.get("/kasus/tinjauan/").content.decode()
    assert crypto.pseudonym(kasus.pk) in body
    assert "Dominikus Rotan" in body
    assert "Nyawa atau keselamatan terancam" in body
    assert kode_kasus(kasus.pk) not in body


def test_review_page_tells_what_was_read_by_the_trail(client, auditor, petugas, buka):
    sign_in(client, petugas)
    for _ in range(2):
        client.get(reverse("cases:darurat_kasus", args=[buka]))
    sign_in(client, auditor)
    body = page(client, "tinjau", buka)
    assert "dibaca 2 kali" in body
    assert not [word for word in cases.MARKAS if word in body]
    assert list_trail("break.viewed")[-1].object_id == buka


def test_finding_wajar_closes_the_review(client, auditor, koordinator, buka):
    sign_in(client, auditor)
    assert send(client, "tinjau", buka, hasil="wajar", teks="").status_code == 302
    assert "Semua sudah ditinjau" in client.get("/").content.decode()
    assert "Simpan putusan" not in page(client, "tinjau", buka)
    sign_in(client, koordinator)
    assert "Tidak ada yang menunggu" in client.get("/kasus/penjelasan/").content.decode()


def test_explanation_asked_is_given_by_the_koordinator_and_read(client, auditor, koordinator, buka):
    assert ask(client, auditor, buka).status_code == 302
    sign_in(client, koordinator)
    assert "Mengapa tidak menelepon?" in page(client, "jelaskan", buka)
    assert send(client, "jelaskan", buka, teks="Sinyal putus.").status_code == 302
    sign_in(client, auditor)
    assert "Tinjau 1 buka darurat" in client.get("/").content.decode()
    assert "Sinyal putus." in page(client, "tinjau", buka)
    assert send(client, "tinjau", buka, hasil="wajar", teks="").status_code == 302


def test_question_without_words_is_refused(client, auditor, buka):
    sign_in(client, auditor)
    answer = send(client, "tinjau", buka, hasil="perlu_penjelasan", teks="")
    assert "Tulis apa yang perlu dijelaskan." in answer.content.decode()
    assert not list_trail("break.reviewed")


def test_finding_sent_twice_stands_once(client, auditor, buka):
    sign_in(client, auditor)
    kunci = str(uuid4())
    for _ in range(2):
        send(client, "tinjau", buka, hasil="wajar", teks="", kunci=kunci)
    assert len(list_trail("break.reviewed")) == 1


def test_finding_on_a_closed_review_is_refused(client, auditor, buka):
    sign_in(client, auditor)
    send(client, "tinjau", buka, hasil="wajar", teks="")
    answer = send(client, "tinjau", buka, hasil="wajar", teks="")
    assert "sudah dinyatakan wajar" in answer.content.decode()


def test_explanation_that_nobody_asked_is_refused(client, koordinator, buka):
    sign_in(client, koordinator)
    answer = send(client, "jelaskan", buka, teks="Sinyal putus.")
    assert "Tidak ada penjelasan yang diminta." in answer.content.decode()


def test_opening_of_another_unit_is_absent(client, auditor, buka):
    ask(client, auditor, buka)
    sign_in(client, make_user("koordinator_kasus", "61.07", "resos"))
    assert client.get(reverse("cases:jelaskan", args=[buka])).status_code == 404
    assert send(client, "jelaskan", buka, teks="Isi.").status_code == 404


@pytest.mark.parametrize("field", ["x" * 100_000, "\0", "<script>alert(1)</script>"])
def test_hostile_words_are_refused_or_shown_as_words(client, auditor, buka, field):
    sign_in(client, auditor)
    answer = send(client, "tinjau", buka, hasil="perlu_penjelasan", teks=field)
    assert answer.status_code in {200, 302}
    assert "<script>alert" not in page(client, "tinjau", buka)


def test_review_a_week_late_is_shown(client, auditor, buka, monkeypatch):
    later, week = timezone.now() + timedelta(days=8), minggu_of(timezone.localdate())
    sign_in(client, auditor)
    monkeypatch.setattr("balale.cases.views.tinjauan.timezone.now", lambda: later)
    body = client.get(f"/kasus/tinjauan/?minggu={week.kode}").content.decode()
    assert "Terlambat" in body


@pytest.mark.parametrize("minggu", ["", "2026-M60", "x", "2026-M00", "\0", "9" * 5000])
def test_week_that_is_none_shows_this_week(client, auditor, minggu):
    sign_in(client, auditor)
    assert client.get("/kasus/tinjauan/", {"minggu": minggu}).status_code == 200


def test_weeks_cost_few_questions(client, auditor, petugas, kasus, django_assert_max_num_queries):
    for _ in range(5):
        cases.break_open(petugas, kasus)
    sign_in(client, auditor)
    with django_assert_max_num_queries(22):
        client.get("/kasus/tinjauan/")


@pytest.mark.parametrize(
    ("step", "keadaan"),
    [
        (("", ""), KeadaanTinjau.BELUM),
        (("putusan", "wajar"), KeadaanTinjau.WAJAR),
        (("putusan", "perlu_penjelasan"), KeadaanTinjau.DIMINTA),
        (("penjelasan", ""), KeadaanTinjau.DIJAWAB),
    ],
)
def test_state_follows_the_last_step(step, keadaan):
    assert get_tinjau(*step) is keadaan
    assert is_overdue(keadaan, SAAT, SAAT + timedelta(days=7)) is False
    late = SAAT + timedelta(days=7, seconds=1)
    assert is_overdue(keadaan, SAAT, late) is (keadaan is not KeadaanTinjau.WAJAR)


@pytest.mark.parametrize(
    ("day", "kode", "senin"),
    [
        (date(2026, 11, 24), "2026-M48", date(2026, 11, 23)),
        (date(2027, 1, 1), "2026-M53", date(2026, 12, 28)),
        (date(2027, 1, 4), "2027-M01", date(2027, 1, 4)),
    ],
)
def test_week_of_a_day_is_the_iso_week(day, kode, senin):
    week = minggu_of(day)
    assert (week.kode, week.senin) == (kode, senin)
    assert parse_minggu(kode) == week
    assert week.shift(1).shift(-1) == week
    assert week.ahad - week.senin == timedelta(days=6)


def test_week_53_of_a_short_year_is_none():
    assert parse_minggu("2025-M53") is None
    assert Minggu(2026, 48) < Minggu(2027, 1)


def test_case_number_is_read_however_it_is_typed(kasus):
    digits = kasus.pk.hex[:8]
    nomor = nomor_kasus(kasus.pk)
    for typed in (nomor, nomor.lower(), nomor.replace("-", " "), nomor[2:], digits):
        assert parse_nomor(typed) == digits
    assert parse_nomor("K-OI1L-0000") == "01110000"
    assert parse_nomor("K-7F3A") is None
