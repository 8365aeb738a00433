"""Everything a decider reads of one proposal before deciding, opened once."""

from dataclasses import dataclass
from datetime import date

from balale.access.models import User
from balale.access.rules.policy import Tingkat
from balale.access.vault import Vault
from balale.kit.formatting import (
    as_wib,
    format_lahir,
    format_rt_rw,
    format_tanggal_pendek,
    format_usia,
)
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    KategoriVersi,
    Keputusan,
    Komunitas,
    Orang,
    Ppks,
    StatusUsulan,
    Usulan,
)
from balale.registry.queries.answers import Jawab, list_jawab, say_kode
from balale.registry.queries.aturan import get_aturan
from balale.registry.queries.entry import filter_of
from balale.registry.queries.kebutuhan import Butuh, list_butuh
from balale.registry.queries.keluarga import Anggota, list_anggota
from balale.registry.queries.kolom import list_kolom
from balale.registry.queries.people import get_alamat_now, list_kategori_names
from balale.registry.queries.reference import get_kategori
from balale.registry.queries.usulan import count_days, get_dasar, get_parts, list_told
from balale.registry.rules.alasan import ALASAN_KEMBALI, ALASAN_TOLAK
from balale.registry.rules.pemeriksaan import Bahan, Butir, list_pemeriksaan
from balale.registry.rules.status import ENDED
from balale.registry.rules.usulan import KOLOM, METODE, Dasar, Hasil, split_kolom
from balale.wilayah.queries import is_known_kecamatan_code

_KATA_ALASAN = {satu.kode: satu.kata for satu in (*ALASAN_KEMBALI, *ALASAN_TOLAK)}
_KATA_LANGKAH = {
    ("kepala_desa", "disetujui"): "Disetujui kepala desa",
    ("kepala_desa", "dikembalikan"): "Dikembalikan kepala desa",
    ("verifikasi", "diterima"): "Diterima DSP3A",
    ("verifikasi", "dikembalikan"): "Dikembalikan DSP3A",
    ("verifikasi", "ditolak"): "Ditolak DSP3A",
    ("verifikasi", "usul_tolak"): "Penolakan diusulkan",
    ("penolakan", "ditolak"): "Ditolak DSP3A",
    ("penolakan", "periksa_lagi"): "Diminta diperiksa lagi",
    ("penetapan", "ditetapkan"): "Ditetapkan kepala dinas",
}


@dataclass(frozen=True)
class BarisKeputusan:
    """One decision in words, newest first in a list."""

    judul: str
    oleh: str
    pada: object
    alasan: str
    kolom: str
    catatan: str
    is_dibatalkan: bool


@dataclass(frozen=True)
class Beda:
    """One field of a correction, before and after."""

    kolom: str
    sebelum: str
    sesudah: str


@dataclass(frozen=True)
class Rincian:
    """One proposal for the screen of the village head and of the office."""

    usulan: Usulan
    orang: Orang
    ppks: Ppks
    dasar: Dasar
    kategori: str
    umur: str
    lahir: str
    nik: str
    no_kk: str
    hubungan: str
    alasan_tanpa_nik: str
    alamat: str
    alamat_teks: str
    kriteria: tuple[str, ...]
    tanda: tuple[str, ...]
    jawaban: tuple[Jawab, ...]
    kebutuhan: tuple[Butuh, ...]
    periksa: tuple[Butir, ...]
    keputusan: tuple[BarisKeputusan, ...]
    beda: tuple[Beda, ...]
    kategori_lain: tuple[str, ...]
    keluarga: tuple[Anggota, ...]
    hari: int
    is_terbatas: bool

    @property
    def komunitas(self) -> Komunitas | None:
        return self.ppks.komunitas

    @property
    def is_keluarga(self) -> bool:
        return self.ppks.keluarga_id is not None


