"""A private PostgreSQL in the data folder: made once, started when needed, shared, stopped."""

import json
import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Self

from launch import sql
from launch.binaries import Binaries
from launch.folders import Account, open_log, write_private
from launch.locks import held, open_lock, share, try_alone
from launch.postmaster import has_ended, is_running, read_postmaster, remove_stale_pid
from launch.quiet import run_quietly
from launch.words import Exit, LaunchError, step

SUPERUSER = "balale_super"
OWNER = "balale_owner"
APP = "balale_app"
START_SECONDS = 60
STOP_SECONDS = 60

CONFIG = """\
# Written at every start by bin/balale.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 100
shared_buffers = '96MB'
work_mem = '8MB'
maintenance_work_mem = '64MB'
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
fsync = on
"""


class Cluster:
    """Use as a context manager: the last one to leave stops the server."""

    def __init__(self, data: Path, binaries: Binaries, account: Account | None) -> None:
        self.data = data
        self.binaries = binaries
        self.account = account
        self.folder = data / f"pg{binaries.major}"
        self.log = data / f"pg{binaries.major}.log"
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.passwords = read_passwords(data)
        self.start_lock = data / f"pg{binaries.major}.start.lock"
        self.use_lock = open_lock(data / f"pg{binaries.major}.use.lock")

    def __enter__(self) -> Self:
        with held(self.start_lock):
            share(self.use_lock)
            if not (self.folder / "PG_VERSION").exists():
                with step(f"Membuat basis data (PostgreSQL {self.binaries.major})"):
                    self.initialise()
            running = read_postmaster(self.folder)
            is_ours = running is not None and is_running(self.folder, running)
            if not (running and is_ours and self.wait_until_ready(running.pid)):
                with step("Menyalakan basis data"):
                    self.start()
            self.run_sql("postgres", sql.make_roles(OWNER, APP, self.passwords))
        return self

    def __exit__(self, *_: object) -> None:
        with held(self.start_lock):
            if try_alone(self.use_lock):
                self.stop()
            os.close(self.use_lock)

    def get_url(self, role: str, database: str) -> str:
        """The address of a database for one role, password included."""
        return sql.make_url(role, self.passwords[role], self.port, database)

    def run_sql(self, database: str, script: str) -> str:
        """Run a script as the superuser; answers one line per row, columns by |."""
        return sql.run(self.binaries, self.get_url(SUPERUSER, database), script)

    def has_database(self, name: str) -> bool:
        return bool(self.run_sql("postgres", sql.find_database(name)))

    def create_database(self, name: str, *, is_fresh: bool = False) -> None:
        """Make the database, owned by the owner; only the application role may also enter."""
        if is_fresh:
            self.drop_database(name)
        if not self.has_database(name):
            self.run_sql("postgres", sql.create_database(name, OWNER))
        self.run_sql(name, sql.close_database(name, APP))

    def drop_database(self, name: str) -> None:
        self.run_sql("postgres", sql.drop_database(name))

    def initialise(self) -> None:
        """Run initdb in a draft folder, so that a broken attempt leaves nothing half made."""
        draft = self.folder.with_name(self.folder.name + ".baru")
        subprocess.run(["rm", "-rf", "--", draft], check=True)
        draft.mkdir(mode=0o700)
        secret = draft.with_name("initdb.sandi")
        write_private(secret, self.passwords[SUPERUSER])
        if self.account:
            os.chown(draft, self.account.uid, self.account.gid)
            os.chown(secret, self.account.uid, self.account.gid)
        command = [str(self.binaries.get("initdb")), "-D", str(draft), "-U", SUPERUSER]
        command += ["-E", "UTF8", "--auth=scram-sha-256", f"--pwfile={secret}", "--data-checksums"]
        command += get_locale_options(self.binaries.major)
        try:
            done = self.run_as_account(command)
        finally:
            secret.unlink(missing_ok=True)
        if done.returncode:
            raise LaunchError(f"Basis data gagal dibuat:\n{done.stdout}", Exit.DATABASE)
        with open(draft / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write("\ninclude_if_exists = 'balale.conf'\n")
        draft.rename(self.folder)

    def run_as_account(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return run_quietly(command, **self.get_account_arguments())

    def get_account_arguments(self) -> dict[str, Any]:
        """How subprocess starts a program of PostgreSQL: its account, place, environment."""
        arguments: dict[str, Any] = {
            "cwd": "/",
            "env": get_server_environ(self.binaries),
            "umask": 0o077,
        }
        if self.account:
            arguments |= {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        return arguments

    def start(self) -> None:
        """Start the server; a port lost to another program or a dying server is retried."""
        (self.folder / "balale.conf").write_text(CONFIG, encoding="utf-8")
        os.chmod(self.folder / "balale.conf", 0o644)
        for _ in range(5):
            remove_stale_pid(self.folder)
            if self.try_start(choose_port(self.data / "pg.port")):
                return
            time.sleep(1)
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        raise LaunchError(
            "Basis data tidak mau menyala. Catatan terakhirnya:\n  " + "\n  ".join(lines),
            Exit.DATABASE,
        )

    def try_start(self, port: int) -> bool:
        # Not through pg_ctl: it builds a shell line and breaks on some folder names.
        command = [str(self.binaries.get("postgres")), "-D", str(self.folder), "-p", str(port)]
        with open_log(self.log) as log:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.get_account_arguments(),
            )
        self.process = process
        return self.wait_until_ready(process.pid)

    def wait_until_ready(self, pid: int) -> bool:
        """Wait for the server `pid` to take connections; False when it ended instead."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process and self.process.poll() is not None:
                return False
            if not self.process and has_ended(self.folder, pid):
                return False
            found = read_postmaster(self.folder)
            if found and found.pid == pid and found.is_ready:
                self.port = found.port
                return True
            time.sleep(0.05)
        raise LaunchError(
            f"Basis data belum siap setelah {START_SECONDS} detik. Lihat {self.log}.",
            Exit.DATABASE,
        )

    def stop(self) -> None:
        """Stop it cleanly: open connections end, what was committed is on disk."""
        found = read_postmaster(self.folder)
        if found is None or not is_running(self.folder, found):
            return
        os.kill(found.pid, signal.SIGINT)
        deadline = time.monotonic() + STOP_SECONDS
        while not has_ended(self.folder, found.pid):
            if time.monotonic() > deadline:
                raise LaunchError(f"Basis data tidak berhenti. Lihat {self.log}.", Exit.DATABASE)
            time.sleep(0.05)
        if self.process:
            self.process.wait(timeout=STOP_SECONDS)


def read_passwords(data: Path) -> dict[str, str]:
    """The roles' passwords, made at first use and kept where only we may read."""
    path = data / "passwords.json"
    with held(data / "passwords.lock"):
        if not path.exists():
            made = {role: secrets.token_hex(24) for role in (SUPERUSER, OWNER, APP)}
            write_private(path, json.dumps(made, indent=1))
        passwords: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return passwords


def get_server_environ(binaries: Binaries) -> dict[str, str]:
    """A short environment: no PG* or locale of the reader decides what is made."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "TMPDIR", "TZDIR")}
    return kept | {"LC_ALL": "C", "LANG": "C"} | binaries.environ


def get_locale_options(major: int) -> list[str]:
    """C.UTF-8 order in every version: the same on all machines, lower() knows all letters."""
    if major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)
    names = {name.lower().replace("-", "") for name in listed.stdout.split()}
    return ["--locale=C.UTF-8" if "c.utf8" in names else "--locale=C"]


def choose_port(memory: Path) -> int:
    """The port used last time if it is free, else any free one; remembered for next time."""
    try:
        wanted = int(memory.read_text(encoding="ascii"))
    except (OSError, ValueError):
        wanted = 0
    port = find_free_port(wanted) or find_free_port(0)
    memory.write_text(str(port), encoding="ascii")
    return port


def find_free_port(wanted: int) -> int:
    """`wanted` if it is free on 127.0.0.1 (0: any), else 0."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except (OSError, OverflowError):
            return 0
        return int(probe.getsockname()[1])
