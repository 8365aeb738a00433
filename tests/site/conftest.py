"""The committed world of the site tests: one a module, in a database of its own."""

from collections.abc import Iterator

import pytest

from tests.site.database import copied_database
from tests.site.world import AREAS, World, fast_commits, make_world


@pytest.fixture(scope="module")
def world(request, django_db_setup, django_db_blocker) -> Iterator[World]:
    """All three areas, or those a module names in WORLD_AREAS."""
    suffix = request.module.__name__.rpartition("_")[2]
    areas = getattr(request.module, "WORLD_AREAS", tuple(AREAS))
    with copied_database(suffix, django_db_blocker) as name, fast_commits():
        yield make_world(name, areas)
