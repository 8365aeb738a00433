"""Communities of category 26, their families over time, and how many families they count."""

from django.db import models
from django.db.models import Q

from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.keluarga import Keluarga


@track_history
class Komunitas(SubjectRow):
    """A remote customary community, entered as one. Persons in it may have their own entries."""

    nama = models.CharField(max_length=100)
    dusun = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            level_constraint("komunitas"),
            models.CheckConstraint(condition=Q(tingkat="biasa"), name="komunitas_open"),
            models.CheckConstraint(
                condition=Q(subjek_id=models.F("id")), name="komunitas_is_subject"
            ),
            models.CheckConstraint(condition=~Q(nama=""), name="komunitas_named"),
        ]


@track_history
class HitunganKomunitas(SubjectRow):
    """How many families a community has, counted or estimated, by whom and on which day."""

    class Cara(models.TextChoices):
        DIHITUNG = "dihitung", "Dihitung"
        PERKIRAAN = "perkiraan", "Perkiraan"

    komunitas = models.ForeignKey(Komunitas, models.PROTECT, related_name="hitungan")
    jumlah_kk = models.PositiveIntegerField()
    jumlah_jiwa = models.PositiveIntegerField(null=True)
    cara = models.CharField(max_length=9, choices=Cara)
    sumber = models.CharField(max_length=120)
    pada = models.DateField()
    sampai = models.DateField(null=True)

    @property
    def kata(self) -> str:
        """The count in words: "35 KK (perkiraan)"."""
        return f"{self.jumlah_kk:,} KK ({self.Cara(self.cara).label.lower()})".replace(",", ".")

    class Meta:
        constraints = [
            level_constraint("hitungan_komunitas"),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=models.F("pada")),
                name="hitungan_period",
            ),
        ]


@track_history
class AnggotaKomunitas(SubjectRow):
    """A family in a community, for a period."""

    komunitas = models.ForeignKey(Komunitas, models.PROTECT, related_name="anggota")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, related_name="komunitas")
    mulai = models.DateField()
    sampai = models.DateField(null=True)

    class Meta:
        constraints = [
            level_constraint("anggota_komunitas"),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=models.F("mulai")),
                name="anggota_komunitas_period",
            ),
        ]
