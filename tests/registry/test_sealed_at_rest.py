"""What a stolen copy of the database tells of a sealed person: not who, nor which open row."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.registry.models import Orang, Ppks
from balale.registry.services.people import RINCIAN, read_isian
from tests.factories.registry import add_ppks, make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
SAID = {
    "nama": "Yustina Rangkang", "jenis_kelamin": "P", "tempat_lahir": "Sungai Raya",
    "tanggal_lahir": date(1990, 6, 5), "presisi_tgl_lahir": "hari", "gelar_depan": "dr.",
    "status_kawin": "kawin", "agama": "katolik", "pendidikan": "sma", "pekerjaan": "petani",
}  # fmt: skip


def test_sealed_person_shows_the_sex_alone_and_opens_to_what_was_typed(operator, koordinator):
    orang_id = make_rahasia(operator, nik=make_nik(), **SAID)
    with acting_as(koordinator.context):
        orang = Orang.objects.get(pk=orang_id)
        history = Orang.pgh_event_model.objects.get(pgh_obj_id=orang_id)
        opened = read_isian(orang, vault=Vault())
    for row in (orang, history):
        assert not any(getattr(row, name) for name in (*RINCIAN, "nama", "nik_akhir_indeks"))
    assert {name: getattr(opened, name) for name in SAID} == SAID


def test_sealed_and_open_row_of_one_nik_share_no_index(operator, koordinator):
    nik = make_nik()
    orang = make_orang(operator, nik=nik)
    orang_id = make_rahasia(operator, nik=nik)
    with acting_as(koordinator.context):
        sealed = Orang.objects.get(pk=orang_id)
    assert sealed.nik_indeks
    assert bytes(sealed.nik_indeks) != bytes(orang.nik_indeks)


def test_sealed_copy_shares_no_moment_with_the_open_row(operator, koordinator):
    orang = make_orang(operator, nik=make_nik())
    told = {"masalah_migran": ("perdagangan_orang",)}
    ppks = add_ppks(operator, orang, kategori=20, jawaban=told)
    with acting_as(koordinator.context):
        copy = Ppks.objects.get(tingkat="rahasia")
    for moment in (copy.dibuat_pada, copy.diajukan_pada):
        assert (moment.minute, moment.second, moment.microsecond) == (0, 0, 0)
        assert moment != ppks.dibuat_pada


@pytest.mark.parametrize(
    ("table", "column"),
    [("orang", "tempat_lahir"), ("orang", "nama"), ("alamat", "dusun")],
)
def test_sealed_row_with_words_in_clear_is_refused(operator, koordinator, table, column):
    orang_id = make_rahasia(operator)
    koordinator.context = replace(koordinator.context, desa=(DESA,))
    text = (
        f"update registry_{table} set {column} = 'Sebadu', diubah_oleh_id = %s where subjek_id = %s"
    )
    with (
        acting_as(koordinator.context),
        connection.cursor() as cursor,
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        cursor.execute(text, [koordinator.id, orang_id])
