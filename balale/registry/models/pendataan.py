"""Sheets of questions answered on a visit: a family's home and assets, a person's own data."""

from django.db import models
from django.db.models import Q

from balale.access.fields import SealedField
from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.keluarga import Keluarga
from balale.registry.models.orang import Orang
from balale.registry.models.reference import Formulir, Isian


@track_history
class Pendataan(SubjectRow):
    """The answers of one visit to one sheet, until the day a later visit takes their place.

    What a person says of health and ability is terbatas; a home and its assets are biasa.
    """

    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="+")
    orang = models.ForeignKey(Orang, models.PROTECT, null=True, related_name="pendataan")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="pendataan")
    pada = models.DateField()
    sampai = models.DateField(null=True)

    class Meta:
        constraints = [
            level_constraint("pendataan"),
            models.CheckConstraint(
                condition=Q(orang__isnull=False, keluarga__isnull=True, tingkat="terbatas")
                | Q(orang__isnull=True, keluarga__isnull=False, tingkat="biasa"),
                name="pendataan_owner_level",
            ),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=models.F("pada")),
                name="pendataan_period",
            ),
        ]


@track_history
class JawabanPendataan(SubjectRow):
    """One answer, under the form version it was given. Never changed: a visit is a new one.

    Codes, numbers and dates stand in `nilai`; free text and sensitive answers in `nilai_sandi`.
    """

    pendataan = models.ForeignKey(Pendataan, models.PROTECT, related_name="jawaban")
    isian = models.ForeignKey(Isian, models.PROTECT, related_name="+")
    nilai = models.CharField(max_length=64, blank=True)
    nilai_sandi = SealedField()

    class Meta:
        constraints = [
            level_constraint("jawaban_pendataan"),
            models.CheckConstraint(
                condition=Q(tingkat="biasa") | Q(nilai=""), name="jawaban_pendataan_sealed"
            ),
        ]
