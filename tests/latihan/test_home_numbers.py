"""Every number on every role's home opens the list that has as many rows."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin

import pytest

from balale.access.context import acting_as
from balale.access.queries.accounts import get_sign_in_record, list_contexts
from balale.access.rules.policy import Role
from tests.factories.accounts import sign_in

NUMBER = re.compile(
    r'<a href="(?P<tile>[^"]+)" class="tile[^>]*>.*?class="n">(?P<t>\d[\d.]*)'
    r'|<li class="\w+"><a href="(?P<six>[^"]+)"><b class="num">(?P<s>\d[\d.]*)'
    r'|<a class="hero[^"]*" href="(?P<hero>[^"]+)">(?:(?!</a>).)*?<b>[^<\d]*(?P<h>\d[\d.]*)'
    r'|<a class="go" href="(?P<go>[^"]+)"><span><b class="num">(?P<g>\d[\d.]*)'
    r'|<b>(?P<n>\d[\d.]*) [^<]*</b><p class="small"><a href="(?P<note>[^"]+)"',
    re.DOTALL,
)
# What one row of a list looks like, by the beginning of its address; the longest fits.
ROWS = {
    "/akun/": r'<th role="rowheader"',
    "/draf/": r'<li class="stack">',
    "/kasus/": r'href="/kasus/[0-9a-f]{8}-',
    "/persetujuan/": r'<div class="satu">',
    "/verifikasi/": r"<li(?: class=\"cur\")?><a href=\"/verifikasi/",
    "/verifikasi/perubahan/": r'<li><a class="go" href="/verifikasi/',
    "/verifikasi/penolakan/": r'<li><a class="go" href="/verifikasi/penolakan/',
    "/warga/data/": r'<tr><th scope="row">',
}
# Pages that say the number themselves, as a sum over places.
SUMS = ("/penetapan/", "/rekap/")
# A page of several lists, and the way to the first of a queue.
UNLISTED = ("/aturan/", "/verifikasi/mulai/")
NEXT = re.compile(r'rel="next" href="([^"]+)"')


def _number(text: str) -> int:
    return int(text.replace(".", ""))


def _read(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _numbers(home: str) -> Iterator[tuple[str, int]]:
    """Every number of a home with the address behind it."""
    for match in NUMBER.finditer(home):
        kind = next(k for k in ("tile", "six", "hero", "go", "note") if match[k])
        yield unescape(match[kind]), _number(match[kind[0]])


def _count_rows(client, address: str) -> int:
    """Rows of the list over all its pages."""
    row = re.compile(ROWS[max((s for s in ROWS if address.startswith(s)), key=len)])
    count, page = 0, address
    while page:
        body = _read(client, page).split("<main", 1)[1]
        count += len(row.findall(body))
        link = NEXT.search(body)
        page = urljoin(page, unescape(link[1])) if link else ""
    return count


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SISTEM}))
def test_number_on_the_home_opens_the_list_with_as_many_rows(akun, client, role):
    username = next(satu["username"] for satu in akun if satu["role"] == role)
    record = get_sign_in_record(username)
    assert record is not None
    contexts = list_contexts(record.user)
    record.user.context = next(context for context in contexts if context.role == role)
    with acting_as(record.user.context):
        sign_in(client, record.user)
    for address, number in _numbers(_read(client, "/")):
        if address.startswith(SUMS):
            assert f">{number:,}".replace(",", ".") in _read(client, address), address
        elif address not in UNLISTED:
            assert _count_rows(client, address) == number, address
