"""How an account is named, and which area and unit a role takes."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from balale.access.rules.policy import POLICY, AreaKind, Permission, Role
from balale.wilayah.rules import KODE_KABUPATEN, is_kode

UNITS = {
    "pppa": "Pemberdayaan Perempuan dan Perlindungan Anak",
    "resos": "Rehabilitasi Sosial",
}
# The account that jobs act under; made by walls_running.sql, and nobody's.
SYSTEM_ID = UUID("00000000-0000-7000-8000-000000000001")
CASE_ROLES = frozenset({Role.KOORDINATOR_KASUS, Role.PETUGAS_KASUS})
# A role that opens nothing but its home is not given yet.
GRANTABLE = tuple(r for r, row in POLICY.items() if row.permissions > {Permission.HOME})
DELEGASI_HARI = 90
_LEVELS = (AreaKind.NONE, AreaKind.NONE, AreaKind.KABUPATEN, AreaKind.KECAMATAN, AreaKind.DESA)
_USERNAME = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")
_USERNAME_MAX = 64


@dataclass(frozen=True)
class Placement:
    """The area and unit a role stands in; or `problem`, beside the form field `field`."""

    wilayah_kode: str = ""
    unit: str = ""
    problem: str = ""
    field: str = ""


def suggest_username(*parts: str) -> str:
    """sukamaju.sungaibetung, from "Suka Maju" and "Sungai Betung"; "" when nothing is left."""
    plain = [unicodedata.normalize("NFKD", part).casefold() for part in parts]
    kept = [re.sub(r"[^a-z0-9]", "", part)[:24] for part in plain]
    return ".".join(part for part in kept if part)


def username_problem(text: str) -> str:
    """What is wrong with an account's name, in words; "" when it may stand."""
    if len(text) > _USERNAME_MAX:
        return f"Nama akun paling panjang {_USERNAME_MAX} huruf. Persingkat."
    if len(text) < 3:
        return "Nama akun terlalu pendek. Paling sedikit 3 huruf."
    if not _USERNAME.fullmatch(text):
        return "Nama akun hanya huruf kecil, angka, dan titik di tengah."
    return ""


def place_role(role: Role, wilayah_kode: str, unit: str, *, known: Collection[str]) -> Placement:
    """Judge the area and unit chosen for a role. `known`: codes of every desa and kecamatan."""
    policy = POLICY[role]
    if role not in GRANTABLE:
        return Placement(problem="Peran ini belum dapat diberikan.", field="peran")
    if problem := _area_problem(policy.label, policy.area, wilayah_kode, known):
        return Placement(problem=problem, field="wilayah")
    if problem := _unit_problem(policy.label, role, unit):
        return Placement(problem=problem, field="unit")
    if policy.area is AreaKind.NONE:
        return Placement("", unit)
    return Placement(wilayah_kode or KODE_KABUPATEN, unit)


def _area_problem(label: str, area: AreaKind, kode: str, known: Collection[str]) -> str:
    if area in (AreaKind.NONE, AreaKind.KABUPATEN):
        if kode not in ("", KODE_KABUPATEN):
            return f"Peran {label} tidak terikat satu desa. Pilih Seluruh kabupaten."
        return ""
    noun = "desa atau kelurahan" if area is AreaKind.DESA else "kecamatan"
    if not kode:
        return f"Pilih {noun} untuk peran {label}."
    if not is_kode(kode) or _LEVELS[kode.count(".") + 1] is not area:
        return f"Peran {label} memerlukan {noun}. Pilih satu dari daftar."
    if kode not in known:
        return f"Wilayah ini tidak dikenal. Pilih {noun} dari daftar."
    return ""


def _unit_problem(label: str, role: Role, unit: str) -> str:
    if role in CASE_ROLES:
        return "" if unit in UNITS else f"Pilih bidang untuk peran {label}."
    return f"Peran {label} tidak memakai bidang. Pilih Tanpa bidang." if unit else ""


def delegation_problem(hari_terakhir: date, *, on: date) -> str:
    """What is wrong with a stand-in's last day; "" when it may stand. Today counts as a day."""
    if hari_terakhir < on:
        return "Tanggal ini sudah lewat. Pilih hari ini atau sesudahnya."
    if (hari_terakhir - on).days >= DELEGASI_HARI:
        return f"Paling lama {DELEGASI_HARI} hari, terhitung hari ini."
    return ""


@dataclass(frozen=True)
class AccountState:
    """How far an account is: a word with its look, and the moment the word speaks of."""

    word: str
    look: str
    icon: str
    frasa_pada: datetime | None = None
    masuk_pada: datetime | None = None
    kode_sampai: datetime | None = None
    has_valid_code: bool = False


def judge_state(
    *,
    is_active: bool,
    frasa_pada: datetime | None,
    masuk_pada: datetime | None,
    kode_sampai: datetime | None,
    now: datetime,
) -> AccountState:
    """Terkunci, Belum pernah masuk, or Aktif."""
    word, look, icon = "Aktif", "aktif", "circle-check"
    if not is_active:
        word, look, icon = "Terkunci", "ditangguhkan", "lock"
    elif masuk_pada is None:
        word, look, icon = "Belum pernah masuk", "pemutakhiran", "hourglass"
    has_valid_code = kode_sampai is not None and kode_sampai > now
    return AccountState(word, look, icon, frasa_pada, masuk_pada, kode_sampai, has_valid_code)
