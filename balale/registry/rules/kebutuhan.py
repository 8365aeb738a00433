"""What somebody needs and how badly, as ticked on a form."""

from dataclasses import dataclass

SEDANG = "sedang"


@dataclass(frozen=True)
class IsianKebutuhan:
    """One need: code of the list `kebutuhan`, code of `berat_kebutuhan`, and whether it is met."""

    jenis: str
    berat: str = SEDANG
    is_dipenuhi: bool = False
