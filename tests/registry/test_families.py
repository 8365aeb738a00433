"""Entries that count families: whose they are, their whole path, and what mending does to them."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.kit.errors import DomainError
from balale.registry.models import Keluarga, Orang, Ppks
from balale.registry.queries.beranda import get_beranda_operator
from balale.registry.queries.dossier import get_dossier
from balale.registry.queries.entry import has_keluarga, list_running
from balale.registry.queries.keluarga import get_keluarga
from balale.registry.queries.people import Saringan, list_orang
from balale.registry.queries.rincian import get_rincian
from balale.registry.queries.usulan import get_dasar, list_batch
from balale.registry.services.correct import correct_ppks, open_correction
from balale.registry.services.period import lock_period
from balale.registry.services.undo import undo_decision
from tests.factories.accounts import make_user
from tests.factories.registry import add_ppks, make_nik, make_orang
from tests.factories.usulan import accept, add_usulan, approve, fresh, give_back, make_usulan

DESA = "61.07.03.2001"
NO_KK, NO_KK_LAIN = "6107032811099001", "6107032811099002"
FM, KBSP = 24, 25
HARI_INI = date(2026, 11, 24)

pytestmark = pytest.mark.django_db


@pytest.fixture
def usulan(operator):
    """Fakir Miskin for a family of two; the wife has no entry of her own."""
    made = make_usulan(operator, kategori=FM, no_kk=NO_KK, hubungan="1")
    istri = {"nama": "Lusia Limpi", "jenis_kelamin": "P", "nik": make_nik()}
    make_orang(operator, kategori=21, no_kk=NO_KK, hubungan="3", **istri)
    return made


def member(operator, nama="Lusia Limpi"):
    with acting_as(operator.context):
        return Orang.objects.get(nama=nama)


def mend(usulan, by, **parts):
    """Mend with other fields of some parts."""
    row = fresh(usulan, by)
    with acting_as(by.context):
        isian = open_correction(ppks=row.ppks, by=by)
        changed = {name: replace(getattr(isian, name), **new) for name, new in parts.items()}
        return correct_ppks(
            ppks=row.ppks, dasar=get_dasar(row), isian=replace(isian, **changed), by=by,
            on=HARI_INI, now=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize(("kategori", "tingkat"), [(FM, "biasa"), (KBSP, "terbatas")])
def test_entry_that_counts_families_belongs_to_the_family(operator, kategori, tingkat):
    made = make_usulan(operator, kategori=kategori, no_kk=NO_KK, hubungan="1")
    with acting_as(operator.context):
        keluarga = Keluarga.objects.get()
        ppks = fresh(made, operator).ppks
    assert (ppks.orang_id, ppks.keluarga_id) == (None, keluarga.pk)
    assert (ppks.subjek_id, ppks.tingkat) == (keluarga.pk, tingkat)
    assert (made.subjek_id, made.orang.nama) == (keluarga.pk, "Fransiskus Bawakng")


def test_entry_without_kk_makes_a_family_without_number(operator):
    made = make_usulan(operator, kategori=FM)
    with acting_as(operator.context):
        keluarga = Keluarga.objects.get()
        assert made.ppks.keluarga_id == keluarga.pk
        assert (keluarga.no_kk_indeks, keluarga.tingkat) == (None, "biasa")
        assert keluarga.anggota.get().hubungan == "1"
        assert not has_keluarga(made.orang, operator)
    add_ppks(operator, made.orang, kategori=KBSP)
    with acting_as(operator.context):
        assert Keluarga.objects.count() == 1


def test_entry_of_a_second_member_is_refused_in_words(usulan, operator):
    with pytest.raises(DomainError, match="Fakir Miskin sudah tercatat untuk keluarga ini"):
        add_ppks(operator, member(operator), kategori=FM)
    with pytest.raises(DomainError, match="keluarga ini"):
        make_orang(operator, kategori=FM, no_kk=NO_KK, hubungan="4", nik=make_nik())
    with acting_as(operator.context):
        assert list_running(member(operator), operator) == {21, FM}


def test_entry_of_another_family_is_another_matter(usulan, operator):
    make_orang(operator, kategori=FM, no_kk=NO_KK_LAIN, hubungan="1", nik=make_nik())
    with acting_as(operator.context):
        assert Ppks.objects.filter(kategori=FM).count() == 2


def test_entry_of_a_family_goes_the_whole_path(usulan, operator, kades, verifikator):
    with acting_as(kades.context):
        row = next(row for row in list_batch(kades, HARI_INI) if row.id == usulan.pk)
    assert (row.nama, row.is_keluarga) == ("Fransiskus Bawakng", True)
    approve(usulan, kades)
    accept(usulan, verifikator)
    kepala_dinas = make_user("kepala_dinas", "61.07")
    with acting_as(kepala_dinas.context):
        lock_period(
            sk_nomor="460/118/DSP3A/2026", sk_tanggal=HARI_INI, by=kepala_dinas, on=HARI_INI,
            now=timezone.now(),
        )  # fmt: skip
    row = fresh(usulan, operator)
    assert row.ppks.status == "aktif"
    assert row.orang.terverifikasi_oleh_id == verifikator.pk


def test_accepted_family_entry_is_taken_back_with_the_identity(usulan, kades, verifikator):
    approve(usulan, kades)
    keputusan = accept(usulan, verifikator)
    with acting_as(verifikator.context):
        undo_decision(keputusan=keputusan, by=verifikator, now=timezone.now())
    row = fresh(usulan, verifikator)
    assert (row.ppks.status, row.orang.terverifikasi_pada) == ("diajukan", None)


def test_returned_family_entry_is_mended_and_sent_again(usulan, operator, kades, verifikator):
    approve(usulan, kades)
    give_back(usulan, verifikator)
    with acting_as(operator.context):
        assert get_beranda_operator(operator).perbaikan[0].nama == "Fransiskus Bawakng"
        assert Vault().get(fresh(usulan, operator).ppks, "catatan_status")
    again = mend(usulan, operator, alamat={"dusun": "Sebol"}, entri={"kriteria": (1, 3)})
    assert again.orang_id == usulan.orang_id
    approve(again, kades)
    with acting_as(verifikator.context):
        rincian = get_rincian(fresh(again, verifikator), user=verifikator, on=HARI_INI)
    assert [satu.kolom for satu in rincian.beda] == ["Dusun", "Kriteria"]
    assert [satu.nama for satu in rincian.keluarga] == ["Fransiskus Bawakng", "Lusia Limpi"]
    accept(again, verifikator)
    assert fresh(again, verifikator).ppks.status == "diverifikasi"


def test_mend_number_of_the_family_keeps_entry_and_members(usulan, operator, kades, verifikator):
    approve(usulan, kades)
    give_back(usulan, verifikator)
    mend(usulan, operator, keluarga={"no_kk": NO_KK_LAIN})
    with acting_as(operator.context):
        keluarga = Keluarga.objects.get()
        assert Vault().get(keluarga, "no_kk") == NO_KK_LAIN
        assert keluarga.anggota.filter(sampai=None).count() == 2
        dossier = get_dossier(member(operator).pk, user=operator, on=HARI_INI)
        assert FM in [entri.ppks.kategori_id for entri in dossier.entri]


def test_mend_own_entry_gives_the_number_to_a_family_without(operator, kades, verifikator):
    usulan = make_usulan(operator)
    family = add_usulan(operator, usulan.orang, kategori=FM)
    approve(usulan, kades)
    give_back(usulan, verifikator)
    mend(usulan, operator, keluarga={"no_kk": NO_KK, "hubungan": "1"})
    with acting_as(operator.context):
        assert Vault().get(Keluarga.objects.get(), "no_kk") == NO_KK
        assert fresh(family, operator).ppks.keluarga_id == Keluarga.objects.get().pk
        assert has_keluarga(usulan.orang, operator)


def test_mend_to_the_number_of_another_family_is_refused(usulan, operator, kades, verifikator):
    lain = make_usulan(operator, kategori=FM)
    approve(lain, kades)
    give_back(lain, verifikator)
    with pytest.raises(DomainError, match="sudah tercatat"):
        mend(lain, operator, keluarga={"no_kk": NO_KK, "hubungan": "4"})
    with acting_as(operator.context):
        assert Keluarga.objects.get(pk=lain.ppks.keluarga_id).versi == 1
    assert fresh(lain, operator).status == "dikembalikan"


def test_family_entry_shows_with_every_member_and_counts_once(usulan, operator, verifikator):
    with acting_as(verifikator.context):
        found = list_orang(user=verifikator, saringan=Saringan(kategori=FM), on=HARI_INI)
        dossier = get_dossier(member(verifikator).pk, user=verifikator, on=HARI_INI)
        page = get_keluarga(usulan.subjek_id, user=verifikator, on=HARI_INI)
        assert Ppks.objects.filter(kategori=FM).count() == 1
    assert {row.nama for row in found.baris} == {"Fransiskus Bawakng", "Lusia Limpi"}
    assert [entri.is_keluarga for entri in dossier.entri if entri.ppks.kategori_id == FM] == [True]
    assert [(entri.kategori, entri.status) for entri in page.entri] == [("Fakir Miskin", "draf")]
