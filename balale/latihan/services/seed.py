"""Fills a LATIHAN database once: accounts, people, entries, decisions."""

import gc
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from balale.access.context import Context, acting_as
from balale.access.rules.policy import Role
from balale.audit import services as audit
from balale.latihan.rules import NameTables, make_population
from balale.latihan.rules.records import EntriRekaan, Population
from balale.latihan.services.accounts import (
    DESA_UTAMA,
    AkunRekaan,
    Petugas,
    create_accounts,
    plan_accounts,
)
from balale.latihan.services.answers import Pertanyaan, load_questions
from balale.latihan.services.batch import Tools
from balale.latihan.services.bulk import Done, work_in_processes
from balale.latihan.services.cases import assign_cases
from balale.latihan.services.sources import load_names, weigh_desa
from balale.latihan.services.stories import plant_stories, return_in_each_village
from balale.latihan.services.village import VillageLoader, VillageShare
from balale.wilayah.queries import list_desa

# Reads areas and forms while no account is stored yet.
_READER = UUID("01900000-0000-7000-8000-00000000000a")
# Villages stored, of how many, and people in them.
Report = Callable[[int, int, int], None]


@dataclass
class Counts:
    """How much was stored."""

    akun: int = 0
    orang: int = 0
    keluarga: int = 0
    ppks: int = 0


def list_planned_accounts() -> list[AkunRekaan]:
    """The accounts of this regency's demo; the same before and after seeding."""
    with acting_as(Context(user_id=_READER, role=Role.SISTEM)):
        return plan_accounts(list(list_desa()))


def seed_latihan(
    *,
    akun: list[AkunRekaan],
    people: int,
    seed: int,
    now: datetime,
    data_dir: Path,
    report: Report,
    processes: int = 1,
    is_beside: bool = False,
) -> Counts:
    """Store `people` invented persons and the accounts. Audit: latihan.seeded.

    With 0 people only the accounts: the regency on its first day.

    `is_beside`: for training beside a real site. All villages are alike, and in each of them
    something came back for mending.

    Every village's rows are entered by its own operator, then approved, verified and fixed by
    the accounts whose turn it is. One process stores all in one transaction; several are for a
    database that is thrown away when one of them fails. Raises OSError, ValueError.
    """
    plan = _plan(people=people, seed=seed, now=now, data_dir=data_dir, is_beside=is_beside)
    if processes == 1:
        with transaction.atomic():
            petugas = create_accounts(akun, names=plan.names, seed=seed, on=plan.today)
            _load(plan, list(plan.shares), petugas, done=_Progress(plan.shares, report))
            return _finish(plan.population, akun, petugas)
    petugas = create_accounts(akun, names=plan.names, seed=seed, on=plan.today)
    parts = _deal_out(plan.shares, processes)
    # What was made so far is never freed; the collector need not look at it again and again.
    gc.freeze()

    def work(number: int, part: Sequence[str], done: Done) -> None:
        _load(plan, part, petugas, done=done, part=f"-{number}")

    work_in_processes(parts, work, _Progress(plan.shares, report))
    return _finish(plan.population, akun, petugas)


@dataclass(frozen=True)
class _Plan:
    """Everything that is known before the first row is stored."""

    seed: int
    now: datetime
    today: date
    names: NameTables
    pertanyaan: dict[int, Pertanyaan]
    population: Population
    shares: dict[str, VillageShare]


def _plan(
    *, people: int, seed: int, now: datetime, data_dir: Path, is_beside: bool = False
) -> _Plan:
    today = timezone.localdate(now)
    names = load_names(data_dir)
    if not people:
        nobody = Population(keluarga=[], tanpa_keluarga=[], disegel=[], komunitas=[], entri=[])
        return _Plan(seed, now, today, names, {}, nobody, {})
    with acting_as(Context(user_id=_READER, role=Role.SISTEM)):
        desa = weigh_desa(list(list_desa()), people=people, data_dir=data_dir)
        if is_beside:
            desa = [replace(one, weight=1.0) for one in desa]
        pertanyaan = load_questions(today)
    population = make_population(desa=desa, names=names, people=people, seed=seed, today=today)
    cerita = Random(f"{seed}-cerita")
    plant_stories(population, desa_kode=DESA_UTAMA, today=today, rng=cerita)
    if is_beside:
        return_in_each_village(population, rng=cerita)
    shares = share_by_desa(population)
    return _Plan(seed, now, today, names, pertanyaan, population, shares)


