"""A special hand-in changes no byte of any page that others, or its sender, can reach."""

import pytest
from django.utils import timezone

from tests.factories import cases
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_orang
from tests.site.crawl import crawl, steady

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
ACCOUNTS = [
    ("operator_desa", DESA, ""),
    ("kepala_desa", DESA, ""),
    ("verifikator", "61.07", ""),
    ("kepala_dinas", "61.07", ""),
    ("admin_teknis", "", ""),
    ("koordinator_kasus", "61.07", "resos"),
    ("petugas_kasus", "61.07", "pppa"),
]


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    """Printed pages tell when they were made; between two readings no time passes."""
    moment = timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def pages(client, user) -> dict[str, str]:
    sign_in(client, user)
    return {url: steady(answer) for url, answer in crawl(client).items()}


@pytest.mark.parametrize(("role", "area", "unit"), ACCOUNTS)
def test_hand_in_and_its_end_change_no_page_of_another_role(client, role, area, unit):
    operator = make_user("operator_desa", DESA)
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    make_orang(operator)
    user = make_user(role, area, unit)
    before = pages(client, user)
    kasus = cases.make_case(operator, koordinator)
    assert pages(client, user) == before
    cases.refuse(kasus, koordinator)
    assert pages(client, user) == before
    assert len(before) > 1


def test_hand_in_changes_no_other_page_of_its_sender(client):
    operator = make_user("operator_desa", DESA)
    make_orang(operator)
    before = pages(client, operator)
    client.post("/rahasia/", cases.filled_form())
    assert pages(client, operator) == before
