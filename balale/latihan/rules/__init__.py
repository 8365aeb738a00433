"""Invented people for the demo and for training, made from a seed.

Pure: the same seed and tables give the same people, on any machine. Chance comes only from a
`random.Random` made from the seed; tables (names, desa) are passed in, nothing is read.
Start at `make_population`; `make_person` makes one person alone.

How a made person can be told from a real one: every NIK and No KK has a serial from 9000 to
9999, every phone number starts with 0899 0000, Dayak and Chinese given names are put together
from syllables invented here, dusun names are drawn from a list of plants and waters.
"""

from balale.latihan.rules.name_tables import NameTables, build_name_tables
from balale.latihan.rules.person import make_person
from balale.latihan.rules.population import make_population
from balale.latihan.rules.records import DesaInfo, Population

__all__ = [
    "DesaInfo",
    "NameTables",
    "Population",
    "build_name_tables",
    "make_person",
    "make_population",
]
