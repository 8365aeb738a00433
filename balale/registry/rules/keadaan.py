"""States of entries that a list can be narrowed to, and their words for the village."""

from balale.registry.rules.status import StatusPpks

MENUNGGU, PERBAIKAN = "menunggu", "perbaikan"

# Before the official statuses: what waits for the village head, and what waits for the operator.
KEADAAN: dict[str, str] = {
    MENUNGGU: "Menunggu kepala desa",
    PERBAIKAN: "Perlu perbaikan",
    StatusPpks.DIAJUKAN: "Sedang diperiksa DSP3A",
    StatusPpks.DIKEMBALIKAN: "Dikembalikan DSP3A",
    StatusPpks.DIVERIFIKASI: "Diverifikasi",
    StatusPpks.AKTIF: "Aktif",
    StatusPpks.PERLU_PEMUTAKHIRAN: "Perlu pemutakhiran",
    StatusPpks.DITANGGUHKAN: "Ditangguhkan",
    StatusPpks.DITOLAK: "Ditolak",
    StatusPpks.KELUAR: "Keluar",
}
