"""The virtual environment, made from the lock files with pinned hashes."""

import hashlib
import json
import os
import subprocess
import sys
from collections import deque
from pathlib import Path

from launch.folders import ROOT
from launch.locks import held
from launch.words import Exit, LaunchError, say, show_progress, step

STAMP = "balale-stamp.json"
NAMES = {"base": "pustaka", "dev": "alat uji", "postgres": "PostgreSQL"}


class Environment:
    """One virtual environment; `ensure` brings it up to the lock files named."""

    def __init__(self, data: Path) -> None:
        self.lock = data / "environment.lock"
        self.folder = get_venv_path(dict(os.environ), ROOT, data)

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    def ensure(self, *locks: str) -> None:
        """Install what these lock files name, unless they have not changed since."""
        with held(self.lock):
            if all(is_current(self.folder, name) for name in locks):
                return
            if not is_usable(self.folder):
                make_venv(self.folder)
            for name in locks:
                if not is_current(self.folder, name):
                    install(self.folder, name)
                    write_stamp(self.folder, name)

    def get_site_packages(self) -> Path:
        """Where wheels are unpacked."""
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.folder / "lib" / version / "site-packages"


def get_venv_path(environ: dict[str, str], root: Path, data: Path) -> Path:
    """$BALALE_VENV, else .venv in the checkout, else (checkout closed) in the data folder."""
    if chosen := environ.get("BALALE_VENV"):
        return Path(chosen).expanduser().absolute()
    local = root / ".venv"
    if os.access(root, os.W_OK) and (not local.exists() or os.access(local, os.W_OK)):
        return local
    return local if is_current(local, "base") else data / "venv"


def get_lock_file(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def compute_stamp(lock: bytes, venv: Path) -> str:
    """Changes with the lock file, the Python version and the place of the environment."""
    version = f"{sys.implementation.cache_tag} {venv}"
    return hashlib.sha256(lock + version.encode(errors="surrogateescape")).hexdigest()


def read_stamps(venv: Path) -> dict[str, str]:
    """The stamps left by earlier installs; empty when there are none or they are broken."""
    try:
        stamps = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def write_stamp(venv: Path, name: str) -> None:
    stamps = read_stamps(venv)
    stamps[name] = compute_stamp(get_lock_file(name).read_bytes(), venv)
    draft = venv / f"{STAMP}.baru"
    draft.write_text(json.dumps(stamps, indent=1), encoding="utf-8")
    draft.replace(venv / STAMP)


def is_current(venv: Path, name: str) -> bool:
    """True when the environment runs and holds exactly this lock file."""
    if not os.access(venv / "bin" / "python", os.X_OK):
        return False
    wanted = compute_stamp(get_lock_file(name).read_bytes(), venv)
    return read_stamps(venv).get(name) == wanted


def is_usable(venv: Path) -> bool:
    """True when its Python runs, is of our version, and has pip."""
    python = venv / "bin" / "python"
    if not os.access(python, os.X_OK):
        return False
    ask = "import sys, pip; print(sys.implementation.cache_tag)"
    done = subprocess.run(
        [python, "-c", ask], capture_output=True, text=True, check=False, env=get_pip_environ()
    )
    return done.returncode == 0 and done.stdout.strip() == sys.implementation.cache_tag


def make_venv(venv: Path) -> None:
    """Make it anew; an environment of another Python is replaced."""
    with step("Membuat lingkungan Python"):
        done = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", venv],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    if done.returncode == 0:
        return
    words = (done.stdout + done.stderr).strip()
    minor = f"python3.{sys.version_info.minor}"
    if "ensurepip" in words:
        raise LaunchError(
            "Python di komputer ini belum lengkap: bagian `venv` tidak ada.\n"
            f"Pasang dulu, misalnya: sudo apt-get install {minor}-venv",
            Exit.ENVIRONMENT,
        )
    raise LaunchError(f"Lingkungan Python gagal dibuat di {venv}:\n{words}", Exit.ENVIRONMENT)


def get_pip_environ() -> dict[str, str]:
    """The reader's pip settings (mirror, certificates), less what would lead it astray."""
    environ = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    return environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def install(venv: Path, name: str) -> None:
    """Install one lock file. Only the files whose hash it names are accepted."""
    lock = get_lock_file(name)
    total = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    command = [
        str(venv / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
    ]
    command += [
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar",
        "off",
        "-r",
        str(lock),
    ]
    tail: deque[str] = deque(maxlen=25)
    seen = 0
    with (
        step(f"Memasang {NAMES[name]} ({total} paket)"),
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=get_pip_environ(),
        ) as pip,
    ):
        assert pip.stdout
        for line in pip.stdout:
            tail.append(line.rstrip())
            if line.startswith("Collecting ") and seen < total:
                seen += 1
                show_progress(seen, total, "mengunduh")
    if pip.returncode:
        say("\n".join(tail))
        raise LaunchError(
            f"Pemasangan {NAMES[name]} gagal. Periksa sambungan internet, lalu ulangi.",
            Exit.ENVIRONMENT,
        )
