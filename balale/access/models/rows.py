"""Keys of encrypted subjects, case access, receipts, and what this installation is."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from balale.access.fields import IdField
from balale.access.models.accounts import User


class JenisSubjek(models.TextChoices):
    """What a data key was made for; a row of another kind with the same id doesn't show it."""

    ORANG = "orang", "Orang"
    KELUARGA = "keluarga", "Keluarga"
    KOMUNITAS = "kat", "Komunitas"
    DRAF = "draf", "Draf"
    DARURAT = "darurat", "Buka darurat"
    TINJAUAN = "tinjauan", "Tinjauan"


class SubjectKey(models.Model):
    """The wrapped data key of one subject (orang, keluarga, draft). Destroying it is erasure."""

    subjek_id = models.UUIDField(primary_key=True)
    jenis = models.CharField(max_length=8, choices=JenisSubjek.choices)
    wrapped = models.BinaryField(max_length=96)
    master_id = models.CharField(max_length=16)


class JenisAkses(models.TextChoices):
    """Why an account reaches a sealed subject: it was given the case, or broke the glass."""

    TUGAS = "tugas", "Tugas"
    DARURAT = "darurat", "Darurat"


DARURAT_LASTS = timedelta(minutes=15)


class CaseAccess(models.Model):
    """A sealed subject opened for one account, for a period, with a reason.

    Assigned work has no end until it is taken away; an emergency opening ends by itself and
    is for reading alone.
    """

    id = IdField()
    subjek_id = models.UUIDField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.CharField(max_length=16)
    jenis = models.CharField(max_length=8, choices=JenisAkses.choices, default=JenisAkses.TUGAS)
    mulai_pada = models.DateTimeField()
    sampai_pada = models.DateTimeField(null=True)
    alasan = models.CharField(max_length=200)
    dibuat_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["user", "subjek_id"], name="case_access_user_subjek")]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis="tugas")
                | Q(
                    jenis="darurat",
                    sampai_pada__isnull=False,
                    sampai_pada__lte=F("mulai_pada") + DARURAT_LASTS,
                ),
                name="case_access_emergency_is_short",
            )
        ]


class Receipt(models.Model):
    """What an account sent once: key, number, time. For rahasia it points to nothing."""

    id = IdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kunci = models.UUIDField()
    nomor = models.CharField(max_length=9)
    jenis = models.CharField(max_length=32)
    pada = models.DateTimeField()
    object_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kunci"], name="receipt_user_kunci_unique")
        ]
        indexes = [models.Index(fields=["nomor"], name="receipt_nomor")]


class Installation(models.Model):
    """One row: whether this database is LATIHAN (invented people), which never changes, and the
    stamp of the last change of reference data, which triggers renew."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_latihan = models.BooleanField()
    acuan_pada = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_single_row")
        ]
