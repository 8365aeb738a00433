"""Rows of invented persons, families and communities, from the generator's records."""

from datetime import date, datetime, timedelta

from django.db import connection

from balale.access.models import JenisSubjek, User
from balale.latihan.rules.records import (
    SHDK_KEPALA,
    KeluargaRekaan,
    KomunitasRekaan,
    OrangRekaan,
)
from balale.latihan.services.batch import Tools
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    AnggotaKomunitas,
    HitunganKomunitas,
    Keluarga,
    Komunitas,
    NamaLain,
    Orang,
    Pemberitahuan,
)
from balale.registry.rules.entry import IsianAlamat, IsianOrang
from balale.registry.rules.nama_kunci import nama_kunci
from balale.registry.rules.usia import is_anak
from balale.registry.services import people
from balale.registry.services.rows import Stamp

_HUBUNGAN_WALI = {"L": "ayah", "P": "ibu"}


def take_temporary_numbers(on: date, banyak: int) -> list[str]:
    """That many numbers for people without NIK, taken from the registry's own sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval('registry_nomor_sementara_seq') from generate_series(1, %s::int)",
            [banyak],
        )
        return [f"T-6107-{on.year}-{nomor:06d}" for (nomor,) in cursor.fetchall()]


class SubjectMaker:
    """Makes the rows of everybody of one village, entered by its operator."""

    def __init__(self, tools: Tools, *, desa_kode: str, by: User) -> None:
        self._tools = tools
        self._desa_kode = desa_kode
        self._by = by
        self.orang: dict[int, Orang] = {}
        self.keluarga: dict[int, Keluarga] = {}
        self.komunitas: dict[int, Komunitas] = {}

    def stamp(self, hari_lalu: int, *, tingkat: str = "biasa", unit: str = "") -> Stamp:
        """The first hour of that day, in this village's name."""
        return self.stamp_at(self._tools.clock.at(hari_lalu), tingkat=tingkat, unit=unit)

    def stamp_at(self, now: datetime, *, tingkat: str = "biasa", unit: str = "") -> Stamp:
        """That moment, in this village's name."""
        return Stamp(desa_kode=self._desa_kode, tingkat=tingkat, unit=unit, by=self._by, now=now)

    def add_orang(self, rekaan: OrangRekaan, stamp: Stamp) -> Orang:
        """The person with key, other names and address."""
        tools = self._tools
        row = Orang(id=stamp.new_id())
        for name, value in stamp.columns(row.id).items():
            setattr(row, name, value)
        tools.batch.add(tools.vault.create_key(row.id, JenisSubjek.ORANG))
        people.fill_orang(row, isian=_read_orang(rekaan), vault=tools.vault)
        tools.batch.add(row)
        self.orang[rekaan.nomor] = row
        for jenis, nama in rekaan.nama_lain:
            self._add_nama_lain(row, jenis, nama, stamp)
        self._add_alamat(stamp, rekaan, orang=row)
        return row

    def _add_nama_lain(self, orang: Orang, jenis: str, nama: str, stamp: Stamp) -> None:
        row = NamaLain(id=stamp.new_id(), orang=orang, jenis=jenis, **stamp.columns(orang.id))
        if stamp.is_sealed:
            self._tools.vault.put(row, nama=nama)
        else:
            row.nama, row.nama_kunci = nama, nama_kunci(nama)[:120]
        self._tools.batch.add(row)

    def _add_alamat(
        self,
        stamp: Stamp,
        rekaan: OrangRekaan | KeluargaRekaan,
        *,
        orang: Orang | None = None,
        keluarga: Keluarga | None = None,
    ) -> None:
        pemilik = orang or keluarga
        assert pemilik is not None
        row = Alamat(
            id=stamp.new_id(),
            orang=orang,
            keluarga=keluarga,
            mulai=stamp.now.date(),
            **stamp.columns(pemilik.id),
        )
        isian = IsianAlamat(rekaan.dusun, rekaan.rt, rekaan.rw, rekaan.alamat_teks)
        people.fill_alamat(row, isian=isian, vault=self._tools.vault)
        self._tools.batch.add(row)

    def add_keluarga(self, rekaan: KeluargaRekaan, hari_lalu: int) -> Keluarga:
        """The family with its key, address, and members; those born later come later."""
        tools = self._tools
        stamp = self.stamp(hari_lalu)
        no_kk = rekaan.no_kk or ""
        row = Keluarga(id=stamp.new_id(), no_kk_indeks=people.no_kk_index(no_kk))
        for name, value in stamp.columns(row.id).items():
            setattr(row, name, value)
        tools.batch.add(tools.vault.create_key(row.id, JenisSubjek.KELUARGA))
        tools.vault.put(row, no_kk=no_kk)
        tools.batch.add(row)
        self.keluarga[rekaan.nomor] = row
        self._add_alamat(stamp, rekaan, keluarga=row)
        for anggota in rekaan.anggota:
            umur_hari = (tools.clock.today - anggota.tanggal_lahir).days
            self._add_anggota(row, anggota, self.stamp(min(hari_lalu, umur_hari)))
        return row

    def _add_anggota(self, keluarga: Keluarga, rekaan: OrangRekaan, stamp: Stamp) -> None:
        self._tools.batch.add(
            AnggotaKeluarga(
                id=stamp.new_id(),
                keluarga=keluarga,
                orang=self.add_orang(rekaan, stamp),
                hubungan=str(rekaan.hubungan or SHDK_KEPALA),
                mulai=stamp.now.date(),
                **stamp.columns(keluarga.id),
            )
        )

    def add_komunitas(self, rekaan: KomunitasRekaan, hari_lalu: int) -> Komunitas:
        """The community with its key, its count, and those of its families on record."""
        tools = self._tools
        stamp = self.stamp(hari_lalu)
        row = Komunitas(id=stamp.new_id(), nama=rekaan.nama, dusun=rekaan.dusun)
        for name, value in stamp.columns(row.id).items():
            setattr(row, name, value)
        tools.batch.add(tools.vault.create_key(row.id, JenisSubjek.KOMUNITAS))
        tools.batch.add(row)
        self.komunitas[rekaan.nomor] = row
        common = {"komunitas": row, **stamp.columns(row.id)}
        tools.batch.add(
            HitunganKomunitas(
                id=stamp.new_id(),
                jumlah_kk=rekaan.jumlah_kk,
                jumlah_jiwa=rekaan.jumlah_jiwa,
                cara=rekaan.cara,
                sumber=rekaan.sumber,
                pada=stamp.now.date(),
                **common,
            )  # fmt: skip
        )
        for nomor in rekaan.keluarga_nomor:
            anggota = AnggotaKomunitas(
                id=stamp.new_id(), keluarga=self.keluarga[nomor], mulai=stamp.now.date(), **common
            )
            tools.batch.add(anggota)
        return row

    def add_notice(
        self, rekaan: OrangRekaan, keluarga: KeluargaRekaan | None, stamp: Stamp
    ) -> None:
        """Notice given on the day of entry; for a child, to a parent or the family's head."""
        orang = self.orang[rekaan.nomor]
        has_wali = is_anak(rekaan.tanggal_lahir, self._tools.clock.today)
        wali = _find_wali(rekaan, keluarga) if has_wali and keluarga else None
        row = Pemberitahuan(
            id=stamp.new_id(),
            orang=orang,
            dasar_hukum="persetujuan" if self._tools.rng.random() < 0.7 else "tugas_hukum",
            versi_naskah=people.NASKAH_PEMBERITAHUAN,
            disampaikan_kepada="wali" if wali else "orangnya",
            disampaikan_pada=stamp.now.date(),
            wali_hubungan=wali[1] if wali else "",
            **stamp.columns(orang.id),
        )
        self._tools.vault.put(row, wali_nama=wali[0].nama if wali else None)
        self._tools.batch.add(row)

    def number_those_without_nik(self) -> None:
        """Temporary numbers for the ordinary persons made so far who need one."""
        tanpa = [o for o in self.orang.values() if o.nik_indeks is None and o.tingkat == "biasa"]
        nomor = take_temporary_numbers(self._tools.clock.today, len(tanpa)) if tanpa else []
        for orang, satu in zip(tanpa, nomor, strict=True):
            orang.nomor_sementara = satu


