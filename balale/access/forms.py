"""Sign-in, activation, roles and accounts, as typed."""

from collections.abc import Iterable
from uuid import UUID

from django import forms

from balale.access.models import AlasanDelegasi
from balale.access.queries.delegations import Calon
from balale.access.queries.directory import BELUM_AKTIF, TERKUNCI, AccountSearch, RoleLine
from balale.access.rules.accounts import DELEGASI_HARI, GRANTABLE, UNITS
from balale.access.rules.policy import POLICY, Role
from balale.access.services.account_changes import Post
from balale.access.services.accounts import CODE_LENGTH, CODE_LETTERS
from balale.kit.forms import KitForm, RadioPicks

_ACCOUNT_ATTRS = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
_EXAMPLE_ACCOUNT = "Contoh: sukamaju.sungaibetung."


def _passphrase(label: str, help_text: str, autocomplete: str) -> forms.CharField:
    attrs = {"autocomplete": autocomplete, "data-sandi": ""}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs=attrs),
    )


class MasukForm(KitForm):
    examples = {"akun": _EXAMPLE_ACCOUNT}

    akun = forms.CharField(
        label="Nama akun",
        help_text="Tertulis di lembar akun dari kecamatan.",
        max_length=64,
        widget=forms.TextInput(attrs=_ACCOUNT_ATTRS),
    )
    sandi = _passphrase(
        "Frasa sandi", "Kalimat buatan Anda, 15 huruf atau lebih.", "current-password"
    )


