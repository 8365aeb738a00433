"""A real server on a copied database with invented people, as the demo runs it."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PEOPLE = "300"


@dataclass(frozen=True)
class Account:
    """One row of the demo's table."""

    role: str
    area_code: str
    area_name: str
    username: str
    passphrase: str
    second_role: str = ""


class Server:
    """The running server: its address and the accounts that can sign in."""

    def __init__(self, url: str, accounts: list[Account]) -> None:
        self.url = url
        self.accounts = accounts

    def account(self, role: str, *, area: str | None = None, index: int = 0) -> Account:
        """The index-th account of a role (in an area)."""
        fitting = [a for a in self.accounts if a.role == role and area in (None, a.area_code)]
        return fitting[index]


def read_accounts(path: Path) -> list[Account]:
    """The demo's table as it was written by `--accounts-json`."""
    return [Account(**row) for row in json.loads(path.read_text())]


@contextmanager
def run_server(database_url: str, data: Path, *, is_empty: bool = False) -> Iterator[Server]:
    """gunicorn as the application role, static files built, a few hundred invented people.

    `is_empty`: nobody but whom the test puts there.
    """
    environment = {
        **os.environ,
        "BALALE_MODE": "demo",
        "BALALE_DATA": str(data),
        "DATABASE_URL": database_url,
    }
    environment.pop("BALALE_TEST_OWNER_URL", None)
    accounts = data / "accounts.json"
    _django(environment, "collectstatic", "--noinput")
    if not is_empty:
        _django(environment, "seed_latihan", "--people", PEOPLE, "--accounts-json", str(accounts))
    url = f"http://127.0.0.1:{_free_port()}"
    process = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "balale.config.wsgi", "--bind",
            url.removeprefix("http://"), "--workers", "1", "--threads", "4", "--log-level", "error",
        ],
        env=environment,
    )  # fmt: skip
    try:
        _wait_until_up(f"{url}/masuk/", process)
        yield Server(url, [] if is_empty else read_accounts(accounts))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _django(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "django", *arguments, "--verbosity", "0"]
    subprocess.run(command, env=environment, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(url: str, process: subprocess.Popen) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            select.select([], [], [], 0.1)
    raise AssertionError("the server ended before it answered")
