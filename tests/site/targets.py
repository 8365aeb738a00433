"""What each address with parameters names, and who may see that row.

Sight follows the table of security guide §1 through POLICY: area by the assignment, levels
by `reads`; rahasia rows only as cases; what an account typed or decided only by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from balale.access.models import User
from balale.access.rules.policy import POLICY, Permission, Role
from tests.site.world import Thing

Sight = Callable[[User, Thing], bool]
P = Permission


def in_area(user: User, thing: Thing) -> bool:
    kode = user.context.wilayah_kode
    return bool(kode) and (thing.desa == kode or thing.desa.startswith(kode + "."))


def row(user: User, thing: Thing) -> bool:
    """A row of the registry: inside the area, at a level the role reads."""
    return in_area(user, thing) and thing.tingkat in POLICY[Role(user.role)].reads


def own(user: User, thing: Thing) -> bool:
    """What the account itself typed or was given."""
    return thing.owner == user.id


def own_row(user: User, thing: Thing) -> bool:
    """What the account itself decided, on a row in sight."""
    return own(user, thing) and row(user, thing)


def own_sealed(user: User, thing: Thing) -> bool:
    """The receipt of an own rahasia hand-in."""
    return own(user, thing) and thing.tingkat == "rahasia"


def case(user: User, thing: Thing) -> bool:
    """A rahasia row as a case: the unit's coordinator, or the petugas at work on it."""
    if thing.tingkat != "rahasia" or not in_area(user, thing):
        return False
    if user.role == Role.KOORDINATOR_KASUS:
        return thing.unit == user.context.unit
    return user.role == Role.PETUGAS_KASUS and thing.petugas == user.id


def opening(user: User, thing: Thing) -> bool:
    """An emergency opening, for the koordinator of its unit."""
    return thing.unit == user.context.unit


def everywhere(user: User, thing: Thing) -> bool:
    """Accounts belong to no area and no level."""
    return True


def reissues(user: User, thing: Thing) -> bool:
    """The camat makes codes anew for the villages of the own kecamatan."""
    return user.role == Role.CAMAT and in_area(user, thing)


def keeps_rules(user: User, thing: Thing) -> bool:
    """Drafts of dated data belong to no area and no level."""
    return user.role == Role.PENGELOLA_DATA


def second_person(user: User, thing: Thing) -> bool:
    """A draft that lowers a guard, for the kepala dinas who decides it."""
    return user.role == Role.KEPALA_DINAS


def releases(user: User, thing: Thing) -> bool:
    """Only the kepala dinas releases a code for a petugas kasus, and ends a delegation."""
    return user.role == Role.KEPALA_DINAS


@dataclass(frozen=True)
class Target:
    """The state of the world's row an address needs, its rule of sight, and what a form must
    name for the address to know what is meant."""

    state: str
    sees: Sight
    form: Mapping[str, str] = field(default_factory=dict)


ORANG = Target("orang", row)
KELUARGA = Target("keluarga", row)
KOMUNITAS = Target("komunitas", row)
KASUS = Target("kasus", case)
DRAF = Target("draf", own)
BERKAS = Target("berkas", row)
USULAN = Target("usulan_kantor", row)
USULAN_TOLAK = Target("usulan_tolak", row)
USULAN_UBAH = Target("usulan_ubah", row)
AKUN = Target("akun", everywhere)
PERMINTAAN = Target("permintaan", releases)
DELEGASI = Target("delegasi", releases)
BUKA = "buka_darurat"
RANCANGAN = Target("rancangan", keeps_rules)

