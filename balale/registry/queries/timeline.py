"""What happened to a person's data, newest first, in words: from history and decisions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from balale.access.models import User
from balale.access.rules.policy import POLICY, Role, Tingkat
from balale.access.vault import Vault
from balale.kit.formatting import format_tanggal
from balale.kit.status import get_status_look
from balale.registry.models import Keputusan, Orang, Pindah, Ppks
from balale.registry.queries.pindah import list_pindah
from balale.registry.queries.timeline_acts import Tindakan, list_tindakan
from balale.registry.queries.timeline_berkas import list_kabar_berkas
from balale.registry.queries.usulan import list_told
from balale.registry.rules import alasan as daftar_alasan

_KOLOM_ORANG = {
    "nama": "nama",
    "gelar_depan": "gelar",
    "gelar_belakang": "gelar",
    "nik_indeks": "NIK",
    "alasan_tanpa_nik": "alasan tanpa NIK",
    "tempat_lahir": "tempat lahir",
    "tanggal_lahir": "tanggal lahir",
    "presisi_tgl_lahir": "ketelitian tanggal lahir",
    "jenis_kelamin": "jenis kelamin",
    "status_kawin": "status perkawinan",
    "agama": "agama",
    "pendidikan": "pendidikan",
    "pekerjaan": "pekerjaan",
    "meninggal_pada": "tanggal meninggal",
}
_JUDUL = {
    "draf": "Dicatat",
    "diajukan": "Diajukan",
    "dikembalikan": "Dikembalikan",
    "ditolak": "Ditolak",
    "diverifikasi": "Diverifikasi",
    "aktif": "Aktif",
    "perlu_pemutakhiran": "Perlu pemutakhiran",
}
_KATA_ALASAN = {
    alasan.kode: alasan.kata
    for daftar in (
        daftar_alasan.ALASAN_AKTIF_LAGI,
        daftar_alasan.ALASAN_PEMUTAKHIRAN,
        daftar_alasan.ALASAN_TANGGUH,
        daftar_alasan.ALASAN_KELUAR,
        daftar_alasan.ALASAN_TOLAK,
        daftar_alasan.ALASAN_KEMBALI,
    )
    for alasan in daftar
}
# Who alone may leave an entry in that state without a decision row.
_PERAN_DRAF = Role.OPERATOR_DESA


@dataclass(frozen=True)
class Peristiwa:
    """One line of the history."""

    pada: datetime
    judul: str
    ikon: str
    oleh: str
    peran: str = ""
    alasan: str = ""
    batal: UUID | None = None
    halangan: str = ""


def list_peristiwa(
    orang: Orang,
    *,
    user: User,
    kategori: dict[UUID, str],
    is_open: bool,
    now: datetime,
    vault: Vault | None = None,
    with_berkas: bool = True,
) -> list[Peristiwa]:
    """Changes of the person, its entries and its files, newest first.

    `kategori` names the entries in sight by id. A note on a terbatas entry is shown only
    where it was opened (`is_open`). `batal` names the act that may still be taken back.
    Without `with_berkas` nothing is told of photographs and papers, which stand on no print.
    """
    vault = vault or Vault()
    acts = list_tindakan(orang, user=user, kategori=kategori, now=now, vault=vault)
    told = {act.perubahan.dibuat_pada for act in acts}
    told |= {act.perubahan.dibatalkan_pada for act in acts if act.perubahan.dibatalkan_pada}
    status = _status_events(user=user, ppks_ids=list(kategori))
    keputusan = _decisions(user=user, ppks_ids=list(kategori))
    changes = [
        (row, columns)
        for row, columns in _identity_changes(orang, user=user)
        if row.diubah_pada not in told
    ]
    names = _names(
        {row.diubah_oleh_id for row in status}
        | {row.oleh_id for rows in keputusan.values() for row in rows}
        | {row.diubah_oleh_id for row, _ in changes}
        | {orang.dibuat_oleh_id}
    )
    given = [row for rows in keputusan.values() for row in rows]
    notes = _notes(given, vault, is_open=is_open)
    found = [_of_status(row, keputusan, kategori, names, notes) for row in status]
    taken = {(row.id, row.diubah_pada) for row in status}
    found += [
        _of_decision(row, ppks_id, kategori, names, notes)
        for ppks_id, rows in keputusan.items()
        for row in rows
        if (ppks_id, row.pada) not in taken
    ]
    found += [_of_identity(row, columns, names) for row, columns in changes]
    found += [_of_act(act) for act in acts]
    found += [_of_move(row) for row in list_pindah(orang, user)]
    if with_berkas:
        kabar_list = list_kabar_berkas(orang, user=user, kategori=kategori)
        found += [Peristiwa(**vars(kabar)) for kabar in kabar_list]
    if all(item.pada != orang.dibuat_pada for item in found):
        oleh = names.get(orang.dibuat_oleh_id, "")
        found.append(Peristiwa(orang.dibuat_pada, "Dicatat pertama kali", "plus", oleh))
    return sorted(found, key=lambda item: item.pada, reverse=True)


def _status_events(*, user: User, ppks_ids: list[UUID]) -> list[Any]:
    """History rows in which the status is another than before."""
    if not ppks_ids:
        return []
    events = Ppks.pgh_event_model.objects  # type: ignore[attr-defined]
    rows = _visible(events, user).filter(pgh_obj__in=ppks_ids).order_by("pgh_id")
    rows = rows.only("id", "status", "kode_alasan", "diubah_oleh_id", "diubah_pada", "pgh_id")
    last: dict[UUID, str] = {}
    changed = []
    for row in rows:
        if last.get(row.id) != row.status:
            changed.append(row)
        last[row.id] = row.status
    return changed


def _visible(rows: Any, user: User) -> Any:
    """First wall for history tables, which have no visible_to of their own."""
    context = user.context
    if context is None:
        return rows.none()
    return rows.filter(desa__any_of=context.desa, tingkat__any_of=context.tingkat)


def _decisions(*, user: User, ppks_ids: list[UUID]) -> dict[UUID, list[Keputusan]]:
    found: dict[UUID, list[Keputusan]] = defaultdict(list)
    if not ppks_ids:
        return found
    rows = list_told(user).filter(usulan__ppks__in=ppks_ids)
    for row in rows.select_related("usulan").order_by("pada"):
        if row.usulan.ppks_id is not None:
            found[row.usulan.ppks_id].append(row)
    return found


def _identity_changes(orang: Orang, *, user: User) -> list[tuple[Any, list[str]]]:
    """History rows of the person with the names of the fields that changed; none where the
    person was verified, or is no longer."""
    events = Orang.pgh_event_model.objects  # type: ignore[attr-defined]
    rows = list(_visible(events, user).filter(pgh_obj=orang.pk).order_by("pgh_id"))
    changed = []
    for before, after in zip(rows, rows[1:], strict=False):
        columns = [
            word
            for name, word in _KOLOM_ORANG.items()
            if _plain(getattr(before, name)) != _plain(getattr(after, name))
        ]
        is_marked = before.terverifikasi_pada != after.terverifikasi_pada
        # Taken back to an acceptance before: verified as it was.
        if columns or (is_marked and after.terverifikasi_pada in {None, after.diubah_pada}):
            changed.append((after, list(dict.fromkeys(columns))))
    return changed


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _names(user_ids: set[UUID]) -> dict[UUID, str]:
    rows = User.objects.filter(pk__in=user_ids - {None}).values_list("pk", "nama")
    return dict(rows)


def _notes(keputusan: Iterable[Keputusan], vault: Vault, *, is_open: bool) -> dict[UUID, str]:
    """Notes of decisions: those on biasa entries, and with `is_open` on terbatas ones too."""
    rows = [r for r in keputusan if r.catatan_sandi and (is_open or r.tingkat == Tingkat.BIASA)]
    vault.fetch({row.subjek_id for row in rows})
    return {row.pk: vault.get(row, "catatan") for row in rows}


def _of_status(
    row: Any,
    keputusan: dict[UUID, list[Keputusan]],
    kategori: dict[UUID, str],
    names: dict[UUID, str],
    notes: dict[UUID, str],
) -> Peristiwa:
    decision = next((k for k in keputusan.get(row.id, ()) if k.pada == row.diubah_pada), None)
    look = get_status_look(row.status)
    alasan = _KATA_ALASAN.get(row.kode_alasan, "")
    peran = _role(_PERAN_DRAF) if row.status == "draf" else ""
    if decision is not None:
        peran = _role(decision.sebagai)
        alasan = _reason(decision, notes)
    return Peristiwa(
        pada=row.diubah_pada,
        judul=f"{_JUDUL.get(row.status, look.word)}: {kategori[row.id]}",
        ikon="plus" if row.status == "draf" else look.icon,
        oleh=names.get(row.diubah_oleh_id, ""),
        peran=peran,
        alasan=alasan,
    )


def _of_decision(
    row: Keputusan,
    ppks_id: UUID,
    kategori: dict[UUID, str],
    names: dict[UUID, str],
    notes: dict[UUID, str],
) -> Peristiwa:
    return Peristiwa(
        pada=row.pada,
        judul=f"{row.kata.replace('_', ' ')}: {kategori[ppks_id]}",
        ikon="check",
        oleh=names.get(row.oleh_id, ""),
        peran=_role(row.sebagai),
        alasan=_reason(row, notes),
    )


def _of_identity(row: Any, columns: list[str], names: dict[UUID, str]) -> Peristiwa:
    judul, ikon = "Identitas terverifikasi", "circle-check"
    if columns:
        judul, ikon = "Data diri diperbaiki", "pencil"
    elif row.terverifikasi_pada is None:
        judul, ikon = "Identitas perlu diverifikasi lagi", "arrow-back-up"
    return Peristiwa(
        pada=row.diubah_pada,
        judul=judul,
        ikon=ikon,
        oleh=names.get(row.diubah_oleh_id, ""),
        alasan=f"Berubah: {', '.join(columns)}." if columns else "",
    )


def _of_act(act: Tindakan) -> Peristiwa:
    row = act.perubahan
    return Peristiwa(
        pada=row.dibuat_pada,
        judul=act.judul,
        ikon=act.ikon,
        oleh=row.dibuat_oleh.nama,
        alasan=act.alasan,
        batal=row.pk if act.may_undo else None,
        halangan=act.halangan,
    )


def _of_move(row: Pindah) -> Peristiwa:
    return Peristiwa(
        pada=row.diputus_pada or row.diubah_pada,
        judul=f"Pindah dari {row.desa.sebutan} ke {row.ke_desa.sebutan}",
        ikon="map-pin",
        oleh=row.diputus_oleh.nama if row.diputus_oleh else "",
        alasan=f"Sejak {format_tanggal(row.tanggal)}.",
    )


def _role(sebagai: str) -> str:
    """The role inside a sentence: operator desa, TKSK, verifikator DSP3A."""
    if sebagai not in Role._value2member_map_:
        return ""
    label = POLICY[Role(sebagai)].label
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _reason(row: Keputusan, notes: dict[UUID, str]) -> str:
    kata = _KATA_ALASAN.get(row.kode_alasan, "")
    return ". ".join(part for part in (kata, notes.get(row.pk, "")) if part)
