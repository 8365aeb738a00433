"""`bin/balale demo`: sets everything up with invented people, serves, tells the accounts."""

import hashlib
import json
import os
from argparse import Namespace
from pathlib import Path

from launch.folders import ROOT
from launch.programs import Programs, Setup
from launch.readiness import check_sign_in
from launch.server import pick_port, serving, working
from launch.words import Exit, LaunchError, say, step

DATABASE = "balale_latihan"
ROLE_OF_CHECK = "operator"
SHORT = ("tksk", "psks")
TITLES = {"role": "Peran", "area_name": "Wilayah", "username": "Akun", "passphrase": "Frasa sandi"}

Accounts = list[dict[str, str]]


def run_demo(setup: Setup, options: Namespace) -> int:
    """Prepare, serve until told to stop, or (`--ready`) until a sign-in has worked."""
    port = pick_port(options.port)
    accounts = prepare(setup, options)
    with working(setup), serving(setup, port) as server:
        address = f"http://127.0.0.1:{port}/"
        if options.ready:
            with step("Mencoba masuk sebagai operator desa"):
                account = find_operator(accounts)
                check_sign_in(address, account["username"], account["passphrase"])
            say("Siap: operator dapat masuk dan membuka beranda.")
            return Exit.OK
        say()
        say(make_table(accounts))
        say()
        say(f"BALALE' LATIHAN berjalan di {address}")
        say("Semua orang di dalamnya rekaan. Hentikan dengan Ctrl-C.")
        server.wait()
    raise LaunchError(f"Peladen web berhenti sendiri. Lihat {setup.data}/web.log.", Exit.SERVER)


def prepare(setup: Setup, options: Namespace) -> Accounts:
    """Keys, database, reference data, people, accounts. Quick when all is there."""
    cluster = setup.cluster
    if options.reset or not setup.key_file.exists():
        # Without its keys the old database cannot be read any more.
        cluster.drop_database(DATABASE)
    setup.make_keys()
    cluster.create_database(DATABASE)
    accounts_file = Path(options.accounts_json or setup.data / "latihan-accounts.json").absolute()
    with step("Menyiapkan tabel dan data acuan"):
        setup.prepare_database("--latihan")
    build_static(setup)
    with step("Menyiapkan orang dan akun latihan"):
        seed(setup, options.people, accounts_file)
    os.chmod(accounts_file, 0o600)
    return read_accounts(accounts_file)


def seed(setup: Setup, people: int, accounts_file: Path) -> None:
    """Invented people and their accounts, once; its own progress is shown."""
    arguments = ("--people", str(people), "--accounts-json", str(accounts_file))
    if setup.run_python("-m", "django", "seed_latihan", *arguments):
        raise LaunchError("Data latihan gagal dibuat. Pesannya di atas.", Exit.PREPARATION)


def build_static(setup: Programs) -> None:
    """Collect and compress styles, scripts and fonts, when any of them changed."""
    stamp_file = setup.data / "static.stamp"
    stamp = compute_static_stamp(ROOT)
    if stamp_file.exists() and stamp_file.read_text(encoding="ascii") == stamp:
        return
    with step("Menyiapkan berkas tampilan"):
        setup.run_django("collectstatic", "--noinput", "--clear", "--verbosity", "0")
    stamp_file.write_text(stamp, encoding="ascii")


def compute_static_stamp(root: Path) -> str:
    """Changes with the name, size or time of any static file, and with the libraries."""
    digest = hashlib.sha256((root / "requirements" / "base.txt").read_bytes())
    for path in sorted(root.glob("balale/*/static/**/*")):
        about = path.stat()
        digest.update(f"{path.relative_to(root)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def read_accounts(path: Path) -> Accounts:
    try:
        accounts: Accounts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LaunchError(f"Daftar akun {path} tidak terbaca: {error}", Exit.PREPARATION) from error
    return accounts


def find_operator(accounts: Accounts) -> dict[str, str]:
    """The first village operator's account."""
    for account in accounts:
        if ROLE_OF_CHECK in account["role"].lower():
            return account
    raise LaunchError("Tidak ada akun operator desa.", Exit.PREPARATION)


def name_role(account: dict[str, str]) -> str:
    """operator_desa as people say it: Operator desa. Two roles of one account stand together."""
    return " + ".join(
        " ".join(word.upper() if word in SHORT else word for word in _say(role).split(" "))
        for role in (account["role"], account.get("second_role"))
        if role
    )


def _say(role: str) -> str:
    words = role.replace("_", " ")
    return words if words in SHORT else words[:1].upper() + words[1:]


def make_table(accounts: Accounts) -> str:
    """One account per role, and one that holds two, in columns."""
    seen: dict[str, dict[str, str]] = {}
    for account in accounts:
        account = {**account, "role": name_role(account)}
        seen.setdefault(account["role"], account)
    rows = [TITLES, *seen.values()]
    widths = {key: max(len(str(row.get(key) or "")) for row in rows) for key in TITLES}
    lines = [
        "  ".join(str(row.get(key) or "").ljust(widths[key]) for key in TITLES).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths.values()))
    return "\n".join(lines)