class _Progress:
    """Counts villages and their people as they are stored, and reports."""

    def __init__(self, shares: dict[str, VillageShare], report: Report) -> None:
        self._shares, self._report = shares, report
        self._desa = self._orang = 0

    def __call__(self, kode: str) -> None:
        self._desa += 1
        self._orang += self._shares[kode].orang
        self._report(self._desa, len(self._shares), self._orang)


def _load(
    plan: _Plan, desa: Sequence[str], petugas: Petugas, *, done: Done, part: str = ""
) -> None:
    """Store these villages with every decision on them."""
    tools = Tools(rng=Random(f"{plan.seed}-isian{part}"), now=plan.now)
    loader = VillageLoader(tools, petugas=petugas, pertanyaan=plan.pertanyaan)
    for kode in desa:
        loader.load(kode, plan.shares[kode])
        if tools.mover.is_full:
            tools.mover.run()
        done(kode)
    tools.mover.run()
    assign_cases(loader.kasus, tools=tools, petugas=petugas)


def _deal_out(shares: dict[str, VillageShare], processes: int) -> list[list[str]]:
    """The villages in as many parts, with about as many people each."""
    parts: list[list[str]] = [[] for _ in range(processes)]
    weights = [0] * processes
    for kode, share in sorted(shares.items(), key=lambda item: -item[1].orang):
        lightest = weights.index(min(weights))
        parts[lightest].append(kode)
        weights[lightest] += share.orang
    return parts


def _finish(population: Population, akun: list[AkunRekaan], petugas: Petugas) -> Counts:
    counts = _count(population, akun)
    _leave_trail(counts, petugas)
    return counts


def share_by_desa(population: Population) -> dict[str, VillageShare]:
    """The population by desa code, in the order in which it was made."""
    shares: dict[str, VillageShare] = defaultdict(VillageShare)
    for keluarga in population.keluarga:
        shares[keluarga.desa_kode].keluarga.append(keluarga)
    for orang in (*population.tanpa_keluarga, *population.disegel):
        shares[orang.desa_kode].sendiri.append(orang)
    for komunitas in population.komunitas:
        shares[komunitas.desa_kode].komunitas[komunitas.nomor] = komunitas
    desa_of = _find_desa(population)
    for entri in population.entri:
        shares[desa_of(entri)].entri.append(entri)
    return shares


def _find_desa(population: Population) -> Callable[[EntriRekaan], str]:
    """Tells in which desa an entry's subject lives."""
    orang = {satu.nomor: satu.desa_kode for satu in population.all_people()}
    keluarga = {satu.nomor: satu.desa_kode for satu in population.keluarga}
    komunitas = {satu.nomor: satu.desa_kode for satu in population.komunitas}

    def desa_of(entri: EntriRekaan) -> str:
        if entri.orang_nomor is not None:
            return orang[entri.orang_nomor]
        if entri.keluarga_nomor is not None:
            return keluarga[entri.keluarga_nomor]
        assert entri.komunitas_nomor is not None
        return komunitas[entri.komunitas_nomor]

    return desa_of


def _count(population: Population, akun: list[AkunRekaan]) -> Counts:
    return Counts(
        akun=len(akun),
        orang=sum(1 for _ in population.all_people()),
        keluarga=len(population.keluarga),
        ppks=len(population.entri),
    )


def _leave_trail(counts: Counts, petugas: Petugas) -> None:
    context = Context(user_id=petugas.sistem.id, role=Role.SISTEM)
    with acting_as(context):
        audit.record(
            "latihan.seeded",
            by=context,
            fields={"akun": counts.akun, "orang": counts.orang, "keluarga": counts.keluarga,
                    "ppks": counts.ppks},
        )  # fmt: skip
