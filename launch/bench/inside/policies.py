"""What the row policies cost: the ten commonest queries with them and without, side by side.

The queries are those that real pages ask, caught with their parameters. Each is timed under the
application role, then under a role that no policy binds (BYPASS_URL), in turn, in the same
context, prepared as the program prepares what it asks often; the two walls of Django's own
filters stay in both. Definer functions check by themselves under either role, so they are left
out.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django
import psycopg

ROUNDS = 31
MOST = 10
PAGES = {
    "operator_desa": ("/", "/warga/", "/warga/{orang}/", "/tambah/", "/tanda-terima/"),
    "verifikator": ("/", "/warga/", "/warga/{orang}/"),
}
REPEATS = 5
SETTINGS = ("balale.user", "balale.role", "balale.desa", "balale.tingkat", "balale.unit")


@dataclass
class Caught:
    """One query as it was asked, how often, and who the policies thought was asking."""

    sql: str
    params: Any
    context: list[str]
    calls: int = 0
    app_ms: float = 0.0
    bypass_ms: float = 0.0


@dataclass
class Catcher:
    """Notes every query on a table with policies while pages are drawn."""

    context: list[str] = field(default_factory=list)
    found: dict[str, Caught] = field(default_factory=dict)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.startswith("SELECT ") and ("registry_" in sql or "access_" in sql):
            caught = self.found.get(sql)
            if caught is None:
                caught = self.found[sql] = Caught(sql, params, self._read(context))
            caught.calls += 1
        return execute(sql, params, many, context)

    def _read(self, context: Any) -> list[str]:
        shown = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
        with context["connection"].connection.cursor() as cursor:
            return list(cursor.execute(f"select {shown}").fetchone() or ())


def main(target_file: str, result_file: str) -> None:
    django.setup()
    accounts = json.loads(Path(target_file).read_text(encoding="utf-8"))["accounts"]
    found, pages_ms = catch(accounts)
    chosen = sorted(found, key=lambda one: -one.calls)[:MOST]
    with (
        psycopg.connect(os.environ["DATABASE_URL"]) as app,
        psycopg.connect(os.environ["BYPASS_URL"]) as bypass,
    ):
        for one in chosen:
            measure(one, app, bypass)
    with_policies = sum(one.app_ms * one.calls for one in chosen)
    without = sum(one.bypass_ms * one.calls for one in chosen)
    result = {
        "percent": round((with_policies / without - 1) * 100, 1),
        "with_policies_ms": round(with_policies, 2),
        "without_ms": round(without, 2),
        # The same surcharge over the time of the whole pages that asked these queries.
        "pages_percent": round((with_policies - without) / pages_ms * 100, 1),
        "pages_ms": round(pages_ms, 1),
        "rounds": ROUNDS,
        "queries": [
            {
                "tables": name_tables(one.sql),
                "calls": one.calls,
                "app_ms": round(one.app_ms, 3),
                "bypass_ms": round(one.bypass_ms, 3),
            }
            for one in chosen
        ],
    }
    Path(result_file).write_text(json.dumps(result), encoding="utf-8")


def catch(accounts: dict[str, Any]) -> tuple[list[Caught], float]:
    """Ask for the pages of a working day, in each role; the queries, and what all pages took."""
    from django.db import connection
    from django.test import Client

    found: list[Caught] = []
    pages_s = 0.0
    for role, pages in PAGES.items():
        account = accounts[role][0]
        client = Client(SERVER_NAME="127.0.0.1")
        client.post("/masuk/", {"akun": account["username"], "sandi": account["passphrase"]})
        catcher = Catcher()
        with connection.execute_wrapper(catcher):
            for number in range(REPEATS):
                for page in pages:
                    orang = account["targets"]["orang"][number]
                    start = time.perf_counter()
                    answer = client.get(page.format(orang=orang))
                    pages_s += time.perf_counter() - start
                    if answer.status_code != 200:
                        raise SystemExit(f"{page}: {answer.status_code}")
        found += catcher.found.values()
    connection.close()
    return found, pages_s * 1000


def measure(one: Caught, app: psycopg.Connection, bypass: psycopg.Connection) -> None:
    """The least time of both roles, asked in turn: what else the machine does only adds."""
    times: dict[psycopg.Connection, list[float]] = {app: [], bypass: []}
    for link in times:
        link.execute("begin")
        values = ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)
        link.execute(f"select {values}", one.context)  # type: ignore[call-overload]
        ask(link, one)
    for _ in range(ROUNDS):
        for link, seen in times.items():
            start = time.perf_counter()
            ask(link, one)
            seen.append(time.perf_counter() - start)
    for link in times:
        link.rollback()
    one.app_ms = min(times[app]) * 1000
    one.bypass_ms = min(times[bypass]) * 1000


def ask(link: psycopg.Connection, one: Caught) -> None:
    from balale.config.settings import IS_PREPARING

    link.execute(one.sql, one.params, prepare=IS_PREPARING).fetchall()  # type: ignore[call-overload]


def name_tables(sql: str) -> str:
    """The tables of a query, most asked for first."""
    words = Counter(sql.split('"')[1::2])
    tables = [word for word in words if word.startswith(("registry_", "access_", "cases_"))]
    return ", ".join(sorted(set(tables), key=lambda name: -words[name])[:3])


if __name__ == "__main__":
    main(*sys.argv[1:])