TARGETS: dict[str, Target] = {
    "access:akun": AKUN,
    "access:akun_role": AKUN,
    "access:akun_role_end": Target("akun_peran", everywhere),
    "access:akun_lock": AKUN,
    "access:akun_unlock": AKUN,
    "access:akun_code": AKUN,
    "access:delegasi_akhiri": DELEGASI,
    "access:kode": PERMINTAAN,
    "access:kode_refuse": PERMINTAAN,
    "access:kode_release": PERMINTAAN,
    "cases:darurat_kasus": Target(BUKA, own),
    "cases:jelaskan": Target(BUKA, opening),
    "cases:tinjau": Target(BUKA, everywhere),
    "cases:kasus": KASUS,
    "cases:buka": KASUS,
    "cases:tugaskan": KASUS,
    "cases:catatan": KASUS,
    "cases:minta": KASUS,
    "cases:sahkan": KASUS,
    "cases:kembalikan": KASUS,
    "cases:tolak": KASUS,
    "desk:akun_desa_kode": Target("akun", reissues),
    "desk:batalkan": Target("perubahan", row),
    "desk:aturan_bagian": RANCANGAN,
    "desk:aturan_buang": RANCANGAN,
    "desk:aturan_cabut": Target("rancangan_terbit", keeps_rules),
    "desk:aturan_pratinjau": RANCANGAN,
    "desk:aturan_putusan": Target("rancangan_dua", second_person),
    "desk:aturan_rancangan": RANCANGAN,
    "desk:aturan_tarik": RANCANGAN,
    "desk:aturan_terbitkan": RANCANGAN,
    "desk:berkas": BERKAS,
    "desk:berkas_akhiri": BERKAS,
    "desk:berkas_ganti": BERKAS,
    "desk:berkas_isi": BERKAS,
    "desk:berkas_pulihkan": BERKAS,
    "desk:draf_buang": DRAF,
    "desk:draf_pulihkan": DRAF,
    "desk:jejak_catatan": Target("jejak", everywhere),
    "desk:kasus_jawaban": KASUS,
    "desk:kebutuhan": Target("kasus", row),
    "desk:keluarga": KELUARGA,
    "desk:kemampuan": ORANG,
    "desk:perorangan": ORANG,
    "desk:rumah_aset": KELUARGA,
    "desk:keluarga_berkas": KELUARGA,
    "desk:komunitas": KOMUNITAS,
    "desk:komunitas_hitung": KOMUNITAS,
    "desk:komunitas_keluar": Target("komunitas_anggota", row),
    "desk:komunitas_masuk": KOMUNITAS,
    "desk:keluarga_buka": KELUARGA,
    "desk:keluarga_dtsen": KELUARGA,
    "desk:keluarga_susun": KELUARGA,
    "desk:lanjutkan": DRAF,
    "desk:perbaiki": Target("ppks_kembali", row),
    "desk:periksa": DRAF,
    "desk:persetujuan_kembalikan": Target("usulan_desa", row),
    "desk:persetujuan_rincian": Target("usulan_desa", row),
    "desk:persetujuan_urungkan": Target("keputusan_desa", own_row),
    "desk:pindah_batal": Target("pindah_keluar", row),
    "desk:pindah_terima": Target("pindah_masuk", row),
    "desk:pindah_tolak": Target("pindah_masuk", row),
    "desk:rahasia_terkirim": Target("kiriman", own_sealed),
    "desk:serah": Target("akun_peran", everywhere),
    "desk:serah_cetak": Target("akun_peran", everywhere),
    "desk:tambah_kategori": ORANG,
    "desk:tanda_terima": Target("kiriman", own),
    "desk:ubah_entri": Target("ppks_ubah", row),
    "desk:ubah_warga": ORANG,
    "desk:warga_berkas": ORANG,
    "desk:warga_detail": ORANG,
    "desk:warga_meninggal": ORANG,
    "desk:warga_pindah": ORANG,
    "desk:warga_detail_cetak": ORANG,
    "desk:warga_dtsen": ORANG,
    "desk:warga_formulir": ORANG,
    "desk:warga_buka": Target("orang", row, {"bagian": "nik"}),
    "verification:kembalikan": USULAN,
    "verification:periksa": USULAN,
    "verification:penolakan": USULAN_TOLAK,
    "verification:penolakan_kembali": USULAN_TOLAK,
    "verification:penolakan_setuju": USULAN_TOLAK,
    "verification:penolakan_urungkan": Target("keputusan_dinas", own_row),
    "verification:perubahan": USULAN_UBAH,
    "verification:perubahan_terima": USULAN_UBAH,
    "verification:perubahan_tolak": USULAN_UBAH,
    "verification:perubahan_urungkan": Target("usulan_diubah", own_row),
    "verification:terima": USULAN,
    "verification:tolak": USULAN,
    "verification:urungkan": Target("keputusan_kantor", own_row),
}

