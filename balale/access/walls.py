"""Builds the second wall: each room's `walls*.sql`, whole and rerunnable, in room order.

Policies are declared, not migrated, so the state in force can be read in one place. What was
built is marked in the catalog, so that a later change from outside is noticed.
"""

import json
from pathlib import Path

from django.apps import apps
from django.db import connection

ROOMS = (
    "audit", "wilayah", "access", "registry", "verification", "cases", "reports", "latihan",
)  # fmt: skip

# One digest a table over its policies and grants, and one over our functions and triggers.
_FINGERPRINT = """
    select p.tablename::text, md5(string_agg(concat_ws('|',
               p.policyname, p.permissive, p.roles, p.cmd, p.qual, p.with_check
           ), chr(10) order by p.policyname) || c.relacl::text || coalesce((
               select string_agg(a.attname || a.attacl::text, chr(10) order by a.attnum)
                 from pg_attribute a where a.attrelid = c.oid and a.attacl is not null
           ), ''))
      from pg_policies p join pg_class c on c.oid = format('public.%I', p.tablename)::regclass
     where p.schemaname = 'public'
     group by p.tablename, c.oid, c.relacl::text
    union all
    select 'fungsi', md5(string_agg(f.line, chr(10) order by f.line)) from (
        select concat_ws('|', p.oid::regprocedure, p.prosecdef, p.proconfig, p.proacl, p.prosrc)
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'public' and p.proname ~ '^(balale|procrastinate|_pgtrigger|pgtrigger)_'
        union all
        select concat_ws('|', t.tgrelid::regclass, t.tgname, t.tgenabled, t.tgfoid::regprocedure)
          from pg_trigger t join pg_class c on c.oid = t.tgrelid
          join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and not t.tgisinternal
    ) as f(line)
"""


def wall_files() -> list[Path]:
    """The rooms' files, lowest room first."""
    folders = [Path(apps.get_app_config(room).path) for room in ROOMS]
    return [path for folder in folders for path in sorted(folder.glob("walls*.sql"))]


def build_walls() -> None:
    """Drop and create every policy, grant and definer function. Runs as the owner."""
    with connection.cursor() as cursor:
        for path in wall_files():
            cursor.execute(path.read_text(encoding="utf-8"))
        mark = json.dumps(read_fingerprint(), sort_keys=True, separators=(",", ":"))
        cursor.execute(
            "select format('comment on table access_installation is %%L', %s::text)", [mark]
        )
        cursor.execute(cursor.fetchone()[0])


def read_fingerprint() -> dict[str, str]:
    """The walls as they stand: a digest a table, and one of the functions."""
    with connection.cursor() as cursor:
        cursor.execute(_FINGERPRINT)
        return dict(cursor.fetchall())


def read_wall_mark() -> str:
    """What the owner's last build left: the fingerprint as JSON; "" when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("select obj_description('public.access_installation'::regclass)")
        return str(cursor.fetchone()[0] or "")
