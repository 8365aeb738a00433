"""Open the first account of an installation and print its activation code, once."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from balale.access.rules.policy import Role
from balale.access.services import first
from balale.access.services.accounts import CODE_DAYS
from balale.access.system import acting_as_system
from balale.kit.errors import DomainError


class Command(BaseCommand):
    help = "Open the first account of an installation; later ones are made on screen."

    def add_arguments(self, parser):
        parser.add_argument("--username", required=True)
        parser.add_argument("--nama", default="")
        parser.add_argument("--renew", action="store_true")
        parser.add_argument("--release", action="store_true")

    def handle(self, *, username, **options):
        try:
            code = get_code(username, **options)
        except DomainError as error:
            self.stdout.write(str(error))
            sys.exit(1)
        host = next(iter(settings.ALLOWED_HOSTS), "…")
        self.stdout.write(
            f"Akun: {username}\nKode aktivasi: {code}\n"
            f"Berlaku {CODE_DAYS} hari, sekali pakai. Kode ini tidak dapat ditampilkan lagi.\n"
            f"Buka https://{host}/aktivasi/ lalu buat frasa sandi sendiri."
        )


def get_code(username: str, *, nama: str, renew: bool, release: bool, **_options) -> str:
    """A new code by one of the three ways. Raises DomainError."""
    now = timezone.now()
    on = timezone.localdate(now)
    with acting_as_system(Role.ADMIN_TEKNIS) as by:
        if renew:
            return first.renew_first_code(username=username, by=by, on=on, now=now)
        if not release:
            if not nama.strip():
                raise DomainError("Isi nama orangnya dengan --nama.")
            return first.open_first_admin(username=username, nama=nama, by=by, on=on, now=now)
        if first.has_decider(on=on):
            raise DomainError(
                "Sudah ada yang dapat melepas kode di layar: kepala dinas atau koordinator."
            )
    # Each kind of account has its own decider; the server stands in for whoever it is.
    for role in first.DECIDERS:
        with acting_as_system(role) as by:
            if first.is_decided_by(username, role):
                return first.release_first_code(username=username, by=by, now=now)
    raise DomainError(f"Akun {username} tidak memerlukan pelepasan kode.")