# Tables that a form sent empty may change: a draft is kept as typed, also with nothing in it;
# an own decision is taken back by the button alone.
_DECIDED = {
    f"registry_{table}{event}" for table in ("keputusan", "ppks", "usulan", "orang")
    for event in ("", "event")
}  # fmt: skip
# An own act is taken back by the button alone.
_UNDONE = {
    f"registry_{table}{event}"
    for table in ("perubahan", "usulan", "keputusan", "ppks", "ppkskriteria")
    for event in ("", "event")
}
KEPT_BY_EMPTY_POST = {
    "desk:batalkan": _UNDONE,
    "verification:perubahan_urungkan": _UNDONE,
    "desk:tambah": {"registry_draf", "access_subjectkey"},
    "desk:tambah_kategori": {"registry_draf", "access_subjectkey"},
    "desk:persetujuan_urungkan": _DECIDED,
    "verification:penolakan_urungkan": _DECIDED,
    "verification:urungkan": _DECIDED,
}

# The permissions of each role, copied by hand from security guide §1 and issue 2 so that a
# changed row of the policy table never goes unnoticed.
GUIDE: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR_DESA: frozenset(
        {P.HOME, P.ORANG_READ, P.ORANG_SEARCH, P.ORANG_PRINT, P.FORM_PRINT, P.NIK_REVEAL,
         P.PPKS_ENTER, P.DATA_CHANGE, P.FILE_CHANGE, P.RAHASIA_CREATE, P.RECEIPT_READ,
         P.TRAINING}
    ),
    Role.KEPALA_DESA: frozenset(
        {P.HOME, P.ORANG_READ, P.ORANG_SEARCH, P.ORANG_PRINT, P.FORM_PRINT, P.PPKS_APPROVE}
    ),
    Role.TKSK: frozenset(
        {P.HOME, P.ORANG_READ, P.ORANG_SEARCH, P.ORANG_PRINT, P.FORM_PRINT, P.NIK_REVEAL,
         P.PPKS_ENTER, P.DATA_CHANGE, P.FILE_CHANGE, P.RECEIPT_READ, P.TRAINING}
    ),
    Role.CAMAT: frozenset(
        {P.HOME, P.ORANG_MASKED, P.REKAP_READ, P.ACCOUNT_FOLLOW, P.ACCOUNT_REISSUE}
    ),
    Role.VERIFIKATOR: frozenset(
        {P.HOME, P.ORANG_READ, P.ORANG_SEARCH, P.ORANG_PRINT, P.FORM_PRINT, P.NIK_REVEAL,
         P.PPKS_VERIFY}
    ),
    Role.KOORDINATOR_KASUS: frozenset(
        {P.HOME, P.ORANG_READ, P.ORANG_SEARCH, P.CASE_INTAKE, P.CASE_WORK, P.CODE_RELEASE,
         P.BREAK_ANSWER}
    ),
    Role.PETUGAS_KASUS: frozenset(
        {P.HOME, P.ORANG_READ, P.ORANG_SEARCH, P.CASE_WORK, P.CASE_ASSESS, P.CASE_BREAK}
    ),
    Role.KEPALA_DINAS: frozenset(
        {P.HOME, P.ORANG_READ, P.ORANG_SEARCH, P.PERIOD_LOCK, P.REKAP_READ, P.DELEGATE,
         P.REFUSAL_CONFIRM, P.CODE_RELEASE, P.CASE_BREAK, P.LEVEL_APPROVE}
    ),
    Role.BUPATI: frozenset({P.HOME, P.REKAP_READ}),
    Role.AUDITOR: frozenset({P.HOME, P.BREAK_REVIEW, P.TRAIL_READ, P.SAMPLE_DRAW}),
    Role.PENGELOLA_DATA: frozenset({P.HOME, P.RULES_EDIT}),
    Role.ADMIN_TEKNIS: frozenset({P.HOME, P.ACCOUNT_MANAGE, P.ACCOUNT_FOLLOW, P.HEALTH_READ}),
    Role.LEMBAGA_PSKS: frozenset({P.HOME}),
}  # fmt: skip
