"""One person, or one family, whole: as far as the asker may see and has opened."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.access.vault import Vault
from balale.kit.formatting import (
    DOT,
    format_nik,
    format_telepon,
    format_usia,
    mask_nama,
    mask_nik,
)
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    KategoriVersi,
    Keluarga,
    NamaLain,
    Orang,
    Pemberitahuan,
    Ppks,
)
from balale.registry.queries.answers import Jawab, list_jawab, list_kode_words, list_kriteria_tanda
from balale.registry.queries.entry import filter_of
from balale.registry.queries.kebutuhan import Butuh, list_butuh
from balale.registry.queries.people import (
    MELIHAT_NAMA_ANAK,
    EntriSingkat,
    get_alamat_now,
    get_orang,
    is_nama_masked,
    list_kategori_names,
    list_ordinary,
    to_entri_singkat,
)
from balale.registry.rules.buka import Bagian
from balale.registry.rules.status import ENDED, STANDING, StatusPpks
from balale.registry.rules.susunan import BUKAN_KELUAR

_AKHIR_TELEPON = 3
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
class Tersamar:
    """A sealed value: `teks` is masked unless it was opened; empty where there is none."""

    teks: str = ""
    is_terbuka: bool = False


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
class Anggota:
    """A member of a family in the asker's sight."""

    orang_id: UUID
    nama: str
    hubungan: str
    usia: str
    jenis_kelamin: str
    mulai: date
    sampai: date | None
    is_nama_tersamar: bool
    entri: tuple[EntriSingkat, ...] = ()


@dataclass(frozen=True)
class RingkasKeluarga:
    """A family with its present members, and those who left."""

    keluarga: Keluarga
    no_kk: Tersamar
    anggota: list[Anggota]
    pernah: list[Anggota] = field(default_factory=list)
    alamat: Alamat | None = None
    entri: list[EntriSingkat] = field(default_factory=list)


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
    keluarga = _list_families(orang, user)
    vault.fetch([orang.subjek_id, *(row.subjek_id for row in keluarga)])
    alamat = get_alamat_now([orang.pk], user=user).get(orang.pk)
    nama_lain = NamaLain.objects.visible_to(user).filter(orang=orang).order_by("nama")
    return Dossier(
        orang=orang,
        nama_lengkap=_full_name(orang),
        usia=format_usia(orang.tanggal_lahir, on),
        nik=_mask_number(vault.get(orang, "nik"), is_open=Bagian.NIK in terbuka),
        telepon=_mask_telepon(vault.get(orang, "telepon"), is_open=Bagian.TELEPON in terbuka),
        alamat=alamat,
        alamat_teks=_mask_alamat(alamat, vault, is_open=Bagian.ALAMAT in terbuka),
        nama_lain=[row.nama for row in nama_lain],
        kata=_words(orang),
        entri=_detail(ppks, kategori, user=user, vault=vault, on=on, terbuka=terbuka),
        keluarga=_sum_up(orang, keluarga, kategori, user=user, vault=vault, on=on),
        pemberitahuan=_notices(orang, user=user, vault=vault),
        entri_terbatas=[row for row in ppks if row.tingkat == Tingkat.TERBATAS],
        is_catatan_terbuka=Bagian.CATATAN in terbuka,
    )


def _full_name(orang: Orang) -> str:
    depan = f"{orang.gelar_depan} " if orang.gelar_depan else ""
    belakang = f", {orang.gelar_belakang}" if orang.gelar_belakang else ""
    return f"{depan}{orang.nama}{belakang}"


def _mask_number(number: str, *, is_open: bool) -> Tersamar:
    return Tersamar(format_nik(number) if is_open else mask_nik(number), is_open)


def _mask_telepon(number: str, *, is_open: bool) -> Tersamar:
    if not number or is_open:
        return Tersamar(format_telepon(number), is_open)
    return Tersamar(f"{DOT * 4}-{DOT * 4}-{DOT}{number[-_AKHIR_TELEPON:]}")


def _mask_alamat(alamat: Alamat | None, vault: Vault, *, is_open: bool) -> Tersamar:
    if alamat is None or not alamat.teks_sandi:
        return Tersamar()
    return Tersamar(vault.get(alamat, "teks") if is_open else DOT * 8, is_open)


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


def _list_families(orang: Orang, user: User) -> list[Keluarga]:
    """The families the person is in now."""
    mine = AnggotaKeluarga.objects.visible_to(user).filter(orang=orang, sampai__isnull=True)
    families = Keluarga.objects.visible_to(user).filter(pk__in=mine.values("keluarga"))
    return list(families.select_related("desa"))


