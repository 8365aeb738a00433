"""A death: a dated fact at once, entries that end by proposal, and taking it back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Orang, Perubahan, Ppks, Usulan
from balale.registry.queries.people import Saringan, list_orang
from balale.registry.services import acts, death, proposal
from balale.registry.services.decide import Alasan
from balale.registry.services.period import lock_period
from tests.factories.accounts import make_user
from tests.factories.registry import add_ppks, make_nik, make_orang, make_ppks
from tests.factories.usulan import accept, approve, fresh, make_usulan

DESA = "61.07.03.2001"

pytestmark = pytest.mark.django_db


def die(orang_id, by, *, base=None, sumber="surat", tanggal=None, nomor="474.3/12/2026"):
    with acting_as(by.context):
        orang = Orang.objects.get(pk=orang_id)
        today = timezone.localdate()
        kabar = death.KabarMeninggal(tanggal or today, sumber, nomor)
        return death.record_death(
            orang=orang, base=base or orang.versi, kabar=kabar, by=by, on=today, now=timezone.now()
        )


def decide(by, act=proposal.accept_change, **given):
    with acting_as(by.context):
        usulan = Usulan.objects.select_related("orang", "ppks").get(jenis="keluar")
        return act(usulan=usulan, base=usulan.versi, by=by, now=timezone.now(), **given)


def names(by, **saring):
    with acting_as(by.context):
        found = list_orang(user=by, saringan=Saringan(**saring), on=timezone.localdate())
    return [row.nama for row in found.baris]


@pytest.fixture
def aktif(operator):
    """The running entry of a person."""
    return make_ppks(operator, status="aktif", nama="Lopo", nik=make_nik())


def test_dead_leave_the_lists_the_same_day_and_keep_the_nik(aktif, operator):
    die(aktif.orang_id, operator)
    assert names(operator) == []
    assert names(operator, is_meninggal=True) == ["Lopo"]
    with acting_as(operator.context):
        assert Orang.objects.get().nik_indeks is not None


def test_entry_ends_when_the_office_decides(aktif, operator, verifikator):
    day = timezone.localdate()
    die(aktif.orang_id, operator)
    with acting_as(operator.context):
        assert Ppks.objects.get().status == "aktif"
    decide(verifikator, on=day)
    with acting_as(operator.context):
        ppks = Ppks.objects.get()
    assert (ppks.status, ppks.selesai, ppks.alasan_selesai) == ("keluar", day, "meninggal")


def test_taken_back_while_the_office_has_not_decided(aktif, operator, verifikator):
    done = die(aktif.orang_id, operator)
    with acting_as(operator.context):
        acts.undo_act(perubahan=done, by=operator, now=timezone.now())
        assert Orang.objects.get().meninggal_pada is None
        assert Usulan.objects.get(jenis="keluar").status == "dibatalkan"
    assert names(operator) == ["Lopo"]


def test_not_taken_back_after_the_office_ended_the_entry(aktif, operator, verifikator):
    done = die(aktif.orang_id, operator)
    decide(verifikator, on=timezone.localdate())
    with acting_as(operator.context), pytest.raises(DomainError):
        acts.undo_act(perubahan=done, by=operator, now=timezone.now())


def test_taken_back_after_the_office_refused(aktif, operator, verifikator):
    done = die(aktif.orang_id, operator)
    decide(verifikator, proposal.refuse_change, alasan=Alasan("lainnya", "Warga ini masih hidup."))
    with acting_as(operator.context):
        acts.undo_act(perubahan=done, by=operator, now=timezone.now())
        assert Orang.objects.get().meninggal_pada is None


def test_office_takes_its_own_ending_back(aktif, operator, verifikator):
    die(aktif.orang_id, operator)
    decide(verifikator, on=timezone.localdate())
    with acting_as(verifikator.context):
        done = Perubahan.objects.get(jenis="keluar")
        acts.undo_act(perubahan=done, by=verifikator, now=timezone.now())
        ppks = Ppks.objects.get()
    assert (ppks.status, ppks.selesai, ppks.alasan_selesai) == ("aktif", None, "")


def test_verified_identity_stays_verified(operator, kades, verifikator):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    accept(usulan, verifikator)
    die(usulan.orang_id, operator)
    with acting_as(operator.context):
        assert Orang.objects.get().terverifikasi_pada is not None


def test_dead_are_neither_approved_nor_accepted_nor_fixed(operator, kades, verifikator):
    first, second, third = (make_usulan(operator) for _ in range(3))
    die(first.orang_id, operator)
    with pytest.raises(DomainError, match="tercatat meninggal"):
        approve(first, kades)
    approve(second, kades)
    die(second.orang_id, operator)
    with pytest.raises(DomainError, match="tercatat meninggal"):
        accept(second, verifikator)
    approve(third, kades)
    accept(third, verifikator)
    die(third.orang_id, operator)
    head = make_user("kepala_dinas", "61.07")
    today = timezone.localdate()
    with acting_as(head.context):
        lock_period(sk_nomor="1/2026", sk_tanggal=today, by=head, on=today, now=timezone.now())
    assert fresh(third, operator).ppks.status == "diverifikasi"


def test_no_new_entry_for_the_dead(operator):
    orang = make_orang(operator)
    die(orang.pk, operator)
    with acting_as(operator.context):
        orang.refresh_from_db()
    with pytest.raises(DomainError, match="tercatat meninggal"):
        add_ppks(operator, orang, kategori=24)


def test_wrong_days_and_sources_twice_and_stale_are_refused(operator):
    orang = make_orang(operator)
    today = timezone.localdate()
    for given, words in (
        ({"tanggal": today + timedelta(days=1)}, "belum terjadi"),
        ({"tanggal": date(1900, 1, 1)}, "sebelum warga lahir"),
        ({"sumber": "kabar"}, "Pilih sumber"),
    ):
        with pytest.raises(DomainError, match=words):
            die(orang.pk, operator, **given)
    with pytest.raises(StaleVersion):
        die(orang.pk, operator, base=9)
    die(orang.pk, operator)
    with pytest.raises(DomainError, match="sudah tercatat meninggal"):
        die(orang.pk, operator)
