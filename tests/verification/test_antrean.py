"""The office's queue and its decisions, as a verifikator uses them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.audit.models import TrailLine
from balale.registry.models import Keputusan
from balale.registry.queries.usulan import get_dasar
from balale.registry.services import decide
from tests.factories.accounts import make_user, sign_in
from tests.factories.usulan import ACARA, accept, approve, fresh, give_back, make_usulan, send_back

DESA = "61.07.03.2001"
NO_KK = "6107032811099001"
BURUK = ["\x00", "a" * 100_000, "<script>alert(1)</script>", "=1+1", "🙂" * 600]

pytestmark = pytest.mark.django_db


@pytest.fixture
def usulan(operator, kades):
    row = make_usulan(operator, nama="Theresia Anyap")
    approve(row, kades)
    return row


@pytest.fixture
def office(client, verifikator):
    return sign_in(client, verifikator)


def sent(usulan, user, **more):
    """What the page of the proposal posts."""
    return {"kunci": str(uuid4()), "versi": str(get_dasar(fresh(usulan, user))), **more}


def act(usulan, name):
    return f"/verifikasi/{usulan.pk}/{name}/"


def status(usulan, user):
    row = fresh(usulan, user)
    return row.status, row.ppks.status


def test_queue_shows_oldest_first_with_counts(office, usulan, operator, kades, verifikator):
    second = make_usulan(operator, nama="Supardi")
    approve(second, kades)
    page = office.get("/verifikasi/").content.decode()
    assert page.index("Theresia Anyap") < page.index("Supardi")
    assert "Semua <b>2</b>" in page
    assert "Ulang <b>0</b>" in page


def test_name_of_a_child_whose_age_is_unknown_is_masked(office, operator, kades, verifikator):
    anak = {"nama": "Maria Lina", "tanggal_lahir": None, "presisi_tgl_lahir": "", "no_kk": NO_KK}
    child = make_usulan(operator, kategori=2, **anak)
    family = make_usulan(operator, kategori=24, no_kk=NO_KK, hubungan="1")
    for row in (child, family):
        approve(row, kades)
    assert "Maria Lina" not in office.get("/verifikasi/").content.decode()
    assert "Maria Lina" not in office.get(f"/verifikasi/{family.pk}/").content.decode()
    give_back(child, verifikator)
    assert "Maria Lina" not in office.get("/verifikasi/riwayat/").content.decode()


def test_queue_of_many_asks_few_queries(office, operator, kades, django_assert_max_num_queries):
    for n in range(6):
        approve(make_usulan(operator, nama=f"Warga {n}"), kades)
    with django_assert_max_num_queries(24):
        assert office.get("/verifikasi/").status_code == 200


def test_queue_pages_by_key(office, operator, kades, monkeypatch):
    monkeypatch.setattr("balale.verification.queries.PAGE_SIZE", 2)
    for n in range(3):
        approve(make_usulan(operator, nama=f"Warga {n}"), kades)
    first = office.get("/verifikasi/").content.decode()
    assert "Warga 2" not in first
    rest = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Warga 2" in office.get(rest).content.decode()


def test_page_shows_checks_and_masked_nik(office, usulan, verifikator):
    page = office.get(f"/verifikasi/{usulan.pk}/").content.decode()
    assert "NIK 16 angka, cocok dengan tanggal lahir" in page
    assert "140/22/BA/2026" in page
    with acting_as(verifikator.context):
        nik = Vault().get(fresh(usulan, verifikator).orang, "nik")
    assert nik not in page.replace(" ", "")


def test_terbatas_page_leaves_a_line(office, operator, kades, verifikator):
    row = make_usulan(operator, kategori=9)
    approve(row, kades)
    office.get(f"/verifikasi/{row.pk}/")
    with acting_as(verifikator.context):
        assert TrailLine.objects.filter(event="ppks.viewed", object_id=row.ppks_id).count() == 1


def test_accept_goes_to_the_next_with_undo(office, usulan, operator, kades, verifikator):
    second = make_usulan(operator, nama="Supardi")
    approve(second, kades)
    answer = office.post(act(usulan, "terima"), sent(usulan, verifikator, metode="meja"))
    assert answer.url.startswith(f"/verifikasi/{second.pk}/?selesai=")
    page = office.get(answer.url).content.decode()
    assert "Theresia Anyap diterima." in page
    office.post("/verifikasi/urungkan/" + page.split('action="/verifikasi/urungkan/')[1][:37])
    assert status(usulan, verifikator) == ("menunggu_verifikasi", "diajukan")


def test_accept_sent_twice_decides_once(office, usulan, verifikator):
    form = sent(usulan, verifikator, metode="meja")
    answers = [office.post(act(usulan, "terima"), form) for _ in range(2)]
    assert answers[0].url == answers[1].url
    with acting_as(verifikator.context):
        assert Keputusan.objects.filter(hasil="diterima").count() == 1


def test_accept_after_a_colleague_names_who_decided(office, usulan, verifikator):
    form = sent(usulan, verifikator, metode="meja")
    accept(usulan, make_user("verifikator", "61.07", nama="Kristina Ranti"))
    answer = office.post(act(usulan, "terima"), form)
    assert answer.status_code == 409
    assert "Kristina Ranti" in answer.content.decode()


@pytest.mark.parametrize("missing", ["kunci", "versi"])
@pytest.mark.parametrize("name", ["terima", "kembalikan", "tolak"])
def test_decision_without_key_or_version_writes_nothing(name, missing, office, usulan, verifikator):
    form = sent(
        usulan, verifikator, metode="meja",
        alasan="bukan_warga" if name == "tolak" else "nik_salah", catatan="x",
    )  # fmt: skip
    del form[missing]
    assert office.post(act(usulan, name), form).status_code == 428
    assert status(usulan, verifikator) == ("menunggu_verifikasi", "diajukan")


def test_return_marks_field_for_the_operator(office, usulan, verifikator):
    form = sent(usulan, verifikator, alasan="nik_salah", kolom=["nik", "dusun"], catatan="Cek KTP.")
    assert office.post(act(usulan, "kembalikan"), form).status_code == 302
    assert status(usulan, verifikator) == ("dikembalikan", "dikembalikan")
    assert fresh(usulan, verifikator).ppks.kolom_ditandai == "nik,dusun"


@pytest.mark.parametrize("name", ["kembalikan", "tolak"])
@pytest.mark.parametrize("buruk", BURUK)
def test_bad_words_are_refused_beside_the_field_or_stored(name, buruk, office, usulan, verifikator):
    for field in ("catatan", "alasan", "kolom", "saring", "metode"):
        form = {"alasan": "lainnya", **sent(usulan, verifikator), field: buruk}
        answer = office.post(act(usulan, name), form)
        assert answer.status_code in {200, 302}
        if answer.status_code == 302:
            return
    assert status(usulan, verifikator) == ("menunggu_verifikasi", "diajukan")


@pytest.mark.parametrize("buruk", BURUK)
def test_bad_key_or_version_is_428(buruk, office, usulan, verifikator):
    for field in ("kunci", "versi"):
        form = {**sent(usulan, verifikator, metode="meja"), field: buruk}
        assert office.post(act(usulan, "terima"), form).status_code == 428


def test_village_affair_and_rahasia_and_unknown_look_absent(office, operator, kades):
    waiting, sent_back = make_usulan(operator), make_usulan(operator)
    send_back(sent_back, kades)
    for pk in (waiting.pk, sent_back.pk, UUID(int=1)):
        for name in ("", "terima/", "kembalikan/", "tolak/"):
            method = office.post if name == "terima/" else office.get
            assert method(f"/verifikasi/{pk}/{name}").status_code == 404


@pytest.mark.parametrize("role", ["operator_desa", "kepala_desa"])
def test_village_roles_have_no_queue(role, client, usulan):
    sign_in(client, make_user(role, DESA))
    assert client.get("/verifikasi/").status_code == 404
    assert client.post(act(usulan, "terima")).status_code == 404


def test_undo_of_a_colleague_is_absent(office, usulan):
    keputusan = accept(usulan, make_user("verifikator", "61.07"))
    assert office.post(f"/verifikasi/urungkan/{keputusan.pk}/").status_code == 404


def test_history_takes_a_decision_back(office, usulan, verifikator):
    keputusan = give_back(usulan, verifikator)
    assert "Urungkan" in office.get("/verifikasi/riwayat/").content.decode()
    for _twice in range(2):
        office.post(f"/verifikasi/urungkan/{keputusan.pk}/")
    assert status(usulan, verifikator) == ("menunggu_verifikasi", "diajukan")
    assert "Sudah diurungkan" in office.get("/verifikasi/riwayat/").content.decode()


def test_late_filter_holds_only_what_waits_over_14_days(office, usulan, operator, kades):
    old = make_usulan(operator, nama="Lopo")
    row = fresh(old, kades)
    with acting_as(kades.context):
        decide.approve_usulan(
            usulan=row, dasar=get_dasar(row), acara=ACARA, by=kades,
            now=timezone.now() - timedelta(days=16),
        )  # fmt: skip
    page = office.get("/verifikasi/?saring=lama").content.decode()
    assert "Lopo" in page
    assert "Theresia" not in page
    assert "16 hari" in page
