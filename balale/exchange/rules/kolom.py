"""What the headings of a list mean, as villages, SIKS-NG, OpenSID, DTSEN extracts and our own
template write them. A heading not known here is left alone and named in the account."""

import re

from balale.exchange.rules.jenis import find_kategori_heading
from balale.exchange.rules.kata import fold

# Headings in full, after folding. Fields that begin with "_" are understood and left out.
_TEPAT: dict[str, str] = {
    "_urut": "no|no urut|nomor|nomor urut|nmr|urut|no urt|num|id",
    "nik": "nik|no nik|nomor nik|no ktp|nomor ktp|nik ktp|no induk kependudukan|n i k|nik no ktp"
           "|nomor induk kependudukan|no ktp nik|nik penerima|nik anggota|nik individu|no nik ktp"
           "|nomor induk kependudukan nik|no identitas|nik lansia|nik ppks|nik pm|nik kpm|no e ktp",
    "no_kk": "kk|no kk|nomor kk|nokk|no kartu keluarga|nomor kartu keluarga|no kk keluarga"
             "|kartu keluarga|nomor kartu keluarga kk|nkk|id kk|no_kk|no kartu keluarga kk|kk no",
    "nama": "nama|name|full name|nama lgkp|nama lengkap|nama penduduk|nama ppks|nama penerima"
            "|nama anggota keluarga|nm"
            "|nama anggota|nama warga|nama individu|nama sesuai ktp|nama art|nama pmks|nama kpm"
            "|nama lengkap sesuai ktp|nama penerima manfaat|nama anggota rumah tangga|nama pm"
            "|nama lansia|nama anak|nama calon penerima|nama penyandang disabilitas|nama orang"
            "|nama lengkap ppks|nama jelas|nama terang|nama dan gelar|nama lengkap tanpa singkatan"
            "|nama calon kpm|nama sasaran|nama pemerlu|nm lengkap|namalengkap|nama klien",
    "_nama_kepala": "nama kepala keluarga|nama kk|kepala keluarga|nama kepala rumah tangga"
                    "|nama krt|nama kep keluarga|nama_kepala_keluarga|kepala rumah tangga",
    "nama_ibu": "nama ibu|nama ibu kandung|ibu kandung|nm ibu|ibu|nama gadis ibu kandung",
    "_nama_ayah": "nama ayah|ayah|nama bapak|nama ayah kandung|nama suami|nama istri|nama pasangan"
                  "|nama wali|nama orang tua|nama orang tua wali|orang tua|nama orangtua",
    "nama_lain": "nama lain|alias|nama panggilan|panggilan|nama alias|nama kecil",
    "jenis_kelamin": "jenis kelamin|jenis klmin|jk|l p|lp|sex|kelamin|jns kelamin"
                     "|jenis kelamin l p|gender"
                     "|jenkel|jns kel|l p jenis kelamin|jeniskelamin|kel|j k|jenis kel|seks|jklmn"
                     "|lk pr|laki laki perempuan|jenis kelamin 1 2|l atau p|jenis kelamin lp",
    "jk_l": "l|lk|laki laki|pria|jenis kelamin l|jenis kelamin lk|jenis kelamin laki laki",
    "jk_p": "p|pr|perempuan|wanita|jenis kelamin p|jenis kelamin pr|jenis kelamin perempuan",
    "tempat_lahir": "tempat lahir|tmp lahir|tmpt lhr|tempatlahir|tpt lahir|tempat|tmpt lahir"
                    "|tmp lhr"
                    "|kota lahir|kelahiran tempat|tempat kelahiran|lahir tempat",
    "tanggal_lahir": "tanggal lahir|date of birth|dob|birthdate|tgl lahir|tgllahir"
                     "|tanggallahir|tgl lhr|tanggal|tgl|tanggal bulan tahun lahir"
                     "|tgl bln thn lahir|kelahiran tanggal|lahir tanggal"
                     "|tanggal kelahiran|birth date|tgl bulan tahun lahir|lahir|tgl bln th lahir"
                     "|tahun lahir|thn lahir|tanggal lahir dd mm yyyy|tgl lahir dd mm yyyy",
    "ttl": "ttl|tempat tanggal lahir|tempat tgl lahir|tempat dan tanggal lahir|tmp tgl lahir"
           "|tempat dan tgl lahir|tpt tgl lahir|tempat tgl lhr|kelahiran|tmpt tgl lahir|tmp tgl lhr"
           "|tempat tanggal kelahiran|tempat tanggal bulan dan tahun lahir",
    "umur": "umur|usia|umur tahun|usia tahun|umur thn|usia thn|umur th|usia saat ini|umur usia",
    "hubungan": "hubungan|stat hbkel|hubungan keluarga|hubungan dalam keluarga|shdk|status hubungan"
                "|status hubungan dalam keluarga|status dalam keluarga|hub keluarga|kk level|shdrt"
                "|hub kel|hubungan dengan kepala keluarga|hub dengan kk|status keluarga"
                "|status dlm keluarga|hub dgn kk|hubungan kk|hubungan dgn kk|posisi dalam keluarga"
                "|kedudukan dalam keluarga|status kk|hub dalam keluarga|status hub keluarga",
    "hubungan_krt": "hubungan dengan krt|hub krt|hub kepala rumah tangga|hubungan krt"
                    "|hubungan dengan kepala rumah tangga|id hubungan keluarga"
                    "|status keluarga dtsen",
    "alamat": "alamat|alamat lengkap|alamat ktp|alamat domisili|alamat rumah|alamat tinggal|jalan"
              "|alamat sesuai ktp|alamat sekarang|alamat tempat tinggal|alamat jalan|almt"
              "|alamat kk",
    "dusun": "dusun|dsn|nama dusun|lingkungan|kampung|dusun lingkungan|alamat dusun|dusun kampung"
             "|dusun lingk|lingkungan dusun|nama dusun lingkungan|dukuh",
    "rt": "rt|no rt|nomor rt|alamat rt",
    "rw": "rw|no rw|nomor rw|alamat rw",
    "rt_rw": "rt rw|rtrw|rt dan rw|alamat rt rw|rt/rw",
    "desa": "desa|kelurahan|desa kelurahan|kelurahan desa|nama desa|nama kelurahan|desa kel"
            "|kel desa|nama desa kelurahan|alamat desa|nmkel|nm kel|nama kel|kel|desa asal"
            "|kelurahan desa domisili|nama kelurahan desa|desa tempat tinggal|nmdesa|nm desa"
            "|nama kel desa|desa domisili|alamat desa kelurahan|village",
    "kode_desa": "kode desa|kode kelurahan|kode desa kelurahan|kd desa|kode wilayah|kdkel|kd kel"
                 "|kode wilayah desa|kode kemendagri|kode kelurahan desa|desa kode"
                 "|kode kemendagri desa",
    "kecamatan": "kecamatan|kec|nama kecamatan|nmkec|nm kec|nama kec|alamat kecamatan"
                 "|kecamatan domisili|kecamatan asal",
    "_wilayah": "kabupaten|kab|kabupaten kota|kab kota|provinsi|prov|propinsi|nmkab|nmprop"
                "|nama kabupaten|nama provinsi|kode kecamatan|kode kabupaten|kode provinsi|kdprop"
                "|kdkab|kdkec|kode pos|kodepos|nama kab|nama prop|kode bps|kode desa bps",
    "kategori": "kategori|kategori ppks|jenis ppks|jenis pmks|kategori pmks|pmks|ppks|jenis"
                "|jenis masalah|jenis pmks ppks|kategori ppks pmks|kode ppks|kode kategori|kriteria"
                "|kategori kode ppks|nama ppks jenis|masalah sosial|jenis masalah sosial|kode pmks"
                "|klasifikasi|jenis ppks pmks|kriteria ppks|no ppks|nomor kategori|kategori masalah"
                "|kategori ppks nomor atau nama|jenis kategori|jenis masalah kesejahteraan sosial"
                "|kategori pmks ppks|kluster|jenis pemerlu",
    "status_kawin": "status perkawinan|status kawin|status|kawin|perkawinan|status nikah"
                    "|status pernikahan|stat kawin|status kawin id",
    "agama": "agama|agama id",
    "pendidikan": "pendidikan|pendidikan terakhir|pendidikan dalam kk|pendidikan kk|ijazah"
                  "|pendidikan kk id|pendidikan tertinggi|pend terakhir|pend",
    "pekerjaan": "pekerjaan|pekerjaan id|mata pencaharian|profesi|kerja|pekerjaan utama",
    "telepon": "telepon|no hp|hp|no telepon|nomor hp|no telp|telp|kontak|nomor telepon|no wa|wa"
               "|no hp wa|whatsapp|nomor telepon hp|telepon hp|handphone|kontak person",
    "alasan_tanpa_nik": "alasan tanpa nik|alasan belum ada nik|alasan tidak ada nik",
    "_lain": "keterangan|ket|catatan|desil|desil nasional|foto|tanda tangan|ttd"
             "|pendidikan sedang id"
             "|pendidikan sedang ditempuh|warganegara id|kewarganegaraan|golongan darah id"
             "|golongan darah|id dtks|id dtsen|id keluarga|no peserta|nominal|jumlah|no rekening",
}  # fmt: skip
_FIELD = {fold(word): field for field, words in _TEPAT.items() for word in words.split("|")}

