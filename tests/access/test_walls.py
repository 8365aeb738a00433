"""The second wall: without a context nothing is read, added or changed, whatever the program does.

Each policy is widened and each table's row security switched off in turn, in a copy of the
database; every time a refusal below must be noticed.
"""

import os
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.types.json import Jsonb

from tests.access.wall_rows import plant_rows
from tests.site.database import copied_database, url_for

pytestmark = pytest.mark.wall

WALLED = """
    select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' order by 1
"""
POLICIES = """
    select tablename::text, policyname::text from pg_policies
     where schemaname = 'public' and policyname <> 'owner_all' order by 1, 2
"""
GRANTED = """
    select table_name::text from information_schema.role_table_grants
     where grantee = 'balale_app' and table_schema = 'public'
    union
    select table_name::text from information_schema.role_column_grants
     where grantee = 'balale_app' and table_schema = 'public'
"""


def _column(row: tuple | None) -> object:
    assert row is not None
    return row[0]


class Wall:
    """A copy of the database with a row in every table, seen as owner and as application."""

    def __init__(self, name: str) -> None:
        self.owner = psycopg.connect(
            url_for(os.environ["BALALE_TEST_OWNER_URL"], name), autocommit=True
        )
        self.app = psycopg.connect(url_for(os.environ["DATABASE_URL"], name))
        self.granted = {row[0] for row in self.owner.execute(GRANTED)}
        self.samples = {
            table: row
            for table in self.granted
            if (row := self.owner.execute(self._sample(table)).fetchone())
        }

    def _sample(self, table: str) -> sql.Composed:
        return sql.SQL("select to_jsonb(t) from {} t limit 1").format(sql.Identifier(table))

    def close(self) -> None:
        self.app.close()
        self.owner.close()

    def list_breaches(self, table: str) -> list[str]:
        """What an asker without context gets of the table: nothing, or a named breach."""
        probes = {"read": self._reads, "add": self._adds, "change": self._changes}
        breaches = []
        for name, probe in probes.items():
            if probe(table):
                breaches.append(name)
            self.app.rollback()
        return breaches

    def _reads(self, table: str) -> bool:
        query = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
        return _column(self.app.execute(query).fetchone()) != 0

    def _adds(self, table: str) -> bool:
        query = sql.SQL("insert into {t} select * from jsonb_populate_record(null::{t}, %s)")
        row = self.samples[table][0]
        try:
            self.app.execute(query.format(t=sql.Identifier(table)), [Jsonb(row)])
        except errors.InsufficientPrivilege:
            return False
        except psycopg.Error:
            return True
        return True

    def _changes(self, table: str) -> bool:
        columns = self.owner.execute(
            "select column_name from information_schema.column_privileges "
            "where grantee = 'balale_app' and table_name = %s and privilege_type = 'UPDATE' "
            "order by column_name",
            [table],
        ).fetchall()
        for (column,) in columns[:1]:
            query = sql.SQL("update {} set {} = default").format(
                sql.Identifier(table), sql.Identifier(column)
            )
            try:
                return self.app.execute(query).rowcount != 0
            except psycopg.Error:
                return True
        return False


@pytest.fixture(scope="module")
def wall(django_db_setup, django_db_blocker) -> Iterator[Wall]:
    with copied_database("wall", django_db_blocker) as name:
        plant_rows()
        opened = Wall(name)
        yield opened
        opened.close()


def test_every_table_is_walled_and_the_application_owns_nothing(wall):
    for table in [row[0] for row in wall.owner.execute(WALLED)]:
        row = wall.owner.execute(
            "select relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) "
            "from pg_class where oid = %s::regclass",
            [table],
        ).fetchone()
        assert row == (True, True, "balale_owner"), table


def test_every_table_the_application_may_touch_has_a_planted_row(wall):
    assert wall.granted == set(wall.samples)


def test_asker_without_context_gets_nothing_of_any_table(wall):
    assert {t: b for t in sorted(wall.samples) if (b := wall.list_breaches(t))} == {}


def test_each_widened_policy_is_noticed(wall):
    unnoticed = []
    for table, policy in wall.owner.execute(POLICIES).fetchall():
        using, check, command = wall.owner.execute(
            "select qual, with_check, cmd from pg_policies "
            "where tablename = %s and policyname = %s",
            [table, policy],
        ).fetchone()
        _alter(wall, table, policy, *_wide(command))
        if not wall.list_breaches(table):
            unnoticed.append((table, policy))
        _alter(wall, table, policy, using, check)
    assert unnoticed == []
    test_asker_without_context_gets_nothing_of_any_table(wall)


def _wide(command: str) -> tuple[str | None, str | None]:
    return (
        None if command == "INSERT" else "true",
        None if command in {"SELECT", "DELETE"} else "true",
    )


def _alter(wall: Wall, table: str, policy: str, using: str | None, check: str | None) -> None:
    parts = [sql.SQL("alter policy {} on {}").format(sql.Identifier(policy), sql.Identifier(table))]
    if using is not None:
        parts.append(sql.SQL("using (" + using + ")"))
    if check is not None:
        parts.append(sql.SQL("with check (" + check + ")"))
    wall.owner.execute(sql.SQL(" ").join(parts))


def test_each_table_with_row_security_disabled_is_noticed(wall):
    unnoticed = []
    for table in sorted(wall.samples):
        name = sql.Identifier(table)
        wall.owner.execute(sql.SQL("alter table {} disable row level security").format(name))
        if not wall.list_breaches(table):
            unnoticed.append(table)
        wall.owner.execute(sql.SQL("alter table {} enable row level security").format(name))
    assert unnoticed == []


def test_trail_refuses_change_even_by_its_owner(wall):
    with pytest.raises(errors.RaiseException):
        wall.owner.execute("update audit_trailline set reason = 'lain'")
    with pytest.raises(errors.RaiseException):
        wall.owner.execute("delete from audit_trailline")
    with pytest.raises(errors.RaiseException):
        wall.owner.execute("truncate audit_trailline")
