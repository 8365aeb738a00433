"""What processes take: proportional memory, which they would give back, and processor time."""

import os
import threading
from collections.abc import Iterable
from pathlib import Path

INTERVAL_SECONDS = 1.0
PROC = Path("/proc")


def list_descendants(pids: Iterable[int]) -> list[int]:
    """The processes named and everything they started, that still runs."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir(PROC):
        if entry.isdigit() and (parent := read_parent(int(entry))):
            children.setdefault(parent, []).append(int(entry))
    found, waiting = [], list(pids)
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def read_parent(pid: int) -> int:
    """The parent's id; 0 when the process has ended meanwhile."""
    try:
        text = (PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[1])


def read_pss_kb(pid: int) -> int:
    """Proportional set size: shared pages are counted once over all who share them."""
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def measure_mb(pids: Iterable[int]) -> float:
    return round(sum(read_pss_kb(pid) for pid in list_descendants(pids)) / 1024, 1)


def measure_cpu_seconds(pids: Iterable[int]) -> float:
    """Processor time so far of the processes and everything they started, ended ones too."""
    ticks = 0
    for pid in list_descendants(pids):
        try:
            text = (PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        ticks += sum(int(word) for word in text.rpartition(")")[2].split()[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


class Watch:
    """Looks every second, for as long as the block runs; `peak_mb` is the most it saw."""

    def __init__(self, parts: dict[str, int]) -> None:
        self.parts = parts
        self.peak_mb = 0.0
        self.at_peak: dict[str, float] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            seen = {name: measure_mb([pid]) for name, pid in self.parts.items()}
            if sum(seen.values()) > self.peak_mb:
                self.peak_mb, self.at_peak = round(sum(seen.values()), 1), seen
            if self._end.wait(INTERVAL_SECONDS):
                return
