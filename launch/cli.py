"""The commands of `bin/balale` and their words."""

import argparse
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from launch import checks, demo, production
from launch.bench.run import run_bench
from launch.binaries import find_binaries
from launch.cluster import OWNER, Cluster
from launch.environment import Environment
from launch.folders import get_server_account, make_data_folder
from launch.programs import Setup, run_module
from launch.words import Exit, LaunchError, say

HELP = """\
Cara pakai: bin/balale PERINTAH [pilihan]

  demo     siapkan semuanya dengan orang rekaan, lalu buka peladen latihan
  test     jalankan uji: semua, atau hanya jalur yang ditulis
  check    periksa bentuk, kebiasaan, jenis, arah impor, dan migrasi
  format   rapikan kode
  manage   jalankan perintah Django pada basis data latihan
  bench    ukur kecepatan pada registri rekaan yang besar; `bench link`: mutu pencarian ganda
  link     cari orang yang tercatat dua kali di satu tabel CSV

Bantuan tiap perintah: bin/balale PERINTAH --help

Variabel lingkungan:
  BALALE_DATA          folder data (basis data, kunci, catatan)
  BALALE_VENV          folder lingkungan Python
  BALALE_POSTGRES_BIN  folder program PostgreSQL, atau `wheel` untuk yang bawaan
  BALALE_CHROMIUM      jalur Chromium untuk uji layar
  BALALE_TEST_DB       nama basis data uji (bawaan: balale_test)

Kode keluar: 0 berhasil · 1 ada yang tidak lolos · 2 salah ketik · 10 lingkungan Python
11 basis data · 12 penyiapan data · 13 peladen web · 69 basis data tidak menjawab
78 pengaturan tidak aman · 130 dihentikan
`test` meneruskan kode keluar pytest."""

HELP_TEST = """\
Cara pakai: bin/balale test [jalur…] [pilihan pytest]

Memasang yang diperlukan uji, menyiapkan basis data uji yang baru, lalu menjalankan pytest.
Tanpa jalur, semua uji dijalankan. Contoh:
  bin/balale test
  bin/balale test tests/access -x
  bin/balale test -- -k nik"""

HELP_MANAGE = """\
Cara pakai: bin/balale manage [--owner] PERINTAH-DJANGO …

Berjalan sebagai peran aplikasi pada basis data latihan. Dengan --owner, sebagai pemilik.
Contoh: bin/balale manage --owner makemigrations registry"""

HELP_BENCH_LINK = """\
Cara pakai: bin/balale bench link [--json] [--sizes 10000,100000,300000] [--only NAMA,…]

Membandingkan pencarian orang ganda dengan Splink dan recordlinkage pada FEBRL 1–4 dan pada
tabel Bengkayang rekaan: ketepatan, jangkauan, F1, waktu, memori. --only: set atau alat saja."""

