"""The plain records that the generator hands over. Nothing here touches a database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

SHDK_KEPALA, SHDK_ISTRI, SHDK_ANAK, SHDK_MENANTU, SHDK_CUCU = 1, 3, 4, 5, 6
SHDK_ORANGTUA, SHDK_MERTUA, SHDK_FAMILI_LAIN = 7, 8, 9
BELUM_KAWIN, KAWIN, CERAI_HIDUP, CERAI_MATI = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class DesaInfo:
    """A desa or kelurahan; `weight` is any positive number in proportion to its people."""

    kode: str
    nama: str
    kecamatan_kode: str
    weight: float


@dataclass(slots=True)
class OrangRekaan:
    """An invented person.

    `nomor` is unique in the population and is what `*_nomor` fields and entries point at.
    `hubungan` is the SHDK code inside the family, None for a person without family.
    `jenis_kelamin` is "L" or "P". `presisi` is hari, bulan, tahun or perkiraan.
    `status_kawin`, `agama`, `pendidikan`, `pekerjaan` are codes of the SIAK lists.
    `nama_lain` holds (jenis, nama): tionghoa, baptis, panggilan, ejaan_lama, gadis_suami.
    Parents are named only where they are known inside the same family.
    """

    nomor: int
    nama: str
    jenis_kelamin: str
    tanggal_lahir: date
    presisi: str
    tempat_lahir: str
    nik: str | None
    alasan_tanpa_nik: str | None
    desa_kode: str
    dusun: str
    rt: str
    rw: str
    alamat_teks: str
    hubungan: int | None = None
    gelar_depan: str = ""
    gelar_belakang: str = ""
    nama_lain: list[tuple[str, str]] = field(default_factory=list)
    telepon: str | None = None
    status_kawin: int = BELUM_KAWIN
    agama: int = 1
    pendidikan: int = 1
    pekerjaan: int = 1
    ayah_nomor: int | None = None
    ibu_nomor: int | None = None
    kembar_nomor: int | None = None
    senama_nomor: int | None = None
    disegel: bool = False


@dataclass(slots=True)
class KeluargaRekaan:
    """An invented family; the first member is its head."""

    nomor: int
    no_kk: str | None
    desa_kode: str
    dusun: str
    rt: str
    rw: str
    alamat_teks: str
    anggota: list[OrangRekaan]


@dataclass(slots=True)
class KomunitasRekaan:
    """An invented remote customary community (KAT), counted in keluarga and in people.

    `keluarga_nomor` are those of its families that are on record; the head of the first speaks
    for it. `cara` is dihitung or perkiraan, `sumber` who counted.
    """

    nomor: int
    nama: str
    desa_kode: str
    dusun: str
    jumlah_kk: int
    jumlah_jiwa: int
    cara: str
    sumber: str
    keluarga_nomor: tuple[int, ...]


@dataclass(slots=True)
class EntriRekaan:
    """One PPKS entry; exactly one of the three subject numbers is set.

    `kategori` is the official number 1 to 26. `kriteria` are numbers 1 to 7 of UU 11/2009
    Pasal 5, `tanda` are places (from 0) in the category's own list of signs. `mulai` is when
    the need began; `dibuat_hari_lalu` and `hari_lalu` count days back from today to the first
    draft and to the last change of status, so dibuat_hari_lalu >= hari_lalu.
    `kolom_salah` is the field that a returned entry must correct, "" if none can be marked.
    """

    kategori: int
    status: str
    mulai: date
    kriteria: tuple[int, ...]
    tanda: tuple[int, ...]
    dibuat_hari_lalu: int
    hari_lalu: int
    orang_nomor: int | None = None
    keluarga_nomor: int | None = None
    komunitas_nomor: int | None = None
    alasan_kode: str | None = None
    alasan: str | None = None
    kolom_salah: str | None = None
    disegel: bool = False


@dataclass(slots=True)
class Population:
    """Everything that was made. Sealed persons are in `disegel` only, never in a keluarga."""

    keluarga: list[KeluargaRekaan]
    tanpa_keluarga: list[OrangRekaan]
    disegel: list[OrangRekaan]
    komunitas: list[KomunitasRekaan]
    entri: list[EntriRekaan]

    def ordinary_people(self) -> Iterator[OrangRekaan]:
        """Everyone who is not sealed: members of families first, then those without family."""
        for keluarga in self.keluarga:
            yield from keluarga.anggota
        yield from self.tanpa_keluarga

    def all_people(self) -> Iterator[OrangRekaan]:
        """Everyone; as many as were asked for."""
        yield from self.ordinary_people()
        yield from self.disegel
