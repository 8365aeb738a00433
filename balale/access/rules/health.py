"""What a check of the running system finds, and how heavy it weighs. Words are for the screen."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum


class Severity(StrEnum):
    """`GANGGUAN` stops the web process where it is found at its start."""

    BAIK = "baik"
    PERINGATAN = "peringatan"
    GANGGUAN = "gangguan"


@dataclass(frozen=True)
class Finding:
    """One check: its name, what was found, and how to mend it. Never a person, never a secret."""

    kode: str
    judul: str
    berat: Severity
    kata: str
    saran: str = ""

    @property
    def is_fault(self) -> bool:
        return self.berat is Severity.GANGGUAN

    def to_json(self) -> dict[str, str]:
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Subject:
    """What is checked; makes its findings."""

    kode: str
    judul: str

    def good(self, kata: str) -> Finding:
        return Finding(self.kode, self.judul, Severity.BAIK, kata)

    def warning(self, kata: str, saran: str = "") -> Finding:
        return Finding(self.kode, self.judul, Severity.PERINGATAN, kata, saran)

    def fault(self, kata: str, saran: str) -> Finding:
        return Finding(self.kode, self.judul, Severity.GANGGUAN, kata, saran)


def list_faults(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_fault]


def say_age(age: timedelta) -> str:
    """How long ago, in the largest whole unit: 3 hari, 5 jam, 12 menit, 40 detik."""
    seconds = max(0, int(age.total_seconds()))
    for size, unit in ((86400, "hari"), (3600, "jam"), (60, "menit")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} detik"


def say_size(size_bytes: int) -> str:
    """A size in the unit people read: 12 GB, 800 MB."""
    if size_bytes >= 10**9:
        return f"{size_bytes // 10**9} GB"
    return f"{size_bytes // 10**6} MB"
