"""Sign-in and activation, as typed. The kit gives messages, help and examples."""

from django import forms

from balale.kit.forms import KitForm


class MasukForm(KitForm):
    akun = forms.CharField(label="Nama akun", max_length=64)
    sandi = forms.CharField(
        label="Frasa sandi", max_length=256, strip=False, widget=forms.PasswordInput
    )


class AktivasiForm(KitForm):
    akun = forms.CharField(label="Nama akun", max_length=64)
    kode = forms.CharField(label="Kode aktivasi", max_length=20)
    sandi = forms.CharField(
        label="Frasa sandi baru", max_length=300, strip=False, widget=forms.PasswordInput
    )
    sandi_lagi = forms.CharField(
        label="Ulangi frasa sandi", max_length=300, strip=False, widget=forms.PasswordInput
    )

    def clean_sandi_lagi(self) -> str:
        again = self.cleaned_data["sandi_lagi"]
        if again != self.cleaned_data.get("sandi"):
            raise forms.ValidationError("Kedua frasa sandi belum sama. Ketik ulang.")
        return again