class AktivasiForm(KitForm):
    examples = {
        "akun": _EXAMPLE_ACCOUNT,
        "kode": "Contoh: K7MQP-2XWRD. Huruf kecil dan spasi boleh.",
        "sandi": "Contoh bentuk: tiga ayam makan jagung di teras. Buat yang lain.",
    }

    akun = forms.CharField(
        label="Nama akun",
        help_text="Tertulis di lembar akun dari kecamatan.",
        max_length=64,
        widget=forms.TextInput(attrs=_ACCOUNT_ATTRS),
    )
    kode = forms.CharField(
        label="Kode aktivasi",
        help_text="Sepuluh tanda di lembar akun. Hanya dapat dipakai sekali.",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    sandi = _passphrase(
        "Frasa sandi baru", "Buat kalimat 15 huruf atau lebih. Spasi boleh.", "new-password"
    )
    sandi_lagi = _passphrase("Ulangi frasa sandi", "Ketik kalimat yang sama.", "new-password")

    def clean_kode(self) -> str:
        code = "".join(mark for mark in self.cleaned_data["kode"].upper() if mark.isalnum())
        if any(mark not in CODE_LETTERS for mark in code):
            raise forms.ValidationError("Kode tidak memakai I, L, O, 0, atau 1. Periksa lagi.")
        if len(code) != CODE_LENGTH:
            filled = "Baru" if len(code) < CODE_LENGTH else "Ada"
            raise forms.ValidationError(
                f"Kode harus {CODE_LENGTH} tanda. {filled} {len(code)} yang terisi."
            )
        return code

    def clean_sandi_lagi(self) -> str:
        again = self.cleaned_data["sandi_lagi"]
        if again != self.cleaned_data.get("sandi", again):
            raise forms.ValidationError("Kedua frasa sandi belum sama. Ketik ulang.")
        return again


class PilihPeranForm(KitForm):
    peran = forms.ChoiceField(label="Bekerja sebagai", widget=RadioPicks)

    def __init__(self, *args, lines: Iterable[RoleLine], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        peran = self.fields["peran"]
        assert isinstance(peran, forms.ChoiceField)
        lines = list(lines)
        peran.choices = [(str(line.id), line.label) for line in lines]
        peran.widget.notes = {str(line.id): line.note for line in lines}


class BuktiForm(KitForm):
    """Asks the person at work for the passphrase, where it was not given just now."""

    bukti = _passphrase("Frasa sandi Anda", "Untuk memastikan ini memang Anda.", "current-password")

    def __init__(self, *args, is_proven: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_proven:
            del self.fields["bukti"]


class TolakKodeForm(KitForm):
    examples = {"alasan": "Contoh: Pemakai ini sudah pindah tugas."}

    alasan = forms.CharField(
        label="Alasan menolak",
        help_text="Satu kalimat untuk admin teknis.",
        max_length=200,
    )


class DelegasiForm(BuktiForm):
    """Whom the kepala dinas names, why and until when."""

    examples = {
        "keterangan": "Contoh: Surat tugas 800/12/DSP3A/2026.",
        "sampai": "Contoh: 12/12/2026.",
    }

    akun = forms.ChoiceField(label="Diberikan kepada")
    alasan = forms.ChoiceField(
        label="Alasan", choices=[("", "Pilih alasan"), *AlasanDelegasi.choices]
    )
    keterangan = forms.CharField(
        label="Keterangan",
        required=False,
        help_text="Nomor surat, bila ada.",
        max_length=200,
    )
    sampai = forms.DateField(
        label="Hari terakhir",
        help_text=f"Paling lama {DELEGASI_HARI} hari. Setelah itu berakhir sendiri.",
        widget=forms.DateInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )
    field_order = ["akun", "alasan", "keterangan", "sampai", "bukti"]

    def __init__(self, *args, candidates: Iterable[Calon], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        akun = self.fields["akun"]
        assert isinstance(akun, forms.ChoiceField)
        akun.choices = [
            ("", "Pilih akun"),
            *((str(calon.id), f"{calon.nama} ({calon.peran})") for calon in candidates),
        ]


class PeranForm(BuktiForm):
    """A role with its area and unit; the service judges whether they fit."""

    peran = forms.ChoiceField(
        label="Peran",
        choices=[("", "Pilih peran"), *((role.value, POLICY[role].label) for role in GRANTABLE)],
    )
    wilayah = forms.ChoiceField(
        label="Wilayah",
        required=False,
        help_text="Peran desa memerlukan satu desa atau kelurahan.",
    )
    unit = forms.ChoiceField(
        label="Bidang",
        required=False,
        choices=[("", "Tanpa bidang"), *UNITS.items()],
        help_text="Hanya untuk koordinator dan petugas kasus.",
    )
    field_order = ["nama", "peran", "wilayah", "unit", "akun", "bukti"]

    def __init__(self, *args, areas: list[tuple[str, object]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        wilayah = self.fields["wilayah"]
        assert isinstance(wilayah, forms.ChoiceField)
        wilayah.choices = areas

    def to_post(self) -> Post:
        data = self.cleaned_data
        return Post(Role(data["peran"]), data["wilayah"], data["unit"])


class AkunForm(PeranForm):
    examples = {
        "nama": "Contoh: Yohanes Ateng.",
        "akun": "Contoh: sukamaju.sungaibetung untuk operator Desa Suka Maju.",
    }

    nama = forms.CharField(
        label="Nama orang", help_text="Nama pemegang akun, seperti di SK.", max_length=100
    )
    akun = forms.CharField(
        label="Nama akun",
        required=False,
        help_text="Kosongkan. Sistem membuatnya dari desa dan kecamatan.",
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class CariAkunForm(KitForm):
    examples = {"q": "Contoh: Suka Maju, atau verifikator."}

    q = forms.CharField(
        label="Cari akun",
        required=False,
        max_length=100,
        help_text="Nama, desa, kecamatan, atau peran.",
        widget=forms.TextInput(attrs={"type": "search", "data-search": "", "autocomplete": "off"}),
    )
    peran = forms.ChoiceField(
        label="Peran",
        required=False,
        help_text="Peran yang dipegang hari ini.",
        choices=[("", "Semua peran"), *((role.value, POLICY[role].label) for role in GRANTABLE)],
    )
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        help_text="Belum aktif: belum membuat frasa sandi.",
        choices=[("", "Semua"), (BELUM_AKTIF, "Belum aktif"), (TERKUNCI, "Terkunci")],
    )
    sesudah = forms.CharField(required=False, widget=forms.HiddenInput)
    sebelum = forms.CharField(required=False, widget=forms.HiddenInput)

    def to_search(self) -> AccountSearch:
        """What to look for; nothing in particular where the address makes no sense."""
        if not self.is_valid():
            return AccountSearch()
        data = self.cleaned_data
        edges = [_parse_id(data[name]) for name in ("sesudah", "sebelum")]
        return AccountSearch(data["q"], data["peran"], data["keadaan"], *edges)


def _parse_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
