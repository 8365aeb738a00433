"""A move to another village: who sees what before and after, exactly once, nothing sealed told."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.ids import new_id
from balale.access.vault import Vault
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    Draf,
    Keluarga,
    Orang,
    Pindah,
    Ppks,
    PpksKriteria,
    Usulan,
)
from balale.registry.queries.berkas import get_berkas, read_isi
from balale.registry.queries.pindah import list_keluar, list_masuk
from balale.registry.queries.timeline import list_peristiwa
from balale.registry.rules.berkas import IsianBerkas
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services import edit, transfer
from balale.registry.services.berkas_warga import add_berkas
from balale.registry.services.draf import save_draf
from tests.factories.accounts import list_trail, make_user
from tests.factories.registry import add_ppks, make_nik, make_orang, make_ppks, make_rahasia

DESA, TUJUAN, LAIN = "61.07.03.2001", "61.07.01.2001", "61.07.14.2004"
KK = "6107032811099001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tujuan():
    """The operator of the new village."""
    return make_user("operator_desa", TUJUAN, nama="Rupina Saban")


@pytest.fixture
def aktif(operator):
    """The running entry of a person without family."""
    return make_ppks(operator, status="aktif", nama="Lopo", nik=make_nik())


def move(orang_id, by, *, ke=TUJUAN, alamat=None, tanggal=None, base=None):
    with acting_as(by.context):
        orang = Orang.objects.get(pk=orang_id)
        isian = transfer.IsianPindah(
            ke, tanggal or timezone.localdate(), alamat or IsianAlamat("Sebol", "002", "001")
        )
        return transfer.propose_transfer(
            orang=orang, base=base or orang.versi, isian=isian, by=by, on=timezone.localdate(),
            now=timezone.now(),
        )  # fmt: skip


def accept(row, by, base=1):
    with acting_as(by.context):
        return transfer.accept_transfer(
            pindah_id=row.pk, base=base, by=by, on=timezone.localdate(), now=timezone.now()
        )


def refuse(row, by, base=1):
    with acting_as(by.context):
        transfer.refuse_transfer(pindah_id=row.pk, base=base, by=by, now=timezone.now())


def cancel(row, by, base=1):
    with acting_as(by.context):
        own = Pindah.objects.get(pk=row.pk)
        transfer.cancel_transfer(pindah=own, base=base, by=by, now=timezone.now())


def count(by, model):
    with acting_as(by.context):
        return model.objects.count()


def close(ppks, by):
    """The proposal an entry came with is decided: nothing of it waits."""
    head = make_user("kepala_desa", by.context.wilayah_kode)
    with acting_as(head.context):
        rows = Usulan.objects.filter(ppks=ppks, status="menunggu_kepala_desa")
        assert rows.update(status="dikembalikan", diubah_oleh_id=head.user_id)


def test_new_village_knows_only_enough_to_recognise(aktif, operator, tujuan):
    close(aktif, operator)
    row = move(aktif.orang_id, operator)
    with acting_as(tujuan.context):
        (masuk,) = list_masuk()
        assert (masuk.nama, masuk.jenis_kelamin, masuk.dari.kode) == ("Lopo", "L", DESA)
        assert masuk.usia > 60
        assert not Orang.objects.exists()
        assert not Ppks.objects.exists()
        with pytest.raises(Exception, match="key of subject"):
            Vault().get(Pindah.objects.get(pk=row.pk), "alamat")


def test_accepted_person_goes_over_whole_and_the_old_village_sees_nothing(aktif, operator, tujuan):
    close(aktif, operator)
    row = move(aktif.orang_id, operator)
    assert accept(row, tujuan) == aktif.orang_id
    for model in (Orang, Ppks, PpksKriteria, Alamat, Usulan):
        assert count(operator, model) == 0, model
    with acting_as(tujuan.context):
        orang = Orang.objects.get()
        assert Ppks.objects.get().status == "aktif"
        now = edit.read_warga(orang, vault=Vault())
        assert (now.alamat.dusun, len(now.orang.nik)) == ("Sebol", 16)
        told = list_peristiwa(
            orang, user=tujuan, kategori={aktif.pk: "Lansia"}, is_open=False, now=timezone.now()
        )
    judul = [satu.judul for satu in told]
    assert any(satu.startswith("Pindah dari") for satu in judul)
    assert "Dicatat: Lansia" in judul
    assert [line.fields for line in list_trail("transfer.accepted")] == [{"dari": DESA, "orang": 1}]


def test_history_follows_the_rule_of_sight(aktif, operator, tujuan):
    close(aktif, operator)
    accept(move(aktif.orang_id, operator), tujuan)
    events = Orang.pgh_event_model
    assert count(operator, events) == 0
    assert count(tujuan, events) > 1


def test_accepted_or_refused_exactly_once(aktif, operator, tujuan):
    close(aktif, operator)
    row = move(aktif.orang_id, operator)
    accept(row, tujuan)
    for again in (accept, refuse):
        with pytest.raises(StaleVersion):
            again(row, tujuan)
    with pytest.raises(StaleVersion):
        cancel(row, operator)


def test_two_villages_one_after_the_other_only_the_last_named_accepts(aktif, operator, tujuan):
    close(aktif, operator)
    first = move(aktif.orang_id, operator)
    with pytest.raises(DomainError, match="sudah menunggu"):
        move(aktif.orang_id, operator, ke=LAIN)
    cancel(first, operator)
    second = move(aktif.orang_id, operator, ke=LAIN)
    other = make_user("operator_desa", LAIN)
    for by, row in ((tujuan, first), (tujuan, second), (other, first)):
        with pytest.raises(StaleVersion):
            accept(row, by)
    accept(second, other)
    assert count(other, Orang) == 1


def test_not_found_stays_with_the_old_village(aktif, operator, tujuan):
    close(aktif, operator)
    row = move(aktif.orang_id, operator)
    refuse(row, tujuan)
    assert count(operator, Orang) == 1
    with acting_as(operator.context):
        (keluar,) = list_keluar(operator)
    assert (keluar.nama, keluar.pindah.status) == ("Lopo", "tidak_ditemukan")


def test_waiting_proposals_stop_both_steps(operator, tujuan):
    ppks = make_ppks(operator, nama="Lopo", nik=make_nik())
    with pytest.raises(DomainError, match="Masih ada usulan"):
        move(ppks.orang_id, operator)
    close(ppks, operator)
    row = move(ppks.orang_id, operator)
    with acting_as(operator.context):
        orang = Orang.objects.get()
    add_ppks(operator, orang, kategori=24)
    with pytest.raises(DomainError, match="masih menunggu keputusan"):
        accept(row, tujuan)
    assert count(tujuan, Orang) == 0


def test_head_with_members_dead_and_future_are_refused(operator):
    for nama, hubungan in (("Lopo", "1"), ("Anyap", "3")):
        make_ppks(operator, nama=nama, nik=make_nik(), no_kk=KK, hubungan=hubungan)
    with acting_as(operator.context):
        ids = {o.nama: o.pk for o in Orang.objects.all()}
        for ppks in Ppks.objects.all():
            close(ppks, operator)
    with pytest.raises(DomainError, match="kepala keluarga"):
        move(ids["Lopo"], operator)
    with pytest.raises(DomainError, match="belum terjadi"):
        move(ids["Anyap"], operator, tanggal=timezone.localdate() + timedelta(days=1))
    with pytest.raises(DomainError, match="desa lain"):
        move(ids["Anyap"], operator, ke=DESA)


def test_member_leaves_the_family_and_another_stands_for_its_entries(operator, tujuan):
    for nama, hubungan in (("Lopo", "1"), ("Anyap", "3")):
        make_orang(operator, nama=nama, nik=make_nik(), no_kk=KK, hubungan=hubungan)
    with acting_as(operator.context):
        people = {o.nama: o for o in Orang.objects.all()}
    family = add_ppks(operator, people["Anyap"], kategori=25)
    with acting_as(operator.context):
        for ppks in Ppks.objects.filter(orang=people["Anyap"]):
            close(ppks, operator)
        close(family, operator)
    accept(move(people["Anyap"].pk, operator), tujuan)
    with acting_as(operator.context):
        ended = AnggotaKeluarga.objects.exclude(sampai=None).get()
        assert ended.alasan_keluar == "pindah_desa"
        assert Usulan.objects.get(ppks=family).orang_id == people["Lopo"].pk
        assert Keluarga.objects.count() == 1


def test_person_alone_takes_the_family_along(operator, tujuan):
    ppks = make_ppks(operator, nama="Lopo", nik=make_nik(), no_kk=KK, hubungan="1", kategori=25)
    close(ppks, operator)
    with acting_as(operator.context):
        orang_id = Orang.objects.get().pk
    accept(move(orang_id, operator), tujuan)
    assert (count(operator, Keluarga), count(tujuan, Keluarga)) == (0, 1)
    assert count(tujuan, AnggotaKeluarga) == 1


def test_sealed_twin_is_neither_moved_nor_told(operator, tujuan, koordinator):
    nik = make_nik()
    make_rahasia(operator, nik=nik, nama="Lopo")
    ppks = make_ppks(operator, status="aktif", nama="Lopo", nik=nik)
    close(ppks, operator)
    with acting_as(koordinator.context):
        before = Orang.objects.filter(tingkat="rahasia").values().get()
    accept(move(ppks.orang_id, operator), tujuan)
    with acting_as(koordinator.context):
        assert Orang.objects.filter(tingkat="rahasia").values().get() == before


def test_open_draft_about_the_person_is_put_aside(aktif, operator, tujuan):
    close(aktif, operator)
    with acting_as(operator.context):
        save_draf(
            draf_id=new_id(), base=None, isi={}, judul="Lopo", langkah="kriteria", by=operator,
            now=timezone.now(), orang=aktif.orang,
        )  # fmt: skip
    accept(move(aktif.orang_id, operator), tujuan)
    with acting_as(operator.context):
        assert Draf.objects.get().dibuang_pada is not None


def test_another_village_and_other_roles_decide_nothing(aktif, operator, kades, verifikator):
    close(aktif, operator)
    row = move(aktif.orang_id, operator)
    stranger = make_user("operator_desa", LAIN)
    with acting_as(stranger.context):
        assert list_masuk() == []
        assert not Pindah.objects.exists()
    with pytest.raises(StaleVersion):
        accept(row, stranger)
    for by in (kades, verifikator):
        with pytest.raises(ProgrammingError), transaction.atomic():
            accept(row, by)


def test_files_when_the_person_moves_then_only_the_new_village_opens_them(operator, tujuan, aktif):
    close(aktif, operator)
    isian = IsianBerkas("foto_rumah", timezone.localdate(), "jpeg", b"isi foto")
    with acting_as(operator.context):
        orang = Orang.objects.get(pk=aktif.orang_id)
        now = timezone.now()
        berkas = add_berkas(subjek=orang, ppks=aktif, isian=isian, by=operator, now=now)
    accept(move(orang.pk, operator), tujuan)
    with acting_as(operator.context):
        assert get_berkas(berkas.pk, operator) is None
    with acting_as(tujuan.context):
        assert read_isi(get_berkas(berkas.pk, tujuan), user=tujuan) == b"isi foto"
