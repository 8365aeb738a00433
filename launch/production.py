"""Running for real: everything comes from the environment, nothing is made up on the way.

`prepare` is the owner's step; `serve`, `worker`, `doctor` and `admin` run under the
application role and refuse what is unsafe, in words.
"""

import argparse
import json
import os
import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from launch.demo import build_static
from launch.environment import Environment, is_current
from launch.folders import make_data_folder
from launch.programs import Programs, get_clean_environ
from launch.server import ALLOCATION, THREADS, get_memory_folder
from launch.words import Exit, LaunchError, say, step

OWNER_VARIABLE = "BALALE_OWNER_URL"
DEFAULT_BIND = "127.0.0.1:8000"
LATIHAN_BIND = "127.0.0.1:8001"
LATIHAN_KEY = "BALALE_LATIHAN_KEY_FILE"
LINE = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)")


@dataclass(frozen=True)
class Deployment(Programs):
    """An installation for real data, as its environment describes it."""

    given: dict[str, str] = field(default_factory=dict)
    is_owner: bool = False
    is_latihan: bool = False

    def get_environ(self) -> dict[str, str]:
        """The owner's address goes to `prepare` alone, and the keys don't go there."""
        dropped = ("BALALE_KEY_FILE",) if self.is_owner else ()
        kept = {k: v for k, v in get_clean_environ().items() if k not in dropped}
        kept |= {k: v for k, v in self.given.items() if k not in (*dropped, OWNER_VARIABLE)}
        kept.pop(OWNER_VARIABLE, None)
        url = self.given[OWNER_VARIABLE if self.is_owner else "DATABASE_URL"]
        return kept | {
            "DJANGO_SETTINGS_MODULE": "balale.config.settings",
            "BALALE_MODE": "latihan" if self.is_latihan else "production",
            "BALALE_DATA": str(self.data),
            "DATABASE_URL": url,
        }

    def become(self, *arguments: str) -> None:
        """Turn this process into the program, so that who watches us watches it."""
        python = str(self.environment.python)
        os.chdir(Path(__file__).resolve().parent.parent)
        os.execve(python, [python, *arguments], ALLOCATION | self.get_environ())  # noqa: S606


def refuse(text: str) -> LaunchError:
    return LaunchError(text, Exit.CONFIGURATION)


