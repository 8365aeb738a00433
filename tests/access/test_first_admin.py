"""The first account of an installation is made on the server; its code is printed once."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.rules.policy import Role
from balale.access.services.codes import request_code
from balale.access.system import SYSTEM_ID, acting_as_system
from balale.audit.models import TrailLine
from tests.factories.accounts import make_user, set_passphrase

pytestmark = pytest.mark.django_db
CODE = re.compile(r"Kode aktivasi: [A-Z0-9]{5}-[A-Z0-9]{5}\n")


def run(capsys, *arguments):
    """What the command prints, and its exit code."""
    try:
        call_command("first_admin", *arguments)
    except SystemExit as ended:
        return capsys.readouterr().out, ended.code
    return capsys.readouterr().out, 0


def test_first_admin_gets_a_code_and_the_trail_tells_who_made_it(capsys):
    words, code = run(capsys, "--username", "yulia.mayang", "--nama", "Yulia Mayang")
    assert CODE.search(words)
    assert code == 0
    with acting_as_system(Role.AUDITOR):
        events = TrailLine.objects.filter(user_id=SYSTEM_ID).values_list("event", flat=True)
        assert {"account.created", "account.role_given", "account.code_issued"} <= set(events)


def test_second_admin_is_refused_and_a_new_code_for_the_first_is_not(capsys):
    make_user("admin_teknis", username="yulia.mayang")
    words, code = run(capsys, "--username", "lain", "--nama", "Lain")
    assert ("Sudah ada" in words, code) == (True, 1)
    words, code = run(capsys, "--username", "yulia.mayang", "--renew")
    assert CODE.search(words)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--username", "a b", "--nama", "Yulia"], "Nama akun"),
        (["--username", "yulia"], "--nama"),
        (["--username", "tidak.ada", "--renew"], "Tidak ada admin teknis"),
        (["--username", "tidak.ada", "--release"], "tidak memerlukan"),
    ],
)
def test_first_admin_wrongly_asked_for_is_refused_in_words(capsys, arguments, words):
    told, code = run(capsys, *arguments)
    assert (words in told, code) == (True, 1)


def test_code_of_the_first_head_is_released_by_the_server_until_somebody_else_can(capsys):
    admin, head = make_user("admin_teknis"), make_user("kepala_dinas", "61.07", username="kepala")
    with acting_as(admin.context):
        request_code(user=head, by=admin, now=timezone.now())
    assert CODE.search(run(capsys, "--username", "kepala", "--release")[0])
    set_passphrase(make_user("koordinator_kasus", "61.07", "pppa"))
    words, code = run(capsys, "--username", "kepala", "--release")
    assert ("Sudah ada yang dapat melepas" in words, code) == (True, 1)


def test_preparing_under_another_role_than_the_owners_is_refused_in_words():
    with pytest.raises(CommandError, match="balale_app bukan pemilik"):
        call_command("prepare_database")
