"""Every address × method × account × area × level, against the policy table alone.

Where the table closes an address to a role, the guard is asked for all nine rows and the whole
site for three methods; where it opens it, the whole site is asked for every row.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from uuid import UUID, uuid4

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from balale.access.checks import list_patterns
from balale.access.decorators import ViewPolicy
from balale.access.models import User
from balale.access.rules.policy import POLICY, Permission, Role
from tests.site.compare import look_alike
from tests.site.database import url_for
from tests.site.targets import GUIDE, KEPT_BY_EMPTY_POST, TARGETS
from tests.site.world import AREAS, LEVELS, Thing, World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OPEN = {200, 302, 303, 400, 409, 422, 428}
EMPTY: Mapping[str, str] = {}
PLACES = tuple(product(AREAS, LEVELS))


@dataclass(frozen=True)
class Address:
    """One address of the site with what its view declares."""

    name: str
    route: str
    view: Callable[..., HttpResponse]

    @property
    def policy(self) -> ViewPolicy:
        return self.view.policy

    @property
    def methods(self) -> set[str]:
        """Declared methods; HEAD comes with GET."""
        declared = set(self.policy.methods)
        return declared | {"HEAD"} if "GET" in declared else declared

    @property
    def form(self) -> Mapping[str, str]:
        return TARGETS[self.name].form if self.name in TARGETS else EMPTY

    def list_things(self, world: World) -> list[Thing | None]:
        if self.name not in TARGETS:
            return [None]
        return [world.things[TARGETS[self.name].state, *place] for place in PLACES]

    def kwargs(self, thing: Thing | None) -> dict[str, UUID]:
        names = re.findall(r"<uuid:(\w+)>", self.route)
        return dict(zip(names, thing.args if thing else [], strict=True))

    def url(self, thing: Thing | None) -> str:
        return reverse(self.name, args=thing.args if thing else [])

    def is_permitted(self, user: User, method: str) -> bool:
        """What the guard must decide, before any row is looked at."""
        permission = self.policy.permission
        is_role = permission is None or permission in POLICY[Role(user.role)].permissions
        return is_role and method in self.methods

    def is_open(self, user: User, method: str, thing: Thing | None) -> bool:
        is_seen = thing is None or TARGETS[self.name].sees(user, thing)
        return self.is_permitted(user, method) and is_seen


def list_addresses() -> list[Address]:
    return [Address(name, route, view) for route, name, view in list_patterns()]


ADDRESSES = list_addresses()
GUARDED = [each for each in ADDRESSES if each.policy.permission is not None]


def ask(client: Client, method: str, url: str, form: Mapping[str, str] = EMPTY) -> HttpResponse:
    """One request, without words that an earlier answer left for the next page."""
    client.cookies.pop("messages", None)
    return client.post(url, form) if method == "POST" else client.generic(method, url)


def unknown(client: Client, method: str, url: str) -> HttpResponse:
    """The same request for a page that doesn't exist, beside the one asked for."""
    first = url.strip("/").split("/")[0]
    return ask(client, method, f"/{first}/tidak-ada/" if first else "/tidak-ada/")


def list_wrong(wrong: list) -> str:
    return "\n".join(str(each) for each in wrong)


class Fingerprint:
    """Rows and versions of every table but the trail, sessions and failed sign-ins."""

    SKIPPED = (
        "audit_trailline", "audit_trailpending", "access_session", "access_signinattempt",
    )  # fmt: skip

    def __init__(self, world: World) -> None:
        self.owner = psycopg.connect(
            url_for(os.environ["BALALE_TEST_OWNER_URL"], world.database), autocommit=True
        )
        tables = self.owner.execute(
            "select c.relname::text, exists (select 1 from pg_attribute a where "
            "a.attrelid = c.oid and a.attname = 'versi') from pg_class c "
            "where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace "
            "and c.relname !~ '^(django|auth|wilayah)_' and c.relname <> all(%s)",
            [list(self.SKIPPED)],
        ).fetchall()
        self.query = " union all ".join(
            f"select '{table}', count(*), {'coalesce(sum(versi), 0)' if has_versi else 0} "
            f"from {table}"
            for table, has_versi in tables
        )

    def take(self) -> dict[str, tuple[int, int]]:
        return {row[0]: row[1:] for row in self.owner.execute(self.query).fetchall()}


