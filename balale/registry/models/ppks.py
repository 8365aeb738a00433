"""PPKS entries: a person, family or community under one category, with what was ticked."""

from django.db import models
from django.db.models import Q

from balale.access.fields import SealedField
from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.keluarga import Keluarga
from balale.registry.models.komunitas import Komunitas
from balale.registry.models.orang import Orang
from balale.registry.models.reference import (
    Formulir,
    Isian,
    KategoriPpks,
    KriteriaPasal5,
    TandaKategori,
)
from balale.registry.rules.status import StatusPpks


@track_history
class Ppks(SubjectRow):
    """One entry and its status. The level is its category's at the time of entry."""

    orang = models.ForeignKey(Orang, models.PROTECT, null=True, related_name="ppks")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="ppks")
    komunitas = models.ForeignKey(Komunitas, models.PROTECT, null=True, related_name="ppks")
    kategori = models.ForeignKey(KategoriPpks, models.PROTECT, related_name="+")
    formulir = models.ForeignKey(Formulir, models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    jalur = models.CharField(max_length=12, default="musyawarah")
    sumber = models.CharField(max_length=16, default="formulir")
    mulai = models.DateField()
    selesai = models.DateField(null=True)
    alasan_selesai = models.CharField(max_length=32, blank=True)
    tinjau_berikut = models.DateField(null=True)
    kelengkapan = models.PositiveSmallIntegerField(default=0)
    kode_alasan = models.CharField(max_length=32, blank=True)
    kolom_ditandai = models.CharField(max_length=64, blank=True)
    catatan_status_sandi = SealedField()
    diajukan_pada = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            level_constraint("ppks"),
            models.CheckConstraint(
                condition=Q(orang__isnull=False, keluarga__isnull=True, komunitas__isnull=True)
                | Q(orang__isnull=True, keluarga__isnull=False, komunitas__isnull=True)
                | Q(orang__isnull=True, keluarga__isnull=True, komunitas__isnull=False),
                name="ppks_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in StatusPpks]), name="ppks_status"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=models.F("mulai")),
                name="ppks_period",
            ),
        ]
        indexes = [
            models.Index(fields=["orang"], name="ppks_orang"),
            models.Index(fields=["keluarga"], name="ppks_keluarga"),
            models.Index(fields=["status", "desa", "diajukan_pada"], name="ppks_status_desa"),
            # Figures are counted from this index alone.
            models.Index(fields=["tingkat", "desa", "status"], name="ppks_angka"),
        ]


@track_history
class PpksKriteria(SubjectRow):
    """One of the seven criteria of UU 11/2009 Pasal 5 ticked for an entry."""

    ppks = models.ForeignKey(Ppks, models.PROTECT, related_name="kriteria")
    kriteria = models.ForeignKey(KriteriaPasal5, models.PROTECT, related_name="+")
    is_berlaku = models.BooleanField(default=True)

    class Meta:
        constraints = [level_constraint("ppks_kriteria")]


@track_history
class PpksTanda(SubjectRow):
    """One of the category's own signs seen in the field."""

    ppks = models.ForeignKey(Ppks, models.PROTECT, related_name="tanda")
    tanda = models.ForeignKey(TandaKategori, models.PROTECT, related_name="+")
    is_berlaku = models.BooleanField(default=True)

    class Meta:
        constraints = [level_constraint("ppks_tanda")]


@track_history
class Jawaban(SubjectRow):
    """The answer to one form field, under the form version it was given.

    Choices have one row a choice. Codes, numbers (plain digits) and dates (ISO)
    stand in `nilai`; free text and everything rahasia in `nilai_sandi`.
    """

    ppks = models.ForeignKey(Ppks, models.PROTECT, related_name="jawaban")
    isian = models.ForeignKey(Isian, models.PROTECT, related_name="+")
    nilai = models.CharField(max_length=64, blank=True)
    nilai_sandi = SealedField()
    is_berlaku = models.BooleanField(default=True)

    class Meta:
        constraints = [
            level_constraint("jawaban"),
            models.CheckConstraint(
                condition=~Q(tingkat="rahasia") | Q(nilai=""), name="jawaban_sealed_says_nothing"
            ),
        ]
