"""Reads postmaster.pid, the file in which a running server tells about itself."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Postmaster:
    """What the file says. A server that has just begun may not have written all of it."""

    pid: int
    port: int
    is_ready: bool


def parse_pid_file(text: str) -> Postmaster | None:
    """Lines: pid, folder, start, port, socket folder, address, memory key, status."""
    lines = [line.strip() for line in text.splitlines()]
    try:
        pid = abs(int(lines[0]))
        port = int(lines[3]) if len(lines) > 3 else 0
    except (IndexError, ValueError):
        return None
    return Postmaster(pid, port, len(lines) > 7 and lines[7] == "ready")


def read_postmaster(cluster: Path) -> Postmaster | None:
    """The server of this cluster folder as far as its file tells; None without a file."""
    try:
        text = (cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    return parse_pid_file(text)


def get_command(pid: int) -> str:
    """The command line of a living process; empty for a dead one or a zombie."""
    path = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    done = subprocess.run(
        ["ps", "-p", str(pid), "-o", "args="], capture_output=True, text=True, check=False
    )
    return done.stdout


def is_running(cluster: Path, postmaster: Postmaster | None) -> bool:
    """True when the process lives and serves this folder, not a later owner of its number."""
    return postmaster is not None and f"-D {cluster} " in get_command(postmaster.pid)


def remove_stale_pid(cluster: Path) -> bool:
    """Remove the file a crashed server left behind; True when there was one.

    PostgreSQL itself refuses to start when another process of the same account has the number.
    """
    path = cluster / "postmaster.pid"
    if not path.exists() or is_running(cluster, read_postmaster(cluster)):
        return False
    path.unlink(missing_ok=True)
    return True


def has_ended(cluster: Path, pid: int) -> bool:
    """True when the server has given its folder back, or is gone without doing so."""
    found = read_postmaster(cluster)
    if found is None or found.pid != pid:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return not is_running(cluster, found)
