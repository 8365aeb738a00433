"""Photographs and papers of a person or family."""

from typing import cast

from django.db import models
from django.db.models import Q

from balale.access.fields import SealedField
from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.keluarga import Keluarga
from balale.registry.models.orang import Orang
from balale.registry.models.ppks import Ppks


@track_history
class Berkas(SubjectRow):
    """What a file is, for whom and of which day. Ended, never deleted; rahasia has none.

    `ppks` names the one entry it was sent for. The identifier is random, since it stands in
    addresses and a time-ordered one would tell when it was taken.
    """

    orang = models.ForeignKey(Orang, models.PROTECT, null=True, related_name="berkas")
    keluarga = models.ForeignKey(Keluarga, models.PROTECT, null=True, related_name="berkas")
    ppks = models.ForeignKey(Ppks, models.PROTECT, null=True, related_name="berkas")
    jenis = models.CharField(max_length=32)
    pada = models.DateField()
    format = models.CharField(max_length=4)
    ukuran_byte = models.PositiveIntegerField()
    diakhiri_pada = models.DateTimeField(null=True)
    alasan_akhir = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            level_constraint("berkas"),
            models.CheckConstraint(condition=~Q(tingkat="rahasia"), name="berkas_open"),
            models.CheckConstraint(
                condition=Q(orang__isnull=True) ^ Q(keluarga__isnull=True), name="berkas_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(format__in=["jpeg", "pdf"], ukuran_byte__lte=1_100_000),
                name="berkas_small",
            ),
            models.CheckConstraint(
                condition=Q(diakhiri_pada__isnull=True) ^ ~Q(alasan_akhir=""), name="berkas_ended"
            ),
        ]
        indexes = [
            models.Index(fields=["orang"], name="berkas_orang"),
            models.Index(fields=["keluarga"], name="berkas_keluarga"),
        ]

    @property
    def pemilik(self) -> Orang | Keluarga:
        """Whose file it is."""
        return cast(Orang | Keluarga, self.orang or self.keluarga)


class BerkasIsi(SubjectRow):
    """The sealed content of one file, under the same identifier; written once, never changed.

    Apart from what lists read, and without history: a second copy of every photo helps nobody.
    """

    isi_sandi = SealedField()

    class Meta:
        constraints = [
            level_constraint("berkas_isi"),
            models.CheckConstraint(condition=Q(isi_sandi__isnull=False), name="berkas_isi_filled"),
        ]
