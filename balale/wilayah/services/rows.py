"""Bring table rows in line with rows of a reference file, and count what that changed."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

BATCH = 1000


@dataclass(frozen=True)
class Counts:
    """Rows of one table: new, changed, same as before, and in the table but not in the file."""

    new: int = 0
    changed: int = 0
    same: int = 0
    extra: int = 0

    @property
    def has_changes(self) -> bool:
        return bool(self.new or self.changed)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of one CSV file, every value stripped text."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file, strict=True)
        return [{name: value.strip() for name, value in row.items()} for row in rows]


def sync_rows(
    *, model: type[models.Model], rows: Iterable[dict[str, Any]], key: tuple[str, ...]
) -> Counts:
    """Insert rows that are missing and update rows that differ; nothing is deleted.

    Every row names the same columns, foreign keys by column (`desa_id`); `key` names the
    columns that identify a row. Empty text becomes null where the column takes null. A key
    that occurs twice in the file raises ValueError and writes nothing.
    """
    wanted = [{name: _to_column(model, name, value) for name, value in row.items()} for row in rows]
    present = {_key_of(row, key): row for row in model._default_manager.all()}
    new, changed, seen = [], [], set()
    for values in wanted:
        found = tuple(values[name] for name in key)
        if found in seen:
            raise ValueError(f"{model.__name__}: {found} occurs twice in the file")
        seen.add(found)
        row = present.get(found)
        if row is None:
            new.append(model(**values))
        elif _update(row, values):
            changed.append(row)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    columns = [name for name in wanted[0] if name not in key] if wanted else []
    if changed:
        model._default_manager.bulk_update(changed, columns, batch_size=BATCH)
    same = len(seen) - len(new) - len(changed)
    return Counts(len(new), len(changed), same, len(present.keys() - seen))


def _key_of(row: models.Model, key: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in key)


def _to_column(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{name} is no column")
    if value == "" and field.null:
        return None
    if isinstance(value, str) and isinstance(field, models.BooleanField):
        return {"ya": True, "tidak": False}[value]
    return field.to_python(value)


def _update(row: models.Model, values: dict[str, Any]) -> bool:
    """Put the values on the row; True if any of them is different now."""
    differing = {name for name, value in values.items() if getattr(row, name) != value}
    for name in differing:
        setattr(row, name, values[name])
    return bool(differing)
