"""One finding of a rule: a code for the program, words for the person, and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum


class Tingkat(StrEnum):
    """BLOCK stops the step; WARN lets it pass when a reason is given."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True)
class Temuan:
    """A finding. `pesan` is plain Indonesian, every sentence at most twelve words."""

    kode: str
    pesan: str
    tingkat: Tingkat = Tingkat.WARN

    @property
    def is_block(self) -> bool:
        return self.tingkat is Tingkat.BLOCK
