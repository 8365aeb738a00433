"""What every row about a person or family carries, and how it is narrowed to the asker."""

from typing import Any, Self

import pghistory
from django.db import models

from balale.access.fields import IdField
from balale.access.models import User
from balale.wilayah.models import Desa


class SubjectQuerySet(models.QuerySet[Any]):
    """First wall: scope by the asker's desa codes and levels; PostgreSQL is the second."""

    def visible_to(self, user: User) -> Self:
        """Rows in the user's area and general levels. No context, no rows."""
        context = user.context
        if context is None:
            return self.none()
        return self.filter(desa__any_of=context.desa, tingkat__any_of=context.tingkat)


class SubjectRow(models.Model):
    """A row about one subject (orang or keluarga): its area, its level, its version.

    `subjek_id` is the orang or keluarga whose data key seals the row's secrets.
    `unit` is the case unit of a rahasia row, empty on all others.
    """

    id = IdField()
    subjek_id = models.UUIDField()
    desa = models.ForeignKey(Desa, models.PROTECT, db_column="desa_kode", related_name="+")
    tingkat = models.CharField(max_length=8)
    unit = models.CharField(max_length=16, blank=True)
    versi = models.PositiveIntegerField(default=1)
    dibuat_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()
    diubah_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    diubah_pada = models.DateTimeField()

    objects = SubjectQuerySet.as_manager()

    class Meta:
        abstract = True


def level_constraint(name: str) -> models.CheckConstraint:
    """A row's level is one of three, and exactly rahasia rows name a unit."""
    sealed = models.Q(tingkat="rahasia") & ~models.Q(unit="")
    open_row = models.Q(tingkat__in=["biasa", "terbatas"], unit="")
    return models.CheckConstraint(condition=sealed | open_row, name=f"{name}_level")


def track_history(model: type[models.Model]) -> type[models.Model]:
    """Keep every version of the model's rows in `<Model>Event`, by trigger.

    Who and why stand in the trail; the row itself names its last writer.
    """
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        context_field=None,  # type: ignore[arg-type]  # None: no context column
    )
    return track(model)
