"""What is to be said of a whole file: sheets not read, formulas, columns that Excel spoilt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from balale.exchange.rules.orang import Lingkup
from balale.exchange.rules.profil import Profil


class Lembar(Protocol):
    """A sheet as the reader describes it."""

    @property
    def nama(self) -> str: ...
    @property
    def is_tampak(self) -> bool: ...
    @property
    def is_dibaca(self) -> bool: ...
    @property
    def rumus(self) -> int: ...
    @property
    def rumus_pertama(self) -> str: ...


class Buku(Protocol):
    """A workbook as the reader describes it."""

    @property
    def lembar(self) -> Sequence[Lembar]: ...


@dataclass(frozen=True)
class Catatan:
    """A remark on the file: code and words."""

    kode: str
    pesan: str


def list_catatan(
    buku: Buku, place: int, profil: Profil, profil_list: Mapping[int, Profil], lingkup: Lingkup
) -> tuple[Catatan, ...]:
    """Remarks on the file, the gravest first."""
    catatan = []
    if profil.tabel and not profil.tabel.baris_judul:
        pesan = "Daftar ini tanpa judul kolom. Artinya diduga dari isinya. Periksa."
        catatan.append(Catatan("tanpa_judul", pesan))
    if profil.nik.is_rusak:
        pesan = (
            f"{profil.nik.bernol} dari {profil.nik.jumlah} NIK berakhir 0. "
            "Kolom ini rusak di Excel."
        )
        catatan.append(Catatan("kolom_nik_rusak", pesan))
    if profil.kk.is_rusak:
        pesan = (
            f"{profil.kk.bernol} dari {profil.kk.jumlah} No KK berakhir 0. "
            "Kolom ini rusak di Excel."
        )
        catatan.append(Catatan("kolom_kk_rusak", pesan))
    if profil.urutan.is_bulan_dulu:
        catatan.append(Catatan("tanggal_bulan_dulu", "Kolom tanggal lahir menulis bulan dulu."))
    lain = [one for key, one in profil_list.items() if key != place and one.tabel and one.jumlah]
    for one in lain:
        pesan = f"Lembar {one.nama} juga berisi orang, tetapi belum dibaca."
        catatan.append(Catatan("lembar_lain", pesan))
    for lembar in buku.lembar:
        if not lembar.is_tampak and not lembar.is_dibaca:
            pesan = f"Lembar {lembar.nama} tersembunyi, jadi tidak dibaca."
            catatan.append(Catatan("lembar_tersembunyi", pesan))
    rumus = buku.lembar[place]
    if rumus.rumus:
        pesan = f"Ada {rumus.rumus} rumus, mulai {rumus.rumus_pertama}. Yang dibaca nilainya."
        catatan.append(Catatan("rumus", pesan))
    if lingkup.desa_bawaan and "desa" not in (profil.tabel.kolom if profil.tabel else {}):
        desa = lingkup.daftar.get(lingkup.desa_wajib or lingkup.desa_bawaan)
        if desa:
            catatan.append(Catatan("desa_dari_judul", f"Desa {desa.nama} diambil dari judul."))
    return tuple(catatan)
