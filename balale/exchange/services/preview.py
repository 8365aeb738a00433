"""The dry run of a file of people: every row accounted for, nothing stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from balale.access.models import User
from balale.exchange.queries.compare import Banding, compare_rows, get_kunci
from balale.exchange.queries.lingkup import get_lingkup
from balale.exchange.reader.limits import SCREEN, Limits
from balale.exchange.reader.workbook import BukuInfo, open_workbook
from balale.exchange.rules.alasan import Alasan, warn
from balale.exchange.rules.catatan import Catatan, list_catatan
from balale.exchange.rules.kepala import Tabel
from balale.exchange.rules.orang import BarisDibaca, Lingkup, OrangDibaca, read_orang
from balale.exchange.rules.profil import BarisOrang, Profil, walk_rows
from balale.exchange.rules.sel import Sel
from balale.exchange.rules.tempat import find_desa_in
from balale.kit.errors import DomainError

Ingatan = Mapping[str, Mapping[str, int]]
NO_INGATAN: Ingatan = {}
_INGAT_SEL = 1_500_000
_SEKALI = 1000


@dataclass(frozen=True)
class HasilBaris:
    """One row's account: new, same, changed or rejected."""

    baris: int
    hasil: str
    orang: OrangDibaca
    alasan: tuple[Alasan, ...] = ()
    beda: tuple[str, ...] = ()


@dataclass
class Pratinjau:
    """The account of a file. Walk `list_rows()` once; the figures are whole after that."""

    buku: BukuInfo
    lembar: str
    tabel: Tabel
    catatan: tuple[Catatan, ...]
    rows: Iterator[HasilBaris] = field(repr=False)
    jumlah: dict[str, int] = field(
        default_factory=lambda: {"new": 0, "same": 0, "changed": 0, "rejected": 0}
    )
    dilewati: list[tuple[int, str]] = field(default_factory=list)

    @property
    def dibaca(self) -> int:
        return sum(self.jumlah.values())

    def list_rows(self) -> Iterator[HasilBaris]:
        """Rows in the order of the file, counted as they pass."""
        for row in self.rows:
            self.jumlah[row.hasil] += 1
            yield row


def preview_file(
    isi: bytes,
    *,
    by: User,
    on: date,
    desa_kode: str = "",
    lembar: str = "",
    limits: Limits = SCREEN,
    ingatan: Ingatan = NO_INGATAN,
) -> Pratinjau:
    """Read and understand a file as `by` would bring it in. Raises DomainError in plain words.

    `desa_kode` is the desa that all rows must be of; `ingatan` columns by field that a person
    chose for a layout (`Tabel.sidik`). Stores nothing and writes no trail.
    """
    lingkup = get_lingkup(on)
    if desa_kode and lingkup.daftar.get(desa_kode) is None:
        raise DomainError(f"Kode desa {desa_kode} tidak dikenal di Bengkayang.", code="desa")
    buku, profil_list, kept = _profile(isi, lembar, limits, on, ingatan)
    place, profil = _choose_sheet(profil_list)
    if profil.tabel is None:
        raise DomainError("Judul kolom tidak ditemukan. Beri judul, misalnya NIK dan Nama.",
                          code="judul")  # fmt: skip
    lingkup = _narrow(lingkup, profil, profil.tabel, desa_kode)
    catatan = list_catatan(buku, place, profil, profil_list, lingkup)
    raw = kept[place] if kept is not None else _read_again(isi, lembar, limits, place)
    answer = Pratinjau(buku, profil.nama, profil.tabel, catatan, iter(()))
    answer.rows = _account(walk_rows(iter(raw), profil.tabel), lingkup, answer, by=by)
    return answer


Rows = list[tuple[int, list[Sel]]]


def _profile(
    isi: bytes, lembar: str, limits: Limits, on: date, ingatan: Ingatan
) -> tuple[BukuInfo, dict[int, Profil], dict[int, Rows] | None]:
    """The first pass over all cells; of a small file the cells are kept for the second."""
    reading = open_workbook(isi, lembar=lembar, limits=limits)
    profil_list: dict[int, Profil] = {}
    kept: dict[int, Rows] | None = {}
    cells_kept = 0
    for sheet, baris, cells in reading.rows:
        if sheet not in profil_list:
            profil_list[sheet] = Profil(reading.buku.lembar[sheet].nama, on, ingatan)
        profil_list[sheet].add(baris, cells)
        if kept is not None:
            kept.setdefault(sheet, []).append((baris, cells))
            cells_kept += len(cells)
            kept = kept if cells_kept <= _INGAT_SEL else None
    for profil in profil_list.values():
        profil.settle()
    if not profil_list:
        raise DomainError("Berkas ini tidak berisi data. Periksa lembarnya.", code="kosong")
    return reading.buku, profil_list, kept


