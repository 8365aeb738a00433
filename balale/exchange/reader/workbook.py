"""A sent workbook as rows of cells, read in a child process; every refusal in plain words."""

import json
import logging
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from balale.exchange.reader.limits import SCREEN, Limits
from balale.exchange.rules.sel import Galat, Panjang, Sel
from balale.kit.errors import DomainError

logger = logging.getLogger("balale.exchange.reader")

CHILD = Path(__file__).parent / "child.py"
_LINE_MAKS = 4 * 1024 * 1024
_PIECE = 64 * 1024

_KATA = {
    "kosong": "Berkas ini kosong. Pilih berkas lain.",
    "besar": "Berkas terlalu besar. Paling besar {maks_mb} MB. Simpan sebagai CSV.",
    "jenis": "Ini bukan lembar kerja. Kirim XLSX, XLS, ODS, atau CSV.",
    "html": "Ini halaman web. Buka di Excel, lalu simpan sebagai XLSX.",
    "xml2003": "Ini format XML lama. Buka di Excel, lalu simpan sebagai XLSX.",
    "xlsb": "Format XLSB tidak dibaca. Buka di Excel, lalu simpan sebagai XLSX.",
    "rusak": "Berkas ini rusak atau terpotong. Buka di Excel, lalu simpan ulang.",
    "sandi": "Berkas ini terkunci sandi. Buka kuncinya di Excel, lalu kirim lagi.",
    "makro": "Berkas ini memuat makro. Simpan sebagai XLSX tanpa makro.",
    "tautan": "Berkas ini memuat tautan ke berkas lain. Salin nilainya, lalu simpan ulang.",
    "jalur": "Susunan berkas ini tidak wajar, jadi tidak dibuka. Simpan ulang di Excel.",
    "entitas": "Berkas ini memuat perintah di dalam XML, jadi tidak dibuka. Simpan ulang di Excel.",
    "bom": "Isi berkas membengkak saat dibuka, jadi ditolak. Simpan ulang di Excel.",
    "bongkar": "Isi berkas lebih dari {maks_mb} MB saat dibuka. Simpan sebagai CSV.",
    "isi_banyak": "Berkas ini memuat {jumlah} bagian. Paling banyak {maks}.",
    "kolom": "Lembar {lembar} memakai {jumlah} kolom. Paling banyak {maks}. Hapus kolom kosong.",
    "baris": "Berkas ini lebih dari {maks} baris. Bagi menjadi beberapa berkas.",
    "sel_jauh": "Ada isi di sel {sel}, jauh dari tabel. Hapus isinya, lalu kirim lagi.",
    "sel_banyak": "Lembar {lembar} terlalu besar. Simpan sebagai CSV.",
    "lembar_tidak_ada": "Lembar {lembar} tidak ada di berkas ini. Periksa namanya.",
    "lembar_tersembunyi": "Semua lembar tersembunyi. Tampilkan lembarnya, lalu kirim lagi.",
    "lama": "Berkas ini terlalu lama dibaca, jadi dihentikan. Simpan sebagai CSV.",
    "berat": "Berkas ini terlalu berat untuk dibuka dengan aman. Simpan sebagai CSV.",
}


@dataclass(frozen=True)
class LembarInfo:
    """A sheet of the workbook. `sel_isi` is -1 where it wasn't counted."""

    nama: str
    is_tampak: bool
    is_dibaca: bool
    sel_isi: int = -1
    rumus: int = 0
    rumus_pertama: str = ""


@dataclass(frozen=True)
class BukuInfo:
    """What the workbook is. `pemisah` and `enkode` are those of a CSV."""

    jenis: str
    lembar: tuple[LembarInfo, ...] = ()
    pemisah: str = ""
    enkode: str = ""


@dataclass
class Reading:
    """An opened workbook: `buku` at once, then `(sheet, row, cells)` one after another."""

    buku: BukuInfo
    rows: Iterator[tuple[int, int, list[Sel]]] = field(repr=False)


