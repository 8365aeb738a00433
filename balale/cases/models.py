"""What case staff write about a sealed person, and the emergency openings of cases.

Notes are dated, sealed, never rewritten; so are openings and the steps of their review.
"""

from django.db import models

from balale.access.fields import IdField, SealedField
from balale.access.models import User
from balale.access.rules.policy import Role
from balale.registry.models import Orang
from balale.registry.models.base import SubjectRow, track_history


class JenisCatatan(models.TextChoices):
    """What a note is about. `laporan` comes with the hand-in, `permintaan` asks to verify."""

    LAPORAN = "laporan", "Kiriman pertama"
    ASESMEN = "asesmen", "Asesmen"
    RUJUKAN = "rujukan", "Rujukan"
    TINDAKAN = "tindakan", "Tindakan"
    PERMINTAAN = "permintaan", "Minta pengesahan"


@track_history
class CatatanKasus(SubjectRow):
    """One note on a case. Of a `laporan`, the text is the safe way to make contact."""

    orang = models.ForeignKey(Orang, models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=12, choices=JenisCatatan.choices)
    is_bahaya = models.BooleanField(default=False)
    teks_sandi = SealedField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tingkat="rahasia") & ~models.Q(unit=""),
                name="catatan_kasus_sealed",
            ),
            models.CheckConstraint(
                condition=models.Q(jenis__in=JenisCatatan.values), name="catatan_kasus_jenis"
            ),
            models.CheckConstraint(
                condition=models.Q(subjek_id=models.F("orang")), name="catatan_kasus_subject"
            ),
        ]
        indexes = [models.Index(fields=["subjek_id", "dibuat_pada"], name="catatan_kasus_subjek")]


class BukaDaruratQuerySet(models.QuerySet["BukaDarurat"]):
    def visible_to(self, user: User) -> "BukaDaruratQuerySet":
        """Own openings; the unit's for its koordinator; all for the auditor."""
        context = user.context
        if context is None:
            return self.none()
        if context.role == Role.AUDITOR:
            return self.all()
        if context.role == Role.KOORDINATOR_KASUS:
            return self.filter(unit=context.unit)
        return self.filter(user_id=user.user_id)


class BukaDarurat(models.Model):
    """A case opened in an emergency by someone who does not work on it. Never changed.

    Only `balale_break_glass` adds one, together with the access of the same id. The words of
    the reason are sealed under a key of the opening's own (`subjek_id` is the id), since they
    may name a person; the auditor gets the reason's category alone.
    """

    id = models.UUIDField(primary_key=True)
    subjek_id = models.UUIDField()
    kasus_id = models.UUIDField()
    unit = models.CharField(max_length=16)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    peran = models.CharField(max_length=32)
    alasan = models.CharField(max_length=32)
    keterangan_sandi = SealedField()
    mulai_pada = models.DateTimeField()
    sampai_pada = models.DateTimeField()

    objects = BukaDaruratQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subjek_id=models.F("id")), name="buka_darurat_subject"
            ),
            models.CheckConstraint(
                condition=models.Q(keterangan_sandi__isnull=False) & ~models.Q(alasan=""),
                name="buka_darurat_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["mulai_pada"], name="buka_darurat_mulai"),
            models.Index(fields=["unit", "mulai_pada"], name="buka_darurat_unit"),
        ]


class LangkahTinjauan(models.TextChoices):
    """A step of the review: the auditor's finding, or the unit's explanation."""

    PUTUSAN = "putusan", "Putusan"
    PENJELASAN = "penjelasan", "Penjelasan"


class HasilTinjauan(models.TextChoices):
    """What the auditor finds of an emergency opening."""

    WAJAR = "wajar", "Wajar"
    PERLU_PENJELASAN = "perlu_penjelasan", "Perlu penjelasan"


class TinjauanDarurat(models.Model):
    """One step in the review of an emergency opening; steps are added, never changed."""

    id = IdField()
    subjek_id = models.UUIDField()
    buka = models.ForeignKey(BukaDarurat, models.PROTECT, related_name="tinjauan")
    langkah = models.CharField(max_length=10, choices=LangkahTinjauan.choices)
    hasil = models.CharField(max_length=16, blank=True, choices=HasilTinjauan.choices)
    teks_sandi = SealedField()
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    sebagai = models.CharField(max_length=32)
    pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(langkah="putusan", hasil__in=HasilTinjauan.values)
                | models.Q(langkah="penjelasan", hasil=""),
                name="tinjauan_darurat_hasil",
            ),
            models.CheckConstraint(
                condition=models.Q(subjek_id=models.F("id")), name="tinjauan_darurat_subject"
            ),
        ]
