"""Stamps and versions that every written row shares."""

from datetime import datetime
from typing import Any
from uuid import UUID

from balale.access.ids import new_id, new_sealed_id
from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.kit.errors import StaleVersion
from balale.registry.models.base import SubjectRow


class Stamp:
    """Area, level and writer of the rows of one write."""

    def __init__(
        self, *, desa_kode: str, tingkat: str, by: User, now: datetime, unit: str = ""
    ) -> None:
        self.desa_kode = desa_kode
        self.tingkat = tingkat
        self.unit = unit
        self.by = by
        self.now = now

    @property
    def is_sealed(self) -> bool:
        return self.tingkat == Tingkat.RAHASIA

    def new_id(self) -> UUID:
        """Random for rahasia rows, time-ordered for all others."""
        return new_sealed_id() if self.is_sealed else new_id()

    def at_level(self, tingkat: str) -> "Stamp":
        """The same write at another open level."""
        return Stamp(
            desa_kode=self.desa_kode, tingkat=tingkat, by=self.by, now=self.now, unit=self.unit
        )

    def columns(self, subjek_id: UUID) -> dict[str, Any]:
        """The columns of SubjectRow but `id`."""
        return {
            "subjek_id": subjek_id,
            "desa_id": self.desa_kode,
            "tingkat": self.tingkat,
            "unit": self.unit,
            "dibuat_oleh_id": self.by.user_id,
            "dibuat_pada": self.now,
            "diubah_oleh_id": self.by.user_id,
            "diubah_pada": self.now,
        }


def change_row(row: SubjectRow, *, base: int, by: User, now: datetime, **columns: Any) -> None:
    """Write columns if the row still has version `base`. Raises StaleVersion."""
    changes = {
        **columns,
        "versi": base + 1,
        "diubah_oleh_id": by.user_id,
        "diubah_pada": now,
    }
    done = type(row).objects.filter(pk=row.pk, versi=base).update(**changes)
    if not done:
        raise StaleVersion(current=row)
    for name, value in changes.items():
        setattr(row, name, value)
