"""What a table of figures says where some of them are hidden."""

from collections.abc import Iterable
from dataclasses import dataclass

BATAS_BIASA = 5
BATAS_TERBATAS = 10


@dataclass(frozen=True)
class Sel:
    """One figure. `jumlah` is None where it is hidden: fewer than `batas`, but not none.

    Without `batas` a hidden figure has no limit to tell of: it goes with another that has.
    """

    jumlah: int | None
    batas: int = 0
    is_lebih: bool = False

    @property
    def kata(self) -> str:
        """1.234, "<10" where it is hidden, "340+" for a sum that leaves hidden parts out."""
        if self.jumlah is None:
            return f"<{self.batas}" if self.batas else "–"
        return f"{self.jumlah:,}".replace(",", ".") + ("+" if self.is_lebih else "")


def add_up(cells: Iterable[Sel]) -> Sel:
    """The sum of what is shown, so that nothing hidden can be worked out from it."""
    cells = list(cells)
    shown = sum(cell.jumlah or 0 for cell in cells)
    is_lebih = any(cell.jumlah is None or cell.is_lebih for cell in cells)
    batas = max((cell.batas for cell in cells), default=0)
    if is_lebih and not shown:
        return Sel(None, batas)
    return Sel(shown, batas, is_lebih)
