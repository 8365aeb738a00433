"""What each event of the trail is called on the auditor's screen, and its kind."""

from dataclasses import dataclass
from enum import StrEnum


class Jenis(StrEnum):
    """Kinds of events an auditor asks for."""

    LIHAT = "lihat"
    UBAH = "ubah"
    CARI = "cari"
    CETAK = "cetak"
    DARURAT = "darurat"
    AKUN = "akun"
    ATURAN = "aturan"
    TOLAK = "tolak"
    AUDIT = "audit"
    SISTEM = "sistem"

    @property
    def kata(self) -> str:
        return _JENIS[self]


_JENIS = {
    Jenis.LIHAT: "Melihat",
    Jenis.UBAH: "Mengubah atau memutus",
    Jenis.CARI: "Mencari",
    Jenis.CETAK: "Mencetak",
    Jenis.DARURAT: "Buka darurat",
    Jenis.AKUN: "Masuk dan akun",
    Jenis.ATURAN: "Kategori dan formulir",
    Jenis.TOLAK: "Ditolak sistem",
    Jenis.AUDIT: "Pembacaan auditor",
    Jenis.SISTEM: "Pekerjaan sistem",
}


@dataclass(frozen=True)
class Kejadian:
    """One kind of event, in words."""

    jenis: Jenis
    kata: str


