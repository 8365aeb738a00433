"""The goals at 300,000 people on two cores, and which of them the figures meet."""

from collections.abc import Sequence
from dataclasses import dataclass

from launch.bench.figures import Summary

PAGE_MS = 60.0
REGENCY_SEARCH_MS = 150.0
CREATE_MS = 100.0
TIMES_ADMIN = 10.0
MEMORY_MB = 500.0
POLICY_PERCENT = 15.0


@dataclass(frozen=True)
class Goal:
    """`worst` is the figure that decides; None where nothing was measured."""

    name: str
    limit: float
    unit: str
    worst: float | None
    at: str = ""
    is_least: bool = False

    @property
    def is_met(self) -> bool | None:
        if self.worst is None:
            return None
        return self.worst >= self.limit if self.is_least else self.worst <= self.limit


def judge_time(
    name: str, limit_ms: float, summaries: Sequence[Summary], *starts: str, end: str = ""
) -> Goal:
    """The slowest p95 at one client of all jobs so named."""
    found = [
        (one.p95_ms, one.job)
        for one in summaries
        if one.clients == 1 and one.p95_ms is not None
        and one.job.startswith(starts) and one.job.endswith(end)
    ]  # fmt: skip
    worst, at = max(found, default=(None, ""))
    return Goal(name, limit_ms, "ms", worst, at)


def judge_all(
    summaries: Sequence[Summary],
    *,
    ratios: dict[str, float],
    memory_mb: float | None,
    policy_percent: float | None,
) -> list[Goal]:
    """Every goal, in the order of the report."""
    least, at = min(((ratio, job) for job, ratio in ratios.items()), default=(None, ""))
    return [
        judge_time("list_p95", PAGE_MS, summaries, "list_"),
        judge_time("dossier_p95", PAGE_MS, summaries, "dossier"),
        judge_time("search_village_p95", PAGE_MS, summaries, "search_", end="_village"),
        judge_time("search_regency_p95", REGENCY_SEARCH_MS, summaries, "search_", end="_regency"),
        judge_time("create_p95", CREATE_MS, summaries, "create"),
        Goal("times_django_admin", TIMES_ADMIN, "x", least, at, is_least=True),
        Goal("memory_peak", MEMORY_MB, "MB", memory_mb),
        Goal("row_policies_cost", POLICY_PERCENT, "%", policy_percent),
    ]
