"""What case staff write about a sealed person: notes, dated, sealed, never rewritten."""

from django.db import models

from balale.access.fields import SealedField
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
