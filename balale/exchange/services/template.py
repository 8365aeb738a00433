"""The empty workbook that villages fill in: drop-downs, numbers as text, read back as it stands."""

import io
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from balale.registry.queries.reference import list_kategori, list_kode
from balale.wilayah.queries import list_desa

LEMBAR = "Orang"
BARIS_ISIAN = 2000
# Heading, width in letters, and the list its drop-down shows.
KOLOM = (
    ("NIK", 20, ""), ("Alasan tanpa NIK", 24, "alasan"), ("No KK", 20, ""),
    ("Nama lengkap", 30, ""), ("Jenis kelamin", 14, "kelamin"), ("Tempat lahir", 18, ""),
    ("Tanggal lahir", 14, ""), ("Hubungan keluarga", 18, "hubungan"), ("Dusun", 16, ""),
    ("RT", 6, ""), ("RW", 6, ""), ("Desa", 20, "desa"), ("Kecamatan", 22, "kecamatan"),
    ("Kategori PPKS", 40, "kategori"), ("Telepon", 18, ""),
)  # fmt: skip
_CONTOH = (
    "Isi satu orang per baris di lembar Orang. Jangan ubah judul kolom.",
    "NIK dan No KK sudah berformat teks. Ketik 16 angka.",
    "Tanggal lahir: 12/02/1955. Jika hanya tahun yang diketahui, tulis 1955.",
    "Beberapa kategori dalam satu sel dipisah titik koma: Fakir Miskin; Lanjut Usia Terlantar.",
    "Suka Maju ada dua. Isi kecamatannya.",
)


def make_template(on: date) -> bytes:
    """The template with the lists in force on a day, as XLSX."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#D9EAD3", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(LEMBAR)
    words = book.add_worksheet("Keterangan")
    lists = book.add_worksheet("Daftar")
    lists.hide()
    places = _write_lists(lists, on)
    for column, (heading, width, name) in enumerate(KOLOM):
        sheet.set_column(column, column, width, text)
        sheet.write(0, column, heading, head)
        if name:
            options = {"validate": "list", "source": places[name], "error_type": "warning",
                       "error_message": "Pilih dari daftar, atau periksa tulisannya."}  # fmt: skip
            sheet.data_validation(1, column, BARIS_ISIAN, column, options)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, BARIS_ISIAN, len(KOLOM) - 1)
    words.set_column(0, 0, 90)
    for row, line in enumerate(_CONTOH):
        words.write(row, 0, line)
    book.close()
    return out.getvalue()


def _write_lists(sheet: Worksheet, on: date) -> dict[str, str]:
    """The choices, one list a column; answers where each stands."""
    desa = list(list_desa())
    choices = {
        "alasan": [row.teks for row in list_kode("alasan_tanpa_nik", on)],
        "kelamin": [row.teks for row in list_kode("jenis_kelamin", on)],
        "hubungan": [row.teks for row in list_kode("shdk", on)],
        "desa": sorted({row.nama for row in desa}),
        "kecamatan": sorted({row.kecamatan.nama for row in desa}),
        "kategori": [row.nama for row in list_kategori(on)],
    }
    places = {}
    for column, (name, values) in enumerate(choices.items()):
        for row, value in enumerate(values):
            sheet.write_string(row, column, value)
        letter = chr(65 + column)
        places[name] = f"=Daftar!${letter}$1:${letter}${len(values)}"
    return places
