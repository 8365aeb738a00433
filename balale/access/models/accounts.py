"""Accounts, what they may do, and how they sign in."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from balale.access.context import Context
from balale.access.fields import IdField
from balale.access.rules.accounts import SYSTEM_ID
from balale.access.rules.policy import Role


class PeopleManager(models.Manager["User"]):
    """Accounts of people; the system's own is found through the rows it wrote."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().exclude(pk=SYSTEM_ID)


class User(models.Model):
    """An account. Its passphrase lives in Credential, out of the program's reach."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["nama"]
    is_authenticated = True
    is_anonymous = False

    id = IdField()
    username = models.CharField(max_length=64, unique=True)
    nama = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    epoch = models.PositiveIntegerField(default=0)
    versi = models.PositiveIntegerField(default=1)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    selesai_latihan_pada = models.DateTimeField(null=True)

    objects = PeopleManager()
    # Set by the middleware for the request at hand.
    context: Context | None = None

    def __str__(self) -> str:
        return self.username

    @property
    def user_id(self) -> UUID:
        return self.id

    @property
    def role(self) -> str:
        return self.context.role if self.context else ""

    def get_username(self) -> str:
        return self.username

    def get_session_auth_hash(self) -> str:
        """Changes with the epoch, so a role change or new passphrase ends every session."""
        return salted_hmac("balale.access.User", f"{self.id}:{self.epoch}").hexdigest()

    def get_session_auth_fallback_hash(self):
        return iter(())


class Credential(models.Model):
    """The passphrase hash; the application role reaches it only through definer functions."""

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="+")
    password = models.CharField(max_length=256)
    set_at = models.DateTimeField()


class Assignment(models.Model):
    """A role in an area (and unit, for case staff) for a period."""

    id = IdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=32, choices=[(r.value, r.name) for r in Role])
    wilayah_kode = models.CharField(max_length=13)
    unit = models.CharField(max_length=16, blank=True)
    mulai = models.DateField()
    sampai = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai__isnull=True) | Q(sampai__gt=models.F("mulai")),
                name="assignment_period",
            )
        ]


class ActivationCode(models.Model):
    """A one-time code that lets a new account set its passphrase; kept as a keyed digest."""

    id = IdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32)
    berlaku_sampai = models.DateTimeField()
    dipakai_pada = models.DateTimeField(null=True)
    dibuat_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(auto_now_add=True)


class StatusPermintaan(models.TextChoices):
    """How far a request for a code is."""

    MENUNGGU = "menunggu", "Menunggu"
    DILEPAS = "dilepas", "Dilepas"
    DITOLAK = "ditolak", "Ditolak"


class CodeRequestQuerySet(models.QuerySet["CodeRequest"]):
    def visible_to(self, user: User) -> "CodeRequestQuerySet":
        """Requests this account decides in its role: none of its own, for or by itself."""
        decider = models.Func(
            models.F("user_id"),
            function="balale_code_decider",
            output_field=models.CharField(),
        )
        others = self.exclude(user_id=user.id).exclude(diminta_oleh_id=user.id)
        return others.annotate(pelepas=decider).filter(pelepas=user.role)


class CodeRequest(models.Model):
    """A code for an account that reaches rahasia, asked for by one person, released by another."""

    id = IdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    diminta_oleh = models.ForeignKey(User, models.PROTECT, related_name="+")
    diminta_pada = models.DateTimeField()
    status = models.CharField(
        max_length=8, choices=StatusPermintaan.choices, default=StatusPermintaan.MENUNGGU
    )
    diputus_oleh = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    diputus_pada = models.DateTimeField(null=True)
    alasan = models.CharField(max_length=200, blank=True)
    diberitahukan_pada = models.DateTimeField(null=True)
    versi = models.PositiveIntegerField(default=1)

    objects = CodeRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(status="menunggu"), name="code_request_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(status="menunggu", diputus_oleh=None, diputus_pada=None)
                | (
                    ~Q(status="menunggu")
                    & Q(diputus_oleh__isnull=False, diputus_pada__isnull=False)
                ),
                name="code_request_decided",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | ~Q(diputus_oleh=models.F("diminta_oleh")),
                name="code_request_two_persons",
            ),
        ]


class SignInAttempt(models.Model):
    """Failures in a row, counted by account, by device and by network address."""

    kunci = models.CharField(max_length=80, primary_key=True)
    gagal = models.PositiveIntegerField()
    boleh_lagi_pada = models.DateTimeField()
    terakhir_pada = models.DateTimeField()


class Session(models.Model):
    """A signed-in device; the key is stored as a digest only."""

    kunci = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    data = models.TextField()
    idle_detik = models.PositiveIntegerField()
    terakhir_pada = models.DateTimeField()
    berakhir_pada = models.DateTimeField()
