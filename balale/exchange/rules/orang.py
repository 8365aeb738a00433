"""A row of a list as a person: what is understood of each cell, and why it isn't."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from balale.exchange.rules.alasan import Alasan, Berat, warn
from balale.exchange.rules.jenis import HasilKategori, read_kategori
from balale.exchange.rules.kata import fold, is_centang, read_hubungan, read_kelamin
from balale.exchange.rules.lahir import Lahir, read_lahir, read_umur
from balale.exchange.rules.nomor import Nomor, read_nik, read_no_kk, read_sebab_tanpa_nik
from balale.exchange.rules.sel import Galat, Panjang, Sel, is_kosong, to_text
from balale.exchange.rules.tempat import DaftarDesa, read_desa
from balale.registry.rules.kategori import AturanKategori, Subjek, check_kategori
from balale.registry.rules.kontak import parse_rt_rw, parse_telepon
from balale.registry.rules.nama import check_nama, clean_nama, nama_warnings, split_gelar
from balale.registry.rules.nik import nik_warnings, split_lahir
from balale.registry.rules.usia import usia_tahun

TEKS_MAKS = {"tempat_lahir": 100, "alamat": 200, "dusun": 60, "nama_ibu": 100, "nama_lain": 100}
_GELAR_MAKS = 40
_UMUR_BEDA_MAKS = 1
_DARI_TANDA: dict[tuple[bool | None, bool | None], str] = {
    (True, False): "L", (False, True): "P", (False, False): "",
}  # fmt: skip


@dataclass(frozen=True)
class OrangDibaca:
    """A person as a row tells; empty where the row says nothing."""

    nik: str = ""
    alasan_tanpa_nik: str = ""
    no_kk: str = ""
    nama: str = ""
    gelar_depan: str = ""
    gelar_belakang: str = ""
    nama_lain: str = ""
    jenis_kelamin: str = ""
    tempat_lahir: str = ""
    tanggal_lahir: date | None = None
    presisi_tgl_lahir: str = ""
    nama_ibu: str = ""
    hubungan: str = ""
    alamat: str = ""
    dusun: str = ""
    rt: str = ""
    rw: str = ""
    desa_kode: str = ""
    kategori: tuple[int, ...] = ()
    telepon: str = ""
    status_kawin: str = ""
    agama: str = ""
    pendidikan: str = ""
    pekerjaan: str = ""


@dataclass(frozen=True)
class BarisDibaca:
    """One row: the person as understood and everything there is to say about it."""

    baris: int
    orang: OrangDibaca
    alasan: tuple[Alasan, ...] = ()

    @property
    def is_ditolak(self) -> bool:
        return any(one.is_error for one in self.alasan)


@dataclass(frozen=True)
class Lingkup:
    """What reading a row needs beside its cells. `pilihan`: folded words of lists to codes."""

    today: date
    daftar: DaftarDesa
    aturan: Mapping[int, AturanKategori] = field(default_factory=dict)
    pilihan: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_known_area: Callable[[str], bool] = lambda _: True
    desa_wajib: str = ""
    desa_bawaan: str = ""
    is_nik_rusak: bool = False
    is_kk_rusak: bool = False
    is_bulan_dulu: bool = False
    nik_berebut: frozenset[str] = frozenset()


def read_orang(
    baris: int, cells: Sequence[Sel], kolom: Mapping[str, int], lingkup: Lingkup, *, dusun: str = ""
) -> BarisDibaca:
    """Understand one row. Nothing is dropped: what isn't read is an error or a warning."""

    def get(name: str) -> Sel:
        place = kolom.get(name, -1)
        return cells[place] if 0 <= place < len(cells) else None

    nik = read_nik(get("nik"), today=lingkup.today, is_kolom_rusak=lingkup.is_nik_rusak)
    kk = read_no_kk(get("no_kk"), today=lingkup.today, is_kolom_rusak=lingkup.is_kk_rusak)
    lahir = _read_lahir(get, lingkup)
    orang, alasan = _read_nama(get)
    orang, more = _read_rest(orang, get, lingkup, dusun=dusun)
    kelamin, about_kelamin = _read_kelamin(get, nik)
    kategori = _read_kategori(get, kolom)
    desa = read_desa(
        get("desa") if is_kosong(get("kode_desa")) else get("kode_desa"),
        kecamatan=get("kecamatan"),
        daftar=lingkup.daftar, bawaan=lingkup.desa_bawaan, wajib=lingkup.desa_wajib,
    )  # fmt: skip
    tempat = lahir.tempat if is_kosong(get("tempat_lahir")) else orang.tempat_lahir
    orang = replace(
        orang,
        nik="" if nik.has_error else nik.digits,
        alasan_tanpa_nik=_get_tanpa_nik(nik, get),
        no_kk="" if kk.has_error else kk.digits,
        jenis_kelamin=kelamin,
        tempat_lahir=tempat,
        tanggal_lahir=lahir.tanggal,
        presisi_tgl_lahir=lahir.presisi,
        desa_kode=desa.kode,
        kategori=kategori.nomor,
    )
    found = (*nik.alasan, *kk.alasan, *alasan, *about_kelamin, *lahir.alasan, *more, *desa.alasan,
             *kategori.alasan)  # fmt: skip
    return BarisDibaca(baris, orang, (*found, *_cross_check(orang, nik, get, lingkup)))