TRANSLATIONS = (
    (r"unrecognized arguments: (.*)", r"pilihan tidak dikenal: \1"),
    (r"argument (\S+): expected one argument", r"\1 perlu satu nilai"),
    (r"argument (\S+): invalid int value: (.*)", r"\1 perlu angka, bukan \2"),
    (r"the following arguments are required: (.*)", r"perlu diisi: \1"),
    (r"argument (\S+): (.*)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """argparse whose own words are Indonesian."""

    def error(self, message: str) -> NoReturn:
        for pattern, words in TRANSLATIONS:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, words, message)
                break
        self.exit(Exit.USAGE, f"{self.prog}: {message}\nBantuan: {self.prog} --help\n")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Cara pakai:", 1)


def make_demo_parser() -> Parser:
    parser = Parser(
        prog="bin/balale demo",
        description="Siapkan semuanya dengan orang rekaan, lalu buka peladen latihan.",
        add_help=False,
        allow_abbrev=False,
    )
    add = parser.add_argument_group("Pilihan").add_argument
    add("-h", "--help", action="help", help="tampilkan bantuan ini")
    add("--people", type=make_number(1, 1_000_000), default=5000, metavar="N", help="jumlah orang")
    add(
        "--port",
        type=make_number(1, 65535),
        metavar="P",
        help="port (bawaan: 8000 atau sesudahnya)",
    )
    add("--reset", action="store_true", help="buang basis data latihan dan buat dari awal")
    add("--accounts-json", metavar="FILE", help="tulis daftar akun ke berkas ini")
    add(
        "--ready", action="store_true", help="nyalakan, coba masuk, matikan; keluar 0 bila berhasil"
    )
    return parser


def make_bench_parser() -> Parser:
    parser = Parser(
        prog="bin/balale bench",
        description="Ukur kecepatan pada registri rekaan sebesar N orang, yang disimpan.",
        add_help=False,
        allow_abbrev=False,
    )
    add = parser.add_argument_group("Pilihan").add_argument
    add("-h", "--help", action="help", help="tampilkan bantuan ini")
    add(
        "--people", type=make_number(500, 1_000_000), default=300_000, metavar="N",
        help="jumlah orang (bawaan: 300000)",
    )  # fmt: skip
    add("--seconds", type=make_number(1, 600), default=8, metavar="S", help="lama tiap pekerjaan")
    add("--only", metavar="NAMA,…", help="hanya pekerjaan yang namanya berawal begini")
    add("--json", action="store_true", help="cetak satu dokumen JSON di akhir")
    add("--fresh", action="store_true", help="buat registrinya dari awal")
    add(
        "--reuse", action="store_true", help="pakai registri yang ada walau cara membuatnya berubah"
    )
    return parser


def make_number(lowest: int, highest: int) -> Any:
    """A type for argparse: a whole number between two bounds."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not lowest <= int(text) <= highest:
            raise argparse.ArgumentTypeError(f"perlu angka {lowest}–{highest}, bukan {text}")
        return int(text)

    return parse


@contextmanager
def prepared(mode: str, database: str, *locks: str) -> Iterator[Setup]:
    """Environment and running cluster for one command."""
    account = get_server_account()
    data = make_data_folder(dict(os.environ), account)
    environment = Environment(data)
    environment.ensure("base", *locks)
    with Cluster(data, find_binaries(environment, data, account), account) as cluster:
        yield Setup(data, environment, cluster, mode, database)


def command_demo(arguments: list[str]) -> int:
    options = make_demo_parser().parse_args(arguments)
    with prepared("demo", demo.DATABASE) as setup:
        return demo.run_demo(setup, options)


def make_link_parser() -> Parser:
    parser = Parser(
        prog="bin/balale link",
        description="Cari orang yang tercatat lebih dari sekali. Tidak mengubah apa pun.",
        epilog="Keluaran: id_l,id_r,score,verdict. verdict: same (sama) atau ask (tanyakan).",
        add_help=False,
        allow_abbrev=False,
    )
    add = parser.add_argument_group("Pilihan").add_argument
    add("-h", "--help", action="help", help="tampilkan bantuan ini")
    parser.add_argument("table", metavar="ORANG.csv", help="tabel dengan kolom record_id")
    add("--output", required=True, metavar="PASANG.csv", help="berkas hasil")
    add("--weights", metavar="FILE", help="bobot lain (bawaan: yang dikirim bersama program)")
    add("--train", metavar="FILE", help="pelajari bobot dari tabel ini, simpan ke berkas ini")
    add("--json", action="store_true", help="laporan sebagai JSON")
    return parser


def command_link(arguments: list[str]) -> int:
    options = make_link_parser().parse_args(arguments)
    environment = Environment(make_data_folder(dict(os.environ), get_server_account()))
    environment.ensure("base")
    chosen = ["--output", os.path.abspath(options.output), os.path.abspath(options.table)]
    for name in ("weights", "train"):
        if path := getattr(options, name):
            chosen += [f"--{name}", os.path.abspath(path)]
    chosen += ["--json"] if options.json else []
    return run_module(environment, "balale.linkage.services.command", *chosen)


def command_bench_link(arguments: list[str]) -> int:
    if set(arguments) & {"-h", "--help"}:
        say(HELP_BENCH_LINK)
        return Exit.OK
    environment = Environment(make_data_folder(dict(os.environ), get_server_account()))
    environment.ensure("base", "dev")
    return run_module(environment, "launch.bench.linkage.run", *arguments)


def command_bench(arguments: list[str]) -> int:
    if arguments[:1] == ["link"]:
        return command_bench_link(arguments[1:])
    options = make_bench_parser().parse_args(arguments)
    with prepared("demo", demo.DATABASE) as setup:
        return run_bench(setup, options)


def command_test(arguments: list[str]) -> int:
    if arguments[:1] in (["-h"], ["--help"]):
        say(HELP_TEST)
        return Exit.OK
    with prepared("test", checks.get_test_database(), "dev") as setup:
        return checks.run_tests(setup, [each for each in arguments if each != "--"])


def command_check(arguments: list[str]) -> int:
    parse_nothing("check", "Periksa bentuk, kebiasaan, jenis, arah impor, dan migrasi.", arguments)
    with prepared("test", checks.CHECK_DATABASE, "dev") as setup:
        return checks.run_checks(setup)


def command_format(arguments: list[str]) -> int:
    parse_nothing("format", "Rapikan kode dengan ruff.", arguments)
    environment = Environment(make_data_folder(dict(os.environ), get_server_account()))
    environment.ensure("dev")
    return checks.run_format(environment)


def command_manage(arguments: list[str]) -> int:
    if arguments[:1] in ([], ["-h"], ["--help"]):
        say(HELP_MANAGE)
        return Exit.OK
    is_owner = arguments[0] == "--owner"
    with prepared("demo", demo.DATABASE) as setup:
        setup.make_keys()
        setup.cluster.create_database(demo.DATABASE)
        environ = setup.get_environ(OWNER) if is_owner else setup.get_environ()
        return setup.run_python("-m", "django", *arguments[is_owner:], environ=environ)


def make_production_parser(name: str, description: str) -> Parser:
    parser = Parser(
        prog=f"bin/balale {name}", description=description, add_help=False, allow_abbrev=False
    )
    add = parser.add_argument
    add("-h", "--help", action="help", help="tampilkan bantuan ini")
    add("--env", metavar="FILE", help="baca pengaturan dari berkas ini (NAMA=nilai)")
    return parser


def command_serve(arguments: list[str]) -> int:
    parser = make_production_parser("serve", "Buka peladen web untuk data sungguhan.")
    return production.run_serve(parser.parse_args(arguments).env)


def command_worker(arguments: list[str]) -> int:
    parser = make_production_parser("worker", "Jalankan pekerjaan latar dan jadwal.")
    return production.run_worker(parser.parse_args(arguments).env)


def command_doctor(arguments: list[str]) -> int:
    parser = make_production_parser("doctor", "Periksa semuanya, dengan cara memperbaikinya.")
    parser.add_argument("--json", action="store_true", help="jawab sebagai JSON")
    options = parser.parse_args(arguments)
    return production.run_doctor(options.env, is_json=options.json)


def command_prepare(arguments: list[str]) -> int:
    parser = make_production_parser("prepare", "Siapkan basis data, sebagai pemiliknya.")
    return production.run_prepare(parser.parse_args(arguments).env)


def command_admin(arguments: list[str]) -> int:
    parser = make_production_parser("admin", "Buat akun pertama dan cetak kode aktivasinya.")
    add = parser.add_argument
    add("--username", required=True, metavar="AKUN", help="nama akun, misalnya yulia.mayang")
    add("--nama", default="", metavar="NAMA", help="nama orangnya")
    add("--renew", action="store_true", help="kode baru untuk admin teknis yang lupa frasanya")
    add("--release", action="store_true", help="lepas kode kepala dinas yang pertama")
    options = parser.parse_args(arguments)
    return production.run_admin(options.env, options)


def command_keys(arguments: list[str]) -> int:
    parser = make_production_parser("keys", "Buat berkas kunci. Tidak pernah menimpa.")
    parser.add_argument("file", metavar="BERKAS", help="jalur berkas yang baru")
    return production.run_keys(parser.parse_args(arguments).file)


def parse_nothing(name: str, description: str, arguments: list[str]) -> None:
    parser = Parser(prog=f"bin/balale {name}", description=description, add_help=False)
    group = parser.add_argument_group("Pilihan")
    group.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")
    parser.parse_args(arguments)


COMMANDS = {
    "demo": command_demo,
    "test": command_test,
    "check": command_check,
    "format": command_format,
    "manage": command_manage,
    "keys": command_keys,
    "prepare": command_prepare,
    "admin": command_admin,
    "serve": command_serve,
    "worker": command_worker,
    "doctor": command_doctor,
    "bench": command_bench,
    "link": command_link,
}


def catch_signals() -> None:
    """Turn the first signal to end into a clean stop, which later ones cannot break off.

    A signal that our starter had us ignore (nohup, a job in the background) stays ignored.
    """
    caught = [
        each
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        if signal.getsignal(each) != signal.SIG_IGN
    ]

    def interrupt(*_: object) -> None:
        for each in caught:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in caught:
        signal.signal(each, interrupt)


def main(arguments: list[str]) -> int:
    """Run one command; every expected failure ends in words and its own exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(HELP)
        return Exit.OK if arguments else Exit.USAGE
    command = COMMANDS.get(arguments[0])
    if command is None:
        say(f"Perintah `{arguments[0]}` tidak ada.\n\n{HELP}")
        return Exit.USAGE
    catch_signals()
    try:
        return command(arguments[1:])
    except LaunchError as error:
        say(f"\n{error}")
        return error.code
    except KeyboardInterrupt:
        say("\nDihentikan.")
        return Exit.INTERRUPTED
