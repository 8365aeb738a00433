"""What a filled form says, once parsed: plain values handed from forms to services."""

from dataclasses import dataclass, field
from datetime import date

from balale.registry.rules.kebutuhan import IsianKebutuhan


@dataclass(frozen=True)
class IsianOrang:
    """Identity as typed. `nik` is 16 digits or empty; then `alasan_tanpa_nik` says why."""

    nama: str
    jenis_kelamin: str
    nik: str = ""
    alasan_tanpa_nik: str = ""
    gelar_depan: str = ""
    gelar_belakang: str = ""
    nama_lain: tuple[tuple[str, str], ...] = ()
    tempat_lahir: str = ""
    tanggal_lahir: date | None = None
    presisi_tgl_lahir: str = ""
    telepon: str = ""
    status_kawin: str = ""
    agama: str = ""
    pendidikan: str = ""
    pekerjaan: str = ""


@dataclass(frozen=True)
class IsianAlamat:
    """Where the person lives. `rt` and `rw` are three digits or empty."""

    dusun: str = ""
    rt: str = ""
    rw: str = ""
    teks: str = ""
    titik: str = ""


@dataclass(frozen=True)
class IsianKeluarga:
    """The Kartu Keluarga: 16 digits or empty, and the person's place in it (SHDK word)."""

    no_kk: str = ""
    hubungan: str = ""


@dataclass(frozen=True)
class IsianNotice:
    """Notice given (UU 27/2022 Pasal 21): on which basis, to whom; guardian for a child."""

    dasar_hukum: str
    disampaikan_kepada: str
    wali_nama: str = ""
    wali_hubungan: str = ""


@dataclass(frozen=True)
class IsianEntri:
    """One category: ticked criteria (1–7), ids of its signs, answers by form-field id, needs."""

    kategori: int
    kriteria: tuple[int, ...] = ()
    tanda: tuple[int, ...] = ()
    jawaban: dict[int, tuple[str, ...]] = field(default_factory=dict)
    kelengkapan: int = 0
    kode_alasan: str = ""
    kebutuhan: tuple[IsianKebutuhan, ...] = ()


@dataclass(frozen=True)
class IsianPpksBaru:
    """Everything one submission says about one person."""

    orang: IsianOrang
    alamat: IsianAlamat
    keluarga: IsianKeluarga
    notice: IsianNotice
    entri: tuple[IsianEntri, ...]
