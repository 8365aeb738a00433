"""The web server as a child process."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from launch.cluster import find_free_port
from launch.folders import ROOT, open_log
from launch.programs import Setup
from launch.words import Exit, LaunchError, step

DEFAULT_PORT = 8000
START_SECONDS = 60
STOP_SECONDS = 35
# Requests that run at once in one process. Each thread keeps a database connection, which holds
# about 25 MB of plans; more threads than this answer no faster on the cores there are.
THREADS = 3
# Checking a passphrase takes 19 MiB for a moment. Left to itself the C library would keep them
# for every thread that ever did; so it gives large pieces back at once (340 -> 200 MB).
ALLOCATION = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(4 * 1024 * 1024),
}


def pick_port(wanted: int | None) -> int:
    """The wanted port, which must be free; without a wish the first free one from 8000."""
    if wanted is not None:
        if not find_free_port(wanted):
            raise LaunchError(
                f"Port {wanted} sedang dipakai. Pilih yang lain dengan --port.", Exit.SERVER
            )
        return wanted
    for port in range(DEFAULT_PORT, DEFAULT_PORT + 100):
        if find_free_port(port):
            return port
    return find_free_port(0)


@contextmanager
def serving(
    setup: Setup,
    port: int,
    application: str = "balale.config.wsgi",
    environ: dict[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve on 127.0.0.1 for as long as the block runs."""
    log = setup.data / "web.log"
    command = ["-m", "gunicorn", application, "--preload"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--threads", str(THREADS)]
    command += ["--worker-tmp-dir", get_memory_folder(), "--no-control-socket"]
    server = start(setup, command, log, environ)
    try:
        with step("Menyalakan peladen web"):
            wait_until_answering(server, port, log)
        yield server
    finally:
        stop(server)


@contextmanager
def working(setup: Setup) -> Iterator[subprocess.Popen[bytes]]:
    """Run the worker, for jobs and the trail's seals, for as long as the block runs."""
    worker = start(setup, ["-m", "django", "run_worker"], setup.data / "worker.log")
    try:
        yield worker
    finally:
        stop(worker)


def start(
    setup: Setup, arguments: list[str], log: Path, environ: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """A program of the virtual environment, writing to its log."""
    with open_log(log) as output:
        return subprocess.Popen(
            [str(setup.environment.python), *arguments],
            cwd=ROOT,
            env=ALLOCATION | (environ or setup.get_environ()),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def get_memory_folder() -> str:
    """Where gunicorn's workers show that they live; a slow disk must not end them."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else os.environ.get("TMPDIR", "/tmp")


def wait_until_answering(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
        try:
            connection.request("HEAD", "/masuk/")
            connection.getresponse()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
    raise LaunchError(
        "Peladen web tidak menjawab. Catatan terakhirnya:\n  " + "\n  ".join(lines), Exit.SERVER
    )


def stop(server: subprocess.Popen[bytes]) -> None:
    """Let running requests end, then close; what does not close is ended."""
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
