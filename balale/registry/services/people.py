"""Making persons, families and addresses. Called inside a write that leaves the trail line."""

import json
from datetime import date
from typing import Any

from django.db import connection

from balale.access import crypto
from balale.access.models import JenisSubjek
from balale.access.vault import Vault
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    Keluarga,
    NamaLain,
    Orang,
    Pemberitahuan,
)
from balale.registry.rules.cari import PANJANG_AKHIR
from balale.registry.rules.entry import IsianAlamat, IsianKeluarga, IsianNotice, IsianOrang
from balale.registry.rules.nama_kunci import nama_kunci
from balale.registry.services.rows import Stamp

NASKAH_PEMBERITAHUAN = "2026-1"
RINCIAN = (
    "gelar_depan", "gelar_belakang", "tempat_lahir", "tanggal_lahir", "presisi_tgl_lahir",
    "status_kawin", "agama", "pendidikan", "pekerjaan",
)  # fmt: skip


def nik_indexes(nik: str, *, is_sealed: bool) -> dict[str, bytes | None]:
    """Blind indexes of a NIK: the whole, and its last six digits.

    A sealed row has an index of another kind, so that nothing in the database tells which
    ordinary row is the same human being.
    """
    if nik and is_sealed:
        return {"nik_indeks": crypto.blind_index("nik-rahasia", nik), "nik_akhir_indeks": None}
    if not nik:
        return {"nik_indeks": None, "nik_akhir_indeks": None}
    return {
        "nik_indeks": crypto.blind_index("nik", nik),
        "nik_akhir_indeks": crypto.blind_index("nik-akhir", nik[-PANJANG_AKHIR:]),
    }


def no_kk_index(no_kk: str) -> bytes | None:
    """Blind index of a No KK."""
    return crypto.blind_index("no_kk", no_kk) if no_kk else None


def next_temporary_number(on: date) -> str:
    """T-6107-YYYY-NNNNNN: a handle for a person without NIK that can't look like one."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('registry_nomor_sementara_seq')")
        number = cursor.fetchone()[0]
    return f"T-6107-{on.year}-{number:06d}"


def build_orang(*, isian: IsianOrang, stamp: Stamp, vault: Vault, on: date) -> Orang:
    """A person row and its data key, stored. A sealed row shows no name and no number."""
    orang = Orang(id=stamp.new_id())
    for name, value in stamp.columns(orang.id).items():
        setattr(orang, name, value)
    fill_orang(orang, isian=isian, vault=vault, new_key=True)
    if not isian.nik and not stamp.is_sealed:
        orang.nomor_sementara = next_temporary_number(on)
    orang.save(force_insert=True)
    for jenis, nama in isian.nama_lain:
        _build_nama_lain(orang, jenis=jenis, nama=nama, stamp=stamp, vault=vault)
    return orang


def fill_orang(orang: Orang, *, isian: IsianOrang, vault: Vault, new_key: bool = False) -> None:
    """Set every identity column of the row from the form; nothing is saved but a new key."""
    if new_key:
        vault.create_key(orang.id, JenisSubjek.ORANG).save(force_insert=True)
    is_sealed = orang.tingkat == "rahasia"
    vault.put(orang, nik=isian.nik, telepon=isian.telepon)
    for name, value in nik_indexes(isian.nik, is_sealed=is_sealed).items():
        setattr(orang, name, value)
    orang.alasan_tanpa_nik = "" if isian.nik else isian.alasan_tanpa_nik
    orang.jenis_kelamin = isian.jenis_kelamin
    if is_sealed:
        vault.put(orang, nama=isian.nama, rincian=_to_rincian(isian))
        return
    orang.nama, orang.nama_kunci = isian.nama, nama_kunci(isian.nama)[:120]
    for name in RINCIAN:
        setattr(orang, name, getattr(isian, name))


def _to_rincian(isian: IsianOrang) -> str:
    """Every detail of a sealed person as one text, to be sealed."""
    said = {name: getattr(isian, name) for name in RINCIAN}
    lahir = isian.tanggal_lahir
    return json.dumps(said | {"tanggal_lahir": lahir.isoformat() if lahir else ""})


def _read_rincian(orang: Orang, vault: Vault) -> dict[str, Any]:
    """The details of a person, opened where they are sealed."""
    if not orang.rincian_sandi:
        return {name: getattr(orang, name) for name in RINCIAN}
    said = json.loads(vault.get(orang, "rincian"))
    lahir = said["tanggal_lahir"]
    return said | {"tanggal_lahir": date.fromisoformat(lahir) if lahir else None}


def _build_nama_lain(
    orang: Orang, *, jenis: str, nama: str, stamp: Stamp, vault: Vault
) -> NamaLain:
    row = NamaLain(id=stamp.new_id(), orang=orang, jenis=jenis, **stamp.columns(orang.id))
    if stamp.is_sealed:
        vault.put(row, nama=nama)
    else:
        row.nama, row.nama_kunci = nama, nama_kunci(nama)[:120]
    row.save(force_insert=True)
    return row


def build_alamat(
    *, orang: Orang, isian: IsianAlamat, stamp: Stamp, vault: Vault, on: date
) -> Alamat:
    """The person's address from today. A sealed one shows not even the dusun."""
    row = Alamat(id=stamp.new_id(), orang=orang, mulai=on, **stamp.columns(orang.id))
    fill_alamat(row, isian=isian, vault=vault)
    row.save(force_insert=True)
    return row


