"""Tables of the registry, split by noun; reference data in `reference`."""

from balale.registry.models.aturan import (
    JenisAturan,
    Pengumuman,
    Rancangan,
    StatusRancangan,
)
from balale.registry.models.berkas import Berkas, BerkasIsi
from balale.registry.models.kata import KataNama, KataOrang
from balale.registry.models.kebutuhan import Kebutuhan
from balale.registry.models.keluarga import Alamat, AnggotaKeluarga, Keluarga
from balale.registry.models.komunitas import AnggotaKomunitas, HitunganKomunitas, Komunitas
from balale.registry.models.kop import KopSurat
from balale.registry.models.orang import NamaLain, Orang, Pemberitahuan
from balale.registry.models.pendataan import JawabanPendataan, Pendataan
from balale.registry.models.perubahan import JenisPerubahan, Perubahan
from balale.registry.models.pindah import Pindah, StatusPindah
from balale.registry.models.ppks import Jawaban, Ppks, PpksKriteria, PpksTanda
from balale.registry.models.reference import *  # noqa: F403
from balale.registry.models.usulan import (
    JENIS_ENTRI,
    Draf,
    JenisUsulan,
    Keputusan,
    StatusUsulan,
    Usulan,
    UsulanKolom,
)

__all__ = [  # noqa: F405
    "JENIS_ENTRI",
    "Alamat",
    "AnggotaKeluarga",
    "Berkas",
    "BerkasIsi",
    "AnggotaKomunitas",
    "Draf",
    "Jawaban",
    "HitunganKomunitas",
    "JawabanPendataan",
    "JenisPerubahan",
    "JenisAturan",
    "JenisUsulan",
    "KataNama",
    "KataOrang",
    "Kebutuhan",
    "Keluarga",
    "Keputusan",
    "Komunitas",
    "KopSurat",
    "NamaLain",
    "Orang",
    "Pemberitahuan",
    "Pendataan",
    "Perubahan",
    "Pengumuman",
    "Ppks",
    "PpksKriteria",
    "PpksTanda",
    "Rancangan",
    "StatusRancangan",
    "Pindah",
    "StatusPindah",
    "StatusUsulan",
    "Usulan",
    "UsulanKolom",
]
