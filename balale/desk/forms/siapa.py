"""The person and the address of a new entry: shape, messages, and what a NIK suggests."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from balale.kit.fields import RadioPicks
from balale.kit.forms import KitForm
from balale.registry.models import Kode
from balale.registry.rules.entry import IsianAlamat, IsianKeluarga, IsianOrang
from balale.registry.rules.kk import no_kk_warnings, parse_no_kk
from balale.registry.rules.kontak import parse_rt_rw, parse_telepon
from balale.registry.rules.nama import check_nama, clean_nama, nama_warnings
from balale.registry.rules.nik import nik_warnings, parse_nik
from balale.registry.rules.tanggal import Presisi, parse_tanggal
from balale.registry.rules.temuan import Temuan
from balale.wilayah.queries import is_known_kecamatan_code

DAFTAR = ["alasan_tanpa_nik", "shdk", "agama", "status_kawin", "pendidikan", "pekerjaan"]
NAMA_LAIN = (
    ("panggilan", "Nama panggilan"),
    ("baptis", "Nama baptis"),
    ("tionghoa", "Nama Tionghoa"),
    ("ejaan_lama", "Ejaan lama"),
    ("gadis_suami", "Nama gadis atau nama suami"),
    ("salah_tulis", "Salah tulis di dokumen lain"),
)
NAMA_LAIN_MAKS = 3
KELAMIN = (("L", "Laki-laki"), ("P", "Perempuan"))
_KODE_MAKS = 200


def _code(label: str, help_text: str) -> forms.CharField:
    attrs = {"class": "code", "inputmode": "numeric", "autocomplete": "off"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=_KODE_MAKS,
        widget=forms.TextInput(attrs),
    )


def _text(label: str, maks: int, help_text: str = "", **attrs: str) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "off", **attrs})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=maks, widget=widget
    )


def _choice(label: str, help_text: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, required=False)


class SiapaForm(KitForm):
    """Identity. Only the name, and a NIK or the reason for none, must be right to go on."""

    nik = _code("NIK", "16 angka. Spasi dan titik boleh.")
    alasan_tanpa_nik = _choice("Mengapa tidak punya NIK?", "Pilih satu. Jangan mengarang NIK.")
    nama = _text("Nama lengkap", 200, "Sama seperti di KTP atau KK.")
    tanggal_lahir = _text(
        "Tanggal lahir", 200, "Hari/bulan/tahun. Terisi sendiri bila NIK lengkap.",
        **{"class": "w-date"},
    )  # fmt: skip
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin",
        help_text="Terisi sendiri bila NIK lengkap.",
        choices=KELAMIN,
        widget=RadioPicks,
        required=False,
    )
    no_kk = _code("Nomor KK", "16 angka di bagian atas KK.")
    hubungan = _choice("Hubungan dalam KK", "Lihat kolom hubungan di KK.")
    perkiraan = forms.BooleanField(
        label="Tanggal lahir ini perkiraan",
        help_text="Centang bila tanggalnya dikira-kira.",
        required=False,
    )
    gelar_depan = _text("Gelar depan", 40, "Ditulis sebelum nama.")
    gelar_belakang = _text("Gelar belakang", 40, "Ditulis sesudah nama.")
    tempat_lahir = _text("Tempat lahir", 100, "Sama seperti di KTP atau KK.")
    telepon = _text("Nomor telepon", 200, "Milik warga atau keluarganya.", inputmode="tel")
    agama = _choice("Agama", "Sama seperti di KTP atau KK.")
    status_kawin = _choice("Status kawin", "Pilih keadaan sekarang.")
    pendidikan = _choice("Pendidikan terakhir", "Yang tertinggi dan sudah tamat.")
    pekerjaan = _choice("Pekerjaan", "Yang paling sering dikerjakan.")

    examples = {
        "nik": "Contoh: 610701 450690 9012. Ada di KTP dan KK.",
        "nama": "Contoh: Lopo. Satu kata boleh. Gelar ditulis di kolom lain.",
        "tanggal_lahir": "Contoh: 12/2/1955, 12 Februari 1955, atau 1955.",
        "no_kk": "Contoh: 610701 170809 9003. Ada di bagian atas KK.",
        "gelar_depan": "Contoh: H. atau dr.",
        "gelar_belakang": "Contoh: S.Pd.",
        "tempat_lahir": "Contoh: Bengkayang.",
        "telepon": "Contoh: 0812-3456-7890.",
        "alasan_tanpa_nik": "Contoh: Bayi, belum didaftarkan.",
        "jenis_kelamin": "Contoh: Perempuan, bila di KTP tertulis perempuan.",
        "hubungan": "Contoh: Orang tua, bila tinggal di KK anaknya.",
        "perkiraan": "Contoh: hanya ingat lahir saat panen raya 1955.",
        "agama": "Contoh: Katolik.",
        "status_kawin": "Contoh: Cerai mati, bila suami atau istrinya meninggal.",
        "pendidikan": "Contoh: Tamat SD/sederajat.",
        "pekerjaan": "Contoh: Petani/pekebun.",
    }

    def __init__(
        self, data: Any = None, *, pilihan: dict[str, list[Kode]], on: date, **kwargs: Any
    ) -> None:
        self.on = on
        vars(self)["base_fields"] = {**type(self).base_fields, **_build_nama_lain()}
        self.examples = self.examples | {
            f"{kind}_lain_{n}": f"Contoh: {words}."
            for n in range(1, NAMA_LAIN_MAKS + 1)
            for kind, words in (("nama", "Yohanes Lopo"), ("jenis", "Nama baptis"))
        }
        super().__init__(data, **kwargs)
        names = {"hubungan": "shdk"}
        for name in (
            "alasan_tanpa_nik",
            "hubungan",
            "agama",
            "status_kawin",
            "pendidikan",
            "pekerjaan",
        ):
            rows = pilihan[names.get(name, name)]
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", "Pilih…"), *((row.kode, row.teks) for row in rows)]

    @property
    def dasar(self) -> list[forms.BoundField]:
        return [self[name] for name in ("no_kk", "hubungan")]

    @property
    def lainnya(self) -> list[forms.BoundField]:
        """Fields that are folded at first, in their order."""
        first = ["perkiraan", "gelar_depan", "gelar_belakang"]
        for n in range(1, NAMA_LAIN_MAKS + 1):
            first += [f"jenis_lain_{n}", f"nama_lain_{n}"]
        rest = ["tempat_lahir", "telepon", "agama", "status_kawin", "pendidikan", "pekerjaan"]
        return [self[name] for name in (*first, *rest)]

    @property
    def is_fold_open(self) -> bool:
        """True where a folded field was refused."""
        return self.is_bound and any(field.errors for field in self.lainnya)

    @property
    def is_no_nik_open(self) -> bool:
        """True where a reason was chosen, or nothing at all was typed."""
        return bool(self["alasan_tanpa_nik"].value()) or (
            self.is_bound and bool(self["nik"].errors) and not (self["nik"].value() or "").strip()
        )

    def clean_nama(self) -> str:
        nama = clean_nama(self.cleaned_data["nama"])
        if problem := check_nama(nama):
            raise ValidationError(problem, "nama")
        return nama

    def clean_telepon(self) -> str:
        hasil = parse_telepon(self.cleaned_data["telepon"])
        if hasil.error:
            raise ValidationError(hasil.error, "telepon")
        return hasil.nomor or ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._clean_nik(data)
        self._clean_no_kk(data)
        self._clean_lahir(data)
        if not data.get("jenis_kelamin") and "jenis_kelamin" not in self.errors:
            self.add_error("jenis_kelamin", "Pilih jenis kelamin.")
        self._clean_nama_lain(data)
        return data

    def _clean_nik(self, data: dict[str, Any]) -> None:
        if "nik" not in data:
            return
        typed = data["nik"].strip()
        if not typed and data.get("alasan_tanpa_nik"):
            return
        hasil = parse_nik(typed, today=self.on)
        if hasil.error:
            self.add_error("nik", hasil.error)
        else:
            data["nik"] = hasil.digits

    def _clean_no_kk(self, data: dict[str, Any]) -> None:
        if not data.get("no_kk", "").strip():
            data.update({"no_kk": ""} if "no_kk" in data else {})
            return
        hasil = parse_no_kk(data["no_kk"], today=self.on)
        if hasil.error:
            self.add_error("no_kk", hasil.error)
        elif hasil.digits == data.get("nik"):
            self.add_error("no_kk", "No KK sama dengan NIK. Periksa, mungkin tertukar.")
        else:
            data["no_kk"] = hasil.digits

    def _clean_lahir(self, data: dict[str, Any]) -> None:
        typed = data.get("tanggal_lahir", "").strip()
        data["lahir"], data["presisi"] = None, ""
        if "tanggal_lahir" not in data:
            return
        if not typed:
            self.add_error("tanggal_lahir", "Isi tanggal lahir. Boleh tahunnya saja.")
            return
        hasil = parse_tanggal(typed, today=self.on)
        if hasil.error:
            self.add_error("tanggal_lahir", hasil.error)
            return
        data["lahir"] = hasil.tanggal
        data["presisi"] = Presisi.PERKIRAAN if data.get("perkiraan") else hasil.presisi

    def _clean_nama_lain(self, data: dict[str, Any]) -> None:
        found = []
        for n in range(1, NAMA_LAIN_MAKS + 1):
            nama = clean_nama(data.get(f"nama_lain_{n}", ""))
            if not nama:
                continue
            if problem := check_nama(nama):
                self.add_error(f"nama_lain_{n}", problem)
            found.append((data.get(f"jenis_lain_{n}") or "panggilan", nama))
        data["nama_lain"] = tuple(found)

    def list_warnings(self) -> list[Temuan]:
        """What looks wrong but may be right; empty parts find nothing."""
        self.errors  # noqa: B018 - fills cleaned_data
        data = self.cleaned_data
        nik, no_kk = _digits(data.get("nik")), _digits(data.get("no_kk"))
        found = nama_warnings(data.get("nama", ""))
        if nik:
            found += nik_warnings(
                nik,
                tanggal_lahir=data.get("lahir"),
                presisi=data.get("presisi") or Presisi.HARI,
                jenis_kelamin=data.get("jenis_kelamin") or None,
                known_area=is_known_kecamatan_code(nik[:6]),
                no_kk=None,
                today=self.on,
            )
        if no_kk:
            known = is_known_kecamatan_code(no_kk[:6])
            found += no_kk_warnings(no_kk, nik=None, known_area=known, today=self.on)
        return list({temuan.pesan: temuan for temuan in found}.values())

    def build_orang(self) -> IsianOrang:
        """Identity in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        same = ["gelar_depan", "gelar_belakang", "tempat_lahir", "telepon", "status_kawin"]
        same += ["agama", "pendidikan", "pekerjaan", "nama", "jenis_kelamin", "nama_lain", "nik"]
        return IsianOrang(
            **{name: data[name] for name in same},
            alasan_tanpa_nik="" if data["nik"] else data["alasan_tanpa_nik"],
            tanggal_lahir=data["lahir"],
            presisi_tgl_lahir=str(data["presisi"] or ""),
        )

    def build_keluarga(self) -> IsianKeluarga:
        """The Kartu Keluarga; only for a valid form."""
        return IsianKeluarga(self.cleaned_data["no_kk"], self.cleaned_data["hubungan"])


