"""How a person is written down in one list. Rates: indonesian-names, sections 6, 7 and 9."""

from datetime import date, timedelta
from random import Random

from launch.bench.linkage import name_errors as names
from launch.bench.linkage.people import HARI_INI, Orang, Wilayah

HUBUNGAN = {
    1: "KEPALA KELUARGA", 2: "SUAMI", 3: "ISTRI", 4: "ANAK", 5: "MENANTU", 6: "CUCU",
    7: "ORANG TUA", 8: "MERTUA", 9: "FAMILI LAIN",
}  # fmt: skip

# Share of records (of names or dates that can have the error) in each kind of list. "lama" is an
# old ministry list: where the research gives a range, its middle or worse. "kini" is the registry
# of today. "kertas" is a village list typed from paper, our own guess at the hard end: about twice
# the errors of "lama", and a NIK for two in five.
RATES: dict[str, dict[str, float]] = {
    "lama": {
        "muhammad": 0.30, "varian": 0.15, "baptis": 0.15, "alias": 0.10, "panggilan": 0.10,
        "ejaan_lama": 0.03, "ejaan_lama_tua": 0.08, "bunyi": 0.06, "sambung": 0.03, "urutan": 0.04,
        "gelar": 0.04, "teknonim": 0.015, "ketik": 0.02, "ketik_parah": 0.01, "nama_kosong": 0.0001,
        "tanggal_tumpuk": 0.05, "tanggal_tumpuk_tua": 0.15, "tukar": 0.01, "tahun": 0.01,
        "tanggal_kosong": 0.01, "nik_kosong": 0.17, "nik_ketik": 0.02, "nik_lain": 0.075,
        "nik_pinjam": 0.015, "kk_kosong": 0.05, "kk_basi": 0.15, "kk_ketik": 0.01, "desa": 0.05,
        "desa_kosong": 0.05, "pindah": 0.02, "jk": 0.005, "jk_kosong": 0.005, "ibu_ada": 0.25,
        "rt_kosong": 0.2, "alamat_kosong": 0.35, "alamat_lain": 0.2, "dua_kepala": 0.015,
    },
    "kertas": {
        "muhammad": 0.45, "varian": 0.25, "baptis": 0.30, "alias": 0.20, "panggilan": 0.15,
        "ejaan_lama": 0.05, "ejaan_lama_tua": 0.12, "bunyi": 0.15, "sambung": 0.05, "urutan": 0.08,
        "gelar": 0.08, "teknonim": 0.02, "ketik": 0.08, "ketik_parah": 0.04, "nama_kosong": 0.001,
        "tanggal_tumpuk": 0.12, "tanggal_tumpuk_tua": 0.30, "tukar": 0.02, "tahun": 0.04,
        "tanggal_kosong": 0.03, "nik_kosong": 0.60, "nik_ketik": 0.06, "nik_lain": 0.05,
        "nik_pinjam": 0.02, "kk_kosong": 0.45, "kk_basi": 0.30, "kk_ketik": 0.04, "desa": 0.08,
        "desa_kosong": 0.30, "pindah": 0.03, "jk": 0.01, "jk_kosong": 0.02, "ibu_ada": 0.12,
        "rt_kosong": 0.35, "alamat_kosong": 0.50, "alamat_lain": 0.25, "dua_kepala": 0.02,
    },
    "kini": {
        "muhammad": 0.05, "varian": 0.02, "baptis": 0.02, "alias": 0.02, "panggilan": 0.0,
        "ejaan_lama": 0.005, "ejaan_lama_tua": 0.01, "bunyi": 0.01, "sambung": 0.005,
        "urutan": 0.005, "gelar": 0.02, "teknonim": 0.0, "ketik": 0.01, "ketik_parah": 0.0,
        "nama_kosong": 0.0, "tanggal_tumpuk": 0.0, "tanggal_tumpuk_tua": 0.01, "tukar": 0.003,
        "tahun": 0.003, "tanggal_kosong": 0.0, "nik_kosong": 0.02, "nik_ketik": 0.01,
        "nik_lain": 0.005, "nik_pinjam": 0.003, "kk_kosong": 0.01, "kk_basi": 0.02,
        "kk_ketik": 0.005, "desa": 0.01, "desa_kosong": 0.0, "pindah": 0.0, "jk": 0.002,
        "jk_kosong": 0.0, "ibu_ada": 0.6, "rt_kosong": 0.05, "alamat_kosong": 0.2,
        "alamat_lain": 0.05, "dua_kepala": 0.005,
    },
}  # fmt: skip


