"""Checks of the database: reachable, ours, under a role that is bound by the walls."""

import json

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from balale.access.queries.accounts import is_latihan
from balale.access.rules.health import Finding, Subject
from balale.access.walls import read_fingerprint, read_wall_mark

DATABASE = Subject("database", "Basis data")
ROLE = Subject("role", "Peran basis data")
LATIHAN = Subject("latihan", "Basis data sungguhan")
MIGRATIONS = Subject("migrations", "Susunan tabel")
WALLS = Subject("walls", "Dinding baris")
SETTINGS = Subject("pg_settings", "Pengaturan PostgreSQL")

_PREPARE = "Jalankan bin/balale prepare sebagai pemilik basis data."
_LOWEST_VERSION = 150000
_UNWALLED = """
    select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p')
       and not (c.relrowsecurity and c.relforcerowsecurity)
     order by 1
"""
_STRENGTH = """
    select r.rolsuper, r.rolbypassrls, r.rolcreaterole or r.rolcreatedb,
           exists (select 1 from pg_class c where c.relowner = r.oid)
      from pg_roles r where r.rolname = current_user
"""


def list_database_findings() -> list[Finding]:
    """In order; an unreachable or unprepared database ends the list, since nothing else holds."""
    reachable = check_reachable()
    if reachable.is_fault:
        return [reachable]
    found = [reachable, check_role()]
    migrations = check_migrations()
    if migrations.is_fault:
        return [*found, migrations]
    return [*found, migrations, check_not_latihan(), check_walls(), check_settings()]


def _ask(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def check_reachable() -> Finding:
    try:
        version, name = _ask("select current_setting('server_version'), current_database()")[0]
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[:1] or ["tanpa alasan"]
        return DATABASE.fault(
            f"Basis data tidak menjawab: {reason[0]}",
            "Periksa DATABASE_URL, dan apakah PostgreSQL menyala.",
        )
    return DATABASE.good(f"PostgreSQL {version}, basis data {name}.")


def check_role() -> Finding:
    """The role owns nothing, is no superuser and can't pass the row policies."""
    is_super, passes, makes, owns = _ask(_STRENGTH)[0]
    powers = {
        "superuser": is_super,
        "BYPASSRLS": passes,
        "boleh membuat peran atau basis data": makes,
        "pemilik tabel": owns,
    }
    if held := [name for name, has in powers.items() if has]:
        return ROLE.fault(
            f"Peran basis data terlalu kuat: {', '.join(held)}.",
            "Pakai peran balale_app di DATABASE_URL, bukan pemilik atau superuser.",
        )
    return ROLE.good("Tidak memiliki apa pun, terikat dinding baris.")


def check_migrations() -> Finding:
    """Every step of the tables' build is there, and none that this program does not know."""
    if not _ask("select to_regprocedure('balale_migrations()') is not null")[0][0]:
        return MIGRATIONS.fault("Basis data ini belum disiapkan untuk versi ini.", _PREPARE)
    applied = {(app, name) for app, name in _ask("select app, name from balale_migrations()")}
    known = set(MigrationLoader(None).disk_migrations)
    if pending := sorted(known - applied):
        named = ", ".join(".".join(step) for step in pending[:5])
        return MIGRATIONS.fault(
            f"{len(pending)} langkah susunan tabel belum dijalankan: {named}.", _PREPARE
        )
    apps = {app for app, _name in known}
    if newer := sorted(step for step in applied - known if step[0] in apps):
        return MIGRATIONS.fault(
            f"Basis data lebih baru daripada program: {'.'.join(newer[0])}.",
            "Pasang versi program yang sama barunya.",
        )
    return MIGRATIONS.good(f"{len(known)} langkah, semuanya sudah dijalankan.")


def check_not_latihan() -> Finding:
    """A real site serves no invented people, and the one for training nobody else."""
    if settings.IS_LATIHAN_SITE:
        if is_latihan():
            return LATIHAN.good("Bertanda LATIHAN, seperti mestinya.")
        return LATIHAN.fault(
            "Basis data ini tidak bertanda LATIHAN.",
            "Arahkan DATABASE_URL ke basis data latihan, atau hapus --latihan.",
        )
    if settings.IS_PRODUCTION and is_latihan():
        return LATIHAN.fault(
            "Basis data ini bertanda LATIHAN. Isinya orang rekaan.",
            "Arahkan DATABASE_URL ke basis data sungguhan.",
        )
    return LATIHAN.good("Bukan LATIHAN." if settings.IS_PRODUCTION else "Tidak diperiksa di sini.")


def check_walls() -> Finding:
    """Row security is on and forced on every table, and policies are as they were built."""
    if bare := [row[0] for row in _ask(_UNWALLED)]:
        return WALLS.fault(f"Tabel tanpa dinding baris: {', '.join(bare[:5])}.", _PREPARE)
    built, found = json.loads(read_wall_mark() or "{}"), read_fingerprint()
    if not built:
        return WALLS.fault("Dinding baris belum pernah dibangun oleh versi ini.", _PREPARE)
    names = sorted(built.keys() | found.keys())
    if changed := [name for name in names if built.get(name) != found.get(name)]:
        return WALLS.fault(
            f"Dinding baris berubah sejak dibangun: {', '.join(changed[:5])}.", _PREPARE
        )
    return WALLS.good(f"{len(found) - 1} tabel terlindungi, tidak ada yang berubah.")


def check_settings() -> Finding:
    """What a crash of the machine could cost: writes must reach the disk before the answer."""
    names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
    query = "select " + ", ".join(f"current_setting('{name}')" for name in names)
    values = dict(zip(names, _ask(query)[0], strict=True))
    if off := [name for name in names[:3] if values[name] == "off"]:
        return SETTINGS.fault(
            f"PostgreSQL dapat kehilangan data saat listrik padam: {', '.join(off)} mati.",
            "Nyalakan di postgresql.conf, lalu muat ulang PostgreSQL.",
        )
    if int(_ask("select current_setting('server_version_num')")[0][0]) < _LOWEST_VERSION:
        return SETTINGS.fault("PostgreSQL terlalu lama.", "Pasang PostgreSQL 15 atau lebih baru.")
    if values["data_checksums"] == "off":
        return SETTINGS.warning(
            "Jumlah periksa halaman mati. Cakram yang rusak tidak ketahuan.",
            "Hentikan PostgreSQL, lalu jalankan pg_checksums --enable.",
        )
    return SETTINGS.good("fsync, full_page_writes, dan jumlah periksa menyala.")