def fill_alamat(row: Alamat, *, isian: IsianAlamat, vault: Vault) -> None:
    """Set the address columns from the form; nothing is saved."""
    if row.tingkat == "rahasia":
        parts = [isian.dusun, f"RT {isian.rt}/{isian.rw}" if isian.rt else "", isian.teks]
        vault.put(row, teks="\n".join(part for part in parts if part), titik=isian.titik)
    else:
        row.dusun, row.rt, row.rw = isian.dusun, isian.rt, isian.rw
        vault.put(row, teks=isian.teks, titik=isian.titik)


def join_keluarga(
    *, orang: Orang, isian: IsianKeluarga, stamp: Stamp, vault: Vault, on: date
) -> Keluarga | None:
    """Put the person into the family of the No KK; a family new to the village is made.

    Only a family the writer may see is joined, so nothing tells whether another exists.
    A sealed person joins none: its family would point to it.
    """
    if not isian.no_kk or stamp.is_sealed:
        return None
    keluarga = find_keluarga(no_kk=isian.no_kk, stamp=stamp)
    if keluarga is None:
        keluarga = build_keluarga(no_kk=isian.no_kk, stamp=stamp, vault=vault)
    build_anggota(keluarga=keluarga, orang=orang, hubungan=isian.hubungan, stamp=stamp, on=on)
    return keluarga


def find_keluarga(*, no_kk: str, stamp: Stamp) -> Keluarga | None:
    """The village's family with this No KK in the writer's sight; None for an empty number."""
    if not no_kk:
        return None
    rows = Keluarga.objects.visible_to(stamp.by).filter(desa=stamp.desa_kode)
    return rows.filter(no_kk_indeks=no_kk_index(no_kk)).order_by("dibuat_pada").first()


def build_anggota(
    *, keluarga: Keluarga, orang: Orang, hubungan: str, stamp: Stamp, on: date
) -> AnggotaKeluarga:
    """The person's place in the family from today, stored."""
    row = AnggotaKeluarga(
        id=stamp.new_id(),
        keluarga=keluarga,
        orang=orang,
        hubungan=hubungan,
        mulai=on,
        **stamp.columns(keluarga.id),
    )
    row.save(force_insert=True)
    return row


def build_keluarga(*, no_kk: str, stamp: Stamp, vault: Vault) -> Keluarga:
    """A family row and its data key, stored."""
    keluarga = Keluarga(id=stamp.new_id(), no_kk_indeks=no_kk_index(no_kk))
    for name, value in stamp.columns(keluarga.id).items():
        setattr(keluarga, name, value)
    vault.create_key(keluarga.id, JenisSubjek.KELUARGA).save(force_insert=True)
    vault.put(keluarga, no_kk=no_kk)
    keluarga.save(force_insert=True)
    return keluarga


def build_notice(
    *, orang: Orang, isian: IsianNotice, stamp: Stamp, vault: Vault, on: date
) -> Pemberitahuan:
    """Who was told, on which basis, under which wording."""
    row = Pemberitahuan(
        id=stamp.new_id(),
        orang=orang,
        dasar_hukum=isian.dasar_hukum,
        versi_naskah=NASKAH_PEMBERITAHUAN,
        disampaikan_kepada=isian.disampaikan_kepada,
        disampaikan_pada=on,
        wali_hubungan=isian.wali_hubungan,
        **stamp.columns(orang.id),
    )
    vault.put(row, wali_nama=isian.wali_nama)
    row.save(force_insert=True)
    return row


def read_isian(orang: Orang, *, vault: Vault) -> IsianOrang:
    """The person's identity in the form's shape, secrets opened."""
    return IsianOrang(
        nama=orang.nama or vault.get(orang, "nama"),
        jenis_kelamin=orang.jenis_kelamin,
        nik=vault.get(orang, "nik"),
        alasan_tanpa_nik=orang.alasan_tanpa_nik,
        telepon=vault.get(orang, "telepon"),
        **_read_rincian(orang, vault),
    )


def get_alamat(orang: Orang) -> Alamat | None:
    """The person's address now."""
    return orang.alamat.filter(sampai__isnull=True).order_by("-mulai", "-dibuat_pada").first()


def read_alamat(alamat: Alamat | None, *, vault: Vault) -> IsianAlamat:
    """The address in the form's shape, secrets opened; empty where none is."""
    if alamat is None:
        return IsianAlamat()
    return IsianAlamat(
        dusun=alamat.dusun,
        rt=alamat.rt,
        rw=alamat.rw,
        teks=vault.get(alamat, "teks"),
        titik=vault.get(alamat, "titik"),
    )