KEJADIAN = {
    "ppks.viewed": Kejadian(Jenis.LIHAT, "Melihat data terbatas"),
    "nik.revealed": Kejadian(Jenis.LIHAT, "Membuka bagian yang disamarkan"),
    "file.viewed": Kejadian(Jenis.LIHAT, "Melihat foto atau berkas"),
    "ppks.opened_to_mend": Kejadian(Jenis.LIHAT, "Membuka data untuk diperbaiki"),
    "orang.opened_to_edit": Kejadian(Jenis.LIHAT, "Membuka data diri untuk diubah"),
    "ppks.opened_to_edit": Kejadian(Jenis.LIHAT, "Membuka isian kategori untuk diubah"),
    "case.opened": Kejadian(Jenis.LIHAT, "Membuka berkas kasus dengan alasan"),
    "case.viewed": Kejadian(Jenis.LIHAT, "Melihat berkas kasus"),
    "ppks.entered": Kejadian(Jenis.UBAH, "Menambah data"),
    "ppks.corrected": Kejadian(Jenis.UBAH, "Memperbaiki data"),
    "orang.died": Kejadian(Jenis.UBAH, "Mencatat kematian"),
    "keluarga.arranged": Kejadian(Jenis.UBAH, "Menata keluarga"),
    "transfer.proposed": Kejadian(Jenis.UBAH, "Mengajukan pindah desa"),
    "transfer.accepted": Kejadian(Jenis.UBAH, "Menerima pindahan dari desa lain"),
    "transfer.not_found": Kejadian(Jenis.UBAH, "Pindahan tidak ditemukan"),
    "transfer.cancelled": Kejadian(Jenis.UBAH, "Membatalkan pindah desa"),
    "orang.edited": Kejadian(Jenis.UBAH, "Mengubah data diri"),
    "ppks.edited": Kejadian(Jenis.UBAH, "Mengubah isian kategori"),
    "ppks.verified": Kejadian(Jenis.UBAH, "Memverifikasi data"),
    "ppks.returned": Kejadian(Jenis.UBAH, "Mengembalikan data"),
    "ppks.refused": Kejadian(Jenis.UBAH, "Menolak data"),
    "refusal.proposed": Kejadian(Jenis.UBAH, "Mengusulkan penolakan data"),
    "refusal.declined": Kejadian(Jenis.UBAH, "Meminta penolakan diperiksa lagi"),
    "ppks.due": Kejadian(Jenis.UBAH, "Menandai perlu pemutakhiran"),
    "usulan.approved": Kejadian(Jenis.UBAH, "Menyetujui usulan desa"),
    "usulan.sent_back": Kejadian(Jenis.UBAH, "Mengembalikan usulan desa"),
    "decision.undone": Kejadian(Jenis.UBAH, "Mengurungkan putusan"),
    "change.proposed": Kejadian(Jenis.UBAH, "Mengusulkan perubahan"),
    "change.accepted": Kejadian(Jenis.UBAH, "Menerima perubahan"),
    "change.refused": Kejadian(Jenis.UBAH, "Menolak perubahan"),
    "change.undone": Kejadian(Jenis.UBAH, "Mengurungkan perubahan"),
    "period.locked": Kejadian(Jenis.UBAH, "Menetapkan data"),
    "rahasia.entered": Kejadian(Jenis.UBAH, "Mengirim lewat jalur rahasia"),
    "case.assigned": Kejadian(Jenis.UBAH, "Menugaskan petugas kasus"),
    "case.noted": Kejadian(Jenis.UBAH, "Menambah catatan kasus"),
    "case.answers_changed": Kejadian(Jenis.UBAH, "Mengubah jawaban kasus"),
    "case.verification_requested": Kejadian(Jenis.UBAH, "Meminta pengesahan kasus"),
    "case.verified": Kejadian(Jenis.UBAH, "Mengesahkan kasus"),
    "case.returned": Kejadian(Jenis.UBAH, "Mengembalikan kasus"),
    "case.refused": Kejadian(Jenis.UBAH, "Menolak kasus"),
    "pendataan.viewed": Kejadian(Jenis.LIHAT, "Melihat isian pendataan terbatas"),
    "pendataan.recorded": Kejadian(Jenis.UBAH, "Mencatat hasil pendataan"),
    "komunitas.entered": Kejadian(Jenis.UBAH, "Menambah komunitas"),
    "komunitas.counted": Kejadian(Jenis.UBAH, "Mencatat jumlah keluarga komunitas"),
    "komunitas.joined": Kejadian(Jenis.UBAH, "Memasukkan keluarga ke komunitas"),
    "komunitas.left": Kejadian(Jenis.UBAH, "Mengeluarkan keluarga dari komunitas"),
    "kebutuhan.changed": Kejadian(Jenis.UBAH, "Memperbarui kebutuhan"),
    "file.added": Kejadian(Jenis.UBAH, "Menambah foto atau berkas"),
    "file.ended": Kejadian(Jenis.UBAH, "Mengakhiri foto atau berkas"),
    "file.restored": Kejadian(Jenis.UBAH, "Memulihkan foto atau berkas"),
    "draf.started": Kejadian(Jenis.UBAH, "Memulai draf"),
    "draf.kept": Kejadian(Jenis.UBAH, "Menyimpan draf untuk nanti"),
    "draf.discarded": Kejadian(Jenis.UBAH, "Membuang draf"),
    "draf.restored": Kejadian(Jenis.UBAH, "Memulihkan draf"),
    "aturan.started": Kejadian(Jenis.ATURAN, "Memulai versi aturan"),
    "aturan.changed": Kejadian(Jenis.ATURAN, "Mengubah rancangan aturan"),
    "aturan.discarded": Kejadian(Jenis.ATURAN, "Membuang rancangan aturan"),
    "aturan.proposed": Kejadian(Jenis.ATURAN, "Mengusulkan aturan kepada orang kedua"),
    "aturan.approved": Kejadian(Jenis.ATURAN, "Menyetujui aturan"),
    "aturan.refused": Kejadian(Jenis.ATURAN, "Menolak aturan"),
    "aturan.withdrawn": Kejadian(Jenis.ATURAN, "Menarik usulan aturan"),
    "aturan.published": Kejadian(Jenis.ATURAN, "Memberlakukan aturan"),
    "aturan.ended": Kejadian(Jenis.ATURAN, "Menghentikan pengumuman"),
    "aturan.revoked": Kejadian(Jenis.ATURAN, "Mencabut versi sebelum berlaku"),
    "aturan.revoke_proposed": Kejadian(Jenis.ATURAN, "Mengusulkan pencabutan versi"),
    "aturan.imported": Kejadian(Jenis.ATURAN, "Memasukkan berkas aturan"),
    "aturan.exported": Kejadian(Jenis.ATURAN, "Mengeluarkan berkas aturan"),
    "orang.searched": Kejadian(Jenis.CARI, "Mencari warga"),
    "orang.search_stopped": Kejadian(Jenis.CARI, "Terlalu sering mencari NIK"),
    "document.printed": Kejadian(Jenis.CETAK, "Mencetak dokumen"),
    "case.broken_open": Kejadian(Jenis.DARURAT, "Membuka kasus secara darurat"),
    "case.break_refused": Kejadian(Jenis.DARURAT, "Mencoba buka darurat, nomor tidak dikenal"),
    "break.reviewed": Kejadian(Jenis.DARURAT, "Memutus tinjauan buka darurat"),
    "break.explained": Kejadian(Jenis.DARURAT, "Menjelaskan buka darurat"),
    "break.viewed": Kejadian(Jenis.DARURAT, "Membaca tinjauan buka darurat"),
    "account.sign_in": Kejadian(Jenis.AKUN, "Masuk"),
    "account.sign_in_failed": Kejadian(Jenis.AKUN, "Gagal masuk"),
    "account.sign_out": Kejadian(Jenis.AKUN, "Keluar"),
    "account.proof_failed": Kejadian(Jenis.AKUN, "Salah mengulang frasa sandi"),
    "account.role_chosen": Kejadian(Jenis.AKUN, "Memilih peran"),
    "account.created": Kejadian(Jenis.AKUN, "Membuat akun"),
    "account.activated": Kejadian(Jenis.AKUN, "Mengaktifkan akun"),
    "account.activation_failed": Kejadian(Jenis.AKUN, "Gagal mengaktifkan akun"),
    "account.locked": Kejadian(Jenis.AKUN, "Mengunci akun"),
    "account.unlocked": Kejadian(Jenis.AKUN, "Membuka kunci akun"),
    "account.role_given": Kejadian(Jenis.AKUN, "Memberi peran"),
    "account.role_ended": Kejadian(Jenis.AKUN, "Mengakhiri peran"),
    "role.delegated": Kejadian(Jenis.AKUN, "Menunjuk wakil"),
    "role.delegation_ended": Kejadian(Jenis.AKUN, "Mengakhiri wakil"),
    "account.code_requested": Kejadian(Jenis.AKUN, "Meminta kode untuk akun"),
    "account.code_issued": Kejadian(Jenis.AKUN, "Menerbitkan kode"),
    "account.code_reissued": Kejadian(Jenis.AKUN, "Menerbitkan kode pengganti"),
    "accounts.opened": Kejadian(Jenis.AKUN, "Membuka akun dari daftar"),
    "slips.renewed": Kejadian(Jenis.AKUN, "Mencetak ulang slip akun"),
    "account.handed_over": Kejadian(Jenis.AKUN, "Menyerahkan akun kepada pengganti"),
    "account.code_released": Kejadian(Jenis.AKUN, "Melepas kode"),
    "account.code_refused": Kejadian(Jenis.AKUN, "Menolak permintaan kode"),
    "access.refused": Kejadian(Jenis.TOLAK, "Ditolak: halaman bukan haknya"),
    "form.foreign_field": Kejadian(Jenis.TOLAK, "Mengirim isian yang bukan haknya"),
    "job.refused": Kejadian(Jenis.TOLAK, "Pekerjaan latar ditolak"),
    "trail.read": Kejadian(Jenis.AUDIT, "Membaca jejak"),
    "trail.verified": Kejadian(Jenis.AUDIT, "Memeriksa segel jejak"),
    "sample.drawn": Kejadian(Jenis.AUDIT, "Mengambil sampel"),
    "job.resumed": Kejadian(Jenis.SISTEM, "Melanjutkan pekerjaan latar"),
    "session.forgotten": Kejadian(Jenis.SISTEM, "Menghapus sesi lama"),
    "latihan.started": Kejadian(Jenis.AKUN, "Masuk ke tempat latihan"),
    "latihan.finished": Kejadian(Jenis.AKUN, "Menyelesaikan latihan"),
    "latihan.reset": Kejadian(Jenis.SISTEM, "Mengulang latihan dari awal"),
    "latihan.seeded": Kejadian(Jenis.SISTEM, "Mengisi data latihan"),
}
_LAIN = Kejadian(Jenis.SISTEM, "Kejadian lain")

