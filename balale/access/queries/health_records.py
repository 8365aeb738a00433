"""Checks of stored rows: do the keys open them, is the trail whole, is the worker at work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from balale.access import crypto
from balale.access.models import SubjectKey
from balale.access.queries.chain import get_seal_state
from balale.access.rules.health import Finding, Subject, say_age
from balale.audit.models import TrailLine
from balale.audit.services import line_digest

KEYS_OPEN = Subject("keys_open", "Kunci membuka data")
TRAIL = Subject("trail", "Jejak")
SEAL = Subject("seal", "Segel jejak")
WORKER = Subject("worker", "Pekerja latar")
BACKLOG = Subject("backlog", "Antrean kerja")

_LAST_LINES = 1000
_SAMPLE = 50
_SILENT = timedelta(seconds=90)
_LATE = timedelta(minutes=15)
_UNSEALED = timedelta(seconds=60)


@dataclass(frozen=True)
class QueueState:
    """The worker's last sign of life, jobs that wait, the oldest that is due, jobs that failed."""

    beat_at: datetime | None
    waiting: int
    due_since: datetime | None
    failed: int


def get_queue_state() -> QueueState:
    """Told without a context; names no job."""
    with connection.cursor() as cursor:
        cursor.execute("select * from balale_queue_state()")
        return QueueState(*cursor.fetchone())


def check_worker(now: datetime) -> Finding:
    beat = get_queue_state().beat_at
    saran = "Nyalakan: systemctl start balale-worker"
    if beat is None:
        return WORKER.fault("Pekerja latar tidak berjalan.", saran)
    kata = f"Tanda hidup terakhir {say_age(now - beat)} lalu."
    return WORKER.fault(kata, saran) if now - beat > _SILENT else WORKER.good(kata)


def check_backlog(now: datetime) -> Finding:
    state = get_queue_state()
    if state.due_since and now - state.due_since > _LATE:
        return BACKLOG.fault(
            f"{state.waiting} pekerjaan menunggu, yang tertua {say_age(now - state.due_since)}.",
            "Periksa catatan pekerja: journalctl -u balale-worker",
        )
    if state.failed:
        return BACKLOG.warning(
            f"{state.failed} pekerjaan gagal.",
            "Periksa catatan pekerja: journalctl -u balale-worker",
        )
    return BACKLOG.good(f"{state.waiting} pekerjaan menunggu.")


def check_seal(now: datetime) -> Finding:
    """New lines of the trail are sealed within seconds; a minute is an alarm."""
    waiting, since, last_at = get_seal_state()
    if since and now - since > _UNSEALED:
        return SEAL.fault(
            f"{waiting} baris jejak belum disegel, yang tertua {say_age(now - since)}.",
            "Nyalakan pekerja latar: systemctl start balale-worker",
        )
    if last_at is None:
        return SEAL.good("Belum ada jejak.")
    return SEAL.good(f"Segel terakhir {say_age(now - last_at)} lalu.")


def check_keys_open() -> Finding:
    """The newest and the oldest data keys in sight open under the key file. Opens no value."""
    newest = SubjectKey.objects.order_by("-subjek_id")[:_SAMPLE]
    oldest = SubjectKey.objects.order_by("subjek_id")[:_SAMPLE]
    rows = {row.subjek_id: row for row in [*newest, *oldest]}
    closed = 0
    for row in rows.values():
        try:
            crypto.unwrap_key(row.subjek_id, bytes(row.wrapped), row.master_id)
        except crypto.Unreadable:
            closed += 1
    if closed:
        return KEYS_OPEN.fault(
            f"{closed} dari {len(rows)} kunci data tidak terbuka.",
            "Pakai berkas kunci yang dibuat untuk basis data ini.",
        )
    return KEYS_OPEN.good(f"{len(rows)} kunci data dicoba, semuanya terbuka.")


def check_trail() -> Finding:
    """Digests of the last lines agree with what the lines say. Asked as an auditor."""
    lines = list(TrailLine.objects.order_by("-id")[:_LAST_LINES])
    bad = [line for line in lines if bytes(line.digest) != line_digest(line)]
    if bad:
        return TRAIL.fault(
            f"{len(bad)} baris jejak tidak cocok dengan sidiknya. Yang pertama: {bad[-1].id}.",
            "Jangan ubah apa pun. Hubungi Inspektorat, lalu bandingkan dengan cadangan.",
        )
    return TRAIL.good(f"{len(lines)} baris terakhir utuh.")
