"""Checks of the configuration: what the environment and the key file say."""

import stat
from base64 import b64decode
from binascii import Error as NotBase64
from pathlib import Path

from django.conf import settings

from balale.access.rules.health import Finding, Subject

# Without its own key for Django, sessions and forms would be signed by a word anybody can read.
REQUIRED_KEYS = {"django", "master", "index:1", "trail", "parcel", "code"}
_LOWEST_SECRET = 40
_KEY_BYTES = 32

HOSTS = Subject("hosts", "Nama peladen")
DEBUG = Subject("debug", "Mode pengembang")
SECRET = Subject("secret", "Kunci sesi")
KEY_FILE = Subject("key_file", "Berkas kunci")


def list_config_findings() -> list[Finding]:
    return [check_hosts(), check_debug(), check_key_file(), check_secret()]


def check_hosts() -> Finding:
    """Host names are given, and none of them is a wildcard."""
    hosts = settings.ALLOWED_HOSTS
    saran = "Isi BALALE_HOSTS dengan nama lengkap, misalnya balale.contoh.go.id."
    if not hosts:
        return HOSTS.fault("Nama peladen belum diisi.", saran)
    if wide := [host for host in hosts if host == "*" or host.startswith(".")]:
        return HOSTS.fault(f"Nama peladen terlalu luas: {', '.join(wide)}.", saran)
    return HOSTS.good(", ".join(hosts))


def check_debug() -> Finding:
    if settings.DEBUG:
        return DEBUG.fault(
            "Mode pengembang menyala. Halaman kesalahan akan membuka isi data.",
            "Hapus DEBUG dari pengaturan, lalu nyalakan ulang.",
        )
    return DEBUG.good("Mati.")


def check_key_file() -> Finding:
    """The key file is named, readable by its owner only, and complete."""
    saran = "Buat dengan bin/balale keys BERKAS, lalu isi BALALE_KEY_FILE."
    if not settings.KEY_FILE:
        return KEY_FILE.fault("BALALE_KEY_FILE belum diisi.", saran)
    if settings.KEY_FILE_PROBLEM:
        return KEY_FILE.fault(
            f"Berkas kunci {settings.KEY_FILE} tidak terbaca: {settings.KEY_FILE_PROBLEM}.",
            "Periksa jalur, pemilik, dan isinya. Ambil salinannya dari amplop bila rusak.",
        )
    mode = stat.S_IMODE(Path(settings.KEY_FILE).stat().st_mode)
    if mode & 0o077:
        return KEY_FILE.fault(
            f"Berkas kunci {settings.KEY_FILE} terbuka bagi akun lain (izin {mode:o}).",
            f"Tutup dengan: chmod 600 {settings.KEY_FILE}",
        )
    if missing := list_missing_keys():
        return KEY_FILE.fault(
            f"Berkas kunci tidak lengkap. Yang tidak ada: {', '.join(missing)}.",
            "Pakai berkas kunci yang dibuat untuk basis data ini.",
        )
    if broken := _list_broken_keys():
        return KEY_FILE.fault(
            f"Kunci ini rusak: {', '.join(broken)}.",
            "Ambil salinan berkas kunci dari amplop.",
        )
    return KEY_FILE.good(f"Lengkap, hanya terbaca pemiliknya (izin {mode:o}).")


def list_missing_keys() -> list[str]:
    """Names of keys the program needs and does not have."""
    master = settings.KEYS.get("master")
    wanted = REQUIRED_KEYS | ({f"master:{master}"} if master else set())
    return sorted(wanted - settings.KEYS.keys())


def _list_broken_keys() -> list[str]:
    names = sorted(settings.KEYS.keys() - {"django", "master"})
    return [name for name in names if not _is_key(settings.KEYS[name])]


def _is_key(text: object) -> bool:
    try:
        return isinstance(text, str) and len(b64decode(text, validate=True)) == _KEY_BYTES
    except NotBase64:
        return False


def check_secret() -> Finding:
    """The word that signs sessions is long and has many different letters."""
    secret = settings.KEYS.get("django", "")
    if len(secret) < _LOWEST_SECRET or len(set(secret)) < _LOWEST_SECRET // 4:
        return SECRET.fault(
            "Kunci sesi terlalu lemah.",
            "Pakai berkas kunci dari bin/balale keys. Jangan menulisnya sendiri.",
        )
    return SECRET.good("Cukup panjang.")