# Categories of reasons. The words typed beside one may name a person and are not shown.
ALASAN = {
    "verifikasi": "Memeriksa usulan",
    "pelayanan": "Memberi layanan",
    "permintaan_warga": "Diminta warga yang bersangkutan",
    "perbaikan": "Memperbaiki data",
    "pengawasan": "Pengawasan",
    "darurat": "Keadaan darurat",
    "lainnya": "Alasan lain",
    "penugasan": "Ditugaskan",
    "pembukaan": "Dibuka dengan alasan",
    "keselamatan": "Nyawa atau keselamatan terancam",
    "rujukan": "Rujukan mendesak",
    "petugas_tidak_ada": "Petugas kasus tidak dapat dihubungi",
    "penegak_hukum": "Permintaan penegak hukum",
}


def get_kejadian(event: str) -> Kejadian:
    """The words of an event; "Kejadian lain" for one that is not known."""
    return KEJADIAN.get(event, _LAIN)


def list_events(jenis: Jenis) -> list[str]:
    """The events of one kind."""
    return [event for event, kejadian in KEJADIAN.items() if kejadian.jenis is jenis]


def say_alasan(reason: str) -> str:
    """The category of a reason in words; nothing of what was typed beside it."""
    return ALASAN.get(reason.partition(":")[0].strip(), "")