@pytest.fixture(scope="module")
def fingerprint(world) -> Iterator[Fingerprint]:
    made = Fingerprint(world)
    yield made
    made.owner.close()


@pytest.fixture
def clients(world) -> dict[str, Client]:
    """One signed-in browser an account."""
    return {name: world.client(name, raise_request_exception=False) for name in world.users}


def test_every_address_with_parameters_has_its_target():
    wanted = {each.name for each in ADDRESSES if "<" in each.route}
    assert wanted - TARGETS.keys() == set()
    assert TARGETS.keys() - wanted == set()


def test_every_address_has_a_name_of_its_own():
    names = [each.name for each in ADDRESSES]
    assert all(names)
    assert len(names) == len(set(names))


def test_guard_closes_whatever_the_table_does_not_open(world, capsys):
    wrong, asked = [], 0
    for (name, user), method in product(world.users.items(), METHODS):
        request = RequestFactory().generic(method, "/")
        request.user = user
        for address in GUARDED:
            things = address.list_things(world)
            asked += len(things)
            if not address.is_permitted(user, method):
                is_closed = all(_is_404(address, request, thing) for thing in things)
                wrong += [] if is_closed else [(address.name, name, method)]
    assert not wrong, list_wrong(wrong)
    asked += asked // len(world.users)  # nobody signed in; see the test of anonymous visitors
    with capsys.disabled():
        sys.stdout.write(f" {asked} combinations of {len(GUARDED)} guarded addresses ")


def _is_404(address: Address, request, thing: Thing | None) -> bool:
    try:
        address.view(request, **address.kwargs(thing))
    except Http404:
        return True
    return False


