"""The bench from beginning to end."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from launch.bench import yard
from launch.bench.crowd import Crowd, gather
from launch.bench.figures import Summary, summarise
from launch.bench.goals import judge_all
from launch.bench.jobs import Job, make_jobs
from launch.bench.memory import Watch, measure_cpu_seconds, measure_mb
from launch.bench.registry import measure_policies, measure_size, prepare_registry, write_targets
from launch.bench.report import Report, make_report
from launch.bench.yardstick_jobs import make_yardstick_jobs
from launch.postmaster import read_postmaster
from launch.programs import Setup
from launch.server import find_free_port, serving
from launch.words import Exit, LaunchError, say

CLIENTS = (1, 20)


def run_bench(setup: Setup, options: Namespace) -> int:
    """Build what is missing, measure, report. Missed goals are told, and are no failure."""
    setup = prepare_registry(setup, options.people, is_fresh=options.fresh, keeps_old=options.reuse)
    report = Report(options.people, measure_size(setup))
    targets = write_targets(setup)
    jobs = choose(make_jobs(), options.only)
    port = find_free_port(0)
    with serving(setup, port) as server, gather(targets, port, "registry") as crowd:
        parts = {"web": server.pid, "postgresql": get_postmaster_pid(setup)}
        idle = {name: measure_mb([pid]) for name, pid in parts.items()}
        with Watch(parts) as watch:
            report.summaries = run_jobs(crowd, jobs, options.seconds, parts)
        report.memory = {"idle_mb": idle, "peak_mb": watch.peak_mb, "at_peak_mb": watch.at_peak}
        if number := crowd.shared.get("far_page_number"):
            report.notes.append(f"list_regency_1000 membuka halaman ke-{number}.")
    for measure in (add_policies, add_yardstick):
        try:
            measure(setup, options, targets, report)
        except LaunchError as error:
            report.notes.append(str(error))
    report.goals = judge_all(
        report.summaries,
        ratios=report.ratios,
        memory_mb=report.memory["peak_mb"],
        policy_percent=report.policies.get("percent"),
    )
    say(json.dumps(report.to_dict(), ensure_ascii=False) if options.json else make_report(report))
    return Exit.OK


def add_policies(setup: Setup, options: Namespace, targets: Path, report: Report) -> None:
    """What row-level security costs; left out where only some jobs are asked for."""
    if not options.only:
        report.policies = measure_policies(setup, targets)


def add_yardstick(setup: Setup, options: Namespace, targets: Path, report: Report) -> None:
    """The same looking-up in plain Django admin."""
    jobs = choose(make_yardstick_jobs(), options.only)
    if not jobs:
        return
    yardstick = yard.Yardstick(setup, targets)
    yardstick.prepare()
    port = find_free_port(0)
    with (
        serving(setup, port, yard.APPLICATION, yardstick.environ) as server,
        gather(yardstick.file, port, "yardstick") as crowd,
    ):
        parts = {"web": server.pid, "postgresql": get_postmaster_pid(setup)}
        report.yardstick = run_jobs(crowd, jobs, options.seconds, parts)


def get_postmaster_pid(setup: Setup) -> int:
    found = read_postmaster(setup.cluster.folder)
    assert found is not None
    return found.pid


def choose(jobs: Sequence[Job], names: str | None) -> list[Job]:
    """All jobs, or those whose name begins with one of the names, split by commas."""
    if not names:
        return list(jobs)
    starts = tuple(name.strip() for name in names.split(",") if name.strip())
    return [job for job in jobs if job.name.startswith(starts)]


def run_jobs(
    crowd: Crowd, jobs: Sequence[Job], seconds: float, parts: dict[str, int]
) -> list[Summary]:
    """Every job at one client, then all of them at twenty, with the processor time of each."""
    summaries = []
    for clients in CLIENTS:
        for job in jobs:
            crowd.run(job.name, clients=clients, seconds=0)
            before = measure_cpu_seconds(parts.values())
            timings = crowd.run(job.name, clients=clients, seconds=seconds)
            timings[0].cpu_s = measure_cpu_seconds(parts.values()) - before
            summaries += [summarise(timing) for timing in timings]
            show(summaries[-len(timings)])
    return summaries


def show(summary: Summary) -> None:
    """One line while it goes on, beside the report."""
    print(f"  {summary.job} {summary.clients}: {summary.p50_ms} ms", file=sys.stderr, flush=True)
