"""What a whole sheet tells before its rows are understood: its table, and signs of its columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import SequenceMatcher

from balale.exchange.rules.bukan_orang import find_kind, has_nomor, read_dusun_judul
from balale.exchange.rules.kata import fold
from balale.exchange.rules.kepala import BARIS_DICARI, Baris, Tabel, find_tabel, prefer_filled
from balale.exchange.rules.lahir import UrutanTanggal
from balale.exchange.rules.nomor import TandaKolom
from balale.exchange.rules.sel import Sel, is_kosong, to_text
from balale.exchange.rules.tanpa_judul import guess_tabel
from balale.registry.rules.angka import clean_angka

_NAMA_SERUPA = 0.72


@dataclass(frozen=True)
class BarisOrang:
    """A row to be understood, or one left out with the code of why; `dusun` of its title row."""

    baris: int
    cells: list[Sel]
    lewat: str = ""
    dusun: str = ""


@dataclass
class Profil:
    """One sheet, fed row by row. `tabel` is None until enough was seen, and where there is none.

    `ingatan`: columns that a person chose before, by the layout's `Tabel.sidik`.
    """

    nama: str = ""
    today: date | None = None
    ingatan: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    tabel: Tabel | None = None
    jumlah: int = 0
    nik: TandaKolom = field(default_factory=TandaKolom)
    kk: TandaKolom = field(default_factory=TandaKolom)
    urutan: UrutanTanggal = field(default_factory=UrutanTanggal)
    berebut: set[str] = field(default_factory=set)
    _window: list[Baris] = field(default_factory=list)
    _nama_nik: dict[str, str] = field(default_factory=dict)
    _is_settled: bool = False

    def add(self, baris: int, cells: list[Sel]) -> None:
        """Take one row in."""
        if self._is_settled:
            self._count(cells)
            return
        self._window.append((baris, cells))
        if len(self._window) >= BARIS_DICARI + 3:
            self.settle()

    def settle(self) -> None:
        """No more rows come, or enough have: find the table."""
        if self._is_settled:
            return
        self._is_settled = True
        self.tabel = find_tabel(self._window)
        if self.tabel is None and self.today is not None:
            self.tabel = guess_tabel(self._window, today=self.today)
        elif self.tabel:
            self.tabel = prefer_filled(self.tabel, self._window)
        if self.tabel and self.tabel.sidik in self.ingatan:
            self.tabel = replace(self.tabel, kolom=dict(self.ingatan[self.tabel.sidik]))
        for baris, cells in self._window:
            if self.tabel and baris > self.tabel.baris_akhir:
                self._count(cells)
        self._window = []

    def _count(self, cells: list[Sel]) -> None:
        if self.tabel is None:
            return
        self.jumlah += 1
        kolom = self.tabel.kolom
        nik = _get(cells, kolom.get("nik"))
        self.nik.add(nik)
        self.kk.add(_get(cells, kolom.get("no_kk")))
        self.urutan.add(_get(cells, kolom.get("tanggal_lahir")))
        self._note_nama(nik, _get(cells, kolom.get("nama")))

    def _note_nama(self, nik: Sel, nama: Sel) -> None:
        """One NIK with two quite different names is nobody's."""
        if is_kosong(nik) or is_kosong(nama) or isinstance(nik, bool):
            return
        digits = clean_angka(to_text(nik))
        if len(digits) != 16 or not digits.isdigit():
            return
        kunci = fold(to_text(nama))
        before = self._nama_nik.setdefault(digits, kunci)
        if before != kunci and not is_nama_serupa(before, kunci):
            self.berebut.add(digits)


def is_nama_serupa(one: str, other: str) -> bool:
    """True where two folded names may be the same person's: a word in common, or nearly alike."""
    if {w for w in one.split() if len(w) > 2} & {w for w in other.split() if len(w) > 2}:
        return True
    return SequenceMatcher(None, one, other).ratio() >= _NAMA_SERUPA


def _get(cells: Sequence[Sel], place: int | None) -> Sel:
    return cells[place] if place is not None and place < len(cells) else None


def walk_rows(rows: Iterator[Baris], tabel: Tabel) -> Iterator[BarisOrang]:
    """Every row under the heading: persons, and the others with why they are none."""
    dusun = ""
    is_kaki = False
    for baris, cells in rows:
        if baris <= tabel.baris_akhir:
            continue
        lewat = find_kind(cells, tabel)
        if lewat == "kaki":
            is_kaki = True
        elif is_kaki and lewat in ("", "judul_bagian"):
            if has_nomor(cells, tabel) or _is_bernomor(cells, tabel):
                is_kaki = False
            else:
                lewat = "kaki"
        if lewat == "judul_bagian":
            dusun = read_dusun_judul(cells) or dusun
        if lewat != "kosong" or any(not is_kosong(cell) for cell in cells):
            yield BarisOrang(baris, cells, lewat, dusun)


def _is_bernomor(cells: Sequence[Sel], tabel: Tabel) -> bool:
    urut = to_text(_get(cells, tabel.kolom.get("_urut"))).strip(". ")
    nama = _get(cells, tabel.kolom.get("nama"))
    return urut.isdigit() and not is_kosong(nama)
