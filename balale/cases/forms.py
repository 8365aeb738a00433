"""Shape of what case staff type. Every text here is sealed once it is stored."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from balale.access.forms import BuktiForm
from balale.access.queries.accounts import list_case_staff
from balale.cases.models import HasilTinjauan, JenisCatatan
from balale.cases.rules import ALASAN_DARURAT, parse_nomor
from balale.kit.fields import RadioPicks
from balale.kit.forms import KitForm
from balale.registry.models import Ppks
from balale.registry.queries.reference import list_kode
from balale.registry.rules.alasan import ALASAN_KEMBALI, ALASAN_TOLAK, Alasan

_TEKS_MAKS = 4000


def _choices(reasons: tuple[Alasan, ...]) -> list[tuple[str, str]]:
    return [(reason.kode, reason.kata) for reason in reasons]


def _text(label: str, help_text: str, *, required: bool, maks: int = _TEKS_MAKS) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=maks,
        widget=forms.Textarea,
    )  # fmt: skip


class KasusForm(KitForm):
    """A step on one case, which the choices may depend on."""

    def __init__(self, data: Mapping[str, Any] | None, *, kasus: Ppks) -> None:
        super().__init__(data)
        self.fill(kasus)

    def fill(self, kasus: Ppks) -> None:
        """Offer the choices that depend on the case or the day."""

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Set the choices of one field."""
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def offer_kode(self, name: str, daftar: str) -> None:
        """Set the choices of one field to today's codes of a list."""
        rows = list_kode(daftar, timezone.localdate())
        self.offer(name, [(kode.kode, kode.teks) for kode in rows])


class BukaForm(KasusForm):
    examples = {"keterangan": "Contoh: memilih petugas yang tepat."}
    alasan = forms.ChoiceField(label="Mengapa Anda membukanya?", widget=RadioPicks)
    keterangan = _text(
        "Jelaskan", "Satu kalimat. Jangan tulis nama atau NIK.", required=True, maks=300
    )

    def fill(self, kasus: Ppks) -> None:
        self.offer_kode("alasan", "alasan_buka")


class TugaskanForm(KasusForm):
    petugas = forms.TypedChoiceField(label="Petugas", coerce=UUID, widget=RadioPicks)

    def fill(self, kasus: Ppks) -> None:
        staff = list_case_staff(kasus.unit)
        self.offer("petugas", [(str(each.id), each.nama) for each in staff])


class CatatanForm(KasusForm):
    examples = {"teks": "Contoh: sudah bertemu di puskesmas, perlu rumah aman."}
    jenis = forms.ChoiceField(
        label="Jenis catatan", widget=RadioPicks,
        choices=[
            (jenis.value, jenis.label)
            for jenis in (JenisCatatan.ASESMEN, JenisCatatan.RUJUKAN, JenisCatatan.TINDAKAN)
        ],
    )  # fmt: skip
    teks = _text("Catatan", "Cukup yang perlu untuk menolong. Jangan tulis cerita kejadian.",
                 required=True)  # fmt: skip


class MintaForm(KasusForm):
    examples = {"catatan": "Contoh: asesmen selesai, rujukan sudah berjalan."}
    catatan = _text("Pesan untuk koordinator", "Boleh kosong.", required=False)


class SahkanForm(KasusForm):
    examples = {"catatan": "Contoh: sesuai asesmen tanggal 20."}
    metode = forms.ChoiceField(label="Cara memeriksa", widget=RadioPicks)
    catatan = _text("Catatan", "Boleh kosong.", required=False)

    def fill(self, kasus: Ppks) -> None:
        self.offer_kode("metode", "metode_verifikasi")


class KembalikanForm(KasusForm):
    examples = {"catatan": "Contoh: tambahkan rencana rujukan."}
    alasan = forms.ChoiceField(label="Alasan", choices=_choices(ALASAN_KEMBALI), widget=RadioPicks)
    catatan = _text("Yang perlu dilengkapi", "Petugas membaca tulisan ini.", required=True)


class TolakForm(KasusForm):
    examples = {"catatan": "Contoh: sudah ditangani kabupaten lain."}
    alasan = forms.ChoiceField(label="Alasan", choices=_choices(ALASAN_TOLAK), widget=RadioPicks)
    catatan = _text("Catatan", "Boleh kosong, kecuali untuk alasan lain.", required=False)


class DaruratForm(BuktiForm):
    """Breaking the glass: which case, why, and once more who it is that asks."""

    examples = {
        "nomor": "Contoh: K-7F3A-91BC.",
        "keterangan": "Contoh: rumah sakit menelepon dan perlu tahu siapa walinya.",
    }
    nomor = forms.CharField(
        label="Nomor kasus", help_text="Tanyakan kepada koordinator atau petugas kasusnya.",
        max_length=40,
    )  # fmt: skip
    alasan = forms.ChoiceField(
        label="Apa keadaannya?", choices=_choices(ALASAN_DARURAT), widget=RadioPicks
    )
    keterangan = _text(
        "Jelaskan", "Satu atau dua kalimat. Koordinator membacanya.", required=True, maks=300
    )
    field_order = ["nomor", "alasan", "keterangan", "bukti"]

    def clean_nomor(self) -> str:
        nomor = parse_nomor(self.cleaned_data["nomor"])
        if nomor is None:
            raise forms.ValidationError("Nomor kasus belum lengkap. Contoh: K-7F3A-91BC.")
        return nomor


class TinjauForm(KitForm):
    examples = {"teks": "Contoh: mengapa petugas kasusnya tidak dihubungi?"}
    hasil = forms.ChoiceField(
        label="Putusan Anda", choices=HasilTinjauan.choices, widget=RadioPicks
    )
    teks = _text(
        "Catatan", "Wajib bila perlu penjelasan. Jangan tulis nama.", required=False, maks=1000
    )


class JelaskanForm(KitForm):
    examples = {"teks": "Contoh: petugas sedang di laut, polisi menunggu di kantor."}
    teks = _text("Penjelasan", "Auditor membacanya. Jangan tulis nama warga.", required=True,
                 maks=1000)  # fmt: skip
