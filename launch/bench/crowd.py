"""The clients' process, as the bench itself holds it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launch.bench.figures import Timing
from launch.folders import ROOT
from launch.words import Exit, LaunchError


class Crowd:
    """Gives orders to the clients and takes their answers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.shared: dict[str, str] = {}

    def run(self, job: str, *, clients: int, seconds: float) -> list[Timing]:
        """One job at so many clients; every timing it yields."""
        assert self.process.stdin
        assert self.process.stdout
        order = {"job": job, "clients": clients, "seconds": seconds}
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise LaunchError("Proses pengguna buatan berhenti sendiri.", Exit.FAILED)
        answer: dict[str, Any] = json.loads(line)
        self.shared = answer["shared"]
        return [Timing(**one) for one in answer["timings"]]


@contextmanager
def gather(targets: Path, port: int, kind: str) -> Iterator[Crowd]:
    """The clients of one server, for as long as the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "launch.bench.load", str(targets), str(port), kind],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Crowd(process)
    finally:
        process.stdin.close()  # type: ignore[union-attr]
        process.wait()
