"""The DTSEN sheet of a house visit: 26 variables of a family, 13 of each person, on paper."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from balale.desk.paper.dossier import KELAMIN
from balale.desk.paper.formulir import put_before, to_orang
from balale.kit.formatting import format_rt_rw
from balale.registry.models import Alamat, Lembar
from balale.registry.queries.answers import Jawab
from balale.registry.queries.dossier import Dossier
from balale.registry.queries.entry import list_pilihan_daftar
from balale.registry.queries.keluarga import RingkasKeluarga
from balale.registry.queries.kunjungan import list_lembar_kunjungan
from balale.registry.queries.pendataan import Lembaran
from balale.registry.rules.susunan import KEPALA
from balale.wilayah.models import Desa

KELUARGA, ORANG = "keluarga", "orang"
BAGIAN = (KELUARGA, ORANG)
DAFTAR = ["shdk", "status_kawin", "pendidikan"]
KABUPATEN, PROVINSI = "Bengkayang", "Kalimantan Barat"


def build_dtsen(
    bagian: Iterable[str],
    *,
    on: date,
    desa: Desa | None,
    keluarga: RingkasKeluarga | None = None,
    orang: Dossier | None = None,
    lembar: Sequence[Lembaran] = (),
) -> dict[str, Any]:
    """Data of `dtsen.typ`: the parts asked for, blank where nothing is known.

    Of `orang` one part is filled; without it every member of `keluarga` gets one with a name.
    Answers that are closed on the screen stay closed.
    """
    lists = list_pilihan_daftar(DAFTAR, on)
    kepala = {kode.teks for kode in lists["shdk"] if kode.kode == KEPALA}
    before = {isi.kode: _list_dulu(isi.jawab) for isi in lembar}
    sheets = {
        one.kode: put_before(one, before.get(one.kode, {})) for one in list_lembar_kunjungan(on)
    }
    return {
        "bagian": [one for one in BAGIAN if one in set(bagian)],
        "wilayah": _to_wilayah(desa),
        "pilihan": {name: [kode.teks for kode in rows] for name, rows in lists.items()},
        "keluarga": _to_keluarga(keluarga, kepala) if keluarga else {},
        "rumah": sheets[Lembar.RUMAH_ASET],
        "perorangan": sheets[Lembar.PERORANGAN],
        "kemampuan": sheets[Lembar.KEMAMPUAN],
        "orang": _list_orang(orang, keluarga),
    }


def _list_dulu(jawab: Iterable[Jawab]) -> dict[str, str]:
    return {one.label: ", ".join(one.nilai) for one in jawab if not one.is_tertutup}


def _to_wilayah(desa: Desa | None) -> list[tuple[str, str, str]]:
    """(variables, name, words) of the place; codes as the ministry writes them."""
    kode = desa.kode.split(".") if desa else [""] * 4
    upper = desa.kode[:5] if desa else "61.07"
    return [
        ("K01–K02", "Provinsi", f"{upper[:2]}  {PROVINSI}"),
        ("K03–K04", "Kabupaten", f"{upper}  {KABUPATEN}"),
        ("K05–K06", "Kecamatan", f"{'.'.join(kode[:3])}  {desa.kecamatan.nama}" if desa else ""),
        ("K07–K08", "Desa", f"{desa.kode}  {desa.nama}" if desa else ""),
    ]


def _to_keluarga(keluarga: RingkasKeluarga, kepala: set[str]) -> dict[str, Any]:
    return {
        "no_kk": keluarga.no_kk.teks,
        "kepala": next((a.nama for a in keluarga.anggota if a.hubungan in kepala), ""),
        "anggota": str(len(keluarga.anggota)),
        **_to_alamat(keluarga.alamat),
    }


def _to_alamat(alamat: Alamat | None) -> dict[str, str]:
    if alamat is None:
        return {"dusun": "", "rt_rw": ""}
    return {"dusun": alamat.dusun, "rt_rw": format_rt_rw(alamat.rt, alamat.rw)}


def _list_orang(orang: Dossier | None, keluarga: RingkasKeluarga | None) -> list[dict[str, Any]]:
    if orang is not None:
        return [to_orang(orang)]
    members = keluarga.anggota if keluarga else []
    return [
        {
            "nama": one.nama,
            "hubungan": one.hubungan,
            "jenis_kelamin": KELAMIN.get(one.jenis_kelamin, ""),
        }
        for one in members
    ] or [{}]
