"""The history of a person tells that photographs and papers came, ended and came back."""

from dataclasses import replace

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.registry.models import AnggotaKeluarga
from balale.registry.queries.timeline_berkas import list_kabar_berkas
from balale.registry.services import berkas_warga as services
from tests.factories import files
from tests.factories.accounts import sign_in
from tests.factories.registry import make_nik, make_orang

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


def told(client, orang) -> str:
    """The history on the person's page."""
    page = client.get(f"/warga/{orang.pk}/").content.decode()
    return page[page.index("Riwayat") :]


def finish(by, berkas) -> None:
    with acting_as(by.context):
        services.end_berkas(
            berkas=berkas, base=berkas.versi, alasan="salah_orang", by=by, now=timezone.now()
        )


def test_history_tells_that_a_photo_came_ended_and_came_back(masuk, operator):
    orang = make_orang(operator, nik=make_nik())
    berkas = files.add_berkas(operator, orang)
    finish(operator, berkas)
    with acting_as(operator.context):
        services.restore_berkas(berkas=berkas, by=operator, now=timezone.now())
    page = told(masuk, orang)
    for kata in ("ditambahkan", "diakhiri", "dipulihkan"):
        assert f"Berkas {kata}: Foto rumah" in page
    assert operator.nama in page
    assert str(berkas.pk) not in page.split("</section>")[0]


def test_history_tells_of_the_familys_papers_to_its_members_alone(masuk, operator):
    no_kk = make_nik()
    orang = make_orang(operator, no_kk=no_kk, hubungan="1", nik=make_nik())
    other = make_orang(operator, nama="Utin", nik=make_nik())
    with acting_as(operator.context):
        keluarga = AnggotaKeluarga.objects.get(orang=orang).keluarga
    files.add_berkas(operator, keluarga, jenis="kk")
    assert "Berkas ditambahkan" in told(masuk, orang)
    assert "Berkas ditambahkan" not in told(masuk, other)


def test_history_hides_a_paper_above_the_readers_level(operator):
    orang = make_orang(operator, nik=make_nik())
    files.add_berkas(operator, orang, jenis="surat_dokter")
    files.add_berkas(operator, orang)
    lower = replace(operator.context, tingkat=("biasa",))
    with acting_as(operator.context):
        assert len(list_kabar_berkas(orang, user=operator, kategori={})) == 2
    with acting_as(lower):
        operator.context = lower
        (kabar,) = list_kabar_berkas(orang, user=operator, kategori={})
    assert "Foto rumah" in kabar.judul
