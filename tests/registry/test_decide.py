"""The path of a proposal: who decides what, on which version, and what it leaves behind."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.queries.accounts import list_contexts
from balale.audit.models import TrailLine
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Keputusan, Orang, Ppks, Usulan
from balale.registry.queries.usulan import get_dasar
from balale.registry.services import decide
from balale.registry.services.undo import undo_batch, undo_decision
from tests.factories.accounts import give_role, make_user
from tests.factories.usulan import (
    ACARA,
    accept,
    add_usulan,
    approve,
    decided,
    fresh,
    give_back,
    make_usulan,
    propose_refusal,
    send_back,
)

DESA, DESA_LAIN = "61.07.03.2001", "61.07.01.2001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def usulan(operator):
    return make_usulan(operator)


def state(usulan, user):
    """Status of the proposal and of its entry, as `user` sees them."""
    row = fresh(usulan, user)
    return row.status, row.ppks.status


def test_approve_by_village_head_makes_entry_diajukan(usulan, kades):
    approve(usulan, kades)
    assert state(usulan, kades) == ("menunggu_verifikasi", "diajukan")
    with acting_as(kades.context):
        satu = Keputusan.objects.get()
        ppks = Ppks.objects.get()
    assert (satu.hasil, satu.status_sebelum, satu.ba_nomor) == ("disetujui", "draf", ACARA.nomor)
    assert satu.oleh_id == kades.id
    assert ppks.diajukan_pada == satu.pada


def test_approve_without_minutes_changes_nothing(usulan, kades):
    with pytest.raises(DomainError, match="berita acara"):
        decided(usulan, kades, decide.approve_usulan, acara=decide.BeritaAcara())
    assert state(usulan, kades) == ("menunggu_kepala_desa", "draf")


def test_approve_by_operator_is_refused(usulan, operator):
    with pytest.raises(DomainError):
        decided(usulan, operator, decide.approve_usulan, acara=ACARA)


def test_approve_own_entry_with_another_role_is_refused(usulan, operator):
    give_role(operator, "kepala_desa", DESA)
    operator.context = next(c for c in list_contexts(operator) if c.role == "kepala_desa")
    with pytest.raises(DomainError, match="Orang lain harus menyetujui"):
        decided(usulan, operator, decide.approve_usulan, acara=ACARA)


def test_approve_twice_from_the_same_page_decides_once(usulan, kades):
    row = fresh(usulan, kades)
    approve(usulan, kades)
    with acting_as(kades.context), pytest.raises(StaleVersion):
        decide.approve_usulan(
            usulan=row, dasar=get_dasar(row), acara=ACARA, by=kades, now=timezone.now()
        )
    with acting_as(kades.context):
        assert Keputusan.objects.count() == 1


def test_approve_batch_leaves_the_changed_one_and_names_it(operator, kades):
    rows = [make_usulan(operator) for _ in range(3)]
    pilihan = [(row.pk, get_dasar(fresh(row, kades))) for row in rows]
    approve(rows[1], kades)
    with acting_as(kades.context):
        hasil = decide.approve_batch(pilihan=pilihan, acara=ACARA, by=kades, now=timezone.now())
    assert len(hasil.keputusan) == 2
    assert [pk for pk, _ in hasil.dilewati] == [rows[1].pk]


def test_approve_batch_of_another_village_touches_nothing(usulan):
    outsider = make_user("kepala_desa", DESA_LAIN)
    with acting_as(outsider.context):
        hasil = decide.approve_batch(
            pilihan=[(usulan.pk, get_dasar(usulan))], acara=ACARA, by=outsider, now=timezone.now()
        )
    assert hasil == decide.HasilBatch()


def test_send_back_keeps_draft_with_reason(usulan, kades):
    satu = send_back(usulan, kades)
    assert state(usulan, kades) == ("dikembalikan", "draf")
    assert (satu.kode_alasan, satu.kolom_ditandai) == ("nik_salah", "nik,tanggal_lahir")


def test_accept_verifies_entry_and_identity(usulan, kades, verifikator):
    approve(usulan, kades)
    accept(usulan, verifikator)
    assert state(usulan, verifikator) == ("diterapkan", "diverifikasi")
    with acting_as(verifikator.context):
        assert Orang.objects.get().terverifikasi_oleh_id == verifikator.id
        assert TrailLine.objects.filter(event="ppks.verified").count() == 1


def test_accept_without_method_changes_nothing(usulan, kades, verifikator):
    approve(usulan, kades)
    with pytest.raises(DomainError, match="cara verifikasi"):
        decided(usulan, verifikator, decide.accept_usulan, metode="")
    assert state(usulan, verifikator) == ("menunggu_verifikasi", "diajukan")


def test_accept_before_approval_is_stale(usulan, verifikator):
    with pytest.raises(StaleVersion):
        decided(usulan, verifikator, decide.accept_usulan, metode="meja")


def test_two_verifiers_at_once_decide_once(usulan, kades, verifikator):
    other = make_user("verifikator", "61.07")
    approve(usulan, kades)
    row = fresh(usulan, other)
    accept(usulan, verifikator)
    with acting_as(other.context), pytest.raises(StaleVersion):
        decide.propose_refusal(
            usulan=row, dasar=get_dasar(row), alasan=decide.Alasan("duplikat", "sama"), by=other,
            now=timezone.now(),
        )  # fmt: skip


def test_return_marks_the_field_and_seals_the_note(usulan, kades, verifikator):
    approve(usulan, kades)
    satu = give_back(usulan, verifikator)
    assert state(usulan, verifikator) == ("dikembalikan", "dikembalikan")
    assert b"Periksa" not in bytes(satu.catatan_sandi)


@pytest.mark.parametrize("act", [decide.return_usulan, decide.propose_refusal])
@pytest.mark.parametrize("alasan", [decide.Alasan("", "x"), decide.Alasan("karangan", "x")])
def test_unknown_reason_is_refused(act, alasan, usulan, kades, verifikator):
    approve(usulan, kades)
    with pytest.raises(DomainError):
        decided(usulan, verifikator, act, alasan=alasan)


def test_refusal_waits_for_the_second_signature(usulan, kades, verifikator, kepala_dinas):
    approve(usulan, kades)
    usul = propose_refusal(usulan, verifikator)
    assert state(usulan, verifikator) == ("menunggu_penolakan", "diajukan")
    satu = decided(usulan, kepala_dinas, decide.confirm_refusal)
    assert state(usulan, verifikator) == ("ditolak", "ditolak")
    assert (satu.kode_alasan, satu.langkah) == (usul.kode_alasan, "penolakan")


def test_refusal_not_signed_goes_back_to_the_office(usulan, kades, verifikator, kepala_dinas):
    approve(usulan, kades)
    propose_refusal(usulan, verifikator)
    with pytest.raises(DomainError, match="catatan"):
        decided(usulan, kepala_dinas, decide.decline_refusal, catatan="")
    satu = decided(usulan, kepala_dinas, decide.decline_refusal, catatan="Kunjungi dulu.")
    assert state(usulan, verifikator) == ("menunggu_verifikasi", "diajukan")
    assert b"Kunjungi" not in bytes(satu.catatan_sandi)


def test_own_refusal_is_not_confirmed_by_its_proposer(usulan, kades, verifikator):
    approve(usulan, kades)
    propose_refusal(usulan, verifikator)
    give_role(verifikator, "kepala_dinas", "61.07")
    verifikator.context = replace(verifikator.context, role="kepala_dinas")
    for act, given in [(decide.confirm_refusal, {}), (decide.decline_refusal, {"catatan": "x"})]:
        with pytest.raises(DomainError, match="Anda mengusulkan"):
            decided(usulan, verifikator, act, **given)
    assert state(usulan, verifikator) == ("menunggu_penolakan", "diajukan")


@pytest.mark.parametrize(
    ("act", "given"), [(decide.confirm_refusal, {}), (decide.decline_refusal, {"catatan": "x"})]
)
def test_undo_of_the_second_signature_lets_it_wait_again(
    act, given, usulan, kades, verifikator, kepala_dinas
):
    approve(usulan, kades)
    usul = propose_refusal(usulan, verifikator)
    satu = decided(usulan, kepala_dinas, act, **given)
    rows = Keputusan.objects.select_related("usulan__ppks", "usulan__orang")
    with acting_as(verifikator.context), pytest.raises(DomainError):
        undo_decision(keputusan=rows.get(pk=usul.pk), by=verifikator, now=timezone.now())
    with acting_as(kepala_dinas.context):
        undo_decision(keputusan=rows.get(pk=satu.pk), by=kepala_dinas, now=timezone.now())
    assert state(usulan, verifikator) == ("menunggu_penolakan", "diajukan")


def test_undo_accept_puts_everything_back(usulan, kades, verifikator):
    approve(usulan, kades)
    satu = accept(usulan, verifikator)
    with acting_as(verifikator.context):
        undo_decision(keputusan=satu, by=verifikator, now=timezone.now())
        assert Orang.objects.get().terverifikasi_pada is None
        assert Keputusan.objects.count() == 2
    assert state(usulan, verifikator) == ("menunggu_verifikasi", "diajukan")


def test_undo_by_another_or_too_late_or_after_more_is_refused(usulan, kades, verifikator):
    approve(usulan, kades)
    with acting_as(kades.context):
        persetujuan = Keputusan.objects.select_related("usulan__ppks", "usulan__orang").get()
    satu = accept(usulan, verifikator)
    other = make_user("verifikator", "61.07")
    late = timezone.now() + timedelta(days=31)
    for by, what, now in [
        (other, satu, timezone.now()),
        (verifikator, satu, late),
        (kades, persetujuan, timezone.now()),
    ]:
        row = Keputusan.objects.select_related("usulan__ppks", "usulan__orang")
        with acting_as(by.context), pytest.raises(DomainError):
            undo_decision(keputusan=row.get(pk=what.pk), by=by, now=now)
    assert state(usulan, verifikator) == ("diterapkan", "diverifikasi")


def test_undo_batch_leaves_what_the_office_decided(operator, kades, verifikator):
    rows = [make_usulan(operator) for _ in range(3)]
    pilihan = [(row.pk, get_dasar(fresh(row, kades))) for row in rows]
    with acting_as(kades.context):
        hasil = decide.approve_batch(pilihan=pilihan, acara=ACARA, by=kades, now=timezone.now())
    accept(rows[0], verifikator)
    with acting_as(kades.context):
        assert undo_batch(keputusan=hasil.keputusan[1], by=kades, now=timezone.now()) == (2, 1)
    assert state(rows[0], kades)[1] == "diverifikasi"
    assert state(rows[2], kades) == ("menunggu_kepala_desa", "draf")


def test_verified_mark_follows_the_acceptance_that_stands(operator, kades, verifikator):
    first = make_usulan(operator)
    second = add_usulan(operator, first.orang, kategori=24)
    for row in (first, second):
        approve(row, kades)
    satu = accept(first, verifikator)
    dua = accept(second, verifikator)
    for keputusan, left in [(satu, dua.pada), (dua, None)]:
        with acting_as(verifikator.context):
            row = Keputusan.objects.select_related("usulan__ppks", "usulan__orang")
            undo_decision(keputusan=row.get(pk=keputusan.pk), by=verifikator, now=timezone.now())
            assert Orang.objects.get().terverifikasi_pada == left


def test_operator_cannot_move_his_own_proposal_even_in_sql(usulan, operator):
    with acting_as(operator.context):
        assert not Usulan.objects.filter(pk=usulan.pk).update(status="menunggu_verifikasi")
