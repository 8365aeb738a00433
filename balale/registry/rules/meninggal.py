"""What may be said of a death."""

from datetime import date

from balale.registry.rules.susunan import Salah

# The reason an entry ends with, as stored.
ALASAN = "meninggal"
SUMBER_KABAR = {
    "keluarga": "Keterangan keluarga",
    "perangkat": "Keterangan RT atau kepala dusun",
    "surat": "Surat kematian",
    "akta": "Akta kematian",
}


def check_meninggal(tanggal: date, *, lahir: date | None, sumber: str, on: date) -> Salah | None:
    """What is wrong first, with its field; None where all may be so."""
    if sumber not in SUMBER_KABAR:
        return Salah("Pilih sumber kabarnya.", "sumber")
    if tanggal > on:
        return Salah("Tanggal ini belum terjadi. Periksa lagi.", "tanggal")
    if lahir is not None and tanggal < lahir:
        return Salah("Tanggal ini sebelum warga lahir. Periksa lagi.", "tanggal")
    return None
