"""Sent pictures and papers made safe: what is kept was written anew by us, never as it came."""

import logging
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from balale.kit.errors import DomainError

logger = logging.getLogger("balale.kit.intake")

CHILD = Path(__file__).parent / "child.py"
BERKAS_MAKS_BYTES = 20 * 1024 * 1024
DETIK_MAKS = 30
# Two cores and other work to do: one file at a time in each process of the server.
_turn = BoundedSemaphore(1)

_KATA = {
    "kosong": "Berkas ini kosong. Pilih berkas lain.",
    "besar": "Berkas terlalu besar. Paling besar 20 MB.",
    "jenis": "Ini bukan foto yang dikenal. Kirim JPG, PNG, atau WebP.",
    "heic": (
        "Foto iPhone ini berjenis HEIC dan belum dapat dibuka. Buka Pengaturan iPhone, Kamera, "
        "Format. Pilih Paling Kompatibel, lalu foto ulang."
    ),
    "bergerak": "Gambar bergerak tidak diterima. Kirim foto biasa.",
    "piksel": "Foto ini terlalu besar untuk dibuka. Kecilkan, atau foto ulang.",
    "rusak": "Berkas ini rusak atau terpotong. Foto atau pindai lagi.",
    "pdf_foto": "PDF hanya untuk surat. Untuk foto, kirim JPG, PNG, atau WebP.",
    "pdf_besar": "PDF paling besar 1 MB. Foto saja lembarnya.",
    "pdf_aktif": "PDF ini memuat perintah, tautan, atau lampiran. Foto saja lembarnya.",
    "pdf_terkunci": "PDF ini terkunci sandi. Foto saja lembarnya.",
    "pdf_halaman": "PDF paling banyak 20 halaman. Kirim yang perlu saja.",
    "sibuk": "Sistem sedang memeriksa berkas lain. Kirim lagi sebentar lagi.",
}


@dataclass(frozen=True)
class CleanFile:
    """What may be kept: a JPEG of at most 200 KB, or a PDF of at most 1 MB."""

    format: str  # "jpeg" or "pdf"
    isi: bytes


def say_unfit(code: str) -> DomainError:
    """The refusal of a file in words."""
    return DomainError(_KATA.get(code, _KATA["rusak"]), code=code)


def clean_upload(isi: bytes, *, is_pdf_allowed: bool) -> CleanFile:
    """The file written anew. Its name and what its sender called it count for nothing.

    Raises DomainError with words for the field.
    """
    if not isi:
        raise say_unfit("kosong")
    if len(isi) > BERKAS_MAKS_BYTES:
        raise say_unfit("besar")
    if not _turn.acquire(timeout=DETIK_MAKS):
        raise say_unfit("sibuk")
    try:
        answer = _run(isi, "surat" if is_pdf_allowed else "foto")
    finally:
        _turn.release()
    head, _, body = answer.partition(b"\n")
    verdict, _, code = head.decode("ascii", errors="replace").partition(" ")
    if verdict != "ya" or code not in {"jpeg", "pdf"} or not body:
        raise say_unfit(code)
    return CleanFile(code, body)


def _run(isi: bytes, kind: str) -> bytes:
    """The child's answer; a child that is stopped or falls over says that the file is broken."""
    command = [sys.executable, "-I", str(CHILD), kind]
    try:
        done = subprocess.run(
            command,
            input=isi,
            capture_output=True,
            env={"LC_ALL": "C.UTF-8"},
            timeout=DETIK_MAKS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        logger.warning("a sent file took too long")
        return b"tidak rusak\n"
    except subprocess.CalledProcessError as error:
        logger.warning("a sent file stopped its reader with %s", error.returncode)
        return b"tidak rusak\n"
    return done.stdout