def get_rincian(usulan: Usulan, *, user: User, on: date) -> Rincian:
    """The proposal with its person and entry. The caller has recorded the view."""
    ppks, orang = get_parts(usulan)
    vault = Vault()
    versi = get_kategori(ppks.kategori_id, on)
    nomor = _read_nomor(orang, vault=vault, user=user, on=on)
    keputusan = _list_keputusan(ppks, user)
    jawab = list_jawab([ppks], user=user, vault=vault, is_open=True)
    # The minutes come with the village head's own approval.
    skipped = "berita_acara" if usulan.status == StatusUsulan.MENUNGGU_KEPALA_DESA else ""
    periksa = _check(orang, ppks, versi, keputusan, nomor, user, on)
    tanda = ppks.tanda.filter(is_berlaku=True).order_by("tanda__urutan")
    return Rincian(
        usulan=usulan,
        orang=orang,
        ppks=ppks,
        dasar=get_dasar(usulan),
        kategori=versi.nama,
        umur=format_usia(orang.tanggal_lahir, on),
        lahir=format_lahir(orang.tanggal_lahir, orang.presisi_tgl_lahir or "hari"),
        kriteria=_list_kriteria(ppks),
        tanda=tuple(tanda.values_list("tanda__teks", flat=True)),
        jawaban=tuple(jawab.get(ppks.pk, ())),
        kebutuhan=tuple(list_butuh([ppks], user=user)[ppks.pk]),
        periksa=tuple(butir for butir in periksa if butir.kode != skipped),
        keputusan=tuple(to_baris_keputusan(satu, vault) for satu in keputusan),
        beda=_list_beda(usulan, vault),
        kategori_lain=_list_kategori_lain(ppks, orang, user, on),
        keluarga=_list_keluarga(ppks, user, on),
        hari=count_days(ppks.diajukan_pada or usulan.diusulkan_pada, on),
        is_terbatas=ppks.tingkat == Tingkat.TERBATAS,
        **nomor,
    )


def _read_nomor(orang: Orang, *, vault: Vault, user: User, on: date) -> dict[str, str]:
    """Numbers and address of the person, opened; the page masks them."""
    anggota = _get_anggota(orang, user)
    alamat = get_alamat_now([orang.pk], user=user).get(orang.pk)
    return {
        "nik": vault.get(orang, "nik"),
        "alasan_tanpa_nik": say_kode("alasan_tanpa_nik", orang.alasan_tanpa_nik, on),
        "no_kk": vault.get(anggota.keluarga, "no_kk") if anggota else "",
        "hubungan": say_kode("shdk", anggota.hubungan, on) if anggota else "",
        "alamat": _say_alamat(alamat),
        "alamat_teks": vault.get(alamat, "teks") if alamat else "",
    }


def _get_anggota(orang: Orang, user: User) -> AnggotaKeluarga | None:
    rows = AnggotaKeluarga.objects.visible_to(user).filter(orang=orang, sampai__isnull=True)
    return rows.select_related("keluarga").order_by("-mulai", "-pk").first()


def _say_alamat(alamat: Alamat | None) -> str:
    if alamat is None:
        return ""
    rt_rw = format_rt_rw(alamat.rt, alamat.rw)
    parts = [
        f"Dusun {alamat.dusun}" if alamat.dusun else "",
        f"RT\N{NO-BREAK SPACE}{rt_rw}" if rt_rw else "",
    ]
    return ", ".join(part for part in parts if part)


def _list_kriteria(ppks: Ppks) -> tuple[str, ...]:
    rows = ppks.kriteria.filter(is_berlaku=True).order_by("kriteria_id")
    return tuple(rows.values_list("kriteria__nama", flat=True))


