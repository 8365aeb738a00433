"""The head of office fixes a period."""

from datetime import date

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.queries.accounts import list_contexts
from balale.audit.models import TrailLine
from balale.kit.errors import DomainError
from balale.registry.models import Keputusan, Ppks
from balale.registry.queries.usulan import list_ready
from balale.registry.rules.usulan import add_months
from balale.registry.services.period import Penetapan, lock_period
from tests.factories.accounts import give_role, make_user
from tests.factories.usulan import accept, approve, make_usulan

DESA = "61.07.03.2001"

pytestmark = pytest.mark.django_db


@pytest.fixture
def verified():
    """Two verified entries and one that is not; returns who verified."""
    operator, kades = make_user("operator_desa", DESA), make_user("kepala_desa", DESA)
    verifikator = make_user("verifikator", "61.07")
    rows = [make_usulan(operator, kategori=kategori) for kategori in (8, 24, 8)]
    for row in rows:
        approve(row, kades)
    for row in rows[:2]:
        accept(row, verifikator)
    return verifikator


def lock(by, sk_nomor="460/118/DSP3A/2026"):
    with acting_as(by.context):
        return lock_period(
            sk_nomor=sk_nomor, sk_tanggal=date(2026, 11, 20), by=by, on=date(2026, 11, 24),
            now=timezone.now(),
        )  # fmt: skip


def test_lock_makes_verified_entries_active_in_one_line(verified):
    head = make_user("kepala_dinas", "61.07")
    assert lock(head) == Penetapan(2, 0)
    with acting_as(head.context):
        rows = Ppks.objects.filter(status="aktif").order_by("kategori")
        assert [row.tinjau_berikut for row in rows] == [date(2027, 5, 24), date(2027, 11, 24)]
        satu = Keputusan.objects.filter(hasil="ditetapkan").first()
        assert (satu.ba_nomor, satu.status_sebelum) == ("460/118/DSP3A/2026", "diverifikasi")
        assert TrailLine.objects.get(event="period.locked").fields["jumlah"] == 2
        assert list_ready(head) == []


def test_lock_by_who_verified_leaves_those_entries(verified):
    give_role(verified, "kepala_dinas", "61.07")
    verified.context = next(c for c in list_contexts(verified) if c.role == "kepala_dinas")
    assert lock(verified) == Penetapan(0, 2)


def test_lock_by_another_role_is_refused(verified):
    with pytest.raises(DomainError):
        lock(verified)


def test_lock_twice_changes_nothing_more(verified):
    head = make_user("kepala_dinas", "61.07")
    lock(head)
    assert lock(head) == Penetapan(0, 0)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 24), 3, date(2027, 2, 24)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
    ],
)
def test_add_months_at_month_ends_stays_in_the_month(day, months, later):
    assert add_months(day, months) == later
