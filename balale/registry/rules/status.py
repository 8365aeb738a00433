"""Life of a PPKS entry: ten statuses and who may move it from one to the next, and with what.

The table follows the workflow research file, section 3. Four things are added there because the
file leaves a status without a way out: `ditangguhkan` ends in aktif or keluar, `digabung` is
reached by a merge and left by undoing it, and `diverifikasi` ends in keluar when the person
dies before the period is fixed.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from enum import StrEnum

from balale.registry.rules.alasan import (
    ALASAN_AKTIF_LAGI,
    ALASAN_KELUAR,
    ALASAN_KEMBALI,
    ALASAN_PEMUTAKHIRAN,
    ALASAN_TANGGUH,
    ALASAN_TOLAK,
    Alasan,
)


class StatusPpks(StrEnum):
    """The ten official words, as stored."""

    DRAF = "draf"
    DIAJUKAN = "diajukan"
    DIKEMBALIKAN = "dikembalikan"
    DITOLAK = "ditolak"
    DIVERIFIKASI = "diverifikasi"
    AKTIF = "aktif"
    PERLU_PEMUTAKHIRAN = "perlu_pemutakhiran"
    DITANGGUHKAN = "ditangguhkan"
    DIGABUNG = "digabung"
    KELUAR = "keluar"

    @property
    def kata(self) -> str:
        """The word for the screen."""
        return self.value.replace("_", " ").capitalize()


# An entry in one of these runs no more; the same category may be entered anew.
ENDED = frozenset({StatusPpks.KELUAR, StatusPpks.DITOLAK, StatusPpks.DIGABUNG})

# What the office has verified: its details change only by an accepted proposal.
STANDING = frozenset(
    {
        StatusPpks.DIVERIFIKASI,
        StatusPpks.AKTIF,
        StatusPpks.PERLU_PEMUTAKHIRAN,
        StatusPpks.DITANGGUHKAN,
    }
)


class Syarat(StrEnum):
    """What must be there before a change of status."""

    LENGKAP = "lengkap"
    PEMBERITAHUAN = "pemberitahuan"
    BERITA_ACARA = "berita_acara"
    CATATAN = "catatan"
    METODE = "metode"
    PENETAPAN = "penetapan"
    KONFIRMASI = "konfirmasi"
    BUKTI = "bukti"
    TANGGAL = "tanggal"
    STATUS_SEBELUMNYA = "status_sebelumnya"


_KATA_SYARAT = {
    Syarat.LENGKAP: "Lengkapi dulu isian yang wajib.",
    Syarat.PEMBERITAHUAN: "Catat dulu bahwa warga sudah diberi tahu.",
    Syarat.BERITA_ACARA: "Isi dulu berita acara musyawarah.",
    Syarat.CATATAN: "Tulis dulu catatannya.",
    Syarat.METODE: "Pilih dulu cara verifikasi.",
    Syarat.PENETAPAN: "Isi dulu nomor penetapan.",
    Syarat.KONFIRMASI: "Pastikan dulu datanya masih benar.",
    Syarat.BUKTI: "Tambahkan dulu buktinya.",
    Syarat.TANGGAL: "Isi dulu tanggalnya.",
    Syarat.STATUS_SEBELUMNYA: "Hanya dapat kembali ke status sebelum digabung.",
}


class StatusError(ValueError):
    """A change of status that is not allowed; the message is Indonesian, for the screen."""


@dataclass(frozen=True)
class Transition:
    """One allowed change. `dari` None is the making of the entry.

    `roles` decide on the ordinary path, `roles_rahasia` on the secret one; an empty set means that
    the change does not exist there. `syarat` and `syarat_rahasia` likewise. `kedua`: role that
    must sign beside the one who decides (kabid or head of office).
    """

    dari: StatusPpks | None
    ke: StatusPpks
    roles: frozenset[str] = frozenset()
    roles_rahasia: frozenset[str] = frozenset()
    syarat: frozenset[Syarat] = frozenset()
    syarat_rahasia: frozenset[Syarat] = frozenset()
    alasan: tuple[Alasan, ...] = ()
    kedua: frozenset[str] = frozenset()

    def roles_for(self, *, is_rahasia: bool) -> frozenset[str]:
        return self.roles_rahasia if is_rahasia else self.roles

    def syarat_for(self, *, is_rahasia: bool) -> frozenset[Syarat]:
        return self.syarat_rahasia if is_rahasia else self.syarat


_S = StatusPpks
_VERIFIKATOR = frozenset({"verifikator"})
_KOORDINATOR = frozenset({"koordinator_kasus"})
_KEPALA_DINAS = frozenset({"kepala_dinas"})
_PENCATAT_RAHASIA = frozenset({"operator_desa", "petugas_kasus", "koordinator_kasus"})
_PENANGAN_KASUS = frozenset({"petugas_kasus", "koordinator_kasus"})
_WAJIB = frozenset({Syarat.LENGKAP, Syarat.PEMBERITAHUAN})


def _decided(
    dari: StatusPpks,
    ke: StatusPpks,
    *syarat: Syarat,
    alasan: tuple[Alasan, ...] = (),
    kedua: frozenset[str] = frozenset(),
) -> Transition:
    """A change that the verifikator decides, on the secret path the koordinator kasus."""
    needs = frozenset(syarat)
    return Transition(dari, ke, _VERIFIKATOR, _KOORDINATOR, needs, needs, alasan, kedua)


TRANSITIONS: tuple[Transition, ...] = (
    Transition(None, _S.DRAF, frozenset({"operator_desa", "tksk", "sistem"})),
    # A secret entry is never a draft that stays: it is handed in when it is entered.
    Transition(None, _S.DIAJUKAN, roles_rahasia=_PENCATAT_RAHASIA, syarat_rahasia=_WAJIB),
    Transition(
        _S.DRAF,
        _S.DIAJUKAN,
        frozenset({"kepala_desa"}),
        _PENCATAT_RAHASIA,
        _WAJIB | {Syarat.BERITA_ACARA},
        _WAJIB,
    ),
    _decided(_S.DIAJUKAN, _S.DIKEMBALIKAN, Syarat.CATATAN, alasan=ALASAN_KEMBALI),
    Transition(
        _S.DIKEMBALIKAN, _S.DIAJUKAN, frozenset({"kepala_desa"}), _PENANGAN_KASUS, _WAJIB, _WAJIB
    ),
    _decided(_S.DIAJUKAN, _S.DITOLAK, alasan=ALASAN_TOLAK, kedua=_KEPALA_DINAS),
    _decided(_S.DIAJUKAN, _S.DIVERIFIKASI, Syarat.METODE, Syarat.TANGGAL),
    Transition(
        _S.DIVERIFIKASI,
        _S.AKTIF,
        _KEPALA_DINAS,
        _KEPALA_DINAS | _KOORDINATOR,
        frozenset({Syarat.PENETAPAN}),
        frozenset({Syarat.PENETAPAN}),
    ),
    Transition(
        _S.AKTIF,
        _S.PERLU_PEMUTAKHIRAN,
        frozenset({"sistem"}),
        frozenset({"sistem"}),
        alasan=ALASAN_PEMUTAKHIRAN,
    ),
    _decided(_S.PERLU_PEMUTAKHIRAN, _S.AKTIF, Syarat.KONFIRMASI),
    *(
        _decided(dari, _S.KELUAR, Syarat.BUKTI, Syarat.TANGGAL, alasan=ALASAN_KELUAR)
        for dari in (_S.DIVERIFIKASI, _S.AKTIF, _S.PERLU_PEMUTAKHIRAN, _S.DITANGGUHKAN)
    ),
    _decided(_S.AKTIF, _S.DITANGGUHKAN, alasan=ALASAN_TANGGUH),
    _decided(_S.DITANGGUHKAN, _S.AKTIF, alasan=ALASAN_AKTIF_LAGI),
    _decided(_S.KELUAR, _S.AKTIF, alasan=ALASAN_AKTIF_LAGI, kedua=_KEPALA_DINAS),
    *(
        transition
        for status in (_S.DIAJUKAN, _S.DIVERIFIKASI, _S.AKTIF, _S.PERLU_PEMUTAKHIRAN)
        for transition in (
            _decided(status, _S.DIGABUNG),
            _decided(_S.DIGABUNG, status, Syarat.STATUS_SEBELUMNYA),
        )
    ),
)

_BY_PAIR = {(item.dari, item.ke): item for item in TRANSITIONS}


def get_transition(dari: StatusPpks | None, ke: StatusPpks, *, is_rahasia: bool) -> Transition:
    """The row of the table. Raises StatusError when there is none on this path."""
    item = _BY_PAIR.get((dari, ke))
    if item is None or not item.roles_for(is_rahasia=is_rahasia):
        awal = "Catatan baru" if dari is None else f"Status ‘{dari.kata}’"
        raise StatusError(f"{awal} tidak dapat menjadi ‘{ke.kata}’.")
    return item


def check_transition(
    dari: StatusPpks | None,
    ke: StatusPpks,
    *,
    role: str,
    syarat: Collection[Syarat] = (),
    alasan: str | None = None,
    role_kedua: str | None = None,
    is_rahasia: bool = False,
    is_kedua_wajib: bool = False,
) -> Transition:
    """The row that allows this change. Raises StatusError with the first thing missing.

    `syarat` are the requirements that the caller found met. The second signature is demanded only
    with `is_kedua_wajib`, because offices without a kabid account must be able to work.
    """
    item = get_transition(dari, ke, is_rahasia=is_rahasia)
    if role not in item.roles_for(is_rahasia=is_rahasia):
        raise StatusError("Peran Anda tidak dapat mengubah status ini.")
    for perlu in Syarat:
        if perlu in item.syarat_for(is_rahasia=is_rahasia) and perlu not in syarat:
            raise StatusError(_KATA_SYARAT[perlu])
    _check_alasan(item, alasan, has_catatan=Syarat.CATATAN in syarat)
    if is_kedua_wajib and item.kedua and role_kedua not in item.kedua:
        raise StatusError("Perlu persetujuan kepala dinas.")
    return item


def _check_alasan(item: Transition, alasan: str | None, *, has_catatan: bool) -> None:
    if not item.alasan:
        return
    if not alasan:
        raise StatusError("Pilih dulu alasannya.")
    dipilih = next((pilihan for pilihan in item.alasan if pilihan.kode == alasan), None)
    if dipilih is None:
        raise StatusError("Alasan ini tidak ada dalam daftar.")
    if dipilih.is_perlu_catatan and not has_catatan:
        raise StatusError(_KATA_SYARAT[Syarat.CATATAN])


def check_segregation(
    *,
    entered_by: Hashable | None,
    approved_by: Hashable | None = None,
    verified_by: Hashable | None = None,
) -> None:
    """Enter, approve and verify are three accounts. None is a step not yet taken (or, for
    approval, the secret path). Raises StatusError."""
    if approved_by is not None and approved_by == entered_by:
        raise StatusError("Anda mencatat warga ini. Orang lain harus menyetujui.")
    if verified_by is not None and verified_by == entered_by:
        raise StatusError("Anda mencatat warga ini. Orang lain harus memverifikasi.")
    if verified_by is not None and verified_by == approved_by:
        raise StatusError("Anda menyetujui warga ini. Orang lain harus memverifikasi.")
