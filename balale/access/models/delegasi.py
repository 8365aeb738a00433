"""Who stands in for the kepala dinas."""

from django.db import models

from balale.access.fields import IdField
from balale.access.models.accounts import Assignment, User


class AlasanDelegasi(models.TextChoices):
    """Why somebody stands in."""

    CUTI = "cuti", "Cuti"
    DINAS_LUAR = "dinas_luar", "Dinas luar"
    PLT = "plt", "Pelaksana tugas (Plt.)"
    KABID = "kabid", "Pembagian tugas ke kepala bidang"


class DelegasiQuerySet(models.QuerySet["Delegasi"]):
    def visible_to(self, user: User) -> "DelegasiQuerySet":
        """Delegations given by a kepala dinas; not the account's own."""
        return self.exclude(assignment__user=user.id) if user.context else self.none()


class Delegasi(models.Model):
    """A role of kepala dinas given for a time; the period is its assignment's."""

    id = IdField()
    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="delegasi")
    alasan = models.CharField(max_length=12, choices=AlasanDelegasi.choices)
    keterangan = models.CharField(max_length=200, blank=True)
    diberikan_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    diberikan_pada = models.DateTimeField()
    diakhiri_pada = models.DateTimeField(null=True)
    versi = models.PositiveIntegerField(default=1)

    objects = DelegasiQuerySet.as_manager()
