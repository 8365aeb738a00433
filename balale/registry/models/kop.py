"""Letterheads as dated data: what stands above and below a printed page of an area."""

from django.db import models

from balale.registry.models.reference import NOT_REVOKED, Dated, Sourced


class KopSurat(Dated, Sourced):
    """The letterhead of a desa, a kecamatan or the office (the kabupaten's code) in one period.

    `baris` has one line of the head a line, the last one set largest. `tempat` stands before the
    date of a signature, `jabatan` is the signer's; without a name there is room to write one.
    """

    wilayah_kode = models.CharField(max_length=13)
    baris = models.TextField()
    alamat = models.CharField(max_length=200, blank=True)
    tempat = models.CharField(max_length=60)
    jabatan = models.CharField(max_length=160)
    pejabat = models.CharField(max_length=100, blank=True)
    nip = models.CharField(max_length=18, blank=True)

    class Meta:
        ordering = ["wilayah_kode", "berlaku_mulai"]
        verbose_name = "kop surat"
        verbose_name_plural = "kop surat"
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["wilayah_kode", "berlaku_mulai"],
                condition=NOT_REVOKED,
                name="registry_kopsurat_mulai",
            ),
            models.CheckConstraint(
                condition=~models.Q(baris=""), name="registry_kopsurat_berbaris"
            ),
        ]

    def __str__(self) -> str:
        return self.baris.rpartition("\n")[2]
