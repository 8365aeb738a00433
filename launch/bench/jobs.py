"""The jobs of a working day, as a signed-in person does them. Each yields what it timed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from uuid import UUID

from launch.bench.client import (
    Answer,
    Browser,
    Fields,
    NothingLeftError,
    WrongAnswerError,
    expect,
    get_path,
    read_form,
    read_hidden,
    read_next_link,
)

PAGES_ON = 999
Timed = Iterator[tuple[str, float]]


@dataclass
class Person:
    """Who does a job now: the browser under one account, and what this account may look for."""

    browser: Browser
    account: dict[str, Any]
    rng: Random
    # What the process found out for every client, such as the address of the 1000th page.
    shared: dict[str, str]

    def pick(self, kind: str) -> str:
        """Something to look for. Raises NothingLeftError."""
        found = self.account["targets"].get(kind)
        if not found:
            raise NothingLeftError(f"tidak ada: {kind}")
        return str(self.rng.choice(found))

    def take(self, kind: str) -> str:
        """Something that can be used once only. Raises NothingLeftError."""
        found = self.account["targets"].get(kind)
        if not found:
            raise NothingLeftError(f"habis: {kind}")
        return str(found.pop())


@dataclass(frozen=True)
class Job:
    """`name` is what the report calls it; `scope` the role whose accounts do it."""

    name: str
    scope: str
    run: Callable[[Person], Timed]


def sign_in(person: Person) -> Timed:
    account = person.account
    answer = person.browser.sign_in(account["username"], account["passphrase"])
    yield "sign_in", answer.seconds


def open_home(person: Person) -> Timed:
    yield "home", expect(person.browser.get("/"), 200).seconds


def open_dossier(person: Person) -> Timed:
    answer = person.browser.get(f"/warga/{person.pick('orang')}/")
    yield "dossier", expect(answer, 200).seconds


def list_first(name: str) -> Callable[[Person], Timed]:
    def run(person: Person) -> Timed:
        yield name, expect(person.browser.get("/warga/"), 200).seconds

    return run


def list_far(person: Person) -> Timed:
    """The page 999 next-links from the first; the first to come walks there, link by link."""
    path = person.shared.get("far_page")
    if path is None:
        path = walk(person.browser, PAGES_ON, person.shared)
    yield "list_regency_1000", expect(person.browser.get(path), 200).seconds


def walk(browser: Browser, links: int, shared: dict[str, str]) -> str:
    """Follow next-links from the first page; the address reached, noted for all."""
    path, done = "/warga/", 0
    while done < links:
        link = read_next_link(expect(browser.get(path), 200).text)
        if not link:
            break
        path, done = f"/warga/{link}", done + 1
    shared["far_page"] = path
    shared["far_page_number"] = str(done + 1)
    return path


def search(name: str, kind: str) -> Callable[[Person], Timed]:
    def run(person: Person) -> Timed:
        answer = person.browser.post("/warga/cari/", {"q": person.pick(kind)})
        yield name, expect(answer, 200).seconds

    return run


def mend(person: Person) -> Timed:
    """Open an entry that came back, change the address, send it again."""
    path = f"/perbaiki/{person.take('returned')}/"
    page = expect(person.browser.get(path), 200)
    yield "edit_open", page.seconds
    fields = read_form(page.text)
    fields.pop("csrfmiddlewaretoken", None)
    fields["alamat"] = f"Rumah papan nomor {person.rng.randrange(1, 900)}"
    yield "edit", expect(person.browser.post(path, fields), 302).seconds


def create(person: Person) -> Timed:
    """Tambah PPKS as a phone does it: four topics kept as a draft, the check, the sending."""
    draf = str(UUID(int=person.rng.getrandbits(128), version=4))
    sheet = make_sheet(person.rng, draf)
    path, versi = "/tambah/", ""
    for topic in ("siapa", "alamat", "kriteria", "kebutuhan"):
        if topic == "kriteria":
            sheet["kategori"] = ["8"]
        if topic == "kebutuhan":
            sheet |= {"d8-kriteria_ada": "1", "d8-kriteria": ["1", "2"]}
        answer = person.browser.post(path, {**sheet, "versi": versi, "langkah": topic})
        yield f"create_{topic}", expect(answer, 302).seconds
        page = open_next(person.browser, answer)
        yield f"create_page_after_{topic}", page.seconds
        path, versi = f"/tambah/{draf}/", read_hidden(page.text, "versi")
    notice: Fields = {"kunci": draf, "versi": versi, "diberi_tahu": "on", "kepada": "orangnya"}
    answer = expect(person.browser.post(f"/tambah/{draf}/periksa/", notice), 302)
    yield "create", answer.seconds
    if "/tanda-terima/" not in answer.location:
        raise WrongAnswerError("no receipt")
    yield "create_receipt", open_next(person.browser, answer).seconds


def open_next(browser: Browser, answer: Answer) -> Answer:
    return expect(browser.get(get_path(answer.location)), 200)


def make_sheet(rng: Random, draf: str) -> Fields:
    """An invented old person nobody has written down yet (NIK with a serial 9xxx)."""
    day, month, year = rng.randrange(41, 69), rng.randrange(1, 13), rng.randrange(30, 60)
    nik = f"6107{rng.randrange(1, 18):02d}{day:02d}{month:02d}{year}9{rng.randrange(1000):03d}"
    words = ("Fransiska", "Bawakng", "Lopo", "Anyap", "Sanih", "Kartika", "Unok", "Dayang")
    return {
        "draf": draf, "aksi": "lanjut", "nik": nik, "nama": " ".join(rng.sample(words, 2)),
        "dusun": "Sebadu", "rt_rw": "3/1", "alamat": "Rumah papan di belakang gereja",
    }  # fmt: skip


SCOPES = {"village": "operator_desa", "kecamatan": "tksk", "regency": "verifikator"}
KINDS = ("common", "rare", "misspelt", "last_six")


def make_jobs() -> list[Job]:
    """Every job in the order in which it is run."""
    jobs = [
        Job("sign_in", SCOPES["village"], sign_in),
        Job("home", SCOPES["village"], open_home),
    ]
    jobs += [
        Job(f"list_{area}_first", role, list_first(f"list_{area}_first"))
        for area, role in SCOPES.items()
    ]
    jobs.append(Job("list_regency_1000", SCOPES["regency"], list_far))
    for area, role in SCOPES.items():
        for kind in KINDS:
            name = f"search_{kind}_{area}"
            jobs.append(Job(name, role, search(name, kind)))
    jobs += [
        Job("nik_exact", SCOPES["village"], search("nik_exact", "nik")),
        Job("dossier", SCOPES["village"], open_dossier),
        Job("create", SCOPES["village"], create),
        Job("edit", SCOPES["village"], mend),
    ]
    return jobs
