"""A community: who speaks for it, how its families were counted, families that join."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from balale.access.models import User
from balale.desk.forms.kategori import KategoriForm
from balale.kit.fields import CodeField, RadioPicks
from balale.kit.forms import KitForm
from balale.registry.models import HitunganKomunitas, Orang
from balale.registry.queries.komunitas import get_wakil
from balale.registry.rules.cari import CaraCari, parse_cari
from balale.registry.rules.entry import IsianEntri
from balale.registry.rules.komunitas import KATEGORI_KAT, IsianHitungan, IsianKomunitas
from balale.registry.rules.tanggal import parse_tanggal

KK_MAKS, JIWA_MAKS = 5000, 20000
LENGKAP, TANPA_ISIAN = 8, 7
# Keterasingan and kemiskinan: domain file, category 26.
KRITERIA = (6, 1)
WAJIB = {"nama_komunitas": "Tulis nama komunitasnya.", "jumlah_kk": "Isi jumlah KK."}


class HitungForm(KitForm):
    """How the families were counted."""

    cara = forms.ChoiceField(
        label="Bagaimana jumlahnya diketahui?",
        help_text="Pilih Dihitung bila setiap KK didatangi.",
        widget=RadioPicks,
        choices=HitunganKomunitas.Cara.choices,
        error_messages={"required": "Pilih salah satu."},
    )
    sumber = forms.CharField(
        label="Dari siapa jumlah ini?",
        help_text="Nama lembaga atau orang yang menghitung.",
        max_length=120,
        error_messages={"required": "Tulis sumber jumlahnya."},
    )
    pada = forms.CharField(
        label="Per tanggal berapa?",
        help_text="Kosongkan bila hari ini.",
        max_length=200,
        required=False,
        widget=forms.TextInput({"class": "w-date", "autocomplete": "off"}),
    )
    examples = {
        "cara": "Contoh: Perkiraan, bila hanya diceritakan tokoh adat.",
        "sumber": "Contoh: Kepala dusun.",
        "pada": "Contoh: 19/11/2026.",
        "jumlah_kk": "Contoh: 35.",
        "jumlah_jiwa": "Contoh: 142.",
        "wakil": "Contoh: 610714 120255 9012 atau T-6107-2026-000012.",
    }

    def __init__(self, data: Any = None, *, on: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.on = on

    def clean_pada(self) -> date:
        text = self.cleaned_data["pada"].strip()
        if not text:
            return self.on
        hasil = parse_tanggal(text, today=self.on)
        if hasil.tanggal is None:
            raise ValidationError(hasil.error or "Tanggal belum jelas.", "tanggal")
        return hasil.tanggal

    def build(self, jumlah_kk: int, jumlah_jiwa: int | None) -> IsianHitungan:
        data = self.cleaned_data
        return IsianHitungan(
            jumlah_kk=jumlah_kk, jumlah_jiwa=jumlah_jiwa, cara=data["cara"],
            sumber=data["sumber"], pada=data["pada"],
        )  # fmt: skip


class HitungLagiForm(HitungForm):
    """Another count of a community on record."""

    jumlah_kk = forms.IntegerField(
        label="Berapa KK?", help_text="Hitung semua kepala keluarga di lokasi.",
        min_value=0, max_value=KK_MAKS,
        error_messages={"required": WAJIB["jumlah_kk"], "invalid": "Isi dengan angka."},
    )  # fmt: skip
    jumlah_jiwa = forms.IntegerField(
        label="Berapa jiwa?", help_text="Boleh menyusul.", required=False,
        min_value=0, max_value=JIWA_MAKS, error_messages={"invalid": "Isi dengan angka."},
    )  # fmt: skip
    field_order = ["jumlah_kk", "jumlah_jiwa", "cara", "sumber", "pada"]


class KomunitasForm(HitungForm):
    """A new community beside the form of its category."""

    wakil = forms.CharField(
        label="NIK wakil komunitas",
        help_text="Warga tercatat yang mewakili. Boleh nomor sementara.",
        max_length=100,
        error_messages={"required": "Isi NIK atau nomor sementara wakilnya."},
    )
    field_order = ["wakil", "cara", "sumber", "pada"]

    def __init__(self, data: Any = None, *, user: User, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user = user

    def clean_wakil(self) -> Orang:
        cari = parse_cari(self.cleaned_data["wakil"])
        is_number = cari.cara in {CaraCari.NIK, CaraCari.SEMENTARA} and not cari.error
        found = get_wakil(cari.nilai, self.user) if is_number else None
        if found is None:
            raise ValidationError("Wakil ini belum tercatat. Tambahkan warganya dulu.", "wakil")
        return found


def build_isian(
    form: KategoriForm, hitung: HitungForm, *, before: IsianEntri | None = None
) -> IsianKomunitas:
    """Everything of both forms, in the shape of the service; what isn't asked stays as before."""
    data = form.cleaned_data
    jiwa = data.get("jumlah_jiwa")
    answered = form.jawaban_terlihat()
    is_lengkap = all(answered.get(kode) for kode in form.pertanyaan_wajib())
    entri = before or IsianEntri(KATEGORI_KAT, kriteria=KRITERIA)
    return IsianKomunitas(
        nama=" ".join(data["nama_komunitas"].split())[:100],
        dusun=(data.get("dusun_lokasi") or "").strip()[:100],
        hitungan=hitung.build(int(data["jumlah_kk"]), int(jiwa) if jiwa else None),
        entri=replace(
            entri,
            jawaban=form.answers(),
            kelengkapan=LENGKAP if is_lengkap else TANPA_ISIAN,
        ),
    )


def check_wajib(form: KategoriForm) -> bool:
    """True where the form is right and says the name and the number of families."""
    if not form.is_valid():
        return False
    for name, pesan in WAJIB.items():
        if name in form.fields and not form.cleaned_data.get(name):
            form.add_error(name, pesan)
    return form.is_valid()


class MasukForm(KitForm):
    """A family that joins, by the number of its Kartu Keluarga."""

    no_kk = CodeField(
        label="Nomor KK keluarga", help_text="16 angka. Keluarganya sudah tercatat.",
        length=16, noun="No KK", error_messages={"required": "Isi nomor KK."},
    )  # fmt: skip
    examples = {"no_kk": "Contoh: 610701 170809 9003."}
