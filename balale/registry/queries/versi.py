"""All versions of dated data as plain values, in the shape of the configuration file.

Open to every signed-in user like the tables they come from.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from balale.registry.models import (
    DaftarKode,
    Formulir,
    Isian,
    JenisAturan,
    KategoriVersi,
    Kode,
    KopSurat,
    Lembar,
    Pengumuman,
    VariabelDtsen,
)
from balale.wilayah.queries import list_desa, list_kecamatan


@dataclass(frozen=True)
class Versi:
    """One version: what it is of, its first day, the day it ends before, and its content."""

    objek: str
    mulai: date
    sampai: date | None
    isi: dict[str, Any]

    def is_in_force(self, on: date) -> bool:
        return self.mulai <= on and (self.sampai is None or self.sampai > on)


VersiList = dict[str, list[Versi]]


def list_versi(jenis: str, objek: str = "") -> VersiList:
    """Versions of one kind by the thing they are of, the oldest first; of one thing if named."""
    found: VersiList = defaultdict(list)
    for versi in _READERS[jenis](objek):
        found[versi.objek].append(versi)
    return dict(found)


def get_versi_list(jenis: str, objek: str) -> list[Versi]:
    """Versions of one thing, the oldest first; empty for an unknown one."""
    return list_versi(jenis, objek).get(objek, [])


def get_versi_now(versi_list: list[Versi], on: date) -> Versi | None:
    """The version in force on a day."""
    return next((versi for versi in versi_list if versi.is_in_force(on)), None)


def get_objek_name(jenis: str, isi: Mapping[str, Any]) -> str:
    """What the screen calls the thing."""
    match jenis:
        case JenisAturan.FORMULIR:
            names = KategoriVersi.objects.filter(kategori=isi["kategori"])
            return names.order_by("-berlaku_mulai").values_list("nama", flat=True)[0]
        case JenisAturan.LEMBAR:
            return str(Lembar(isi["lembar"]).label)
        case JenisAturan.KOP:
            return str(list(isi["baris"])[-1])
        case JenisAturan.PENGUMUMAN:
            return str(isi["judul"] or "Pengumuman baru")
    return str(isi["nama"])


def list_objek(jenis: str) -> list[tuple[str, str, list[Versi]]]:
    """(thing, name, versions) of one kind, in its own order."""
    names = dict(list_nama_kategori()) if jenis == JenisAturan.FORMULIR else {}
    areas = _list_areas() if jenis == JenisAturan.KOP else {}
    return [
        (objek, names.get(objek) or areas.get(objek) or get_objek_name(jenis, rows[-1].isi), rows)
        for objek, rows in list_versi(jenis).items()
    ]


def _list_areas() -> dict[str, str]:
    """Names of kecamatan and desa by code."""
    names = {row.kode: f"Kecamatan {row.nama}" for row in list_kecamatan()}
    return names | {row.kode: f"{row.sebutan}, {row.kecamatan.nama}" for row in list_desa()}


def list_nama_kategori() -> list[tuple[str, str]]:
    """(number, latest name) of every category."""
    rows = KategoriVersi.objects.order_by("kategori", "berlaku_mulai")
    return list({str(row.kategori_id): row.nama for row in rows}.items())


def list_nama_daftar() -> list[tuple[str, str]]:
    """(code, name) of every list."""
    return list(DaftarKode.objects.order_by("nama").values_list("kode", "nama").distinct())


def list_rahasia() -> list[tuple[str, str]]:
    """(number, name) of categories whose latest version is rahasia."""
    latest = {row.kategori_id: row for row in KategoriVersi.objects.order_by("berlaku_mulai")}
    return [(str(nomor), row.nama) for nomor, row in sorted(latest.items())
            if row.tingkat == KategoriVersi.Tingkat.RAHASIA]  # fmt: skip


def list_wilayah() -> list[tuple[str, str]]:
    """(code, name) of every kecamatan and desa."""
    return sorted(_list_areas().items())


def list_nama_variabel(lembar: str, on: date) -> list[tuple[str, str]]:
    """(code, words) of the variables of DTSEN that a sheet may ask for."""
    kelompok = VariabelDtsen.Kelompok
    own = kelompok.KELUARGA if lembar == Lembar.RUMAH_ASET else kelompok.PERORANGAN
    rows = VariabelDtsen.objects.in_force(on).filter(kelompok=own).order_by("urutan")
    return [(row.kode, f"{row.kode} {row.teks}") for row in rows]


def get_daftar_id(kode: str, on: date) -> int | None:
    """The row of a list on a day."""
    rows = DaftarKode.objects.in_force(on).filter(kode=kode)
    return rows.values_list("pk", flat=True).first()


def _sourced(row: Any) -> dict[str, Any]:
    return {"sumber": row.sumber, "dikonfirmasi": row.dikonfirmasi}


def _number(value: Decimal | None) -> str | None:
    """Plain digits without needless zeros."""
    if value is None:
        return None
    return f"{value.normalize():f}"


def _read_kategori(objek: str) -> list[Versi]:
    rows = KategoriVersi.objects.order_by("kategori", "berlaku_mulai")
    rows = rows.prefetch_related("kriteria_bawaan_list", "tanda_list")
    if objek:
        rows = rows.filter(kategori=int(objek)) if objek.isdecimal() else rows.none()
    return [
        Versi(str(row.kategori_id), row.berlaku_mulai, row.berlaku_sampai, _kategori_isi(row))
        for row in rows
    ]


_KATEGORI = (
    "nama", "penjelasan_singkat", "definisi", "unit", "usia_min", "usia_maks", "tolak_di_bawah",
    "tolak_di_atas", "jenis_kelamin", "tingkat", "unit_penangan", "masa_tinjau_bulan",
)  # fmt: skip


def _kategori_isi(row: KategoriVersi) -> dict[str, Any]:
    return {
        "nomor": row.kategori_id,
        **{name: getattr(row, name) for name in _KATEGORI},
        "kriteria": [one.kriteria_id for one in row.kriteria_bawaan_list.all()],
        "tanda": [
            {"kode": one.kode, "teks": one.teks, **_sourced(one)} for one in row.tanda_list.all()
        ],
        **_sourced(row),
    }


_ISIAN = (
    "kode", "label", "bantuan", "contoh", "jenis", "satuan", "desimal", "kelompok", "utama",
    "peka", "tampil_jika_isian", "tampil_jika_nilai", "atribut",
)  # fmt: skip


def isian_isi(row: Isian) -> dict[str, Any]:
    """One field as plain values."""
    return {
        **{name: getattr(row, name) for name in _ISIAN},
        "daftar": row.daftar.kode if row.daftar else "",
        "min": _number(row.min),
        "maks": _number(row.maks),
        **_sourced(row),
    }


def _read_formulir(objek: str) -> list[Versi]:
    rows = Formulir.objects.filter(lembar="").order_by("kategori", "berlaku_mulai")
    if objek:
        rows = rows.filter(kategori=int(objek)) if objek.isdecimal() else rows.none()
    return [
        _form_versi(row, str(row.kategori_id), {"kategori": row.kategori_id})
        for row in rows.prefetch_related("isian_list__daftar")
    ]


def _read_lembar(objek: str) -> list[Versi]:
    rows = Formulir.objects.filter(kategori=None, lembar__in=[objek] if objek else Lembar.values)
    found = [
        _form_versi(row, row.lembar, {"lembar": row.lembar})
        for row in rows.order_by("berlaku_mulai").prefetch_related("isian_list__daftar")
    ]
    return sorted(found, key=lambda versi: Lembar.values.index(versi.objek))


def _form_versi(row: Formulir, objek: str, pemilik: dict[str, Any]) -> Versi:
    isian = [isian_isi(one) for one in row.isian_list.all()]
    isi = {**pemilik, "isian": isian, **_sourced(row)}
    return Versi(objek, row.berlaku_mulai, row.berlaku_sampai, isi)


def _read_daftar(objek: str) -> list[Versi]:
    """A list has a version from every day on which a choice comes or goes."""
    lists = DaftarKode.objects.order_by("kode", "berlaku_mulai").prefetch_related("kode_list")
    if objek:
        lists = lists.filter(kode=objek)
    return [versi for row in lists for versi in _list_snapshots(row)]


def _list_snapshots(row: DaftarKode) -> list[Versi]:
    choices: list[Kode] = list(row.kode_list.all())
    days = {row.berlaku_mulai}
    for one in choices:
        days |= {day for day in (one.berlaku_mulai, one.berlaku_sampai) if day}
    ordered = sorted(day for day in days if day >= row.berlaku_mulai)
    ends = [*ordered[1:], row.berlaku_sampai]
    return [
        Versi(row.kode, day, end, _daftar_isi(row, choices, day))
        for day, end in zip(ordered, ends, strict=True)
    ]


def _daftar_isi(row: DaftarKode, choices: list[Kode], on: date) -> dict[str, Any]:
    return {
        "kode": row.kode,
        "nama": row.nama,
        "kode_list": [
            {"kode": one.kode, "teks": one.teks, "alias": one.alias,
             "picu_kategori": one.picu_kategori_id}
            for one in choices
            if one.berlaku_mulai <= on and (one.berlaku_sampai is None or one.berlaku_sampai > on)
        ],
        **_sourced(row),
    }  # fmt: skip


def _read_kop(objek: str) -> list[Versi]:
    rows = KopSurat.objects.order_by("wilayah_kode", "berlaku_mulai")
    if objek:
        rows = rows.filter(wilayah_kode=objek)
    names = ("wilayah_kode", "alamat", "tempat", "jabatan", "pejabat", "nip")
    return [
        Versi(
            row.wilayah_kode,
            row.berlaku_mulai,
            row.berlaku_sampai,
            {
                **{name: getattr(row, name) for name in names},
                "baris": row.baris.split("\n"),
                **_sourced(row),
            },
        )
        for row in rows
    ]


def _read_pengumuman(objek: str) -> list[Versi]:
    rows = Pengumuman.objects.order_by("berlaku_mulai", "id")
    return [
        Versi(
            str(row.pk),
            row.berlaku_mulai,
            row.berlaku_sampai,
            {
                "id": str(row.pk), "judul": row.judul, "teks": row.teks, "peran": row.peran,
                "wilayah_kode": row.wilayah_kode,
                "berlaku_sampai": row.berlaku_sampai.isoformat() if row.berlaku_sampai else None,
            },
        )
        for row in rows
        if objek in {"", str(row.pk)}
    ]  # fmt: skip


_READERS: dict[str, Callable[[str], list[Versi]]] = {
    JenisAturan.KATEGORI: _read_kategori,
    JenisAturan.FORMULIR: _read_formulir,
    JenisAturan.LEMBAR: _read_lembar,
    JenisAturan.DAFTAR: _read_daftar,
    JenisAturan.KOP: _read_kop,
    JenisAturan.PENGUMUMAN: _read_pengumuman,
}
