"""How long a wait is called, for people who tried too often."""

from math import ceil


def describe_wait(seconds: float) -> str:
    """15 detik; from one minute on whole minutes, rounded up: 2 menit."""
    if seconds <= 60:
        return f"{max(1, ceil(seconds))} detik"
    return f"{ceil(seconds / 60)} menit"
