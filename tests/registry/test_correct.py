"""Mending a returned entry: what changes, what stays, what the office sees of it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    AnggotaKeluarga,
    Isian,
    Orang,
    Perubahan,
    Ppks,
    PpksKriteria,
    Usulan,
)
from balale.registry.queries.beda import Ubahan
from balale.registry.queries.rincian import get_rincian
from balale.registry.queries.usulan import get_dasar, list_returned
from balale.registry.services import people
from balale.registry.services.correct import correct_ppks, open_correction
from balale.registry.services.identity import write_kolom
from balale.registry.services.proposal import accept_change
from balale.registry.services.rows import Stamp
from tests.factories.registry import make_nik
from tests.factories.usulan import (
    accept,
    add_usulan,
    approve,
    fresh,
    give_back,
    make_usulan,
    send_back,
)

DESA = "61.07.03.2001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def kembali(operator, kades, verifikator):
    """A proposal that the office returned."""
    usulan = make_usulan(operator)
    approve(usulan, kades)
    give_back(usulan, verifikator)
    return usulan


def mend(usulan, by, change=lambda isian: isian, **given):
    """Mend with what `change` makes of the stored entry."""
    row = fresh(usulan, by)
    with acting_as(by.context):
        isian = change(open_correction(ppks=row.ppks, by=by))
        return correct_ppks(
            ppks=row.ppks, dasar=given.get("dasar", get_dasar(row)), isian=isian, by=by,
            on=date(2026, 11, 24), now=timezone.now(),
        )  # fmt: skip


def with_orang(**isian):
    return lambda form: replace(form, orang=replace(form.orang, **isian))


def test_mend_nik_waits_for_village_head_with_both_sides(kembali, operator, kades):
    old, new = None, make_nik()
    with acting_as(operator.context):
        old = Vault().get(fresh(kembali, operator).orang, "nik")
    usulan = mend(kembali, operator, with_orang(nik=new))
    row = fresh(usulan, kades)
    assert (row.status, row.jenis, row.ppks.status) == (
        "menunggu_kepala_desa", "perbaikan", "dikembalikan",
    )  # fmt: skip
    with acting_as(kades.context):
        beda = get_rincian(row, user=kades, on=date(2026, 11, 24)).beda
    assert [(satu.kolom, satu.sebelum, satu.sesudah) for satu in beda] == [("NIK", old, new)]


def test_mend_without_change_proposes_again_with_no_difference(kembali, operator):
    usulan = mend(kembali, operator)
    with acting_as(operator.context):
        assert not usulan.kolom.exists()


def test_mend_address_and_family_keeps_history(kembali, operator):
    def change(form):
        return replace(
            form,
            alamat=replace(form.alamat, dusun="Sebol", teks="Dekat gereja"),
            keluarga=replace(form.keluarga, no_kk="6107032811099001", hubungan="1"),
        )

    usulan = mend(kembali, operator, change)
    with acting_as(operator.context):
        orang = usulan.ppks.orang
        alamat = orang.alamat.get()
        assert people.read_alamat(alamat, vault=Vault()).teks == "Dekat gereja"
        assert alamat.versi == 2
        assert AnggotaKeluarga.objects.get(orang=orang).sampai is None


def test_mend_family_number_ends_the_old_membership(operator, kades, verifikator):
    usulan = make_usulan(operator, no_kk="6107032811099001", hubungan="1")
    approve(usulan, kades)
    give_back(usulan, verifikator)
    mend(
        usulan,
        operator,
        lambda form: replace(form, keluarga=replace(form.keluarga, no_kk="6107032811099002")),
    )
    with acting_as(operator.context):
        rows = list(AnggotaKeluarga.objects.order_by("pk"))
    assert [row.alasan_keluar for row in rows] == ["salah_data", ""]


def test_mend_criteria_supersedes_old_rows(kembali, operator):
    mend(kembali, operator, lambda form: replace(form, entri=replace(form.entri, kriteria=(1, 3))))
    with acting_as(operator.context):
        rows = PpksKriteria.objects.values_list("kriteria_id", "is_berlaku")
        assert sorted(rows) == [(1, False), (1, True), (3, True)]


def test_mend_out_of_category_writes_nothing(kembali, operator):
    change = with_orang(tanggal_lahir=date(2000, 1, 1), presisi_tgl_lahir="hari")
    with pytest.raises(DomainError):
        mend(kembali, operator, change)
    with acting_as(operator.context):
        assert Usulan.objects.count() == 1
        assert Orang.objects.get().tanggal_lahir == date(1955, 2, 12)


def test_mend_what_was_not_returned_is_refused(operator):
    usulan = make_usulan(operator)
    with pytest.raises(StaleVersion):
        mend(usulan, operator)


def test_mend_twice_from_one_page_is_stale(kembali, operator):
    dasar = get_dasar(fresh(kembali, operator))
    mend(kembali, operator)
    with pytest.raises((StaleVersion, DomainError)):
        mend(kembali, operator, dasar=dasar)


@pytest.fixture
def terverifikasi(operator, kades, verifikator):
    """A proposal that came back, of a person whose identity another one verified."""
    first = make_usulan(operator)
    second = add_usulan(operator, first.orang, kategori=24)
    approve(first, kades)
    accept(first, verifikator)
    send_back(second, kades)
    return second


def test_mend_verified_identity_is_proposed_apart_and_stays(terverifikasi, operator, kades):
    usulan = mend(terverifikasi, operator, with_orang(nama="Fransiskus Bawang"))
    with acting_as(operator.context):
        orang = Orang.objects.get()
        assert orang.nama == "Fransiskus Bawakng"
        assert orang.terverifikasi_pada is not None
        change = Usulan.objects.get(jenis="perubahan")
        assert (change.ppks_id, change.status) == (None, "menunggu_verifikasi")
        assert [row.label for row in change.kolom.all()] == ["Nama"]
        assert not usulan.kolom.exists()
        assert Perubahan.objects.get().jenis == "usulan"


def test_mend_beside_a_verified_identity_is_written_and_keeps_the_mark(terverifikasi, operator):
    mend(terverifikasi, operator, with_orang(telepon="+6281234567890", agama="katolik"))
    with acting_as(operator.context):
        orang = Orang.objects.get()
        assert Vault().get(orang, "telepon") == "+6281234567890"
        assert orang.terverifikasi_pada is not None
        assert not Usulan.objects.filter(jenis="perubahan").exists()


def test_mended_identity_holds_once_the_office_accepts(terverifikasi, operator, verifikator):
    mend(terverifikasi, operator, with_orang(nama="Fransiskus Bawang"))
    with acting_as(verifikator.context):
        change = Usulan.objects.get(jenis="perubahan")
        accept_change(
            usulan=change, base=change.versi, by=verifikator, on=date(2026, 11, 24),
            now=timezone.now(),
        )  # fmt: skip
        assert Orang.objects.get().nama == "Fransiskus Bawang"


def test_mend_while_a_change_of_the_identity_waits_writes_nothing(terverifikasi, operator, kades):
    mend(terverifikasi, operator, with_orang(nama="Fransiskus Bawang"))
    send_back(terverifikasi_again(operator), kades)
    with pytest.raises(DomainError, match="masih menunggu DSP3A"):
        mend(terverifikasi_again(operator), operator, with_orang(nama="Fransiskus Bangau"))
    with acting_as(operator.context):
        assert Usulan.objects.filter(jenis="perbaikan").count() == 1


def terverifikasi_again(operator):
    """The newest proposal to mend."""
    with acting_as(operator.context):
        return Usulan.objects.filter(jenis="perbaikan").latest("diusulkan_pada")


def test_verified_identity_is_not_changed_in_sql_by_its_village(terverifikasi, operator):
    for changed in ("nama = 'Lain'", "nama = 'Lain', terverifikasi_pada = null"):
        with (
            acting_as(operator.context), pytest.raises(ProgrammingError), transaction.atomic(),
            connection.cursor() as cursor,
        ):  # fmt: skip
            cursor.execute(
                f"update registry_orang set {changed}, versi = versi + 1, diubah_oleh_id = %s",
                [operator.user_id],
            )


def test_returned_list_leads_to_the_marked_field(kembali, operator, verifikator):
    with acting_as(operator.context):
        (satu,) = list_returned(operator)
    assert satu.url == f"/perbaiki/{kembali.ppks_id}/#id_nik"
    assert (satu.dari, satu.catatan) == ("DSP3A", "Periksa angka terakhir NIK.")
    mend(kembali, operator)
    with acting_as(operator.context):
        assert list_returned(operator) == []


def test_mended_entry_goes_the_whole_way_again(kembali, operator, kades, verifikator):
    usulan = mend(kembali, operator, with_orang(nik=make_nik()))
    approve(usulan, kades)
    accept(usulan, verifikator)
    with acting_as(verifikator.context):
        ppks = Ppks.objects.get()
    assert (ppks.status, ppks.kolom_ditandai) == ("diverifikasi", "")


PANJANG = "Berapa rata-rata penghasilan keluarga ini dalam satu bulan?"


def compare_columns(usulan, by, labels):
    """The names of the compared fields after these were written."""
    row = fresh(usulan, by)
    with acting_as(by.context):
        stamp = Stamp(desa_kode=row.desa_id, tingkat=row.tingkat, by=by, now=timezone.now())
        ubahan = [Ubahan("jawaban", label, "Tidak", "Ya") for label in labels]
        write_kolom(row, ubahan, vault=Vault(), stamp=stamp)
        return [satu.kolom for satu in get_rincian(row, user=by, on=date(2026, 11, 24)).beda]


def test_mended_answer_when_question_is_long_then_compared_under_its_whole_words(kembali, operator):
    assert compare_columns(kembali, operator, [PANJANG]) == [PANJANG]


def test_mended_answer_when_its_words_were_cut_before_then_told_whole(kembali, operator):
    with acting_as(operator.context):
        forms = Isian.objects.filter(formulir=fresh(kembali, operator).ppks.formulir)
        whole = max(forms.values_list("label", flat=True), key=len)
    cut = [whole[:32], PANJANG[:32]]
    assert len(whole) > 32
    assert compare_columns(kembali, operator, cut) == [whole, PANJANG[:32]]
