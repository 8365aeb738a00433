"""The commands of `bin/balale` and their words."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from launch import checks, demo, production
from launch.bench.run import run_bench
from launch.binaries import find_binaries
from launch.cluster import OWNER, Cluster
from launch.environment import Environment
from launch.folders import get_server_account, make_data_folder
from launch.imports import run_import, run_production_import
from launch.linking import command_bench_link, command_link
from launch.options import Parser, make_number
from launch.programs import Setup
from launch.words import Exit, LaunchError, say

HELP = """\
Cara pakai: bin/balale PERINTAH [pilihan]

  demo     siapkan semuanya dengan orang rekaan, lalu buka peladen latihan
  test     jalankan uji: semua, atau hanya jalur yang ditulis
  check    periksa bentuk, kebiasaan, jenis, arah impor, dan migrasi
  format   rapikan kode
  manage   jalankan perintah Django pada basis data latihan
  keys     buat berkas kunci pemasangan sungguhan
  prepare  siapkan basis data sungguhan, atau yang LATIHAN di sampingnya
  admin    buat akun pertama dan cetak kodenya
  fill     isi basis data LATIHAN dengan orang rekaan, sekali
  serve    buka peladen web sungguhan, atau tempat latihan di sampingnya
  worker   jalankan pekerjaan latar dan jadwal
  doctor   periksa semuanya, dengan cara memperbaikinya
  trail    periksa segel jejak (verify), atau sebut segel terakhir (root)
  bench    ukur kecepatan pada registri rekaan yang besar; `bench link`: mutu pencarian ganda
  import   baca daftar orang dari XLSX, XLS, ODS, atau CSV, dan laporkan tiap barisnya
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


def make_demo_parser() -> Parser:
    parser = Parser("demo", "Siapkan semuanya dengan orang rekaan, lalu buka peladen latihan.")
    add = parser.add_argument
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
    parser = Parser("bench", "Ukur kecepatan pada registri rekaan sebesar N orang, yang disimpan.")
    add = parser.add_argument
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
    parser = Parser(name, description)
    parser.add_argument(
        "--env", metavar="FILE", help="baca pengaturan dari berkas ini (NAMA=nilai)"
    )
    return parser


def command_serve(arguments: list[str]) -> int:
    parser = make_production_parser("serve", "Buka peladen web untuk data sungguhan.")
    add_latihan(parser, "buka tempat latihan di sampingnya")
    options = parser.parse_args(arguments)
    return production.run_serve(options.env, is_latihan=options.latihan)


def add_latihan(parser: Parser, words: str) -> None:
    parser.add_argument("--latihan", action="store_true", help=words)


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
    add_latihan(parser, "tandai basis data baru ini LATIHAN")
    options = parser.parse_args(arguments)
    return production.run_prepare(options.env, is_latihan=options.latihan)


def command_fill(arguments: list[str]) -> int:
    parser = make_production_parser("fill", "Isi basis data LATIHAN dengan orang rekaan, sekali.")
    parser.add_argument(
        "--people", type=make_number(1, 100_000), default=2500, metavar="N", help="jumlah orang"
    )
    options = parser.parse_args(arguments)
    return production.run_fill(options.env, options.people)


def command_admin(arguments: list[str]) -> int:
    parser = make_production_parser("admin", "Buat akun pertama dan cetak kode aktivasinya.")
    add = parser.add_argument
    add("--username", required=True, metavar="AKUN", help="nama akun, misalnya yulia.mayang")
    add("--nama", default="", metavar="NAMA", help="nama orangnya")
    add("--renew", action="store_true", help="kode baru untuk admin teknis yang lupa frasanya")
    add("--release", action="store_true", help="lepas kode kepala dinas yang pertama")
    options = parser.parse_args(arguments)
    return production.run_admin(options.env, options)


def make_import_parser() -> Parser:
    parser = make_production_parser(
        "import", "Baca daftar orang dan laporkan tiap barisnya. Tidak menyimpan apa pun."
    )
    add = parser.add_argument
    add("file", metavar="BERKAS", help="XLSX, XLS, ODS, atau CSV")
    add("--desa", default="", metavar="KODE", help="kode desa yang berlaku untuk semua baris")
    add("--sheet", default="", metavar="LEMBAR", help="nama lembar yang dibaca")
    add("--report", default="", metavar="FILE", help="tulis laporan JSON ke berkas ini")
    add("--apply", action="store_true", help="simpan (belum tersedia)")
    return parser


def command_import(arguments: list[str]) -> int:
    options = make_import_parser().parse_args(arguments)
    if options.env or os.environ.get("DATABASE_URL"):
        return run_production_import(options)
    with prepared("demo", demo.DATABASE) as setup:
        return run_import(setup, options)


def command_trail(arguments: list[str]) -> int:
    parser = make_production_parser("trail", "Periksa segel jejak, atau sebut yang terakhir.")
    add = parser.add_argument
    add("what", choices=("verify", "root"), metavar="verify|root", help="yang dikerjakan")
    add(
        "--root", action="append", default=[], metavar="NOMOR:SIDIK",
        help="segel yang dicatat di luar peladen",
    )  # fmt: skip
    add("--json", action="store_true", help="jawab sebagai JSON")
    options = parser.parse_args(arguments)
    return production.run_trail(options.env, options)


def command_keys(arguments: list[str]) -> int:
    parser = make_production_parser("keys", "Buat berkas kunci. Tidak pernah menimpa.")
    parser.add_argument("file", metavar="BERKAS", help="jalur berkas yang baru")
    return production.run_keys(parser.parse_args(arguments).file)


def parse_nothing(name: str, description: str, arguments: list[str]) -> None:
    Parser(name, description).parse_args(arguments)


COMMANDS = {
    "demo": command_demo,
    "test": command_test,
    "check": command_check,
    "format": command_format,
    "manage": command_manage,
    "keys": command_keys,
    "prepare": command_prepare,
    "fill": command_fill,
    "admin": command_admin,
    "serve": command_serve,
    "worker": command_worker,
    "doctor": command_doctor,
    "trail": command_trail,
    "bench": command_bench,
    "import": command_import,
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
