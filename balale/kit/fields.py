"""Form fields, picks and what a template must know of a field to draw it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from balale.kit.text import clean_code


class CodeField(forms.CharField):
    """A number on paper (NIK, KK, NIP): typed with any spacing, kept as bare digits."""

    def __init__(self, *, length: int | None = None, noun: str = "", **kwargs: Any) -> None:
        self.length = length
        self.noun = noun
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "code"}))
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return super().widget_attrs(widget) | {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value: object) -> str:
        return clean_code(str(super().to_python(value) or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        noun = self.noun or str(self.label or "Nomor")
        if not (value.isascii() and value.isdigit()):
            raise ValidationError(f"{noun} hanya berisi angka. Hapus tanda lain.", "digits")
        if self.length and len(value) != self.length:
            filled = "Baru" if len(value) < self.length else "Ada"
            raise ValidationError(
                f"{noun} harus {self.length} angka. {filled} {len(value)} yang terisi.", "length"
            )


class _Picks:
    """Adds one plain line under each choice: `notes={value: sentence}`."""

    def __init__(
        self, attrs: Any = None, choices: Any = (), *, notes: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(attrs, choices)  # type: ignore[call-arg]
        self.notes = {str(key): note for key, note in (notes or {}).items()}


class RadioPicks(_Picks, forms.RadioSelect):
    """One of a few, each a whole row."""


class CheckPicks(_Picks, forms.CheckboxSelectMultiple):
    """Some of a few, each a whole row."""


@dataclass(frozen=True)
class Pick:
    """One row of a radio or tick list."""

    id: str
    name: str
    value: str
    label: str
    note: str
    type: str
    checked: bool


@dataclass(frozen=True)
class FieldParts:
    """All a template needs to draw a field, decided here so that the template decides nothing."""

    kind: str  # "input", "picks" or "check"
    id: str
    focus_id: str
    example: str
    errors: list[str]
    help_id: str
    error_id: str
    described_by: str
    picks: list[Pick] = field(default_factory=list)


def describe_field(bound: BoundField) -> FieldParts:
    """Describe `bound` for the `field` part."""
    field_id = bound.auto_id or bound.html_name
    errors = [str(message) for message in bound.errors]
    picks = _list_picks(bound)
    kind = "picks" if picks else "input"
    if isinstance(bound.field.widget, forms.CheckboxInput):
        kind = "check"
    ids = [f"{field_id}_helptext"] if bound.help_text else []
    ids += [f"{field_id}_error"] if errors else []
    return FieldParts(
        kind=kind,
        id=field_id,
        focus_id=picks[0].id if picks else field_id,
        example=get_example(bound),
        errors=errors,
        help_id=f"{field_id}_helptext",
        error_id=f"{field_id}_error",
        described_by=" ".join(ids),
        picks=picks,
    )


def get_example(bound: BoundField) -> str:
    """Return the example behind the "?", given as `examples = {name: ...}` on the form."""
    return str(getattr(bound.form, "examples", {}).get(bound.name, ""))


def _list_picks(bound: BoundField) -> list[Pick]:
    widget = bound.field.widget
    if not isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return []
    notes = getattr(widget, "notes", {})
    rows = []
    for option in bound.subwidgets:
        data = option.data
        rows.append(
            Pick(
                id=data["attrs"].get("id", ""),
                name=data["name"],
                value=str(data["value"]),
                label=str(data["label"]),
                note=notes.get(str(data["value"]), ""),
                type=data["type"],
                checked=data["selected"],
            )
        )
    return rows
