"""The report as a table to read, and as one JSON document."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from launch.bench.figures import Summary
from launch.bench.goals import Goal

WORDS = {
    "list_p95": "Daftar, p95",
    "dossier_p95": "Data warga, p95",
    "search_village_p95": "Cari di desa, p95",
    "search_regency_p95": "Cari di kabupaten, p95",
    "create_p95": "Tambah PPKS, p95",
    "times_django_admin": "Dibanding Django admin",
    "memory_peak": "Memori semua proses",
    "row_policies_cost": "Biaya row-level security",
}
STATES = {True: "tercapai", False: "BELUM", None: "tidak diukur"}


@dataclass
class Report:
    """Everything that was measured in one run."""

    people: int
    size: dict[str, Any]
    summaries: list[Summary] = field(default_factory=list)
    yardstick: list[Summary] = field(default_factory=list)
    memory: dict[str, Any] = field(default_factory=dict)
    policies: dict[str, Any] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def ratios(self) -> dict[str, float]:
        """Our answers a second over the yardstick's, job by job, at the most clients."""
        most = max((one.clients for one in self.yardstick), default=0)
        ours = {one.job: one.per_second for one in self.summaries if one.clients == most}
        return {
            one.job: round(ours[one.job] / one.per_second, 1)
            for one in self.yardstick
            if one.clients == most and one.per_second and ours.get(one.job)
        }

    def to_dict(self) -> dict[str, Any]:
        return {
            "people": self.people,
            "machine": describe_machine(),
            "size": self.size,
            "jobs": [one.to_dict() for one in self.summaries],
            "yardstick": [one.to_dict() for one in self.yardstick],
            "times_django_admin": self.ratios,
            "memory": self.memory,
            "row_policies": self.policies,
            "goals": [asdict(goal) | {"is_met": goal.is_met} for goal in self.goals],
            "notes": self.notes,
        }


def describe_machine() -> dict[str, Any]:
    """What the figures were measured on."""
    words = [
        line.partition(":")[2].strip()
        for line in _read("/proc/cpuinfo").splitlines()
        if line.startswith("model name")
    ]
    return {
        "processor": words[0] if words else platform.processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1048576,
        "system": platform.platform(),
        "python": platform.python_version(),
        "load_at_end": round(os.getloadavg()[1], 1),
    }


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def make_report(report: Report) -> str:
    """The whole report in words and columns."""
    machine = describe_machine()
    size = " · ".join(f"{name} {value}" for name, value in report.size.items())
    parts = [
        f"{machine['processor']} · {machine['cores']} inti · {machine['memory_mb']} MB",
        size,
        "",
        make_table(report.summaries),
    ]
    if report.yardstick:
        parts += ["", "Django admin atas orang yang sama", make_table(report.yardstick), ""]
        parts += [f"  {job}: {ratio} ×" for job, ratio in report.ratios.items()]
    if report.memory:
        parts += ["", f"Memori (PSS, MB): {report.memory}"]
    if report.policies:
        of_pages = report.policies["pages_percent"]
        words = f"+{report.policies['percent']} % waktu kueri, +{of_pages} % waktu halaman"
        parts += ["", f"Row-level security: {words}"]
    parts += ["", "Sasaran", *(make_goal_line(goal) for goal in report.goals)]
    parts += [f"Catatan: {note}" for note in report.notes]
    return "\n".join(parts)


def make_table(summaries: Sequence[Summary]) -> str:
    """One line a job and number of clients. Times in milliseconds."""
    head = (
        "pekerjaan",
        "klien",
        "p50 ms",
        "p95 ms",
        "banyak",
        "per detik",
        "cpu ms",
        "galat",
        "ditahan",
    )
    rows = [head] + [
        (
            one.job, str(one.clients), _number(one.p50_ms), _number(one.p95_ms), str(one.count),
            _number(one.per_second), _number(one.cpu_ms), str(one.errors), str(one.refused),
        )
        for one in summaries
    ]  # fmt: skip
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            word.ljust(width) if at == 0 else word.rjust(width)
            for at, (word, width) in enumerate(zip(row, widths, strict=True))
        )
        + (f"  {note}" if note else "")
        for row, note in zip(rows, ["", *(one.note for one in summaries)], strict=True)
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def make_goal_line(goal: Goal) -> str:
    sign = "≥" if goal.is_least else "≤"
    found = "–" if goal.worst is None else f"{goal.worst:g} {goal.unit}"
    at = f" ({goal.at})" if goal.at else ""
    return (
        f"  {STATES[goal.is_met]:<12}  {WORDS.get(goal.name, goal.name)} "
        f"{sign} {goal.limit:g} {goal.unit}: {found}{at}"
    )
