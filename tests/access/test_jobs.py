"""Jobs: queued with the data they belong to, run behind both walls, resumed after a kill."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from balale.access.context import Context, acting_as
from balale.access.jobs import asked, hand_in
from balale.access.models import Assignment, User
from balale.access.rules.accounts import SYSTEM_ID
from balale.access.services.queue import forget_spent, resume_jobs
from balale.access.system import acting_as_system
from balale.audit.models import TrailLine
from tests.factories.accounts import ADMIN, make_user

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
SEEN = []


@asked("uji.lihat")
def look(by, orang_id):
    SEEN.append((by.role, by.context.desa, orang_id))


@pytest.fixture
def operator():
    SEEN.clear()
    return make_user("operator_desa", DESA)


def run_sql(text, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


def list_jobs():
    with acting_as(Context(user_id=None, role="sistem")):
        return list(ProcrastinateJob.objects.order_by("id"))


def queue_raw(args="{}"):
    row = "row('default', 'uji', 0, null, null, %s, null)::procrastinate_job_to_defer_v1"
    return run_sql(f"select procrastinate_defer_jobs_v1(array[{row}])", args)


def test_job_handed_in_runs_once_under_the_askers_own_context(operator):
    orang_id = uuid4()
    with acting_as(operator.context):
        hand_in(look, by=operator, orang_id=orang_id)
    look.func(**list_jobs()[-1].args)
    assert list(SEEN) == [("operator_desa", (DESA,), orang_id)]


def test_job_of_a_write_that_fails_is_not_there(operator):
    with acting_as(operator.context):
        hand_in(look, by=operator, orang_id=uuid4())
        transaction.set_rollback(True)
    assert list_jobs() == []


def test_job_of_who_lost_the_role_meanwhile_does_nothing_and_says_so(operator):
    with acting_as(operator.context):
        hand_in(look, by=operator, orang_id=uuid4())
    with acting_as(ADMIN):
        role = Assignment.objects.get(user=operator)
        role.sampai = role.mulai
        role.mulai = role.mulai.replace(year=role.mulai.year - 1)
        role.save(update_fields=["mulai", "sampai"])
    look.func(**list_jobs()[-1].args)
    assert SEEN == []
    with acting_as_system(role="auditor"):
        assert TrailLine.objects.filter(event="job.refused", object_id=operator.id).exists()


@pytest.mark.parametrize("args", ['{"nama": "Petrus"}', '{"nik": "6107145202559012"}', '{"a": []}'])
def test_job_with_anything_but_ids_is_refused(args):
    with pytest.raises(DatabaseError), acting_as(Context(user_id=None, role="sistem")):
        queue_raw(args)


def test_job_in_another_accounts_name_is_refused(operator):
    with pytest.raises(ProgrammingError), acting_as(operator.context):
        queue_raw(f'{{"asker": "{uuid4()}"}}')


@pytest.mark.parametrize(
    "text",
    [
        "select procrastinate_register_worker_v1()",
        "select procrastinate_defer_jobs_v1(array[row('default', 'uji', 0, null, null, '{}', null)"
        "::procrastinate_job_to_defer_v1])",
        "select balale_forget_spent()",
        "delete from procrastinate_jobs returning 1",
        "select * from procrastinate_workers",
    ],
)
def test_queue_touched_by_an_account_at_work_refuses(operator, text):
    with pytest.raises(ProgrammingError), acting_as(operator.context):
        run_sql(text)


def test_job_of_a_killed_worker_is_resumed_and_one_at_work_is_left():
    with acting_as_system() as by:
        dead = run_sql("select worker_id from procrastinate_register_worker_v1()")[0][0]
        queue_raw()
        run_sql("select id from procrastinate_fetch_job_v2(null, %s)", dead)
        assert resume_jobs(silent_seconds=60, by=by) == 0
        run_sql("select procrastinate_unregister_worker_v1(%s)", dead)
        assert resume_jobs(silent_seconds=60, by=by) == 1
    assert [(job.status, job.attempts) for job in list_jobs()] == [("todo", 1)]


def test_upkeep_forgets_ended_sessions_only(owner):
    run_sql(
        "select balale_session_save('uji-lama', 'x', null, 60, now() - interval '3 days', true)"
    )
    run_sql("select balale_session_save('uji-baru', 'x', null, 60, now() + interval '1 h', true)")
    with acting_as_system() as by:
        assert forget_spent(by=by) == 1
    assert run_sql("select balale_session_exists('uji-baru')") == [(True,)]


@pytest.mark.parametrize("column", ["is_active", "epoch"])
def test_system_account_is_not_changed_even_by_an_administrator(column):
    with pytest.raises(ProgrammingError), acting_as(ADMIN):
        run_sql(f"update access_user set {column} = default where id = %s returning 1", SYSTEM_ID)


def test_system_account_gets_no_role_and_no_code():
    system = User(id=SYSTEM_ID)
    with pytest.raises(ProgrammingError), acting_as(ADMIN):
        Assignment(user=system, role="admin_teknis", mulai="2026-01-01").save(force_insert=True)


def test_schedules_are_known_with_one_name_each():
    names = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert names == {"access.resume", "access.forget_spent", "registry.mark_due"}
