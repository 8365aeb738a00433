"""Checks of the machine: disk, clock, certificate, the age of the last backup."""

import ctypes
import os
import shutil
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.db import connection

from balale.access.rules.health import Finding, Subject, say_age, say_size

DISK = Subject("disk", "Ruang cakram")
CLOCK = Subject("clock", "Jam peladen")
CERTIFICATE = Subject("certificate", "Sertifikat https")
BACKUP = Subject("backup", "Cadangan")

_LOW_DISK, _SCARCE_DISK = 2 * 10**9, 10 * 10**9
_LOW_SHARE, _SCARCE_SHARE = 0.05, 0.15
_MOST_DRIFT = timedelta(seconds=2)
_UNSYNCHRONISED = 5
_CERTIFICATE_SOON = timedelta(days=14)
_BACKUP_AGE = timedelta(hours=26)
_WAIT_SECONDS = 3


def list_machine_findings(now: datetime) -> list[Finding]:
    """What both the command and the page may look at."""
    return [check_disk(), check_clock(), check_backup(now)]


def check_disk() -> Finding:
    """Space where the program writes. PostgreSQL stops when its disk is full."""
    folder = settings.STATIC_ROOT.parent
    while not folder.exists():
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    kata = f"Tersisa {say_size(usage.free)} dari {say_size(usage.total)}."
    share = usage.free / usage.total
    if usage.free < _LOW_DISK or share < _LOW_SHARE:
        return DISK.fault(kata, "Kosongkan cakram atau tambah ruang sekarang.")
    if usage.free < _SCARCE_DISK and share < _SCARCE_SHARE:
        return DISK.warning(kata, "Rencanakan tambahan ruang bulan ini.")
    return DISK.good(kata)


def check_clock() -> Finding:
    """Our clock and the database's agree, and the kernel knows the time from outside."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        drift = abs(datetime.now(UTC) - cursor.fetchone()[0])
    if drift > _MOST_DRIFT:
        return CLOCK.fault(
            f"Jam program dan jam basis data berbeda {say_age(drift)}.",
            "Nyalakan penyelaras jam: timedatectl set-ntp true",
        )
    if _kernel_clock_state() == _UNSYNCHRONISED:
        return CLOCK.warning(
            "Jam peladen tidak diselaraskan dengan luar.",
            "Nyalakan penyelaras jam: timedatectl set-ntp true",
        )
    return CLOCK.good("Selaras.")


def _kernel_clock_state() -> int:
    """0 synchronised, 5 not; -1 where the system does not tell."""
    try:
        ask = ctypes.CDLL(None).ntp_adjtime
    except (OSError, AttributeError):
        return -1
    return int(ask(ctypes.create_string_buffer(512)))


def check_backup(now: datetime) -> Finding:
    """The backup touches a marker file when it has succeeded; BALALE_BACKUP_MARKER names it."""
    marker = os.environ.get("BALALE_BACKUP_MARKER", "")
    if not marker:
        return BACKUP.warning(
            "Cadangan belum diatur.", "Atur cadangan, lalu isi BALALE_BACKUP_MARKER."
        )
    try:
        made = datetime.fromtimestamp(Path(marker).stat().st_mtime, UTC)
    except OSError:
        return BACKUP.fault(
            "Tanda cadangan tidak ditemukan.", "Jalankan cadangan, lalu periksa catatannya."
        )
    kata = f"Cadangan terakhir {say_age(now - made)} lalu."
    if now - made > _BACKUP_AGE:
        return BACKUP.fault(kata, "Jalankan cadangan, lalu periksa catatannya.")
    return BACKUP.good(kata)


def check_certificate(now: datetime) -> Finding:
    """Until when the certificate holds that visitors get. Asked over the network."""
    host = next(iter(settings.ALLOWED_HOSTS), "")
    try:
        ends = _fetch_certificate_end(host, int(os.environ.get("BALALE_HTTPS_PORT", "443")))
    except (OSError, ValueError):
        return CERTIFICATE.warning(
            f"https://{host or '…'} tidak terjangkau dari sini.",
            "Periksa nginx atau Caddy, dan nama peladen.",
        )
    if ends <= now:
        return CERTIFICATE.fault(
            f"Sertifikat habis {say_age(now - ends)} lalu.", "Perbarui dengan: certbot renew"
        )
    kata = f"Berlaku {say_age(ends - now)} lagi."
    if ends - now < _CERTIFICATE_SOON:
        return CERTIFICATE.warning(kata, "Perbarui dengan: certbot renew")
    return CERTIFICATE.good(kata)


def _fetch_certificate_end(host: str, port: int) -> datetime:
    """Not verified here: browsers do that; an expired one must still be read."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection((host, port), _WAIT_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=host) as sealed,
    ):
        raw = sealed.getpeercert(binary_form=True) or b""
    return x509.load_der_x509_certificate(raw).not_valid_after_utc
