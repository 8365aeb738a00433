"""The identity's columns, and both sides of every change of a proposal."""

from datetime import date
from typing import Any

from balale.access.vault import Vault
from balale.registry.models import Orang, Usulan, UsulanKolom
from balale.registry.queries.beda import Ubahan, tidy_isian
from balale.registry.rules.entry import IsianOrang
from balale.registry.services import people
from balale.registry.services.rows import Stamp

IDENTITY = (
    "nama", "nama_kunci", "nik_sandi", "nik_indeks", "nik_akhir_indeks", "telepon_sandi",
    "alasan_tanpa_nik", "nomor_sementara", "gelar_depan", "gelar_belakang", "tempat_lahir",
    "tanggal_lahir", "presisi_tgl_lahir", "jenis_kelamin", "status_kawin", "agama", "pendidikan",
    "pekerjaan", "terverifikasi_pada", "terverifikasi_oleh_id",
)  # fmt: skip


def fill_identity(orang: Orang, isian: IsianOrang, *, vault: Vault, on: date) -> dict[str, Any]:
    """The identity's columns as the form says; no longer verified. Nothing is saved."""
    people.fill_orang(orang, isian=tidy_isian(isian), vault=vault)
    orang.terverifikasi_pada = orang.terverifikasi_oleh_id = None
    if not isian.nik and not orang.nomor_sementara:
        orang.nomor_sementara = people.next_temporary_number(on)
    return {name: getattr(orang, name) for name in IDENTITY}


def write_kolom(usulan: Usulan, ubahan: list[Ubahan], *, vault: Vault, stamp: Stamp) -> None:
    """Both sides of every change, sealed, in the order of the form."""
    rows = []
    for satu in ubahan:
        row = UsulanKolom(
            id=stamp.new_id(),
            usulan=usulan,
            label=satu.label,
            kolom=satu.kolom,
            **stamp.columns(usulan.subjek_id),
        )
        vault.put(row, sebelum=satu.sebelum, sesudah=satu.sesudah)
        rows.append(row)
    UsulanKolom.objects.bulk_create(rows)