Get = Callable[[str], Sel]


def _read_lahir(get: Get, lingkup: Lingkup) -> Lahir:
    umur = read_umur(get("umur"))
    name = "ttl" if is_kosong(get("tanggal_lahir")) else "tanggal_lahir"
    lahir = read_lahir(
        get(name),
        today=lingkup.today,
        umur=umur,
        is_bulan_dulu=lingkup.is_bulan_dulu,
        has_tempat=name == "ttl",
    )
    if len(lahir.tempat) > TEKS_MAKS["tempat_lahir"]:
        return replace(lahir, tempat="", alasan=(*lahir.alasan, _say_long("tempat_lahir")))
    if lahir.tanggal is None and not lahir.alasan:
        pesan = "Tanggal lahir belum ada."
        return replace(lahir, alasan=(warn("tanggal_lahir", "tanggal_kosong", pesan),))
    if lahir.tanggal and umur is not None:
        usia = usia_tahun(lahir.tanggal, lingkup.today)
        if abs(usia - umur) > _UMUR_BEDA_MAKS + 4 * (lahir.presisi != "hari"):
            pesan = f"Umur {umur}, tetapi tanggal lahirnya {usia} tahun. Periksa."
            return replace(lahir, alasan=(*lahir.alasan, warn("umur", "umur_beda", pesan)))
    return lahir


def _say_long(name: str) -> Alasan:
    return Alasan(name, "teks_panjang", f"Isi paling banyak {TEKS_MAKS[name]} huruf.")


def _read_nama(get: Get) -> tuple[OrangDibaca, list[Alasan]]:
    sel = get("nama")
    if isinstance(sel, Galat | Panjang):
        return OrangDibaca(), [Alasan("nama", "nama_galat", "Nama tidak terbaca. Ketik ulang.")]
    text = clean_nama(to_text(sel).lstrip("'’`"))
    utama, lain = _split_alias(text)
    salah = check_nama(utama)
    if salah:
        kode = "nama_kosong" if not utama else "nama_tidak_wajar"
        return OrangDibaca(nama=utama[:100]), [Alasan("nama", kode, salah)]
    depan, nama, belakang = split_gelar(utama)
    alasan = [warn("nama", one.kode, one.pesan) for one in nama_warnings(utama)]
    for gelar in (depan, belakang):
        if len(gelar) > _GELAR_MAKS:
            alasan.append(Alasan("nama", "gelar_panjang", "Gelar terlalu panjang. Periksa nama."))
    orang = OrangDibaca(nama=nama, gelar_depan=depan[:_GELAR_MAKS],
                        gelar_belakang=belakang[:_GELAR_MAKS], nama_lain=lain)  # fmt: skip
    return orang, alasan


def _split_alias(text: str) -> tuple[str, str]:
    """YOHANES LOPO al. AKIN, or @ AKIN: the name and the other one."""
    words = text.split()
    for place, word in enumerate(words[1:-1], start=1):
        if word.casefold() in ("al.", "als", "alias", "@", "als.", "a.k.a", "aka"):
            return " ".join(words[:place]).rstrip(","), " ".join(words[place + 1 :])
    return text, ""


