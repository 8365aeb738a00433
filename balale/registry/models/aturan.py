"""Changes of dated data at work, and announcements. No person stands in any of them."""

from django.db import models
from django.db.models import Q

from balale.access.fields import IdField
from balale.access.models import User
from balale.registry.models.base import track_history
from balale.registry.models.reference import Dated


class JenisAturan(models.TextChoices):
    """What a version is of."""

    FORMULIR = "formulir", "Formulir"
    LEMBAR = "lembar", "Lembar pendataan"
    KATEGORI = "kategori", "Kategori"
    DAFTAR = "daftar", "Daftar kode"
    KOP = "kop", "Kop surat"
    PENGUMUMAN = "pengumuman", "Pengumuman"


class StatusRancangan(models.TextChoices):
    """Where a draft of a version stands."""

    DRAF = "draf", "Rancangan"
    MENUNGGU = "menunggu", "Menunggu orang kedua"
    TERBIT = "terbit", "Terbit"
    DITOLAK = "ditolak", "Ditolak"
    DIBUANG = "dibuang", "Dibuang"


@track_history
class Rancangan(models.Model):
    """A draft of one version.

    `isi` is the content in the shape of the configuration file; `dasar` is the first day of
    the version it was made from, None where there was none. A draft that lowers a guard
    (`perlu_dua`) waits for a second person.

    With `mencabut` the row revokes the version that the named draft published, before its first
    day: `isi` is what then holds again, `dasar` the first day revoked, `sebab` why.
    """

    id = IdField()
    jenis = models.CharField(max_length=10, choices=JenisAturan)
    objek = models.CharField(max_length=40)
    isi = models.JSONField()
    dasar = models.DateField(null=True)
    berlaku_mulai = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=StatusRancangan, default=StatusRancangan.DRAF)
    perlu_dua = models.BooleanField(default=False)
    versi = models.PositiveIntegerField(default=1)
    dibuat_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()
    diubah_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    diubah_pada = models.DateTimeField()
    diputus_oleh = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)
    alasan = models.CharField(max_length=300, blank=True)
    mencabut = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="pencabutan_list"
    )
    sebab = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-diubah_pada", "-id"]
        verbose_name = "rancangan"
        verbose_name_plural = "rancangan"
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=StatusRancangan.values), name="rancangan_status"
            ),
            models.CheckConstraint(
                condition=~Q(status="terbit", perlu_dua=True)
                | (
                    Q(diputus_oleh__isnull=False)
                    & ~Q(diputus_oleh=models.F("dibuat_oleh"))
                    & ~Q(diputus_oleh=models.F("diubah_oleh"))
                ),
                name="rancangan_dua_orang",
            ),
            models.CheckConstraint(
                condition=Q(mencabut__isnull=True, sebab="")
                | (Q(mencabut__isnull=False) & ~Q(sebab="")),
                name="rancangan_cabut_bersebab",
            ),
            models.UniqueConstraint(
                fields=["mencabut"],
                condition=Q(status__in=["draf", "menunggu", "terbit"]),
                name="rancangan_cabut_sekali",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.objek}"


@track_history
class Pengumuman(Dated):
    """Words to those at work. `peran` empty means every role; the area is a code's beginning."""

    id = IdField()
    judul = models.CharField(max_length=120)
    teks = models.CharField(max_length=1000)
    peran = models.JSONField(default=list)
    wilayah_kode = models.CharField(max_length=13, blank=True)
    dibuat_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering = ["-berlaku_mulai", "-id"]
        verbose_name = "pengumuman"
        verbose_name_plural = "pengumuman"
        constraints = [*Dated.Meta.constraints]

    def __str__(self) -> str:
        return self.judul
