"""Families by Kartu Keluarga, their members over time, and addresses."""

from django.db import models
from django.db.models import Q

from balale.access.fields import SealedField
from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.orang import Orang


@track_history
class Keluarga(SubjectRow):
    """A family. No KK changes over time, so it is never the key."""

    no_kk_sandi = SealedField()
    no_kk_indeks = models.BinaryField(max_length=33, null=True)

    class Meta:
        constraints = [
            level_constraint("keluarga"),
            models.CheckConstraint(
                condition=Q(subjek_id=models.F("id")), name="keluarga_is_subject"
            ),
        ]
        indexes = [models.Index(fields=["no_kk_indeks"], name="keluarga_no_kk")]


@track_history
class AnggotaKeluarga(SubjectRow):
    """A person's place in a family for a period. `hubungan` is the SHDK word."""

    keluarga = models.ForeignKey(Keluarga, models.PROTECT, related_name="anggota")
    orang = models.ForeignKey(Orang, models.PROTECT, related_name="keanggotaan")
    hubungan = models.CharField(max_length=32)
    mulai = models.DateField()
    sampai = models.DateField(null=True)
    alasan_keluar = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            level_constraint("anggota"),
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gte=models.F("mulai")),
                name="anggota_period",
            ),
        ]


@track_history
class Alamat(SubjectRow):
    """Where a person or family lives, for a period. Street text and point are sealed."""

    orang = models.ForeignKey(Orang, models.PROTECT, null=True, related_name="alamat")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="alamat")
    dusun = models.CharField(max_length=60, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    teks_sandi = SealedField()
    titik_sandi = SealedField()
    mulai = models.DateField()
    sampai = models.DateField(null=True)

    class Meta:
        constraints = [
            level_constraint("alamat"),
            models.CheckConstraint(
                condition=Q(orang__isnull=True) ^ Q(keluarga__isnull=True), name="alamat_one_owner"
            ),
            models.CheckConstraint(
                condition=~Q(tingkat="rahasia") | Q(dusun="", rt="", rw=""),
                name="alamat_sealed_says_nothing",
            ),
        ]
