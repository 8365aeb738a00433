"""The accounts that a case passes through, and a case just handed in."""

import pytest

from tests.factories import cases
from tests.factories.accounts import make_user

DESA = "61.07.01.2001"


@pytest.fixture
def operator():
    return make_user("operator_desa", DESA)


@pytest.fixture
def koordinator():
    return make_user("koordinator_kasus", "61.07", "pppa", nama="Agnes Lumut")


@pytest.fixture
def petugas():
    return make_user("petugas_kasus", "61.07", "pppa", nama="Dominikus Rotan")


@pytest.fixture
def kasus(operator, koordinator):
    return cases.make_case(operator, koordinator)