def _read_kelamin(get: Get, nik: Nomor) -> tuple[str, list[Alasan]]:
    kelamin = read_kelamin(get("jenis_kelamin"))
    if not kelamin and is_kosong(get("jenis_kelamin")):
        ticks = is_centang(get("jk_l")), is_centang(get("jk_p"))
        kelamin = _DARI_TANDA.get(ticks)
        if None in ticks:  # the letter itself instead of a tick
            letters = {read_kelamin(get("jk_l")), read_kelamin(get("jk_p"))} - {"", None}
            kelamin = letters.pop() if len(letters) == 1 else None
    if kelamin is None:
        pesan = "Jenis kelamin belum jelas. Tulis L atau P."
        return "", [Alasan("jenis_kelamin", "jenis_kelamin_tidak_jelas", pesan)]
    if kelamin:
        return kelamin, []
    if nik.hasil and nik.hasil.jenis_kelamin:
        pesan = "Jenis kelamin kosong, diambil dari NIK. Periksa."
        found = nik.hasil.jenis_kelamin
        return found, [warn("jenis_kelamin", "jenis_kelamin_dari_nik", pesan)]
    pesan = "Jenis kelamin belum diisi. Tulis L atau P."
    return "", [Alasan("jenis_kelamin", "jenis_kelamin_kosong", pesan)]


def _get_tanpa_nik(nik: Nomor, get: Get) -> str:
    if not nik.tanpa:
        return ""
    sebab = read_sebab_tanpa_nik(to_text(get("alasan_tanpa_nik")))
    return sebab if sebab and sebab != "tidak_diketahui" else nik.tanpa


def _read_kategori(get: Get, kolom: Mapping[str, int]) -> HasilKategori:
    hasil = read_kategori(get("kategori"))
    nomor, alasan = dict.fromkeys(hasil.nomor), list(hasil.alasan)
    for name in kolom:
        if not name.startswith("kategori_"):
            continue
        tick = is_centang(get(name))
        if tick is None:
            pesan = "Isi kolom kategori dengan tanda V, atau kosongkan."
            alasan.append(Alasan(name, "kategori_tanda", pesan))
        elif tick:
            nomor[int(name.removeprefix("kategori_"))] = None
    return HasilKategori(tuple(nomor), tuple(alasan))


def _read_rest(
    orang: OrangDibaca, get: Get, lingkup: Lingkup, *, dusun: str
) -> tuple[OrangDibaca, list[Alasan]]:
    """Place, family and facts beside identity: unreadable ones are left empty and said."""
    values: dict[str, Any] = {}
    alasan: list[Alasan] = []
    for name, most in TEKS_MAKS.items():
        text = to_text(get(name))
        if isinstance(get(name), Galat | Panjang) or len(text) > most:
            alasan.append(_say_long(name))
        elif text.strip("-–. "):
            values[name] = text
    values.setdefault("dusun", dusun)
    values["nama_lain"] = orang.nama_lain or values.get("nama_lain", "")
    rt, rw, about = _read_rt_rw(get)
    values |= {"rt": rt, "rw": rw}
    alasan += about
    is_shdk = is_kosong(get("hubungan_krt"))
    name = "hubungan" if is_shdk else "hubungan_krt"
    hubungan = read_hubungan(get(name), is_shdk=is_shdk)
    if hubungan is None:
        pesan = f"Hubungan ‘{to_text(get(name))[:30]}’ tidak dikenal, jadi dikosongkan."
        alasan.append(warn(name, "hubungan_tidak_dikenal", pesan))
    values["hubungan"] = hubungan or ""
    telepon = parse_telepon(to_text(get("telepon")).strip("-'’ "))
    if telepon.error:
        alasan.append(warn("telepon", "telepon_salah", telepon.error + " Dikosongkan."))
    values["telepon"] = telepon.nomor or ""
    for name in ("status_kawin", "agama", "pendidikan", "pekerjaan"):
        values[name], about = _read_pilihan(name, get(name), lingkup)
        alasan += about
    return replace(orang, **values), alasan


def _read_rt_rw(get: Get) -> tuple[str, str, list[Alasan]]:
    found = {"rt": "", "rw": ""}
    alasan = []
    for name in ("rt_rw", "rt", "rw"):
        text = to_text(get(name)).strip("-–. ")
        if isinstance(get(name), date):
            pesan = "RT/RW berubah menjadi tanggal di Excel, jadi dikosongkan."
            alasan.append(warn(name, "rt_rw_tanggal", pesan))
        elif text:
            label = name.upper() if name != "rt_rw" and text.isdigit() else ""
            hasil = _parse_rt_rw(f"{label} {text}".strip())
            if hasil.error:
                alasan.append(warn(name, "rt_rw_salah", hasil.error + " Dikosongkan."))
            found["rt"] = hasil.rt or found["rt"]
            found["rw"] = hasil.rw or found["rw"]
    return found["rt"], found["rw"], alasan