def _digits(value: str | None) -> str:
    return value if value and len(value) == 16 and value.isascii() and value.isdigit() else ""


def _build_nama_lain() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for n in range(1, NAMA_LAIN_MAKS + 1):
        choices = [("", "Pilih…"), *NAMA_LAIN]
        found[f"jenis_lain_{n}"] = forms.ChoiceField(
            label=f"Jenis nama lain ke-{n}",
            help_text="Pilih jenisnya, lalu tulis namanya.",
            choices=choices,
            required=False,
        )
        found[f"nama_lain_{n}"] = _text(f"Nama lain ke-{n}", 200, "Nama yang juga dipakai warga.")
    return found


class AlamatForm(KitForm):
    """Where the person lives. The village is the server's; everything may follow later."""

    dusun = _text("Dusun", 60, "Nama dusun atau lingkungan.", list="dusun-list")
    rt_rw = _text("RT/RW", 200, "RW boleh kosong.", **{"class": "w-date"})
    alamat = forms.CharField(
        label="Alamat rinci",
        help_text="Nama jalan, nomor rumah, atau patokan.",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": "3"}),
    )
    titik = _text("Titik lokasi", 200, "Lintang, bujur. Salin dari aplikasi peta.")

    examples = {
        "dusun": "Contoh: Dusun Sebadu.",
        "rt_rw": "Contoh: 3/1, 003-001, atau 3 saja.",
        "alamat": "Contoh: rumah papan di belakang gereja.",
        "titik": "Contoh: 0.82345, 109.48321.",
    }

    def clean_rt_rw(self) -> str:
        hasil = parse_rt_rw(self.cleaned_data["rt_rw"])
        if hasil.error:
            raise ValidationError(hasil.error, "rt_rw")
        self.rt, self.rw = hasil.rt or "", hasil.rw or ""
        return self.cleaned_data["rt_rw"]

    def clean_titik(self) -> str:
        return _parse_titik(self.cleaned_data["titik"].strip())

    def build_alamat(self) -> IsianAlamat:
        """The address in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        return IsianAlamat(
            dusun=data["dusun"].strip(),
            rt=self.rt,
            rw=self.rw,
            teks=data["alamat"].strip(),
            titik=data["titik"],
        )


def _parse_titik(text: str) -> str:
    if not text:
        return ""
    parts = [part for part in text.replace(";", " ").replace(", ", " ").split() if part]
    if len(parts) == 1:
        parts = text.split(",")
    try:
        lat, lon = (float(part.replace(",", ".")) for part in parts)
    except ValueError:
        raise ValidationError("Titik belum terbaca. Contoh: 0.82345, 109.48321.", "titik") from None
    if not (-2 <= lat <= 3 and 107 <= lon <= 112):
        raise ValidationError("Titik ini di luar Kalimantan Barat. Periksa lagi.", "titik")
    return f"{lat:.6f},{lon:.6f}"