def read_env_file(path: str) -> dict[str, str]:
    """Lines NAME=value as systemd reads them: comments, and quotes around the whole value."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise refuse(f"Berkas {path} tidak terbaca: {error.strerror}.") from error
    values = {}
    for number, line in enumerate(text.splitlines(), 1):
        plain = line.strip()
        if not plain or plain[0] in "#;":
            continue
        match = LINE.fullmatch(plain)
        if match is None:
            raise refuse(f"{path} baris {number} bukan NAMA=nilai.")
        value = match[2].strip()
        is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        values[match[1]] = value[1:-1] if is_quoted else value
    return values


def find_url_problem(name: str, url: str) -> str:
    """What is wrong with a database address; "" when nothing is."""
    example = f"{name}=postgresql://PERAN:SANDI@127.0.0.1:5432/balale"
    if not url:
        return f"{name} belum diisi. Contoh: {example}"
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("postgresql", "postgres") and len(parts.path) > 1
        _ = parts.port
    except ValueError:
        is_whole = False
    return "" if is_whole else f"{name} bukan alamat PostgreSQL. Contoh: {example}"


def open_deployment(
    env_file: str | None, *, is_owner: bool = False, is_latihan: bool = False
) -> Deployment:
    """Read the environment. Raises LaunchError where a step before this one is missing."""
    given = dict(os.environ) | (read_env_file(env_file) if env_file else {})
    name = OWNER_VARIABLE if is_owner else "DATABASE_URL"
    if problem := find_url_problem(name, given.get(name, "")):
        raise refuse(problem)
    if not is_owner and given.get(OWNER_VARIABLE):
        raise refuse(
            f"{OWNER_VARIABLE} tidak boleh ada di sini: hanya `prepare` yang memakai pemilik.\n"
            "Hapus dari lingkungan peladen web dan pekerja."
        )
    data = make_data_folder(given, None)
    environment = Environment(data)
    if is_owner:
        environment.ensure("base")
    elif not is_current(environment.folder, "base"):
        raise refuse(
            "Pustaka Python belum dipasang untuk versi ini.\n"
            "Jalankan bin/balale prepare sebagai pemilik berkas program."
        )
    return Deployment(data, environment, given, is_owner, is_latihan)


def check_start(deployment: Deployment) -> None:
    """Refuse to start where the program finds a fault; it has said which by then."""
    code = deployment.run_python("-m", "django", "doctor", "--start")
    if code:
        is_known = code in (Exit.UNAVAILABLE, Exit.CONFIGURATION)
        raise LaunchError("Tidak dinyalakan.", Exit(code) if is_known else Exit.FAILED)


def refuse_root() -> None:
    if os.geteuid() == 0:
        raise refuse("Jangan jalankan sebagai root. Pakai akun sistem `balale`.")


def check_bind(bind: str) -> str:
    """A loopback address with a port, or a unix socket: only a proxy here may reach us."""
    host, _, port = bind.rpartition(":")
    if bind.startswith("unix:/"):
        return bind
    try:
        if ip_address(host.strip("[]")).is_loopback and port.isdigit():
            return bind
    except ValueError:
        pass
    raise refuse(
        f"BALALE_BIND={bind} tidak dapat dipakai. Pakai 127.0.0.1:PORT atau unix:/jalur.\n"
        "Pengunjung masuk lewat nginx atau Caddy, yang memasang https."
    )


def count(environ: dict[str, str], name: str, default: int) -> str:
    value = environ.get(name) or str(default)
    if not value.isdigit() or not 1 <= int(value) <= 64:
        raise refuse(f"{name} perlu angka 1–64, bukan {value}.")
    return value


def list_gunicorn_arguments(
    environ: dict[str, str], cores: int, bind: str = DEFAULT_BIND
) -> list[str]:
    """One process a core, at least two, so that one that is ended leaves another."""
    return [
        "-m", "gunicorn", "balale.config.wsgi", "--preload",
        "--bind", check_bind(environ.get("BALALE_BIND") or bind),
        "--workers", count(environ, "BALALE_WORKERS", max(2, cores)),
        "--threads", count(environ, "BALALE_THREADS", THREADS),
        "--timeout", "60", "--graceful-timeout", "30",
        "--worker-tmp-dir", get_memory_folder(), "--no-control-socket",
    ]  # fmt: skip


def check_latihan_key(environ: dict[str, str]) -> None:
    """Without the shared key nobody could come to the training from the real site."""
    path = environ.get(LATIHAN_KEY, "")
    if not path or not Path(path).is_file():
        raise refuse(
            f"{LATIHAN_KEY} belum menunjuk berkas kunci bersama.\n"
            f"Buat dengan: openssl rand -base64 32 > {path or '/etc/balale/latihan.key'}"
        )


def run_serve(env_file: str | None, *, is_latihan: bool = False) -> int:
    """The real site, or with `is_latihan` the one for training beside it."""
    refuse_root()
    deployment = open_deployment(env_file, is_latihan=is_latihan)
    bind, name = DEFAULT_BIND, "BALALE'"
    if is_latihan:
        check_latihan_key(deployment.given)
        bind, name = LATIHAN_BIND, "BALALE' LATIHAN"
    arguments = list_gunicorn_arguments(deployment.given, os.cpu_count() or 1, bind)
    check_start(deployment)
    build_static(deployment)
    say(f"{name} berjalan di balik proksi, {arguments[arguments.index('--bind') + 1]}.")
    deployment.become(*arguments)
    return Exit.OK


def run_worker(env_file: str | None) -> int:
    refuse_root()
    open_deployment(env_file).become("-m", "django", "run_worker")
    return Exit.OK


def run_doctor(env_file: str | None, *, is_json: bool) -> int:
    """0 when nothing is wrong, else 1."""
    try:
        deployment = open_deployment(env_file)
    except LaunchError as error:
        if not is_json:
            raise LaunchError(f"✗ Lingkungan: {error}", Exit.FAILED) from error
        finding = {"kode": "environment", "judul": "Lingkungan", "berat": "gangguan"}
        finding |= {"kata": str(error), "saran": ""}
        say(json.dumps({"ok": False, "findings": [finding]}, ensure_ascii=False, indent=1))
        return Exit.FAILED
    options = ["--json"] if is_json else []
    return Exit.FAILED if deployment.run_python("-m", "django", "doctor", *options) else Exit.OK


def run_prepare(env_file: str | None, *, is_latihan: bool = False) -> int:
    """Tables and walls; with `is_latihan` a new database is marked LATIHAN."""
    deployment = open_deployment(env_file, is_owner=True, is_latihan=is_latihan)
    with step("Menyiapkan tabel, dinding baris, dan data acuan"):
        deployment.run_django("prepare_database", *(["--latihan"] if is_latihan else []))
    if is_latihan:
        say("Basis data LATIHAN siap. Berikutnya: bin/balale fill, lalu serve --latihan.")
    else:
        say("Basis data siap. Berikutnya: bin/balale admin (sekali), lalu serve dan worker.")
    return Exit.OK


def run_fill(env_file: str | None, people: int) -> int:
    """Invented people for the training, once; nobody gets a passphrase."""
    deployment = open_deployment(env_file, is_latihan=True)
    arguments = ("--people", str(people), "--beside")
    if deployment.run_python("-m", "django", "seed_latihan", *arguments):
        raise LaunchError("Data latihan gagal dibuat. Pesannya di atas.", Exit.PREPARATION)
    say("Orang rekaan siap. Berikutnya: bin/balale serve --latihan.")
    return Exit.OK


def run_admin(env_file: str | None, options: argparse.Namespace) -> int:
    """The first account; its code is printed once."""
    arguments = ["--username", options.username, "--nama", options.nama]
    arguments += [f"--{name}" for name in ("renew", "release") if getattr(options, name)]
    return open_deployment(env_file).run_python("-m", "django", "first_admin", *arguments)


def run_trail(env_file: str | None, options: argparse.Namespace) -> int:
    """0 when the whole trail fits its seals, else 1."""
    arguments = [options.what, *(f"--root={each}" for each in options.root)]
    arguments += ["--json"] if options.json else []
    return open_deployment(env_file).run_python("-m", "django", "trail", *arguments)


def run_keys(path: str) -> int:
    """A new key file, never over an old one. Needs no database."""
    environment = Environment(make_data_folder(dict(os.environ), None))
    environment.ensure("base")
    target = Path(path).absolute()
    if target.exists():
        raise refuse(f"{target} sudah ada. Berkas kunci tidak pernah ditimpa.")
    environ = {k: v for k, v in get_clean_environ().items() if k != "BALALE_KEY_FILE"}
    deployment = Deployment(environment.lock.parent, environment, {**environ, "DATABASE_URL": ""})
    deployment.run_django("make_keys", str(target))
    say(f"Kunci ditulis ke {target}. Simpan dua salinannya dalam amplop tertutup.")
    return Exit.OK
