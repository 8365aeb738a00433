"""`bin/balale import`: the account of a file of people, on the training or the real database."""

import argparse
from pathlib import Path

from launch import demo
from launch.production import open_deployment
from launch.programs import Programs, Setup


def run_import(setup: Setup, options: argparse.Namespace) -> int:
    """On the training database, which is made ready first."""
    setup.make_keys()
    setup.cluster.create_database(demo.DATABASE)
    setup.prepare_database("--latihan")
    return account(setup, options)


def run_production_import(options: argparse.Namespace) -> int:
    """On the database that the environment names."""
    return account(open_deployment(options.env), options)


def account(programs: Programs, options: argparse.Namespace) -> int:
    """0 with an account, 1 where the file can't be read."""
    arguments = ["-m", "django", "import_people", str(Path(options.file).absolute())]
    arguments += [f"--desa={options.desa}", f"--sheet={options.sheet}"]
    if options.report:
        arguments.append(f"--report={Path(options.report).absolute()}")
    if options.apply:
        arguments.append("--apply")
    return programs.run_python(*arguments)
