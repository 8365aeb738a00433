"""Pages remember reference data between requests, and see every change of it at once."""

from datetime import date

import pytest

from balale.access.context import acting_as
from balale.access.queries.accounts import get_area_title, get_start
from balale.kit.remembered import remembering
from balale.registry.models import Orang
from tests.factories.accounts import sign_in

DESA = "61.07.05.2004"
pytestmark = pytest.mark.django_db


def read_stamp(user):
    return get_start(user).stamp


def test_list_page_asked_again_then_reference_data_is_not_read_again(
    client, operator, django_assert_max_num_queries
):
    sign_in(client, operator)
    client.get("/warga/")
    with django_assert_max_num_queries(20) as caught:
        client.get("/warga/")
    read = [query["sql"] for query in caught.captured_queries]
    assert not [sql for sql in read if "kategoriversi" in sql or "wilayah_kecamatan" in sql]


def test_reference_data_changed_by_the_owner_then_another_stamp(operator, owner):
    before = read_stamp(operator)
    owner.execute("update registry_kategoriversi set nama = nama where id = 0")
    assert read_stamp(operator) > before


def test_area_is_named_by_any_stamp_then_the_same(operator):
    with acting_as(operator.context):
        asked = get_area_title(DESA)
        for stamp in ("pagi", "pagi", "siang", None):
            with remembering(stamp):
                assert get_area_title(DESA) == asked != ""


def test_areas_given_as_one_array_then_the_same_rows_as_given_one_by_one(operator):
    with acting_as(operator.context):
        for codes in ([], [DESA], [DESA, "61.07.05.2005"]):
            wanted = Orang.objects.filter(desa__in=codes, tanggal_lahir__lt=date(2000, 1, 1))
            found = Orang.objects.filter(desa__any_of=codes, tanggal_lahir__lt=date(2000, 1, 1))
            assert set(found) == set(wanted)
