"""Needs of an entry."""

from django.db import models
from django.db.models import Q

from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.ppks import Ppks


@track_history
class Kebutuhan(SubjectRow):
    """A need since a day, how badly, and the day it was met. Rahasia entries have none here."""

    ppks = models.ForeignKey(Ppks, models.PROTECT, related_name="kebutuhan")
    jenis = models.CharField(max_length=32)
    berat = models.CharField(max_length=8)
    mulai = models.DateField()
    dipenuhi_pada = models.DateField(null=True)
    is_berlaku = models.BooleanField(default=True)

    class Meta:
        constraints = [
            level_constraint("kebutuhan"),
            models.CheckConstraint(condition=~Q(tingkat="rahasia"), name="kebutuhan_open"),
            models.CheckConstraint(
                condition=Q(dipenuhi_pada__isnull=True) | Q(dipenuhi_pada__gte=models.F("mulai")),
                name="kebutuhan_period",
            ),
        ]
