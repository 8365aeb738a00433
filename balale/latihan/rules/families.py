"""Turns the shape of a family into people with names, dates, numbers and an address."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from balale.latihan.rules.facts import (
    add_titles,
    has_telepon,
    make_birth_date,
    pick_agama,
    pick_pekerjaan,
    pick_pendidikan,
    pick_reason_without_nik,
)
from balale.latihan.rules.name_tables import NameTables
from balale.latihan.rules.namer import JAWA, TAHUN_DUA_KATA, NamaRekaan, Namer
from balale.latihan.rules.numbers import NumberMint
from balale.latihan.rules.places import Alamat, make_alamat, make_dusun, pick_asal
from balale.latihan.rules.records import (
    KAWIN,
    SHDK_ISTRI,
    DesaInfo,
    KeluargaRekaan,
    OrangRekaan,
)
from balale.latihan.rules.structures import Peran
from balale.registry.rules.usia import usia_tahun

_PELUANG_SENAMA = 0.012
_PELUANG_TANPA_KK = 0.03


@dataclass(slots=True)
class Numbering:
    """What the whole population shares: counters and the first of rare things."""

    mint: NumberMint
    orang: int = 0
    keluarga: int = 0
    needs_senama: bool = True

    def next_orang(self) -> int:
        self.orang += 1
        return self.orang

    def next_keluarga(self) -> int:
        self.keluarga += 1
        return self.keluarga


@dataclass(slots=True)
class _Draft:
    """A family while its members are being made."""

    alamat: Alamat
    kelompok: str
    agama: int
    orang: dict[int, OrangRekaan] = field(default_factory=dict)
    nama: dict[int, NamaRekaan] = field(default_factory=dict)
    area: dict[int, str] = field(default_factory=dict)


class Village:
    """Makes the people of one desa."""

    def __init__(
        self,
        rng: Random,
        *,
        desa: DesaInfo,
        kecamatan: tuple[str, ...],
        names: NameTables,
        numbering: Numbering,
        today: date,
    ) -> None:
        self._rng = rng
        self.desa = desa
        self._kecamatan = kecamatan
        self._numbering = numbering
        self._today = today
        self._namer = Namer(rng, names)
        self.dusun = make_dusun(rng)

    def family(self, anggota: list[Peran]) -> KeluargaRekaan:
        """The family of this shape; members in the order given, head first."""
        rng = self._rng
        draft = self._draft()
        for tempat in sorted(range(len(anggota)), key=lambda i: anggota[i].tahun):
            self._add_member(draft, anggota, tempat)
        orang = [draft.orang[i] for i in range(len(anggota))]
        for satu, peran in zip(orang, anggota, strict=True):
            satu.ayah_nomor = _nomor(draft, peran.ayah)
            satu.ibu_nomor = _nomor(draft, peran.ibu)
            satu.kembar_nomor = _nomor(draft, peran.kembar)
        self._add_husband_name(orang)
        alamat = draft.alamat
        no_kk = None if rng.random() < _PELUANG_TANPA_KK else self._no_kk(orang[0])
        return KeluargaRekaan(
            nomor=self._numbering.next_keluarga(),
            no_kk=no_kk,
            desa_kode=alamat.desa_kode,
            dusun=alamat.dusun,
            rt=alamat.rt,
            rw=alamat.rw,
            alamat_teks=alamat.teks,
            anggota=orang,
        )

    def single(
        self, peran: Peran, *, tanpa_nik: str | None = None, lahir: date | None = None
    ) -> OrangRekaan:
        """One person outside any family, with a NIK or the reason why not.

        `lahir` fixes the birth date, else any day of the year of birth may come up.
        """
        draft = self._draft()
        nama = self._namer.name(draft.kelompok, peran.jk, peran.tahun)
        orang = self._make(draft, peran, nama, lahir=lahir)
        orang.hubungan = None
        orang.nik = None
        orang.alasan_tanpa_nik = tanpa_nik
        if tanpa_nik is None:
            self._give_nik(orang, self.desa.kecamatan_kode)
        return orang

    def _draft(self) -> _Draft:
        kelompok = self._namer.kelompok()
        return _Draft(
            alamat=make_alamat(self._rng, self.desa, self.dusun),
            kelompok=kelompok,
            agama=pick_agama(self._rng, kelompok),
        )

    def _add_member(self, draft: _Draft, anggota: list[Peran], tempat: int) -> None:
        peran = anggota[tempat]
        nama, senama = self._name(draft, peran)
        orang = self._make(draft, peran, nama)
        orang.senama_nomor = senama
        draft.orang[tempat] = orang
        draft.nama[tempat] = nama
        if peran.kembar is not None:
            self._copy_twin(draft, orang, tempat, peran.kembar)
            return
        area, orang.tempat_lahir = pick_asal(
            self._rng,
            self.desa,
            self._kecamatan,
            tahun=peran.tahun,
            pendatang=peran.pendatang,
            jawa=draft.kelompok == JAWA,
        )
        draft.area[tempat] = area
        usia = usia_tahun(orang.tanggal_lahir, self._today)
        orang.alasan_tanpa_nik = pick_reason_without_nik(self._rng, usia, pendatang=peran.pendatang)
        if orang.alasan_tanpa_nik is None:
            self._give_nik(orang, area)

    def _name(self, draft: _Draft, peran: Peran) -> tuple[NamaRekaan, int | None]:
        """The name, and the father's number where the son bears the father's name."""
        ayah = draft.nama.get(peran.ayah) if peran.ayah is not None else None
        kelompok = ayah.kelompok if ayah else draft.kelompok
        if not ayah and peran.pendatang and self._rng.random() < 0.2:
            kelompok = self._namer.kelompok()
        if ayah and peran.ayah is not None and peran.jk == "L" and peran.tahun < TAHUN_DUA_KATA:
            wants = self._numbering.needs_senama or self._rng.random() < _PELUANG_SENAMA
            if wants and peran.kembar is None:
                self._numbering.needs_senama = False
                return NamaRekaan(ayah.nama, ayah.pokok, [], kelompok), draft.orang[
                    peran.ayah
                ].nomor
        pokok = ayah.pokok if ayah else None
        nama = self._namer.name(kelompok, peran.jk, peran.tahun, pokok)
        kembar = draft.nama.get(peran.kembar) if peran.kembar is not None else None
        while kembar and nama.nama == kembar.nama:
            nama = self._namer.name(kelompok, peran.jk, peran.tahun, pokok)
        return nama, None

    def _make(
        self, draft: _Draft, peran: Peran, nama: NamaRekaan, *, lahir: date | None = None
    ) -> OrangRekaan:
        rng = self._rng
        presisi = "hari"
        if lahir is None:
            lahir, presisi = make_birth_date(rng, peran.tahun, self._today)
        usia = usia_tahun(lahir, self._today)
        pendidikan = pick_pendidikan(rng, usia)
        alamat = draft.alamat
        orang = OrangRekaan(
            nomor=self._numbering.next_orang(),
            nama=nama.nama,
            jenis_kelamin=peran.jk,
            tanggal_lahir=lahir,
            presisi=presisi,
            tempat_lahir=self.desa.nama,
            nik=None,
            alasan_tanpa_nik=None,
            desa_kode=alamat.desa_kode,
            dusun=alamat.dusun,
            rt=alamat.rt,
            rw=alamat.rw,
            alamat_teks=alamat.teks,
            hubungan=peran.hubungan,
            nama_lain=nama.nama_lain,
            status_kawin=peran.kawin,
            agama=draft.agama,
            pendidikan=pendidikan,
            pekerjaan=pick_pekerjaan(rng, usia, peran.jk, pendidikan),
        )
        if has_telepon(rng, usia, peran.kawin):
            orang.telepon = self._numbering.mint.telepon()
        add_titles(rng, orang, usia)
        return orang

    def _give_nik(self, orang: OrangRekaan, area: str) -> None:
        orang.nik = self._numbering.mint.nik(
            area=area, lahir=orang.tanggal_lahir, jenis_kelamin=orang.jenis_kelamin
        )

    def _copy_twin(self, draft: _Draft, orang: OrangRekaan, tempat: int, kembar: int) -> None:
        """A twin shares date, birthplace, area and having or lacking a NIK."""
        dulu = draft.orang[kembar]
        area = draft.area[tempat] = draft.area[kembar]
        orang.tanggal_lahir, orang.presisi = dulu.tanggal_lahir, dulu.presisi
        orang.tempat_lahir = dulu.tempat_lahir
        orang.pendidikan, orang.pekerjaan = dulu.pendidikan, dulu.pekerjaan
        orang.alasan_tanpa_nik = dulu.alasan_tanpa_nik
        if orang.alasan_tanpa_nik is None:
            self._give_nik(orang, area)

    def _no_kk(self, kepala: OrangRekaan) -> str:
        """Issued within the last 18 years, not before the head was grown."""
        hari = min(18, max(1, usia_tahun(kepala.tanggal_lahir, self._today) - 18)) * 365
        terbit = self._today - timedelta(days=self._rng.randint(10, hari))
        return self._numbering.mint.no_kk(area=self.desa.kecamatan_kode, terbit=terbit)

    def _add_husband_name(self, orang: list[OrangRekaan]) -> None:
        """A few wives are also known with the husband's name behind their own."""
        if len(orang) < 2 or orang[1].hubungan != SHDK_ISTRI or orang[0].status_kawin != KAWIN:
            return
        if self._rng.random() < 0.03:
            depan = orang[1].nama.split()[0]
            orang[1].nama_lain.append(("gadis_suami", f"{depan} {orang[0].nama.split()[-1]}"))


def _nomor(draft: _Draft, tempat: int | None) -> int | None:
    return None if tempat is None else draft.orang[tempat].nomor
