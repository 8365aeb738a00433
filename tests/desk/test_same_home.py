"""Tambah lagi (alamat sama): the next of a household starts with its address and No KK."""

import pytest

from balale.access.context import acting_as
from balale.access.models import Receipt
from balale.registry.models import AnggotaKeluarga
from tests.desk.test_entry import put, send, sheet
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_nik, make_orang

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
KK = "6107012811099001"


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


def sent(client, **changes):
    """The address behind the button of the receipt of one sending."""
    data = sheet(aksi="periksa", **changes)
    put(client, data)
    page = client.get(send(client, data["draf"])["Location"]).content.decode()
    return "/tambah/" + page.split('href="/tambah/?dari=')[1].split('"')[0].join(["?dari=", ""])


def test_next_of_the_household_starts_with_address_and_family(masuk, operator):
    address = sent(masuk, no_kk=KK, hubungan="1", alamat="Dekat jembatan")
    make_orang(operator, nama="Orang lain", dusun="Jauh", nik=make_nik())
    page = masuk.get(address.replace("&amp;", "&")).content.decode()
    for words in ('value="Sebadu"', 'value="003/001"', "Dekat jembatan", f'value="{KK}"'):
        assert words in page
    assert "Fransiskus" not in page


def test_two_of_a_household_are_one_family(masuk, operator):
    for nik, nama, hubungan in ((make_nik(), "Lopo", "1"), (make_nik(), "Limpi", "3")):
        sent(masuk, nik=nik, nama=nama, no_kk=KK, hubungan=hubungan)
    with acting_as(operator.context):
        assert AnggotaKeluarga.objects.values("keluarga").distinct().count() == 1


@pytest.mark.parametrize("dari", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_receipt_that_is_none_of_ones_own_gives_nothing_of_it(masuk, operator, dari):
    sent(masuk, no_kk=KK, hubungan="1")
    with acting_as(operator.context):
        receipt = Receipt.objects.filter(jenis="ppks_baru").get()
    assert KK not in masuk.get(f"/tambah/?dari={dari}").content.decode()
    sign_in(masuk, make_user("operator_desa", DESA))
    assert KK not in masuk.get(f"/tambah/?dari={receipt.pk}").content.decode()
