"""Acts of change: which rows one act wrote, so that it is told in words and can be taken back."""

from django.db import models

from balale.access.fields import SealedField
from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.keluarga import Keluarga
from balale.registry.models.orang import Orang
from balale.registry.models.ppks import Ppks
from balale.registry.models.usulan import Usulan


class JenisPerubahan(models.TextChoices):
    """What was done, in the words of the history."""

    DATA = "data", "Data diri diubah"
    ISIAN = "isian", "Isian kategori diubah"
    USULAN = "usulan", "Perubahan diusulkan"
    KELUARGA = "keluarga", "Susunan keluarga diubah"
    MENINGGAL = "meninggal", "Dicatat meninggal"
    KELUAR = "keluar", "Keluar dari daftar"


@track_history
class Perubahan(SubjectRow):
    """One act. `isi_sandi` lists the rows it wrote; filled `dibatalkan_pada` means taken back."""

    jenis = models.CharField(max_length=16, choices=JenisPerubahan.choices)
    orang = models.ForeignKey(Orang, models.PROTECT, null=True, related_name="perubahan")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="perubahan")
    ppks = models.ForeignKey(Ppks, models.PROTECT, null=True, related_name="perubahan")
    usulan = models.ForeignKey(Usulan, models.PROTECT, null=True, related_name="perubahan")
    tanggal = models.DateField(null=True)
    isi_sandi = SealedField()
    dibatalkan_pada = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            level_constraint("perubahan"),
            models.CheckConstraint(
                condition=models.Q(orang__isnull=False) | models.Q(keluarga__isnull=False),
                name="perubahan_about",
            ),
        ]
