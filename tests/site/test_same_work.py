"""A rahasia entry changes not even the work behind a page: the same queries, as many of them.

Bytes are compared in test_no_byte; a clock would see a query more.
"""

import re
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balale.kit.remembered import forget
from tests.factories import cases
from tests.site.crawl import crawl
from tests.site.world import World

WORLD_AREAS = ("own",)
_OTHER = (
    "audit_trailline", "balale_session", "balale_is_latihan", "balale_sign_in_record", "SAVEPOINT",
)  # fmt: skip
_VALUES = re.compile(r"'[^']*'|\b\d+\b|ARRAY\[[^]]*\]|\([^()]*,[^()]*\)")


@pytest.fixture(autouse=True)
def _unblocked(world, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def list_work(world: World, name: str) -> Counter[str]:
    """Statements behind every page the account reaches, without their values; each time with
    an empty memory of reference data."""
    forget()
    with CaptureQueriesContext(connection) as caught:
        crawl(world.client(name), limit=40)
    return Counter(
        _VALUES.sub("?", query["sql"])[:400]
        for query in caught.captured_queries
        if not any(word in query["sql"] for word in _OTHER)
    )


@pytest.mark.parametrize("name", ["operator_desa", "kepala_desa", "verifikator", "kepala_dinas"])
def test_pages_do_the_same_work_with_a_special_case_more(world, name):
    before = list_work(world, name)
    cases.hand_in(world.users["operator_desa"])
    assert list_work(world, name) == before
