"""What many measured times come to."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Timing:
    """Answers of one job at one number of clients. Times in seconds, as measured by a client."""

    job: str
    clients: int
    times: list[float] = field(default_factory=list)
    errors: int = 0
    refused: int = 0
    elapsed_s: float = 0.0
    note: str = ""
    # Processor time of the server's processes meanwhile; counts the first job of an order only.
    cpu_s: float = 0.0


@dataclass(frozen=True)
class Summary:
    """One line of the report. `refused`: turned away by a rate limit, counted nowhere else;
    `cpu_ms`: processor time of web and database an answer, which a busy machine leaves alone."""

    job: str
    clients: int
    count: int
    p50_ms: float | None
    p95_ms: float | None
    per_second: float
    cpu_ms: float | None
    errors: int
    refused: int
    note: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def compute_percentile(times: Sequence[float], percent: float) -> float:
    """The smallest measured time that `percent` of all stay at or below (nearest rank)."""
    ordered = sorted(times)
    rank = math.ceil(percent / 100 * len(ordered))
    return ordered[max(rank, 1) - 1]


def summarise(timing: Timing) -> Summary:
    """Percentiles in milliseconds; None without a single answer."""
    times = timing.times
    return Summary(
        job=timing.job,
        clients=timing.clients,
        count=len(times),
        p50_ms=round(compute_percentile(times, 50) * 1000, 1) if times else None,
        p95_ms=round(compute_percentile(times, 95) * 1000, 1) if times else None,
        per_second=round(len(times) / timing.elapsed_s, 1) if timing.elapsed_s else 0.0,
        cpu_ms=round(timing.cpu_s * 1000 / len(times), 1) if timing.cpu_s and times else None,
        errors=timing.errors,
        refused=timing.refused,
        note=timing.note,
    )
