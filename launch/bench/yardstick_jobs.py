"""The same looking-up in plain Django admin."""

from collections.abc import Callable
from urllib.parse import urlencode

from launch.bench.client import expect
from launch.bench.jobs import Job, Person, Timed

LIST = "/admin/people/person/"
ADMIN = "admin"


def ask(name: str, *, kind: str = "", is_village: bool = False) -> Callable[[Person], Timed]:
    """The change list, narrowed to a village or not, searched or not."""

    def run(person: Person) -> Timed:
        query = {"q": person.pick(f"{kind}_village" if is_village else kind)} if kind else {}
        if is_village:
            query["desa__exact"] = person.pick("desa")
        address = f"{LIST}?{urlencode(query)}" if query else LIST
        yield name, expect(person.browser.get(address), 200).seconds

    return run


def make_yardstick_jobs() -> list[Job]:
    """Named as our own jobs that they are compared with."""
    jobs = []
    for area, is_village in (("village", True), ("regency", False)):
        name = f"list_{area}_first"
        jobs.append(Job(name, ADMIN, ask(name, is_village=is_village)))
        for kind in ("common", "rare", "misspelt"):
            name = f"search_{kind}_{area}"
            jobs.append(Job(name, ADMIN, ask(name, kind=kind, is_village=is_village)))
    return jobs
