"""One invented person without family: whoever holds an account, or is needed by a test."""

from datetime import date
from random import Random

from balale.latihan.rules.facts import add_years
from balale.latihan.rules.families import Numbering, Village
from balale.latihan.rules.name_tables import NameTables
from balale.latihan.rules.numbers import NumberMint
from balale.latihan.rules.records import BELUM_KAWIN, SHDK_KEPALA, DesaInfo, OrangRekaan
from balale.latihan.rules.structures import Peran


def make_person(
    rng: Random,
    *,
    names: NameTables,
    desa: DesaInfo,
    today: date,
    usia_tahun: int | None = None,
    jenis_kelamin: str | None = None,
    tanpa_nik: str | None = None,
    numbering: Numbering | None = None,
) -> OrangRekaan:
    """A person without family, living in `desa`.

    `usia_tahun` is exact in completed years, else 18 to 79 at random; `tanpa_nik` is the
    reason why there is no NIK, else a NIK is given. Pass one `Numbering(NumberMint(rng))` to
    all calls whose people must differ in number and NIK.
    """
    numbering = numbering or Numbering(NumberMint(rng))
    usia = rng.randint(18, 79) if usia_tahun is None else usia_tahun
    jk = jenis_kelamin or rng.choice("LP")
    village = Village(
        rng,
        desa=desa,
        kecamatan=(desa.kecamatan_kode,),
        names=names,
        numbering=numbering,
        today=today,
    )
    lahir = _birth_date(rng, usia, today)
    peran = Peran(SHDK_KEPALA, jk, lahir.year, BELUM_KAWIN)
    return village.single(peran, tanpa_nik=tanpa_nik, lahir=lahir)


def _birth_date(rng: Random, usia: int, today: date) -> date:
    """A day on which someone of that age on `today` was born."""
    akhir = add_years(today, -usia).toordinal()
    awal = add_years(today, -usia - 1).toordinal() + 1
    return date.fromordinal(rng.randint(awal, akhir))
