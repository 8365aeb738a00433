"""Runs Django and the tools of the virtual environment with the environment they expect."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launch.cluster import APP, OWNER, Cluster
from launch.environment import Environment
from launch.folders import ROOT
from launch.quiet import run_quietly
from launch.words import Exit, LaunchError

DROPPED = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Programs:
    """Runs programs of the virtual environment; where to, `get_environ` says."""

    data: Path
    environment: Environment

    def get_environ(self) -> dict[str, str]:
        raise NotImplementedError

    def run_python(self, *arguments: str, environ: dict[str, str] | None = None) -> int:
        """Run `python …` of the virtual environment in the checkout; answers its exit code."""
        return subprocess.run(
            [self.environment.python, *arguments],
            cwd=ROOT,
            env=environ or self.get_environ(),
            check=False,
        ).returncode

    def run_django(self, *arguments: str, environ: dict[str, str] | None = None) -> None:
        """Run one management command whose words are for developers: shown if it fails."""
        command = [self.environment.python, "-m", "django", *arguments]
        done = run_quietly(command, cwd=ROOT, env=environ or self.get_environ())
        if done.returncode:
            raise LaunchError(
                f"{done.stdout.strip()}\n\nLangkah `{arguments[0]}` gagal. Pesannya di atas.",
                Exit.PREPARATION,
            )


@dataclass(frozen=True)
class Setup(Programs):
    """Everything one command works with on the private cluster. `mode` is Django's."""

    cluster: Cluster
    mode: str
    database: str

    @property
    def key_file(self) -> Path:
        return self.data / f"keys-{self.mode}.json"

    def get_environ(self, role: str = APP) -> dict[str, str]:
        """Only one role's address is ever in it; the owner's only for `prepare_database`."""
        return get_clean_environ() | {
            "DJANGO_SETTINGS_MODULE": "balale.config.settings",
            "BALALE_MODE": self.mode,
            "BALALE_DATA": str(self.data),
            "BALALE_KEY_FILE": str(self.key_file),
            "DATABASE_URL": self.cluster.get_url(role, self.database),
        }

    def prepare_database(self, *arguments: str) -> None:
        """Migrations, walls, reference data: the one thing the owner does."""
        environ = self.get_environ(OWNER)
        self.run_django("prepare_database", *arguments, environ=environ)

    def make_keys(self) -> None:
        """Make the keys of this mode unless there are some; they are never replaced."""
        if self.key_file.exists():
            return
        environ = self.get_environ()
        del environ["BALALE_KEY_FILE"]  # settings would look for the keys we have yet to make
        self.run_django("make_keys", str(self.key_file), environ=environ)


def run_module(environment: Environment, module: str, *arguments: str) -> int:
    """Run a module of ours that needs no database; answers its exit code."""
    return subprocess.run(
        [environment.python, "-W", "ignore", "-m", module, *arguments],
        cwd=ROOT,
        env=get_clean_environ(),
        check=False,
    ).returncode


def get_clean_environ(extra: Sequence[str] = ()) -> dict[str, str]:
    """Our own environment less what would point a program at another database or Python."""
    dropped = (*DROPPED, *extra)
    kept = {k: v for k, v in os.environ.items() if k not in dropped and not k.startswith("PG")}
    return kept | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
