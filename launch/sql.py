"""The little SQL the launcher needs, quoted, and the way to run it."""

import os
import re
import subprocess
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from launch.binaries import Binaries
from launch.words import Exit, LaunchError

DATABASE_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def quote_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """A string constant; the E form, so that backslashes mean themselves in any setting."""
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def make_url(role: str, password: str, port: int, database: str) -> str:
    parts = (quote(part, safe="") for part in (role, password, database))
    return "postgresql://{}:{}@127.0.0.1:{port}/{}".format(*parts, port=port)


def parse_url(url: str) -> dict[str, str]:
    """The PG* environment of a URL, so that no password stands in a command line."""
    parts = urlsplit(url)
    return {
        "PGHOST": parts.hostname or "127.0.0.1",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
    }


def check_database_name(name: str) -> str:
    """The name itself if it is a plain one."""
    if not DATABASE_NAME.fullmatch(name):
        raise LaunchError(
            f"Nama basis data `{name}` tidak dapat dipakai. Pakai huruf kecil, angka, dan _.",
            Exit.USAGE,
        )
    return name


def run(binaries: Binaries, url: str, script: str) -> str:
    """Run a script with psql; any error ends it. Answers one line per row, columns by |."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "PSQL"))}
    done = subprocess.run(
        [binaries.get("psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-f", "-"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
        env=environ | binaries.environ | parse_url(url) | {"PGCLIENTENCODING": "UTF8"},
    )
    if done.returncode:
        raise LaunchError(f"Basis data menolak perintah:\n{done.stderr.strip()}", Exit.DATABASE)
    return done.stdout.strip()


def make_roles(owner: str, app: str, passwords: Mapping[str, str]) -> str:
    """Both roles with exactly these rights, whether new or already there."""
    rights = {
        owner: "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB NOCREATEROLE NOREPLICATION",
        app: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
    }
    lines = ["SET client_min_messages = warning;"]
    for role, right in rights.items():
        create = quote_text(f"CREATE ROLE {quote_name(role)}")
        lines += [
            f"SELECT {create} WHERE NOT EXISTS"  # noqa: S608 (quoted)
            f" (SELECT FROM pg_roles WHERE rolname = {quote_text(role)}) \\gexec",
            f"ALTER ROLE {quote_name(role)} {right} PASSWORD {quote_text(passwords[role])};",
        ]
    return "\n".join(lines)


def find_database(name: str) -> str:
    return f"SELECT 1 FROM pg_database WHERE datname = {quote_text(name)};"  # noqa: S608


def create_database(name: str, owner: str) -> str:
    return f"CREATE DATABASE {quote_name(name)} OWNER {quote_name(owner)} TEMPLATE template0;"


def drop_database(name: str) -> str:
    return (
        "SET client_min_messages = warning;\n"
        f"DROP DATABASE IF EXISTS {quote_name(name)} WITH (FORCE);"
    )


def close_database(name: str, app: str) -> str:
    """Nobody enters but the owner and the application role, who may make nothing there."""
    return (
        f"REVOKE ALL ON DATABASE {quote_name(name)} FROM PUBLIC;\n"
        f"GRANT CONNECT ON DATABASE {quote_name(name)} TO {quote_name(app)};\n"
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
    )
