"""The nightly review: what has come due is marked once, at every level, by the system alone."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.system import acting_as_system
from balale.audit.models import TrailLine
from balale.registry.models import Orang, Ppks
from balale.registry.services import review
from balale.registry.services.period import lock_period
from balale.registry.services.review import mark_due
from balale.registry.tasks import mark_due_nightly
from tests.factories.accounts import make_user
from tests.factories.cases import hand_in, newest_case
from tests.factories.usulan import accept, approve, make_usulan

pytestmark = pytest.mark.django_db
DESA = "61.07.03.2001"


def make_aktif(on, jumlah=3):
    """Entries made aktif on a day, to be asked again after six months; returns who sees them."""
    operator, kades = make_user("operator_desa", DESA), make_user("kepala_desa", DESA)
    verifikator, head = make_user("verifikator", "61.07"), make_user("kepala_dinas", "61.07")
    for row in [make_usulan(operator, kategori=8) for _ in range(jumlah)]:
        approve(row, kades)
        accept(row, verifikator)
    with acting_as(head.context):
        lock_period(sk_nomor="460/1/DSP3A/2025", sk_tanggal=on, by=head, on=on, now=timezone.now())
    return verifikator


def run_mark():
    with acting_as_system() as by:
        return mark_due(by=by, on=timezone.localdate(), now=timezone.now())


def list_statuses(user):
    with acting_as(user.context):
        return list(Ppks.objects.values_list("status", flat=True))


def test_review_when_the_date_has_come_marks_each_once_with_a_line():
    verifikator = make_aktif(date(2025, 1, 10))
    assert (run_mark(), run_mark()) == (3, 0)
    assert list_statuses(verifikator) == ["perlu_pemutakhiran"] * 3
    with acting_as_system("auditor"):
        lines = TrailLine.objects.filter(event="ppks.due")
        assert {(line.role, line.fields["alasan"]) for line in lines} == {
            ("sistem", "tanggal_tinjau")
        }
        assert len({line.object_id for line in lines}) == 3


def test_review_before_the_date_changes_nothing():
    verifikator = make_aktif(timezone.localdate())
    assert run_mark() == 0
    assert list_statuses(verifikator) == ["aktif"] * 3


def test_review_of_more_than_a_portion_goes_on_until_all_are_marked(monkeypatch):
    verifikator = make_aktif(date(2025, 1, 10))
    monkeypatch.setattr(review, "PORTION", 2)
    monkeypatch.setattr("balale.registry.tasks.PORTION", 2)
    mark_due_nightly.func(timestamp=0)
    assert list_statuses(verifikator) == ["perlu_pemutakhiran"] * 3


def test_review_of_a_rahasia_entry_marks_it_and_reads_no_person():
    operator = make_user("operator_desa", DESA)
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    hand_in(operator)
    kasus = newest_case(koordinator)
    with acting_as(koordinator.context):
        Ppks.objects.filter(pk=kasus.pk).update(
            status="aktif", tinjau_berikut=timezone.localdate() - timedelta(days=1),
            diubah_oleh_id=koordinator.id,
        )  # fmt: skip
    with acting_as_system():
        assert not Orang.objects.filter(tingkat="rahasia").exists()
    assert run_mark() == 1
    assert list_statuses(koordinator) == ["perlu_pemutakhiran"]


def test_review_by_another_account_in_the_systems_role_is_refused():
    make_aktif(date(2025, 1, 10), jumlah=1)
    stranger = make_user("verifikator", "61.07")
    context = type(stranger.context)(stranger.id, "sistem", desa=(DESA,), tingkat=("biasa",))
    with acting_as(context):
        assert Ppks.objects.filter(status="aktif").update(status="perlu_pemutakhiran") == 0


@pytest.mark.parametrize("changed", [{"status": "keluar"}, {"status": "draf"}])
def test_system_moves_an_entry_to_nothing_but_due(changed):
    make_aktif(date(2025, 1, 10), jumlah=1)
    with acting_as_system() as by, pytest.raises(ProgrammingError), transaction.atomic():
        Ppks.objects.filter(status="aktif").update(**changed, diubah_oleh_id=by.id)
