"""Entries are counted by status as far as the row policies show them, rahasia apart."""

from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import Count

from balale.access.context import acting_as
from balale.registry.models import Ppks
from balale.registry.queries.usulan import count_statuses
from tests.factories import cases
from tests.factories.accounts import make_user
from tests.factories.registry import make_ppks

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
TETANGGA = "61.07.14.2001"
TERBATAS = 9


def _plainly(user) -> dict[str, int]:
    rows = Ppks.objects.visible_to(user).exclude(tingkat="rahasia").order_by().values("status")
    return {row["status"]: row["jumlah"] for row in rows.annotate(jumlah=Count("pk"))}


@pytest.fixture
def entries(operator):
    tetangga = make_user("operator_desa", TETANGGA)
    for status in ("draf", "diajukan", "aktif"):
        make_ppks(operator, status=status)
        make_ppks(tetangga, status=status)
    make_ppks(operator, kategori=TERBATAS, status="aktif")


@pytest.mark.parametrize(
    ("role", "area"),
    [
        ("kepala_desa", DESA), ("kepala_desa", TETANGGA), ("verifikator", "61.07"),
        ("kepala_dinas", "61.07"), ("camat", "61.07.14"), ("bupati", "61.07"),
        ("auditor", "61.07"),
    ],
)  # fmt: skip
def test_count_is_what_the_policies_show(role, area, entries):
    user = make_user(role, area)
    with acting_as(user.context):
        assert count_statuses(user) == _plainly(user)


def test_count_of_the_office_holds_both_villages_and_terbatas(entries):
    village, office = make_user("kepala_desa", DESA), make_user("kepala_dinas", "61.07")
    with acting_as(village.context):
        own = count_statuses(village)
    with acting_as(office.context):
        assert count_statuses(office)["aktif"] >= own["aktif"] + 1
    with acting_as(replace(office.context, tingkat=("biasa",))):
        assert count_statuses(office) == _plainly(office)


def test_rahasia_is_never_counted(operator):
    koordinator = make_user("koordinator_kasus", "61.07", unit="pppa")
    cases.make_case(operator, koordinator)
    with acting_as(koordinator.context):
        assert Ppks.objects.filter(tingkat="rahasia").exists()
        assert count_statuses(koordinator) == {}


def test_without_context_nothing_is_counted(entries):
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_count_statuses()")
        assert cursor.fetchall() == []
