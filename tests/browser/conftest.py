"""A real server on a copied database, and a real Chromium before it."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.device import CHROMIUM_OPTIONS, DESK, make_context, sign_in, watch
from tests.browser.server import Account, Server, run_server
from tests.site.database import database_copy, url_for

OpenPage = Callable[..., Page]


@pytest.fixture
def note_figure(record_property) -> Callable[[str], None]:
    """Keeps a measured figure; all of them are written below the results."""
    return lambda line: record_property("figure", line)


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Server]:
    with database_copy("browser", django_db_blocker) as name:
        database_url = url_for(os.environ["DATABASE_URL"], name)
        with run_server(database_url, tmp_path_factory.mktemp("data")) as running:
            yield running


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all. Its loop stays in this thread, so Django, which meets it in the
    tests that follow in the same process, is told that nothing there is asynchronous.

    Beside the loop Django opens connections anew and can't reach an earlier one any more: that
    one is closed here, or it would keep the database from being copied.
    """
    connection.close()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ["BALALE_CHROMIUM"], args=CHROMIUM_OPTIONS
        )
        yield opened
        opened.close()


@pytest.fixture
def open_context(chromium, server) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers: a phone or a desk, with or without scripts; closed afterwards."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def make(*args, **options) -> BrowserContext:
        opened.append(make_context(chromium, server.url, *args, **options))
        watch(opened[-1], server.url, faults)
        return opened[-1]

    yield make
    for context in opened:
        context.close()
    assert faults == []


@pytest.fixture
def open_page(open_context) -> OpenPage:
    """A page in a browser of its own, signed in when an account is given."""

    def make(account: Account | None = None, *args, **options) -> Page:
        page = open_context(*args, **options).new_page()
        if account:
            sign_in(page, account)
        return page

    return make


@pytest.fixture
def operator(server) -> Account:
    return server.account("operator_desa", area="61.07.14.2004")


@pytest.fixture
def kepala_desa(server) -> Account:
    return server.account("kepala_desa", area="61.07.14.2004")


@pytest.fixture
def verifikator(server) -> Account:
    return server.account("verifikator")


@pytest.fixture
def at_desk(open_page) -> Callable[[Account], Page]:
    """An account at work on an old laptop."""
    return lambda account: open_page(account, DESK)