def _read_again(
    isi: bytes, lembar: str, limits: Limits, place: int
) -> Iterator[tuple[int, list[Sel]]]:
    for sheet, baris, cells in open_workbook(isi, lembar=lembar, limits=limits).rows:
        if sheet == place:
            yield baris, cells


def _choose_sheet(profil_list: dict[int, Profil]) -> tuple[int, Profil]:
    """The sheet that tells most of persons, and of most persons."""

    def worth(item: tuple[int, Profil]) -> tuple[bool, float, int]:
        tabel = item[1].tabel
        weight = min(item[1].jumlah, 50) ** 0.5
        return tabel is not None, weight * (tabel.nilai if tabel else 0), -item[0]

    return max(profil_list.items(), key=worth)


def _narrow(lingkup: Lingkup, profil: Profil, tabel: Tabel, desa_kode: str) -> Lingkup:
    wajib = lingkup.daftar.get(desa_kode)
    return replace(
        lingkup,
        desa_wajib=wajib.kode if wajib else "",
        desa_bawaan=find_desa_in((*tabel.atas, profil.nama), lingkup.daftar),
        is_nik_rusak=profil.nik.is_rusak,
        is_kk_rusak=profil.kk.is_rusak,
        is_bulan_dulu=profil.urutan.is_bulan_dulu,
        nik_berebut=frozenset(profil.berebut),
    )


def _account(
    rows: Iterator[BarisOrang], lingkup: Lingkup, answer: Pratinjau, *, by: User
) -> Iterator[HasilBaris]:
    ganda = Ganda()
    while batch := list(islice(rows, _SEKALI)):
        read = []
        for row in batch:
            if row.lewat:
                answer.dilewati.append((row.baris, row.lewat))
                continue
            one = read_orang(row.baris, row.cells, answer.tabel.kolom, lingkup, dusun=row.dusun)
            read.append(ganda.check(one))
        sehat = [one for one in read if not one.is_ditolak]
        banding = compare_rows(sehat, user=by) if sehat else {}
        for one in read:
            yield _decide(one, banding.get(one.baris), ganda)


def _decide(one: BarisDibaca, banding: Banding | None, ganda: "Ganda") -> HasilBaris:
    if banding is None:
        return HasilBaris(one.baris, "rejected", one.orang, one.alasan)
    hasil = banding.hasil
    if one.baris in ganda.lanjutan and hasil == "new":
        hasil = "changed"  # of the person that an earlier row brings
    beda = tuple(warn(name, "berbeda", f"{name} berbeda dari registri.") for name in banding.beda)
    return HasilBaris(one.baris, hasil, one.orang, (*one.alasan, *banding.alasan, *beda),
                      banding.beda)  # fmt: skip


class Ganda:
    """Persons met so far in the file: the second row of one is refused, or adds a category."""

    def __init__(self) -> None:
        self.lanjutan: set[int] = set()
        self._met: dict[object, tuple[int, set[int]]] = {}

    def check(self, one: BarisDibaca) -> BarisDibaca:
        """The row, with what repeats in it said."""
        kunci: object = one.orang.nik or get_kunci(one.orang)
        if one.is_ditolak or (not one.orang.nik and one.orang.tanggal_lahir is None):
            return one
        if kunci not in self._met:
            self._met[kunci] = (one.baris, set(one.orang.kategori))
            return one
        first, kategori = self._met[kunci]
        baru = set(one.orang.kategori) - kategori
        if baru:
            kategori |= baru
            self.lanjutan.add(one.baris)
            pesan = f"Orang yang sama dengan baris {first}, kategorinya ditambahkan."
            alasan = warn("", "baris_lanjutan", pesan)
        else:
            alasan = Alasan("", "ganda_di_berkas", f"Orang ini sudah ada di baris {first}.")
        return replace(one, alasan=(*one.alasan, alasan))
