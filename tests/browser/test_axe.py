"""No screen of any role has an accessibility finding, on a phone or on a desk (ux guide §8)."""

import pytest

from balale.access.rules.policy import Role
from tests.browser.checker import find_problems
from tests.browser.walk import walk

pytestmark = pytest.mark.browser
ROLES = (
    Role.OPERATOR_DESA, Role.KEPALA_DESA, Role.VERIFIKATOR, Role.KOORDINATOR_KASUS,
    Role.PETUGAS_KASUS, Role.KEPALA_DINAS, Role.ADMIN_TEKNIS,
)  # fmt: skip
GATE = ("/masuk/", "/lupa/", "/aktivasi/", "/aktivasi/selesai/", "/tidak-ada/")


def list_lines(found: dict[str, list[str]]) -> list[str]:
    return [f"{name}: {problem}" for name, problems in found.items() for problem in problems]


@pytest.mark.parametrize("role", ROLES)
def test_screens_when_checked_by_axe_then_no_finding(server, open_page, role):
    page = open_page(server.account(role), bypass_csp=True)
    found = {name: find_problems(page) for name in walk(page)}
    assert len(found) > 2
    assert not list_lines(found), "\n".join(list_lines(found))


def test_gate_when_checked_by_axe_then_no_finding(open_page):
    page = open_page(bypass_csp=True)
    found = {}
    for address in GATE:
        page.goto(address)
        found[address] = find_problems(page)
    assert not list_lines(found), "\n".join(list_lines(found))
