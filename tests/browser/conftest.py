"""A real server on a copied database with invented people, and a real Chromium before it."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.site.database import copied_database, source_name, url_for

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
CHROMIUM_OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
# 400 kbit/s, 400 ms round trip, a processor four times slower (ux guide §2).
SLOW_NETWORK = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}


@dataclass(frozen=True)
class Account:
    """One row of the demo's table."""

    role: str
    area_code: str
    area_name: str
    username: str
    passphrase: str


class Server:
    """The running server: its address and the accounts that can sign in."""

    def __init__(self, url: str, accounts: list[Account]) -> None:
        self.url = url
        self.accounts = accounts

    def account(self, role: str, *, area: str | None = None, index: int = 0) -> Account:
        """The index-th account of a role (in an area)."""
        fitting = [a for a in self.accounts if a.role == role and area in (None, a.area_code)]
        return fitting[index]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(url: str, process: subprocess.Popen) -> None:
    request = urllib.request.Request(url, method="GET")
    while process.poll() is None:
        try:
            urllib.request.urlopen(request, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            select_pause()
    raise AssertionError("the server ended before it answered")


def select_pause() -> None:
    """Give the processor back for a tenth of a second between two questions."""
    import select

    select.select([], [], [], 0.1)


def _run(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "django", *arguments], env=environment, check=True)


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Server]:
    """gunicorn as the application role, static files built, 300 invented people."""
    data: Path = tmp_path_factory.mktemp("data")
    with copied_database("browser", django_db_blocker) as name:
        environment = {
            **os.environ,
            "BALALE_MODE": "demo",
            "BALALE_DATA": str(data),
            "DATABASE_URL": url_for(os.environ["DATABASE_URL"], name),
        }
        environment.pop("BALALE_TEST_OWNER_URL")
        accounts = data / "accounts.json"
        _run(environment, "collectstatic", "--noinput", "--verbosity", "0")
        _run(environment, "seed_latihan", "--people", "300", "--accounts-json", str(accounts))
        port = _free_port()
        process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "balale.config.wsgi", "--bind",
                f"127.0.0.1:{port}", "--workers", "1", "--threads", "4", "--log-level", "error",
            ],
            env=environment,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_up(f"{url}/masuk/", process)
            rows = json.loads(accounts.read_text())
            yield Server(url, [Account(**row) for row in rows])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)
    assert source_name()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ["BALALE_CHROMIUM"], args=CHROMIUM_OPTIONS
        )
        yield opened
        opened.close()


@pytest.fixture
def open_context(chromium, server):
    """Opens browser contexts: a phone or a desk, with or without scripts; closed afterwards."""
    opened: list[BrowserContext] = []

    def make(viewport: dict[str, int] = PHONE, *, scripts: bool = True) -> BrowserContext:
        context = chromium.new_context(
            viewport=viewport,
            base_url=server.url,
            java_script_enabled=scripts,
            locale="id-ID",
            timezone_id="Asia/Pontianak",
            device_scale_factor=1,
            has_touch=viewport == PHONE,
        )
        context.set_default_timeout(20_000)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


def slow_down(page: Page) -> None:
    """The phone and network of the ux guide §2."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def sign_in(page: Page, account: Account) -> None:
    """Sign in by the form, as a person does."""
    page.goto("/masuk/")
    page.get_by_label("Nama akun").fill(account.username)
    page.get_by_label("Frasa sandi").fill(account.passphrase)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/")


def sign_out(page: Page) -> None:
    page.context.clear_cookies()
