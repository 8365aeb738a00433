"""The template: what its drop-downs offer is understood word for word."""

import io
import zipfile

import pytest

from balale.access.system import acting_as_system
from balale.exchange.queries.lingkup import get_lingkup
from balale.exchange.reader.workbook import open_workbook
from balale.exchange.rules.jenis import read_kategori
from balale.exchange.rules.kata import read_hubungan, read_kelamin
from balale.exchange.rules.kolom import match_label
from balale.exchange.rules.nomor import read_sebab_tanpa_nik
from balale.exchange.rules.tempat import read_desa
from balale.exchange.services.template import KOLOM, make_template
from balale.registry.queries.reference import list_kategori, list_kode
from balale.wilayah.queries import list_desa
from tests.exchange.corpus import HARI_INI

pytestmark = pytest.mark.django_db


def test_template_when_opened_then_is_read_and_has_its_drop_downs():
    with acting_as_system():
        data = make_template(HARI_INI)
    buku = open_workbook(data).buku
    assert [(one.nama, one.is_tampak) for one in buku.lembar] == [
        ("Orang", True), ("Keterangan", True), ("Daftar", False),
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<dataValidation ") == 6


@pytest.mark.parametrize("heading", [one[0] for one in KOLOM])
def test_template_heading_when_read_then_is_known(heading):
    assert match_label(heading) not in ("", "_lain")


def test_template_choices_when_read_then_are_understood_as_they_stand():
    with acting_as_system():
        daftar = get_lingkup(HARI_INI).daftar
        for row in list_kategori(HARI_INI):
            assert read_kategori(row.nama).nomor == (row.kategori_id,)
        for kode in list_kode("shdk", HARI_INI):
            assert read_hubungan(kode.teks) == kode.kode
        for kode in list_kode("alasan_tanpa_nik", HARI_INI):
            assert read_sebab_tanpa_nik(kode.teks) == kode.kode
        for kode in list_kode("jenis_kelamin", HARI_INI):
            assert read_kelamin(kode.teks) == {"1": "L", "2": "P"}[kode.kode]
        for desa in list_desa():
            hasil = read_desa(desa.nama, kecamatan=desa.kecamatan.nama, daftar=daftar)
            assert (hasil.kode, hasil.alasan) == (desa.kode, ())
