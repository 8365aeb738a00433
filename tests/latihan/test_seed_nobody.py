"""The regency on its first day: accounts that can sign in, and nobody recorded yet."""

import json

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.core.management.base import CommandError

from balale.access.context import acting_as
from balale.access.queries.accounts import list_contexts
from balale.registry.models import Orang


def test_seed_of_nobody_makes_accounts_and_records_no_person(db, tmp_path):
    path = tmp_path / "akun.json"
    call_command("seed_latihan", people=0, accounts_json=path, verbosity=0)
    satu = next(a for a in json.loads(path.read_text()) if a["role"] == "verifikator")
    user = authenticate(None, akun=satu["username"], sandi=satu["passphrase"])
    user.context = list_contexts(user)[0]
    with acting_as(user.context):
        assert not Orang.objects.visible_to(user).exists()


def test_seed_of_fewer_than_nobody_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="paling sedikit 0"):
        call_command("seed_latihan", people=-1, accounts_json=tmp_path / "akun.json")
