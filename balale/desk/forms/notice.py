"""The last questions before sending: was the person told, and who answers for a child."""

from typing import Any, cast

from django import forms

from balale.kit.fields import RadioPicks
from balale.kit.forms import KitForm
from balale.registry.models import Kode
from balale.registry.rules.entry import IsianNotice
from balale.registry.rules.nama import check_nama, clean_nama
from balale.registry.services.draf import build_notice_isian

KEPADA_DEWASA = (("orangnya", "Warga sendiri"), ("keluarga", "Keluarga"), ("wali", "Wali"))
KEPADA_ANAK = (("wali", "Orang tua atau wali"), ("keluarga", "Keluarga lain"))
TANPA_PENGASUH = "tidak_ada"


class NoticeForm(KitForm):
    """Notice given (UU 27/2022 Pasal 21); for a child also the guardian (Pasal 25)."""

    diberi_tahu = forms.BooleanField(
        label="Warga sudah diberi tahu untuk apa data ini",
        help_text="Untuk layanan sosial. Dilihat desa dan DSP3A saja.",
        error_messages={"required": "Beri tahu warga dulu, lalu centang kotak ini."},
    )
    kepada = forms.ChoiceField(
        label="Siapa yang diberi tahu?",
        help_text="Orang yang mendengar penjelasan Anda.",
        widget=RadioPicks,
    )
    wali_nama = forms.CharField(
        label="Nama orang tua atau wali",
        help_text="Yang bertanggung jawab atas anak ini.",
        max_length=200,
        required=False,
    )
    wali_hubungan = forms.ChoiceField(
        label="Hubungan dengan anak",
        help_text="Bila tidak ada wali, pilih Tidak ada pengasuh.",
        required=False,
    )

    examples = {
        "diberi_tahu": "Contoh: “Data ini dipakai desa dan DSP3A untuk mencarikan bantuan.”",
        "kepada": "Contoh: Keluarga, bila warga sulit berkomunikasi.",
        "wali_nama": "Contoh: Maria Lina.",
        "wali_hubungan": "Contoh: Kakek atau nenek.",
    }

    def __init__(
        self, data: Any = None, *, is_anak: bool, pilihan: list[Kode], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.is_anak = is_anak
        kepada = KEPADA_ANAK if is_anak else KEPADA_DEWASA
        cast(forms.ChoiceField, self.fields["kepada"]).choices = kepada
        self.fields["kepada"].initial = kepada[0][0]
        hubungan = cast(forms.ChoiceField, self.fields["wali_hubungan"])
        hubungan.choices = [
            ("", "Pilih…"),
            *((kode.kode, kode.teks) for kode in pilihan),
        ]
        if not is_anak:
            del self.fields["wali_nama"], self.fields["wali_hubungan"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.is_anak:
            return data
        if "wali_hubungan" in data and not data["wali_hubungan"]:
            self.add_error("wali_hubungan", "Pilih hubungan dengan anak.")
        nama = clean_nama(data.get("wali_nama", ""))
        if not nama and data.get("wali_hubungan") == TANPA_PENGASUH:
            return data
        if "wali_nama" in data and (problem := check_nama(nama)):
            problem = "Isi nama orang tua atau wali." if not nama else problem
            self.add_error("wali_nama", problem)
        data["wali_nama"] = nama
        return data

    def build(self) -> IsianNotice:
        """The notice in the shape of the service; only for a valid form."""
        data = self.cleaned_data
        return build_notice_isian(
            kepada=data["kepada"],
            wali_nama=data.get("wali_nama", ""),
            wali_hubungan=data.get("wali_hubungan", ""),
        )
