"""Breaking the glass: who may, what it shows, what it leaves, and what it never tells."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from balale.access import crypto
from balale.access.context import acting_as
from balale.access.queries.accounts import list_contexts
from balale.access.services.delegations import delegate
from balale.access.session_rules import PROOF_KEY
from balale.cases.models import BukaDarurat
from balale.cases.queries.darurat import count_unit_waiting
from balale.cases.rules import nomor_kasus
from tests.factories import cases
from tests.factories.accounts import FRASA, list_trail, make_user, set_passphrase, sign_in
from tests.site.compare import settle

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
URL = "/kasus/darurat/"
ALASAN = "Rumah sakit menelepon Yustina"


@pytest.fixture
def kepala_dinas():
    return make_user("kepala_dinas", "61.07", nama="Stefanus Kumbang")


@pytest.fixture
def asing():
    """A petugas of the other unit."""
    return make_user("petugas_kasus", "61.07", "resos")


def send(client, nomor, **changes):
    """The form, filled."""
    given = {"kunci": str(uuid4()), "nomor": nomor, "alasan": "keselamatan", "keterangan": ALASAN}
    return client.post(URL, given | changes)


def break_open(client, user, kasus, **changes):
    """Break the glass on a case; the page that follows."""
    answer = send(sign_in(client, user), nomor_kasus(kasus.pk), **changes)
    assert answer.status_code == 302
    return answer.url


def forget_proof(client):
    session = client.session
    session[PROOF_KEY] = int(timezone.now().timestamp()) - 301
    session.save()


def body(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("who", ["petugas", "kepala_dinas"])
def test_break_glass_with_a_reason_shows_the_case_for_reading(client, request, kasus, who):
    url = break_open(client, request.getfixturevalue(who), kasus)
    page = body(client.get(url))
    assert cases.NAMA in page
    assert "Dibuka darurat" in page
    assert "Tambah catatan" not in page
    assert "Sahkan" not in page


def test_break_glass_by_a_delegate_of_the_kepala_dinas_opens_the_case(
    client, kepala_dinas, verifikator, kasus
):
    today, now = timezone.localdate(), timezone.now()
    with acting_as(kepala_dinas.context):
        delegate(
            kunci=uuid4(), user_id=verifikator.id, alasan="cuti", keterangan="",
            hari_terakhir=today, by=kepala_dinas, on=today, now=now,
        )  # fmt: skip
        verifikator.refresh_from_db()
    contexts = list_contexts(verifikator)
    verifikator.context = next(each for each in contexts if each.role == "kepala_dinas")
    assert cases.NAMA in body(client.get(break_open(client, verifikator, kasus)))


def test_break_glass_leaves_a_line_without_the_words(client, petugas, kasus):
    url = break_open(client, petugas, kasus)
    client.get(url)
    line = list_trail("case.broken_open")[-1]
    assert (line.object_id, line.reason) == (kasus.pk, "keselamatan")
    assert line.fields["keterangan"] == crypto.keyed_digest(ALASAN)
    assert list_trail("case.viewed")[-1].reason == "darurat"


def test_break_glass_seals_the_words_for_the_koordinator(client, petugas, koordinator, kasus):
    break_open(client, petugas, kasus)
    with acting_as(koordinator.context):
        opening = BukaDarurat.objects.get()
    assert ALASAN.encode() not in bytes(opening.keterangan_sandi)
    sign_in(client, koordinator)
    assert ALASAN in body(client.get(reverse("cases:jelaskan", args=[opening.pk])))


def test_break_glass_waits_on_the_home_of_auditor_and_koordinator(
    client, petugas, koordinator, kasus
):
    break_open(client, petugas, kasus)
    sign_in(client, koordinator)
    assert "Belum selesai ditinjau" in body(client.get("/"))
    sign_in(client, make_user("auditor", "61.07"))
    assert "Tinjau 1 buka darurat" in body(client.get("/"))
    other = make_user("koordinator_kasus", "61.07", "resos")
    with acting_as(other.context):
        assert count_unit_waiting(other) == 0


def test_break_glass_of_another_unit_is_told_like_an_unknown_number(client, asing, kasus):
    sign_in(client, asing)
    pages = []
    for nomor in (nomor_kasus(kasus.pk), "K-0000-0000"):
        pages.append(settle(send(client, nomor), swap={nomor: "?"}))
    assert pages[0] == pages[1]
    assert "tidak dikenal" in pages[0]
    lines = list_trail("case.break_refused")
    assert {(line.object_id, line.label, line.reason) for line in lines} == {
        (None, "", "keselamatan")
    }
    assert [set(line.fields) for line in lines] == [{"nomor"}, {"nomor"}]
    with acting_as(asing.context):
        assert not BukaDarurat.objects.exists()


@pytest.mark.parametrize("nomor", ["", "K-7F3A", "K-7F3A-91BG", "x" * 100_000, "\0", "'; --"])
def test_break_glass_with_a_bad_number_opens_nothing(client, petugas, kasus, nomor):
    answer = send(sign_in(client, petugas), nomor)
    assert answer.status_code == 200
    assert "Ada yang perlu diperbaiki" in body(answer)


@pytest.mark.parametrize("field", ["alasan", "keterangan"])
def test_break_glass_without_a_reason_opens_nothing(client, petugas, kasus, field):
    answer = send(sign_in(client, petugas), nomor_kasus(kasus.pk), **{field: ""})
    assert answer.status_code == 200
    assert not list_trail("case.broken_open")


def test_break_glass_after_five_minutes_asks_for_the_passphrase(client, petugas, kasus):
    set_passphrase(petugas)
    forget_proof(sign_in(client, petugas))
    assert "Frasa sandi Anda" in body(client.get(URL))
    assert send(client, nomor_kasus(kasus.pk)).status_code == 200
    assert send(client, nomor_kasus(kasus.pk), bukti="salah sama sekali").status_code == 200
    assert not list_trail("case.broken_open")
    assert send(client, nomor_kasus(kasus.pk), bukti=FRASA).status_code == 302


def test_break_glass_sent_twice_opens_once(client, petugas, kasus):
    kunci = str(uuid4())
    first = break_open(client, petugas, kasus, kunci=kunci)
    assert break_open(client, petugas, kasus, kunci=kunci) == first
    assert len(list_trail("case.broken_open")) == 1


def test_break_glass_without_a_key_is_refused(client, petugas, kasus):
    answer = send(sign_in(client, petugas), nomor_kasus(kasus.pk), kunci="")
    assert answer.status_code == 428


def test_break_glass_after_ten_wrong_numbers_waits(client, petugas, kasus):
    sign_in(client, petugas)
    for number in range(10):
        send(client, f"K-0000-000{number}")
    assert "Terlalu banyak nomor" in body(send(client, nomor_kasus(kasus.pk)))


def test_break_glass_on_own_work_leads_to_the_list(client, petugas, koordinator, kasus):
    cases.assign(kasus, petugas, koordinator)
    answer = send(sign_in(client, petugas), nomor_kasus(kasus.pk))
    assert "Kasus ini tugas Anda" in body(answer)


def test_opened_case_of_somebody_else_is_absent(client, petugas, kasus):
    url = break_open(client, petugas, kasus)
    sign_in(client, make_user("petugas_kasus", "61.07", "pppa"))
    assert client.get(url).status_code == 404


def test_opened_case_after_fifteen_minutes_is_closed(client, petugas, kasus, monkeypatch):
    url = break_open(client, petugas, kasus)
    later = timezone.now() + timedelta(minutes=15)
    monkeypatch.setattr("balale.cases.views.darurat.timezone.now", lambda: later)
    answer = client.get(url)
    assert (answer.status_code, answer.url) == (302, URL)


def test_opened_case_gives_no_step_and_no_place_in_the_list(client, petugas, kasus):
    break_open(client, petugas, kasus)
    for name in ("kasus", "catatan", "minta"):
        assert client.get(reverse(f"cases:{name}", args=[kasus.pk])).status_code == 404
    assert client.get(reverse("desk:kasus_jawaban", args=[kasus.pk])).status_code == 404
    assert "Belum ada kasus" in body(client.get("/"))
    assert "Tidak ada kasus di sini" in body(client.get("/kasus/"))


@pytest.mark.parametrize("role", ["operator_desa", "verifikator", "koordinator_kasus", "auditor"])
def test_break_glass_under_another_role_is_absent(client, role, kasus):
    area = DESA if role == "operator_desa" else "61.07"
    unit = "pppa" if role == "koordinator_kasus" else ""
    sign_in(client, make_user(role, area, unit))
    assert client.get(URL).status_code == 404
    assert send(client, nomor_kasus(kasus.pk)).status_code == 404
