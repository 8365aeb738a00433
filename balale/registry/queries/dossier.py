"""One person, or one family, whole: as far as the asker may see and has opened."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.access.vault import Vault
from balale.kit.formatting import (
    format_usia,
)
from balale.registry.models import (
    Alamat,
    KategoriVersi,
    NamaLain,
    Orang,
    Pemberitahuan,
    Ppks,
)
from balale.registry.queries.answers import Jawab, list_jawab, list_kode_words, list_kriteria_tanda
from balale.registry.queries.entry import filter_of
from balale.registry.queries.kebutuhan import Butuh, list_butuh
from balale.registry.queries.keluarga import RingkasKeluarga, list_families, sum_up_families
from balale.registry.queries.nilai import Tersamar, mask_alamat, mask_number, mask_telepon
from balale.registry.queries.people import (
    get_alamat_now,
    get_orang,
    list_kategori_names,
    to_entri_singkat,
)
from balale.registry.rules.buka import Bagian
from balale.registry.rules.status import ENDED, STANDING, StatusPpks

_KATA_DASAR = {
    "persetujuan": "persetujuan warga",
    "tugas_hukum": "kewajiban hukum pemerintah",
    "tugas_publik": "tugas pelayanan publik",
}
_KATA_KEPADA = {
    "orangnya": "Warga sendiri",
    "subjek": "Warga sendiri",
    "warga": "Warga sendiri",
    "wali": "Wali",
    "keluarga": "Keluarga",
    "belum": "Belum disampaikan",
}


@dataclass(frozen=True)
class EntriRinci:
    """One entry with what was ticked and answered; with `is_tertutup` some waits to be opened."""

    ppks: Ppks
    kategori: str
    is_lewat_tinjau: bool
    kriteria: list[str]
    tanda: list[str]
    jawaban: list[Jawab]
    kebutuhan: list[Butuh]

    @property
    def is_keluarga(self) -> bool:
        return self.ppks.keluarga_id is not None

    @property
    def is_bisa_ubah(self) -> bool:
        """True where its village may change it, at once or by a proposal."""
        return self.ppks.status == StatusPpks.DRAF or self.ppks.status in STANDING

    @property
    def is_berjalan(self) -> bool:
        return self.ppks.status not in ENDED

    @property
    def is_terbatas(self) -> bool:
        return bool(self.ppks.tingkat == Tingkat.TERBATAS)

    @property
    def is_tertutup(self) -> bool:
        return any(jawab.is_tertutup for jawab in self.jawaban)


@dataclass(frozen=True)
class Beritahu:
    """A notice given, in words."""

    disampaikan: str
    dasar: str
    naskah: str
    pada: date
    wali: str


@dataclass(frozen=True)
class Dossier:
    """Everything of one person on one page. Words of coded fields stand in `kata`."""

    orang: Orang
    nama_lengkap: str
    usia: str
    nik: Tersamar
    telepon: Tersamar
    alamat: Alamat | None
    alamat_teks: Tersamar
    nama_lain: list[str]
    kata: dict[str, str]
    entri: list[EntriRinci]
    keluarga: list[RingkasKeluarga]
    pemberitahuan: list[Beritahu]
    entri_terbatas: list[Ppks]
    is_catatan_terbuka: bool

    @property
    def has_tertutup(self) -> bool:
        return any(entri.is_tertutup for entri in self.entri)


def _entries_of(orang: Orang, user: User) -> list[Ppks]:
    """The person's own entries and those of the family the person is in now, newest first."""
    rows = Ppks.objects.visible_to(user).filter(filter_of(orang, user))
    return list(rows.order_by("-mulai", "kategori"))


