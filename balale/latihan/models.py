"""The picture of each village as it was seeded, so that its training can begin anew."""

from django.db import models


class Potret(models.Model):
    """All rows of one table about one village. Read and written by the owner's functions only."""

    desa_kode = models.CharField(max_length=13)
    tabel = models.CharField(max_length=63)
    isi = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desa_kode", "tabel"], name="potret_once"),
        ]


class Karcis(models.Model):
    """A signed slip that was used up; kept until it would have been too late anyhow."""

    nomor = models.UUIDField(primary_key=True)
    sampai = models.DateTimeField()