def say_refusal(code: str, detail: dict[str, Any] | None = None) -> DomainError:
    """The refusal of a file in words."""
    words = _KATA.get(code, _KATA["rusak"])
    known = {key: str(value)[:80] for key, value in (detail or {}).items()}
    try:
        return DomainError(words.format(**known), code=code)
    except KeyError:
        return DomainError(_KATA["rusak"], code="rusak")


def open_workbook(isi: bytes, *, lembar: str = "", limits: Limits = SCREEN) -> Reading:
    """Read the workbook in a child. Raises DomainError, also while its rows are walked."""
    if not isi:
        raise say_refusal("kosong")
    if len(isi) > limits.file:
        raise say_refusal("besar", {"maks_mb": limits.file // (1024 * 1024)})
    lines = _run(isi, lembar, limits)
    first: Any = next(lines, {"tolak": "berat"})
    if not isinstance(first, dict) or "buku" not in first:
        lines.close()
        raise _refuse(first)
    sheets = tuple(
        LembarInfo(
            one["nama"], one["tampak"], one["dibaca"], one["isi"], one["rumus"],
            one["rumus_pertama"],
        )
        for one in first["lembar"]
    )  # fmt: skip
    buku = BukuInfo(first["buku"], sheets, first.get("pemisah", ""), first.get("enkode", ""))
    return Reading(buku, _walk(lines))


def _refuse(message: Any) -> DomainError:
    if isinstance(message, dict) and "tolak" in message:
        return say_refusal(str(message["tolak"]), message.get("rinci"))
    return say_refusal("rusak")


def _walk(lines: Generator[Any, None, None]) -> Iterator[tuple[int, int, list[Sel]]]:
    sheet = 0
    with closing(lines):
        for line in lines:
            if isinstance(line, list):
                yield sheet, line[0], [_unpack(cell) for cell in line[1:]]
            elif "lembar" in line:
                sheet = line["lembar"]
            elif "selesai" in line:
                return
            else:
                raise _refuse(line)
    raise say_refusal("berat")


def _unpack(cell: Any) -> Sel:
    if not isinstance(cell, dict):
        return cell
    if "hari" in cell:
        return date.fromisoformat(cell["hari"])
    if "saat" in cell:
        return datetime.fromisoformat(cell["saat"])
    if "panjang" in cell:
        return Panjang(cell["panjang"])
    return Galat(str(cell.get("galat") or cell.get("jam") or "?"))


def _run(isi: bytes, lembar: str, limits: Limits) -> Generator[Any, None, None]:
    """Lines of the child's answer; one that takes too long or falls over says so at the end."""
    order = json.dumps({"batas": asdict(limits), "lembar": lembar})
    child = subprocess.Popen(
        [sys.executable, "-I", "-B", str(CHILD), order],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LC_ALL": "C.UTF-8"},
    )
    if child.stdin is None or child.stdout is None:
        raise say_refusal("berat")
    feeder = threading.Thread(target=_feed, args=(child.stdin, isi), daemon=True)
    feeder.start()
    try:
        yield from map(json.loads, _iter_lines(child.stdout, limits.seconds))
    except TimeoutError:
        logger.warning("a sent workbook took too long")
        yield {"tolak": "lama"}
    finally:
        child.kill()
        feeder.join()
        child.stdout.close()
        code = child.wait()
    if code:
        logger.warning("a sent workbook stopped its reader with %s", code)


def _iter_lines(pipe: IO[bytes], seconds: float) -> Iterator[bytes]:
    """Whole lines. Only the time spent waiting for the child counts. Raises TimeoutError."""
    poll = select.poll()
    poll.register(pipe.fileno(), select.POLLIN)
    left, rest = seconds, b""
    while True:
        began = time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TimeoutError
        piece = os.read(pipe.fileno(), _PIECE)
        left -= time.monotonic() - began
        if not piece:
            return
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > _LINE_MAKS:
            return
        yield from lines


def _feed(pipe: Any, isi: bytes) -> None:
    """Hand the bytes over; a child that has read enough closes the pipe."""
    with suppress(OSError):
        pipe.write(isi)
    with suppress(OSError):
        pipe.close()
