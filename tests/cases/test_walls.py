"""Who sees a special case in the database itself, under the application role."""

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.ids import new_sealed_id
from balale.access.models import CaseAccess, SubjectKey
from balale.cases.models import CatatanKasus
from balale.registry import models as registry
from balale.registry.services.rows import Stamp
from tests.factories import cases
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
TABLES = [
    registry.Orang, registry.Alamat, registry.Pemberitahuan, registry.Ppks,
    registry.PpksKriteria, registry.Usulan, registry.Keputusan, CatatanKasus,
]  # fmt: skip


def seen(user) -> dict[str, int]:
    """Rows about sealed subjects the account sees, by table, history and keys with them."""
    with acting_as(user.context):
        counts = {
            model.__name__: model.objects.filter(tingkat="rahasia").count()
            for table in TABLES
            for model in (table, table.pgh_event_model)
        }
        counts["key"] = SubjectKey.objects.count()
        counts["access"] = CaseAccess.objects.count()
    return {name: count for name, count in counts.items() if count}


def test_operator_after_hand_in_sees_nothing(operator):
    cases.hand_in(operator)
    assert seen(operator) == {}


@pytest.mark.parametrize(
    ("role", "wilayah", "unit"),
    [
        ("kepala_desa", DESA, ""),
        ("verifikator", "61.07", ""),
        ("kepala_dinas", "61.07", ""),
        ("auditor", "61.07", ""),
        ("admin_teknis", "", ""),
        ("koordinator_kasus", "61.07", "resos"),
        ("petugas_kasus", "61.07", "pppa"),
        ("petugas_kasus", "61.07", "resos"),
    ],
)
def test_case_under_other_accounts_is_absent(operator, koordinator, role, wilayah, unit):
    cases.make_case(operator, koordinator)
    assert seen(make_user(role, wilayah, unit)) == {}


def test_koordinator_of_the_unit_sees_every_sealed_row(operator, koordinator):
    cases.hand_in(operator)
    assert {"Orang", "Ppks", "CatatanKasus", "key", "OrangEvent"} <= seen(koordinator).keys()


def test_petugas_sees_a_case_from_assignment_until_its_end(operator, koordinator, petugas):
    kasus = cases.make_case(operator, koordinator)
    cases.assign(kasus, petugas, koordinator)
    assert {"Orang", "Ppks", "CatatanKasus", "key"} <= seen(petugas).keys()
    cases.assign(kasus, make_user("petugas_kasus", "61.07", "pppa"), koordinator)
    assert seen(petugas).keys() == {"access"}


def test_sealed_rows_have_random_ids(operator, koordinator):
    cases.hand_in(operator)
    with acting_as(koordinator.context):
        ids = [row.pk for table in TABLES for row in table.objects.filter(tingkat="rahasia")]
    assert ids
    assert {each.version for each in ids} == {4}


def test_operator_adding_a_case_note_of_staff_is_refused(operator, kasus):
    stamp = Stamp(desa_kode=DESA, tingkat="rahasia", unit="pppa", by=operator, now=timezone.now())
    note = CatatanKasus(
        id=new_sealed_id(), orang_id=kasus.orang_id, jenis="asesmen",
        **stamp.columns(kasus.subjek_id),
    )  # fmt: skip
    with acting_as(operator.context), pytest.raises(ProgrammingError), transaction.atomic():
        note.save(force_insert=True)
