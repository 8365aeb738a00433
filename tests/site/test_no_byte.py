"""A rahasia entry that comes, is worked on and ends changes no byte of any page without clearance.

Not even the sender's: the phone may be shared, so the receipt is shown once, right after the
hand-in, and stands in no list. It says number and time and nothing of what was sent.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.cases.services.decisions import refuse_case
from tests.factories import cases
from tests.site.compare import settle
from tests.site.crawl import crawl
from tests.site.world import UNIT

WORLD_AREAS = ("own",)
ACCOUNTS = (
    "operator_desa", "kepala_desa", "verifikator", "kepala_dinas", "admin_teknis", "auditor",
    "koordinator_lain", "petugas_bebas", "tksk", "camat", "bupati", "pengelola_data",
    "lembaga_psks", "anonim",
)  # fmt: skip
TYPED = {
    "kategori": "19", "is_bahaya": "ya", "nama": "Yustina Rangkang", "jenis_kelamin": "P",
    "nik": "6107014506909876", "usia": "34", "dusun": "Hulu Belalang", "hubungi": "Lewat bibinya",
    "dasar_hukum": "tugas_hukum", "disampaikan_kepada": "belum",
}  # fmt: skip
SEARCHED = ("Yustina Rangkang", "Lusia", "6107014506909876", "909876", "Hulu Belalang")
Pages = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def stopped_clock(world):
    """Pages tell the time; between two readings none passes."""
    moment = timezone.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: moment)
        yield moment


@pytest.fixture(scope="module")
def readings(world, stopped_clock) -> dict[str, Pages]:
    """All pages of all accounts without clearance: before, after the hand-in, after its end."""
    clients = {name: world.client(name) for name in ACCOUNTS}

    def read() -> Pages:
        return {name: _read(client) for name, client in clients.items()}

    before = read()
    sender = world.client("operator_desa")
    answer = sender.post("/rahasia/", {"kunci": str(uuid4()), **TYPED})
    receipt = {"": settle(sender.get(answer["Location"]))}
    handed_in = read()
    _work_and_end(world, stopped_clock)
    return {"before": before, "handed_in": handed_in, "ended": read(), "receipt": {"": receipt}}


def _read(client: Client) -> dict[str, str]:
    """Every page by links, and the answer to some searches."""
    pages = {url: settle(answer) for url, answer in crawl(client).items()}
    for word in SEARCHED:
        pages[f"? {word}"] = settle(client.post("/warga/cari/", {"q": word}))
    return pages


def _work_and_end(world, moment) -> None:
    koordinator, petugas = world.users["koordinator_kasus"], world.users["petugas_kasus"]
    kasus = cases.newest_case(koordinator)
    assert kasus.unit == UNIT
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    with acting_as(koordinator.context):
        kasus.refresh_from_db()
        refuse_case(
            kasus=kasus, versi=kasus.versi, alasan="duplikat", catatan="Sudah ada.",
            by=koordinator, now=moment + timedelta(seconds=1),
        )  # fmt: skip


def _list_changed(first: Pages, second: Pages) -> list[tuple[str, str]]:
    return [
        (name, url)
        for name in ACCOUNTS
        for url in sorted(first[name].keys() | second[name].keys())
        if first[name].get(url) != second[name].get(url)
    ]


def test_hand_in_changes_no_page(readings):
    assert _list_changed(readings["before"], readings["handed_in"]) == []


def test_receipt_says_nothing_of_what_was_sent(readings):
    page = readings["receipt"][""][""]
    assert page.startswith("200")
    words = (TYPED["hubungi"], "Kekerasan", "Korban", *SEARCHED)
    assert not [word for word in words if word in page]


def test_work_and_end_of_a_case_change_nothing_at_all(readings):
    assert _list_changed(readings["handed_in"], readings["ended"]) == []


def test_every_account_was_read_widely(readings):
    counts = {name: len(pages) for name, pages in readings["before"].items()}
    assert counts["operator_desa"] > 30
    assert counts["verifikator"] > 20
    assert min(counts.values()) >= 2
