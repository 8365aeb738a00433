"""A family moves to another village as a whole: everybody or nobody, and nothing sealed is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.ids import new_id
from balale.access.vault import Vault
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    Keluarga,
    Orang,
    Pindah,
    Ppks,
    Usulan,
)
from balale.registry.queries.pindah import (
    get_menunggu,
    get_sekeluarga,
    list_keluar,
    list_masuk,
    list_terhalang,
)
from balale.registry.queries.timeline import list_peristiwa
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services import people, transfer
from balale.registry.services.rows import Stamp
from tests.factories.accounts import list_trail, make_user
from tests.factories.registry import add_ppks, make_nik, make_orang, make_rahasia

DESA, TUJUAN, LAIN = "61.07.03.2001", "61.07.01.2001", "61.07.14.2004"
KK = "6107032811099001"
NAMA = ("Lopo", "Anyap", "Banun")

pytestmark = pytest.mark.django_db


@pytest.fixture
def tujuan():
    """The operator of the new village."""
    return make_user("operator_desa", TUJUAN)


@pytest.fixture
def keluarga(operator):
    """Head, wife and child, by name; no proposal of theirs waits."""
    for nama, hubungan in zip(NAMA, "123", strict=True):
        make_orang(operator, nama=nama, nik=make_nik(), no_kk=KK, hubungan=hubungan)
    decide(operator)
    with acting_as(operator.context):
        return {orang.nama: orang for orang in Orang.objects.all()}


def decide(operator):
    """Every proposal of the village is given back: nothing waits."""
    head = make_user("kepala_desa", DESA)
    with acting_as(head.context):
        rows = Usulan.objects.filter(status="menunggu_kepala_desa")
        rows.update(status="dikembalikan", diubah_oleh_id=head.user_id)


def move(orang, by, *, ke=TUJUAN, dasar=None, is_alone=False):
    today = timezone.localdate()
    with acting_as(by.context):
        row = Orang.objects.get(pk=orang.pk)
        whole = get_sekeluarga(row, by, today)
        dasar = "" if is_alone else dasar or whole.dasar
        isian = transfer.IsianPindah(ke, today, IsianAlamat("Sebol", "002", "001"), dasar)
        return transfer.propose_transfer(
            orang=row, base=row.versi, isian=isian, by=by, on=today, now=timezone.now()
        )


def accept(row, by, base=1):
    with acting_as(by.context):
        return transfer.accept_transfer(
            pindah_id=row.pk, base=base, by=by, on=timezone.localdate(), now=timezone.now()
        )


def count(by, *models):
    with acting_as(by.context):
        return [model.objects.count() for model in models]


def test_head_moves_with_the_whole_family_and_stays_its_head(keluarga, operator, tujuan):
    family = add_ppks(operator, keluarga["Lopo"], kategori=25)
    decide(operator)
    accept(move(keluarga["Lopo"], operator), tujuan)
    assert count(operator, Orang, Ppks, Keluarga, AnggotaKeluarga, Alamat) == [0] * 5
    with acting_as(tujuan.context):
        places = AnggotaKeluarga.objects.filter(sampai=None).order_by("hubungan")
        assert [(row.orang.nama, row.hubungan) for row in places] == list(
            zip(NAMA, "123", strict=True)
        )
        assert Keluarga.objects.get().no_kk_indeks == people.no_kk_index(KK)
        assert Vault().get(Keluarga.objects.get(), "no_kk") == KK
        assert Usulan.objects.get(ppks=family).orang.nama == "Lopo"


def test_new_village_sees_everybody_named_and_accepts_in_one_step(keluarga, operator, tujuan):
    row = move(keluarga["Anyap"], operator)
    with acting_as(tujuan.context):
        (masuk,) = list_masuk()
        assert (masuk.nama, masuk.jumlah) == ("Anyap", 3)
        assert [satu.nama for satu in masuk.anggota] == ["Lopo", "Banun"]
        assert not Orang.objects.exists()
    assert accept(row, tujuan) == keluarga["Anyap"].pk
    (line,) = list_trail("transfer.accepted")
    assert line.fields == {"dari": DESA, "orang": 3}


def test_everybody_gets_the_new_address_and_keeps_the_old_one(keluarga, operator, tujuan):
    accept(move(keluarga["Lopo"], operator), tujuan)
    with acting_as(tujuan.context):
        for orang in Orang.objects.all():
            assert people.get_alamat(orang).dusun == "Sebol"
            assert orang.alamat.exclude(sampai=None).get().dusun == "Sebadu"


def test_move_is_told_in_the_history_of_every_member(keluarga, operator, tujuan):
    accept(move(keluarga["Lopo"], operator), tujuan)
    with acting_as(tujuan.context):
        for orang in Orang.objects.all():
            told = list_peristiwa(
                orang, user=tujuan, kategori={}, is_open=False, now=timezone.now()
            )
            assert any(satu.judul.startswith("Pindah dari") for satu in told)


def test_open_proposal_of_one_member_stops_all_and_is_named(keluarga, operator, tujuan):
    add_ppks(operator, keluarga["Banun"], kategori=24)
    today = timezone.localdate()
    with acting_as(operator.context):
        whole = get_sekeluarga(keluarga["Lopo"], operator, today)
        assert list_terhalang(keluarga["Lopo"], whole, operator) == ["Banun"]
        assert list_terhalang(keluarga["Anyap"], None, operator) == []
    with pytest.raises(DomainError, match="menunggu: Banun"):
        move(keluarga["Lopo"], operator)
    assert count(operator, Pindah) == [0]


def test_proposal_made_meanwhile_moves_nobody(keluarga, operator, tujuan):
    row = move(keluarga["Lopo"], operator)
    add_ppks(operator, keluarga["Banun"], kategori=24)
    with pytest.raises(DomainError, match="menunggu keputusan usulan"):
        accept(row, tujuan)
    assert count(tujuan, Orang, Keluarga) == [0, 0]
    assert count(operator, Orang) == [3]


def test_member_who_waits_for_another_village_stops_the_family(keluarga, operator):
    move(keluarga["Banun"], operator, ke=LAIN, is_alone=True)
    with pytest.raises(DomainError, match="Pindah Banun sudah menunggu"):
        move(keluarga["Lopo"], operator)


def test_member_of_a_family_that_waits_moves_nowhere_alone(keluarga, operator):
    move(keluarga["Lopo"], operator)
    with acting_as(operator.context):
        assert get_menunggu(keluarga["Banun"], operator) is not None
    with pytest.raises(DomainError, match="sudah menunggu desa tujuan"):
        move(keluarga["Banun"], operator, ke=LAIN, is_alone=True)


def test_family_that_changed_since_it_was_shown_is_stale(keluarga, operator):
    with acting_as(operator.context):
        shown = get_sekeluarga(keluarga["Lopo"], operator, timezone.localdate()).dasar
    make_orang(operator, nama="Utin", nik=make_nik(), no_kk=KK, hubungan="3")
    decide(operator)
    with pytest.raises(StaleVersion):
        move(keluarga["Lopo"], operator, dasar=shown)


def test_accepted_once_and_by_the_named_village_only(keluarga, operator, tujuan):
    row = move(keluarga["Lopo"], operator)
    with pytest.raises(StaleVersion):
        accept(row, make_user("operator_desa", LAIN))
    accept(row, tujuan)
    with pytest.raises(StaleVersion):
        accept(row, tujuan)
    with acting_as(operator.context):
        (keluar,) = list_keluar(operator)
        assert (keluar.nama, keluar.pindah.status) == ("", "diterima")


def test_sealed_member_goes_along_unseen_by_both_villages(keluarga, operator, tujuan, koordinator):
    sealed = make_rahasia(operator, nama="Samaran", nik=make_nik())
    now = timezone.now() - timedelta(minutes=1)
    with acting_as(operator.context):
        stamp = Stamp(desa_kode=DESA, tingkat="biasa", by=operator, now=now)
        AnggotaKeluarga(
            id=new_id(), keluarga=Keluarga.objects.get(), orang_id=sealed, hubungan="3",
            mulai=now.date(), **stamp.columns(Keluarga.objects.get().pk),
        ).save(force_insert=True)  # fmt: skip
        whole = get_sekeluarga(keluarga["Lopo"], operator, timezone.localdate())
        assert [satu.nama for satu in whole.anggota] == list(NAMA)
    with acting_as(koordinator.context):
        before = Orang.objects.filter(pk=sealed).values().get()
        entry = Ppks.objects.filter(orang=sealed).values().get()
    row = move(keluarga["Lopo"], operator)
    with acting_as(tujuan.context):
        assert list_masuk()[0].jumlah == 3
    accept(row, tujuan)
    assert count(tujuan, Orang) == [3]
    moved = {"desa_id": TUJUAN}
    with acting_as(koordinator.context):
        after = Orang.objects.filter(pk=sealed).values().get()
        assert after == before | moved | {"versi": before["versi"] + 1}
        after = Ppks.objects.filter(orang=sealed).values().get()
        assert after == entry | moved | {"versi": entry["versi"] + 1}


def test_dead_member_is_not_named_and_keeps_the_last_address(keluarga, operator, tujuan):
    with acting_as(operator.context):
        Orang.objects.filter(pk=keluarga["Banun"].pk).update(
            meninggal_pada=timezone.localdate(), diubah_oleh_id=operator.user_id, versi=2
        )
        whole = get_sekeluarga(keluarga["Lopo"], operator, timezone.localdate())
        assert [satu.nama for satu in whole.anggota] == ["Lopo", "Anyap"]
    accept(move(keluarga["Lopo"], operator), tujuan)
    with acting_as(tujuan.context):
        banun = Orang.objects.get(nama="Banun")
        assert people.get_alamat(banun).dusun == "Sebadu"