class Writer:
    """Writes people down as one kind of list would."""

    def __init__(self, rng: Random, wilayah: Wilayah, kind: str) -> None:
        self._rng = rng
        self._wilayah = wilayah
        self._desa = list(wilayah.desa)
        self._rates = RATES[kind]

    def _hits(self, name: str) -> bool:
        return self._rng.random() < self._rates[name]

    def write_family(self, family: list[Orang]) -> list[tuple[int, dict[str, str]]]:
        """Rows of one family, each with the number of the true person."""
        rows = self._write_once(family)
        if len(family) > 1 and self._hits("dua_kepala"):
            kk = family[0].no_kk_lama
            for nomor, row in self._write_once(family):
                rows.append((nomor, row | {"no_kk": kk, "hubungan": self._other_role(row)}))
        return rows

    def _write_once(self, family: list[Orang]) -> list[tuple[int, dict[str, str]]]:
        rng = self._rng
        basi, pindah = self._hits("kk_basi"), self._hits("pindah")
        place = self._place(family[0], rng.choice(self._desa) if pindah else "")
        kepala = family[0].rekaan.nik or ""
        rows = []
        for orang in family:
            row = self._write_person(orang, kepala)
            row["no_kk"] = self._kk(orang, basi=basi)
            row |= place
            if self._hits("desa"):
                row |= self._place(orang, "")
            rows.append((orang.nomor, row))
        return rows

    def _other_role(self, row: dict[str, str]) -> str:
        roles = {"KEPALA KELUARGA": "SUAMI", "ISTRI": "KEPALA KELUARGA"}
        return roles.get(row["hubungan"], row["hubungan"])

    def _write_person(self, orang: Orang, nik_kepala: str) -> dict[str, str]:
        rekaan = orang.rekaan
        jk = rekaan.jenis_kelamin
        if self._hits("jk"):
            jk = "P" if jk == "L" else "L"
        return {
            "nik": self._nik(orang, nik_kepala),
            "nama": self._name(orang),
            "jenis_kelamin": "" if self._hits("jk_kosong") else jk,
            "tempat_lahir": self._birthplace(rekaan.tempat_lahir),
            "tanggal_lahir": self._birth_date(orang),
            "nama_ibu": self._simple_name(orang.ibu) if self._hits("ibu_ada") else "",
            "hubungan": HUBUNGAN.get(rekaan.hubungan or 9, "FAMILI LAIN"),
        }

    def _name(self, orang: Orang) -> str:
        rng, rates, rekaan = self._rng, self._rates, orang.rekaan
        if self._hits("nama_kosong"):
            return ""
        if orang.anak and self._hits("teknonim"):
            awal = ("PAK", "BAPAK") if rekaan.jenis_kelamin == "L" else ("MAK", "BU")
            return f"{rng.choice(awal)} {orang.anak.split()[-1]}"
        words = rekaan.nama.upper().split()
        alias = [nama.upper() for jenis, nama in rekaan.nama_lain]
        if alias and self._hits("alias"):
            lain = rng.choice(alias)
            kind = rng.random()
            if kind < 0.15:
                return f"{rekaan.nama.upper()} ALIAS {lain}"
            if kind < 0.3:
                return f"{rekaan.nama.upper()} ({lain})"
            words = lain.split()
        elif orang.baptis and len(words) > 1 and self._hits("baptis"):
            words = names.change_baptismal(words, rng)
        words = names.change_variant(words, rng, rates)
        if self._hits("sambung"):
            words = names.join_or_split(words, rng)
        if self._hits("urutan"):
            words = names.reorder_or_cut(words, rng)
        text = self._spell(" ".join(words), rekaan.tanggal_lahir)
        if rekaan.gelar_depan or rekaan.gelar_belakang or self._hits("gelar"):
            words = names.add_title(text.split(), rng, rekaan.jenis_kelamin, orang.ayah)
            text = " ".join(words).replace(" ,", ",")
        return text if rng.random() > 0.1 else text.title()

    def _spell(self, text: str, lahir: date) -> str:
        rng = self._rng
        tua = HARI_INI.year - lahir.year >= 60
        if self._hits("ejaan_lama_tua" if tua else "ejaan_lama"):
            text = names.respell(text, rng, names.LAMA)
        if self._hits("bunyi"):
            text = names.sound_alike(text, rng)
        if self._hits("ketik"):
            text = names.misspell(text, rng)
        if self._hits("ketik_parah"):
            text = names.misspell(names.misspell(text, rng), rng)
        return text

    def _simple_name(self, nama: str) -> str:
        words = names.change_variant(nama.split(), self._rng, self._rates)
        if len(words) > 1 and self._hits("baptis"):
            words = words[1:]
        text = " ".join(words)
        if self._hits("bunyi"):
            text = names.sound_alike(text, self._rng)
        return names.misspell(text, self._rng) if self._hits("ketik") else text

    def _birth_date(self, orang: Orang) -> str:
        rng = self._rng
        lahir = orang.rekaan.tanggal_lahir
        if self._hits("tanggal_kosong"):
            return ""
        tua = HARI_INI.year - lahir.year >= 60
        if self._hits("tanggal_tumpuk_tua" if tua else "tanggal_tumpuk"):
            year = lahir.year + rng.choice((0, 0, 0, 0, 1, -1, 2, -2, 3))
            day, month = rng.choices(((1, 7), (31, 12), (1, 1), (15, lahir.month)), (6, 2, 1, 1))[0]
            return min(date(year, month, day), HARI_INI).isoformat()
        if self._hits("tukar") and lahir.day <= 12:
            return date(lahir.year, lahir.day, lahir.month).isoformat()
        if self._hits("tahun"):
            year = lahir.year + rng.choice((1, -1, 10, -10, 1, -1))
            return f"{year}-{lahir.month:02d}-{min(lahir.day, 28):02d}"
        if self._hits("ketik"):
            return (lahir + timedelta(days=rng.choice((1, -1, 10, -10, 31, -30)))).isoformat()
        return lahir.isoformat()

    def _nik(self, orang: Orang, nik_kepala: str) -> str:
        rng, nik = self._rng, orang.rekaan.nik or ""
        if not nik or self._hits("nik_kosong"):
            return ""
        if self._hits("nik_lain"):  # never matched with the civil registry: another number
            area, lahir = rng.choice(self._desa).replace(".", "")[:6], nik[6:12]
            return f"{area}{lahir}{rng.randint(9000, 9999)}"
        if self._hits("nik_pinjam"):
            kind = rng.random()
            return nik_kepala if kind < 0.6 and nik_kepala else orang.no_kk
        return self._slip(nik) if self._hits("nik_ketik") else nik

    def _slip(self, digits: str) -> str:
        """One digit wrong, two swapped, one lost or doubled, a letter read, or cut by Excel."""
        rng = self._rng
        i = rng.randrange(1, len(digits) - 1)
        kind = rng.random()
        if kind < 0.4:
            return digits[:i] + rng.choice("0123456789") + digits[i + 1 :]
        if kind < 0.6:
            return digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        if kind < 0.75:
            return (
                digits[:i] + digits[i + 1 :] if kind < 0.7 else digits[:i] + digits[i] + digits[i:]
            )
        if kind < 0.85:
            return digits.replace("0", "O", 1) if kind < 0.8 else digits.replace("1", "I", 1)
        return digits[:-1] + "0"

    def _kk(self, orang: Orang, *, basi: bool) -> str:
        if self._hits("kk_kosong"):
            return ""
        kk = orang.no_kk_lama if basi else orang.no_kk
        return self._slip(kk) if kk and self._hits("kk_ketik") else kk

    def _birthplace(self, text: str) -> str:
        rng = self._rng
        kind = rng.random()
        if kind < 0.08:
            return ""
        if kind < 0.16:
            return "BENGKAYANG"
        return names.misspell(text.upper(), rng) if kind < 0.18 else text.upper()

    def _place(self, orang: Orang, desa: str) -> dict[str, str]:
        rng, rekaan, w = self._rng, orang.rekaan, self._wilayah
        kode = desa or rekaan.desa_kode
        nama, camat = w.desa[kode]
        nama_desa, kecamatan = nama.upper(), w.kecamatan[camat].upper()
        if self._hits("desa_kosong"):
            nama_desa, kode = self._village_alias(nama_desa), ""
        elif self._hits("desa"):
            nama_desa = self._village_alias(nama_desa)
            kode = w.lama.get(kode, kode) if rng.random() < 0.5 else kode
        rt, rw = rekaan.rt, rekaan.rw
        if self._hits("rt_kosong"):
            rt = rw = rng.choice(("", "-", "0"))
        elif rng.random() < 0.3:
            rt, rw = rt.lstrip("0"), rw.lstrip("0")
        alamat = rekaan.alamat_teks.upper()
        if self._hits("alamat_kosong") or desa:
            alamat = ""
        elif self._hits("alamat_lain"):
            alamat = rng.choice((f"DSN. {rekaan.dusun.upper()}", f"DUSUN {rekaan.dusun.upper()}"))
        return {
            "alamat": alamat, "rt": rt, "rw": rw, "desa_kode": kode, "desa": nama_desa,
            "kecamatan": kecamatan,
        }  # fmt: skip

    def _village_alias(self, nama: str) -> str:
        rng = self._rng
        for old, new in (
            ("SUNGAI ", ("SEI ", "S. ", "SUI ")),
            (" III", (" 3",)),
            (" II", (" 2",)),
            (" I", (" 1",)),
            ("BHAKTI", ("BAKTI",)),
            ("'", ("",)),
            ("’", ("",)),
        ):
            if old in nama:
                return nama.replace(old, rng.choice(new), 1)
        return names.sound_alike(nama, rng) if rng.random() < 0.5 else f"DESA {nama}"