def _read_orang(rekaan: OrangRekaan) -> IsianOrang:
    return IsianOrang(
        nama=rekaan.nama,
        jenis_kelamin=rekaan.jenis_kelamin,
        nik=rekaan.nik or "",
        alasan_tanpa_nik=rekaan.alasan_tanpa_nik or "",
        gelar_depan=rekaan.gelar_depan,
        gelar_belakang=rekaan.gelar_belakang,
        tempat_lahir=rekaan.tempat_lahir,
        tanggal_lahir=rekaan.tanggal_lahir,
        presisi_tgl_lahir=rekaan.presisi,
        telepon=rekaan.telepon or "",
        status_kawin=str(rekaan.status_kawin),
        agama=str(rekaan.agama),
        pendidikan=str(rekaan.pendidikan),
        pekerjaan=str(rekaan.pekerjaan),
    )


def _find_wali(rekaan: OrangRekaan, keluarga: KeluargaRekaan) -> tuple[OrangRekaan, str] | None:
    """Mother, else father, else the head, with the word of the list of caretakers."""
    anggota = {satu.nomor: satu for satu in keluarga.anggota}
    for nomor in (rekaan.ibu_nomor, rekaan.ayah_nomor):
        if nomor in anggota:
            return anggota[nomor], _HUBUNGAN_WALI[anggota[nomor].jenis_kelamin]
    kepala = keluarga.anggota[0]
    if kepala.nomor == rekaan.nomor:
        return None
    tua = kepala.tanggal_lahir < rekaan.tanggal_lahir - timedelta(days=36 * 365)
    return kepala, "kakek_nenek" if tua else "lainnya"