def _sum_up(
    orang: Orang,
    rows: list[Keluarga],
    kategori: dict[int, KategoriVersi],
    *,
    user: User,
    vault: Vault,
    on: date,
) -> list[RingkasKeluarga]:
    members = list_anggota([row.pk for row in rows], kategori, user=user, on=on, shown=orang.pk)
    found = []
    for row in rows:
        present = [anggota for anggota in members[row.pk] if anggota.sampai is None]
        no_kk = _mask_number(vault.get(row, "no_kk"), is_open=False)
        found.append(RingkasKeluarga(row, no_kk, present))
    return found


def get_keluarga(
    keluarga_id: UUID, *, user: User, on: date, terbuka: Collection[Bagian] = ()
) -> RingkasKeluarga | None:
    """A family's page; None out of sight."""
    keluarga = get_keluarga_row(keluarga_id, user)
    if keluarga is None:
        return None
    kategori = list_kategori_names(on)
    members = list_anggota([keluarga.pk], kategori, user=user, on=on, with_entri=True)[keluarga.pk]
    present = [anggota for anggota in members if anggota.sampai is None]
    alamat = get_alamat_now([anggota.orang_id for anggota in present], user=user)
    entri = Ppks.objects.visible_to(user).filter(keluarga=keluarga).order_by("kategori", "mulai")
    return RingkasKeluarga(
        keluarga=keluarga,
        no_kk=_mask_number(Vault().get(keluarga, "no_kk"), is_open=Bagian.NO_KK in terbuka),
        anggota=present,
        pernah=[anggota for anggota in members if anggota.sampai is not None],
        entri=[to_entri_singkat(row, kategori) for row in entri],
        alamat=next((alamat[a.orang_id] for a in present if a.orang_id in alamat), None),
    )


def get_keluarga_row(keluarga_id: UUID, user: User) -> Keluarga | None:
    """An ordinary family in the asker's sight; None otherwise."""
    rows = Keluarga.objects.visible_to(user).filter(tingkat=Tingkat.BIASA)
    return rows.select_related("desa__kecamatan").filter(pk=keluarga_id).first()


def list_anggota(
    keluarga_ids: Iterable[UUID],
    kategori: dict[int, KategoriVersi],
    *,
    user: User,
    on: date,
    shown: UUID | None = None,
    with_entri: bool = False,
) -> dict[UUID, list[Anggota]]:
    """Members by family, head first then by place and age; only persons in the asker's sight.

    Children's names are masked as in lists, but for `shown`, whose own page this is.
    """
    ids = list(keluarga_ids)
    if not ids:
        return defaultdict(list)
    given = AnggotaKeluarga.objects.visible_to(user).filter(keluarga__in=ids)
    rows = list(given.exclude(alasan_keluar__in=BUKAN_KELUAR))
    people = {row.pk: row for row in list_ordinary(user).filter(pk__in=[r.orang_id for r in rows])}
    entri: dict[UUID, list[Ppks]] = defaultdict(list)
    # For who sees children's names, entries are read only to be shown.
    is_needed = with_entri or user.role not in MELIHAT_NAMA_ANAK
    all_entri = Ppks.objects.visible_to(user).filter(orang__in=people).order_by("kategori")
    for ppks in all_entri if is_needed else ():
        if ppks.orang_id is not None:
            entri[ppks.orang_id].append(ppks)
    words = list_kode_words(("shdk", row.hubungan) for row in rows)
    found: dict[UUID, list[Anggota]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: _member_order(r, people.get(r.orang_id))):
        orang = people.get(row.orang_id)
        if orang is None:
            continue
        own = entri[orang.pk]
        versi = [kategori[p.kategori_id] for p in own if p.kategori_id in kategori]
        masked = orang.pk != shown and is_nama_masked(orang, versi, user=user, on=on)
        hubungan = words.get(("shdk", row.hubungan), row.hubungan)
        shown_entri = [to_entri_singkat(p, kategori) for p in own] if with_entri else []
        member = _to_anggota(row, orang, hubungan, shown_entri, is_masked=masked, on=on)
        found[row.keluarga_id].append(member)
    return found


def _to_anggota(
    row: AnggotaKeluarga,
    orang: Orang,
    hubungan: str,
    entri: list[EntriSingkat],
    *,
    is_masked: bool,
    on: date,
) -> Anggota:
    return Anggota(
        orang_id=orang.pk,
        nama=mask_nama(orang.nama) if is_masked else orang.nama,
        hubungan=hubungan,
        usia=format_usia(orang.tanggal_lahir, on),
        jenis_kelamin=orang.jenis_kelamin,
        mulai=row.mulai,
        sampai=row.sampai,
        is_nama_tersamar=is_masked,
        entri=tuple(entri),
    )


def _member_order(row: AnggotaKeluarga, orang: Orang | None) -> tuple[int, date, str]:
    place = int(row.hubungan) if row.hubungan.isdigit() else 99
    lahir = orang.tanggal_lahir if orang and orang.tanggal_lahir else date.max
    return place, lahir, str(row.pk)
