"""The one policy table: which role may do what, in which area, at which level.

Source of roles and levels: security guide §1. Every page and action names one
Permission; a role without a row for it gets the same answer as for a page that
doesn't exist.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of the registry. Values are the stored words."""

    OPERATOR_DESA = "operator_desa"
    KEPALA_DESA = "kepala_desa"
    TKSK = "tksk"
    CAMAT = "camat"
    VERIFIKATOR = "verifikator"
    KOORDINATOR_KASUS = "koordinator_kasus"
    PETUGAS_KASUS = "petugas_kasus"
    KEPALA_DINAS = "kepala_dinas"
    BUPATI = "bupati"
    AUDITOR = "auditor"
    PENGELOLA_DATA = "pengelola_data"
    ADMIN_TEKNIS = "admin_teknis"
    LEMBAGA_PSKS = "lembaga_psks"
    SISTEM = "sistem"


class Tingkat(StrEnum):
    """Levels of a row (security guide §1)."""

    BIASA = "biasa"
    TERBATAS = "terbatas"
    RAHASIA = "rahasia"


class AreaKind(StrEnum):
    """The kind of area a role is given."""

    DESA = "desa"
    KECAMATAN = "kecamatan"
    KABUPATEN = "kabupaten"
    NONE = "none"


class Permission(StrEnum):
    """What a page or action does. One per job, not per page."""

    HOME = "home"
    ORANG_READ = "orang.read"
    ORANG_SEARCH = "orang.search"
    ORANG_MASKED = "orang.masked"
    ORANG_PRINT = "orang.print"
    FORM_PRINT = "form.print"
    NIK_REVEAL = "nik.reveal"
    PPKS_ENTER = "ppks.enter"
    DATA_CHANGE = "data.change"
    FILE_CHANGE = "file.change"
    PPKS_APPROVE = "ppks.approve"
    PPKS_VERIFY = "ppks.verify"
    REFUSAL_CONFIRM = "refusal.confirm"
    PERIOD_LOCK = "period.lock"
    REKAP_READ = "rekap.read"
    DELEGATE = "role.delegate"
    RAHASIA_CREATE = "rahasia.create"
    RECEIPT_READ = "receipt.read"
    CASE_INTAKE = "case.intake"
    CASE_WORK = "case.work"
    CASE_ASSESS = "case.assess"
    CASE_BREAK = "case.break"
    BREAK_REVIEW = "break.review"
    BREAK_ANSWER = "break.answer"
    TRAIL_READ = "trail.read"
    SAMPLE_DRAW = "sample.draw"
    ACCOUNT_MANAGE = "account.manage"
    ACCOUNT_FOLLOW = "account.follow"
    ACCOUNT_REISSUE = "account.reissue"
    HEALTH_READ = "health.read"
    CODE_RELEASE = "code.release"
    RULES_EDIT = "rules.edit"
    LEVEL_APPROVE = "level.approve"
    TRAINING = "training"


# Set by the server and by no form of ours; posting one is ignored and recorded.
SERVER_SET_FIELDS = frozenset(
    {
        "desa", "desa_id", "desa_kode", "tingkat", "status", "subjek_id", "oleh", "dibuat_oleh",
        "diubah_oleh", "diusulkan_oleh", "verifikator", "role", "user", "user_id",
    }
)  # fmt: skip


@dataclass(frozen=True)
class RolePolicy:
    """What one role gets. `reads` are the levels of rows its database context may see."""

    label: str
    area: AreaKind
    reads: frozenset[Tingkat]
    permissions: frozenset[Permission]
    idle_minutes: int


_BT = frozenset({Tingkat.BIASA, Tingkat.TERBATAS})
_NONE: frozenset[Tingkat] = frozenset()
_P = Permission


def _allow(*permissions: Permission) -> frozenset[Permission]:
    return frozenset({Permission.HOME, *permissions})


