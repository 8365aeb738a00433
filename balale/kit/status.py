"""The words, icons and colours of a state, always shown together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StatusLook:
    """One state as it is drawn: the word, the icon and the colour class."""

    word: str
    icon: str
    css: str


STATUS_LOOKS = {
    # The ten states of an entry. "draf" and "diajukan" are their official names; a person reads
    # what it waits for. What the office means to decide is not told before it is signed.
    "draf": StatusLook("Menunggu kepala desa", "hourglass", "siap"),
    "diajukan": StatusLook("Sedang diperiksa DSP3A", "send", "diajukan"),
    "dikembalikan": StatusLook("Dikembalikan", "arrow-back-up", "dikembalikan"),
    "ditolak": StatusLook("Ditolak", "circle-x", "ditolak"),
    "diverifikasi": StatusLook("Diverifikasi", "check", "diverifikasi"),
    "aktif": StatusLook("Aktif", "circle-check", "aktif"),
    "perlu_pemutakhiran": StatusLook("Perlu pemutakhiran", "refresh", "pemutakhiran"),
    "keluar": StatusLook("Keluar", "door-exit", "keluar"),
    "ditangguhkan": StatusLook("Ditangguhkan", "player-pause", "ditangguhkan"),
    "digabung": StatusLook("Digabung", "arrows-join", "digabung"),
    # The states of a dispatch on a phone.
    "siap_kirim": StatusLook("Siap kirim", "device-mobile", "siap"),
    "mengirim": StatusLook("Mengirim", "refresh", "mengirim"),
    "diterima": StatusLook("Diterima DSP3A", "cloud-check", "diterima"),
    "perlu_perbaikan": StatusLook("Perlu perbaikan", "arrow-back-up", "perbaikan"),
    "bentrok": StatusLook("Bentrok", "alert-triangle", "bentrok"),
    # How heavy a finding about the running system weighs.
    "peringatan": StatusLook("Peringatan", "alert-triangle", "pemutakhiran"),
    "gangguan": StatusLook("Gangguan", "circle-x", "ditolak"),
}


def get_status_look(status: str) -> StatusLook:
    """Return how `status` is drawn; an unknown one shows its own word with a neutral icon."""
    known = STATUS_LOOKS.get(status)
    return known or StatusLook(status.replace("_", " ").capitalize(), "info-circle", "draf")
