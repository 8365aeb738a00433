"""A person or family moving to another village: proposed by the old, accepted by the new."""

from django.db import models

from balale.access.fields import SealedField
from balale.access.models import User
from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.keluarga import Keluarga
from balale.registry.models.orang import Orang
from balale.wilayah.models import Desa


class StatusPindah(models.TextChoices):
    """Where a move stands."""

    MENUNGGU = "menunggu", "Menunggu desa tujuan"
    DITERIMA = "diterima", "Diterima desa tujuan"
    TIDAK_DITEMUKAN = "tidak_ditemukan", "Tidak ditemukan di desa tujuan"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


@track_history
class Pindah(SubjectRow):
    """One move. The row stays with the old village; `alamat_sandi` is the new address, sealed.

    With `keluarga` everyone who is in that family on acceptance goes along with the person.
    """

    orang = models.ForeignKey(Orang, models.PROTECT, related_name="pindah")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="pindah")
    ke_desa = models.ForeignKey(Desa, models.PROTECT, db_column="ke_desa_kode", related_name="+")
    tanggal = models.DateField()
    alamat_sandi = SealedField()
    status = models.CharField(max_length=16, choices=StatusPindah.choices)
    diputus_oleh = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            level_constraint("pindah"),
            models.UniqueConstraint(
                fields=["orang"], condition=models.Q(status="menunggu"), name="pindah_one_waiting"
            ),
        ]
        indexes = [models.Index(fields=["ke_desa", "status"], name="pindah_tujuan")]
