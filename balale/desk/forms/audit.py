"""Shape of what an auditor asks: of the trail, and of a sample."""

import re
from datetime import datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import timezone

from balale.access.models import User
from balale.access.queries.trail import get_user_by_username, list_receipt_objects
from balale.audit.queries import Telusur
from balale.audit.rules import Jenis, list_events
from balale.cases.rules import parse_nomor
from balale.desk.forms.people import get_kata
from balale.kit.formatting import format_waktu
from balale.kit.forms import KitForm
from balale.kit.text import clean_code
from balale.registry.queries.audit import Undian, list_case_ids, list_record_ids

_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_KOSONG = "Tidak ada catatan untuk nomor ini. Periksa lagi."
SAMPEL_MAKS = 100


def find_objects(text: str) -> tuple[UUID, ...]:
    """The ids behind a typed receipt number, case number, or link to a record; empty for none."""
    if found := _UUID.search(text):
        return list_record_ids(UUID(found[0]))
    code = clean_code(text).upper()
    if len(code) == 9 and code[0] == "K":
        nomor = parse_nomor(code)
        return list_case_ids(nomor) if nomor else ()
    pointed = list_receipt_objects(f"{code[:4]}-{code[4:]}") if len(code) == 8 else []
    return tuple(dict.fromkeys(one for each in pointed for one in list_record_ids(each)))


class JejakForm(KitForm):
    """One question to the trail. Sent by POST, so that no number stands in an address."""

    examples = {
        "catatan": "Contoh: 7KQ2-M0XD, K-7F3A-91BC, atau tautan halaman warga.",
        "akun": "Contoh: sukamaju.sungaibetung.",
        "dari": "Contoh: 01/11/2026.",
        "sampai": "Contoh: 24/11/2026.",
    }
    catatan = forms.CharField(
        label="Nomor atau tautan catatan", required=False, max_length=300,
        help_text="Tanda terima, nomor kasus, atau tautan.",
    )  # fmt: skip
    akun = forms.CharField(
        label="Nama akun", required=False, max_length=64, help_text="Nama untuk masuk."
    )
    dari = forms.DateField(label="Dari tanggal", required=False, help_text="Hari pertama.")
    sampai = forms.DateField(label="Sampai tanggal", required=False, help_text="Hari terakhir.")
    kejadian = forms.ChoiceField(
        label="Kejadian", required=False,
        choices=[("", "Semua kejadian"), *((jenis.value, jenis.kata) for jenis in Jenis)],
    )  # fmt: skip

    def clean_catatan(self) -> tuple[UUID, ...]:
        typed = self.cleaned_data["catatan"]
        found = find_objects(typed) if typed else ()
        if typed and not found:
            raise forms.ValidationError(_KOSONG)
        return found

    def clean_akun(self) -> User | None:
        typed = self.cleaned_data["akun"]
        user = get_user_by_username(typed) if typed else None
        if typed and user is None:
            raise forms.ValidationError("Nama akun ini tidak ada. Periksa ejaannya.")
        return user

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("dari") and data.get("sampai") and data["dari"] > data["sampai"]:
            self.add_error("sampai", "Tanggal ini sebelum tanggal pertama.")
        return data

    def telusur(self) -> Telusur:
        """The question, of a form that is valid."""
        data = self.cleaned_data
        last = data["sampai"] + timedelta(days=1) if data["sampai"] else None
        return Telusur(
            objek=data["catatan"] or (),
            user_id=data["akun"].id if data["akun"] else None,
            sejak=_midnight(data["dari"]) if data["dari"] else None,
            sampai=_midnight(last) if last else None,
            events=tuple(list_events(Jenis(data["kejadian"]))) if data["kejadian"] else (),
        )


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class SampelForm(KitForm):
    """What decides a sample. Sent by GET: the address is the recipe, and names nobody."""

    examples = {
        "benih": "Contoh: 481902, dari lemparan dadu di depan saksi.",
        "sampai": "Contoh: 24/11/2026 14.05.",
        "banyak": "Contoh: 25.",
    }
    wilayah = forms.ChoiceField(label="Wilayah", required=False)
    kategori = forms.TypedChoiceField(
        label="Kategori", required=False, coerce=int, empty_value=None
    )
    banyak = forms.IntegerField(
        label="Banyak catatan", min_value=1, max_value=SAMPEL_MAKS,
        help_text=f"Paling banyak {SAMPEL_MAKS}.",
    )  # fmt: skip
    sampai = forms.DateTimeField(
        label="Keadaan pada", input_formats=["%d/%m/%Y %H.%M", "%d/%m/%Y %H:%M"],
        help_text="Tanggal dan jam WIB. Sampel memakai data saat itu.",
    )  # fmt: skip
    benih = forms.CharField(
        label="Angka acak", max_length=40,
        help_text="Angka dan isian yang sama memberi sampel yang sama.",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, wilayah: list, kategori: list, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        areas = cast(forms.ChoiceField, self.fields["wilayah"])
        areas.choices = [("", "Seluruh kabupaten"), *wilayah]
        kinds = cast(forms.ChoiceField, self.fields["kategori"])
        kinds.choices = [("", "Semua kategori biasa"), *kategori]

    def clean_sampai(self) -> datetime:
        at: datetime = self.cleaned_data["sampai"]
        if at > timezone.now():
            raise forms.ValidationError("Waktu ini belum tiba. Pilih waktu yang sudah lewat.")
        return at

    @property
    def kata(self) -> list[tuple[str, str]]:
        """The recipe in words: label and value, for the page that is printed."""
        data = self.cleaned_data
        return [
            ("Wilayah", self._say("wilayah")),
            ("Kategori", self._say("kategori")),
            ("Keadaan pada", format_waktu(data["sampai"])),
            ("Angka acak", data["benih"]),
        ]

    def _say(self, name: str) -> str:
        field = cast(forms.ChoiceField, self.fields[name])
        return get_kata(field, str(self.cleaned_data[name] or ""))

    def undian(self) -> Undian:
        """What to draw, of a form that is valid."""
        data = self.cleaned_data
        return Undian(
            benih=data["benih"], sampai=data["sampai"], wilayah=data["wilayah"],
            kategori=data["kategori"], banyak=data["banyak"],
        )  # fmt: skip
