"""Faults planted one at a time: the doctor names each, and says how to mend it."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from balale.access.context import Context, acting_as
from balale.access.queries import health_machine
from balale.access.queries.health_database import check_migrations, check_walls
from balale.access.system import acting_as_system
from balale.audit import services as audit
from balale.desk.health import refuse_faulty_start
from balale.registry.queries.health import check_reference
from tests.factories.accounts import make_user
from tests.factories.registry import make_orang
from tests.site.database import url_for

DESA = "61.07.14.2004"


def examine(capsys, *options):
    """Findings by name, the words, and the exit code."""
    code = 0
    try:
        call_command("doctor", "--json", *options)
    except SystemExit as ended:
        code = ended.code
    answer = json.loads(capsys.readouterr().out)
    return {each["kode"]: each for each in answer["findings"]}, code


def assert_named(capsys, kode, *words, berat="gangguan"):
    found, code = examine(capsys)
    assert found[kode]["berat"] == berat, found[kode]
    told = found[kode]["kata"] + " " + found[kode]["saran"]
    assert [word for word in words if word not in told] == []
    assert found[kode]["saran"]
    assert code == 1


@pytest.fixture
def healthy(db, settings, tmp_path, monkeypatch):
    """Everything in order: a worker that lives, a backup of an hour ago."""
    with acting_as(Context(user_id=None, role="sistem")), connection.cursor() as cursor:
        cursor.execute("select procrastinate_register_worker_v1()")
    marker = tmp_path / "cadangan"
    marker.touch()
    monkeypatch.setenv("BALALE_BACKUP_MARKER", str(marker))
    monkeypatch.setenv("BALALE_HTTPS_PORT", "1")
    keys = tmp_path / "kunci.json"
    shutil.copy(os.environ["BALALE_KEY_FILE"], keys)
    keys.chmod(0o600)
    settings.KEY_FILE = str(keys)
    return SimpleNamespace(settings=settings, marker=marker, keys=keys, monkeypatch=monkeypatch)


def test_doctor_when_nothing_is_wrong_ends_well(healthy, capsys):
    found, code = examine(capsys)
    assert [kode for kode, each in found.items() if each["berat"] == "gangguan"] == []
    assert code == 0


def test_doctor_names_a_wildcard_host(healthy, capsys):
    healthy.settings.ALLOWED_HOSTS = ["*"]
    assert_named(capsys, "hosts", "*", "BALALE_HOSTS")


def test_doctor_names_missing_hosts(healthy, capsys):
    healthy.settings.ALLOWED_HOSTS = []
    assert_named(capsys, "hosts", "belum diisi")


def test_doctor_names_debug(healthy, capsys):
    healthy.settings.DEBUG = True
    assert_named(capsys, "debug", "DEBUG")


def test_doctor_names_a_key_file_others_can_read(healthy, capsys):
    healthy.keys.chmod(0o644)
    assert_named(capsys, "key_file", "644", "chmod 600")


@pytest.mark.parametrize("name", ["master", "trail", "index:1", "code"])
def test_doctor_names_a_key_that_is_missing(healthy, capsys, name):
    keys = {key: value for key, value in healthy.settings.KEYS.items() if key != name}
    healthy.settings.KEYS = keys
    found, code = examine(capsys, "--start")
    assert name in found["key_file"]["kata"]
    assert code == 78


def test_doctor_names_a_key_that_is_broken(healthy, capsys):
    healthy.settings.KEYS = healthy.settings.KEYS | {"parcel": "bukan kunci"}
    found, _code = examine(capsys, "--start")
    assert "parcel" in found["key_file"]["kata"]


def test_doctor_names_a_weak_secret(healthy, capsys):
    healthy.settings.KEYS = healthy.settings.KEYS | {"django": "rahasia" * 10}
    assert_named(capsys, "secret", "lemah", "bin/balale keys")


def test_doctor_names_a_real_mode_on_training_data(healthy, capsys):
    healthy.settings.IS_PRODUCTION = True
    assert_named(capsys, "latihan", "LATIHAN", "DATABASE_URL")


def test_doctor_names_keys_that_open_nothing(healthy, capsys):
    make_orang(make_user("operator_desa", DESA))
    name = f"master:{healthy.settings.KEYS['master']}"
    healthy.settings.KEYS = healthy.settings.KEYS | {name: healthy.settings.KEYS["trail"]}
    assert_named(capsys, "keys_open", "tidak terbuka", "berkas kunci")


def test_doctor_names_a_line_of_the_trail_that_was_changed(healthy, capsys):
    user = make_user("operator_desa", DESA)
    with acting_as(user.context), pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "line_digest", lambda _line: b"\0" * 32)
        audit.record("uji.palsu", by=user)
    assert_named(capsys, "trail", "1 baris jejak", "Inspektorat")


def test_doctor_names_a_worker_that_is_silent(healthy, capsys):
    with acting_as(Context(user_id=None, role="sistem")), connection.cursor() as cursor:
        cursor.execute("select procrastinate_prune_stalled_workers_v1(-1)")
    assert_named(capsys, "worker", "tidak berjalan", "balale-worker")


def test_doctor_names_an_old_backup_and_a_lost_one(healthy, capsys):
    old = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    os.utime(healthy.marker, (old, old))
    assert_named(capsys, "backup", "3 hari")
    healthy.marker.unlink()
    assert_named(capsys, "backup", "tidak ditemukan")


def test_doctor_names_a_full_disk(healthy, capsys):
    usage = SimpleNamespace(total=100 * 10**9, free=10**9)
    healthy.monkeypatch.setattr(health_machine.shutil, "disk_usage", lambda _path: usage)
    assert_named(capsys, "disk", "1 GB dari 100 GB")


def test_doctor_names_clocks_that_disagree(healthy, capsys):
    healthy.monkeypatch.setattr(health_machine, "_MOST_DRIFT", timedelta(microseconds=-1))
    assert_named(capsys, "clock", "berbeda", "set-ntp")


@pytest.mark.parametrize(
    ("days", "berat", "words"),
    [(-2, "gangguan", "habis 2 hari"), (5, "peringatan", "Berlaku"), (80, "baik", "Berlaku")],
)
def test_doctor_tells_until_when_the_certificate_holds(healthy, capsys, days, berat, words):
    ends = datetime.now(UTC) + timedelta(days=days, minutes=1 if days > 0 else -1)
    healthy.monkeypatch.setattr(health_machine, "_fetch_certificate_end", lambda *_: ends)
    found, _code = examine(capsys)
    assert (found["certificate"]["berat"], words in found["certificate"]["kata"]) == (berat, True)


def test_start_in_production_is_refused_with_each_fault_in_words(healthy):
    healthy.settings.IS_PRODUCTION = True
    healthy.settings.ALLOWED_HOSTS = []
    with pytest.raises(ImproperlyConfigured, match=r"(?s)Nama peladen.*LATIHAN"):
        refuse_faulty_start()


# What only the owner could do to the database.
PLANTED = {
    "a table without row security": (
        "alter table registry_orang disable row level security", "walls", "registry_orang"),
    "a table whose owner is not bound": (
        "alter table registry_ppks no force row level security", "walls", "registry_ppks"),
    "a policy that was widened": (
        "alter policy row_read on registry_keluarga using (true)", "walls", "registry_keluarga"),
    "a policy that was added": (
        "create policy x on registry_alamat for select to balale_app using (true)",
        "walls", "registry_alamat"),
    "a right that was given": (
        "grant delete on audit_trailline to balale_app", "walls", "audit_trailline"),
    "a function that was changed": (
        "create or replace function balale_role() returns text language sql "
        "as $$ select 'auditor'::text $$", "walls", "fungsi"),
    "a trigger that was taken off": (
        "drop trigger trail_append_only on audit_trailline", "walls", "fungsi"),
    "a migration that is not there": (
        "delete from django_migrations where app = 'registry' and name like '0002%'",
        "migrations", "registry.0002"),
    "a database newer than the program": (
        "insert into django_migrations (app, name, applied) values ('registry', '9999_x', now())",
        "migrations", "registry.9999_x"),
    "reference data that is gone": (
        "delete from registry_isian; delete from registry_formulir where kategori_id = 26",
        "reference", "formulir 25 dari 26"),
}  # fmt: skip


@pytest.fixture
def as_owner(django_db_setup, django_db_blocker):
    """Django's connection is the owner's, within a transaction that is taken back."""
    given, url = connection.settings_dict, urlsplit(os.environ["BALALE_TEST_OWNER_URL"])
    before = {name: given[name] for name in ("USER", "PASSWORD")}
    with django_db_blocker.unblock():
        connection.close()
        given.update(USER=unquote(url.username), PASSWORD=unquote(url.password))
        try:
            with transaction.atomic():
                yield
                transaction.set_rollback(True)
        finally:
            connection.close()
            given.update(before)


CHECKS = {"walls": check_walls, "migrations": check_migrations, "reference": check_reference}


@pytest.mark.parametrize("what", PLANTED)
def test_doctor_names_what_was_done_to_the_database(what, as_owner):
    statement, kode, words = PLANTED[what]
    assert not CHECKS[kode]().is_fault
    with connection.cursor() as cursor:
        cursor.execute(statement)
    found = CHECKS[kode]()
    assert found.is_fault
    assert words in found.kata
    assert "bin/balale prepare" in found.saran or kode == "migrations"


def ask_process(name, **environment):
    merged = {**os.environ, "DATABASE_URL": url_for(os.environ["DATABASE_URL"], name)}
    command = [sys.executable, "-m", "django", "doctor", "--json", "--start"]
    done = subprocess.run(
        command, env=merged | environment, capture_output=True, text=True, check=False
    )
    answer = json.loads(done.stdout)
    return {each["kode"]: each for each in answer["findings"]}, done.returncode


def test_doctor_names_a_role_that_is_too_strong(django_db_setup):
    found, code = ask_process("x", DATABASE_URL=os.environ["BALALE_TEST_OWNER_URL"])
    assert "pemilik tabel" in found["role"]["kata"]
    assert code == 78


def test_doctor_names_a_database_that_does_not_answer_and_may_be_waited_for():
    found, code = ask_process("tidak_ada_di_sini")
    assert "tidak menjawab" in found["database"]["kata"]
    assert code == 69


def test_doctor_names_an_unreadable_key_file(tmp_path, django_db_setup):
    (tmp_path / "rusak.json").write_text("{")
    for file, words in (("tidak.json", "No such file"), ("rusak.json", "bukan JSON")):
        found, _code = ask_process(
            os.environ["DATABASE_URL"].rsplit("/", 1)[1], BALALE_KEY_FILE=str(tmp_path / file)
        )
        assert words in found["key_file"]["kata"]


def test_doctor_names_a_line_of_the_trail_that_waits_for_its_seal(healthy, capsys):
    with acting_as_system() as by:
        audit.record("orang.searched", by=by)
    later = timezone.now() + timedelta(minutes=2)
    healthy.monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert_named(capsys, "seal", "belum disegel", "balale-worker")
