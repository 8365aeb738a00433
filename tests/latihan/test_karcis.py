"""From the real site to the training and back: once, in time, for the account it was made for."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import Assignment, User
from balale.access.rules.policy import Role
from balale.latihan.queries.tempat import PESERTA, get_finished
from balale.latihan.rules.karcis import Tujuan, sign, verify
from balale.latihan.services import karcis as services
from tests.factories.accounts import ADMIN, list_trail, make_user, sign_in
from tests.factories.paper import read_pdf

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
KEY = b"kunci bersama dari dua tempat itu"
MULAI, MASUK = reverse("latihan:mulai"), reverse("latihan:masuk")
SELESAI, HASIL = reverse("latihan:selesai"), reverse("latihan:hasil")


@pytest.fixture(autouse=True)
def _key(settings):
    settings.LATIHAN_KEY = KEY


@pytest.fixture
def real(owner):
    """The database is for a moment that of a real site."""
    owner.execute("update access_installation set is_latihan = false")
    yield
    owner.execute("update access_installation set is_latihan = true")


@pytest.fixture
def beside(settings):
    """This process is the site for training."""
    settings.IS_LATIHAN_SITE = True


def slip_of(answer) -> str:
    assert answer.status_code == 302
    return parse_qs(urlsplit(answer["Location"]).query)["karcis"][0]


def take(text: str) -> Client:
    client = Client()
    client.answer = client.post(MASUK, {"karcis": text})
    return client


def ticket(user, *, now=None) -> str:
    with acting_as(user.context):
        return services.issue_ticket(by=user, now=now or timezone.now())


def read(text: str, tujuan: Tujuan = Tujuan.MASUK):
    return verify(text, KEY, tujuan=tujuan, now=int(timezone.now().timestamp()))


def test_home_when_a_training_stands_beside_then_links_to_it(client, operator, real):
    home = sign_in(client, operator).get("/").content.decode()
    assert "Latihan dulu" in home
    assert "Mulai latihan" in client.get(reverse("latihan:tugas")).content.decode()


def test_home_when_no_key_is_set_then_no_link(client, operator, real, settings):
    settings.LATIHAN_KEY = b""
    assert "Latihan dulu" not in sign_in(client, operator).get("/").content.decode()
    assert client.get(reverse("latihan:tugas")).status_code == 404
    assert client.post(MULAI)["Location"] == reverse("latihan:tugas")


def test_start_when_pressed_then_a_slip_without_name_leads_to_the_training(client, operator, real):
    answer = sign_in(client, operator).post(MULAI)
    assert answer["Location"].startswith("/latihan/belajar/masuk/?")
    found = read(slip_of(answer))
    assert (found.peran, found.wilayah) == ("operator_desa", DESA)
    assert str(operator.id) not in str(found)
    assert operator.username not in str(found)
    assert len(list_trail("latihan.started")) == 1


def test_training_when_a_slip_comes_then_signed_in_under_a_name_of_nobody(operator, beside):
    client = take(ticket(operator))
    assert client.answer["Location"] == reverse("latihan:tugas")
    page = client.get("/").content.decode()
    assert "Peserta latihan" in page
    assert operator.nama not in page
    assert client.get(reverse("latihan:tugas")).status_code == 200


def test_training_when_the_same_account_comes_again_then_the_same_account_there(operator, beside):
    take(ticket(operator))
    take(ticket(operator))
    with acting_as(ADMIN):
        (user,) = User.objects.filter(username__startswith=PESERTA)
        (held,) = Assignment.objects.filter(user=user)
    assert (held.role, held.wilayah_kode) == ("operator_desa", DESA)


def test_slip_when_used_twice_then_refused_in_words(operator, beside):
    text = ticket(operator)
    take(text)
    again = take(text).answer
    assert again.status_code == 200
    assert "sudah dipakai" in again.content.decode()
    assert "sesi" not in again.cookies


def test_slip_when_late_then_refused_in_words(operator, beside):
    text = ticket(operator, now=timezone.now() - timedelta(seconds=61))
    assert "lewat waktu" in take(text).answer.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"peran": "bupati"}, "tidak punya tugas"),
        ({"peran": "sistem"}, "tidak punya tugas"),
        ({"peran": "x"}, "tidak punya tugas"),
        ({"wilayah": "61.99"}, "tidak ada di tempat latihan"),
        ({"wilayah": ""}, "tidak ada di tempat latihan"),
    ],
)
def test_slip_when_of_no_role_or_area_that_trains_then_refused(operator, beside, change, words):
    text = sign(replace(read(ticket(operator)), **change), KEY)
    answer = take(text).answer
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_slip_when_made_by_another_key_then_refused(operator, beside, settings):
    text = ticket(operator)
    settings.LATIHAN_KEY = b"x" * 32
    assert "tidak sah" in take(text).answer.content.decode()


def test_real_site_when_a_slip_comes_to_sign_in_then_nobody_is_signed_in(operator, real):
    answer = take(ticket(operator)).answer
    assert answer.status_code == 200
    assert "sesi" not in answer.cookies


def test_start_when_the_role_has_no_training_then_not_found(client, real):
    assert sign_in(client, make_user(Role.KEPALA_DESA, DESA)).post(MULAI).status_code == 404


def result_for(user, *, at=None) -> str:
    """The slip that the training would send back for this account."""
    with acting_as(user.context):
        peserta = replace_name(user, PESERTA + services.make_pseudonym(user))
    now = timezone.now()
    return services.issue_result(by=peserta, selesai_pada=at or now, now=now)


def replace_name(user, username: str):
    other = User(id=user.id, username=username, nama="Peserta latihan")
    other.context = user.context
    return other


def test_result_when_it_comes_back_then_kept_and_the_certificate_bears_the_name(
    client, operator, real
):
    at = timezone.now() - timedelta(minutes=5)
    answer = sign_in(client, operator).post(HASIL, {"karcis": result_for(operator, at=at)})
    assert answer["Location"] == reverse("latihan:tugas")
    with acting_as(operator.context):
        assert get_finished(operator) == at
    assert len(list_trail("latihan.finished")) == 1
    paper = client.get(reverse("latihan:sertifikat"))
    assert operator.nama in read_pdf(paper.content)


def test_result_when_it_comes_a_second_time_then_the_first_moment_stays(client, operator, real):
    first = timezone.now() - timedelta(days=2)
    sign_in(client, operator)
    for at in (first, timezone.now()):
        client.post(HASIL, {"karcis": result_for(operator, at=at)})
    with acting_as(operator.context):
        assert get_finished(operator) == first


@pytest.mark.parametrize("case", ["other", "ticket", "future", "forged"])
def test_result_when_not_this_accounts_then_nothing_is_kept(client, operator, real, case):
    later = timezone.now() + timedelta(days=1)
    text = {
        "other": lambda: result_for(make_user(Role.OPERATOR_DESA, DESA)),
        "ticket": lambda: ticket(operator),
        "future": lambda: result_for(operator, at=later),
        "forged": lambda: result_for(operator)[:-6] + "AAAAAA",
    }[case]()
    sign_in(client, operator).post(HASIL, {"karcis": text})
    with acting_as(operator.context):
        assert get_finished(operator) is None
    assert client.get(reverse("latihan:sertifikat")).status_code == 302


def test_result_when_tasks_are_open_then_none_is_sent(operator, beside):
    client = take(ticket(operator))
    assert client.post(SELESAI)["Location"] == reverse("latihan:tugas")
    assert client.get(reverse("latihan:sertifikat")).status_code == 404


def test_follow_up_when_training_is_finished_then_says_so(client, operator, real):
    sign_in(client, operator).post(HASIL, {"karcis": result_for(operator)})
    camat = make_user(Role.CAMAT, "61.07.14")
    page = sign_in(Client(), camat).get(reverse("desk:akun_desa")).content.decode()
    assert "latihan selesai" in page


def test_reset_when_the_database_is_real_then_refused(operator, real):
    with pytest.raises(ProgrammingError), acting_as(operator.context):
        connection.cursor().execute("select balale_latihan_reset(%s)", [DESA])


def test_slip_when_only_looked_at_then_nothing_happens(client, operator, beside):
    text = ticket(operator)
    page = client.get(MASUK, {"karcis": text})
    assert text in page.content.decode()
    assert "sesi" not in page.cookies
    assert take(text).answer.status_code == 302


def test_result_when_only_looked_at_then_nothing_is_kept(client, operator, real):
    text = result_for(operator)
    assert text in sign_in(client, operator).get(HASIL, {"karcis": text}).content.decode()
    with acting_as(operator.context):
        assert get_finished(operator) is None
