"""The generator's reasons and fields in the registry's words."""

ALASAN_KEMBALI = {
    "nama_beda": "nama_salah",
    "tanggal_beda": "lahir_salah",
    "alamat_kurang": "alamat_kurang",
    "tanda_kurang": "kriteria_kurang",
    "telepon_salah": "lainnya",
    "nik_beda": "nik_salah",
    "anggota_kurang": "lainnya",
    "kk_beda": "nik_salah",
}
KOLOM = {
    "nama": "nama",
    "tanggal_lahir": "lahir",
    "alamat_teks": "alamat",
    "tanda": "tanda",
    "telepon": "",
    "nik": "nik",
    "anggota": "hubungan",
    "no_kk": "no_kk",
}
ALASAN_TOLAK = {
    "tidak_memenuhi": "tidak_memenuhi_kriteria",
    "ganda": "duplikat",
    "pindah": "bukan_warga",
}
ALASAN_KELUAR = {
    "mandiri": "graduasi",
    "pindah": "pindah",
    "tidak_memenuhi": "tidak_memenuhi_kriteria",
    "tidak_ditemukan": "tidak_ditemukan",
}
ALASAN_PEMUTAKHIRAN = {"lewat_waktu": "tanggal_tinjau"}
ALASAN_TANGGUH = "tidak_ditemukan"
