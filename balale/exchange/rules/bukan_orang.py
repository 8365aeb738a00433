"""Rows of a table that are no person: totals, signatures, dusun titles, empty numbered lines."""

import re
from collections.abc import Sequence

from balale.exchange.rules.kata import fold, read_kelamin
from balale.exchange.rules.kepala import Tabel, is_judul_ulang, is_nomor_kolom
from balale.exchange.rules.nomor import is_mirip_nomor
from balale.exchange.rules.sel import Sel, is_kosong, to_text

_JUMLAH = re.compile(r"^(?:sub ?)?(?:grand ?)?(?:jumlah|total|jml|rekap(?:itulasi)?)\b")
_TANDA_TANGAN = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|diketahui|disahkan|dibuat oleh|yang membuat|petugas"
    r"|an kepala|a n kepala|kepala (?:desa|kelurahan|dinas|dusun|seksi|bidang)|lurah|camat|kades"
    r"|pj kepala|plt kepala|pjs kepala|sekretaris|operator|pendata|tksk|ketua|nip [0-9]"
    r"|hormat kami|tanda tangan|ttd|keterangan|catatan|sumber|note|ket|nb)\b"
)
_TEMPAT_TANGGAL = re.compile(
    r"^[^\W\d_][\w .'’]{2,40}, *(?:tgl\.?|tanggal)? *(?:[.…_]+|[0-9]{1,2}) *[-/ ]? *"
    r"(?:[.…_]+|[A-Za-z]{3,10}|[0-9]{1,2}) *[-/ ]? *(?:[0-9]{2,4}|[.…_]+)?\.?$"
)
_BAGIAN = re.compile(
    r"^(?:dusun|dsn|lingkungan|kampung|rt|rw|rt/rw|desa|kelurahan|kecamatan|kategori|jenis"
    r"|[ivx]{1,4}[.)]|[a-h][.)]|blok)\b", re.IGNORECASE,
)  # fmt: skip
_DUSUN = re.compile(r"^(?:dusun|dsn)\b[.\s:]*(.+)$", re.IGNORECASE)
_COREK = frozenset("-–—.…_ =*")
_DIRI = ("nik", "no_kk", "nama", "tanggal_lahir", "ttl")


def has_nomor(cells: Sequence[Sel], tabel: Tabel) -> bool:
    """True where a NIK or No KK stands, or what was meant as one."""
    places = [tabel.kolom[name] for name in ("nik", "no_kk") if name in tabel.kolom]
    return any(place < len(cells) and is_mirip_nomor(cells[place]) for place in places)


def is_kaki(cells: Sequence[Sel], tabel: Tabel) -> bool:
    """True where the signatures under a table begin: few words, and no name with facts beside."""
    place = tabel.kolom.get("nama", -1)
    has_nama = 0 <= place < len(cells) and not is_kosong(cells[place])
    filled = [cell for cell in cells if not is_kosong(cell)]
    if not filled or len(filled) > (2 if has_nama else 4) or has_nomor(cells, tabel):
        return False
    return any(
        _TANDA_TANGAN.match(fold(text)) or _TEMPAT_TANGGAL.match(text)
        for text in (to_text(cell) for cell in filled)
        if not text.isdigit()
    ) and not _is_bernomor(cells, filled)


def _is_bernomor(cells: Sequence[Sel], filled: list[Sel]) -> bool:
    """A line with its number and two more cells is a person, whatever its words."""
    return len(filled) >= 3 and to_text(filled[0]).strip(".").isdigit() and cells[0] is filled[0]


def find_kind(cells: list[Sel], tabel: Tabel) -> str:
    """What a row is where it is no person: a code; "" for a person.

    A row with a NIK or No KK is always a person.
    """
    filled = [cell for cell in cells if not is_kosong(cell)]
    if not filled:
        return "kosong"
    if has_nomor(cells, tabel):
        return ""
    if is_judul_ulang(cells, tabel):
        return "judul_ulang"
    if is_nomor_kolom(cells):
        return "nomor_kolom"
    texts = [to_text(cell) for cell in filled]
    if all(set(text) <= _COREK for text in texts):
        return "kosong"
    if len(texts) >= 2 and all(text.startswith("(") and text.endswith(")") for text in texts):
        return "petunjuk"
    if _has_kelamin(cells, tabel):
        return ""
    if _JUMLAH.match(fold(texts[0])) or (
        len(texts) <= 4 and any(_JUMLAH.match(fold(text)) for text in texts[:2])
    ):
        return "jumlah"
    if is_kaki(cells, tabel):
        return "kaki"
    return _find_empty(cells, filled, texts, tabel)


def _has_kelamin(cells: list[Sel], tabel: Tabel) -> bool:
    """A word for the sex and a name: a person, also one called Jumlah or Total."""
    sex, nama = tabel.kolom.get("jenis_kelamin", -1), tabel.kolom.get("nama", -1)
    if not (0 <= sex < len(cells) and 0 <= nama < len(cells)) or is_kosong(cells[nama]):
        return False
    text = cells[sex]
    return isinstance(text, str) and not text.strip().isdigit() and bool(read_kelamin(text))


def _find_empty(cells: list[Sel], filled: list[Sel], texts: list[str], tabel: Tabel) -> str:
    place = tabel.kolom.get("nama", -1)
    has_nama = 0 <= place < len(cells) and not is_kosong(cells[place])
    if len(filled) == 1 and not has_nama:
        return "judul_bagian" if any(char.isalpha() for char in texts[0]) else "kosong"
    if len(filled) == 1 and _BAGIAN.match(texts[0]):
        return "judul_bagian"
    columns = [tabel.kolom[one] for one in _DIRI if one in tabel.kolom]
    if all(column >= len(cells) or is_kosong(cells[column]) for column in columns):
        return "kosong"
    return ""


def read_dusun_judul(cells: Sequence[Sel]) -> str:
    """The dusun that a title row names for the rows under it, or ""."""
    texts = [to_text(cell) for cell in cells if not is_kosong(cell)]
    found = _DUSUN.match(texts[0]) if len(texts) == 1 else None
    return found[1].strip(" :") if found else ""
