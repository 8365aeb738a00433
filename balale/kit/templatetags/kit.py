"""`{% load kit %}`: formatting filters and what the parts need."""

from collections.abc import Callable
from datetime import date, datetime, time

from django import template
from django.contrib.messages import constants as levels
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm
from django.forms.boundfield import BoundField

from balale.kit import formatting
from balale.kit.fields import FieldParts, describe_field
from balale.kit.forms import ErrorLine, list_error_lines
from balale.kit.status import StatusLook, get_status_look

register = template.Library()

NBSP = "\N{NO-BREAK SPACE}"

_FILTERS: dict[str, Callable[..., str]] = {
    "tanggal": formatting.format_tanggal,
    "tanggal_pendek": formatting.format_tanggal_pendek,
    "hari_tanggal": formatting.format_hari_tanggal,
    "sapaan": formatting.format_sapaan,
    "lahir": formatting.format_lahir,
    "angka": formatting.format_angka,
    "persen": formatting.format_persen,
    "rupiah": formatting.format_rupiah,
    "nik": formatting.format_nik,
    "nik_tersamar": formatting.mask_nik,
    "nip": formatting.format_nip,
    "telepon": formatting.format_telepon,
    "rt_rw": formatting.format_rt_rw,
    "nama_tersamar": formatting.mask_nama,
}
for _name, _function in _FILTERS.items():
    register.filter(_name, _function)


@register.filter
def jam(moment: datetime | time | None) -> str:
    """`{{ receipt.pada|jam }}`: 14.05 WIB, never broken over two lines."""
    return formatting.format_jam(moment).replace(" ", NBSP)


@register.filter
def waktu(moment: datetime | None) -> str:
    """`{{ receipt.pada|waktu }}`: 24/11/2026, 14.05 WIB; the time stays together."""
    return formatting.format_waktu(moment).replace(" WIB", f"{NBSP}WIB")


@register.filter
def usia(lahir: date | None, on: date) -> str:
    """`{{ orang.lahir|usia:hari_ini }}`: 71 tahun."""
    return formatting.format_usia(
        lahir, formatting.as_wib(on).date() if isinstance(on, datetime) else on
    )


@register.filter
def per_cent_of(part: float, whole: float) -> int:
    """Whole per cent from 0 to 100, rounded down so that only all of it is 100."""
    return max(0, min(100, int(part * 100 // whole))) if whole else 0


@register.simple_tag
def field_parts(bound: BoundField) -> FieldParts:
    """`{% field_parts field as parts %}`."""
    return describe_field(bound)


@register.filter
def error_lines(form: BaseForm | None) -> list[ErrorLine]:
    """The lines of the error summary."""
    return list_error_lines(form) if form and form.is_bound else []


@register.filter
def has_error(form: object) -> bool:
    """True for a bound form that was refused; anything else is not one."""
    return isinstance(form, BaseForm) and form.is_bound and bool(form.errors)


@register.simple_tag
def status_look(status: str) -> StatusLook:
    """`{% status_look entry.status as look %}`."""
    return get_status_look(str(status))


@register.filter
def note_kind(message: Message) -> str:
    """The note a message of Django's framework becomes: "warn" or "ok" or plain."""
    if message.level >= levels.WARNING:
        return "warn"
    return "ok" if message.level == levels.SUCCESS else ""