def get_dossier(
    orang_id: UUID,
    *,
    user: User,
    on: date,
    terbuka: Collection[Bagian] = (),
    vault: Vault | None = None,
) -> Dossier | None:
    """The person's page; None out of sight (absent, foreign, sealed look the same).

    Who shows more of the person passes a vault, so that keys are fetched once.
    """
    orang = get_orang(orang_id, user)
    if orang is None:
        return None
    vault = vault or Vault()
    kategori = list_kategori_names(on)
    ppks = _entries_of(orang, user)
    keluarga = list_families(orang, user)
    vault.fetch([orang.subjek_id, *(row.subjek_id for row in keluarga)])
    alamat = get_alamat_now([orang.pk], user=user).get(orang.pk)
    nama_lain = NamaLain.objects.visible_to(user).filter(orang=orang).order_by("nama")
    return Dossier(
        orang=orang,
        nama_lengkap=_full_name(orang),
        usia=format_usia(orang.tanggal_lahir, on),
        nik=mask_number(vault.get(orang, "nik"), is_open=Bagian.NIK in terbuka),
        telepon=mask_telepon(vault.get(orang, "telepon"), is_open=Bagian.TELEPON in terbuka),
        alamat=alamat,
        alamat_teks=mask_alamat(alamat, vault, is_open=Bagian.ALAMAT in terbuka),
        nama_lain=[row.nama for row in nama_lain],
        kata=_words(orang),
        entri=_detail(ppks, kategori, user=user, vault=vault, on=on, terbuka=terbuka),
        keluarga=sum_up_families(orang, keluarga, kategori, user=user, vault=vault, on=on),
        pemberitahuan=_notices(orang, user=user, vault=vault),
        entri_terbatas=[row for row in ppks if row.tingkat == Tingkat.TERBATAS],
        is_catatan_terbuka=Bagian.CATATAN in terbuka,
    )


def _full_name(orang: Orang) -> str:
    depan = f"{orang.gelar_depan} " if orang.gelar_depan else ""
    belakang = f", {orang.gelar_belakang}" if orang.gelar_belakang else ""
    return f"{depan}{orang.nama}{belakang}"


def _words(orang: Orang) -> dict[str, str]:
    """The words of coded identity fields; a code unknown to its list stands as it is."""
    codes = {
        name: getattr(orang, name)
        for name in ("status_kawin", "agama", "pendidikan", "pekerjaan", "alasan_tanpa_nik")
        if getattr(orang, name)
    }
    words = list_kode_words(codes.items())
    return {name: words.get((name, kode), kode) for name, kode in codes.items()}


def _notices(orang: Orang, *, user: User, vault: Vault) -> list[Beritahu]:
    given = Pemberitahuan.objects.visible_to(user).filter(orang=orang)
    rows = list(given.order_by("-disampaikan_pada", "-id"))
    words = list_kode_words(("hubungan_pengasuh", row.wali_hubungan) for row in rows)
    found = []
    for row in rows:
        wali = vault.get(row, "wali_nama")
        hubungan = words.get(("hubungan_pengasuh", row.wali_hubungan), "")
        found.append(
            Beritahu(
                disampaikan=_KATA_KEPADA.get(row.disampaikan_kepada, row.disampaikan_kepada),
                dasar=_KATA_DASAR.get(row.dasar_hukum, row.dasar_hukum),
                naskah=row.versi_naskah,
                pada=row.disampaikan_pada,
                wali=f"{wali} ({hubungan.lower()})" if wali and hubungan else wali,
            )
        )
    return found


def _detail(
    ppks: list[Ppks],
    kategori: dict[int, KategoriVersi],
    *,
    user: User,
    vault: Vault,
    on: date,
    terbuka: Collection[Bagian],
) -> list[EntriRinci]:
    kriteria, tanda = list_kriteria_tanda(ppks, user=user)
    jawaban = list_jawab(ppks, user=user, vault=vault, is_open=Bagian.CATATAN in terbuka)
    kebutuhan = list_butuh(ppks, user=user)
    return [
        EntriRinci(
            ppks=row,
            kategori=to_entri_singkat(row, kategori).kategori,
            is_lewat_tinjau=row.tinjau_berikut is not None and row.tinjau_berikut < on,
            kriteria=kriteria[row.pk],
            tanda=tanda[row.pk],
            jawaban=jawaban[row.pk],
            kebutuhan=kebutuhan[row.pk],
        )
        for row in ppks
    ]
