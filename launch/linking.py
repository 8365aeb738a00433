"""`bin/balale link` and `bin/balale bench link`: neither needs a database."""

import os

from launch.environment import Environment
from launch.folders import get_server_account, make_data_folder
from launch.options import Parser
from launch.programs import run_module
from launch.words import Exit, say

HELP_BENCH_LINK = """\
Cara pakai: bin/balale bench link [--json] [--sizes 10000,100000,300000] [--only NAMA,…]

Membandingkan pencarian orang ganda dengan Splink dan recordlinkage pada FEBRL 1–4 dan pada
tabel Bengkayang rekaan: ketepatan, jangkauan, F1, waktu, memori. --only: set atau alat saja."""


def make_link_parser() -> Parser:
    parser = Parser(
        "link",
        "Cari orang yang tercatat lebih dari sekali. Tidak mengubah apa pun.",
        epilog="Keluaran: id_l,id_r,score,verdict. verdict: same (sama) atau ask (tanyakan).",
    )
    add = parser.add_argument
    add("table", metavar="ORANG.csv", help="tabel dengan kolom record_id")
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
