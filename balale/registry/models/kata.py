"""The word index of the name search: kept by triggers, read by its definer function alone."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class KataNama(models.Model):
    """A word of some ordinary person's name, for likeness. What it belongs to isn't said here.

    Not unique: two writers who bring the same new word at once don't wait for each other.
    """

    kata = models.CharField(max_length=120, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["kata"], name="kata_nama_kata"),
            GinIndex(fields=["kata"], name="kata_nama_trgm", opclasses=["gin_trgm_ops"]),
        ]


class KataOrang(models.Model):
    """A word of an ordinary person's own or other names. `panjang` is that of the own name.

    The person is named by id without a foreign key: rows come and go with it, by trigger.
    """

    pk = models.CompositePrimaryKey("orang_id", "kata")
    orang_id = models.UUIDField()
    kata = models.CharField(max_length=120, db_collation="C")
    desa_kode = models.CharField(max_length=13, db_collation="C")
    panjang = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(kata=""), name="kata_orang_kata")]
        indexes = [
            models.Index(
                fields=["kata", "desa_kode"],
                include=["orang_id", "panjang"],
                name="kata_orang_kata_desa",
            ),
            models.Index(
                fields=["kata", "panjang"],
                include=["orang_id", "desa_kode"],
                name="kata_orang_kata_panjang",
            ),
        ]