_parse_rt_rw = lru_cache(maxsize=4096)(parse_rt_rw)


def _read_pilihan(name: str, sel: Sel, lingkup: Lingkup) -> tuple[str, list[Alasan]]:
    """A word or number of a code list as its code."""
    daftar = lingkup.pilihan.get(name)
    plain = fold(to_text(sel))
    if not plain or daftar is None:
        return "", []
    if plain in daftar:
        return daftar[plain], []
    pesan = f"‘{to_text(sel)[:40]}’ tidak ada di daftar, jadi dikosongkan."
    return "", [warn(name, f"{name}_tidak_dikenal", pesan)]


def _cross_check(orang: OrangDibaca, nik: Nomor, get: Get, lingkup: Lingkup) -> list[Alasan]:
    """What doesn't agree between the cells of a row."""
    alasan: list[Alasan] = []
    if not orang.nik and not nik.has_error:
        alasan.append(warn("nik", "tanpa_nik", "Warga ini dicatat tanpa NIK."))
    if orang.nik in lingkup.nik_berebut:
        pesan = "NIK ini dipakai beberapa nama di berkas. Periksa kartunya."
        alasan.append(Alasan("nik", "nik_dipakai_lain", pesan))
    if orang.nik:
        alasan += _check_nik(orang, get, lingkup)
    subjek = Subjek(orang.tanggal_lahir, orang.presisi_tgl_lahir or "hari",
                    orang.jenis_kelamin or None, bool(orang.nik))  # fmt: skip
    for nomor in orang.kategori:
        if nomor in lingkup.aturan:
            alasan += _check_aturan(lingkup.aturan[nomor], subjek, lingkup.today)
    return alasan


def _check_nik(orang: OrangDibaca, get: Get, lingkup: Lingkup) -> list[Alasan]:
    found = nik_warnings(
        orang.nik,
        tanggal_lahir=orang.tanggal_lahir,
        presisi=orang.presisi_tgl_lahir,
        jenis_kelamin="" if is_kosong(get("jenis_kelamin")) else orang.jenis_kelamin,
        no_kk=orang.no_kk,
        known_area=lingkup.is_known_area(orang.nik[:6]),
        today=lingkup.today,
    )
    alasan = []
    for one in found:
        pesan = one.pesan
        if one.kode == "tanggal_lahir_beda" and _is_tertukar(orang):
            pesan = "Tanggal dan bulan lahir mungkin tertukar. Periksa kartu."
            alasan.append(warn("tanggal_lahir", "tanggal_mungkin_tertukar", pesan))
            continue
        if one.kode == "usia_terlalu_tua" and orang.tanggal_lahir:
            continue  # said with the date already
        isian = "tanggal_lahir" if "lahir" in one.kode else "nik"
        isian = "jenis_kelamin" if one.kode == "jenis_kelamin_beda" else isian
        berat = Berat.ERROR if one.is_block else Berat.WARNING
        alasan.append(Alasan(isian, one.kode, pesan, berat))
    return alasan


def _is_tertukar(orang: OrangDibaca) -> bool:
    """True where the NIK has the same date with day and month exchanged."""
    lahir = orang.tanggal_lahir
    if lahir is None or orang.presisi_tgl_lahir != "hari":
        return False
    hari, bulan, yy, _ = split_lahir(orang.nik)
    return (bulan, hari, yy) == (lahir.day, lahir.month, lahir.year % 100)


def _check_aturan(aturan: AturanKategori, subjek: Subjek, today: date) -> list[Alasan]:
    """The category's limits. A community's category says only that it isn't for one person."""
    if aturan.unit == "komunitas":
        pesan = f"{aturan.nama} dicatat sebagai komunitas, bukan per orang."
        return [warn("kategori", "kategori_komunitas", pesan)]
    return [
        Alasan("kategori", f"kategori_{one.kode}", one.pesan,
               Berat.ERROR if one.is_block else Berat.WARNING)
        for one in check_kategori(aturan, subjek, on=today)
    ]  # fmt: skip
