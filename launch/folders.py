"""Where things live: the checkout, the data folder, the virtual environment."""

import hashlib
import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from launch.words import Exit, LaunchError

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Account:
    """The system account PostgreSQL runs under; never root, which it refuses."""

    name: str
    uid: int
    gid: int


def get_server_account() -> Account | None:
    """The account to change to when root; None when already an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, found.pw_uid, found.pw_gid)
    raise LaunchError(
        "PostgreSQL tidak boleh berjalan sebagai root, dan akun `nobody` tidak ada.\n"
        "Jalankan perintah ini sebagai pengguna biasa.",
        Exit.DATABASE,
    )


def get_checkout_key(root: Path) -> str:
    """Twelve hexadecimal digits that tell checkouts on one machine apart."""
    return hashlib.sha256(os.fsencode(root)).hexdigest()[:12]


def get_home(environ: dict[str, str]) -> Path:
    """The home folder, also where HOME is empty or missing."""
    return Path(environ.get("HOME") or pwd.getpwuid(os.getuid()).pw_dir)


def get_data_path(environ: dict[str, str], root: Path, *, is_root: bool) -> Path:
    """The data folder by rule; nothing is made yet."""
    if chosen := environ.get("BALALE_DATA"):
        return Path(chosen).expanduser().absolute()
    key = get_checkout_key(root)
    if is_root:
        return Path("/var/lib/balale") / key
    shared = Path(environ.get("XDG_DATA_HOME", ""))
    base = shared if shared.is_absolute() else get_home(environ) / ".local" / "share"
    return base / "balale" / key


def make_data_folder(environ: dict[str, str], account: Account | None) -> Path:
    """Make the data folder and see that PostgreSQL's account can enter it.

    Only its database folder belongs to that account; passwords and keys stay ours.
    """
    data = get_data_path(environ, ROOT, is_root=account is not None)
    is_new = not data.exists()
    try:
        data.mkdir(parents=True, exist_ok=True)
        if is_new:
            data.chmod(0o711 if account else 0o700)
    except OSError as error:
        raise LaunchError(
            f"Folder data {data} tidak dapat dibuat ({error.strerror}).\n"
            "Pilih folder lain: BALALE_DATA=/jalur/folder bin/balale …",
            Exit.ENVIRONMENT,
        ) from error
    if not os.access(data, os.W_OK | os.X_OK):
        raise LaunchError(
            f"Folder data {data} tidak dapat ditulisi.\n"
            "Pilih folder lain: BALALE_DATA=/jalur/folder bin/balale …",
            Exit.ENVIRONMENT,
        )
    if account and not is_open_to(account, data, "-x"):
        raise LaunchError(
            f"Folder data {data} tertutup bagi akun `{account.name}`,\n"
            "padahal PostgreSQL berjalan dengan akun itu. Pilih folder yang terbuka,\n"
            "misalnya: BALALE_DATA=/var/lib/balale/saya bin/balale …",
            Exit.DATABASE,
        )
    return data


def is_open_to(account: Account, path: Path, test: str) -> bool:
    """Ask the system itself, as that account: -x enter or run, -r read, -w write."""
    done = subprocess.run(
        ["test", test, path],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return done.returncode == 0


def write_private(path: Path, text: str) -> None:
    """Write a file that only we may read, in one piece."""
    draft = path.with_name(path.name + ".baru")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def open_log(path: Path) -> BinaryIO:
    """Open a log to append to; it may quote personal data, so only we may read it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
