"""Proposals, their decisions, and drafts still being typed."""

from django.db import models

from balale.access.fields import IdField, SealedField
from balale.access.models import User
from balale.registry.models.base import SubjectRow, level_constraint, track_history
from balale.registry.models.orang import Orang
from balale.registry.models.ppks import Ppks
from balale.registry.rules.usulan import Hasil
from balale.wilayah.models import Desa


class JenisUsulan(models.TextChoices):
    """What is proposed."""

    PPKS_BARU = "ppks_baru", "Data baru"
    PERBAIKAN = "perbaikan", "Perbaikan"
    PERUBAHAN = "perubahan", "Perubahan"
    KELUAR = "keluar", "Keluar"


# Proposals of an entry itself; the others change what is known already.
JENIS_ENTRI = (JenisUsulan.PPKS_BARU, JenisUsulan.PERBAIKAN)


class StatusUsulan(models.TextChoices):
    """Where a proposal stands."""

    MENUNGGU_KEPALA_DESA = "menunggu_kepala_desa", "Menunggu kepala desa"
    MENUNGGU_VERIFIKASI = "menunggu_verifikasi", "Menunggu verifikasi"
    MENUNGGU_PENOLAKAN = "menunggu_penolakan", "Menunggu kepala dinas"
    DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
    DITERAPKAN = "diterapkan", "Diterapkan"
    DITOLAK = "ditolak", "Ditolak"
    DIBATALKAN = "dibatalkan", "Dibatalkan desa"


@track_history
class Usulan(SubjectRow):
    """A proposal: base version, source, and the step it waits for. Applied once.

    `isi_sandi` holds what is to be written when a change is accepted; empty for entries.
    `menunggu_sejak` is when it came to the office; before that, when it was proposed.
    """

    jenis = models.CharField(max_length=16, choices=JenisUsulan.choices)
    ppks = models.ForeignKey(Ppks, models.PROTECT, null=True, related_name="usulan")
    orang = models.ForeignKey(Orang, models.PROTECT, null=True, related_name="usulan")
    versi_dasar = models.PositiveIntegerField()
    sumber = models.CharField(max_length=16, default="formulir")
    status = models.CharField(max_length=24, choices=StatusUsulan.choices)
    diusulkan_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    diusulkan_pada = models.DateTimeField()
    menunggu_sejak = models.DateTimeField()
    isi_sandi = SealedField()

    class Meta:
        constraints = [level_constraint("usulan")]
        indexes = [
            models.Index(fields=["status", "desa", "diusulkan_pada"], name="usulan_status_desa"),
            models.Index(fields=["ppks"], name="usulan_ppks"),
            models.Index(
                fields=["menunggu_sejak", "id"],
                condition=models.Q(status="menunggu_verifikasi"),
                name="usulan_antrean",
            ),
            models.Index(
                fields=["diubah_pada", "id"],
                condition=models.Q(status="menunggu_penolakan"),
                name="usulan_penolakan",
            ),
        ]


@track_history
class UsulanKolom(SubjectRow):
    """One field of a proposed change: before and after, both sealed.

    `label` is the question in the words of the form it stood on.
    """

    usulan = models.ForeignKey(Usulan, models.PROTECT, related_name="kolom")
    label = models.CharField(max_length=120)
    kolom = models.CharField(max_length=64)
    sebelum_sandi = SealedField()
    sesudah_sandi = SealedField()

    class Meta:
        constraints = [level_constraint("usulan_kolom")]


@track_history
class Keputusan(SubjectRow):
    """One decision on a proposal. Taken back by filling `dibatalkan_pada`."""

    usulan = models.ForeignKey(Usulan, models.PROTECT, related_name="keputusan")
    langkah = models.CharField(max_length=20)
    hasil = models.CharField(max_length=12)
    kode_alasan = models.CharField(max_length=32, blank=True)
    kolom_ditandai = models.CharField(max_length=64, blank=True)
    catatan_sandi = SealedField()
    metode = models.CharField(max_length=16, blank=True)
    ba_nomor = models.CharField(max_length=60, blank=True)
    ba_tanggal = models.DateField(null=True)
    status_sebelum = models.CharField(max_length=20, blank=True)
    oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    sebagai = models.CharField(max_length=32)
    pada = models.DateTimeField()
    dibatalkan_pada = models.DateTimeField(null=True)

    class Meta:
        constraints = [level_constraint("keputusan")]
        indexes = [models.Index(fields=["oleh", "pada", "id"], name="keputusan_oleh_pada")]

    @property
    def kata(self) -> str:
        """What was decided, in the word for the screen."""
        is_known = self.hasil in set(Hasil)
        return Hasil(self.hasil).kata if is_known else self.hasil.capitalize()


class Draf(models.Model):
    """What an account is still typing; its own only, never rahasia. Emptied once sent."""

    id = IdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    desa = models.ForeignKey(Desa, models.PROTECT, db_column="desa_kode", related_name="+")
    subjek_id = models.UUIDField()
    isi_sandi = SealedField()
    judul_sandi = SealedField()
    langkah = models.CharField(max_length=16)
    orang = models.ForeignKey(Orang, models.PROTECT, null=True, related_name="+")
    ppks = models.ForeignKey(Ppks, models.PROTECT, null=True, related_name="+")
    versi_dasar = models.PositiveIntegerField(default=0)
    versi = models.PositiveIntegerField(default=1)
    diubah_pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)
    dibuang_pada = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "diubah_pada"], name="draf_user")]
