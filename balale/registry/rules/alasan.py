"""Reasons that go with a change of status: a code that is stored and the words on the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Alasan:
    """`is_perlu_catatan`: the code says too little alone, a note must go with it."""

    kode: str
    kata: str
    is_perlu_catatan: bool = False


ALASAN_KEMBALI = (
    Alasan("nik_salah", "NIK atau No KK perlu diperiksa"),
    Alasan("nama_salah", "Nama perlu diperiksa"),
    Alasan("lahir_salah", "Tanggal lahir atau jenis kelamin perlu diperiksa"),
    Alasan("alamat_kurang", "Alamat belum lengkap"),
    Alasan("kriteria_kurang", "Kriteria belum sesuai"),
    Alasan("isian_kurang", "Isian kategori belum lengkap"),
    Alasan("bukti_kurang", "Bukti atau berita acara belum ada"),
    Alasan("mungkin_ganda", "Mungkin sudah tercatat"),
    Alasan("lainnya", "Alasan lain", is_perlu_catatan=True),
)

ALASAN_TOLAK = (
    Alasan("tidak_memenuhi_kriteria", "Tidak memenuhi kriteria"),
    Alasan("bukan_warga", "Bukan warga Kabupaten Bengkayang"),
    Alasan("meninggal", "Sudah meninggal"),
    Alasan("duplikat", "Sudah tercatat"),
    Alasan("data_tidak_benar", "Data tidak benar"),
    Alasan("permintaan_subjek", "Permintaan warga sendiri"),
    Alasan("lainnya", "Alasan lain", is_perlu_catatan=True),
)

ALASAN_KELUAR = (
    Alasan("meninggal", "Meninggal"),
    Alasan("pindah", "Pindah ke luar kabupaten"),
    Alasan("graduasi", "Sudah mandiri"),
    Alasan("tidak_memenuhi_kriteria", "Tidak memenuhi kriteria lagi"),
    Alasan("salah_data", "Salah data"),
    Alasan("permintaan_subjek", "Permintaan warga sendiri"),
    Alasan("duplikat", "Tercatat dua kali"),
    Alasan("tidak_ditemukan", "Tidak ditemukan"),
)

ALASAN_TANGGUH = (
    Alasan("sengketa", "Ada sanggahan"),
    Alasan("tidak_ditemukan", "Tidak ditemukan saat kunjungan"),
)

ALASAN_PEMUTAKHIRAN = (
    Alasan("tanggal_tinjau", "Waktu pemutakhiran tiba"),
    Alasan("usia", "Usia melewati batas kategori"),
    Alasan("dukcapil", "Data Dukcapil berubah"),
    Alasan("pengaduan", "Ada pengaduan"),
    Alasan("beda_dtsen", "Berbeda dari DTSEN"),
    Alasan("peristiwa_berakhir", "Masa peristiwa berakhir"),
)

ALASAN_AKTIF_LAGI = (
    Alasan("kembali", "Kembali ke kabupaten"),
    Alasan("keadaan_berubah", "Keadaan kembali memenuhi kriteria"),
    Alasan("salah_keluar", "Dulu salah dikeluarkan"),
    Alasan("sengketa_selesai", "Sanggahan selesai"),
    Alasan("ditemukan", "Sudah ditemukan"),
)

# Why an entry is proposed although a soft limit speaks against it (age, a NIK where none is
# expected). Kept with the entry for the village head and the verifier.
ALASAN_TETAP = (
    Alasan("keadaan_lapangan", "Keadaan di lapangan memang sesuai"),
    Alasan("tanggal_perkiraan", "Tanggal lahir hanya perkiraan"),
    Alasan("dokumen_keliru", "Data di KTP atau KK keliru"),
    Alasan("batas_usia", "Usia pas di batas kategori"),
    Alasan("lainnya", "Alasan lain"),
)
