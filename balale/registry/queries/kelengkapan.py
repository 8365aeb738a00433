"""How complete entries are by what is stored now, for the running entries of a person."""

from collections import defaultdict
from uuid import UUID

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.access.vault import Vault
from balale.registry.models import Isian, Jawaban, Orang, Ppks
from balale.registry.queries.entry import filter_of, get_current_alamat, has_keluarga
from balale.registry.rules.kelengkapan import IsianPpks, count_kelengkapan
from balale.registry.rules.status import ENDED


def count_now(orang: Orang, user: User) -> list[tuple[Ppks, int]]:
    """Running entries of the person and the family in sight, each with its count of eight."""
    rows = Ppks.objects.visible_to(user).filter(filter_of(orang, user), komunitas__isnull=True)
    found = list(rows.exclude(tingkat=Tingkat.RAHASIA).exclude(status__in=ENDED))
    if not found:
        return []
    known, vault = _read_orang(orang, user), Vault()
    return [(ppks, _count(ppks, known, vault)) for ppks in found]


def _read_orang(orang: Orang, user: User) -> dict[str, object]:
    alamat = get_current_alamat(orang, user)
    return {
        "nik": "ada" if orang.nik_indeks else "",
        "alasan_tanpa_nik": orang.alasan_tanpa_nik,
        "nama": orang.nama,
        "tanggal_lahir": orang.tanggal_lahir,
        "jenis_kelamin": orang.jenis_kelamin,
        "no_kk": "ada" if has_keluarga(orang, user) else "",
        "dusun": alamat.dusun if alamat else "",
        "rt": alamat.rt if alamat else "",
    }


def _count(ppks: Ppks, known: dict[str, object], vault: Vault) -> int:
    jawaban = _read_jawaban(ppks, vault)
    kriteria = ppks.kriteria.filter(is_berlaku=True).values_list("kriteria_id", flat=True)
    wajib = [
        isian.kode
        for isian in Isian.objects.filter(formulir=ppks.formulir_id, utama=True)
        if not _is_contradicted(isian, jawaban)
    ]
    parts = {"kriteria": tuple(kriteria), "pertanyaan_wajib": wajib, "jawaban": jawaban}
    return count_kelengkapan(IsianPpks(**{**known, **parts})).jumlah  # type: ignore[arg-type]


def _read_jawaban(ppks: Ppks, vault: Vault) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = Jawaban.objects.filter(ppks=ppks, is_berlaku=True).select_related("isian")
    for row in rows:
        found[row.isian.kode].append(row.nilai or vault.get(row, "nilai"))
    return found


def _is_contradicted(isian: Isian, jawaban: dict[str, list[str]]) -> bool:
    """True for a question that another answer makes needless."""
    other = jawaban.get(isian.tampil_jika_isian, []) if isian.tampil_jika_isian else []
    return bool(other) and isian.tampil_jika_nilai not in other


def list_members(keluarga_id: UUID, user: User) -> list[Orang]:
    """Persons in sight who are in the family now."""
    rows = Orang.objects.visible_to(user).exclude(tingkat=Tingkat.RAHASIA)
    rows = rows.filter(keanggotaan__keluarga=keluarga_id, keanggotaan__sampai__isnull=True)
    return list(rows.distinct().order_by("pk"))
