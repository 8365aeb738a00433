"""The rerunnable load of dated reference data from `data/ppks`, `kode`, `dtsen` and `kop`.

Identity is what the file says it is: a category by number and first day, a form by category
and version, a field by form and code, a choice by list and code. A row whose words differ is
updated in place and counted as changed; what changes in meaning takes a new version. What was
added on screen stays: versions from the screen end those of the file, and a choice that was
ended there stays ended.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from balale.registry.models.kop import KopSurat
from balale.registry.models.reference import (
    DaftarKode,
    Dated,
    Formulir,
    Isian,
    KategoriPpks,
    KategoriVersi,
    Kode,
    KriteriaBawaan,
    KriteriaPasal5,
    TandaKategori,
    VariabelDtsen,
)
from balale.wilayah.services import Counts, read_rows, sync_rows

PEMISAH = ";"
GESER_URUTAN = 10_000

Row = dict[str, Any]
VersiIds = dict[tuple[int, date], int]
DaftarRows = dict[tuple[str, int], DaftarKode]


@transaction.atomic
def load_reference(*, data_dir: Path) -> dict[str, Counts]:
    """Bring the reference tables in line with the files; running it again changes nothing.

    Runs as the owner role, before any account exists, so it writes no audit line. Raises
    ValueError, and writes nothing, if a file contradicts itself.
    """
    return {
        **_load_kategori(data_dir / "ppks"),
        **_load_kode(data_dir / "kode"),
        **_load_formulir(data_dir),
        **_load_variabel(data_dir / "dtsen"),
        **_load_kop(data_dir / "kop"),
    }


def _load_kategori(folder: Path) -> dict[str, Counts]:
    rows = read_rows(folder / "kategori.csv")
    check_periods("kategori.csv", rows, identity=("nomor",))
    counts = {
        "kriteria": sync_rows(
            model=KriteriaPasal5, rows=read_rows(folder / "kriteria.csv"), key=("nomor",)
        ),
        "kategori": sync_rows(model=KategoriPpks, rows=_identities(rows), key=("nomor",)),
        "kategori_versi": sync_rows(
            model=KategoriVersi,
            rows=_keep_ends(KategoriVersi, [_versi_row(row) for row in rows], "kategori_id"),
            key=("kategori_id", "berlaku_mulai"),
        ),
    }
    versi_ids = _versi_ids()
    counts["kriteria_bawaan"] = sync_rows(
        model=KriteriaBawaan,
        rows=_bawaan_rows(rows, versi_ids),
        key=("kategori_versi_id", "kriteria_id"),
    )
    counts["tanda"] = sync_rows(
        model=TandaKategori,
        rows=_tanda_rows(read_rows(folder / "tanda.csv"), versi_ids),
        key=("kategori_versi_id", "kode"),
    )
    return counts


def _identities(rows: list[dict[str, str]]) -> list[Row]:
    """One row a category, however many versions it has."""
    return [
        {"nomor": nomor, "kode": kode}
        for nomor, kode in dict.fromkeys((row["nomor"], row["kode"]) for row in rows)
    ]


def _versi_row(row: dict[str, str]) -> Row:
    left_out = {"nomor", "kode", "kriteria_bawaan"}
    columns = {name: value for name, value in row.items() if name not in left_out}
    return {"kategori_id": row["nomor"], **columns}


def _versi_ids() -> VersiIds:
    rows = KategoriVersi.objects.values_list("kategori_id", "berlaku_mulai", "pk")
    return {(kategori, mulai): pk for kategori, mulai, pk in rows}


def _bawaan_rows(rows: list[dict[str, str]], versi_ids: VersiIds) -> Iterator[Row]:
    for row in rows:
        versi = versi_ids[int(row["nomor"]), date.fromisoformat(row["berlaku_mulai"])]
        for urutan, kriteria in enumerate(row["kriteria_bawaan"].split(PEMISAH), 1):
            yield {"kategori_versi_id": versi, "kriteria_id": kriteria, "urutan": urutan}


def _tanda_rows(rows: list[dict[str, str]], versi_ids: VersiIds) -> Iterator[Row]:
    for row in rows:
        versi = versi_ids[int(row["kategori"]), date.fromisoformat(row["berlaku_mulai"])]
        left_out = {"kategori", "berlaku_mulai"}
        columns = {name: value for name, value in row.items() if name not in left_out}
        yield {"kategori_versi_id": versi, **columns}


def _load_kode(folder: Path) -> dict[str, Counts]:
    lists = read_rows(folder / "daftar.csv")
    check_periods("daftar.csv", lists, identity=("kode",))
    choices = [
        row
        for path in sorted(folder.glob("*.csv"))
        if path.name != "daftar.csv"
        for row in read_rows(path)
    ]
    counts = {"daftar": sync_rows(model=DaftarKode, rows=lists, key=("kode", "versi"))}
    daftar_rows = {(row.kode, row.versi): row for row in DaftarKode.objects.all()}
    counts["kode"] = sync_rows(
        model=Kode,
        rows=_keep_ended(_kode_rows(choices, daftar_rows)),
        key=("daftar_id", "kode"),
    )
    return counts


def _kode_rows(rows: list[dict[str, str]], daftar_rows: DaftarRows) -> Iterator[Row]:
    """Choices take the source of their list."""
    for row in rows:
        daftar = daftar_rows[row["daftar"], int(row["versi"])]
        yield {
            "daftar_id": daftar.pk,
            "kode": row["kode"],
            "teks": row["teks"],
            "alias": row["alias"],
            "urutan": row["urutan"],
            "picu_rahasia": bool(row["picu_kategori"]),
            "picu_kategori_id": row["picu_kategori"],
            "berlaku_mulai": row["berlaku_mulai"],
            "berlaku_sampai": row["berlaku_sampai"],
            "sumber": daftar.sumber,
            "dikonfirmasi": daftar.dikonfirmasi,
        }


def _load_formulir(data_dir: Path) -> dict[str, Counts]:
    """Forms of the categories and sheets of none, with their fields."""
    forms = [
        {"kategori_id": row.pop("kategori"), "lembar": "", **row}
        for row in read_rows(data_dir / "ppks" / "formulir.csv")
    ]
    forms += [
        {"kategori_id": "", "lembar": row.pop("kode"), **row}
        for row in read_rows(data_dir / "dtsen" / "formulir.csv")
    ]
    check_periods("formulir.csv", forms, identity=("kategori_id", "lembar"))
    _check_not_from_screen(forms)
    forms = [
        row
        for owner in ("kategori_id", "lembar")
        for row in _keep_ends(Formulir, [row for row in forms if row[owner]], owner)
    ]
    key = ("kategori_id", "lembar", "versi")
    counts = {"formulir": sync_rows(model=Formulir, rows=forms, key=key)}
    rows = list(_isian_rows(read_rows(data_dir / "ppks" / "isian.csv"), owner="kategori"))
    rows += _isian_rows(read_rows(data_dir / "dtsen" / "isian.csv"), owner="lembar")
    _make_room_for_new_order(rows)
    counts["isian"] = sync_rows(model=Isian, rows=rows, key=("formulir_id", "kode"))
    return counts


def _isian_rows(rows: list[dict[str, str]], *, owner: str) -> Iterator[Row]:
    """One row for every form a line of the file belongs to (categories or sheets × versions)."""
    forms = {(str(f.kategori_id or f.lembar), f.versi): f for f in Formulir.objects.all()}
    lists = list(DaftarKode.objects.order_by("-berlaku_mulai"))
    left_out = {owner, "versi", "daftar", "desimal"}
    for row in rows:
        columns = {name: value for name, value in row.items() if name not in left_out}
        for name in row[owner].split(PEMISAH):
            for versi in row["versi"].split(PEMISAH):
                form = forms.get((name, int(versi)))
                if form is None:
                    raise ValueError(f"isian.csv: no form {versi} of {owner} {name}")
                yield {
                    "formulir_id": form.pk,
                    "daftar_id": _list_id(row["daftar"], lists, form.berlaku_mulai),
                    "desimal": row["desimal"] or 0,
                    **columns,
                }


def _load_variabel(folder: Path) -> dict[str, Counts]:
    """The variables of DTSEN."""
    rows = read_rows(folder / "variabel.csv")
    check_periods("variabel.csv", rows, identity=("kode",))
    return {"variabel_dtsen": sync_rows(model=VariabelDtsen, rows=rows, key=("kode",))}


def _list_id(kode: str, lists: Iterable[DaftarKode], on: date) -> int | None:
    """The version of a list that is in force when the form begins."""
    if not kode:
        return None
    for daftar in lists:
        begun = daftar.berlaku_mulai <= on
        if daftar.kode == kode and begun and (daftar.berlaku_sampai or date.max) > on:
            return daftar.pk
    raise ValueError(f"isian.csv: no list {kode} in force on {on}")


def _make_room_for_new_order(rows: list[Row]) -> None:
    """Move fields whose place changes out of the way, since a place is unique in its form."""
    wanted = {(row["formulir_id"], row["kode"]): int(row["urutan"]) for row in rows}
    moved = [
        isian.pk
        for isian in Isian.objects.all()
        if wanted.get((isian.formulir_id, isian.kode), isian.urutan) != isian.urutan
    ]
    Isian.objects.filter(pk__in=moved).update(urutan=F("urutan") + GESER_URUTAN)


def _load_kop(folder: Path) -> dict[str, Counts]:
    """Letterheads; the file parts the lines of a head by a semicolon."""
    rows = read_rows(folder / "kop.csv")
    check_periods("kop.csv", rows, identity=("wilayah_kode",))
    lines = [{**row, "baris": row["baris"].replace(PEMISAH, "\n")} for row in rows]
    lines = _keep_ends(KopSurat, lines, "wilayah_kode")
    return {"kop": sync_rows(model=KopSurat, rows=lines, key=("wilayah_kode", "berlaku_mulai"))}


def _keep_ends(model: type[Dated], rows: list[Row], objek: str) -> list[Row]:
    """Rows of the file, each ending where a later version that is not in the file begins."""
    own = {(str(row[objek]), row["berlaku_mulai"]) for row in rows}
    later: dict[str, list[str]] = {}
    for name, mulai in model.objects.values_list(objek, "berlaku_mulai"):
        if (str(name), mulai.isoformat()) not in own:
            later.setdefault(str(name), []).append(mulai.isoformat())
    kept = []
    for row in rows:
        ends = [day for day in later.get(str(row[objek]), []) if day > row["berlaku_mulai"]]
        if row["berlaku_sampai"]:
            ends.append(row["berlaku_sampai"])
        kept.append({**row, "berlaku_sampai": min(ends, default="")})
    return kept


def _keep_ended(rows: Iterable[Row]) -> Iterator[Row]:
    """Choices of the file; one that was ended on screen keeps its end."""
    ended = {
        (daftar, kode): f"{sampai:%Y-%m-%d}"
        for daftar, kode, sampai in Kode.objects.exclude(berlaku_sampai=None).values_list(
            "daftar_id", "kode", "berlaku_sampai"
        )
    }
    for row in rows:
        end = row["berlaku_sampai"] or ended.get((row["daftar_id"], row["kode"]), "")
        yield {**row, "berlaku_sampai": end}


def _check_not_from_screen(forms: list[Row]) -> None:
    """Raise ValueError where the file names a form version that the screen made."""
    present = {
        (str(form.kategori_id or form.lembar), form.versi): form.berlaku_mulai
        for form in Formulir.semua.all()
    }
    for form in forms:
        versi, kategori = form["versi"], form["kategori_id"] or form["lembar"]
        mulai = present.get((kategori, int(versi)))
        if mulai is not None and mulai.isoformat() != form["berlaku_mulai"]:
            raise ValueError(f"formulir.csv: version {versi} of {kategori} is from the screen")


def check_periods(file: str, rows: Iterable[Row], *, identity: tuple[str, ...]) -> None:
    """Raise ValueError if two periods of one thing overlap. A period ends before its last day."""
    periods: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row in rows:
        key = tuple(row[name] for name in identity)
        end = row["berlaku_sampai"] or date.max.isoformat()
        periods.setdefault(key, []).append((row["berlaku_mulai"], end))
    for key, dates in periods.items():
        for (_, end), (start, _) in pairwise(sorted(dates)):
            if start < end:
                raise ValueError(f"{file}: {key} has two rows in force on {start}")
