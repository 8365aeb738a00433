"""The village changes a person or an entry: at once, or as a proposal that the office decides."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Orang, Perubahan, Ppks, PpksKriteria, Usulan
from balale.registry.queries.perubahan import read_isi
from balale.registry.services import acts, edit, people, proposal
from balale.registry.services.decide import Alasan
from balale.registry.services.rows import change_row
from tests.factories.accounts import list_trail, make_user
from tests.factories.registry import make_nik, make_orang, make_ppks, make_rahasia
from tests.factories.usulan import accept, approve, make_refused, make_usulan

DESA, DESA_LAIN = "61.07.03.2001", "61.07.01.2001"
ON = date(2026, 11, 24)

pytestmark = pytest.mark.django_db


def change(orang_id, by, make, dasar=None):
    """Edit the person with what `make` turns the stored form into."""
    with acting_as(by.context):
        orang = Orang.objects.get(pk=orang_id)
        isian = make(edit.open_orang(orang=orang, by=by))
        return edit.edit_orang(
            orang=orang, dasar=dasar or edit.get_dasar(orang), isian=isian, by=by, on=ON,
            now=timezone.now(),
        )  # fmt: skip


def change_entri(ppks_id, by, make, base=None):
    with acting_as(by.context):
        ppks = Ppks.objects.get(pk=ppks_id)
        isian = make(edit.open_entri(ppks=ppks, by=by))
        return edit.edit_entri(
            ppks=ppks, orang=ppks.orang, base=base or ppks.versi, isian=isian, by=by, on=ON,
            now=timezone.now(),
        )  # fmt: skip


def with_orang(**isian):
    return lambda form: replace(form, orang=replace(form.orang, **isian))


def with_alamat(**isian):
    return lambda form: replace(form, alamat=replace(form.alamat, **isian))


def stored(orang_id, by):
    with acting_as(by.context):
        return edit.read_warga(Orang.objects.get(pk=orang_id), vault=Vault())


def undo(perubahan, by, now=None):
    with acting_as(by.context):
        row = Perubahan.objects.get(pk=perubahan.pk)
        return acts.undo_act(perubahan=row, by=by, now=now or timezone.now())


def decide(usulan_id, by, act=proposal.accept_change, **given):
    with acting_as(by.context):
        usulan = Usulan.objects.select_related("orang", "ppks").get(pk=usulan_id)
        given.setdefault("base", usulan.versi)
        return act(usulan=usulan, by=by, now=timezone.now(), **given)


def accept_it(usulan_id, by, **given):
    return decide(usulan_id, by, on=ON, **given)


@pytest.fixture
def terverifikasi(operator, kades, verifikator):
    """A person whose identity the office verified."""
    usulan = make_usulan(operator, nama="Theresia Anyap", jenis_kelamin="P")
    approve(usulan, kades)
    accept(usulan, verifikator)
    return usulan.orang_id


def test_unverified_person_changes_at_once_and_is_told(operator):
    orang = make_orang(operator)
    done = change(orang.pk, operator, with_orang(nama="Fransiskus Bawang", telepon="+62812345678"))
    with acting_as(operator.context):
        assert Orang.objects.get().nama == "Fransiskus Bawang"
        assert (done.jenis, done.usulan_id) == ("data", None)
        assert read_isi(done, Vault())["kata"] == ["Nama", "Telepon"]
    (line,) = list_trail("orang.edited")
    assert line.fields == {"kolom": ["nama", "telepon"]}


def test_address_changes_at_once_and_is_put_back(operator):
    orang = make_orang(operator)
    before = stored(orang.pk, operator)
    done = change(orang.pk, operator, with_alamat(dusun="Sebol", teks="Dekat gereja"))
    assert stored(orang.pk, operator).alamat.teks == "Dekat gereja"
    undo(done, operator)
    assert stored(orang.pk, operator) == before


def test_verified_identity_waits_for_the_office_the_rest_does_not(terverifikasi, operator):
    done = change(terverifikasi, operator, with_orang(nama="Theresia Ayap", agama="katolik"))
    now = stored(terverifikasi, operator)
    assert (now.orang.nama, now.orang.agama) == ("Theresia Anyap", "katolik")
    with acting_as(operator.context):
        assert Orang.objects.get().terverifikasi_pada is not None
        assert done.usulan.status == "menunggu_verifikasi"
        assert [k.label for k in done.usulan.kolom.all()] == ["Nama"]


def test_accepted_change_is_applied_once_and_stays_verified(terverifikasi, operator, verifikator):
    done = change(terverifikasi, operator, with_orang(nama="Theresia Ayap"))
    accept_it(done.usulan_id, verifikator)
    with acting_as(operator.context):
        orang = Orang.objects.get()
    assert (orang.nama, orang.terverifikasi_oleh_id) == ("Theresia Ayap", verifikator.id)
    with pytest.raises(StaleVersion):
        accept_it(done.usulan_id, verifikator)


def test_accepted_change_is_taken_back_by_the_verifier(terverifikasi, operator, verifikator):
    proposed = change(terverifikasi, operator, with_orang(nama="Theresia Ayap"))
    accept_it(proposed.usulan_id, verifikator)
    with acting_as(verifikator.context):
        done = Perubahan.objects.get(jenis="data")
    undo(done, verifikator)
    with acting_as(operator.context):
        assert Orang.objects.get().nama == "Theresia Anyap"
        assert Usulan.objects.get(jenis="perubahan").status == "menunggu_verifikasi"


def test_refused_change_leaves_everything(terverifikasi, operator, verifikator):
    done = change(terverifikasi, operator, with_orang(nama="Theresia Ayap"))
    with pytest.raises(DomainError):
        decide(done.usulan_id, verifikator, proposal.refuse_change, alasan=Alasan("lainnya"))
    alasan = Alasan("lainnya", "Tidak sama dengan KTP.")
    decide(done.usulan_id, verifikator, proposal.refuse_change, alasan=alasan)
    assert stored(terverifikasi, operator).orang.nama == "Theresia Anyap"


def test_second_proposal_waits_for_the_first(terverifikasi, operator):
    done = change(terverifikasi, operator, with_orang(nama="Theresia Ayap"))
    with pytest.raises(DomainError, match="menunggu DSP3A"):
        change(terverifikasi, operator, with_orang(nama="Theresia Aya"))
    undo(done, operator)
    change(terverifikasi, operator, with_orang(nama="Theresia Aya"))


def test_decided_proposal_is_not_taken_back_by_the_village(terverifikasi, operator, verifikator):
    done = change(terverifikasi, operator, with_orang(nama="Theresia Ayap"))
    accept_it(done.usulan_id, verifikator)
    with pytest.raises(DomainError):
        undo(done, operator)


def test_proposal_on_data_that_changed_since_is_not_applied(terverifikasi, operator, verifikator):
    done = change(terverifikasi, operator, with_orang(nama="Theresia Ayap"))
    with acting_as(verifikator.context):
        orang = Orang.objects.get()
        change_row(orang, base=orang.versi, by=verifikator, now=timezone.now(), nama="Theresia")
    with pytest.raises(DomainError, match="berubah sejak diusulkan"):
        accept_it(done.usulan_id, verifikator)


def test_stale_base_and_no_change_are_refused(operator):
    orang = make_orang(operator)
    dasar = edit.get_dasar(orang)
    change(orang.pk, operator, with_orang(nama="Fransiskus Bawang"))
    with pytest.raises(StaleVersion):
        change(orang.pk, operator, with_orang(nama="Frans"), dasar=dasar)
    with pytest.raises(DomainError, match="Belum ada yang berubah"):
        change(orang.pk, operator, lambda form: form)


def test_age_that_no_longer_fits_an_entry_is_refused(operator):
    orang = make_orang(operator)
    with pytest.raises(DomainError):
        change(orang.pk, operator, with_orang(tanggal_lahir=date(2000, 1, 1)))
    with acting_as(operator.context):
        assert not Perubahan.objects.exists()


def test_waiting_entry_changes_at_once_and_back(operator):
    ppks = make_ppks(operator)
    done = change_entri(ppks.pk, operator, lambda i: replace(i, kriteria=(1, 3)))
    with acting_as(operator.context):
        held = PpksKriteria.objects.filter(is_berlaku=True)
        assert sorted(held.values_list("kriteria_id", flat=True)) == [1, 3]
    undo(done, operator)
    with acting_as(operator.context):
        assert list(held.values_list("kriteria_id", flat=True)) == [1]


@pytest.mark.parametrize("status", ["diverifikasi", "aktif"])
def test_standing_entry_changes_by_proposal(status, operator, verifikator):
    ppks = make_ppks(operator, status=status)
    done = change_entri(ppks.pk, operator, lambda i: replace(i, kriteria=(2,), kelengkapan=7))
    with acting_as(operator.context):
        assert PpksKriteria.objects.get(is_berlaku=True).kriteria_id == 1
    accept_it(done.usulan_id, verifikator)
    with acting_as(operator.context):
        assert PpksKriteria.objects.get(is_berlaku=True).kriteria_id == 2
        now = Ppks.objects.get()
        assert (now.status, now.kelengkapan) == (status, 5)


@pytest.mark.parametrize("status", ["diajukan", "ditolak"])
def test_entry_under_review_or_ended_is_not_changed(status, operator):
    ppks = make_refused(operator) if status == "ditolak" else make_ppks(operator, status=status)
    with pytest.raises(DomainError):
        change_entri(ppks.pk, operator, lambda i: replace(i, kriteria=(2,)))


def test_later_act_stands_in_the_way_and_is_named(operator):
    orang = make_orang(operator)
    first = change(orang.pk, operator, with_orang(nama="Fransiskus Bawang"))
    change(orang.pk, operator, with_orang(nama="Frans Bawang"))
    with pytest.raises(DomainError, match="Batalkan dulu: Data diri diubah"):
        undo(first, operator)


def test_undo_twice_changes_nothing_and_ends_after_thirty_days(operator):
    orang = make_orang(operator)
    first = change(orang.pk, operator, with_orang(nama="Fransiskus Bawang"))
    undo(first, operator)
    undo(first, operator)
    second = change(orang.pk, operator, with_orang(nama="Frans Bawang"))
    with pytest.raises(DomainError, match="30 hari"):
        undo(second, operator, now=timezone.now() + timedelta(days=31))


def test_foreign_village_and_other_roles_see_no_act(operator, kades):
    orang = make_orang(operator)
    change(orang.pk, operator, with_orang(nama="Fransiskus Bawang"))
    outsider = make_user("operator_desa", DESA_LAIN)
    with acting_as(outsider.context):
        assert not Perubahan.objects.exists()
    with acting_as(kades.context):
        row = Perubahan.objects.get()
        assert not Perubahan.objects.filter(pk=row.pk).update(dibatalkan_pada=timezone.now())


def test_sealed_twin_is_not_touched(operator, koordinator):
    nik = make_nik()
    make_rahasia(operator, nik=nik, nama="Mawar")
    orang = make_orang(operator, nik=nik)
    change(orang.pk, operator, with_orang(nama="Fransiskus Bawang"))
    with acting_as(koordinator.context):
        sealed = Orang.objects.get(tingkat="rahasia")
        assert sealed.versi == 1
        assert people.read_isian(sealed, vault=Vault()).nama == "Mawar"


def test_office_writes_no_detail_without_an_applied_proposal(operator, verifikator):
    ppks = make_ppks(operator, status="aktif")
    with acting_as(verifikator.context):
        row = PpksKriteria.objects.get()
        assert not PpksKriteria.objects.filter(pk=row.pk).update(
            is_berlaku=False, diubah_oleh=verifikator
        )
        copy = PpksKriteria(
            ppks=ppks, kriteria_id=2, subjek_id=ppks.subjek_id, desa_id=DESA, tingkat="biasa",
            dibuat_oleh=verifikator, dibuat_pada=timezone.now(), diubah_oleh=verifikator,
            diubah_pada=timezone.now(),
        )  # fmt: skip
        with pytest.raises(ProgrammingError), transaction.atomic():
            copy.save(force_insert=True)


def test_office_alone_makes_no_entry_run(operator, verifikator):
    ppks = make_ppks(operator, status="diverifikasi")
    with acting_as(verifikator.context):
        row = Ppks.objects.get(pk=ppks.pk)
        with pytest.raises(ProgrammingError), transaction.atomic():
            change_row(row, base=row.versi, by=verifikator, now=timezone.now(), status="aktif")
