"""The yardstick beside the registry: its own database, server and clients."""

import json
import secrets
from pathlib import Path
from typing import Any

from launch.bench.jobs import SCOPES
from launch.cluster import OWNER
from launch.folders import write_private
from launch.programs import Setup, get_clean_environ
from launch.words import Exit, LaunchError, step

ADMIN = "pembanding"
SETTINGS = "launch.bench.yardstick.settings"
APPLICATION = "launch.bench.yardstick.wsgi"


class Yardstick:
    """`prepare` fills it once a registry; `environ` is what its server runs with."""

    def __init__(self, setup: Setup, targets: Path) -> None:
        self.setup = setup
        self.targets = json.loads(targets.read_text(encoding="utf-8"))["accounts"]
        self.database = f"{setup.database}_admin"
        self.file = setup.data / f"{self.database}.json"
        self.stamp_file = setup.data / f"{self.database}.stamp"
        self.passphrase = secrets.token_hex(12)
        self.environ = get_clean_environ() | {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": setup.cluster.get_url(OWNER, self.database),
            "YARDSTICK_SECRET": secrets.token_hex(32),
            "DJANGO_SUPERUSER_PASSWORD": self.passphrase,
        }

    def prepare(self) -> None:
        """Tables, people, one account; the people only when the registry was built anew."""
        source = (self.setup.data / f"{self.setup.database}.stamp").read_text(encoding="ascii")
        cluster = self.setup.cluster
        is_filled = self.stamp_file.exists() and cluster.has_database(self.database)
        if not is_filled or self.stamp_file.read_text(encoding="ascii") != source:
            self.stamp_file.unlink(missing_ok=True)
            cluster.create_database(self.database, is_fresh=True)
            with step("Mengisi pembanding: Django admin"):
                self._fill()
            self.stamp_file.write_text(source, encoding="ascii")
        cluster.run_sql(self.database, "DELETE FROM django_admin_log; DELETE FROM auth_user;")
        self._run("createsuperuser", "--noinput", "--username", ADMIN, "--email", "a@b.invalid")
        self._write_targets()

    def _fill(self) -> None:
        self._run("migrate", "--run-syncdb", "--verbosity", "0")
        environ = self.setup.get_environ()
        environ["YARDSTICK_URL"] = self.setup.cluster.get_url(OWNER, self.database)
        username = self.targets[SCOPES["regency"]][0]["username"]
        program = ("-m", "launch.bench.inside.fill_yardstick", username)
        if self.setup.run_python(*program, environ=environ):
            raise LaunchError("Pembanding gagal diisi. Pesannya di atas.", Exit.PREPARATION)
        self.setup.cluster.run_sql(self.database, "VACUUM (ANALYZE);")

    def _run(self, *arguments: str) -> None:
        self.setup.run_django(*arguments, environ=self.environ)

    def _write_targets(self) -> None:
        """One account that looks for what our own accounts look for."""
        operators: list[dict[str, Any]] = self.targets[SCOPES["village"]]
        regency: dict[str, Any] = self.targets[SCOPES["regency"]][0]
        accounts = []
        for operator in operators:
            found = dict(regency["targets"])
            for kind in ("common", "rare", "misspelt"):
                found[f"{kind}_village"] = operator["targets"][kind]
            found["desa"] = operator["targets"]["desa"]
            accounts.append({"username": ADMIN, "passphrase": self.passphrase, "targets": found})
        write_private(self.file, json.dumps({"accounts": {"admin": accounts}}))
