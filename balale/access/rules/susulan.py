"""Which villages need a visit or a call: nobody there, never signed in, code over, no record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from balale.access.rules.accounts import AccountState
from balale.access.rules.policy import POLICY, Role


class Susulan(StrEnum):
    """What a village still lacks."""

    TANPA_OPERATOR = "tanpa_operator"
    BELUM_MASUK = "belum_masuk"
    KODE_LEWAT = "kode_lewat"
    BELUM_ADA_DATA = "belum_ada_data"

    @property
    def kata(self) -> str:
        return {
            "tanpa_operator": "Belum ada operator",
            "belum_masuk": "Operator belum pernah masuk",
            "kode_lewat": "Tanpa kode yang berlaku",
            "belum_ada_data": "Belum ada data",
        }[self.value]


@dataclass(frozen=True)
class AkunDesa:
    """An account that works for a village."""

    id: UUID
    nama: str
    username: str
    versi: int
    peran: Role
    state: AccountState
    selesai_latihan_pada: datetime | None = None

    @property
    def sebutan_peran(self) -> str:
        return POLICY[self.peran].label

    @property
    def is_code_over(self) -> bool:
        """Never opened, and without a code that can be used."""
        return self.state.frasa_pada is None and not self.state.has_valid_code


@dataclass(frozen=True)
class BarisDesa:
    """One village: its accounts, when somebody was last there, and what it lacks."""

    kode: str
    desa: str
    kecamatan: str
    akun: Sequence[AkunDesa]
    kurang: Sequence[Susulan]
    terakhir_pada: datetime | None


def judge_desa(akun: Sequence[AkunDesa], *, has_data: bool) -> list[Susulan]:
    """What a village lacks; empty where everything runs."""
    operators = [one for one in akun if one.peran is Role.OPERATOR_DESA]
    lacks = []
    if not operators:
        lacks.append(Susulan.TANPA_OPERATOR)
    elif all(one.state.masuk_pada is None for one in operators):
        lacks.append(Susulan.BELUM_MASUK)
    if any(one.is_code_over for one in akun):
        lacks.append(Susulan.KODE_LEWAT)
    if not has_data:
        lacks.append(Susulan.BELUM_ADA_DATA)
    return lacks
