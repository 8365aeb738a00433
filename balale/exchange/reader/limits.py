"""What a sent workbook may be, and the refusal of one that is more. No Django: the child reads it.

A file says little that can be believed; sizes are counted while unpacking, never read.
"""

from dataclasses import dataclass
from typing import Any

MEGA = 1024 * 1024
KOLOM_MAKS = 500
SEL_HURUF_MAKS = 2000
LEMBAR_MAKS = 60


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes, time in seconds; `cells` is the grid that a sheet's used range spans."""

    file: int = 20 * MEGA
    unpacked: int = 150 * MEGA
    ratio: int = 100
    entries: int = 200
    cells: int = 4_000_000
    rows: int = 100_000
    memory: int = 512 * MEGA
    seconds: int = 30


SCREEN = Limits()
# On the server's own command line. A small file has the bounds of the screen for memory and time.
COMMAND = Limits(
    file=200 * MEGA, unpacked=1024 * MEGA, ratio=100, entries=1000, cells=20_000_000,
    rows=1_048_576, memory=1536 * MEGA, seconds=180,
)  # fmt: skip


def pick_command_limits(size: int) -> Limits:
    """Bounds on the command line for a file of `size` bytes: raised only where size asks for it."""
    return COMMAND if size > SCREEN.file else Limits(entries=COMMAND.entries, rows=COMMAND.rows)


class Refused(Exception):
    """The file isn't read. `code` names the reason, `detail` fills in its words."""

    def __init__(self, code: str, **detail: Any) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
