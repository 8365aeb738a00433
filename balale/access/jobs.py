"""The job wrapper: work that runs later, in the worker, behind the same two walls.

A job's arguments are ids only (PostgreSQL refuses others). Its context is the system account's
or, looked up again when it runs, the asking account's: who lost the role meanwhile gets nothing.
A job may be run again after a crash, so its work is one transaction that finds what is left.
"""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

import procrastinate
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from balale.access.context import acting_as
from balale.access.models import User
from balale.access.queries.accounts import get_user_by_id, list_contexts
from balale.access.system import acting_as_system
from balale.audit import services as audit

_RETRY = procrastinate.RetryStrategy(max_attempts=5, wait=60)


def scheduled(name: str, *, cron: str) -> Callable[[Callable[[User], bool]], Task]:
    """A job of the system account, at times of `cron` (UTC).

    `work` does one portion in a transaction of its own and says whether more may be left. Two
    at once must do no harm: the library's own locks tell a clash by a detail of the error,
    which PostgreSQL keeps from us under row policies.
    """

    def decorate(work: Callable[[User], bool]) -> Task:
        @wraps(work)
        def run(timestamp: int = 0) -> None:
            has_more = True
            while has_more:
                with acting_as_system() as by:
                    has_more = work(by)

        task = app.task(name=name, retry=_RETRY)(run)
        app.periodic(cron=cron)(task)
        return task

    return decorate


def asked(name: str) -> Callable[[Callable[..., None]], Task]:
    """A job of an account at work: `work(by, **ids)` runs once under that account's context."""

    def decorate(work: Callable[..., None]) -> Task:
        @wraps(work)
        def run(asker: str, assignment: str, **ids: str) -> None:
            user = _find_asker(UUID(asker), UUID(assignment))
            if user is None or user.context is None:
                with acting_as_system() as by:
                    audit.record("job.refused", ("access.user", UUID(asker)), by=by)
                return
            with acting_as(user.context):
                work(user, **{key: UUID(value) for key, value in ids.items()})

        return app.task(name=name, retry=_RETRY)(run)

    return decorate


def _find_asker(user_id: UUID, assignment_id: UUID) -> User | None:
    """The account in that role, if it is still active and still holds it."""
    user = get_user_by_id(user_id)
    if user is None:
        return None
    held = (each for each in list_contexts(user) if each.assignment_id == assignment_id)
    user.context = next(held, None)
    return user if user.context else None


def hand_in(task: Task, *, by: User, **ids: UUID) -> int:
    """Queue a job in the current transaction: it exists if and only if the data does."""
    assignment = by.context.assignment_id if by.context else None
    arguments = {key: str(value) for key, value in ids.items()}
    return task.defer(asker=str(by.user_id), assignment=str(assignment), **arguments)
