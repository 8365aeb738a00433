"""The opened case: identity, answers, notes and decisions, unsealed for whoever may see them.

Reading it is not free: the view leaves a trail line for every look.
"""

from dataclasses import dataclass
from datetime import date, datetime

from balale.access.models import CaseAccess
from balale.access.vault import Vault
from balale.cases.models import CatatanKasus, JenisCatatan
from balale.cases.queries.cases import TUGAS
from balale.kit.formatting import format_tanggal
from balale.registry.models import (
    Alamat,
    Isian,
    Jawaban,
    Keputusan,
    Kode,
    Orang,
    Pemberitahuan,
    Ppks,
)
from balale.registry.rules.alasan import ALASAN_KEMBALI, ALASAN_TOLAK
from balale.registry.rules.entry import IsianNotice, IsianOrang
from balale.registry.services.people import read_isian

_REASONS = {reason.kode: reason.kata for reason in (*ALASAN_KEMBALI, *ALASAN_TOLAK)}
_DECIDED = {
    "disahkan": ("Disahkan", "circle-check"),
    "dikembalikan": ("Dikembalikan kepada petugas", "arrow-back-up"),
    "ditolak": ("Ditolak", "circle-x"),
}
_ICONS = {
    JenisCatatan.LAPORAN: "send",
    JenisCatatan.ASESMEN: "clipboard-list",
    JenisCatatan.RUJUKAN: "arrow-right",
    JenisCatatan.TINDAKAN: "heart-handshake",
    JenisCatatan.PERMINTAAN: "hourglass",
}


@dataclass(frozen=True)
class Kejadian:
    """One line of the case's history."""

    judul: str
    oleh: str
    pada: datetime
    teks: str
    alasan: str
    icon: str


@dataclass(frozen=True)
class Berkas:
    """Everything an opened case shows."""

    orang: IsianOrang
    alamat: str
    hubungi: str
    notice: IsianNotice | None
    jawaban: list[tuple[str, str]]
    kejadian: list[Kejadian]


def get_dossier(kasus: Ppks) -> Berkas:
    """Unseal a case in sight. Raises crypto.Unreadable when a value was tampered with."""
    vault = Vault()
    vault.fetch([kasus.subjek_id])
    notes = list(
        CatatanKasus.objects.filter(subjek_id=kasus.subjek_id).select_related("dibuat_oleh")
    )
    alamat = Alamat.objects.filter(orang_id=kasus.subjek_id, sampai=None).first()
    first = next((note for note in notes if note.jenis == JenisCatatan.LAPORAN), None)
    return Berkas(
        orang=read_isian(Orang.objects.get(pk=kasus.subjek_id), vault=vault),
        alamat=vault.get(alamat, "teks") if alamat else "",
        hubungi=vault.get(first, "teks") if first else "",
        notice=_read_notice(kasus, vault),
        jawaban=list_answers(kasus, vault=vault),
        kejadian=_list_events(kasus, notes, vault),
    )


def _read_notice(kasus: Ppks, vault: Vault) -> IsianNotice | None:
    rows = Pemberitahuan.objects.filter(orang_id=kasus.subjek_id)
    row = rows.order_by("-dibuat_pada").first()
    if row is None:
        return None
    return IsianNotice(
        dasar_hukum=row.dasar_hukum,
        disampaikan_kepada=row.disampaikan_kepada,
        wali_nama=vault.get(row, "wali_nama"),
        wali_hubungan=row.wali_hubungan,
    )


def read_answers(kasus: Ppks, *, vault: Vault) -> dict[str, list[str]]:
    """Stored values by the field's code, unsealed."""
    found: dict[str, list[str]] = {}
    rows = Jawaban.objects.filter(ppks=kasus, is_berlaku=True).select_related("isian")
    for row in rows.order_by("isian__urutan"):
        found.setdefault(row.isian.kode, []).append(row.nilai or vault.get(row, "nilai"))
    return found


def list_answers(kasus: Ppks, *, vault: Vault) -> list[tuple[str, str]]:
    """(question, answer in words) in the form's order."""
    values = read_answers(kasus, vault=vault)
    fields = Isian.objects.filter(formulir_id=kasus.formulir_id, kode__in=values)
    fields = fields.order_by("urutan")
    lists = {field.daftar_id for field in fields if field.daftar_id}
    words = {
        (kode.daftar_id, kode.kode): kode.teks for kode in Kode.objects.filter(daftar__in=lists)
    }
    return [
        (field.label, ", ".join(_say(field, value, words) for value in values[field.kode]))
        for field in fields
    ]


def _say(field: Isian, value: str, words: dict[tuple[int, str], str]) -> str:
    if field.daftar_id:
        return words.get((field.daftar_id, value), value)
    if field.jenis == Isian.Jenis.YA_TIDAK:
        return value.capitalize()
    if field.jenis == Isian.Jenis.TANGGAL:
        return format_tanggal(date.fromisoformat(value))
    return f"{value} {field.satuan}".strip()


def _list_events(kasus: Ppks, notes: list[CatatanKasus], vault: Vault) -> list[Kejadian]:
    """Notes, assignments and decisions, newest first."""
    events = [_tell_note(note, vault) for note in notes]
    access = CaseAccess.objects.filter(subjek_id=kasus.subjek_id, alasan=TUGAS)
    for row in access.select_related("user"):
        events.append(Kejadian("Ditugaskan", row.user.nama, row.mulai_pada, "", "", "user-plus"))
    for decision in Keputusan.objects.filter(usulan__ppks=kasus).select_related("oleh"):
        judul, icon = _DECIDED.get(decision.hasil, (decision.hasil, "check"))
        reason = _REASONS.get(decision.kode_alasan, "")
        words = vault.get(decision, "catatan")
        events.append(Kejadian(judul, decision.oleh.nama, decision.pada, words, reason, icon))
    return sorted(events, key=lambda event: event.pada, reverse=True)


def _tell_note(note: CatatanKasus, vault: Vault) -> Kejadian:
    """A note in the history. Of the hand-in neither writer nor text: its text stands apart."""
    jenis = JenisCatatan(note.jenis)
    is_laporan = jenis is JenisCatatan.LAPORAN
    return Kejadian(
        judul=jenis.label,
        oleh="" if is_laporan else note.dibuat_oleh.nama,
        pada=note.dibuat_pada,
        teks="" if is_laporan else vault.get(note, "teks"),
        alasan="",
        icon=_ICONS[jenis],
    )
