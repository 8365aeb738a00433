"""Statuses of invented entries: how they are spread, how old they are, and the reasons given."""

from random import Random

from balale.latihan.rules.records import EntriRekaan

STATUS = {
    "aktif": 60,
    "diverifikasi": 12,
    "diajukan": 8,
    "dikembalikan": 6,
    "draf": 6,
    "ditolak": 3,
    "perlu_pemutakhiran": 3,
    "keluar": 2,
}
STATUS_RAHASIA = {"aktif": 50, "diverifikasi": 20, "diajukan": 30}
# Fewest and most days since the status was reached.
RENTANG_HARI = {
    "draf": (0, 6),
    "diajukan": (0, 14),
    "dikembalikan": (1, 12),
    "diverifikasi": (2, 40),
    "ditolak": (5, 120),
    "aktif": (15, 600),
    "perlu_pemutakhiran": (1, 30),
    "keluar": (20, 400),
}
# Why an entry came back: the field to correct, the reason's code, the note. Codes and fields
# are the registry's; "" where the form that mends has no such field.
_KEMBALI_ORANG = (
    ("nama", "nama_salah", "Nama berbeda dengan KTP. Tulis seperti di KTP."),
    ("tanggal_lahir", "lahir_salah", "Tanggal lahir berbeda dengan kartu keluarga."),
    ("alamat", "alamat_kurang", "Alamat belum jelas. Tambahkan patokan rumah."),
    ("tanda", "kriteria_kurang", "Tanda yang terlihat belum sesuai dengan kategori."),
    ("", "lainnya", "Nomor telepon tidak dapat dihubungi."),
)
_KEMBALI_NIK = ("nik", "nik_salah", "NIK berbeda satu angka dengan foto KTP.")
_KEMBALI_KELUARGA = (
    ("alamat", "alamat_kurang", "Alamat belum jelas. Tambahkan patokan rumah."),
    ("hubungan", "lainnya", "Jumlah anggota berbeda dengan kartu keluarga."),
)
_KEMBALI_KOMUNITAS = (
    ("jawaban", "lainnya", "Jumlah KK berbeda dengan catatan kepala dusun."),
    ("jawaban", "lainnya", "Nama tokoh adat belum ditulis."),
)
_KEMBALI_KK = ("no_kk", "nik_salah", "Nomor KK berbeda dengan foto kartu keluarga.")
_TOLAK = (
    ("tidak_memenuhi_kriteria", "Keadaan belum memenuhi kriteria kategori ini."),
    ("duplikat", "Sudah tercatat di kategori yang sama."),
    ("bukan_warga", "Sudah pindah keluar kabupaten."),
)
_KELUAR = (
    ("graduasi", "Sudah mandiri."),
    ("pindah", "Pindah keluar kabupaten."),
    ("tidak_memenuhi_kriteria", "Tidak lagi memenuhi kriteria."),
    ("tidak_ditemukan", "Tidak ditemukan saat kunjungan."),
)


def explain_community(rng: Random, entri: EntriRekaan) -> None:
    """Give the reason why the entry of a community came back."""
    if entri.status == "dikembalikan":
        entri.kolom_salah, entri.alasan_kode, entri.alasan = rng.choice(_KEMBALI_KOMUNITAS)


def explain(rng: Random, entri: EntriRekaan, *, has_nik: bool, is_keluarga: bool) -> None:
    """Give the reason that the status of this entry calls for.

    `has_nik` says whether the person has a NIK, or the family a No KK.
    """
    if entri.status == "dikembalikan":
        pilihan: tuple[tuple[str, str, str], ...] = (
            _KEMBALI_KELUARGA if is_keluarga else _KEMBALI_ORANG
        )
        if has_nik and rng.random() < 0.35:
            pilihan = (_KEMBALI_KK if is_keluarga else _KEMBALI_NIK,)
        entri.kolom_salah, entri.alasan_kode, entri.alasan = rng.choice(pilihan)
    elif entri.status == "ditolak":
        entri.alasan_kode, entri.alasan = rng.choice(_TOLAK)
    elif entri.status == "keluar":
        entri.alasan_kode, entri.alasan = rng.choice(_KELUAR)
    elif entri.status == "perlu_pemutakhiran":
        entri.alasan_kode, entri.alasan = "tanggal_tinjau", "Sudah waktunya data ditinjau kembali."
