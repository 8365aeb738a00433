"""Who takes over from an operator who leaves."""

from typing import Any

from django import forms

from balale.access.forms import BuktiForm
from balale.access.rules.slips import nama_problem
from balale.registry.services.serah import Penerus


class SerahForm(BuktiForm):
    """A name for a new account, or the name of an account there is; one of the two."""

    nama = forms.CharField(
        label="Nama pengganti",
        required=False,
        max_length=100,
        help_text="Untuk akun baru. Nama seperti di SK.",
    )
    akun = forms.CharField(
        label="Atau nama akun yang sudah ada",
        required=False,
        max_length=64,
        help_text="Bila pengganti sudah punya akun.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    examples = {
        "nama": "Contoh: Yohanes Ateng.",
        "akun": "Contoh: sukamaju.sungaibetung.2.",
    }
    field_order = ["nama", "akun", "bukti"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        nama, akun = data.get("nama", "").strip(), data.get("akun", "").strip()
        if self.errors:
            return data
        if bool(nama) == bool(akun):
            self.add_error("nama", "Isi nama pengganti, atau nama akunnya. Satu saja.")
        elif nama and (problem := nama_problem(nama)):
            self.add_error("nama", problem)
        return data

    def to_penerus(self) -> Penerus:
        return Penerus(self.cleaned_data["nama"].strip(), self.cleaned_data["akun"].strip())
