"""Areas as data. Codes are natural keys; a lapsed code stays, with what replaced it."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class Tingkat(models.TextChoices):
    PROVINSI = "provinsi", "Provinsi"
    KABUPATEN = "kabupaten", "Kabupaten/kota"
    KECAMATAN = "kecamatan", "Kecamatan"
    DESA = "desa", "Desa/kelurahan"


class AreaQuerySet(models.QuerySet[Any]):
    def below(self, wilayah: str) -> Self:
        """Rows at or under `wilayah`, cut at a dot; an empty area holds nothing."""
        wilayah = wilayah.strip().rstrip(".")
        if not wilayah:
            return self.none()
        return self.filter(Q(kode=wilayah) | Q(kode__startswith=wilayah + "."))


class Area(models.Model):
    """What kecamatan and desa share. The point lies inside the area; the period may be unknown."""

    kode = models.CharField(max_length=13, primary_key=True)
    nama = models.CharField(max_length=60)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    luas_km2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    berlaku_mulai = models.DateField(null=True)
    berlaku_sampai = models.DateField(null=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["kode"]
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_sampai__isnull=True)
                | Q(berlaku_mulai__isnull=True)
                | Q(berlaku_sampai__gt=F("berlaku_mulai")),
                name="%(app_label)s_%(class)s_periode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.kode})"


class Kecamatan(Area):
    class Meta(Area.Meta):
        verbose_name = "kecamatan"
        verbose_name_plural = "kecamatan"


class Desa(Area):
    """One desa or kelurahan. The name is never a key: Suka Maju exists twice."""

    class Jenis(models.TextChoices):
        DESA = "desa", "Desa"
        KELURAHAN = "kelurahan", "Kelurahan"

    kecamatan = models.ForeignKey(Kecamatan, models.PROTECT, related_name="desa_list")
    jenis = models.CharField(max_length=9, choices=Jenis)
    kodepos = models.CharField(max_length=5, blank=True)

    class Meta(Area.Meta):
        verbose_name = "desa"
        verbose_name_plural = "desa"

    @property
    def sebutan(self) -> str:
        """Name with its kind, as on a letter: Desa Godang Damar, Kelurahan Sebalo."""
        return f"{self.get_jenis_display()} {self.nama}"


class KodeWilayah(models.Model):
    """Every code the program knows, national and lapsed, to judge a NIK or an old record."""

    class Kepastian(models.TextChoices):
        PASTI_URUTAN = "pasti-urutan", "Dibaca dari urutan lampiran"
        DUGAAN = "dugaan", "Dugaan"
        TERCATAT = "tercatat", "Tercatat di edisi lama"

    kode = models.CharField(max_length=13, primary_key=True)
    nama = models.CharField(max_length=80)
    tingkat = models.CharField(max_length=9, choices=Tingkat)
    berlaku = models.BooleanField(default=True)
    kode_kini = models.CharField(max_length=13, blank=True)
    dasar = models.CharField(max_length=120, blank=True)
    sumber = models.CharField(max_length=200, blank=True)
    kepastian = models.CharField(max_length=12, choices=Kepastian, blank=True)
    catatan = models.CharField(max_length=200, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["kode"]
        verbose_name = "kode wilayah"
        verbose_name_plural = "kode wilayah"
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku=False) | Q(kode_kini=""),
                name="wilayah_kodewilayah_kini_hanya_lama",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.kode})"


class Batas(models.Model):
    """Outline of one area: a GeoJSON geometry as text, WGS84. Not a legal boundary."""

    kode = models.CharField(max_length=13, primary_key=True)
    tingkat = models.CharField(max_length=9, choices=Tingkat)
    geojson = models.TextField()

    class Meta:
        ordering = ["kode"]
        verbose_name = "batas"
        verbose_name_plural = "batas"

    def __str__(self) -> str:
        return self.kode
