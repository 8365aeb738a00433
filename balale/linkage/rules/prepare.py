"""A table of people made ready for comparison, column by column."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from balale.linkage.rules.names import NamaBanding, fold_text, read_nama
from balale.linkage.rules.numbers import read_digits, read_lahir, read_nik_hints
from balale.linkage.rules.places import Places, fold_place

COLUMNS = (
    "record_id", "nik", "no_kk", "nama", "jenis_kelamin", "tempat_lahir", "tanggal_lahir",
    "nama_ibu", "hubungan", "alamat", "rt", "rw", "desa_kode", "desa", "kecamatan",
)  # fmt: skip
# Prepared columns and their types in SQL.
TYPES = {
    "record_id": "varchar", "nama_rapi": "varchar", "nama_bunyi": "varchar",
    "nama_rapat": "varchar", "kata": "varchar[]", "kata_khas": "varchar",
    "nama_lain": "varchar[]", "inisial": "varchar[]", "huruf": "varchar", "jarang": "integer",
    "panggilan": "integer", "lahir": "varchar", "tahun": "integer", "hari_bulan": "varchar",
    "lahir_tukar": "varchar", "kira": "integer", "lahir_nik": "varchar", "nik": "varchar",
    "nik_awal": "varchar", "nik_rapi": "varchar", "no_kk": "varchar", "anggota": "varchar[]",
    "jk": "varchar", "ibu": "varchar", "kata_ibu": "varchar[]", "hubungan": "varchar",
    "tempat": "varchar", "desa": "varchar", "kecamatan": "varchar", "rtrw": "varchar",
    "alamat": "varchar",
}  # fmt: skip
Prepared = dict[str, Any]
_JK = {"l": "L", "p": "P", "lk": "L", "pr": "P", "laki-laki": "L", "perempuan": "P"}
_JK |= {"pria": "L", "wanita": "P", "1": "L", "2": "P"}
JARANG = 0.002  # a word in at most two names of a thousand
_NOL = re.compile(r"^[\s0\-.]+")
_ALAMAT_UMUM = frozenset(
    ["jalan", "jl", "jln", "gang", "gg", "dusun", "dsn", "dn", "no", "rt", "rp", "kampung", "kp"]
)


@dataclass(frozen=True)
class Shares:
    """How often a word occurs in names: its share of all records."""

    share: Mapping[str, float]

    def rarest(self, words: Sequence[str]) -> str:
        """The word that says most about who it is; the longer one if none was ever seen."""
        return min(words, key=lambda word: (self.share.get(word, 0.0), -len(word), word))


def count_words(names: Iterable[str]) -> Shares:
    """Shares of the words of these names."""
    counts: Counter[str] = Counter()
    total = 0
    for name in names:
        counts.update(set(read_nama(name).kata))
        total += 1
    return Shares({word: count / max(total, 1) for word, count in counts.items()})


def prepare_all(
    rows: Sequence[Mapping[str, str]], places: Places, newest: int
) -> list[Prepared]:  # fmt: skip
    """Every row prepared, with the other members of its family. `newest`: the year of the list."""
    shares = count_words(row.get("nama", "") for row in rows)
    prepared = [prepare(row, shares, places, newest) for row in rows]
    add_members(prepared)
    return prepared


def prepare(row: Mapping[str, str], shares: Shares, places: Places, newest: int) -> Prepared:
    """One row prepared; without members of the family, which one row cannot know."""
    nik, no_kk = read_digits(row.get("nik", "")), read_digits(row.get("no_kk", ""))
    if nik is not None and nik == no_kk:
        nik = None  # the No KK in the place of the NIK says nothing of the person
    return (
        {"record_id": row.get("record_id", ""), "no_kk": no_kk, "anggota": None}
        | _prepare_nama(read_nama(row.get("nama", "")), shares)
        | _prepare_lahir(row, nik, newest)
        | _prepare_ibu(row.get("nama_ibu", ""))
        | _prepare_tempat(row, places)
    )


def _prepare_nama(nama: NamaBanding, shares: Shares) -> Prepared:
    if not nama.kata:
        return dict.fromkeys(
            ("nama_rapi", "nama_bunyi", "nama_rapat", "kata", "kata_khas", "nama_lain", "huruf")
        ) | {"panggilan": 0, "jarang": 0, "inisial": None}
    bunyi = " ".join(sorted(nama.kata))
    khas = shares.rarest(nama.kata)
    return {
        "nama_rapi": " ".join(sorted(nama.rapi)),
        "nama_bunyi": bunyi,
        "nama_rapat": "".join(nama.kata),
        "kata": sorted(set(nama.kata)),
        "kata_khas": khas,
        "huruf": khas[:1],
        "jarang": int(shares.share.get(khas, 0.0) <= JARANG),
        "nama_lain": sorted({bunyi, *nama.lain}),
        "inisial": sorted(set(nama.inisial)) or None,
        "panggilan": int(nama.is_panggilan),
    }


def _prepare_lahir(row: Mapping[str, str], nik: str | None, newest: int) -> Prepared:
    lahir = read_lahir(row.get("tanggal_lahir", ""))
    dari_nik, jk_nik = read_nik_hints(nik, lahir.tahun if lahir else None, newest)
    if lahir is None and dari_nik:
        lahir = read_lahir(dari_nik)
    jk = _JK.get(row.get("jenis_kelamin", "").strip().lower()) or jk_nik
    is_utuh = nik is not None and len(nik) == 16
    return {
        "lahir": lahir.iso if lahir else None,
        "tahun": lahir.tahun if lahir else None,
        "hari_bulan": lahir.hari_bulan if lahir else None,
        "lahir_tukar": lahir.tukar if lahir else None,
        "kira": int(lahir.is_kira) if lahir else None,
        "lahir_nik": dari_nik,
        "nik": nik,
        "nik_awal": nik[:12] if nik and is_utuh else None,
        "nik_rapi": nik[:15] if nik else None,
        "jk": jk,
    }


def _prepare_ibu(text: str) -> Prepared:
    ibu = read_nama(text)
    return {
        "ibu": " ".join(sorted(ibu.kata)) or None,
        "kata_ibu": sorted(set(ibu.kata)) or None,
    }


def _prepare_tempat(row: Mapping[str, str], places: Places) -> Prepared:
    kecamatan = row.get("kecamatan", "")
    desa = places.find(row.get("desa_kode", ""), row.get("desa", ""), kecamatan)
    rt, rw = (_NOL.sub("", row.get(name, "")).strip() for name in ("rt", "rw"))
    alamat = [w for w in fold_text(row.get("alamat", "")).split() if w not in _ALAMAT_UMUM]
    return {
        "hubungan": fold_text(row.get("hubungan", "")) or None,
        "tempat": fold_place(row.get("tempat_lahir", "")) or None,
        "desa": desa,
        "kecamatan": places.find_kecamatan(desa, kecamatan),
        "rtrw": f"{rt}/{rw}" if rt or rw else None,
        "alamat": " ".join(alamat) or None,
    }


def add_members(prepared: Sequence[Prepared]) -> None:
    """To each row the names of the others under its No KK, at most twenty."""
    by_kk: defaultdict[str, list[Prepared]] = defaultdict(list)
    for row in prepared:
        if row["no_kk"]:
            by_kk[row["no_kk"]].append(row)
    for family in by_kk.values():
        for row in family if len(family) <= 40 else []:
            others = {
                f"{other['nama_bunyi']}" for other in family
                if other["nama_bunyi"] and other["nama_bunyi"] != row["nama_bunyi"]
            }  # fmt: skip
            row["anggota"] = sorted(others)[:20] or None
