"""Builds the second wall: each room's `walls.sql`, whole and rerunnable, in room order.

Policies are declared, not migrated, so the state in force can be read in one place.
"""

from pathlib import Path

from django.apps import apps
from django.db import connection

ROOMS = ("audit", "wilayah", "access", "registry", "verification", "cases")


def wall_files() -> list[Path]:
    """The rooms' files, lowest room first."""
    paths = [Path(apps.get_app_config(room).path) / "walls.sql" for room in ROOMS]
    return [path for path in paths if path.exists()]


def build_walls() -> None:
    """Drop and create every policy, grant and definer function. Runs as the owner."""
    with connection.cursor() as cursor:
        for path in wall_files():
            cursor.execute(path.read_text(encoding="utf-8"))