def test_closed_address_looks_like_an_unknown_one(world, clients):
    """Every address for every role, each time by another method and for another row."""
    wrong = []
    absent: dict[tuple, HttpResponse] = {}
    for number, (address, (name, user)) in enumerate(product(GUARDED, world.users.items())):
        method = METHODS[0 if number % 2 else 1 + number // 2 % 6]
        things = address.list_things(world)
        if address.is_permitted(user, method):
            continue
        url = address.url(things[number % len(things)])
        key = (name, method, url.split("/")[1])
        if key not in absent:
            absent[key] = unknown(clients[name], method, url)
        answer = ask(clients[name], method, url)
        if answer.status_code != 404 or not look_alike(answer, absent[key]):
            wrong.append((address.name, name, method, answer.status_code))
    assert not wrong, list_wrong(wrong)


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_permitted_address_opens_exactly_the_rows_in_sight(world, clients, fingerprint, method):
    """All nine rows; for HEAD, which is GET without the body, three that share no area or level."""
    wrong = []
    absent: dict[tuple, HttpResponse] = {}
    for address, (name, user) in product(GUARDED, world.users.items()):
        if not address.is_permitted(user, method):
            continue
        before = fingerprint.take()
        things = address.list_things(world)
        for thing in things[::4] if method == "HEAD" else things:
            url = address.url(thing)
            answer = ask(clients[name], method, url, address.form)
            if address.is_open(user, method, thing):
                is_right = _is_open(answer)
            else:
                key = (name, address.name)
                if key not in absent:
                    absent[key] = _ask_for_nothing(clients[name], method, address, thing)
                is_right = answer.status_code == 404 and look_alike(answer, absent[key])
            if not is_right:
                wrong.append((address.name, name, method, _say(thing), answer.status_code))
        changed = _differ(before, fingerprint.take())
        if changed - KEPT_BY_EMPTY_POST.get(address.name, set()):
            wrong.append((address.name, name, method, "changed", sorted(changed)))
    assert not wrong, list_wrong(wrong)


def _is_open(answer: HttpResponse) -> bool:
    return answer.status_code in OPEN and not answer.get("Location", "").startswith("/masuk/")


def _ask_for_nothing(client: Client, method: str, address: Address, thing: Thing) -> HttpResponse:
    """The same address for a row that doesn't exist."""
    url = reverse(address.name, args=[uuid4() for _ in thing.args])
    return ask(client, method, url, address.form)


def _say(thing: Thing | None) -> str:
    return f"{thing.desa} {thing.tingkat}" if thing else "-"


def _differ(before: dict, after: dict) -> set[str]:
    return {table for table in before if before[table] != after[table]}


def test_absent_row_looks_like_an_unknown_page(world, clients):
    wrong = []
    for address, (name, user) in product(GUARDED, world.users.items()):
        thing = address.list_things(world)[0]
        for method in sorted(address.methods - {"HEAD"}):
            if thing is None or not address.is_permitted(user, method):
                continue
            absent = _ask_for_nothing(clients[name], method, address, thing)
            if not look_alike(absent, unknown(clients[name], method, address.url(thing))):
                wrong.append((address.name, name, method))
    assert not wrong, list_wrong(wrong)


def test_anonymous_is_asked_to_sign_in_for_every_row(world):
    wrong = []
    for method in METHODS:
        request = RequestFactory().generic(method, "/")
        request.user = AnonymousUser()
        for address in GUARDED:
            for thing in address.list_things(world):
                answer = address.view(request, **address.kwargs(thing))
                if not _is_asked_to_sign_in(answer, method):
                    wrong.append((address.name, method, _say(thing), answer.status_code))
    assert not wrong, list_wrong(wrong)


def _is_asked_to_sign_in(answer: HttpResponse, method: str) -> bool:
    if method == "POST":
        return answer.status_code == 401
    return answer.status_code == 302 and answer["Location"].startswith("/masuk/?next=")


def test_anonymous_learns_nothing_of_a_row_that_exists(world):
    client, wrong = world.client("anonim", raise_request_exception=False), []
    for number, (address, method) in enumerate(product(GUARDED, METHODS)):
        things = address.list_things(world)
        thing = things[number % len(things)]
        other = replace(thing, id=uuid4()) if thing else None
        answer = ask(client, method, address.url(thing))
        absent = ask(client, method, address.url(other))
        swap = {str(thing.id): "ID", str(other.id): "ID"} if thing and other else {}
        is_asked = _is_asked_to_sign_in(answer, method)
        if not is_asked or not look_alike(answer, absent, swap=swap):
            wrong.append((address.name, method, _say(thing), answer.status_code))
    assert not wrong, list_wrong(wrong)


def test_public_address_answers_everybody_and_only_its_methods(world, clients):
    wrong = []
    public = [each for each in ADDRESSES if each.policy.permission is None]
    for name, address in product([*world.users, "anonim"], public):
        is_new = name == "anonim" or address.name == "access:keluar"
        client = world.client(name) if is_new else clients[name]
        for method in METHODS:
            answer = ask(client, method, address.url(None))
            is_open = answer.status_code in OPEN
            if is_open != (method in address.methods) or answer.status_code >= 500:
                wrong.append((address.name, name, method, answer.status_code))
    assert not wrong, list_wrong(wrong)


def test_policy_table_is_the_guides_table():
    assert {role: row.permissions for role, row in POLICY.items()} == GUIDE


def _flip(monkeypatch, role: Role, permission: Permission) -> None:
    row = POLICY[role]
    monkeypatch.setitem(POLICY, role, replace(row, permissions=row.permissions ^ {permission}))


@pytest.mark.parametrize("role", list(POLICY))
def test_each_flipped_row_of_the_table_is_noticed(world, clients, monkeypatch, role):
    """A permission taken closes an open address, one given opens a closed one."""
    user, client, unnoticed = world.users[role], clients[role], []
    for permission in Permission:
        asked = _find_address(world, user, permission)
        if asked is None:
            continue
        method, url = asked
        was_closed = ask(client, method, url).status_code == 404
        with monkeypatch.context() as patch:
            _flip(patch, role, permission)
            is_closed = ask(client, method, url).status_code == 404
        if was_closed == is_closed:
            unnoticed.append((role, permission, url))
    assert not unnoticed, list_wrong(unnoticed)


def _find_address(world: World, user: User, permission: Permission) -> tuple[str, str] | None:
    """A request that only this permission decides on; None where every row is out of sight."""
    for address in GUARDED:
        if address.policy.permission is not permission:
            continue
        for thing in address.list_things(world):
            if thing is None or TARGETS[address.name].sees(user, thing):
                return address.policy.methods[0], address.url(thing)
    return None
