"""The words of a page that says something failed: what happened, what is safe, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One kind of failure; `again_word` names the button that tries once more, if that helps."""

    status: int
    title: str
    happened: str
    safe: str
    todo: str
    again_word: str = ""


_NOTHING_CHANGED = "Data warga tidak berubah."

PROBLEMS = {
    "400": Problem(
        400,
        "Permintaan tidak terbaca",
        "Sistem tidak mengerti permintaan ini.",
        _NOTHING_CHANGED,
        "Kembali ke halaman sebelumnya. Lalu coba sekali lagi.",
        "Buka ulang halaman",
    ),
    "403": Problem(
        403,
        "Halaman ini bukan untuk peran Anda",
        "Peran yang sedang aktif tidak boleh membuka halaman ini.",
        _NOTHING_CHANGED,
        "Ganti peran bila Anda punya peran lain. Atau tanyakan kepada pengelola akun.",
    ),
    "403_csrf": Problem(
        403,
        "Isian Anda belum terkirim",
        "Halaman terlalu lama terbuka, atau Anda sudah keluar.",
        "Data yang terkirim sebelumnya tetap tersimpan.",
        "Tekan tombol Kembali di peramban. Salin isian Anda. Buka ulang halaman, lalu kirim lagi.",
        "Buka ulang halaman",
    ),
    "404": Problem(
        404,
        "Halaman tidak ditemukan",
        "Alamat ini tidak ada, atau berada di luar wilayah Anda.",
        _NOTHING_CHANGED,
        "Periksa alamatnya. Atau cari warga dari beranda.",
    ),
    "409": Problem(
        409,
        "Data sudah berubah",
        "Orang lain mengubah data ini sesudah Anda membukanya.",
        "Perubahan orang itu tersimpan. Perubahan Anda belum.",
        "Buka ulang halaman. Periksa isinya, lalu ulangi perubahan Anda.",
        "Buka ulang halaman",
    ),
    "413": Problem(
        413,
        "Kiriman terlalu besar",
        "Isian atau berkas melebihi batas kiriman.",
        "Data yang terkirim sebelumnya tetap tersimpan.",
        "Perkecil foto atau bagi berkasnya. Lalu kirim lagi.",
        "Buka ulang halaman",
    ),
    "428": Problem(
        428,
        "Halaman ini sudah lama",
        "Halaman terbuka terlalu lama, jadi isian belum diterima.",
        _NOTHING_CHANGED,
        "Buka ulang halaman. Lalu ulangi perubahan Anda.",
        "Buka ulang halaman",
    ),
    "429": Problem(
        429,
        "Terlalu sering mencoba",
        "Permintaan dari akun atau jaringan ini terlalu banyak.",
        _NOTHING_CHANGED,
        "Tunggu beberapa menit. Lalu coba lagi.",
        "Coba lagi",
    ),
    "500": Problem(
        500,
        "Halaman tidak dapat dibuka",
        "Ada gangguan di sistem. Ini bukan kesalahan Anda.",
        "Data yang sudah diterima tetap tersimpan.",
        "Coba lagi sebentar. Kiriman yang gagal boleh diulang.",
        "Coba lagi",
    ),
}
