"""Make the key file of a new installation. Never overwrites one."""

import json
import os
import secrets
from base64 import b64encode
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError


def new_keys() -> dict[str, str]:
    """Fresh keys: Django's, the master key, the index, trail and parcel keys."""
    master = secrets.token_hex(4)
    keys = {"master": master, "django": secrets.token_urlsafe(48)}
    for name in (f"master:{master}", "index:1", "trail", "parcel", "code"):
        keys[name] = b64encode(secrets.token_bytes(32)).decode()
    return keys


class Command(BaseCommand):
    help = "Write a new key file (mode 0600)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise CommandError(f"{file} exists; a key file is never overwritten") from error
        with os.fdopen(handle, "w") as stream:
            json.dump(new_keys(), stream, indent=1)
        self.stdout.write(f"Keys written to {file}")