def _list_kategori_lain(ppks: Ppks, orang: Orang, user: User, on: date) -> tuple[str, ...]:
    """Other open entries of the person and family, of those the asker may see."""
    rows = Ppks.objects.visible_to(user).filter(filter_of(orang, user)).exclude(pk=ppks.pk)
    rows = rows.exclude(status__in=ENDED)
    nomor = list(rows.order_by("kategori").values_list("kategori_id", flat=True))
    if not nomor:
        return ()
    versi = KategoriVersi.objects.in_force(on).filter(kategori__in=nomor)
    return tuple(versi.order_by("kategori").values_list("nama", flat=True))


def _list_keluarga(ppks: Ppks, user: User, on: date) -> tuple[Anggota, ...]:
    """Whom a family's entry is for: the members now; nobody for a person's own entry."""
    if ppks.keluarga_id is None:
        return ()
    kategori = list_kategori_names(on)
    members = list_anggota([ppks.keluarga_id], kategori, user=user, on=on)[ppks.keluarga_id]
    return tuple(anggota for anggota in members if anggota.sampai is None)


def _check(
    orang: Orang, ppks: Ppks, versi: KategoriVersi, keputusan: list[Keputusan],
    nomor: dict[str, str], user: User, on: date,
) -> list[Butir]:  # fmt: skip
    nik, alasan = nomor["nik"], nomor["alasan_tanpa_nik"]
    twins = Orang.objects.visible_to(user).filter(nik_indeks=orang.nik_indeks)
    notice = orang.pemberitahuan.order_by("disampaikan_pada").last()
    bahan = Bahan(
        nik=nik,
        alasan_tanpa_nik=alasan[:1].lower() + alasan[1:],
        tanggal_lahir=orang.tanggal_lahir,
        presisi=orang.presisi_tgl_lahir,
        jenis_kelamin=orang.jenis_kelamin,
        no_kk=nomor["no_kk"],
        is_wilayah_dikenal=is_known_kecamatan_code(nik[:6]) if nik else True,
        is_nik_kembar=bool(nik) and twins.exclude(pk=orang.pk).exists(),
        aturan=get_aturan(versi),
        berita_acara=_say_berita_acara(keputusan),
        pemberitahuan=(
            f"Warga diberi tahu {format_tanggal_pendek(notice.disampaikan_pada)}." if notice else ""
        ),
        kelengkapan=ppks.kelengkapan,
    )
    return list_pemeriksaan(bahan, on=on)


def _say_berita_acara(keputusan: list[Keputusan]) -> str:
    for satu in keputusan:
        if satu.hasil == Hasil.DISETUJUI and satu.ba_nomor and satu.dibatalkan_pada is None:
            day = format_tanggal_pendek(satu.ba_tanggal)
            return f"Berita acara musyawarah {satu.ba_nomor} tanggal {day}."
    return ""


def _list_keputusan(ppks: Ppks, user: User) -> list[Keputusan]:
    """Every decision on the entry, newest first."""
    rows = list_told(user).filter(usulan__ppks=ppks).select_related("oleh")
    return list(rows.order_by("-pada", "-pk"))


def to_baris_keputusan(keputusan: Keputusan, vault: Vault) -> BarisKeputusan:
    kolom = [KOLOM.get(kode, kode) for kode in split_kolom(keputusan.kolom_ditandai)]
    return BarisKeputusan(
        judul=_KATA_LANGKAH.get((keputusan.langkah, keputusan.hasil), keputusan.hasil),
        oleh=keputusan.oleh.nama,
        pada=as_wib(keputusan.pada),
        alasan=_KATA_ALASAN.get(keputusan.kode_alasan, METODE.get(keputusan.metode, "")),
        kolom=", ".join(kolom),
        catatan=vault.get(keputusan, "catatan"),
        is_dibatalkan=keputusan.dibatalkan_pada is not None,
    )


def _list_beda(usulan: Usulan, vault: Vault) -> tuple[Beda, ...]:
    return tuple(
        Beda(label, vault.get(row, "sebelum"), vault.get(row, "sesudah"))
        for label, row in list_kolom(usulan)
    )
