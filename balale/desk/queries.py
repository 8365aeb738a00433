"""Health of the running system, put together from the rooms' checks."""

from datetime import datetime

from balale.access.queries.health_config import list_config_findings
from balale.access.queries.health_database import list_database_findings
from balale.access.queries.health_machine import check_certificate, list_machine_findings
from balale.access.queries.health_records import (
    check_backlog,
    check_keys_open,
    check_seal,
    check_trail,
    check_worker,
)
from balale.access.rules.health import Finding, list_faults
from balale.access.rules.policy import Role
from balale.access.system import acting_as_system
from balale.registry.queries.health import check_reference


def list_start_findings() -> list[Finding]:
    """What must hold before the web process answers anybody."""
    found = list_config_findings() + list_database_findings()
    return found if list_faults(found) else [*found, check_reference()]


def list_open_findings(now: datetime) -> list[Finding]:
    """What the application role can tell on a page: no row of a person is looked at."""
    found = list_start_findings()
    if _is_database_unfit(found):
        return found
    queue = [check_worker(now), check_backlog(now), check_seal(now)]
    return _with_reference(found) + queue + list_machine_findings(now)


def list_all_findings(now: datetime) -> list[Finding]:
    """Everything, for the command on the server: rows are opened as system and as auditor."""
    found = list_open_findings(now)
    if _is_database_unfit(found):
        return found
    with acting_as_system():
        found.append(check_keys_open())
    with acting_as_system(Role.AUDITOR):
        found.append(check_trail())
    return [*found, check_certificate(now)]


def _is_database_unfit(found: list[Finding]) -> bool:
    return any(each.kode in {"database", "migrations"} for each in list_faults(found))


def _with_reference(found: list[Finding]) -> list[Finding]:
    if any(each.kode == "reference" for each in found):
        return found
    return [*found, check_reference()]
