"""Entering PPKS: rows, proposal, trail, refusals; and answers that open a rahasia entry."""

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.kit.errors import DomainError
from balale.registry.models import (
    Alamat,
    Isian,
    Jawaban,
    Keluarga,
    NamaLain,
    Orang,
    Pemberitahuan,
    Ppks,
    Usulan,
)
from balale.registry.queries.entry import (
    get_known_orang,
    list_dusun,
    list_kategori_terbuka,
    list_running,
    list_sent_together,
)
from balale.registry.rules.entry import IsianEntri
from balale.registry.services.entry import propose_entry, submit_ppks
from tests.factories.accounts import make_user
from tests.factories.registry import isian_ppks, make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"
NIK = "6107011202559001"
NO_KK = "6107011708099003"


@pytest.fixture
def operator():
    user = make_user("operator_desa", DESA)
    with acting_as(user.context):
        yield user


def submit(operator, **isian):
    return submit_ppks(
        isian=isian_ppks(**isian), desa_kode=DESA, by=operator,
        on=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip


def add(operator, orang, kategori, **isian):
    return propose_entry(
        orang=orang, isian=IsianEntri(kategori, **isian), vault=Vault(), by=operator,
        on=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip


def test_submit_ppks_writes_person_entry_and_proposal(operator):
    orang = submit(operator, nik=NIK, no_kk=NO_KK, hubungan="1", telepon="+6281234567890")
    ppks = Ppks.objects.get()
    assert (ppks.status, ppks.tingkat, ppks.desa_id) == ("draf", "biasa", DESA)
    usulan = Usulan.objects.get()
    assert (usulan.status, usulan.ppks_id) == ("menunggu_kepala_desa", ppks.pk)
    assert Alamat.objects.get().dusun == "Sebadu"
    assert Pemberitahuan.objects.get().dasar_hukum == "tugas_publik"
    assert Vault().get(Orang.objects.get(pk=orang.pk), "nik") == NIK
    assert Vault().get(Keluarga.objects.get(), "no_kk") == NO_KK


def test_submit_ppks_no_secret_stands_in_clear(operator):
    orang = submit(operator, nik=NIK, no_kk=NO_KK, telepon="+6281234567890", teks="Gang Damai 7")
    row = Orang.objects.filter(pk=orang.pk).values().get() | Alamat.objects.values().get()
    text = " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for v in row.values())
    for secret in (NIK, NO_KK, "81234567890", "Gang Damai"):
        assert secret not in text


def test_submit_ppks_without_nik_gets_a_number_that_looks_like_none(operator):
    orang = submit(
        operator, alasan_tanpa_nik="bayi", tanggal_lahir=timezone.localdate(), kategori=1
    )
    assert orang.nomor_sementara.startswith("T-6107-")
    assert orang.nik_indeks is None


def test_submit_ppks_second_member_joins_the_same_family(operator):
    submit(operator, nik=make_nik(), no_kk=NO_KK)
    submit(operator, nik=make_nik(), no_kk=NO_KK)
    assert Keluarga.objects.get().anggota.count() == 2


def test_submit_ppks_family_of_another_village_is_never_joined(operator):
    make_orang(make_user("operator_desa", LAIN), nik=make_nik(), no_kk=NO_KK)
    submit(operator, nik=make_nik(), no_kk=NO_KK)
    assert Keluarga.objects.get().anggota.count() == 1


def test_submit_ppks_same_nik_twice_is_never_refused(operator):
    submit(operator, nik=NIK)
    submit(operator, nik=NIK)
    assert Orang.objects.count() == 2


def test_submit_ppks_keeps_other_names(operator):
    submit(operator, nama_lain=(("baptis", "Yohanes Lopo"),))
    assert NamaLain.objects.get().nama == "Yohanes Lopo"


@pytest.mark.parametrize("kategori", [3, 6, 7, 10, 14, 15, 16, 17, 18, 19])
def test_submit_ppks_secret_category_is_refused(operator, kategori):
    with pytest.raises(DomainError, match="formulir rahasia"):
        submit(operator, kategori=kategori)


def test_submit_ppks_outside_age_is_refused(operator):
    with pytest.raises(DomainError, match="sampai 5 tahun"):
        submit(operator, kategori=1)


def test_entry_of_a_community_for_a_person_or_family_is_refused_and_writes_nothing(operator):
    with pytest.raises(DomainError, match="komunitas"):
        submit(operator, kategori=26, no_kk=NO_KK, hubungan="1")
    orang = submit(operator, no_kk=NO_KK, hubungan="1")
    with pytest.raises(DomainError, match="komunitas"):
        add(operator, orang, 26)
    assert not Ppks.objects.filter(kategori=26).exists()


def test_propose_entry_twice_for_one_category_is_refused(operator):
    orang = submit(operator)
    with pytest.raises(DomainError, match="sudah tercatat"):
        add(operator, orang, 8)
    add(operator, orang, 24)
    assert list_running(orang, operator) == {8, 24}


def test_propose_entry_unknown_signs_and_answers_are_dropped(operator):
    orang = submit(operator)
    foreign = Isian.objects.filter(formulir__kategori=1).first()
    ppks = add(operator, orang, 24, tanda=(999_999,), jawaban={foreign.pk: ("x",)})
    assert not ppks.tanda.exists()
    assert not ppks.jawaban.exists()


def test_propose_entry_trafficking_answer_opens_a_sealed_entry_and_is_not_kept(operator):
    orang = submit(operator, nik=NIK)
    field = Isian.objects.get(formulir__kategori=20, kode="masalah_migran")
    ppks = add(operator, orang, 20, jawaban={field.pk: ("perdagangan_orang", "deportasi")})
    assert [row.nilai for row in ppks.jawaban.all()] == ["deportasi"]
    assert Orang.objects.count() == 1
    assert not Ppks.objects.filter(kategori__in=[18, 19]).exists()
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    with acting_as(koordinator.context):
        sealed = Ppks.objects.get(tingkat="rahasia")
        assert (sealed.kategori_id, sealed.status) == (18, "diajukan")
        assert not Jawaban.objects.filter(nilai="perdagangan_orang").exists()


def test_sent_together_are_only_the_entries_of_one_sending(operator):
    orang = submit(operator)
    add(operator, orang, 24)
    first = Ppks.objects.get(kategori=8)
    assert [row.ppks_id for row in list_sent_together(first.pk, operator)] == [first.pk]
    other = make_user("operator_desa", LAIN)
    with acting_as(other.context):
        assert not list_sent_together(first.pk, other).exists()


def test_known_person_is_found_only_in_sight(operator):
    orang = submit(operator, nik=NIK)
    assert get_known_orang(NIK, operator).id == orang.pk
    assert get_known_orang("", operator) is None
    for desa in (LAIN, "61.07.02.2001"):
        other = make_user("operator_desa", desa)
        with acting_as(other.context):
            assert get_known_orang(NIK, other) is None


def test_known_person_who_is_sealed_is_not_found(operator):
    make_rahasia(operator, nik=NIK)
    assert get_known_orang(NIK, operator) is None


def test_dusun_suggestions_come_from_the_own_village(operator):
    make_orang(make_user("operator_desa", LAIN), dusun="Jauh Sekali")
    submit(operator)
    assert list_dusun(operator, DESA) == ["Sebadu"]
    assert list_dusun(operator, LAIN) == []


def test_open_categories_are_sixteen_and_none_is_secret(operator):
    found = list_kategori_terbuka(timezone.localdate())
    assert len(found) == 16
    assert "rahasia" not in {versi.tingkat for versi in found}