# Where the words stand somewhere in the heading; the first that fits counts.
_POLA = (
    (r"\b(?:nik|nama|no kk|tgl lahir|tanggal lahir) (?:ibu|ayah|bapak|suami|istri|pasangan|wali"
     r"|kepala|kk|krt|pengurus|pendamping|petugas|pelapor|orang tua|ortu)\b(?! kandung)", "_lain"),
    (r"\bnama (?:petugas|pendamping|operator|program|bantuan|kegiatan|bank|panti|lks|wali)",
     "_lain"),
    (r"\b(?:tgl|tanggal) (?:pendataan|input|data|meninggal|daftar|update|kunjungan|sk)", "_lain"),
    (r"\bkode\b.*\b(?:bps|kec|kab|prov)", "_wilayah"),
    (r"\bibu kandung\b", "nama_ibu"),
    (r"^(?:nomor|no) (?:induk kependudukan|ktp)\b|\bnik\b(?!.*\bkk\b)", "nik"),
    (r"\b(?:nomor|no)\b.*\b(?:kk|kartu keluarga)\b", "no_kk"),
    (r"\b(?:tempat|tmp|tpt|tmpt)\b.*\b(?:tgl|tanggal)\b.*\blahir\b|\bttl\b", "ttl"),
    (r"\b(?:tgl|tanggal)\b.*\blahir\b", "tanggal_lahir"),
    (r"\btempat\b.*\blahir\b", "tempat_lahir"),
    (r"\bjenis kelamin\b|\bjns kel", "jenis_kelamin"),
    (r"\bhub(?:ungan)?\b.*\b(?:krt|kepala rumah tangga)\b", "hubungan_krt"),
    (r"\bhub(?:ungan)?\b.*\b(?:kel|keluarga|kk)\b", "hubungan"),
    (r"\b(?:ppks|pmks)\b.*\b(?:kategori|jenis|kode)\b|\b(?:kategori|jenis)\b.*\b(?:ppks|pmks)\b",
     "kategori"),
    (r"\brt\b.*\brw\b", "rt_rw"),
    (r"\bkode\b.*\b(?:desa|kel)\b", "kode_desa"),
    (r"^nama (?:lengkap|anggota|penerima|warga|penduduk)\b", "nama"),
    (r"^nama\b(?! (?:kepala|ayah|ibu|desa|kec|dusun|kab|prov|kel))", "nama"),
    (r"\bstatus\b.*\b(?:kawin|nikah)", "status_kawin"),
    (r"\bpendidikan\b", "pendidikan"),
    (r"\bpekerjaan\b", "pekerjaan"),
)  # fmt: skip
_POLA_SIAP = tuple((re.compile(pola), field) for pola, field in _POLA)
_KURUNG = re.compile(r"[(\[][^()\[\]]*[)\]]")
LABEL_MAKS = 90

