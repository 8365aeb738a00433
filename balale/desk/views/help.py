"""The help page: what each role needs to know, on one page that prints."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from balale.access.decorators import requires
from balale.access.rules.accounts import GRANTABLE
from balale.access.rules.policy import POLICY, AreaKind, Permission, Role, is_allowed
from balale.access.session_rules import SignedInRequest

_P = Permission
_READ = (_P.ORANG_READ, _P.PERIOD_LOCK)
_AREA = {
    AreaKind.DESA: "desanya sendiri",
    AreaKind.KECAMATAN: "kecamatannya",
    AreaKind.KABUPATEN: "seluruh kabupaten",
}
_SEALED = (
    (_P.CASE_INTAKE, "kasus di bidangnya"),
    (_P.CASE_WORK, "hanya kasus yang ditugaskan kepadanya"),
    (_P.CASE_BREAK, "satu kasus selama 15 menit dalam keadaan darurat"),
    (_P.RAHASIA_CREATE, "hanya mengirim, lalu tidak dapat membaca"),
)


@dataclass(frozen=True)
class Topic:
    """One part of the page, shown to roles with any of the permissions.

    `kode` is its anchor and names its template.
    """

    kode: str
    judul: str
    permissions: tuple[Permission, ...]


@dataclass(frozen=True)
class Reader:
    """One line of "who sees this": a role, the area it reads, what it gets of rahasia."""

    label: str
    wilayah: str
    rahasia: str
    is_self: bool


TOPICS = (
    Topic("tambah", "Menambah warga", (_P.PPKS_ENTER,)),
    Topic("tanpa-nik", "Bila NIK tidak ada", (_P.PPKS_ENTER,)),
    Topic("ubah", "Mengubah data", (_P.DATA_CHANGE,)),
    Topic("keluarga", "Mengatur keluarga", (_P.DATA_CHANGE,)),
    Topic("pindah", "Pindah desa dan meninggal", (_P.DATA_CHANGE,)),
    Topic("pendataan", "Kebutuhan, rumah, dan kemampuan", (_P.PPKS_ENTER,)),
    Topic("berkas", "Foto dan berkas", (_P.FILE_CHANGE,)),
    Topic("komunitas", "Komunitas adat terpencil", (_P.PPKS_ENTER,)),
    Topic("cetak", "Mencetak", (_P.ORANG_PRINT, _P.FORM_PRINT)),
    Topic("persetujuan", "Menyetujui usulan desa", (_P.PPKS_APPROVE,)),
    Topic("verifikasi", "Memeriksa usulan", (_P.PPKS_VERIFY,)),
    Topic("penugasan", "Membagi kasus", (_P.CASE_INTAKE,)),
    Topic("kasus", "Mengerjakan kasus", (_P.CASE_WORK,)),
    Topic("darurat", "Buka darurat", (_P.CASE_BREAK, _P.BREAK_ANSWER, _P.BREAK_REVIEW)),
    Topic("jejak", "Menelusuri jejak", (_P.TRAIL_READ,)),
    Topic("penolakan", "Menyetujui atau mengembalikan penolakan", (_P.REFUSAL_CONFIRM,)),
    Topic("penetapan", "Menetapkan data", (_P.PERIOD_LOCK,)),
    Topic("delegasi", "Memberi delegasi", (_P.DELEGATE,)),
    Topic("aturan", "Mengubah aturan dan formulir", (_P.RULES_EDIT,)),
    Topic("setuju-aturan", "Menyetujui perubahan aturan", (_P.LEVEL_APPROVE,)),
    Topic("rekap", "Membaca rekap", (_P.REKAP_READ,)),
    Topic("kode-desa", "Membuat kode baru untuk desa", (_P.ACCOUNT_REISSUE,)),
    Topic("tersamar", "Daftar yang disamarkan", (_P.ORANG_MASKED,)),
    Topic("akun", "Mengurus akun", (_P.ACCOUNT_MANAGE,)),
    Topic("status", "Arti status", _READ),
    Topic("rahasia", "Data rahasia", (_P.RAHASIA_CREATE,)),
    Topic("siapa", "Siapa yang melihat data ini", (_P.HOME,)),
    Topic("desil", "Tentang desil", _READ),
    Topic("masuk", "Masuk dan frasa sandi", (_P.HOME,)),
    Topic("masalah", "Bila ada masalah", (_P.HOME,)),
)


@requires(Permission.HOME)
def bantuan(request: SignedInRequest) -> HttpResponse:
    role = Role(request.user.role)
    context = {
        "peran": POLICY[role].label,
        "menit": POLICY[role].idle_minutes,
        "topics": list(_list_topics(role)),
        "readers": list(_list_readers(role)),
    }
    return render(request, "desk/help/bantuan.html", context)


def _list_topics(role: Role) -> Iterator[dict[str, str]]:
    for topic in TOPICS:
        if any(is_allowed(role, permission) for permission in topic.permissions):
            template = f"desk/help/_{topic.kode.replace('-', '_')}.html"
            yield {"kode": topic.kode, "judul": topic.judul, "template": template}


def _list_readers(own: Role) -> Iterator[Reader]:
    """Roles that are given today and read people, straight from the policy table."""
    for role in GRANTABLE:
        policy = POLICY[role]
        if policy.reads:
            words = (words for permission, words in _SEALED if permission in policy.permissions)
            yield Reader(
                policy.label, _AREA[policy.area], next(words, "tidak melihat"), role is own
            )
