"""A copy of the test database for tests that commit; thrown away afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql


def url_for(role_url: str, name: str) -> str:
    """The role's address with another database name."""
    return urlsplit(role_url)._replace(path=f"/{name}").geturl()


def source_name() -> str:
    return urlsplit(os.environ["BALALE_TEST_OWNER_URL"]).path.lstrip("/")


@contextmanager
def copied_database(suffix: str, blocker) -> Iterator[str]:
    """Django's connection points at a fresh copy within the block; committing is harmless."""
    with database_copy(suffix, blocker) as copy:
        connection.settings_dict["NAME"] = copy
        try:
            yield copy
        finally:
            connection.close()
            connection.settings_dict["NAME"] = source_name()


@contextmanager
def database_copy(suffix: str, blocker) -> Iterator[str]:
    """A fresh copy for another process to work on; dropped afterwards."""
    source = source_name()
    copy = f"{source}_{suffix}"
    with (
        blocker.unblock(),
        psycopg.connect(
            url_for(os.environ["BALALE_TEST_OWNER_URL"], "postgres"), autocommit=True
        ) as server,
    ):
        connection.close()
        server.execute(_drop(copy))
        server.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(copy), sql.Identifier(source)
            )
        )
        try:
            yield copy
        finally:
            server.execute(_drop(copy))


def _drop(name: str) -> sql.Composed:
    return sql.SQL("drop database if exists {}").format(sql.Identifier(name))