BOBOT = {
    "nik": 3.0, "nama": 3.0, "no_kk": 2.0, "tanggal_lahir": 2.0, "ttl": 2.0, "kategori": 2.0,
    "jenis_kelamin": 1.5, "desa": 1.5, "_urut": 0.8, "_lain": 0.3, "_wilayah": 0.5,
}  # fmt: skip


def match_label(label: str) -> str:
    """The field a heading means, "" for none. kategori_8 is a column of ticks for category 8."""
    kunci = _join_letters(fold(label))
    if not kunci or len(label) > LABEL_MAKS:
        return ""
    if kunci in _FIELD:
        return _FIELD[kunci]
    pendek = fold(_KURUNG.sub(" ", label))
    if pendek in _FIELD:
        return _FIELD[pendek]
    nomor = find_kategori_heading(label)
    if nomor is not None:
        return f"kategori_{nomor}"
    return next((field for pola, field in _POLA_SIAP if pola.search(kunci)), "")


def _join_letters(kunci: str) -> str:
    """N A M A, spaced out for looks, as one word."""
    words = kunci.split()
    is_spaced = len(words) >= 3 and all(len(word) == 1 for word in words)
    return "".join(words) if is_spaced else kunci


def match_bertingkat(atas: str, bawah: str) -> str:
    """The field of a heading of two lines: Jenis Kelamin over L, Alamat over Dusun."""
    if not bawah:
        return match_label(atas)
    induk, anak = match_label(atas), match_label(bawah)
    kunci = fold(bawah)
    if induk == "jenis_kelamin" and anak in ("jk_l", "jk_p"):
        return anak
    if induk in ("ttl", "tanggal_lahir") or "lahir" in fold(atas):
        if kunci.startswith(("tempat", "tmp", "tpt", "kota")):
            return "tempat_lahir"
        if kunci.startswith(("tanggal", "tgl")):
            return "tanggal_lahir"
    if anak in ("jk_l", "jk_p"):
        return match_label(f"{atas} {bawah}")
    return anak or match_label(f"{atas} {bawah}") or induk
