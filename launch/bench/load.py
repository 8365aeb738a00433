"""The clients, in a process of their own: reads orders from standard input, answers in JSON.

An order is one line {"job", "clients", "seconds"}, the answer is one line with the timings; no
seconds at all ask to get ready only.
Started as `python -m launch.bench.load FILE PORT`, where the file holds accounts and targets.
"""

import json
import sys
import threading
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from http.client import HTTPException
from pathlib import Path
from random import Random
from typing import Any

from launch.bench.client import Browser, NothingLeftError, RefusedError, WrongAnswerError
from launch.bench.figures import Timing
from launch.bench.jobs import Job, Person, Timed, make_jobs
from launch.bench.yardstick_jobs import make_yardstick_jobs

LEAST_ANSWERS = 20
LONGEST = 4
Faults = (WrongAnswerError, HTTPException, OSError)


@dataclass
class Seat:
    """One client: its connection, and the sessions of the accounts it works with in turn."""

    number: int
    port: int
    rng: Random
    browser: Browser = field(init=False)
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.browser = Browser(self.port)

    def enter(self, account: dict[str, Any], *, is_yardstick: bool) -> None:
        """Work under this account from now on; signs in the first time."""
        name = account["username"]
        if name not in self.sessions:
            self.browser.cookies = {}
            if is_yardstick:
                self.browser.sign_in_to_admin(name, account["passphrase"])
            else:
                self.browser.sign_in(name, account["passphrase"])
            self.sessions[name] = self.browser.cookies
        self.browser.cookies = self.sessions[name]


@dataclass
class Tally:
    """What one client measured in one job."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: int = 0
    refused: int = 0
    note: str = ""


class Room:
    """All clients of one server; seats are kept between jobs, with their sessions."""

    def __init__(self, content: dict[str, Any], port: int, *, is_yardstick: bool) -> None:
        self.accounts: dict[str, list[dict[str, Any]]] = content["accounts"]
        self.port = port
        self.is_yardstick = is_yardstick
        self.seats: list[Seat] = []
        self.shared: dict[str, str] = {}

    def prepare(self, job: Job, *, clients: int) -> None:
        """Sign everybody in and do the job once, so that neither is measured with it."""
        while len(self.seats) < clients:
            number = len(self.seats)
            self.seats.append(Seat(number, self.port, Random(f"{self.port}-{number}")))
        accounts = self.accounts.get(job.scope, [])
        for seat in self.seats[:clients] if accounts else ():
            for account in accounts_of(seat.number, clients, accounts):
                seat.enter(account, is_yardstick=self.is_yardstick)
        if accounts:
            self._do(job, self.seats[0], accounts[0], Tally())

    def run(self, job: Job, *, clients: int, seconds: float) -> list[Timing]:
        """The job at so many clients at once; one timing for everything it yields."""
        accounts = self.accounts.get(job.scope, [])
        if not accounts:
            return [Timing(job.name, clients, note=f"belum ada akun {job.scope}")]
        tallies = [Tally() for _ in range(clients)]
        start = threading.Barrier(clients + 1)
        threads = [
            threading.Thread(
                target=self._work,
                args=(
                    job,
                    seat,
                    accounts_of(seat.number, clients, accounts),
                    tally,
                    start,
                    seconds,
                ),
            )
            for seat, tally in zip(self.seats, tallies, strict=False)
        ]
        for thread in threads:
            thread.start()
        start.wait()
        began = time.perf_counter()
        for thread in threads:
            thread.join()
        return merge(job.name, tallies, clients=clients, elapsed_s=time.perf_counter() - began)

    def _work(
        self,
        job: Job,
        seat: Seat,
        accounts: list[dict[str, Any]],
        tally: Tally,
        start: threading.Barrier,
        seconds: float,
    ) -> None:
        """Sign in, do the job once unmeasured, then over and over until the time is up."""
        open_accounts = list(accounts)
        try:
            for account in accounts:
                seat.enter(account, is_yardstick=self.is_yardstick)
            self._do(job, seat, open_accounts[0], Tally())
        except Faults as fault:
            tally.errors, tally.note = tally.errors + 1, str(fault)
        finally:
            start.wait()
        began = time.perf_counter()
        done = 0
        while open_accounts and is_going_on(time.perf_counter() - began, done, seconds):
            account = open_accounts[done % len(open_accounts)]
            done += 1
            if not self._do(job, seat, account, tally):
                open_accounts.remove(account)

    def _do(self, job: Job, seat: Seat, account: dict[str, Any], tally: Tally) -> bool:
        """Once through the job; False when this account may not go on for now."""
        seat.enter(account, is_yardstick=self.is_yardstick)
        person = Person(seat.browser, account, seat.rng, self.shared)
        try:
            keep(job.run(person), tally)
        except RefusedError:
            tally.refused += 1
            return False
        except NothingLeftError as end:
            tally.note = str(end)
            return False
        except Faults as fault:
            tally.errors, tally.note = tally.errors + 1, str(fault)
            seat.browser.connection.close()
        return True


def keep(timed: Timed, tally: Tally) -> None:
    for name, seconds in timed:
        tally.times[name].append(seconds)


def is_going_on(elapsed_s: float, done: int, seconds: float) -> bool:
    """Until the time is up and a few answers are there, but never much longer."""
    return elapsed_s < seconds or (done < LEAST_ANSWERS and elapsed_s < LONGEST * seconds)


def accounts_of(number: int, clients: int, accounts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The accounts of one client: all its own where there are enough, else one shared."""
    return accounts[number::clients] or [accounts[number % len(accounts)]]


def merge(job: str, tallies: list[Tally], *, clients: int, elapsed_s: float) -> list[Timing]:
    """What all clients measured together; the job's own name stands first."""
    names = dict.fromkeys([job, *(name for tally in tallies for name in tally.times)])
    notes = [tally.note for tally in tallies if tally.note]
    timings = []
    for name in names:
        times = [one for tally in tallies for one in tally.times.get(name, [])]
        timings.append(Timing(name, clients, times, elapsed_s=elapsed_s))
    timings[0].errors = sum(tally.errors for tally in tallies)
    timings[0].refused = sum(tally.refused for tally in tallies)
    timings[0].note = notes[0] if notes else ""
    return timings


def main(path: str, port: str, kind: str) -> None:
    is_yardstick = kind == "yardstick"
    content = json.loads(Path(path).read_text(encoding="utf-8"))
    jobs = make_yardstick_jobs() if is_yardstick else make_jobs()
    by_name = {job.name: job for job in jobs}
    room = Room(content, int(port), is_yardstick=is_yardstick)
    for line in sys.stdin:
        order = json.loads(line)
        job, clients = by_name[order["job"]], order["clients"]
        timings = []
        if order["seconds"]:
            timings = room.run(job, clients=clients, seconds=order["seconds"])
        else:
            room.prepare(job, clients=clients)
        answer = {"timings": [asdict(one) for one in timings], "shared": room.shared}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
