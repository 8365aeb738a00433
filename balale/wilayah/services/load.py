"""The rerunnable load of areas, codes and boundaries."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from balale.wilayah.models import Batas, Desa, Kecamatan, KodeWilayah, Tingkat
from balale.wilayah.rules import get_tingkat
from balale.wilayah.services.rows import Counts, read_rows, sync_rows

SUMBER_KINI = "Kepmendagri 300.2.2-2430/2025"
SUMBER_DESA_LAMA = "Kepmendagri 050-145/2022 lampiran B.61"


@transaction.atomic
def load_wilayah(*, data_dir: Path) -> dict[str, Counts]:
    """Bring the area tables in line with `data_dir`/wilayah; running it again changes nothing.

    Runs as the owner role, before any account exists, so it writes no audit line.
    """
    folder = data_dir / "wilayah"
    titik = {row["kode"]: row for row in read_rows(folder / "titik.csv")}
    kodepos = {row["kode"]: row["kodepos"] for row in read_rows(folder / "kodepos.csv")}
    return {
        "kecamatan": sync_rows(model=Kecamatan, rows=_kecamatan_rows(folder, titik), key=("kode",)),
        "desa": sync_rows(model=Desa, rows=_desa_rows(folder, titik, kodepos), key=("kode",)),
        "kode_wilayah": sync_rows(model=KodeWilayah, rows=_kode_rows(folder), key=("kode",)),
        "batas": sync_rows(model=Batas, rows=_batas_rows(folder), key=("kode",)),
    }


def _area(row: dict[str, str], titik: dict[str, dict[str, str]]) -> dict[str, Any]:
    point = titik[row["kode"]]
    return {
        "kode": row["kode"],
        "nama": row["nama"],
        "lat": point["lat"],
        "lon": point["lon"],
        "luas_km2": point["luas_km2"],
    }


def _kecamatan_rows(folder: Path, titik: dict[str, dict[str, str]]) -> Iterator[dict[str, Any]]:
    for row in read_rows(folder / "kecamatan.csv"):
        yield _area(row, titik)


def _desa_rows(
    folder: Path, titik: dict[str, dict[str, str]], kodepos: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for row in read_rows(folder / "desa.csv"):
        yield _area(row, titik) | {
            "kecamatan_id": row["kode_kecamatan"],
            "jenis": row["jenis"],
            "kodepos": kodepos[row["kode"]],
        }


def _kode_rows(folder: Path) -> Iterator[dict[str, Any]]:
    """Codes in force (nation; desa of Bengkayang) and lapsed ones. A code is never both."""
    for name in ("wilayah_nasional.csv", "desa.csv"):
        for row in read_rows(folder / name):
            yield _kode(row["kode"], row["nama"], sumber=SUMBER_KINI)
    for row in read_rows(folder / "kode_historis.csv"):
        yield _lapsed(row, sumber=row["sumber_terakhir"], kepastian=row["kepastian"])
    for row in read_rows(folder / "desa_historis.csv"):
        yield _lapsed(
            row,
            sumber=SUMBER_DESA_LAMA,
            kepastian=KodeWilayah.Kepastian.PASTI_URUTAN,
            catatan=row["catatan"],
        )


def _lapsed(row: dict[str, str], **other: str) -> dict[str, Any]:
    now = {"kode_kini": row["kode_kini"], "dasar": row["dasar"]}
    return _kode(row["kode_lama"], row["nama"], berlaku=False, **now, **other)


def _kode(kode: str, nama: str, **other: Any) -> dict[str, Any]:
    empty = {"berlaku": True, "kode_kini": "", "dasar": "", "kepastian": "", "catatan": ""}
    return {"kode": kode, "nama": nama, "tingkat": get_tingkat(kode)} | empty | other


def _batas_rows(folder: Path) -> Iterator[dict[str, Any]]:
    for tingkat in (Tingkat.KABUPATEN, Tingkat.KECAMATAN, Tingkat.DESA):
        content = json.loads((folder / f"{tingkat}.geojson").read_text(encoding="utf-8"))
        for feature in content["features"]:
            yield {
                "kode": feature["properties"]["kode"],
                "tingkat": tingkat.value,
                "geojson": json.dumps(feature["geometry"], separators=(",", ":")),
            }
