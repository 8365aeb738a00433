"""Case work through the screens: intake, opening, assignment, assessment, decision."""

from uuid import uuid4

import pytest
from django.urls import reverse

from balale.access.context import acting_as
from balale.audit.models import TrailLine
from balale.registry.models import Keputusan
from tests.factories import cases
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"


@pytest.fixture
def operator():
    return make_user("operator_desa", DESA)


@pytest.fixture
def koordinator():
    return make_user("koordinator_kasus", "61.07", "pppa", nama="Agnes Lumut")


@pytest.fixture
def petugas():
    return make_user("petugas_kasus", "61.07", "pppa", nama="Dominikus Rotan")


@pytest.fixture
def kasus(operator, koordinator):
    return cases.make_case(operator, koordinator)


def post(client, name, kasus, **fields):
    """Send one step's form, based on the version now stored."""
    kasus.refresh_from_db()
    data = {"kunci": str(uuid4()), "versi": kasus.versi} | fields
    return client.post(reverse(f"cases:{name}", args=[kasus.pk]), data)


def page(client, kasus) -> str:
    return client.get(reverse("cases:kasus", args=[kasus.pk])).content.decode()


def trail(user, event) -> list[TrailLine]:
    with acting_as(user.context):
        return list(TrailLine.objects.filter(event=event))


def test_case_page_before_a_reason_shows_no_identity(client, koordinator, kasus):
    body = page(sign_in(client, koordinator), kasus)
    assert not [marker for marker in cases.MARKAS if marker in body]


def test_case_page_after_a_reason_shows_identity_and_logs(client, koordinator, kasus):
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "buka", kasus, alasan="pelayanan", keterangan="memilih petugas")
    assert cases.NAMA in page(client, kasus)
    assert trail(koordinator, "case.opened")[0].reason == "pelayanan: memilih petugas"
    assert trail(koordinator, "case.viewed")


def test_opening_without_a_reason_opens_nothing(client, koordinator, kasus):
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        answer = post(client, "buka", kasus, alasan="pelayanan", keterangan="")
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert cases.NAMA not in page(client, kasus)


def test_case_from_hand_in_to_verified(client, koordinator, petugas, kasus):
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "tugaskan", kasus, petugas=str(petugas.id))
    sign_in(client, petugas)
    assert cases.NAMA in page(client, kasus)
    with acting_as(petugas.context):
        post(client, "catatan", kasus, jenis="asesmen", teks="Perlu rumah aman.")
        post(client, "minta", kasus, catatan="")
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "buka", kasus, alasan="verifikasi", keterangan="memeriksa")
        post(client, "sahkan", kasus, metode="lapangan", catatan="")
        kasus.refresh_from_db()
        assert kasus.status == "diverifikasi"
        assert Keputusan.objects.get(usulan__ppks=kasus).sebagai == "koordinator_kasus"


def test_case_before_assignment_is_absent_for_petugas(client, petugas, kasus):
    sign_in(client, petugas)
    absent = client.get(reverse("cases:kasus", args=[uuid4()]))
    denied = client.get(reverse("cases:kasus", args=[kasus.pk]))
    assert absent.status_code == denied.status_code == 404


@pytest.mark.parametrize("role", ["operator_desa", "kepala_desa", "verifikator", "admin_teknis"])
def test_case_pages_for_other_roles_do_not_exist(client, kasus, role):
    area = {"verifikator": "61.07", "admin_teknis": ""}.get(role, DESA)
    sign_in(client, make_user(role, area))
    for name in ("kasus", "buka", "tugaskan", "catatan", "minta", "sahkan", "kembalikan", "tolak"):
        assert client.get(reverse(f"cases:{name}", args=[kasus.pk])).status_code == 404
    assert client.get(reverse("cases:daftar")).status_code == 404
