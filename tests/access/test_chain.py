"""The trail's chain: sealed in order, and every kind of tampering found where it happened."""

import json
import os
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from balale.access.context import Context, acting_as
from balale.access.queries.chain import get_root, get_seal_state, verify_trail
from balale.access.services import sealer
from balale.access.system import acting_as_system
from balale.audit import services as audit
from balale.audit.chain import compute_link
from tests.factories.accounts import make_user, sign_in
from tests.site.database import copied_database, url_for


def write_lines(count):
    with acting_as_system() as by:
        for number in range(count):
            audit.record("orang.searched", by=by, fields={"ke": number})


def verify(noted=()):
    with acting_as_system("auditor"):
        return verify_trail(noted=list(noted))


def root():
    with acting_as_system("auditor"):
        return get_root()


@pytest.fixture(scope="module")
def sealed(django_db_setup, django_db_blocker):
    """A database of its own with four seals of five lines each; its owner's connection."""
    with pytest.MonkeyPatch.context() as patch, copied_database("chain", django_db_blocker) as name:
        patch.setattr(sealer, "BATCH", 5)
        sealer.seal_all()
        write_lines(20)
        sealer.seal_all()
        with psycopg.connect(url_for(os.environ["BALALE_TEST_OWNER_URL"], name)) as owner:
            yield owner


TABLES = ("audit_trailline", "audit_trailseal")


def guard(owner, *, is_on):
    """Whoever owns the tables can switch off what guards them."""
    for table in TABLES:
        owner.execute(f"alter table {table} {'enable' if is_on else 'disable'} trigger user")
    owner.commit()


@pytest.fixture
def owner(sealed):
    """The guards are off; rows and guards are put back after each test."""
    for table in TABLES:
        sealed.execute(f"create table kept_{table} as table {table}")
    guard(sealed, is_on=False)
    yield sealed
    sealed.rollback()
    guard(sealed, is_on=False)
    for table in TABLES:
        sealed.execute(f"delete from {table}")
        sealed.execute(f"insert into {table} select * from kept_{table}")
        sealed.execute(f"drop table kept_{table}")
    sealed.execute("delete from audit_trailpending")
    guard(sealed, is_on=True)


def last_lines(owner, nomor):
    """The lines of a seal counted from the end: 0 is the newest."""
    rows = owner.execute("select lines from audit_trailseal order by nomor desc").fetchall()
    return rows[nomor][0]


def change_field(owner):
    owner.execute("update audit_trailline set role = 'camat' where id = %s", [
        last_lines(owner, 2)[1]])  # fmt: skip


def change_field_and_digest(owner):
    change_field(owner)
    line_id = last_lines(owner, 2)[1]
    with acting_as_system("auditor"):
        line = audit.TrailLine.objects.get(pk=line_id)
    line.role = "camat"
    owner.execute(
        "update audit_trailline set digest = %s where id = %s", [audit.line_digest(line), line_id]
    )


def delete_line(owner):
    owner.execute("delete from audit_trailline where id = %s", [last_lines(owner, 2)[1]])


def copy_line(owner, at, line_id="gen_random_uuid()"):
    owner.execute(
        f"""insert into audit_trailline
            select {line_id}, at {at}, user_id, role, event, label, object_id, reason, fields,
                   digest from audit_trailline where id = %s""",
        [last_lines(owner, 2)[1]],
    )


def add_line_unseen(owner):
    copy_line(owner, "")


def add_line_backdated(owner):
    """Written with the guards on, so that the sealer takes it with the next batch."""
    line = audit.TrailLine(
        id=UUID(int=7), at=root().at - timedelta(days=9), user_id=None, role="sistem",
        event="orang.searched", label="", reason="", fields={},
    )  # fmt: skip
    guard(owner, is_on=True)
    owner.execute(
        "insert into audit_trailline values (%s, %s, null, 'sistem', 'orang.searched', '', null,"
        " '', '{}', %s)",
        [line.id, line.at, audit.line_digest(line)],
    )
    owner.commit()
    sealer.seal_all()


def swap_lines(owner):
    one, two = last_lines(owner, 2)[:2]
    owner.execute("update audit_trailline set id = %s where id = %s", [UUID(int=1), one])
    owner.execute("update audit_trailline set id = %s where id = %s", [one, two])
    owner.execute("update audit_trailline set id = %s where id = %s", [two, UUID(int=1)])


def reorder_in_seal(owner):
    lines = last_lines(owner, 2)
    owner.execute("update audit_trailseal set lines = %s where lines = %s", [lines[::-1], lines])


def delete_seal(owner):
    owner.execute("delete from audit_trailseal where lines = %s", [last_lines(owner, 2)])


def delete_last_seal(owner):
    owner.execute("delete from audit_trailseal where lines = %s", [last_lines(owner, 0)])


def cut_off_end(owner):
    owner.execute("delete from audit_trailline where id = any (%s)", [last_lines(owner, 0)])
    delete_last_seal(owner)


def seal_line_twice(owner):
    lines, extra = last_lines(owner, 1), last_lines(owner, 2)[0]
    owner.execute(
        "update audit_trailseal set lines = %s where lines = %s", [[*lines, extra], lines]
    )