POLICY: dict[Role, RolePolicy] = {
    Role.OPERATOR_DESA: RolePolicy(
        "Operator desa",
        AreaKind.DESA,
        _BT,
        _allow(
            _P.ORANG_READ,
            _P.ORANG_SEARCH,
            _P.ORANG_PRINT,
            _P.FORM_PRINT,
            _P.NIK_REVEAL,
            _P.PPKS_ENTER,
            _P.DATA_CHANGE,
            _P.FILE_CHANGE,
            _P.RAHASIA_CREATE,
            _P.RECEIPT_READ,
            _P.TRAINING,
        ),
        15,
    ),
    Role.KEPALA_DESA: RolePolicy(
        "Kepala desa",
        AreaKind.DESA,
        _BT,
        _allow(_P.ORANG_READ, _P.ORANG_SEARCH, _P.ORANG_PRINT, _P.FORM_PRINT, _P.PPKS_APPROVE),
        15,
    ),
    Role.TKSK: RolePolicy(
        "TKSK",
        AreaKind.KECAMATAN,
        _BT,
        _allow(
            _P.ORANG_READ,
            _P.ORANG_SEARCH,
            _P.ORANG_PRINT,
            _P.FORM_PRINT,
            _P.NIK_REVEAL,
            _P.PPKS_ENTER,
            _P.DATA_CHANGE,
            _P.FILE_CHANGE,
            _P.RECEIPT_READ,
            _P.TRAINING,
        ),
        15,
    ),
    Role.CAMAT: RolePolicy(
        "Camat",
        AreaKind.KECAMATAN,
        _NONE,
        _allow(_P.ORANG_MASKED, _P.REKAP_READ, _P.ACCOUNT_FOLLOW, _P.ACCOUNT_REISSUE),
        30,
    ),
    Role.VERIFIKATOR: RolePolicy(
        "Verifikator DSP3A",
        AreaKind.KABUPATEN,
        _BT,
        _allow(
            _P.ORANG_READ,
            _P.ORANG_SEARCH,
            _P.ORANG_PRINT,
            _P.FORM_PRINT,
            _P.NIK_REVEAL,
            _P.PPKS_VERIFY,
        ),
        30,
    ),
    Role.KOORDINATOR_KASUS: RolePolicy(
        "Koordinator kasus",
        AreaKind.KABUPATEN,
        _BT,
        _allow(
            _P.ORANG_READ,
            _P.ORANG_SEARCH,
            _P.CASE_INTAKE,
            _P.CASE_WORK,
            _P.BREAK_ANSWER,
            _P.CODE_RELEASE,
        ),
        30,
    ),
    Role.PETUGAS_KASUS: RolePolicy(
        "Petugas kasus",
        AreaKind.KABUPATEN,
        _BT,
        _allow(_P.ORANG_READ, _P.ORANG_SEARCH, _P.CASE_WORK, _P.CASE_ASSESS, _P.CASE_BREAK),
        30,
    ),
    Role.KEPALA_DINAS: RolePolicy(
        "Kepala dinas",
        AreaKind.KABUPATEN,
        _BT,
        _allow(
            _P.ORANG_READ,
            _P.ORANG_SEARCH,
            _P.REFUSAL_CONFIRM,
            _P.PERIOD_LOCK,
            _P.REKAP_READ,
            _P.DELEGATE,
            _P.CASE_BREAK,
            _P.CODE_RELEASE,
            _P.LEVEL_APPROVE,
        ),
        30,
    ),
    Role.BUPATI: RolePolicy("Bupati", AreaKind.KABUPATEN, _NONE, _allow(_P.REKAP_READ), 30),
    Role.AUDITOR: RolePolicy(
        "Auditor",
        AreaKind.KABUPATEN,
        _NONE,
        _allow(_P.BREAK_REVIEW, _P.TRAIL_READ, _P.SAMPLE_DRAW),
        30,
    ),
    Role.PENGELOLA_DATA: RolePolicy(
        "Pengelola data", AreaKind.NONE, _NONE, _allow(_P.RULES_EDIT), 30
    ),
    Role.ADMIN_TEKNIS: RolePolicy(
        "Admin teknis",
        AreaKind.NONE,
        _NONE,
        _allow(_P.ACCOUNT_MANAGE, _P.ACCOUNT_FOLLOW, _P.HEALTH_READ),
        30,
    ),
    Role.LEMBAGA_PSKS: RolePolicy("Lembaga PSKS", AreaKind.NONE, _NONE, _allow(), 15),
}


def is_allowed(role: str, permission: Permission) -> bool:
    """True where the table has the permission for the role."""
    policy = POLICY.get(Role(role)) if role in Role._value2member_map_ else None
    return policy is not None and permission in policy.permissions