def make_chain_again(owner):
    """Change a line and every link after it, but without the key."""
    change_field_and_digest(owner)
    before = None
    rows = owner.execute("select nomor, at, lines from audit_trailseal order by nomor").fetchall()
    for nomor, at, lines in rows:
        held = owner.execute(
            "select id, digest from audit_trailline where id = any (%s)"
            " order by array_position(%s::uuid[], id)", [lines, lines],
        ).fetchall()  # fmt: skip
        before = compute_link(
            b"guessed", before=before or bytes(32), nomor=nomor, at=at, lines=held
        )
        owner.execute("update audit_trailseal set digest = %s where nomor = %s", [before, nomor])


def move_seal_time(owner):
    owner.execute("update audit_trailseal set at = at - interval '1 day' where lines = %s", [
        last_lines(owner, 1)])  # fmt: skip


TAMPERING = {
    change_field: "line_changed",
    change_field_and_digest: "seal_broken",
    delete_line: "line_gone",
    add_line_unseen: "line_outside",
    add_line_backdated: "line_backdated",
    swap_lines: "line_changed",
    reorder_in_seal: "seal_broken",
    delete_seal: "seal_gone",
    delete_last_seal: "root_gone",
    cut_off_end: "root_gone",
    seal_line_twice: "line_twice",
    make_chain_again: "seal_broken",
    move_seal_time: "seal_time",
}


@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda each: each.__name__)
def test_trail_tampered_with_then_found(owner, tamper):
    noted = root()
    tamper(owner)
    owner.commit()
    found = verify(noted=[(noted.nomor, noted.digest)])
    assert TAMPERING[tamper] in [flaw.kind for flaw in found.flaws]
    assert all(flaw.kata for flaw in found.flaws)


def test_trail_untouched_then_nothing_found(sealed):
    noted = root()
    found = verify(noted=[(noted.nomor, noted.digest)])
    assert (found.flaws, found.waiting) == ([], 0)
    assert found.lines >= 20


def test_changed_line_then_the_first_flaw_names_it(owner):
    line_id = last_lines(owner, 2)[1]
    change_field(owner)
    owner.commit()
    assert verify().flaws[0].line == line_id


def test_line_of_a_write_that_fails_waits_for_no_seal(sealed):
    with acting_as_system() as by:
        audit.record("orang.searched", by=by)
        transaction.set_rollback(True)
    assert get_seal_state()[0] == 0
    assert sealer.seal_lines() == 0


def test_line_written_while_a_seal_is_made_is_taken_by_the_next(owner):
    before = root().nomor
    guard(owner, is_on=True)
    write_lines(1)
    assert sealer.seal_lines() == 1
    write_lines(1)
    assert sealer.seal_lines() == 1
    assert root().nomor == before + 2
    assert verify().flaws == []


@pytest.mark.parametrize(
    "role", ["operator_desa", "kepala_dinas", "admin_teknis", "pengelola_data"]
)
def test_seals_when_asked_by_others_then_nothing_is_seen_or_added(sealed, role):
    with acting_as(Context(user_id=None, role=role)):
        assert get_root() is None
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("select balale_add_seal(99, now(), '{}', %s)", [bytes(32)])


def test_seal_that_skips_a_number_or_takes_no_waiting_line_then_refused(sealed):
    nomor = root().nomor
    for wrong, lines in ((nomor + 2, []), (nomor, []), (nomor + 1, [UUID(int=5)])):
        with pytest.raises(DatabaseError), acting_as_system(), connection.cursor() as cursor:
            cursor.execute("select balale_add_seal(%s, now(), %s::uuid[], %s)", [
                wrong, lines, bytes(32)])  # fmt: skip


def run_command(capsys, *arguments):
    code = 0
    try:
        call_command("trail", *arguments)
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().out


def test_command_when_all_fits_ends_with_0_and_tells_the_root_it_checks(sealed, capsys):
    noted = json.loads(run_command(capsys, "root", "--json")[1])
    code, words = run_command(capsys, "verify", "--root", f"{noted['nomor']}:{noted['digest']}")
    assert (code, "Semuanya cocok" in words) == (0, True)


def test_command_when_a_line_was_changed_ends_with_1_and_names_it(owner, capsys):
    change_field(owner)
    owner.commit()
    code, words = run_command(capsys, "verify", "--json")
    assert code == 1
    assert json.loads(words)["flaws"][0]["line"] == str(last_lines(owner, 2)[1])


def test_command_given_a_root_that_is_none_then_refused(sealed, capsys):
    with pytest.raises(CommandError, match="NOMOR:SIDIK"):
        call_command("trail", "verify", "--root", "7:abc")


def test_page_of_the_seal_shows_the_newest_digest_to_the_auditor_alone(client, db):
    write_lines(1)
    sealer.seal_all()
    sign_in(client, make_user("auditor"))
    page = "".join(client.get("/jejak/segel/").content.decode().split())
    assert root().digest.hex() in page
    sign_in(client, make_user("kepala_dinas"))
    assert client.get("/jejak/segel/").status_code == 404
